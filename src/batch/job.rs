//! What it takes to do a batch: one request, or as many as it takes to isolate what is refused
//! or to make parts of what is too large.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::api::{ApiError, Client, Collection, Left};

use super::limit::BodyLimit;
use super::send::{Failed, send};
use super::task::{Cause, Outcome, Task};
use super::{Batch, present};

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
    /// What is known of the size of requests; the jobs of one run share it.
    pub limit: Arc<BodyLimit>,
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
            limit: Arc::default(),
        }
    }

    /// What is done with a batch: its own task, where the batches of a run have different ones.
    pub(super) fn task<'a>(&'a self, batch: &'a Batch) -> &'a Task {
        batch.task().map_or(&self.task, |task| task)
    }

    /// Does what is to be done with a batch.
    pub async fn carry_out(&self, batch: &Batch) -> Outcome {
        let all: Vec<usize> = (0..batch.len()).collect();
        let mut work = Work {
            job: self,
            batch,
            outcome: Outcome::default(),
            known: vec![Known::default(); batch.len()],
        };
        work.settle(all.clone(), false).await;
        let mut outcome = work.outcome;
        outcome.rejected.sort_by_key(|rejected| rejected.at);
        if let Some(error) = &outcome.error
            && let Task::Create(collection) = self.task(batch)
            && error.leaves() == Left::Rejected
            && may_be_of_records(error)
            && outcome.cause.is_none()
            && !self.keep_going
            && !self.client.is_interrupted()
        {
            let there = present(&self.client, collection, &batch.ids(&all)).await;
            let there = there.unwrap_or_default();
            let existing: Vec<usize> = all
                .into_iter()
                .filter(|&at| there.contains_key(&batch.id(at)))
                .collect();
            outcome.cause = (!existing.is_empty()).then_some(Cause::Existing(existing));
        }
        outcome
    }
}

/// A batch on its way through a job.
struct Work<'a> {
    job: &'a Job,
    batch: &'a Batch,
    outcome: Outcome,
    /// What is known of each record.
    known: Vec<Known>,
}

/// What is known of the state of a record, which a look after a refusal tells.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// It was seen in the state that the task needs: no member yet, or there to be moderated.
    was_ready: bool,
    /// A try since may have been applied, so that what was seen need not hold any more.
    is_in_doubt: bool,
}

impl Known {
    fn is_ready(self) -> bool {
        self.was_ready && !self.is_in_doubt
    }
}

/// A future that refers to itself by way of its parts.
type Settled<'f> = Pin<Box<dyn Future<Output = bool> + Send + 'f>>;

impl Work<'_> {
    /// Sends some records; halves them where they are refused, until the refused ones stand
    /// alone. `is_bad` says that they are known to hold one that is refused. Gives back whether
    /// any was.
    fn settle(&mut self, records: Vec<usize>, is_bad: bool) -> Settled<'_> {
        Box::pin(async move {
            if self.outcome.error.is_some() || self.job.client.is_interrupted() {
                self.outcome.accounts.not_sent += records.len() as u64;
                return false;
            }
            if is_bad && records.len() > 1 {
                return self.settle_halves(records).await;
            }
            let bytes = self.batch.size_of(&records);
            let parts = self.job.limit.parts(bytes);
            if records.len() > 1 && parts > 1 {
                self.outcome.is_split = true;
                let mut any_is_bad = false;
                for part in records.chunks(records.len().div_ceil(parts)) {
                    any_is_bad |= self.settle(part.to_vec(), false).await;
                }
                return any_is_bad;
            }
            let sent = send(self.job, self.batch, &records).await;
            self.outcome.accounts.add(&sent.accounts);
            self.outcome.answers.extend(sent.answers);
            if self.outcome.odd_answer.is_none() {
                self.outcome.odd_answer = sent.odd_answer;
            }
            if let Some((error, absent)) = &sent.absent {
                self.outcome.reject(error, absent);
            }
            match sent.failed {
                None => {
                    self.job.limit.note_passed(bytes);
                    sent.absent.is_some()
                }
                Some(failed) => self.settle_failed(failed).await,
            }
        })
    }

    /// Sends both halves of records of which at least one is refused.
    async fn settle_halves(&mut self, mut records: Vec<usize>) -> bool {
        let right = records.split_off(records.len() / 2);
        let left_is_bad = self.settle(records, false).await;
        // Where the first half is fine, the fault is in the second, and to send it whole would
        // only be refused.
        self.settle(right, !left_is_bad).await;
        true
    }

    /// Does what helps after a request has failed.
    async fn settle_failed(&mut self, failed: Failed) -> bool {
        let Failed { error, records } = failed;
        if error.unknown {
            for &at in &records {
                self.known[at].is_in_doubt = true;
            }
        }
        if error.status() == Some(413) && self.is_refused(&error, &records) {
            return self.settle_too_large(error, records).await;
        }
        let Failed { error, records } = match self.explain(error, records).await {
            Ok(is_bad) => return is_bad,
            Err(failed) => failed,
        };
        let is_refused = self.is_refused(&error, &records);
        if self.job.keep_going && self.is_no_end(&error) {
            self.outcome.reject(&error, &records);
            return false;
        }
        let is_update = matches!(self.job.task(self.batch), Task::Update(_));
        let is_of_records = may_be_of_records(&error) || (is_update && error.status() == Some(404));
        if !(self.job.keep_going && is_refused && is_of_records) {
            if let [record] = records[..]
                && is_update
                && error.status().is_some()
            {
                self.outcome.cause = Some(Cause::Alone(record));
            }
            self.outcome.fail(error, &records);
            return false;
        }
        self.outcome.accounts.unconfirmed |= error.unknown;
        if records.len() == 1 {
            self.outcome.reject(&error, &records);
            return true;
        }
        self.settle_halves(records).await
    }

    /// Whether records are refused, or their parts can tell. They can where an earlier try may have
    /// been applied; but for a create, whose parts would be refused for being there.
    fn is_refused(&self, error: &ApiError, records: &[usize]) -> bool {
        let is_create = matches!(self.job.task(self.batch), Task::Create(_));
        match error.leaves() {
            Left::Rejected => true,
            Left::Unknown => records.len() > 1 && !is_create,
            Left::NotSent => false,
        }
    }

    /// What is too large was not applied, so it can go in parts, whoever asked for what. One that
    /// is too large by itself is refused.
    async fn settle_too_large(&mut self, error: ApiError, mut records: Vec<usize>) -> bool {
        self.job.limit.note_refused(self.batch.size_of(&records));
        self.outcome.accounts.unconfirmed |= error.unknown;
        if let [record] = records[..] {
            self.outcome.reject(&error, &[record]);
            if !self.job.keep_going {
                self.outcome.cause = Some(Cause::Alone(record));
                self.outcome.error = Some(error);
            }
            return true;
        }
        self.outcome.is_split = true;
        let right = records.split_off(records.len() / 2);
        let left_is_bad = self.settle(records, false).await;
        let right_is_bad = self.settle(right, false).await;
        left_is_bad || right_is_bad
    }

    /// Looks whether a refusal is about the state that records are in: members that are added
    /// and are there, users that are moderated and are not. Those are told of, and the others
    /// are sent without them. Gives the failure back where that does not explain it.
    ///
    /// What was seen once is not looked at again, unless a try since may have changed it.
    async fn explain(&mut self, mut error: ApiError, records: Vec<usize>) -> Result<bool, Failed> {
        let task = self.job.task(self.batch);
        let may_be_it = match task {
            Task::Add(_) => matches!(error.status(), Some(400 | 409 | 422)),
            Task::Moderate(_) => error.status() == Some(404),
            _ => false,
        };
        let is_known = records.iter().all(|&at| self.known[at].is_ready());
        if !may_be_it || is_known || self.job.client.is_interrupted() {
            return Err(Failed { error, records });
        }
        let (client, collection) = (&self.job.client, task.collection());
        let Ok(there) = present(client, collection, &self.batch.ids(&records)).await else {
            return Err(Failed { error, records });
        };
        let is_there = |at: &usize| there.contains_key(&self.batch.id(*at));
        let (there, absent): (Vec<usize>, Vec<usize>) = records.iter().partition(|at| is_there(at));
        let is_add = matches!(task, Task::Add(_));
        let (explained, rest) = match is_add {
            true => (there, absent),
            false => (absent, there),
        };
        for &at in &rest {
            self.known[at] = Known {
                was_ready: true,
                is_in_doubt: false,
            };
        }
        if explained.is_empty() {
            // No try has added them, so the refusal is all that became of them.
            error.unknown &= !is_add;
            return Err(Failed { error, records });
        }
        if is_add {
            self.count_members(&explained);
        } else {
            // Of the others, the next count may leave out those whom an earlier try moderated.
            self.outcome.accounts.unconfirmed |= error.unknown && !rest.is_empty();
            let error = error.not_there(collection.singular());
            self.outcome.reject(&error, &explained);
        }
        if rest.is_empty() {
            return Ok(!is_add);
        }
        let any_is_bad = self.settle(rest, false).await;
        Ok(any_is_bad || !is_add)
    }

    /// Counts records that were to be added, and are members: by a try of this run, or before it.
    fn count_members(&mut self, members: &[usize]) {
        for &at in members {
            let known = self.known[at];
            let accounts = &mut self.outcome.accounts;
            if known.is_in_doubt {
                accounts.done += 1;
                // Who was seen not to be one was added since; of others nobody knows.
                accounts.unconfirmed |= !known.was_ready;
            } else {
                accounts.unchanged += 1;
            }
        }
    }

    /// Whether a refusal that is not about single records is the end of these, and not of the run.
    fn is_no_end(&self, error: &ApiError) -> bool {
        // One channel of several is not there.
        let task = self.batch.task().map(|task| task.collection());
        let is_of_members = matches!(task, Some(Collection::Members(_)));
        let is_not_there = is_of_members && error.status() == Some(404);
        error.leaves() == Left::Rejected
            && (is_not_there || (self.job.never_stops && !may_be_of_records(error)))
    }
}

/// Whether a refusal can be about single records, so that halving finds them.
fn may_be_of_records(error: &ApiError) -> bool {
    matches!(error.status(), Some(400 | 409 | 413 | 422))
}
