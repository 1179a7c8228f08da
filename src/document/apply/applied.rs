//! The result of a phase, or of all of them.

use std::io;

use crate::batch::RunResult;

use super::execute::Executed;
use super::put_back::NotPutBack;
use crate::document::error::PlanError;
use crate::document::step::Step;

/// What was done, however it ended.
#[derive(Debug, Default)]
pub struct Applied {
    pub executed: Executed,
    /// Why the instance is not as the document has it, apart from the results of the steps.
    pub trouble: Option<ApplyTrouble>,
}

/// What can go wrong apart from the steps of a plan.
#[derive(Debug)]
pub enum ApplyTrouble {
    /// What would have to be put back could not be saved, so nobody was deleted.
    NotKept(PlanError),
    /// The restore file could not be removed.
    NotForgotten(io::Error),
    /// Users are deleted, and not all of them or of their memberships are back.
    NotPutBack(NotPutBack),
    /// What an earlier run had to put back came back after the plan was made.
    PutBackLate,
    /// Checking whether new channels have their members has failed.
    MembersNotLooked(PlanError),
    /// Members of new channels could not be added.
    MembersNotAdded(Box<RunResult>),
    /// The members of new channels could not be read from the plan.
    MembersUnread(io::Error),
    /// Records that somebody else created differ from the document.
    Others(Box<CreatedByOthers>),
    /// Records that somebody else created could not be compared.
    OthersNotCompared(PlanError),
}

/// Records that are not as the plan wanted them.
#[derive(Debug)]
pub struct CreatedByOthers {
    pub count: u64,
    /// The step of the first.
    pub first: Step,
    /// Those of its fields that differ.
    pub fields: Vec<String>,
}

impl Applied {
    /// Whether the next phase may begin.
    pub(super) fn goes_on(&self) -> bool {
        self.executed.is_whole() && self.trouble.is_none()
    }

    /// Adds what the next phase did.
    pub(super) fn append(&mut self, next: Applied) {
        self.executed.append(next.executed);
        self.trouble = self.trouble.take().or(next.trouble);
    }
}

impl From<Executed> for Applied {
    fn from(executed: Executed) -> Applied {
        Applied {
            executed,
            trouble: None,
        }
    }
}

impl From<ApplyTrouble> for Applied {
    fn from(trouble: ApplyTrouble) -> Applied {
        Applied {
            executed: Executed::default(),
            trouble: Some(trouble),
        }
    }
}
