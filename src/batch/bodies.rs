//! Records put together to the bodies of requests.

use std::sync::Arc;

use bytes::Bytes;

use crate::record::Location;
use crate::record::{Id, Mode};

use super::Task;

/// The most bytes of a body; a record that is larger goes alone.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What stands around the array of a body.
#[derive(Debug, Clone, Default)]
pub struct Wrap {
    pub before: String,
    pub after: &'static str,
}

impl Wrap {
    /// The body of a moderation (API reference: moderate users).
    pub fn moderation(Mode(mode): Mode) -> Wrap {
        Wrap {
            before: format!("{{\"mode\":{mode},\"ids\":"),
            after: "}",
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    end: u32,
    place: Location,
}

/// Records that go in one request, and where each came from.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The whole body.
    body: Bytes,
    entries: Vec<Entry>,
    wrap: Arc<Wrap>,
    /// What is done with it, where that is not the same for the whole run.
    task: Option<Arc<Task>>,
}

impl Batch {
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn body(&self) -> Bytes {
        self.body.clone()
    }

    /// A record, or an id as a JSON string, as it is sent.
    pub fn json(&self, at: usize) -> &[u8] {
        let entry = self.entries[at];
        &self.body[entry.start as usize..entry.end as usize]
    }

    pub fn id(&self, at: usize) -> String {
        let json = self.json(at);
        let id = if json.first() == Some(&b'"') {
            serde_json::from_slice(json)
        } else {
            serde_json::from_slice(json).map(|Id { id }| id.into_owned())
        };
        // The input has been checked, so an id is there.
        id.unwrap_or_default()
    }

    pub fn place(&self, at: usize) -> Location {
        self.entries[at].place
    }

    /// What is done with this batch, where it is not the same for the whole run.
    pub fn task(&self) -> Option<&Arc<Task>> {
        self.task.as_ref()
    }

    pub(super) fn of_task(mut self, task: Arc<Task>) -> Batch {
        self.task = Some(task);
        self
    }

    /// The ids of some of the records.
    pub fn ids(&self, of: &[usize]) -> Vec<String> {
        of.iter().map(|&at| self.id(at)).collect()
    }

    /// Bytes of the body that some of the records make.
    pub(super) fn size_of(&self, of: &[usize]) -> u64 {
        let records: usize = of.iter().map(|&at| self.json(at).len() + 1).sum();
        (self.wrap.before.len() + self.wrap.after.len() + records + 1) as u64
    }

    /// A batch of some of the records, in their order.
    pub fn some(&self, of: &[usize]) -> Batch {
        if of.len() == self.len() {
            return self.clone();
        }
        let mut builder = Builder::new(self.wrap.clone(), self.body.len());
        for &at in of {
            builder.push(self.json(at), self.place(at));
        }
        let mut batch = builder.finish();
        batch.task.clone_from(&self.task);
        batch
    }
}

pub(super) struct Builder {
    body: Vec<u8>,
    entries: Vec<Entry>,
    wrap: Arc<Wrap>,
}

impl Builder {
    /// `room` is the size to begin with: as large as the batch before, and nothing is copied.
    pub fn new(wrap: Arc<Wrap>, room: usize) -> Builder {
        let mut body = Vec::with_capacity(room);
        body.extend_from_slice(wrap.before.as_bytes());
        body.push(b'[');
        Builder {
            body,
            entries: Vec::new(),
            wrap,
        }
    }

    pub fn fits(&self, json: &[u8], most: usize) -> bool {
        self.entries.is_empty()
            || (self.entries.len() < most
                && self.body.len() + json.len() + 2 + self.wrap.after.len() <= MOST_BYTES)
    }

    pub fn push(&mut self, json: &[u8], place: Location) {
        if !self.entries.is_empty() {
            self.body.push(b',');
        }
        let start = self.body.len() as u32;
        self.body.extend_from_slice(json);
        self.entries.push(Entry {
            start,
            end: self.body.len() as u32,
            place,
        });
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn finish(mut self) -> Batch {
        self.body.push(b']');
        self.body.extend_from_slice(self.wrap.after.as_bytes());
        Batch {
            body: Bytes::from(self.body),
            entries: self.entries,
            wrap: self.wrap,
            task: None,
        }
    }
}
