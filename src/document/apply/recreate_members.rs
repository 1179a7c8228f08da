//! Removing members and adding them again, because the API does not take back a mode in a channel.

use crate::batch::Accounts;
use crate::document::step_kind::StepKind;
use crate::document::steps::Steps;

use super::applied::Applied;
use super::execute::execute;
use super::observer::{Notice, PhaseObserver};
use super::recreate_users::recount;
use super::requests::{additions, requests_of};
use super::run::{ApplyRun, Purpose};

/// The document has these members, so the next run adds those that this one did not.
pub(super) async fn recreate_members(
    run: &ApplyRun<'_>,
    steps: &Steps,
    watcher: &mut PhaseObserver<'_>,
) -> Applied {
    let kind = StepKind::RecreateMember;
    let count = steps.counts().of(kind);
    if count == 0 {
        return Applied::default();
    }
    let requests = requests_of(steps, &[kind]);
    let mut removed = execute(run, Purpose::Plan, requests, watcher).await;
    let mut back = Accounts::default();
    if !removed.is_cut_short() {
        let steps = steps.clone();
        let requests = additions(kind, count, move || steps.read_kind(kind));
        let added = execute(run, Purpose::BesidePlan, [requests], watcher).await;
        if run.client.is_dry_run() {
            return removed.into();
        }
        back = added.accounts();
        removed.append_failures(added.stop, added.refused, added.unread);
    }
    let away = removed.accounts();
    let recreated = recount(removed, kind, &back);
    if recreated.accounts().done < away.done + away.unknown {
        watcher.observer.notify(Notice::MembersAway);
    }
    recreated.into()
}
