//! What `apply` says at its end, whatever has led to it.

use crate::batch::{Accounts, Files, Totals};
use crate::commands::verbs::{RunWatch, end_files, warn_unconfirmed};
use crate::document::{Executed, Plan, StepCounts, StepKind};
use crate::error::{Failure, Kind, Result};
use crate::render::{RenderError, Summary, number_of};

use super::reporter::Reporter;
use super::session::Session;
use super::trouble::run_to_failure;

/// This always helps, because a plan is made from what is there.
const AGAIN: &str = "run the same again: it does what is left";

/// Reports the result of a plan: the counts, the report, and one error. `why` is what went wrong
/// apart from its steps.
pub(super) fn end_run(
    session: &Session<'_>,
    plan: &Plan,
    executed: Executed,
    why: Option<Failure>,
    reporter: Reporter,
) -> Result<()> {
    let Session {
        context,
        connection,
        ..
    } = session;
    let console = &context.console;
    let counts = plan.steps.counts();
    let accounts = count_all(session, &executed, &counts);
    reporter.watch.end_progress();
    let RunWatch {
        files, odd_answer, ..
    } = reporter.watch;
    if connection.client.is_dry_run() && executed.is_whole() && why.is_none() {
        let steps = accounts.input - counts.stuck();
        if steps > 0 {
            let steps = number_of(steps, "step", "steps");
            console.note(&format!("dry run: nothing was sent for {steps}"));
        }
        return Ok(());
    }
    let mut failures = failures_in_order(session, executed, why, accounts).into_iter();
    let ended = match failures.next().or(cannot_change(&counts)) {
        None => Ok(()),
        Some(first) => Err(first),
    };
    let summary = Summary {
        accounts: &accounts,
        past: "applied",
        singular: "step",
        plural: "steps",
        why_unchanged: None,
    };
    let printed = match &ended {
        Ok(()) => summary.print_result(console),
        Err(_) if accounts.input == 0 => Ok(()),
        Err(_) => summary.print(console),
    };
    if ended.is_ok() && matches!(printed, Err(RenderError::Io(_))) {
        summary.tell(console);
    }
    warn_unconfirmed(console, &accounts, odd_answer.as_deref());
    for other in failures {
        console.warn(&other.to_string());
    }
    let totals = Totals {
        command: "apply",
        accounts,
        ..Totals::default()
    };
    end_files(context, connection, totals, files, ended)?;
    Ok(printed?)
}

/// The end of a run that never had a plan: it is reported like any other.
pub(super) fn end_without_plan(session: &Session<'_>, why: Failure, files: Files) -> Result<()> {
    let connection = session.connection;
    let totals = Totals {
        command: "apply",
        accounts: Accounts {
            requests: connection.client.requests(),
            ..Accounts::default()
        },
        ..Totals::default()
    };
    end_files(session.context, connection, totals, files, Err(why))
}

/// The accounts of all that was planned: what was not begun is not sent.
fn count_all(session: &Session<'_>, executed: &Executed, counts: &StepCounts) -> Accounts {
    let mut accounts = executed.accounts();
    for kind in StepKind::ALL {
        let is_planned = session.arguments.prune || !kind.is_removal();
        if is_planned && !executed.has_begun(kind) {
            accounts.input += counts.of(kind);
            accounts.not_sent += counts.of(kind);
        }
    }
    accounts.requests = session.connection.client.requests();
    accounts
}

/// Everything that went wrong. The first is the error; the others are reported too.
fn failures_in_order(
    session: &Session<'_>,
    executed: Executed,
    why: Option<Failure>,
    accounts: Accounts,
) -> Vec<Failure> {
    let partial = |failure: Failure| match accounts.is_partial() {
        true => failure.partial(),
        false => failure,
    };
    let is_stopped = executed.stop.is_some();
    let of_steps = executed.stop.or(executed.refused).map(|mut run| {
        run.accounts = accounts;
        run_to_failure(run, &session.names)
    });
    let unread = executed.unread.map(|error| {
        let failure = Failure::from(error).context("cannot go on with the plan");
        partial(failure.hint(AGAIN))
    });
    let why = why.map(partial);
    let failures = match is_stopped {
        true => [of_steps, unread, why],
        false => [unread, why, of_steps],
    };
    failures.into_iter().flatten().collect()
}

/// Why some of the plan cannot be done; `None` if all of it can.
fn cannot_change(counts: &StepCounts) -> Option<Failure> {
    let users = counts.of(StepKind::CannotChangeUser);
    let left = counts.of(StepKind::LeaveUser);
    let members = counts.of(StepKind::CannotChangeMember);
    let masked = counts.of(StepKind::CannotCompareUser) + counts.of(StepKind::CannotCompareChannel);
    let reasons = [
        (
            (users, "user", "users"),
            "cannot be changed: the API edits neither name nor metadata",
            "`--recreate` deletes users and creates them anew",
        ),
        (
            (left, "user", "users"),
            "cannot be changed: fields other than name, mode and metadata differ, and nobody is deleted for them",
            "`--ignore FIELD` leaves out what the service keeps for itself",
        ),
        (
            (members, "member", "members"),
            "cannot be changed: the API does not take back a mode that is set in a channel",
            "`--recreate` removes members and adds them again",
        ),
        (
            (masked, "record", "records"),
            "cannot be compared: the API key is masked here",
            "no record should hold the API key, which can do all that this tool can; \
             `--ignore FIELD` leaves out a field that does",
        ),
    ];
    let (messages, hints): (Vec<String>, Vec<&str>) = reasons
        .into_iter()
        .filter(|((count, ..), ..)| *count > 0)
        .map(|((count, one, several), why, hint)| {
            let who = number_of(count, one, several);
            (format!("{who} {why}"), hint)
        })
        .unzip();
    let failure = Failure::new(Kind::Partial, messages.join("; ")).hint(hints.join("; "));
    (!messages.is_empty()).then_some(failure)
}
