//! Where batches come from: records on their way into requests, one task a batch.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use crate::api::UploadLimit;
use crate::input::{Input, Inspected, LaidOutRecords, WrongRecord};
use crate::record::Location;

use super::body::BatchBuilder;
use super::input_order::{InAscendingOrder, Ordered, SourceError};
use super::{Batch, Shard, Task};

/// The most wrong records in one batch.
const MOST_WRONG: usize = 1000;

/// A record, or an id as a JSON string, and what is done with it.
pub struct TaskRecord<'a> {
    /// Shared by all records of one task: an equal task at another address begins another batch.
    pub task: Arc<Task>,
    pub json: Cow<'a, [u8]>,
    pub location: Location,
}

/// What comes next.
pub enum Next<'a> {
    Record(TaskRecord<'a>),
    /// A record that is wrong, and is not sent.
    Wrong(Arc<Task>, WrongRecord),
    End,
}

/// Records in the order in which they are sent.
pub trait TaskRecords: Send {
    fn next(&mut self) -> Result<Next<'_>, SourceError>;
}

/// Steps of a plan, each with its task.
impl<I> TaskRecords for I
where
    I: Iterator<Item = io::Result<TaskRecord<'static>>> + Send,
{
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        Ok(match Iterator::next(self).transpose()? {
            Some(record) => Next::Record(record),
            None => Next::End,
        })
    }
}

/// The records of an input, all with the same task.
pub struct InputRecords {
    records: OrderedRecords,
    task: Arc<Task>,
    shard: Option<Shard>,
}

enum OrderedRecords {
    Read(Box<InAscendingOrder>),
    /// All of them are wanted, in the order of the file.
    LaidOut(Box<LaidOutRecords>),
}

impl InputRecords {
    /// `input` has been inspected: nothing is wrong with it, unless wrong records are tolerated.
    /// With `is_sorted` they come in ascending order of ids, whatever the order of the input.
    pub fn new(
        input: &Input,
        inspected: Inspected,
        task: Task,
        shard: Option<Shard>,
        is_sorted: bool,
        tolerates: bool,
    ) -> InputRecords {
        let tolerated = tolerates.then_some(inspected.twins);
        let is_as_wanted = shard.is_none() && (!is_sorted || inspected.is_ascending);
        let records = match inspected.layout {
            Some(layout) if is_as_wanted => {
                OrderedRecords::LaidOut(Box::new(LaidOutRecords::new(input, layout)))
            }
            _ => {
                let items = InAscendingOrder::new(input.items(), is_sorted, tolerated);
                OrderedRecords::Read(Box::new(items))
            }
        };
        InputRecords {
            records,
            task: Arc::new(task),
            shard,
        }
    }
}

impl TaskRecords for InputRecords {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        let shard = self.shard;
        let is_wanted = |id: &str| shard.is_none_or(|shard| shard.has(id));
        let task = self.task.clone();
        let (json, location) = match &mut self.records {
            OrderedRecords::Read(items) => match items.next(is_wanted)? {
                Ordered::Item(item) => (item.json, item.place),
                Ordered::Wrong(wrong) => return Ok(Next::Wrong(task, wrong)),
                Ordered::End => return Ok(Next::End),
            },
            OrderedRecords::LaidOut(records) => match records.next()? {
                Some(record) => (record.json, record.location),
                None => return Ok(Next::End),
            },
        };
        Ok(Next::Record(TaskRecord {
            task,
            json: Cow::Borrowed(json),
            location,
        }))
    }
}

/// Makes batches of records of one task that follow each other.
pub struct BatchSource {
    records: Box<dyn TaskRecords>,
    batch_size: usize,
    upload_limit: Arc<UploadLimit>,
    builder: Option<BatchBuilder>,
    /// Wrong records, which come after those in the builder.
    wrong: Vec<WrongRecord>,
    wrong_task: Option<Arc<Task>>,
    /// As large as the last body, so that the next one is hardly ever copied to grow.
    room: usize,
}

impl BatchSource {
    /// `batch_size` is the most records of a request, if the API allows that many, and
    /// `upload_limit` the most bytes that the line has been seen to bear.
    pub fn new(
        records: impl TaskRecords + 'static,
        batch_size: usize,
        upload_limit: Arc<UploadLimit>,
    ) -> BatchSource {
        BatchSource {
            records: Box::new(records),
            batch_size,
            upload_limit,
            builder: None,
            wrong: Vec::new(),
            wrong_task: None,
            room: 0,
        }
    }

    /// The next batch, or none at the end. A mistake holds back the whole batch it is in.
    pub fn next_batch(&mut self) -> Result<Option<Batch>, SourceError> {
        if self.builder.is_none()
            && let Some(wrong) = self.take_wrong()
        {
            return Ok(Some(wrong));
        }
        loop {
            let record = match self.records.next()? {
                Next::Record(record) => record,
                Next::Wrong(task, wrong) => {
                    self.wrong.push(wrong);
                    self.wrong_task = Some(task);
                    if self.wrong.len() < MOST_WRONG {
                        continue;
                    }
                    return Ok(self.take_rest());
                }
                Next::End => return Ok(self.take_rest()),
            };
            let TaskRecord {
                task,
                json,
                location,
            } = record;
            let most = task.records_per_request(self.batch_size);
            let bytes = self.upload_limit.bytes();
            let full = self.builder.take_if(|builder| {
                !builder.is_of(&task) || !builder.has_room_for(&json, most, bytes)
            });
            self.builder
                .get_or_insert_with(|| BatchBuilder::new(task, self.room))
                .push(&json, location);
            if let Some(full) = full {
                drop(json);
                return Ok(Some(self.finish(full)));
            }
        }
    }

    /// What was read before, or the wrong records if nothing was.
    fn take_rest(&mut self) -> Option<Batch> {
        match self.builder.take() {
            Some(builder) => Some(self.finish(builder)),
            None => self.take_wrong(),
        }
    }

    /// A batch of the wrong records, if there are any.
    fn take_wrong(&mut self) -> Option<Batch> {
        let task = self.wrong_task.take()?;
        Some(BatchBuilder::of_wrong(
            task,
            std::mem::take(&mut self.wrong),
        ))
    }

    /// Records that were read and are in no batch yet: what a mistake leaves unsent.
    pub fn in_hand(&self) -> usize {
        self.builder.as_ref().map_or(0, BatchBuilder::len) + self.wrong.len()
    }

    fn finish(&mut self, builder: BatchBuilder) -> Batch {
        let batch = builder.finish();
        self.room = batch.body().len() + batch.body().len() / 16;
        batch
    }
}
