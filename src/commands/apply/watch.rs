//! What is told of the requests of a run while they are carried out.

use std::sync::Arc;

use crate::api::Collection;
use crate::batch::{self, Accounts, Batch, BatchOutcome, Files, Observer};
use crate::document::Left;
use crate::render::Progress;

/// Where it is told.
pub(super) struct Log {
    pub files: Files,
    pub progress: Option<Progress>,
    /// What the phases before this one have done.
    pub before: Accounts,
    /// The first success whose count could not be used, in words.
    pub odd_answer: Option<String>,
}

impl Log {
    pub fn new(files: Files) -> Log {
        Log {
            files,
            progress: None,
            before: Accounts::default(),
            odd_answer: None,
        }
    }
}

/// Watches the requests of one phase.
pub(super) struct Watch<'a> {
    /// None for what the report is not about.
    log: Option<&'a mut Log>,
    /// Of the files that the places of the requests are in.
    names: Arc<[String]>,
    /// The requests are steps of the plan, and counted as such.
    is_of_plan: bool,
    /// What the service refused, where that is to be kept.
    left: Option<Left>,
}

impl<'a> Watch<'a> {
    /// Of steps of the plan.
    pub fn of_plan(log: &'a mut Log, names: &Arc<[String]>) -> Watch<'a> {
        Watch {
            log: Some(log),
            names: Arc::clone(names),
            is_of_plan: true,
            left: None,
        }
    }

    /// Of requests beside the plan.
    pub fn aside(log: &'a mut Log, names: &Arc<[String]>) -> Watch<'a> {
        Watch {
            is_of_plan: false,
            ..Watch::of_plan(log, names)
        }
    }

    /// Of requests that put back what a file holds; what is refused of it is kept.
    pub fn of_putting_back(log: Option<&'a mut Log>, file: Arc<[String]>) -> Watch<'a> {
        Watch {
            log,
            names: file,
            is_of_plan: false,
            left: Some(Left::default()),
        }
    }

    pub fn into_left(self) -> Left {
        self.left.unwrap_or_default()
    }
}

impl Observer for Watch<'_> {
    fn batch_ended(&mut self, batch: &Batch, outcome: &BatchOutcome) {
        if let Some(left) = &mut self.left {
            left.take(batch, outcome);
        }
        if let Some(log) = &mut self.log {
            log.files.batch_ended(batch, outcome, &self.names);
            if log.odd_answer.is_none() {
                log.odd_answer.clone_from(&outcome.odd_answer);
            }
        }
    }

    fn tick(&mut self, accounts: &Accounts) {
        let Some(log) = &mut self.log else { return };
        if let Some(progress) = &mut log.progress {
            let mut sum = log.before;
            if self.is_of_plan {
                sum.add(accounts);
            }
            progress.tick(&sum);
        }
    }
}

/// What the record is one of that ended a run, or was refused first.
pub(super) fn collection_of(run: &batch::RunResult) -> Collection {
    let task = match (&run.stop, &run.first_rejected) {
        (Some(batch::Stop::Batch(batch, _)), _) | (None, Some((batch, _))) => Some(batch.task()),
        _ => None,
    };
    task.map_or(Collection::Users, |task| task.collection().clone())
}
