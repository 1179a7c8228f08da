//! What is done with the records of a run, and what happens to those of one batch.

use std::sync::Arc;

use bytes::Bytes;

use crate::api::{ApiError, Collection, Left};
use crate::record::{Mistake, Mode};

use super::Accounts;

/// The verb of a run, once for all collections.
#[derive(Debug, Clone)]
pub enum Task {
    Create(Collection),
    Delete(Collection),
    Add(Collection),
    Moderate(Collection, Mode),
    /// One request a record.
    Update(Collection),
}

/// What happens to records that are to be created and exist already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IfExisting {
    /// The service refuses them.
    #[default]
    Refuse,
    /// Those that the service refuses are looked up and left out.
    Skip,
    /// All are looked up before they are sent.
    LookUpFirst,
}

/// Channels a request (API reference: create channels).
const MOST_CHANNELS: usize = 1000;

impl Task {
    pub fn collection(&self) -> &Collection {
        match self {
            Task::Create(collection)
            | Task::Delete(collection)
            | Task::Add(collection)
            | Task::Moderate(collection, _)
            | Task::Update(collection) => collection,
        }
    }

    /// The same for another channel, where it is about members.
    pub fn of_channel(&self, channel: &str) -> Task {
        let mut task = self.clone();
        if let Task::Add(Collection::Members(of))
        | Task::Delete(Collection::Members(of))
        | Task::Moderate(Collection::Members(of), _) = &mut task
        {
            channel.clone_into(of);
        }
        task
    }

    /// Records of one request at most, where the person wants so many.
    pub fn records_per_request(&self, wanted: usize) -> usize {
        match self {
            Task::Update(_) => 1,
            Task::Create(Collection::Channels) => wanted.clamp(1, MOST_CHANNELS),
            _ => wanted.max(1),
        }
    }

    /// `created`, `deleted`, …
    pub fn past(&self) -> &'static str {
        match self {
            Task::Create(_) => "created",
            Task::Delete(Collection::Members(_)) => "removed",
            Task::Delete(_) => "deleted",
            Task::Add(_) => "added",
            Task::Moderate(..) => "moderated",
            Task::Update(_) => "updated",
        }
    }

    /// Why a record stays as it is, of one and of several.
    pub fn why_unchanged(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Task::Delete(_) => Some(("was not there", "were not there")),
            Task::Add(_) => Some(("was there already", "were there already")),
            _ => None,
        }
    }
}

/// A record that was refused.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// Its position in the batch.
    pub at: usize,
    pub reason: RejectReason,
}

/// Why a record was refused.
#[derive(Debug, Clone)]
pub enum RejectReason {
    ByService(Arc<ApiError>),
    /// It is wrong, and was not sent.
    Wrong(Arc<Mistake>),
}

impl RejectReason {
    pub fn is_not_there(&self) -> bool {
        matches!(self, RejectReason::ByService(error) if error.is_not_there())
    }
}

/// Why a batch failed, where that is known more narrowly than by the error.
#[derive(Debug, Clone)]
pub enum Cause {
    /// The records at these positions are there already.
    Existing(Vec<usize>),
    /// The record at this position, by itself.
    Alone(usize),
    /// Some of the records, although the status could mean the path as well.
    Records,
}

/// What became of one batch.
#[derive(Debug, Default)]
pub struct BatchOutcome {
    pub accounts: Accounts,
    pub rejected: Vec<Rejected>,
    /// What ends the run.
    pub error: Option<ApiError>,
    pub cause: Option<Cause>,
    /// It was too large for one request, and went in several.
    pub is_split: bool,
    /// A success whose count could not be used, in words.
    pub odd_answer: Option<String>,
    /// The records that the service answered updates with.
    pub answers: Vec<Bytes>,
}

impl BatchOutcome {
    /// Ends the run with an error that left these records behind.
    pub(super) fn end_with(&mut self, error: ApiError, records: &[usize]) {
        let count = records.len() as u64;
        match error.leaves() {
            Left::NotSent => self.accounts.not_sent += count,
            Left::Unknown => self.accounts.unknown += count,
            Left::Rejected => self.reject(&error, records),
        }
        self.error.get_or_insert(error);
    }

    pub(super) fn reject(&mut self, error: &ApiError, records: &[usize]) {
        self.accounts.rejected += records.len() as u64;
        // One for all: an error may carry much data.
        let error = Arc::new(error.clone());
        self.rejected.extend(records.iter().map(|&at| Rejected {
            at,
            reason: RejectReason::ByService(error.clone()),
        }));
    }
}
