//! What `apply` says and asks before it sends anything.

use crate::document::{Plan, Step, StepCounts, StepKind};
use crate::error::{Failure, Result};
use crate::render::{self, counted};

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

/// Asks before anything is sent: always before something is removed or recreated, and else where
/// there is somebody to ask.
pub(super) fn confirm_plan(session: &Session<'_>, counts: &StepCounts) -> Result<()> {
    let (context, name) = (session.context, &session.connection.name);
    let prune = session.arguments.prune;
    if (prune && counts.removals() > 0) || counts.recreations() > 0 {
        let text = counted(counts, prune);
        return context.confirm(&format!("Apply to {name}: {text}?"));
    }
    let is_answered = context.options.yes || context.options.dry_run;
    let question = format!("Apply to {name}?");
    if !is_answered
        && render::confirm(&context.console, &question, render::Stdin::Untouched)? == Some(false)
    {
        return Err(Failure::usage("not confirmed; nothing was sent"));
    }
    Ok(())
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
