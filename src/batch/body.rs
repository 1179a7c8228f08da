//! Records put together into the bodies of requests.

use std::sync::Arc;

use bytes::Bytes;

use crate::input::WrongRecord;
use crate::record::{Id, Location, Mistake, Mode};

use super::task::{BatchOutcome, RejectReason, Rejected, Task};

/// The most bytes of a body; a record that is larger goes alone.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What stands before and after the array of a body (API reference: moderate users).
fn frame(task: &Task) -> (String, &'static str) {
    match task {
        Task::Moderate(_, Mode(mode)) => (format!("{{\"mode\":{mode},\"ids\":"), "}"),
        _ => (String::new(), ""),
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
    /// What is done with it.
    task: Arc<Task>,
    /// Why its records are wrong, one reason each; such a batch is not sent.
    wrong: Vec<Arc<Mistake>>,
}

impl Batch {
    /// What becomes of records that are wrong; none if they are to be sent.
    pub(super) fn refused_unsent(&self) -> Option<BatchOutcome> {
        if self.wrong.is_empty() {
            return None;
        }
        let mut outcome = BatchOutcome::default();
        outcome.accounts.rejected = self.wrong.len() as u64;
        let wrong = self.wrong.iter().enumerate();
        outcome.rejected = wrong
            .map(|(at, mistake)| Rejected {
                at,
                reason: RejectReason::Wrong(Arc::clone(mistake)),
            })
            .collect();
        Some(outcome)
    }

    pub(super) fn is_wrong(&self) -> bool {
        !self.wrong.is_empty()
    }

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
        if !self.is_wrong()
            && let Some(id) = leading_id(json)
        {
            return id.to_owned();
        }
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

    /// What is done with this batch.
    pub fn task(&self) -> &Task {
        &self.task
    }

    /// The positions of all records.
    pub(super) fn positions(&self) -> Vec<usize> {
        (0..self.len()).collect()
    }

    /// The ids of some of the records.
    pub fn ids(&self, of: &[usize]) -> Vec<String> {
        of.iter().map(|&at| self.id(at)).collect()
    }

    /// Some of the records in two parts: those whose ids pass the test, and the others.
    pub(super) fn partition(
        &self,
        of: &[usize],
        is_such: impl Fn(&str) -> bool,
    ) -> (Vec<usize>, Vec<usize>) {
        of.iter().partition(|at| is_such(&self.id(**at)))
    }

    /// How many bytes the body of some of the records has.
    pub(super) fn size_of(&self, of: &[usize]) -> u64 {
        let records: usize = of.iter().map(|&at| self.json(at).len() + 1).sum();
        let (before, after) = frame(&self.task);
        (before.len() + after.len() + records + 1) as u64
    }

    /// A batch of some of the records, in their order.
    pub fn some(&self, of: &[usize]) -> Batch {
        if of.len() == self.len() {
            return self.clone();
        }
        let mut builder = BatchBuilder::new(self.task.clone(), self.body.len());
        for &at in of {
            builder.push(self.json(at), self.place(at));
        }
        builder.finish()
    }
}

/// The id of a record that begins with it, as most do. The rest need not be read, because checked
/// input has no field twice.
fn leading_id(json: &[u8]) -> Option<&str> {
    let id = json.strip_prefix(b"{\"id\":\"")?;
    let end = memchr::memchr2(b'"', b'\\', id)?;
    let id = (id[end] == b'"').then_some(&id[..end])?;
    std::str::from_utf8(id).ok()
}

/// A batch that grows.
pub(super) struct BatchBuilder {
    body: Vec<u8>,
    entries: Vec<Entry>,
    after: &'static str,
    task: Arc<Task>,
}

impl BatchBuilder {
    /// `room` is how many bytes the body has room for before it is copied to grow.
    pub fn new(task: Arc<Task>, room: usize) -> BatchBuilder {
        let (before, after) = frame(&task);
        let mut body = Vec::with_capacity(room);
        body.extend_from_slice(before.as_bytes());
        body.push(b'[');
        BatchBuilder {
            body,
            entries: Vec::new(),
            after,
            task,
        }
    }

    pub fn is_of(&self, task: &Arc<Task>) -> bool {
        Arc::ptr_eq(&self.task, task)
    }

    /// For a record, in a body of at most so many records and bytes.
    pub fn has_room_for(&self, json: &[u8], most: usize, bytes: usize) -> bool {
        self.entries.is_empty()
            || (self.entries.len() < most
                && self.body.len() + json.len() + 2 + self.after.len() <= bytes.min(MOST_BYTES))
    }

    pub fn push(&mut self, json: &[u8], location: Location) {
        if !self.entries.is_empty() {
            self.body.push(b',');
        }
        let start = self.body.len() as u32;
        self.body.extend_from_slice(json);
        self.entries.push(Entry {
            start,
            end: self.body.len() as u32,
            place: location,
        });
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// A batch of records that are wrong.
    pub fn of_wrong(task: Arc<Task>, records: Vec<WrongRecord>) -> Batch {
        let mut builder = BatchBuilder::new(task, 0);
        let mut wrong = Vec::with_capacity(records.len());
        for WrongRecord { json, mistake } in records {
            builder.push(json.as_bytes(), mistake.at.unwrap_or_default());
            wrong.push(Arc::new(mistake));
        }
        Batch {
            wrong,
            ..builder.finish()
        }
    }

    pub fn finish(mut self) -> Batch {
        self.body.push(b']');
        self.body.extend_from_slice(self.after.as_bytes());
        Batch {
            body: Bytes::from(self.body),
            entries: self.entries,
            task: self.task,
            wrong: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_wherever_they_stand() {
        let task = Arc::new(Task::Create(crate::api::Collection::Users));
        let mut builder = BatchBuilder::new(task, 0);
        let records = [
            (r#"{"id":"a é"}"#, "a é"),
            (r#"{"id":"","n":1}"#, ""),
            (r#"{"id":"b\"c","n":"x"}"#, "b\"c"),
            (r#"{"id":"\u0064"}"#, "d"),
            (r#"{"n":"{\"id\":\"x\"","id":"e"}"#, "e"),
            (r#"{ "id":"f"}"#, "f"),
            (r#""g""#, "g"),
        ];
        for (json, _) in records {
            builder.push(json.as_bytes(), Location::default());
        }
        let batch = builder.finish();
        for (at, (json, id)) in records.into_iter().enumerate() {
            assert_eq!(batch.id(at), id, "{json}");
        }
    }
}
