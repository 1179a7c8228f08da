//! Steps as requests, one kind of step after the other.

use std::io;

use crate::batch::{self, Accounts, BatchSource, IfExisting, Job, RunResult, Stop};
use crate::document::step_kind::StepKind;

use super::observer::PhaseObserver;
use super::requests::StepRequests;
use super::run::{ApplyRun, Purpose};

/// The results of steps. Whatever goes wrong, what was done before is counted here.
#[derive(Debug, Default)]
pub struct Executed {
    /// By kind, in the order of the work.
    pub by_kind: Vec<(StepKind, Accounts)>,
    /// The run that ended it early.
    pub stop: Option<RunResult>,
    /// The first run in which records were refused and others done all the same.
    pub refused: Option<RunResult>,
    /// Why steps could not even be read, which ends it too.
    pub unread: Option<io::Error>,
}

impl Executed {
    pub fn accounts(&self) -> Accounts {
        let mut sum = Accounts::default();
        for (_, accounts) in &self.by_kind {
            sum.add(accounts);
            sum.input += accounts.input;
        }
        sum
    }

    /// The results of the steps of one kind.
    pub fn of(&self, kind: StepKind) -> Accounts {
        let of_kind = self.by_kind.iter().find(|(found, _)| *found == kind);
        of_kind.map_or_else(Accounts::default, |(_, accounts)| *accounts)
    }

    /// Whether steps of this kind were taken up.
    pub fn has_begun(&self, kind: StepKind) -> bool {
        self.by_kind.iter().any(|(begun, _)| *begun == kind)
    }

    /// Whether nothing ended it early.
    pub fn is_whole(&self) -> bool {
        self.stop.is_none() && self.unread.is_none()
    }

    /// Whether the person or the deadline ended it, so that nothing more may begin.
    pub(super) fn is_cut_short(&self) -> bool {
        let stop = self.stop.as_ref().and_then(|run| run.stop.as_ref());
        matches!(stop, Some(Stop::Interrupted | Stop::Deadline))
    }

    /// Adds what was done after it.
    pub(super) fn append(&mut self, next: Executed) {
        self.by_kind.extend(next.by_kind);
        self.append_failures(next.stop, next.refused, next.unread);
    }

    /// Adds why something after it was not done; the first reason of each sort is kept.
    pub(super) fn append_failures(
        &mut self,
        stop: Option<RunResult>,
        refused: Option<RunResult>,
        unread: Option<io::Error>,
    ) {
        self.stop = self.stop.take().or(stop);
        self.refused = self.refused.take().or(refused);
        self.unread = self.unread.take().or(unread);
    }

    /// The run that says why not all is done, with the accounts of all.
    pub(super) fn into_failed_run(self) -> Option<RunResult> {
        let accounts = self.accounts();
        let mut run = self.stop.or(self.refused)?;
        run.accounts = accounts;
        Some(run)
    }
}

/// Sends these requests, one kind of step after the other. The first failure ends it, and what is
/// left counts as not sent.
pub(super) async fn execute(
    run: &ApplyRun<'_>,
    purpose: Purpose,
    requests: impl IntoIterator<Item = StepRequests>,
    watcher: &mut PhaseObserver<'_>,
) -> Executed {
    let mut executed = Executed::default();
    for StepRequests {
        kind,
        count,
        records,
    } in requests
    {
        if count == 0 {
            continue;
        }
        let records = match executed.is_whole() {
            true => records().map_err(|error| executed.unread = Some(error)),
            false => Err(()),
        };
        let Ok(records) = records else {
            let accounts = Accounts {
                input: count,
                not_sent: count,
                ..Accounts::default()
            };
            executed.by_kind.push((kind, accounts));
            continue;
        };
        let settings = &run.settings;
        let is_of_plan = purpose == Purpose::Plan;
        let job = Job {
            keep_going: settings.keep_going || !is_of_plan,
            never_stops: !is_of_plan,
            has_many_channels: true,
            is_needed: is_of_plan,
            limit: run.limit.clone(),
            // What exists already was created by somebody else meanwhile, or by an earlier run that
            // was killed. Either way it is there, as it should be.
            if_existing: IfExisting::Skip,
            ..Job::new(run.client.clone())
        };
        let mut observer = watcher.requests(purpose, &executed.accounts());
        let source = BatchSource::new(records, settings.batch_size, run.client.upload_limit());
        let mut ended = batch::run(source, job, None, &mut observer).await;
        ended.count_unread(count);
        executed.by_kind.push((kind, ended.accounts));
        if ended.stop.is_some() {
            executed.stop = Some(ended);
        } else if ended.first_rejected.is_some() && executed.refused.is_none() {
            executed.refused = Some(ended);
        }
    }
    executed
}
