//! Where batches come from: records on their way into requests, one task a batch.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::input::{Input, Inspected, LaidOutRecords};
use crate::record::Location;

use super::body::BatchBuilder;
use super::input_order::{InAscendingOrder, SourceError};
use super::{Batch, Shard, Task};

/// A record, or an id as a JSON string, and what is done with it.
pub struct TaskRecord<'a> {
    /// Records of one task share it: an equal one that is not the same begins another batch.
    pub task: Arc<Task>,
    pub json: Cow<'a, [u8]>,
    pub location: Location,
}

/// Records in the order in which they are sent.
pub trait TaskRecords: Send {
    fn next(&mut self) -> Result<Option<TaskRecord<'_>>, SourceError>;

    /// What a batch of so many records adds to the progress.
    fn progress_of(&mut self, records: usize) -> u64 {
        records as u64
    }
}

/// Steps of a plan, each with its task.
impl<I> TaskRecords for I
where
    I: Iterator<Item = io::Result<TaskRecord<'static>>> + Send,
{
    fn next(&mut self) -> Result<Option<TaskRecord<'_>>, SourceError> {
        Ok(Iterator::next(self).transpose()?)
    }
}

/// The records of an input, all with the same task. Its progress is in bytes.
pub struct InputRecords {
    records: OrderedRecords,
    task: Arc<Task>,
    shard: Option<Shard>,
    /// Bytes that were told of.
    told: u64,
}

enum OrderedRecords {
    Read(Box<InAscendingOrder>),
    /// All of them are wanted, in the order in which they are.
    LaidOut(Box<LaidOutRecords>),
}

impl InputRecords {
    /// `input` has been inspected: nothing is wrong with it, and no id is given twice. With
    /// `is_sorted` they come in ascending order of ids, whatever the order of the input.
    pub fn new(
        input: &Input,
        inspected: Inspected,
        task: Task,
        shard: Option<Shard>,
        is_sorted: bool,
    ) -> InputRecords {
        let is_as_wanted = shard.is_none() && (!is_sorted || inspected.is_ascending);
        let records = match inspected.layout {
            Some(layout) if is_as_wanted => {
                OrderedRecords::LaidOut(Box::new(LaidOutRecords::new(input, layout)))
            }
            _ => {
                let items = InAscendingOrder::new(input.items(), is_sorted);
                OrderedRecords::Read(Box::new(items))
            }
        };
        InputRecords {
            records,
            task: Arc::new(task),
            shard,
            told: 0,
        }
    }
}

impl TaskRecords for InputRecords {
    fn next(&mut self) -> Result<Option<TaskRecord<'_>>, SourceError> {
        let shard = self.shard;
        let is_wanted = |id: &str| shard.is_none_or(|shard| shard.has(id));
        let record = match &mut self.records {
            OrderedRecords::Read(items) => {
                let item = items.next(is_wanted)?;
                item.map(|item| (item.json, item.place))
            }
            OrderedRecords::LaidOut(records) => {
                let record = records.next()?;
                record.map(|record| (record.json, record.location))
            }
        };
        Ok(record.map(|(json, location)| TaskRecord {
            task: self.task.clone(),
            json: Cow::Borrowed(json),
            location,
        }))
    }

    fn progress_of(&mut self, _: usize) -> u64 {
        let read = match &self.records {
            OrderedRecords::Read(items) => items.bytes_read(),
            OrderedRecords::LaidOut(records) => records.bytes_read(),
        };
        read - std::mem::replace(&mut self.told, read)
    }
}

/// Makes batches of records of one task that follow each other.
pub struct BatchSource {
    records: Box<dyn TaskRecords>,
    batch_size: usize,
    builder: Option<BatchBuilder>,
    /// As large as the last body, so that the next one is hardly ever copied to grow.
    room: usize,
    progress: Arc<AtomicU64>,
}

impl BatchSource {
    /// `batch_size` is the most records of a request, where the API allows as many. `progress`
    /// grows with every batch.
    pub fn new(
        records: impl TaskRecords + 'static,
        batch_size: usize,
        progress: Arc<AtomicU64>,
    ) -> BatchSource {
        BatchSource {
            records: Box::new(records),
            batch_size,
            builder: None,
            room: 0,
            progress,
        }
    }

    /// The next batch, or none at the end. Nothing of a batch with a mistake in it is given out.
    pub fn next_batch(&mut self) -> Result<Option<Batch>, SourceError> {
        loop {
            let Some(record) = self.records.next()? else {
                let last = self.builder.take();
                return Ok(last.map(|builder| self.finish(builder)));
            };
            let TaskRecord {
                task,
                json,
                location,
            } = record;
            let most = task.records_per_request(self.batch_size);
            let full = self
                .builder
                .take_if(|builder| !builder.is_of(&task) || !builder.has_room_for(&json, most));
            self.builder
                .get_or_insert_with(|| BatchBuilder::new(task, self.room))
                .push(&json, location);
            if let Some(full) = full {
                drop(json);
                return Ok(Some(self.finish(full)));
            }
        }
    }

    /// Records that were read and are in no batch yet: what a mistake leaves unsent.
    pub fn in_hand(&self) -> usize {
        self.builder.as_ref().map_or(0, BatchBuilder::len)
    }

    fn finish(&mut self, builder: BatchBuilder) -> Batch {
        let batch = builder.finish();
        let progress = self.records.progress_of(batch.len());
        self.progress.fetch_add(progress, Ordering::Relaxed);
        self.room = batch.body().len() + batch.body().len() / 16;
        batch
    }
}
