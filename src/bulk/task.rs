//! What is done with one batch: one request, or as many as it takes to isolate what is refused.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::api::{ApiError, Client, Collection, Left};

use super::{Accounts, Batch, create, present};

/// The verb of a run, once for all collections.
#[derive(Debug, Clone)]
pub enum Task {
    Create(Collection),
    Delete(Collection),
    Add(Collection),
    Moderate(Collection),
    /// One request a record.
    Update(Collection),
}

impl Task {
    pub fn collection(&self) -> &Collection {
        match self {
            Task::Create(collection)
            | Task::Delete(collection)
            | Task::Add(collection)
            | Task::Moderate(collection)
            | Task::Update(collection) => collection,
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
            Task::Update(_) => "updated",
        }
    }
}

/// What became of some records of a batch.
#[derive(Debug)]
pub(super) struct Part {
    accounts: Accounts,
    /// The records that an error left behind.
    failed: Option<(ApiError, Vec<usize>)>,
}

impl Part {
    pub fn done(accounts: Accounts) -> Part {
        Part {
            accounts,
            failed: None,
        }
    }

    pub fn failed(accounts: Accounts, error: ApiError, records: Vec<usize>) -> Part {
        Part {
            accounts,
            failed: Some((error, records)),
        }
    }
}

/// A record that the service refused.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// Its position in the batch.
    pub at: usize,
    pub error: Arc<ApiError>,
}

/// What became of one batch.
#[derive(Debug, Default)]
pub struct Outcome {
    pub accounts: Accounts,
    pub rejected: Vec<Rejected>,
    /// What ends the run.
    pub error: Option<ApiError>,
    /// Positions of records that are known to be the cause of the error.
    pub causes: Vec<usize>,
}

impl Outcome {
    fn fail(&mut self, error: ApiError, records: &[usize]) {
        let count = records.len() as u64;
        match error.leaves() {
            Left::NotSent => self.accounts.not_sent += count,
            Left::Unknown => self.accounts.unknown += count,
            Left::Rejected => self.reject(&error, records),
        }
        self.error.get_or_insert(error);
    }

    fn reject(&mut self, error: &ApiError, records: &[usize]) {
        self.accounts.rejected += records.len() as u64;
        // One for all: an error may carry much data.
        let error = Arc::new(error.clone());
        self.rejected.extend(records.iter().map(|&at| Rejected {
            at,
            error: error.clone(),
        }));
    }
}

/// A task with its settings; shared by all batches of a run.
pub struct Job {
    pub client: Client,
    pub task: Task,
    /// Isolate what the service refuses, and do all else.
    pub keep_going: bool,
    /// Leave out what is there already.
    pub skip_existing: bool,
    /// With `keep_going`: nothing that is refused ends the run, for whatever reason.
    pub never_stops: bool,
    /// Records a request, once the service has called a body too large.
    most: AtomicUsize,
}

impl Job {
    /// The first refusal ends it, and nothing is left out.
    pub fn new(client: Client, task: Task) -> Job {
        Job {
            client,
            task,
            keep_going: false,
            skip_existing: false,
            never_stops: false,
            most: AtomicUsize::new(usize::MAX),
        }
    }

    /// What is done with a batch: its own task, where the batches of a run have different ones.
    fn task<'a>(&'a self, batch: &'a Batch) -> &'a Task {
        batch.task().map_or(&self.task, |task| task)
    }

    /// Does what is to be done with a batch.
    pub async fn carry_out(&self, batch: &Batch) -> Outcome {
        let mut outcome = Outcome::default();
        let all: Vec<usize> = (0..batch.len()).collect();
        self.settle(batch, all.clone(), false, &mut outcome).await;
        if let Some(error) = &outcome.error
            && matches!(self.task(batch), Task::Create(_))
            && error.leaves() == Left::Rejected
            && is_of_records(error)
            && !self.keep_going
            && !self.client.is_interrupted()
        {
            outcome.causes = self.existing(batch, &all).await;
        }
        outcome
    }

    /// Which of the records are there already: they are why a create is refused.
    async fn existing(&self, batch: &Batch, of: &[usize]) -> Vec<usize> {
        let there = present(&self.client, self.task(batch).collection(), &batch.ids(of)).await;
        let there = there.unwrap_or_default();
        of.iter()
            .copied()
            .filter(|&at| there.contains_key(&batch.id(at)))
            .collect()
    }

    /// Sends some records; halves them where they are refused, until the refused ones stand
    /// alone. `is_bad` says that they are known to hold one that is refused. Gives back whether
    /// any was.
    fn settle<'a>(
        &'a self,
        batch: &'a Batch,
        records: Vec<usize>,
        is_bad: bool,
        outcome: &'a mut Outcome,
    ) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async move {
            if outcome.error.is_some() || self.client.is_interrupted() {
                outcome.accounts.not_sent += records.len() as u64;
                return false;
            }
            let most = self.most.load(Ordering::Relaxed).max(1);
            if records.len() > most && !is_bad {
                let mut any_is_bad = false;
                for part in records.chunks(most) {
                    any_is_bad |= self.settle(batch, part.to_vec(), false, outcome).await;
                }
                return any_is_bad;
            }
            let mut records = records;
            let mut is_too_large = false;
            if !is_bad || records.len() == 1 {
                let part = self.send(batch, &records).await;
                outcome.accounts.add(&part.accounts);
                let Some((error, left)) = part.failed else {
                    return false;
                };
                // Where an earlier try may have been applied, the parts tell; but for a create,
                // whose parts would be refused for being there.
                let is_refused = match error.leaves() {
                    Left::Rejected => true,
                    Left::Unknown => left.len() > 1 && !matches!(self.task(batch), Task::Create(_)),
                    Left::NotSent => false,
                };
                if self.keep_going && self.is_no_end(batch, &error) {
                    outcome.reject(&error, &left);
                    return false;
                }
                if !(self.keep_going && is_refused && is_of_records(&error)) {
                    outcome.fail(error, &left);
                    return false;
                }
                outcome.accounts.unconfirmed |= error.unknown;
                is_too_large = error.status() == Some(413);
                records = left;
                if records.len() == 1 {
                    outcome.reject(&error, &records);
                    return true;
                }
            }
            let right = records.split_off(records.len() / 2);
            if is_too_large {
                self.most.fetch_min(records.len(), Ordering::Relaxed);
            }
            let left_is_bad = self.settle(batch, records, false, outcome).await;
            // Where the first half is fine, the fault is in the second, and to send it whole
            // would only be refused. Size is another matter: either half may fit.
            let right_is_bad = !left_is_bad && !is_too_large;
            self.settle(batch, right, right_is_bad, outcome).await;
            true
        })
    }

    /// Whether a refusal that is not about single records is the end of these, and not of the run.
    fn is_no_end(&self, batch: &Batch, error: &ApiError) -> bool {
        // One channel of several is not there.
        let task = batch.task().map(|task| task.collection());
        let is_of_members = matches!(task, Some(Collection::Members(_)));
        let is_not_there = is_of_members && error.status() == Some(404);
        error.leaves() == Left::Rejected
            && (is_not_there || (self.never_stops && !is_of_records(error)))
    }

    /// One request, and for a create what it takes to know its outcome.
    async fn send(&self, batch: &Batch, records: &[usize]) -> Part {
        let body = || batch.some(records).body();
        let request = match self.task(batch) {
            Task::Create(collection) => {
                return create::create(
                    &self.client,
                    collection,
                    batch,
                    records,
                    self.skip_existing,
                )
                .await;
            }
            Task::Delete(collection) => collection.delete(body()),
            Task::Add(collection) => collection.add(body()),
            Task::Moderate(collection) => collection.moderate(body()),
            Task::Update(collection) => return self.update(collection, batch, records).await,
        };
        let sent = records.len() as u64;
        let mut accounts = Accounts::default();
        match self.client.change(&request).await {
            Err(error) => return Part::failed(accounts, error, records.to_vec()),
            Ok(None) => accounts.not_sent = sent,
            Ok(Some(changed)) if changed.status > sent => {
                let error = create::too_many(&self.client, &request, changed.status, sent);
                return Part::failed(accounts, error, records.to_vec());
            }
            Ok(Some(changed)) if changed.status < sent && changed.repeated => {
                accounts.done = sent;
                accounts.unconfirmed = true;
            }
            Ok(Some(changed)) => {
                accounts.done = changed.status;
                accounts.unchanged = sent - changed.status;
            }
        }
        Part::done(accounts)
    }

    async fn update(&self, collection: &Collection, batch: &Batch, records: &[usize]) -> Part {
        let mut accounts = Accounts::default();
        for (done, &at) in records.iter().enumerate() {
            let record = bytes::Bytes::copy_from_slice(batch.json(at));
            match self.client.update(&collection.update(record)).await {
                Ok(Some(_)) => accounts.done += 1,
                Ok(None) => accounts.not_sent += 1,
                Err(error) => return Part::failed(accounts, error, records[done..].to_vec()),
            }
        }
        Part::done(accounts)
    }
}

/// Whether a refusal can be about single records, so that halving finds them.
fn is_of_records(error: &ApiError) -> bool {
    matches!(error.status(), Some(400 | 409 | 413 | 422))
}
