//! Who watches the requests of a run, of a change and of `apply` alike.

use std::sync::Arc;

use crate::batch::{Accounts, Batch, BatchOutcome, Files, Observer};
use crate::render::Progress;

use super::answers::AnswerPages;

/// What is shown and kept of a run while it goes on.
pub struct RunWatch {
    pub files: Files,
    /// Of the files that the records stand in.
    pub names: Arc<[String]>,
    pub progress: Option<Progress>,
    /// Where the answers are the result.
    pub answers: Option<AnswerPages>,
    /// The first success whose count could not be used, in words.
    pub odd_answer: Option<String>,
}

impl RunWatch {
    pub fn new(files: Files, names: Arc<[String]>) -> RunWatch {
        RunWatch {
            files,
            names,
            progress: None,
            answers: None,
            odd_answer: None,
        }
    }

    /// Takes note of a batch whose records stand in files with these names.
    pub fn note(&mut self, batch: &Batch, outcome: &BatchOutcome, names: &[String]) {
        self.files.batch_ended(batch, outcome, names);
        if self.odd_answer.is_none() {
            self.odd_answer.clone_from(&outcome.odd_answer);
        }
    }

    /// Takes the progress away: nothing more is sent.
    pub fn end_progress(&self) {
        if let Some(progress) = &self.progress {
            progress.end();
        }
    }
}

impl Observer for RunWatch {
    fn batch_ended(&mut self, batch: &Batch, outcome: &BatchOutcome) {
        let names = Arc::clone(&self.names);
        self.note(batch, outcome, &names);
        let Some(answers) = &mut self.answers else {
            return;
        };
        answers.add(&outcome.answers);
        if answers.has_page() {
            match &self.progress {
                Some(progress) => progress.suspend(|| answers.print_page()),
                None => answers.print_page(),
            }
        }
    }

    fn tick(&mut self, accounts: &Accounts) {
        if let Some(progress) = &mut self.progress {
            progress.tick(accounts);
        }
    }
}
