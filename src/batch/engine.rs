//! Batches in, accounts out: a bounded number of requests in flight.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::api::{ApiError, Client, Collection};
use crate::system::Interrupt;

use super::{Accounts, Batch, Feed, FeedError, Outcome, Rejected, skip};

/// How a run is carried out.
pub struct Settings {
    /// Batches in flight.
    pub concurrency: usize,
    pub interrupt: Interrupt,
    /// When the run has to be over.
    pub deadline: Option<Instant>,
    /// Leave out records that this collection has already.
    pub skip: Option<(Client, Collection)>,
    /// Tell of batches in the order of the input. So that few wait to be told of, none is sent
    /// that is so many after the first that has not ended.
    pub in_order: Option<u64>,
}

/// Watches a run.
pub trait Observer: Send {
    fn batch_ended(&mut self, batch: &Batch, outcome: &Outcome);
    /// A little time has passed; `accounts` are those of the run so far.
    fn tick(&mut self, accounts: &Accounts);
}

/// Why a run ended before its input did.
#[derive(Debug)]
pub enum Stop {
    /// The batch that failed, and how.
    Batch(Arc<Batch>, Arc<Outcome>),
    /// It could not be looked whether the records of a batch are there.
    NotLooked(ApiError),
    Input(FeedError),
    /// The deadline came while the input was waited for.
    Deadline,
    Interrupted,
}

/// What became of a run.
#[derive(Debug)]
pub struct Run {
    pub accounts: Accounts,
    pub stop: Option<Stop>,
    /// The first record that was refused, in the order of the input.
    pub first_rejected: Option<(Arc<Batch>, Rejected)>,
    /// Ids of records that are not there to be changed: the first of them, in the order in which
    /// their batches ended.
    pub not_there: Vec<String>,
    /// Batches that were sent.
    pub batches: u64,
    /// One of them was too large for a request, and went in several.
    pub is_split: bool,
    /// The first success whose count could not be used, in words.
    pub odd_answer: Option<String>,
    /// The service did not list in ascending order, so that looking took a reading of all.
    pub is_unordered: bool,
}

/// What comes out of the input.
pub(super) enum Fed {
    Batch {
        batch: Batch,
        /// Records of it that were left out before.
        skipped: u64,
        is_unordered: bool,
    },
    NotLooked {
        batch: Batch,
        error: ApiError,
    },
    End,
    Mistake {
        error: FeedError,
        /// Records before it that were in no batch yet.
        unsent: usize,
    },
}

/// Ids that are kept to be named.
const MOST_NAMED: usize = 25;
const TICK: std::time::Duration = std::time::Duration::from_millis(200);

/// Runs `send` over all batches of the feeder.
pub async fn run<S, F>(
    feeder: impl Feed,
    settings: Settings,
    send: S,
    observer: &mut dyn Observer,
) -> Run
where
    S: Fn(Arc<Batch>) -> F,
    F: Future<Output = Outcome> + Send + 'static,
{
    // Reading and parsing happen on a thread of their own; at most one batch waits for its turn.
    let (sender, mut fed) = mpsc::channel(1);
    let reader = std::thread::spawn(move || feed(feeder, &sender));
    let is_over = Arc::new(AtomicBool::new(false));
    if let Some((client, collection)) = settings.skip {
        let (sender, receiver) = mpsc::channel(1);
        let unfiltered = std::mem::replace(&mut fed, receiver);
        let is_over = is_over.clone();
        tokio::spawn(skip::skip(client, collection, unfiltered, sender, is_over));
    }
    let interrupt = settings.interrupt;
    let mut flying: JoinSet<(u64, Arc<Batch>, Outcome)> = JoinSet::new();
    // The number of the batch that `stop` is about.
    let mut stopped_at = u64::MAX;
    // The number of the batch that `first_rejected` is in.
    let mut rejected_in = u64::MAX;
    let mut ticks = tokio::time::interval(TICK);
    let mut run = Run {
        accounts: Accounts::default(),
        stop: None,
        first_rejected: None,
        not_there: Vec::new(),
        batches: 0,
        is_split: false,
        odd_answer: None,
        is_unordered: false,
    };
    // Batches that have ended, and that others have to be told of before.
    let mut untold: BTreeMap<u64, (Arc<Batch>, Arc<Outcome>)> = BTreeMap::new();
    let mut told = 0;
    let mut has_ended = false;
    let mut is_broken = false;
    while !(flying.is_empty() && (has_ended || run.stop.is_some())) {
        let is_near = settings
            .in_order
            .is_none_or(|most| run.batches - told < most);
        let has_room = flying.len() < settings.concurrency && is_near;
        let may_send = !has_ended && run.stop.is_none() && has_room;
        tokio::select! {
            biased;
            Some(joined) = flying.join_next() => {
                let (number, batch, outcome) = match joined {
                    Ok(ended) => ended,
                    // Nothing could be said of its records.
                    Err(error) => std::panic::resume_unwind(error.into_panic()),
                };
                let outcome = Arc::new(outcome);
                run.take(&batch, &outcome);
                untold.insert(number, (batch.clone(), outcome.clone()));
                while let Some(entry) = untold.first_entry()
                    && (settings.in_order.is_none() || *entry.key() == told)
                {
                    let (batch, outcome) = entry.remove();
                    observer.batch_ended(&batch, &outcome);
                    told += 1;
                }
                if number < rejected_in
                    && let Some(first) = outcome.rejected.iter().min_by_key(|one| one.at)
                {
                    rejected_in = number;
                    run.first_rejected = Some((batch.clone(), first.clone()));
                }
                if interrupt.is_raised() {
                    // What fails from here on fails because it was not waited for.
                    run.stop.get_or_insert(Stop::Interrupted);
                } else if outcome.error.is_some() && number < stopped_at {
                    // Of several that fail, the first in the order of the input is told of.
                    stopped_at = number;
                    run.stop = Some(Stop::Batch(batch, outcome));
                }
            }
            () = interrupt.wait(), if run.stop.is_none() => {
                run.stop = Some(Stop::Interrupted);
            }
            () = until(settings.deadline), if run.stop.is_none() => {
                run.stop = Some(Stop::Deadline);
            }
            _ = ticks.tick() => observer.tick(&run.accounts),
            next = fed.recv(), if may_send => match next {
                Some(Fed::Batch { batch, skipped, is_unordered }) => {
                    run.is_unordered |= is_unordered;
                    run.accounts.input += batch.len() as u64 + skipped;
                    run.accounts.skipped += skipped;
                    if !batch.is_empty() {
                        let batch = Arc::new(batch);
                        let number = run.batches;
                        run.batches += 1;
                        let outcome = send(batch.clone());
                        flying.spawn(async move { (number, batch, outcome.await) });
                    }
                }
                Some(Fed::NotLooked { batch, error }) => {
                    run.accounts.leave(batch.len(), 0);
                    run.stop = Some(Stop::NotLooked(error));
                }
                Some(Fed::End) => has_ended = true,
                Some(Fed::Mistake { error, unsent }) => {
                    run.accounts.leave(unsent, 0);
                    run.stop = Some(Stop::Input(error));
                    has_ended = true;
                }
                None => {
                    // Neither an end nor a mistake: whoever fed it is gone.
                    has_ended = true;
                    is_broken = true;
                }
            },
        }
    }
    is_over.store(true, Ordering::Relaxed);
    // What is left counts too, so that the sums equal the input.
    while !has_ended {
        tokio::select! {
            biased;
            () = interrupt.wait() => break,
            // What is past it is not waited for, and not counted.
            () = until(settings.deadline) => break,
            next = fed.recv() => match next {
                Some(Fed::Batch { batch, skipped, .. }) => {
                    run.accounts.leave(batch.len(), skipped);
                }
                Some(Fed::NotLooked { batch, .. }) => run.accounts.leave(batch.len(), 0),
                Some(Fed::Mistake { unsent, .. }) => {
                    run.accounts.leave(unsent, 0);
                    has_ended = true;
                }
                Some(Fed::End) | None => has_ended = true,
            },
        }
    }
    drop(fed);
    // A reader that has not come to the end may be waiting for input that never comes.
    if has_ended && let Err(panic) = reader.join() {
        std::panic::resume_unwind(panic);
    }
    assert!(
        !is_broken,
        "the looking for what exists ended before its input"
    );
    run
}

impl Run {
    /// Takes what became of a batch.
    fn take(&mut self, batch: &Batch, outcome: &Outcome) {
        self.accounts.add(&outcome.accounts);
        self.is_split |= outcome.is_split;
        if self.odd_answer.is_none() {
            self.odd_answer.clone_from(&outcome.odd_answer);
        }
        let not_there = outcome.rejected.iter();
        let not_there = not_there.filter(|rejected| rejected.error.is_not_there());
        let room = MOST_NAMED.saturating_sub(self.not_there.len());
        let ids = not_there.take(room).map(|rejected| batch.id(rejected.at));
        self.not_there.extend(ids);
    }
}

impl Accounts {
    /// Counts a batch that is not sent any more.
    fn leave(&mut self, records: usize, skipped: u64) {
        self.input += records as u64 + skipped;
        self.not_sent += records as u64;
        self.skipped += skipped;
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
        None => std::future::pending().await,
    }
}

fn feed(mut feeder: impl Feed, sender: &mpsc::Sender<Fed>) {
    loop {
        let next = match feeder.next_batch() {
            Ok(Some(batch)) => Fed::Batch {
                batch,
                skipped: 0,
                is_unordered: false,
            },
            Ok(None) => Fed::End,
            Err(error) => Fed::Mistake {
                error,
                unsent: feeder.in_hand(),
            },
        };
        let is_last = !matches!(next, Fed::Batch { .. });
        // Nobody listens after an interruption.
        if sender.blocking_send(next).is_err() || is_last {
            return;
        }
    }
}
