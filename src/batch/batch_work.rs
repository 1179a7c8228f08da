//! Doing a batch: with one request, or with as many as it takes to isolate what is refused or to
//! split what is too large.

use std::future::Future;
use std::pin::Pin;

use crate::api::{ApiError, Left};

use super::Batch;
use super::create::create;
use super::job::Job;
use super::lookup::look_up;
use super::path_look::PathLook;
use super::send::{send_counted, update};
use super::sent::{FailedRecords, Sent};
use super::task::{BatchOutcome, Cause, Task};

impl Job {
    /// Carries out a batch.
    pub(super) async fn carry_out(&self, batch: &Batch) -> BatchOutcome {
        let mut work = BatchWork {
            job: self,
            batch,
            outcome: BatchOutcome::default(),
            known: vec![Known::default(); batch.len()],
            path: PathLook::default(),
        };
        work.send_records(batch.positions(), false).await;
        let mut outcome = work.outcome;
        outcome.rejected.sort_by_key(|rejected| rejected.at);
        if outcome.cause.is_none() {
            outcome.cause = self.find_cause(batch, outcome.error.as_ref()).await;
        }
        outcome
    }

    /// Looks up whether a create was refused because records exist already, and whether a 404 is
    /// about records at all.
    async fn find_cause(&self, batch: &Batch, error: Option<&ApiError>) -> Option<Cause> {
        let error = error.filter(|_| !self.keep_going)?;
        if error.status() == Some(404) {
            let (mut path, collection) = (PathLook::default(), batch.task().collection());
            let is_it = path.is_about_records(&self.client, collection, error);
            return is_it.await.then_some(Cause::Records);
        }
        let Task::Create(collection) = batch.task() else {
            return None;
        };
        let may_exist = error.leaves() == Left::Rejected && may_be_of_records(error);
        if !may_exist || self.client.is_interrupted() {
            return None;
        }
        let all = batch.positions();
        let ids = batch.ids(&all);
        let found = look_up(&self.client, collection, &ids).await.ok()?;
        let (existing, _) = batch.partition(&all, |id| found.contains_key(id));
        (!existing.is_empty()).then_some(Cause::Existing(existing))
    }
}

/// A batch on its way through a job.
struct BatchWork<'a> {
    job: &'a Job,
    batch: &'a Batch,
    outcome: BatchOutcome,
    /// What is known of each record.
    known: Vec<Known>,
    /// What is known of where they are sent.
    path: PathLook,
}

/// What is known of the state of a record, from looking it up after a refusal.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// It was seen in the state that the task needs: not a member yet, or there to be moderated or
    /// deleted.
    was_ready: bool,
    /// A later try may have been applied, so what was seen may no longer hold.
    is_in_doubt: bool,
}

impl Known {
    fn is_ready(self) -> bool {
        self.was_ready && !self.is_in_doubt
    }
}

/// Whether any record was refused. Boxed, because a batch is sent by sending its parts.
type AnyRefused<'f> = Pin<Box<dyn Future<Output = bool> + Send + 'f>>;

impl BatchWork<'_> {
    /// Sends some records; if they are refused, halves them until the refused ones stand alone.
    /// `is_bad` says that they are known to hold a refused one. Returns whether any was refused.
    fn send_records(&mut self, records: Vec<usize>, is_bad: bool) -> AnyRefused<'_> {
        Box::pin(async move {
            if self.outcome.error.is_some() || self.job.client.is_interrupted() {
                self.outcome.accounts.not_sent += records.len() as u64;
                return false;
            }
            if is_bad && records.len() > 1 {
                return self.send_halves(records).await;
            }
            let bytes = self.batch.size_of(&records);
            let parts = self.job.parts(bytes);
            if records.len() > 1 && parts > 1 {
                self.outcome.is_split = true;
                let mut any_is_bad = false;
                for part in records.chunks(records.len().div_ceil(parts)) {
                    any_is_bad |= self.send_records(part.to_vec(), false).await;
                }
                return any_is_bad;
            }
            let sent = self.send_request(&records).await;
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
                    self.path.note_success();
                    self.job.limit.note_passed(bytes);
                    sent.absent.is_some()
                }
                Some(failed) => self.handle_failure(failed).await,
            }
        })
    }

    /// Sends one request, and does what it takes to know its outcome.
    async fn send_request(&self, records: &[usize]) -> Sent {
        let (job, batch) = (self.job, self.batch);
        let client = &job.client;
        let body = || batch.some(records).body();
        let request = match batch.task() {
            Task::Create(collection) => {
                return create(client, collection, batch, records, job.if_existing).await;
            }
            Task::Update(collection) => return update(client, collection, batch, records).await,
            Task::Delete(collection) => collection.delete(body()),
            Task::Add(collection) => collection.add(body()),
            Task::Moderate(collection, _) => collection.moderate(body()),
        };
        send_counted(job, &request, batch, records).await
    }

    /// Sends both halves of records of which at least one is refused.
    async fn send_halves(&mut self, mut records: Vec<usize>) -> bool {
        let right = records.split_off(records.len() / 2);
        let left_is_bad = self.send_records(records, false).await;
        // If the first half is fine, the fault is in the second, which would only be refused whole.
        self.send_records(right, !left_is_bad).await;
        true
    }

    /// Does what helps after a request has failed.
    async fn handle_failure(&mut self, failed: FailedRecords) -> bool {
        let FailedRecords { error, records } = failed;
        if error.unknown {
            for &at in &records {
                self.known[at].is_in_doubt = true;
            }
        }
        if error.status() == Some(413) && self.is_refused(&error, &records) {
            return self.send_smaller(error, records).await;
        }
        let FailedRecords { error, records } = match self.explain_refusal(error, records).await {
            Ok(is_bad) => return is_bad,
            Err(failed) => failed,
        };
        let is_refused = self.is_refused(&error, &records);
        let is_of_records = self.job.keep_going && self.is_of_records(&error).await;
        if self.job.keep_going && !is_of_records && self.ends_only_these(&error) {
            self.outcome.reject(&error, &records);
            return false;
        }
        if !(is_refused && is_of_records) {
            if let [record] = records[..]
                && matches!(self.batch.task(), Task::Update(_))
                && error.status().is_some()
            {
                self.outcome.cause = Some(Cause::Alone(record));
            }
            self.outcome.end_with(error, &records);
            return false;
        }
        self.outcome.accounts.unconfirmed |= error.unknown;
        if records.len() == 1 {
            self.outcome.reject(&error, &records);
            return true;
        }
        self.send_halves(records).await
    }

    /// Whether records are refused, or sending their parts can tell. It can if an earlier try may
    /// have been applied, except for a create: its parts would be refused because they exist.
    fn is_refused(&self, error: &ApiError, records: &[usize]) -> bool {
        let is_create = matches!(self.batch.task(), Task::Create(_));
        match error.leaves() {
            Left::Rejected => true,
            Left::Unknown => records.len() > 1 && !is_create,
            Left::NotSent => false,
        }
    }

    /// What is too large was not applied, so it can go in parts, with `keep_going` and without. A
    /// record that is too large by itself is refused.
    async fn send_smaller(&mut self, error: ApiError, mut records: Vec<usize>) -> bool {
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
        let left_is_bad = self.send_records(records, false).await;
        let right_is_bad = self.send_records(right, false).await;
        left_is_bad || right_is_bad
    }

    /// Looks up whether a refusal is about the state that records are in: those to be added are
    /// members already, those to be moderated or deleted do not exist. These are counted, and the
    /// others are sent without them. Gives the failure back if that does not explain it.
    ///
    /// What was seen once is not looked up again, unless a try since may have changed it.
    async fn explain_refusal(
        &mut self,
        mut error: ApiError,
        records: Vec<usize>,
    ) -> Result<bool, FailedRecords> {
        let task = self.batch.task();
        let may_be_it = match task {
            Task::Add(_) => matches!(error.status(), Some(400 | 409 | 422)),
            Task::Moderate(..) | Task::Delete(_) => error.status() == Some(404),
            _ => false,
        };
        let is_known = records.iter().all(|&at| self.known[at].is_ready());
        if !may_be_it || is_known || self.job.client.is_interrupted() {
            return Err(FailedRecords { error, records });
        }
        let (client, collection) = (&self.job.client, task.collection());
        let Ok(found) = look_up(client, collection, &self.batch.ids(&records)).await else {
            return Err(FailedRecords { error, records });
        };
        let is_found = |id: &str| found.contains_key(id);
        let (there, absent) = self.batch.partition(&records, is_found);
        let is_add = matches!(task, Task::Add(_));
        let is_moderation = matches!(task, Task::Moderate(..));
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
            // No try has added or deleted them, so the refusal is their result.
            error.unknown &= is_moderation;
            return Err(FailedRecords { error, records });
        }
        if !is_moderation {
            self.count_as_wanted(&explained);
        } else {
            // Of the others, the next count may leave out those whom an earlier try moderated.
            self.outcome.accounts.unconfirmed |= error.unknown && !rest.is_empty();
            let error = error.not_there(collection.singular());
            self.outcome.reject(&error, &explained);
        }
        if rest.is_empty() {
            return Ok(!is_add);
        }
        let any_is_bad = self.send_records(rest, false).await;
        Ok(any_is_bad || !is_add)
    }

    /// Counts records that are as the task wants them, through a try of this run or before it: those
    /// to be added are members, those to be deleted are not there.
    fn count_as_wanted(&mut self, records: &[usize]) {
        for &at in records {
            let known = self.known[at];
            let accounts = &mut self.outcome.accounts;
            if known.is_in_doubt {
                accounts.done += 1;
                // Where it was seen to be otherwise, it has been done since. Else nobody knows.
                accounts.unconfirmed |= !known.was_ready;
            } else {
                accounts.unchanged += 1;
            }
        }
    }

    /// Whether a refusal is about single records, so that halving finds them.
    async fn is_of_records(&mut self, error: &ApiError) -> bool {
        let task = self.batch.task();
        if error.status() != Some(404) || matches!(task, Task::Update(_)) {
            return may_be_of_records(error) || error.status() == Some(404);
        }
        let (client, collection) = (&self.job.client, task.collection());
        self.path.is_about_records(client, collection, error).await
    }

    /// Whether a refusal that is not about single records ends these, and not the run.
    fn ends_only_these(&self, error: &ApiError) -> bool {
        let is_of_channel = self.job.has_many_channels && error.status() == Some(404);
        error.leaves() == Left::Rejected && (is_of_channel || self.job.never_stops)
    }
}

/// Whether a refusal can be about single records, so that halving finds them.
fn may_be_of_records(error: &ApiError) -> bool {
    matches!(error.status(), Some(400 | 409 | 413 | 422))
}
