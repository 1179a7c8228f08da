//! What `apply` says and asks before it sends anything.

use crate::commands::question::{consequence, named};
use crate::document::{Plan, Step, StepCounts, StepKind};
use crate::error::{Failure, Result};
use crate::render::{self, StepsOf, counted, number_of, step_in_words};

use super::session::Session;

/// Says that an earlier run has left something to put back.
pub(super) fn announce_left_over(session: &Session<'_>) {
    let file = session.restore_file.path().display();
    let what = "an earlier run did not put everything back:";
    let message = match session.context.options.dry_run {
        true => format!("{what} {file} would be put back first; the plan is made without it"),
        false => format!("{what} {file} is put back first"),
    };
    session.context.console.note(&message);
}

/// Says what is planned, and what cannot be done.
pub(super) fn announce_plan(session: &Session<'_>, plan: &Plan) -> Result<()> {
    const SHOWN: usize = 10;
    let console = &session.context.console;
    let counts = plan.steps.counts();
    let kinds = StepKind::ALL.into_iter().filter(|kind| kind.is_stuck());
    for step in kinds
        .flat_map(|kind| plan.steps.read_kind(kind))
        .take(SHOWN)
    {
        let step = step?;
        let location = step.location().unwrap_or_default().show(&session.names);
        let message = format!("{location}: {}", why_stuck(&step));
        console.warn(&session.connection.client.without_key(&message));
    }
    let stuck = counts.stuck();
    if stuck > SHOWN as u64 {
        let more = stuck - SHOWN as u64;
        console.warn(&format!("and {more} more; `cyxth diff` shows all of them"));
    }
    let text = counted(&counts, session.arguments.prune);
    if !text.is_empty() {
        console.note(&text);
    }
    Ok(())
}

/// Refuses a plan that deletes more than `--max-delete` lets it.
pub(super) fn check_removals(session: &Session<'_>, counts: &StepCounts) -> Result<()> {
    let removals = match session.arguments.prune {
        true => counts.removals() + counts.recreations(),
        false => counts.recreations(),
    };
    match session.arguments.max_delete {
        Some(most) if removals > most => Err(Failure::usage(format!(
            "the plan deletes {}, and --max-delete {most} lets no more be deleted; nothing was sent",
            number_of(
                removals,
                "user, channel or membership",
                "users, channels and memberships"
            )
        ))
        .hint("`cyxth diff` shows all of them")),
        _ => Ok(()),
    }
}

/// Asks before anything is sent, and shows what would be sent: always before something is removed or
/// recreated, otherwise only at a terminal.
pub(super) fn confirm_plan(session: &Session<'_>, plan: &Plan) -> Result<()> {
    let (context, connection) = (session.context, session.connection);
    let (counts, prune) = (plan.steps.counts(), session.arguments.prune);
    let removes = (prune && counts.removals() > 0) || counts.recreations() > 0;
    let terminal = context.console.terminal();
    let is_asked = terminal.stdin && terminal.stderr;
    let is_answered = context.options.dry_run || context.options.yes;
    let is_known = match removes {
        true => context.is_answered(connection),
        false => is_answered,
    };
    if is_asked && !is_known {
        show_steps(session, plan)?;
    }
    if removes {
        let question = format!(
            "Apply to {}: {} {}? {}",
            connection.name,
            counted(&counts, prune),
            named_removals(session, plan)?,
            consequence(context, connection)
        );
        return context.confirm_removal(connection, &question, render::Stdin::Untouched);
    }
    let question = format!("Apply to {}?", connection.name);
    if !is_answered
        && render::confirm(&context.console, &question, render::Stdin::Untouched)? == Some(false)
    {
        return Err(Failure::usage("not confirmed; nothing was sent"));
    }
    Ok(())
}

/// Shows the first steps of a plan as `diff` shows them.
fn show_steps(session: &Session<'_>, plan: &Plan) -> Result<()> {
    const SHOWN: usize = 20;
    let (console, client) = (&session.context.console, &session.connection.client);
    let counts = plan.steps.counts();
    let is_done =
        |kind: StepKind| !kind.is_stuck() && (session.arguments.prune || !kind.is_removal());
    let steps = plan.steps.read();
    let done = steps.filter(|step| !matches!(step, Ok(step) if !is_done(step.kind())));
    for step in done.take(SHOWN) {
        console.raw(&step_in_words(console, client, &step?, StepsOf::Apply));
    }
    let all: u64 = StepKind::ALL
        .into_iter()
        .filter(|kind| is_done(*kind))
        .map(|kind| counts.of(kind))
        .sum();
    let more = all.saturating_sub(SHOWN as u64);
    if more > 0 {
        console.raw(&format!("and {more} more; `cyxth diff` shows all of them"));
    }
    Ok(())
}

/// The first records that would be deleted, for the question.
fn named_removals(session: &Session<'_>, plan: &Plan) -> Result<String> {
    let counts = plan.steps.counts();
    let goes =
        |kind: StepKind| kind.is_recreation() || (session.arguments.prune && kind.is_removal());
    let mut first = Vec::new();
    let mut count = 0;
    for kind in StepKind::ALL.into_iter().filter(|kind| goes(*kind)) {
        count += counts.of(kind);
        for step in plan.steps.read_kind(kind).take(3 - first.len()) {
            let step = step?;
            first.push(match step.channel() {
                Some(channel) => format!("{channel} {}", step.id()),
                None => step.id().to_owned(),
            });
        }
    }
    Ok(named(&first, count))
}

/// Why nothing is done for a step.
fn why_stuck(step: &Step) -> String {
    let fields = step.changed_fields();
    match step {
        Step::CannotChangeMember { member, .. } => format!(
            "cannot change the member `{}` of channel `{}`: the user has no mode, and the API does \
             not take back the one that is set there",
            member.user.0, member.channel.0
        ),
        Step::CannotCompareUser { .. } | Step::CannotCompareChannel { .. } => format!(
            "cannot compare {fields} of the {} `{}`, and leaves that as it is: its record holds \
             the API key, which is masked here",
            step.noun(),
            step.id()
        ),
        _ => format!(
            "cannot change the user `{}`: the API does not edit {fields}",
            step.id()
        ),
    }
}
