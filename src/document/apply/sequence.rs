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
pub const CHANGES: [StepKind; 6] = [
    StepKind::CreateUser,
    StepKind::CreateChannel,
    StepKind::UpdateChannel,
    StepKind::AddMember,
    StepKind::ModerateUser,
    StepKind::ModerateMember,
];

/// The reverse.
pub const REMOVALS: [StepKind; 3] = [
    StepKind::RemoveMember,
    StepKind::DeleteChannel,
    StepKind::DeleteUser,
];

/// The phases of a plan; `restore`, which comes first, is over by then.
#[derive(Debug, Clone, Copy)]
enum Phase {
    RecreateUsers,
    Change,
    CompleteNewChannels,
    RecreateMembers,
    Prune,
    CompareExisting,
    RestoreRest,
}

const PHASES: [Phase; 7] = [
    Phase::RecreateUsers,
    Phase::Change,
    Phase::CompleteNewChannels,
    Phase::RecreateMembers,
    Phase::Prune,
    Phase::CompareExisting,
    Phase::RestoreRest,
];

/// Carries out a plan. With `has_left_over`, the service has refused something of what an earlier
/// run had to put back.
pub async fn apply_plan(
    run: &ApplyRun<'_>,
    plan: &Plan,
    has_left_over: bool,
    observer: &mut dyn ApplyObserver,
) -> Applied {
    let steps = &plan.steps;
    let mut applied = Applied::default();
    for phase in PHASES {
        if !applied.goes_on() {
            break;
        }
        let done = &applied.executed;
        let mut watcher = PhaseObserver {
            before: done.accounts(),
            observer: &mut *observer,
        };
        let next: Applied = match phase {
            // What is still to be put back is not mixed with more of the kind.
            Phase::RecreateUsers if has_left_over => Applied::default(),
            Phase::RecreateUsers => recreate_users(run, plan, &mut watcher).await,
            Phase::Change => {
                let requests = requests_of(steps, &CHANGES);
                execute(run, Purpose::Plan, requests, &mut watcher)
                    .await
                    .into()
            }
            Phase::CompleteNewChannels => {
                let created = done.of(StepKind::CreateChannel);
                complete_new_channels(run, steps, created, &mut watcher).await
            }
            Phase::RecreateMembers => recreate_members(run, steps, &mut watcher).await,
            Phase::Prune if !run.settings.prune => Applied::default(),
            Phase::Prune => {
                let requests = requests_of(steps, &REMOVALS);
                execute(run, Purpose::Plan, requests, &mut watcher)
                    .await
                    .into()
            }
            Phase::CompareExisting => {
                let trouble = compare_existing(run.client, plan, done).await;
                trouble.map_or_else(Applied::default, Applied::from)
            }
            Phase::RestoreRest if !has_left_over => Applied::default(),
            Phase::RestoreRest => match restore_rest(run, &mut watcher).await {
                Some(failure) => ApplyTrouble::NotPutBack(failure).into(),
                None => ApplyTrouble::PutBackLate.into(),
            },
        };
        applied.append(next);
    }
    applied
}
