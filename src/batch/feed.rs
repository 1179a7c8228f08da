//! The input on its way into batches, cut down to a shard.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::input::{Input, InputError, Item, Items};

use super::bodies::Builder;
use super::sort::Sorted;
use super::{Batch, Shard, Wrap};

/// What can be wrong with the input while it is read again: a file may have changed since.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("cannot sort the input: {0}")]
    Sort(#[from] std::io::Error),
}

/// How the input is fed.
pub struct FeedSettings {
    /// Records a request.
    pub most: usize,
    pub wrap: Wrap,
    pub shard: Option<Shard>,
    /// In ascending order of ids, whatever the order of the input.
    pub sorted: bool,
}

/// Where batches come from.
pub trait Feed: Send + 'static {
    /// The next batch, or none at the end. Nothing of a batch with a mistake in it is given out.
    fn next_batch(&mut self) -> Result<Option<Batch>, FeedError>;

    /// Records that were read and are in no batch yet: what a mistake leaves unsent.
    fn in_hand(&self) -> usize;
}

/// Makes batches out of the input.
pub struct Feeder {
    source: Source,
    most: usize,
    shard: Option<Shard>,
    builder: Option<Builder>,
    wrap: Arc<Wrap>,
    last_len: usize,
    bytes_read: Arc<AtomicU64>,
}

// One of them lives in a run; a box for the common one would buy nothing.
#[allow(clippy::large_enum_variant)]
enum Source {
    AsGiven(Items),
    Sorted(Box<Sorted>),
}

impl Source {
    fn next(&mut self) -> Result<Option<Item<'_>>, FeedError> {
        match self {
            Source::AsGiven(items) => Ok(items.next()?),
            Source::Sorted(items) => items.next(),
        }
    }
}

impl Feeder {
    /// `input` has been inspected: nothing is wrong with it, and no id is given twice.
    pub fn new(input: &Input, settings: FeedSettings) -> Feeder {
        let items = input.items();
        Feeder {
            source: if settings.sorted {
                Source::Sorted(Box::new(Sorted::new(items)))
            } else {
                Source::AsGiven(items)
            },
            most: settings.most.max(1),
            shard: settings.shard,
            builder: None,
            wrap: Arc::new(settings.wrap),
            last_len: 0,
            bytes_read: Arc::default(),
        }
    }

    /// How much of the input has gone into batches, for others to watch.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        self.bytes_read.clone()
    }
}

impl Feed for Feeder {
    fn next_batch(&mut self) -> Result<Option<Batch>, FeedError> {
        loop {
            let Some(item) = self.source.next()? else {
                return Ok(self.builder.take().map(Builder::finish));
            };
            if self.shard.is_some_and(|shard| !shard.has(&item.id)) {
                continue;
            }
            let full = match &self.builder {
                Some(builder) if !builder.fits(item.json, self.most) => self.builder.take(),
                _ => None,
            };
            self.builder
                .get_or_insert_with(|| Builder::new(self.wrap.clone(), self.last_len))
                .push(item.json, item.place);
            if let Some(full) = full {
                let batch = full.finish();
                let read = match &self.source {
                    Source::AsGiven(items) => items.bytes_read(),
                    Source::Sorted(items) => items.bytes_read(),
                };
                self.bytes_read.store(read, Ordering::Relaxed);
                self.last_len = batch.body().len() + batch.body().len() / 16;
                return Ok(Some(batch));
            }
        }
    }

    fn in_hand(&self) -> usize {
        self.builder.as_ref().map_or(0, Builder::len)
    }
}
