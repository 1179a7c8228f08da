//! Batches of steps that are not all of one kind: each batch is of one task.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::record::Location;

use super::bodies::Builder;
use super::{Batch, Feed, FeedError, Task, Wrap};

/// A record, or an id as a JSON string, and what is done with it.
#[derive(Debug, Clone)]
pub struct Grouped {
    /// Records of one task have the same one, not only an equal one.
    pub task: Arc<Task>,
    pub wrap: Arc<Wrap>,
    pub json: Vec<u8>,
    pub place: Location,
}

/// Puts records of one task that follow each other into batches.
pub struct Groups<I> {
    records: I,
    most: usize,
    builder: Option<(Arc<Task>, Builder)>,
    fed: Arc<AtomicU64>,
}

impl<I: Iterator<Item = io::Result<Grouped>>> Groups<I> {
    /// `fed` counts the records that have gone into batches.
    pub fn new(records: I, most: usize, fed: Arc<AtomicU64>) -> Groups<I> {
        Groups {
            records,
            most: most.max(1),
            builder: None,
            fed,
        }
    }

    fn take(&mut self) -> Option<Batch> {
        let (task, builder) = self.builder.take()?;
        let batch = builder.finish().of_task(task);
        self.fed.fetch_add(batch.len() as u64, Ordering::Relaxed);
        Some(batch)
    }
}

impl<I: Iterator<Item = io::Result<Grouped>> + Send + 'static> Feed for Groups<I> {
    fn next_batch(&mut self) -> Result<Option<Batch>, FeedError> {
        loop {
            let Some(record) = self.records.next().transpose()? else {
                return Ok(self.take());
            };
            let full = match &self.builder {
                Some((task, builder))
                    if !Arc::ptr_eq(task, &record.task)
                        || !builder.fits(&record.json, self.most) =>
                {
                    self.take()
                }
                _ => None,
            };
            let Grouped {
                task,
                wrap,
                json,
                place,
            } = record;
            let (_, builder) = self
                .builder
                .get_or_insert_with(|| (task, Builder::new(wrap, json.len() + 2)));
            builder.push(&json, place);
            if full.is_some() {
                return Ok(full);
            }
        }
    }

    fn in_hand(&self) -> usize {
        self.builder
            .as_ref()
            .map_or(0, |(_, builder)| builder.len())
    }
}
