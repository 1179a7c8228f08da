//! What the engine is supplied with: batches that are read on a thread of their own, and of which
//! the records that exist already may be left out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task;

use crate::api::{ApiError, Client};

use super::input_order::SourceError;
use super::lookup_ahead::BatchLookups;
use super::{Batch, BatchSource};

/// What comes next.
pub(super) enum Supplied {
    Batch {
        batch: Batch,
        /// Records that were left out of it.
        skipped: u64,
        /// To leave them out, the whole collection was read.
        is_unordered: bool,
    },
    /// Which of its records exist could not be looked up.
    NotLookedUp {
        batch: Batch,
        error: ApiError,
    },
    /// The input cannot be read on.
    Broken {
        error: SourceError,
        /// Records before that, which are in no batch yet.
        unsent: usize,
    },
    End,
}

impl Supplied {
    /// A batch of which nothing was left out.
    fn whole(batch: Batch) -> Supplied {
        Supplied::Batch {
            batch,
            skipped: 0,
            is_unordered: false,
        }
    }
}

pub(super) struct Supply {
    batches: Receiver<Supplied>,
    /// None where it could not be started.
    reader: Option<thread::JoinHandle<()>>,
    lookup: Option<task::JoinHandle<()>>,
    is_only_counted: Arc<AtomicBool>,
}

impl Supply {
    /// With a client, records that exist already are looked up and left out. At most one batch
    /// waits for its turn on each stage.
    pub fn begin(source: BatchSource, lookup: Option<Client>) -> Supply {
        let (sender, read) = channel(1);
        let broken = sender.clone();
        let read_on = move || read_batches(source, &sender);
        let reader = thread::Builder::new().spawn(read_on).map_err(|error| {
            let error = SourceError::Thread(error);
            // There is room: nothing else was sent.
            let _ = broken.try_send(Supplied::Broken { error, unsent: 0 });
        });
        let is_only_counted = Arc::new(AtomicBool::new(false));
        let (batches, lookup) = match lookup {
            None => (read, None),
            Some(client) => {
                let (sender, left) = channel(1);
                let leaving_out = leave_out_existing(client, read, sender, is_only_counted.clone());
                (left, Some(tokio::spawn(leaving_out)))
            }
        };
        Supply {
            batches,
            reader: reader.ok(),
            lookup,
            is_only_counted,
        }
    }

    pub async fn next(&mut self) -> Supplied {
        match self.batches.recv().await {
            Some(supplied) => supplied,
            None => {
                // The sender is gone without an end: it panicked.
                if let Some(lookup) = self.lookup.take()
                    && let Err(error) = lookup.await
                    && let Ok(panic) = error.try_into_panic()
                {
                    std::panic::resume_unwind(panic);
                }
                Supplied::End
            }
        }
    }

    /// From here on nothing is looked up any more: batches are only counted.
    pub fn only_count(&self) {
        self.is_only_counted.store(true, Ordering::Relaxed);
    }

    /// `is_read` says that the end has come: a reader that has not come to it may be waiting for
    /// input that never comes.
    pub fn end(self, is_read: bool) {
        drop(self.batches);
        if is_read
            && let Some(reader) = self.reader
            && let Err(panic) = reader.join()
        {
            std::panic::resume_unwind(panic);
        }
    }
}

fn read_batches(mut source: BatchSource, to: &Sender<Supplied>) {
    loop {
        let next = match source.next_batch() {
            Ok(Some(batch)) => Supplied::whole(batch),
            Ok(None) => Supplied::End,
            Err(error) => Supplied::Broken {
                error,
                unsent: source.in_hand(),
            },
        };
        let is_last = !matches!(next, Supplied::Batch { .. });
        // After an interruption the receiver is gone.
        if to.blocking_send(next).is_err() || is_last {
            return;
        }
    }
}

/// Passes on batches without the records that exist.
async fn leave_out_existing(
    client: Client,
    mut from: Receiver<Supplied>,
    to: Sender<Supplied>,
    is_only_counted: Arc<AtomicBool>,
) {
    let mut lookups = BatchLookups::new(client);
    loop {
        while lookups.has_room() {
            match from.recv().await {
                Some(Supplied::Batch { batch, .. })
                    if !is_only_counted.load(Ordering::Relaxed) && !batch.is_wrong() =>
                {
                    lookups.push(batch);
                }
                // Anything else is passed on as it is, once the batches before it are.
                other => {
                    while !lookups.is_empty() {
                        let before = next_of(&mut lookups, &is_only_counted).await;
                        if to.send(before).await.is_err() {
                            return;
                        }
                    }
                    let Some(other) = other else {
                        return;
                    };
                    if to.send(other).await.is_err() {
                        return;
                    }
                }
            }
        }
        let next = next_of(&mut lookups, &is_only_counted).await;
        if to.send(next).await.is_err() {
            return;
        }
    }
}

/// The next batch of those that are looked up, without the records that exist.
async fn next_of(lookups: &mut BatchLookups, is_only_counted: &AtomicBool) -> Supplied {
    if is_only_counted.load(Ordering::Relaxed)
        && let Some(batch) = lookups.give_up()
    {
        return Supplied::whole(batch);
    }
    let Some((batch, ids, found)) = lookups.next().await else {
        return Supplied::End;
    };
    match found {
        Ok(found) => {
            let is_new = |at: &usize| !found.contains_key(&ids[*at]);
            let new: Vec<usize> = batch.positions().into_iter().filter(is_new).collect();
            Supplied::Batch {
                skipped: (batch.len() - new.len()) as u64,
                batch: batch.some(&new),
                is_unordered: !lookups.is_ordered(),
            }
        }
        Err(error) => {
            is_only_counted.store(true, Ordering::Relaxed);
            Supplied::NotLookedUp { batch, error }
        }
    }
}
