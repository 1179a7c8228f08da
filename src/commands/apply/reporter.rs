//! What is reported and shown while a plan is applied.

use std::sync::Arc;

use crate::api::Collection;
use crate::batch::{Accounts, Batch, BatchOutcome, Files};
use crate::document::{ApplyObserver, LocatedIn, Notice};
use crate::render::{Console, Progress};

use super::session::Session;

pub(super) struct Reporter {
    console: Console,
    pub files: Files,
    pub progress: Option<Progress>,
    /// The first success whose count could not be used, in words.
    pub odd_answer: Option<String>,
    /// Of the files of the document.
    names: Arc<[String]>,
    restore_file: [String; 1],
}

impl Reporter {
    pub fn new(session: &Session<'_>, files: Files) -> Reporter {
        Reporter {
            console: session.context.console.clone(),
            files,
            progress: None,
            odd_answer: None,
            names: Arc::clone(&session.names),
            restore_file: [session.restore_file.path().display().to_string()],
        }
    }
}

impl ApplyObserver for Reporter {
    fn request_ended(&mut self, located_in: LocatedIn, batch: &Batch, outcome: &BatchOutcome) {
        let names: &[String] = match located_in {
            LocatedIn::Document => &self.names,
            LocatedIn::RestoreFile => &self.restore_file,
        };
        self.files.batch_ended(batch, outcome, names);
        if self.odd_answer.is_none() {
            self.odd_answer.clone_from(&outcome.odd_answer);
        }
    }

    fn steps_counted(&mut self, steps: &Accounts) {
        if let Some(progress) = &mut self.progress {
            progress.tick(steps);
        }
    }

    fn notify(&mut self, notice: Notice) {
        let [file] = &self.restore_file;
        match notice {
            Notice::Kept { users, memberships } => {
                let memberships = match memberships {
                    1 => "1 membership".to_owned(),
                    count => format!("{count} memberships"),
                };
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
