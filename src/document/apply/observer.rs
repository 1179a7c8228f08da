//! Watching an apply.

use crate::batch::{Accounts, Batch, BatchOutcome, Observer};

use super::run::Purpose;

/// Which file the locations of a request's records are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocatedIn {
    Document,
    RestoreFile,
}

/// What the person should know while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// What is deleted along with the users is in the restore file.
    Kept { users: u64, memberships: u64 },
    /// Users are deleted, and the run ends before they are created again.
    UsersAway,
    /// Members are removed, and not all of them were added again.
    MembersAway,
    /// New channels do not have their members yet.
    WaitingForMembers,
}

/// Watches an apply.
pub trait ApplyObserver: Send {
    fn request_ended(&mut self, _located_in: LocatedIn, _batch: &Batch, _outcome: &BatchOutcome) {}
    /// A little time has passed; `steps` are the accounts of the plan so far.
    fn steps_counted(&mut self, _steps: &Accounts) {}
    fn notify(&mut self, _notice: Notice) {}
}

/// Watches a phase.
pub(super) struct PhaseObserver<'a> {
    pub observer: &'a mut dyn ApplyObserver,
    /// What the phases before this one have done.
    pub before: Accounts,
}

impl PhaseObserver<'_> {
    /// Watches requests of a phase that has done this much.
    pub fn requests(&mut self, purpose: Purpose, done: &Accounts) -> RequestObserver<'_> {
        let mut before = self.before;
        if purpose == Purpose::Plan {
            before.add(done);
        }
        RequestObserver {
            observer: &mut *self.observer,
            purpose,
            before,
        }
    }
}

/// Watches requests of one purpose.
pub(super) struct RequestObserver<'a> {
    observer: &'a mut dyn ApplyObserver,
    purpose: Purpose,
    before: Accounts,
}

impl Observer for RequestObserver<'_> {
    fn batch_ended(&mut self, batch: &Batch, outcome: &BatchOutcome) {
        let located_in = match self.purpose {
            Purpose::Plan | Purpose::BesidePlan => LocatedIn::Document,
            Purpose::PutBack => LocatedIn::RestoreFile,
        };
        self.observer.request_ended(located_in, batch, outcome);
    }

    fn tick(&mut self, accounts: &Accounts) {
        let mut steps = self.before;
        if self.purpose == Purpose::Plan {
            steps.add(accounts);
        }
        self.observer.steps_counted(&steps);
    }
}
