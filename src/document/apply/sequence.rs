//! The phases in their order.

use crate::document::draft::Plan;
use crate::document::step_kind::StepKind;

use super::applied::{Applied, ApplyTrouble};
use super::created_by_others::compare_existing;
use super::execute::execute;
use super::new_channels::complete_new_channels;
use super::observer::{ApplyObserver, PhaseObserver};
use super::put_back::restore_rest;
use super::recreate_members::recreate_members;
use super::recreate_users::recreate_users;
use super::requests::requests_of;
use super::run::{ApplyRun, Purpose};

/// Users and channels first, then members, then modes.
const CHANGES: [StepKind; 6] = [
    StepKind::CreateUser,
    StepKind::CreateChannel,
    StepKind::UpdateChannel,
    StepKind::AddMember,
    StepKind::ModerateUser,
    StepKind::ModerateMember,
];

/// The reverse.
const REMOVALS: [StepKind; 3] = [
    StepKind::RemoveMember,
    StepKind::DeleteChannel,
    StepKind::DeleteUser,
];

/// Carries out a plan, phase by phase; `restore`, which comes first, is over by then. With
/// `has_left_over`, the service has refused something of what an earlier run had to put back.
pub async fn apply_plan(
    run: &ApplyRun<'_>,
    plan: &Plan,
    has_left_over: bool,
    observer: &mut dyn ApplyObserver,
) -> Applied {
    let steps = &plan.steps;
    let mut applied = Applied::default();
    // What is still to be put back is not mixed with more of the kind.
    if !has_left_over {
        let mut watcher = watch(&applied, observer);
        applied.append(recreate_users(run, plan, &mut watcher).await);
    }
    if applied.goes_on() {
        let mut watcher = watch(&applied, observer);
        let requests = requests_of(steps, &CHANGES);
        let changed = execute(run, Purpose::Plan, requests, &mut watcher).await;
        applied.append(changed.into());
    }
    if applied.goes_on() {
        let mut watcher = watch(&applied, observer);
        let created = applied.executed.of(StepKind::CreateChannel);
        applied.append(complete_new_channels(run, steps, created, &mut watcher).await);
    }
    if applied.goes_on() {
        let mut watcher = watch(&applied, observer);
        applied.append(recreate_members(run, steps, &mut watcher).await);
    }
    if applied.goes_on() && run.settings.prune {
        let mut watcher = watch(&applied, observer);
        let requests = requests_of(steps, &REMOVALS);
        let removed = execute(run, Purpose::Plan, requests, &mut watcher).await;
        applied.append(removed.into());
    }
    if applied.goes_on() {
        applied.trouble = compare_existing(run.client, plan, &applied.executed).await;
    }
    if applied.goes_on() && has_left_over {
        let mut watcher = watch(&applied, observer);
        applied.trouble = Some(match restore_rest(run, &mut watcher).await {
            Some(failure) => ApplyTrouble::NotPutBack(failure),
            None => ApplyTrouble::PutBackLate,
        });
    }
    applied
}

/// Watches the phase that comes after what was applied.
fn watch<'a>(applied: &Applied, observer: &'a mut dyn ApplyObserver) -> PhaseObserver<'a> {
    PhaseObserver {
        observer,
        before: applied.executed.accounts(),
    }
}
