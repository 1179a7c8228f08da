//! What is reported and shown while a plan is applied.

use std::sync::Arc;

use crate::api::Collection;
use crate::batch::{Accounts, Batch, BatchOutcome, Files, Observer, Task};
use crate::commands::verbs::RunWatch;
use crate::document::{ApplyObserver, LocatedIn, Notice};
use crate::render::{Console, number_of};

use super::session::Session;

pub(super) struct Reporter {
    console: Console,
    pub watch: RunWatch,
    restore_file: [String; 1],
}

impl Reporter {
    pub fn new(session: &Session<'_>, files: Files) -> Reporter {
        Reporter {
            console: session.context.console.clone(),
            watch: RunWatch::new(files, Arc::clone(&session.names)),
            restore_file: [session.restore_file.path().display().to_string()],
        }
    }
}

impl ApplyObserver for Reporter {
    fn request_ended(&mut self, located_in: LocatedIn, batch: &Batch, outcome: &BatchOutcome) {
        match located_in {
            LocatedIn::Document => self.watch.batch_ended(batch, outcome),
            LocatedIn::RestoreFile => self.watch.note(batch, outcome, &self.restore_file),
        }
    }

    fn steps_counted(&mut self, steps: &Accounts) {
        self.watch.tick(steps);
    }

    fn notify(&mut self, notice: Notice) {
        let [file] = &self.restore_file;
        match notice {
            Notice::Kept { users, memberships } => {
                let memberships = number_of(memberships, "membership", "memberships");
                self.console.note(&format!(
                    "{} and {memberships} are kept in {file} until they are put back",
                    Collection::Users.counted(users)
                ));
            }
            Notice::UsersAway => self.console.warn(&format!(
                "users are deleted and not yet created anew: the next apply puts back what {file} \
                 holds"
            )),
            Notice::MembersAway => self.console.warn(
                "members are removed and not all of them added again: the next apply of this \
                 document adds them",
            ),
            Notice::WaitingForMembers => self
                .console
                .note("waiting until new channels have their members"),
        }
    }
}

/// What is put back of an earlier run before there is a plan.
#[derive(Default)]
pub(super) struct PutBackCount {
    users: u64,
    memberships: u64,
}

impl ApplyObserver for PutBackCount {
    fn request_ended(&mut self, _: LocatedIn, batch: &Batch, outcome: &BatchOutcome) {
        match batch.task() {
            Task::Create(_) => self.users += outcome.accounts.done,
            Task::Add(_) => self.memberships += outcome.accounts.done,
            _ => {}
        }
    }
}

impl PutBackCount {
    pub fn tell(&self, console: &Console) {
        if self.users + self.memberships > 0 {
            let memberships = number_of(self.memberships, "membership", "memberships");
            let users = Collection::Users.counted(self.users);
            console.note(&format!("{users} and {memberships} are back"));
        }
    }
}
