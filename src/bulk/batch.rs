//! Records put together to the bodies of requests.

use std::sync::Arc;

use bytes::Bytes;

use crate::input::{InputError, Items, Place, Seen};
use crate::model::Id;

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
    pub fn moderation(mode: u64) -> Wrap {
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
    place: Place,
}

/// Records that go in one request, and where each came from.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The whole body.
    body: Bytes,
    entries: Vec<Entry>,
    wrap: Arc<Wrap>,
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

    pub fn place(&self, at: usize) -> Place {
        self.entries[at].place
    }

    /// A batch of some of the records, in their order.
    pub fn some(&self, of: &[usize]) -> Batch {
        if of.len() == self.len() {
            return self.clone();
        }
        let mut builder = Builder::new(self.wrap.clone());
        for &at in of {
            builder.push(self.json(at), self.place(at));
        }
        builder.finish()
    }
}

struct Builder {
    body: Vec<u8>,
    entries: Vec<Entry>,
    wrap: Arc<Wrap>,
}

impl Builder {
    fn new(wrap: Arc<Wrap>) -> Builder {
        let mut body = Vec::new();
        body.extend_from_slice(wrap.before.as_bytes());
        body.push(b'[');
        Builder {
            body,
            entries: Vec::new(),
            wrap,
        }
    }

    fn fits(&self, json: &[u8], most: usize) -> bool {
        self.entries.is_empty()
            || (self.entries.len() < most && self.body.len() + json.len() < MOST_BYTES)
    }

    fn push(&mut self, json: &[u8], place: Place) {
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

    fn finish(mut self) -> Batch {
        self.body.push(b']');
        self.body.extend_from_slice(self.wrap.after.as_bytes());
        Batch {
            body: Bytes::from(self.body),
            entries: self.entries,
            wrap: self.wrap,
        }
    }
}

/// What can be wrong with the input while it is read.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("{second}: the id `{id}` is given twice; the first is at {first}")]
    Twice {
        id: String,
        first: String,
        second: String,
    },
}

fn see(seen: &mut Seen, id: &str, place: Place, names: &[String]) -> Result<(), FeedError> {
    match seen.check(id, place) {
        None => Ok(()),
        Some(first) => Err(FeedError::Twice {
            id: id.to_owned(),
            first: first.show(names),
            second: place.show(names),
        }),
    }
}

/// Reads the whole input and counts its records, or finds the first mistake.
pub fn check(mut items: Items, names: &[String]) -> Result<(u64, bool), FeedError> {
    let mut seen = Seen::new();
    let mut count = 0;
    while let Some(item) = items.next()? {
        see(&mut seen, &item.id, item.place, names)?;
        count += 1;
    }
    Ok((count, items.saw_anything()))
}

/// Makes batches out of the input.
pub struct Feeder {
    items: Items,
    names: Arc<[String]>,
    seen: Seen,
    most: usize,
    builder: Option<Builder>,
    wrap: Arc<Wrap>,
    last_len: usize,
}

impl Feeder {
    /// `most` is the number of records a request.
    pub fn new(items: Items, names: Arc<[String]>, most: usize, wrap: Wrap) -> Feeder {
        Feeder {
            items,
            names,
            seen: Seen::new(),
            most: most.max(1),
            builder: None,
            wrap: Arc::new(wrap),
            last_len: 0,
        }
    }

    /// The next batch, or none at the end of the input. After an error the records that were
    /// read before it are lost: nothing of a batch with a mistake in it is sent.
    pub fn next_batch(&mut self) -> Result<Option<Batch>, FeedError> {
        loop {
            let Some(item) = self.items.next()? else {
                return Ok(self.builder.take().map(Builder::finish));
            };
            see(&mut self.seen, &item.id, item.place, &self.names)?;
            let full = match &self.builder {
                Some(builder) if !builder.fits(item.json, self.most) => self.builder.take(),
                _ => None,
            };
            let builder = self.builder.get_or_insert_with(|| {
                let mut builder = Builder::new(self.wrap.clone());
                // As large as the batch before: no growing, no copying.
                builder.body.reserve(self.last_len);
                builder
            });
            builder.push(item.json, item.place);
            if let Some(full) = full {
                let batch = full.finish();
                self.last_len = batch.body.len() + batch.body.len() / 16;
                return Ok(Some(batch));
            }
        }
    }

    /// Whether the input held anything at all, be it an empty array.
    pub fn saw_anything(&self) -> bool {
        self.items.saw_anything()
    }

    pub fn names(&self) -> Arc<[String]> {
        self.names.clone()
    }
}
