//! Deleting users and creating them again, with all that belongs to them.

use crate::batch::Accounts;
use crate::document::draft::Plan;
use crate::document::error::PlanError;
use crate::document::step_kind::StepKind;
use crate::document::steps::Steps;

use super::applied::{Applied, ApplyTrouble};
use super::created_by_others::find_others;
use super::execute::{Executed, execute};
use super::observer::{Notice, PhaseObserver};
use super::put_back::PutBack;
use super::requests::requests_of;
use super::restore_file::RestoreFile;
use super::run::{ApplyRun, Purpose};

pub(super) async fn recreate_users(
    run: &ApplyRun<'_>,
    plan: &Plan,
    watcher: &mut PhaseObserver<'_>,
) -> Applied {
    let kind = StepKind::RecreateUser;
    if plan.steps.counts().of(kind) == 0 {
        return Applied::default();
    }
    if run.client.is_dry_run() {
        return dry_run(run, &plan.steps, watcher).await;
    }
    let put_back = match keep(run, run.restore_file, &plan.steps, watcher).await {
        Ok(put_back) => put_back,
        Err(error) => return ApplyTrouble::NotKept(error).into(),
    };
    let requests = requests_of(&plan.steps, &[kind]);
    let deleted = execute(run, Purpose::Plan, requests, watcher).await;
    let accounts = deleted.accounts();
    if accounts.not_sent == accounts.input {
        return Applied {
            executed: deleted,
            trouble: run
                .restore_file
                .remove()
                .err()
                .map(ApplyTrouble::NotForgotten),
        };
    }
    if deleted.is_cut_short() {
        watcher.observer.notify(Notice::UsersAway);
        return recount(deleted, kind, &Accounts::default()).into();
    }
    // Those who were deleted come back, even if others could not be deleted.
    let end = put_back.execute(run, watcher).await;
    let trouble = match end.failure {
        Some(failure) => Some(ApplyTrouble::NotPutBack(failure)),
        // Somebody else may have created one of them before it was back. Those who were not
        // deleted are there too, and are reported elsewhere.
        None if end.users.skipped > 0 && deleted.is_whole() && accounts.is_success() => {
            find_others(run.client, plan, kind).await
        }
        None => None,
    };
    Applied {
        executed: recount(deleted, kind, &end.users),
        trouble,
    }
}

/// Shows every request, and leaves nothing behind.
async fn dry_run(run: &ApplyRun<'_>, steps: &Steps, watcher: &mut PhaseObserver<'_>) -> Applied {
    let dir = match tempfile::tempdir() {
        Ok(dir) => dir,
        Err(error) => return ApplyTrouble::NotKept(error.into()).into(),
    };
    let file = RestoreFile::new(dir.path().join("put-back.jsonl"));
    let put_back = match keep(run, &file, steps, watcher).await {
        Ok(put_back) => put_back,
        Err(error) => return ApplyTrouble::NotKept(error).into(),
    };
    let requests = requests_of(steps, &[StepKind::RecreateUser]);
    let deleted = execute(run, Purpose::Plan, requests, watcher).await;
    put_back.execute(run, watcher).await;
    deleted.into()
}

/// Writes down what has to be put back, and reads it as it will be: all that needs a file, or the
/// service's word, is done before anybody is deleted.
async fn keep(
    run: &ApplyRun<'_>,
    file: &RestoreFile,
    steps: &Steps,
    watcher: &mut PhaseObserver<'_>,
) -> Result<PutBack, PlanError> {
    let concurrency = run.settings.concurrency;
    let memberships = file.write(run.client, steps, concurrency).await?;
    if !run.client.is_dry_run() {
        watcher.observer.notify(Notice::Kept {
            users: steps.counts().of(StepKind::RecreateUser),
            memberships,
        });
    }
    match PutBack::read(run.client, file).await {
        Ok(put_back) => Ok(put_back),
        Err(error) => {
            // Nobody was deleted, so there is nothing to put back.
            file.remove()?;
            Err(error)
        }
    }
}

/// Counts as done what was taken away and is there again.
pub(super) fn recount(mut away: Executed, kind: StepKind, back: &Accounts) -> Executed {
    let removed = away.accounts();
    let mut accounts = Accounts {
        input: removed.input,
        ..*back
    };
    // Where not all was taken away, what was there still is as it was.
    if away.is_whole() && removed.rejected == 0 {
        accounts.done += accounts.unchanged + accounts.skipped;
    }
    (accounts.unchanged, accounts.skipped, accounts.not_sent) = (0, 0, 0);
    let room = removed
        .input
        .saturating_sub(accounts.done + accounts.unknown);
    accounts.rejected = (accounts.rejected + removed.rejected).min(room);
    accounts.not_sent = removed.input.saturating_sub(accounts.sum());
    away.by_kind = vec![(kind, accounts)];
    away
}
