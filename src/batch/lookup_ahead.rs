//! Which records of the batches of a run exist: several batches are looked up at the same time where
//! the service is far away.
//!
//! They come in ascending order of ids. The first is looked up from the beginning, and each look-up
//! reads on from where the last one was, so that all of them together are one reading of the ranges
//! that the input covers. If a page takes long to come, the look-ups of the next batches begin in
//! the meantime, each just before its first id. One that finds out nothing that way is left to the
//! look-up that reads on.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::api::{ApiError, Client};

use super::Batch;
use super::lookup::Lookup;
use super::places::Found;

/// What comes sooner than this is not worth asking for in the meantime.
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
        let most = match self.is_far() {
            true => self.client.work_at_once(),
            false => 1,
        };
        self.queue.len() < most
    }

    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Whether the service lists in ascending order, as far as is known.
    pub fn is_ordered(&self) -> bool {
        self.lookup.as_ref().is_none_or(Lookup::is_ordered)
    }

    fn is_far(&self) -> bool {
        !self.is_in_vain
            && self.client.work_at_once() > 1
            && self.quickest.is_some_and(|quickest| quickest >= LEAST_TIME)
    }

    /// Takes up a batch.
    pub fn push(&mut self, batch: Batch) {
        let lookup = self.lookup.get_or_insert_with(|| {
            Lookup::of_ids(self.client.clone(), batch.task().collection().clone())
        });
        let ids = batch.ids(&batch.positions());
        let branch = ids.iter().min().and_then(|first| lookup.branch(first));
        let found = branch.filter(|_| self.is_far()).map(|mut branch| {
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
