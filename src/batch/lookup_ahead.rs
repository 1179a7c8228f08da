//! Which records of the batches of a run exist: two batches are looked up at the same time, and
//! several where the service is far away.
//!
//! They come in ascending order of ids. The first is looked up from the beginning, and each look-up
//! reads on from where the last one was, so that all of them together are one reading of the ranges
//! that the input covers. While a page is on its way, the look-ups of the next batches begin, each
//! just before its first id. One that finds out nothing that way is left to the look-up that reads
//! on.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::api::{ApiError, Client};

use super::Batch;
use super::lookup::Lookup;
use super::places::Found;

/// Where pages come sooner than this, one is asked for in the meantime and no more: the service
/// works on it while the one before is taken apart here.
const LEAST_TIME: Duration = Duration::from_millis(8);

/// The look-up as it goes on, and what it found.
type LookedUp = Result<(Lookup, Option<Found>), ApiError>;

/// A batch that is looked up.
struct BatchAhead {
    batch: Batch,
    ids: Vec<String>,
    /// None while it waits for those before it.
    found: Option<JoinHandle<LookedUp>>,
}

/// Looks up batches, and gives them back in their order.
pub(super) struct BatchLookups {
    client: Client,
    lookup: Option<Lookup>,
    queue: VecDeque<BatchAhead>,
    /// The shortest time that a page has taken.
    quickest: Option<Duration>,
    /// A branch found out nothing.
    is_in_vain: bool,
}

impl BatchLookups {
    pub fn new(client: Client) -> BatchLookups {
        BatchLookups {
            client,
            lookup: None,
            queue: VecDeque::new(),
            quickest: None,
            is_in_vain: false,
        }
    }

    /// Whether another batch can be taken up before one is given back.
    pub fn has_room(&self) -> bool {
        self.queue.len() < self.most_at_once()
    }

    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Whether the service lists in ascending order, as far as is known.
    pub fn is_ordered(&self) -> bool {
        self.lookup.as_ref().is_none_or(Lookup::is_ordered)
    }

    /// How many batches are looked up at the same time.
    fn most_at_once(&self) -> usize {
        let most = self.client.work_at_once();
        match self.quickest.filter(|_| !self.is_in_vain) {
            None => 1,
            Some(quickest) if quickest < LEAST_TIME => most.min(2),
            Some(_) => most,
        }
    }

    /// Takes up a batch.
    pub fn push(&mut self, batch: Batch) {
        let lookup = self.lookup.get_or_insert_with(|| {
            Lookup::of_ids(self.client.clone(), batch.task().collection().clone())
        });
        let ids = batch.ids(&batch.positions());
        let branch = ids.iter().min().and_then(|first| lookup.branch(first));
        let found = branch
            .filter(|_| self.most_at_once() > 1)
            .map(|mut branch| {
                let ids = ids.clone();
                tokio::spawn(async move {
                    let found = branch.find_ahead(&ids).await?;
                    Ok((branch, found))
                })
            });
        self.queue.push_back(BatchAhead { batch, ids, found });
    }

    /// The next batch as it is.
    pub fn give_up(&mut self) -> Option<Batch> {
        let BatchAhead { batch, found, .. } = self.queue.pop_front()?;
        found.inspect(JoinHandle::abort);
        Some(batch)
    }

    /// The next batch, its ids, and what of it exists.
    pub async fn next(&mut self) -> Option<(Batch, Vec<String>, Result<Found, ApiError>)> {
        let BatchAhead { batch, ids, found } = self.queue.pop_front()?;
        let lookup = self.lookup.as_mut()?;
        if let Some(found) = found {
            match found.await {
                Ok(Ok((branch, Some(found)))) => {
                    lookup.adopt(branch);
                    return Some((batch, ids, Ok(found)));
                }
                Ok(Ok((_, None))) => self.is_in_vain = true,
                Ok(Err(error)) => return Some((batch, ids, Err(error))),
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            }
        }
        let (begun, before) = (Instant::now(), lookup.reads());
        let found = lookup.find(&ids).await;
        let reads = lookup.reads() - before;
        if reads > 0 {
            let took = begun.elapsed() / reads;
            self.quickest = Some(self.quickest.map_or(took, |quickest| quickest.min(took)));
        }
        Some((batch, ids, found))
    }
}

impl Drop for BatchLookups {
    fn drop(&mut self) {
        let found = self.queue.iter().filter_map(|ahead| ahead.found.as_ref());
        found.for_each(JoinHandle::abort);
    }
}
