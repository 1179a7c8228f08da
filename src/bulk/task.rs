//! What is done with one batch.

use crate::api::{ApiError, Client, Collection, Left};

use super::create;
use super::{Accounts, Batch};

/// The verb of a run, once for all collections.
#[derive(Debug, Clone)]
pub enum Task {
    Create(Collection),
    Delete(Collection),
    Add(Collection),
    Moderate(Collection),
}

/// What became of one batch.
#[derive(Debug, Default)]
pub struct Outcome {
    pub accounts: Accounts,
    pub error: Option<ApiError>,
    /// Positions in the batch of records that are known to be the cause.
    pub causes: Vec<usize>,
}

impl Outcome {
    /// A batch that failed, all of it.
    pub fn failed(error: ApiError, records: usize) -> Outcome {
        let mut accounts = Accounts::default();
        let records = records as u64;
        match error.leaves() {
            Left::NotSent => accounts.not_sent = records,
            Left::Rejected => accounts.rejected = records,
            Left::Unknown => accounts.unknown = records,
        }
        Outcome {
            accounts,
            error: Some(error),
            causes: Vec::new(),
        }
    }
}

impl Task {
    pub fn collection(&self) -> &Collection {
        match self {
            Task::Create(collection)
            | Task::Delete(collection)
            | Task::Add(collection)
            | Task::Moderate(collection) => collection,
        }
    }

    /// `created`, `deleted`, …
    pub fn past(&self) -> &'static str {
        match self {
            Task::Create(_) => "created",
            Task::Delete(Collection::Members(_)) => "removed",
            Task::Delete(_) => "deleted",
            Task::Add(_) => "added",
            Task::Moderate(_) => "moderated",
        }
    }

    /// Sends a batch, and looks where its outcome is not known.
    pub async fn carry_out(&self, client: &Client, batch: &Batch) -> Outcome {
        let request = match self {
            Task::Create(collection) => {
                return create::create(client, collection, batch).await;
            }
            Task::Delete(collection) => collection.delete(batch.body()),
            Task::Add(collection) => collection.add(batch.body()),
            Task::Moderate(collection) => collection.moderate(batch.body()),
        };
        let sent = batch.len() as u64;
        let mut accounts = Accounts::default();
        match client.change(&request).await {
            Err(error) => return Outcome::failed(error, batch.len()),
            Ok(None) => accounts.not_sent = sent,
            Ok(Some(changed)) => match changed.status.cmp(&sent) {
                std::cmp::Ordering::Greater => {
                    let error = create::too_many(&request, changed.status, sent);
                    return Outcome::failed(error, batch.len());
                }
                std::cmp::Ordering::Less if changed.repeated => {
                    accounts.done = sent;
                    accounts.unconfirmed = true;
                }
                _ => {
                    accounts.done = changed.status;
                    accounts.unchanged = sent - changed.status;
                }
            },
        }
        Outcome {
            accounts,
            ..Outcome::default()
        }
    }
}
