//! Batches in, accounts out: a bounded number of requests in flight.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::api::ApiError;

use super::input_order::SourceError;
use super::job::Job;
use super::supply::{Supplied, Supply};
use super::{Accounts, Batch, BatchOutcome, BatchSource, IfExisting, Rejected};

/// Watches a run.
pub trait Observer: Send {
    fn batch_ended(&mut self, batch: &Batch, outcome: &BatchOutcome);
    /// A little time has passed; `accounts` are those of the run so far.
    fn tick(&mut self, accounts: &Accounts);
}

/// Why a run ended before its input did.
#[derive(Debug)]
pub enum Stop {
    /// The batch that failed, and how.
    Batch(Arc<Batch>, Arc<BatchOutcome>),
    /// The look-up of which records of a batch exist failed.
    NotLookedUp(ApiError),
    Input(SourceError),
    /// The deadline came while the input was waited for.
    Deadline,
    Interrupted,
}

/// The result of a run.
#[derive(Debug, Default)]
pub struct RunResult {
    pub accounts: Accounts,
    pub stop: Option<Stop>,
    /// The first record that was refused, in the order of the input.
    pub first_rejected: Option<(Arc<Batch>, Rejected)>,
    /// Ids of records that cannot be changed because they do not exist: the first of them, in the
    /// order in which their batches ended.
    pub not_there: Vec<String>,
    /// Batches that were sent.
    pub batches: u64,
    /// The same with the batches of wrong records between them, which were not sent.
    numbered: u64,
    /// One of them was too large for a request, and went in several.
    pub is_split: bool,
    /// The service did not list in ascending order, so the look-up had to read everything.
    pub is_unordered: bool,
}

/// How many ids are kept, to be named in a message.
const MOST_NAMED: usize = 25;
const TICK: Duration = Duration::from_millis(200);

/// Does the job for all batches of the source. With `in_order` they are reported in the order of the
/// input; to keep few of them waiting, no batch is sent that is this many behind the first that has
/// not ended.
pub async fn run(
    source: BatchSource,
    job: Job,
    in_order: Option<u64>,
    observer: &mut dyn Observer,
) -> RunResult {
    let job = Arc::new(job);
    let client = &job.client;
    let looks_up = job.if_existing == IfExisting::LookUpFirst;
    let mut supply = Supply::begin(source, looks_up.then(|| client.clone()));
    let mut ending = Ending::new(in_order, observer);
    let mut in_flight: JoinSet<(u64, Arc<Batch>, BatchOutcome)> = JoinSet::new();
    let mut ticks = tokio::time::interval(TICK);
    let mut has_more = true;
    loop {
        let goes_on = ending.result.stop.is_none();
        if in_flight.is_empty() && !(has_more && goes_on) {
            break;
        }
        let most = client.work_at_once();
        let has_room = in_flight.len() < most && ending.has_room();
        tokio::select! {
            biased;
            Some(joined) = in_flight.join_next() => match joined {
                Ok((number, batch, outcome)) => {
                    let was_interrupted = client.interrupt().is_raised();
                    ending.batch_ended(number, batch, outcome, was_interrupted);
                }
                // After a panic nothing is known about its records.
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            },
            () = client.interrupt().wait(), if goes_on => {
                ending.result.stop = Some(Stop::Interrupted);
            }
            () = until(client.deadline()), if goes_on => {
                ending.result.stop = Some(Stop::Deadline);
            }
            _ = ticks.tick() => ending.observer.tick(&ending.result.accounts),
            supplied = supply.next(), if has_more && goes_on && has_room => {
                has_more = !is_end(&supplied);
                if let Some(batch) = ending.result.begin(supplied) {
                    let number = ending.result.numbered;
                    ending.result.numbered += 1;
                    if let Some(outcome) = batch.refused_unsent() {
                        ending.batch_ended(number, Arc::new(batch), outcome, false);
                        continue;
                    }
                    ending.result.batches += 1;
                    let job = job.clone();
                    in_flight.spawn(async move {
                        let outcome = job.carry_out(&batch).await;
                        (number, Arc::new(batch), outcome)
                    });
                }
            }
        }
    }
    // What is left counts too, so that the sums equal the input.
    supply.only_count();
    while has_more {
        tokio::select! {
            biased;
            () = client.interrupt().wait() => break,
            // Input that comes after it is neither waited for nor counted.
            () = until(client.deadline()) => break,
            supplied = supply.next() => {
                has_more = !is_end(&supplied);
                ending.result.leave(&supplied);
            }
        }
    }
    supply.end(!has_more);
    ending.result
}

/// The end of each batch: it is counted, and reported.
struct Ending<'a> {
    result: RunResult,
    observer: &'a mut dyn Observer,
    in_order: Option<u64>,
    /// Batches that have ended, and wait for earlier ones to be reported.
    untold: BTreeMap<u64, (Arc<Batch>, Arc<BatchOutcome>)>,
    told: u64,
    /// The number of the batch that `stop` is about.
    stopped_at: u64,
    /// The number of the batch that `first_rejected` is in.
    rejected_in: u64,
}

impl<'a> Ending<'a> {
    fn new(in_order: Option<u64>, observer: &'a mut dyn Observer) -> Ending<'a> {
        Ending {
            result: RunResult::default(),
            observer,
            in_order,
            untold: BTreeMap::new(),
            told: 0,
            stopped_at: u64::MAX,
            rejected_in: u64::MAX,
        }
    }

    /// Whether another batch may begin without too many waiting to be reported.
    fn has_room(&self) -> bool {
        self.in_order
            .is_none_or(|most| self.result.numbered - self.told < most)
    }

    fn batch_ended(
        &mut self,
        number: u64,
        batch: Arc<Batch>,
        outcome: BatchOutcome,
        was_interrupted: bool,
    ) {
        let outcome = Arc::new(outcome);
        self.result.count(&batch, &outcome);
        self.untold.insert(number, (batch.clone(), outcome.clone()));
        while let Some(entry) = self.untold.first_entry()
            && (self.in_order.is_none() || *entry.key() == self.told)
        {
            let (batch, outcome) = entry.remove();
            self.observer.batch_ended(&batch, &outcome);
            self.told += 1;
        }
        if number < self.rejected_in
            && let Some(first) = outcome.rejected.iter().min_by_key(|one| one.at)
        {
            self.rejected_in = number;
            self.result.first_rejected = Some((batch.clone(), first.clone()));
        }
        if was_interrupted {
            // What fails from here on fails because it was not waited for.
            self.result.stop.get_or_insert(Stop::Interrupted);
        } else if outcome.error.is_some() && number < self.stopped_at {
            // Of several that fail, the first in the order of the input is reported.
            self.stopped_at = number;
            self.result.stop = Some(Stop::Batch(batch, outcome));
        }
    }
}

impl RunResult {
    /// Counts what is supplied; returns a batch that is to be sent.
    fn begin(&mut self, supplied: Supplied) -> Option<Batch> {
        match supplied {
            Supplied::Batch {
                batch,
                skipped,
                is_unordered,
            } => {
                self.is_unordered |= is_unordered;
                self.accounts.input += batch.len() as u64 + skipped;
                self.accounts.skipped += skipped;
                return (!batch.is_empty()).then_some(batch);
            }
            _ => self.leave(&supplied),
        }
        match supplied {
            Supplied::NotLookedUp { error, .. } => self.stop = Some(Stop::NotLookedUp(error)),
            Supplied::Broken { error, .. } => self.stop = Some(Stop::Input(error)),
            Supplied::Batch { .. } | Supplied::End => {}
        }
        None
    }

    /// Counts what was not even read, out of this many records in all.
    pub fn count_unread(&mut self, all: u64) {
        let unread = all.saturating_sub(self.accounts.input);
        self.accounts.not_sent += unread;
        self.accounts.input += unread;
    }

    /// Counts what is not sent any more.
    fn leave(&mut self, supplied: &Supplied) {
        let (not_sent, skipped) = match supplied {
            Supplied::Batch { batch, skipped, .. } => (batch.len() as u64, *skipped),
            Supplied::NotLookedUp { batch, .. } => (batch.len() as u64, 0),
            Supplied::Broken { unsent, .. } => (*unsent as u64, 0),
            Supplied::End => (0, 0),
        };
        self.accounts.input += not_sent + skipped;
        self.accounts.not_sent += not_sent;
        self.accounts.skipped += skipped;
    }

    fn count(&mut self, batch: &Batch, outcome: &BatchOutcome) {
        self.accounts.add(&outcome.accounts);
        self.is_split |= outcome.is_split;
        let not_there = outcome.rejected.iter();
        let not_there = not_there.filter(|rejected| rejected.reason.is_not_there());
        let room = MOST_NAMED.saturating_sub(self.not_there.len());
        let ids = not_there.take(room).map(|rejected| batch.id(rejected.at));
        self.not_there.extend(ids);
    }
}

fn is_end(supplied: &Supplied) -> bool {
    matches!(supplied, Supplied::End | Supplied::Broken { .. })
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
        None => std::future::pending().await,
    }
}
