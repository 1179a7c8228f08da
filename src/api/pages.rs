//! A cursor walk: one page after the other, until the collection ends.
//!
//! The reference does not say whether a page begins at or after its cursor, nor how large a
//! page may be. So: a first record that is the cursor's own is dropped, only an empty page (or
//! one with the cursor's record alone) ends the walk, and a walk that does not move on is an
//! error rather than a loop.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::model::Id;

use super::client::Client;
use super::endpoints::Collection;
use super::error::{ApiError, Problem};

/// A page of records as the service sent them.
#[derive(Debug, Clone, Default)]
pub struct Page {
    body: Bytes,
    records: Vec<Range<usize>>,
}

impl Page {
    /// The records, each as the bytes of one JSON object.
    pub fn records(&self) -> impl Iterator<Item = &str> + '_ {
        self.records
            .iter()
            // `decode` saw that the whole body is UTF-8.
            .map(|range| std::str::from_utf8(&self.body[range.clone()]).unwrap_or_default())
    }

    /// One of the records.
    pub fn record(&self, at: usize) -> &str {
        std::str::from_utf8(&self.body[self.records[at].clone()]).unwrap_or_default()
    }

    /// Leaves out a first record that is the cursor's own, which a service sends that begins
    /// pages at the cursor. True where it was there.
    pub fn drop_cursor(&mut self, cursor: Option<&str>) -> bool {
        let is_there = cursor.is_some() && self.id(0).as_deref() == cursor;
        if is_there {
            self.records.remove(0);
        }
        is_there
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// A page of records that came one by one.
    pub fn of(records: Vec<Bytes>) -> Page {
        let mut body = Vec::new();
        let mut ranges = Vec::with_capacity(records.len());
        for record in records {
            ranges.push(body.len()..body.len() + record.len());
            body.extend_from_slice(&record);
        }
        Page {
            body: Bytes::from(body),
            records: ranges,
        }
    }

    /// Keeps the first records.
    pub fn truncate(&mut self, records: u64) {
        self.records
            .truncate(usize::try_from(records).unwrap_or(usize::MAX));
    }

    /// Reads a page out of an answer.
    pub fn decode(body: &Bytes) -> Result<Page, String> {
        decode(body).map(|(page, _)| page)
    }

    fn id(&self, at: usize) -> Option<String> {
        let range = self.records.get(at)?.clone();
        let id: Id<'_> = serde_json::from_slice(&self.body[range]).ok()?;
        Some(id.id.into_owned())
    }
}

fn decode(body: &Bytes) -> Result<(Page, bool), String> {
    let text = std::str::from_utf8(body).map_err(|_| "not text in UTF-8".to_owned())?;
    let raw: Vec<&RawValue> =
        serde_json::from_str(text).map_err(|error| format!("no array of objects ({error})"))?;
    let start = body.as_ptr() as usize;
    let mut ascending = true;
    let mut last: Option<std::borrow::Cow<'_, str>> = None;
    let mut records = Vec::with_capacity(raw.len());
    for (at, record) in raw.iter().enumerate() {
        let record = record.get();
        let id: Id<'_> = Id::deserialize(&mut serde_json::Deserializer::from_str(record))
            .map_err(|error| format!("record {} has no proper `id` ({error})", at + 1))?;
        ascending &= last.as_ref().is_none_or(|last| *last < id.id);
        last = Some(id.id);
        let offset = record.as_ptr() as usize - start;
        records.push(offset..offset + record.len());
    }
    Ok((
        Page {
            body: body.clone(),
            records,
        },
        ascending,
    ))
}

/// A walk over a collection.
pub struct Walk {
    client: Client,
    collection: Collection,
    page_size: u64,
    /// Records still wanted; none for all.
    wanted: Option<u64>,
    cursor: Option<String>,
    /// Hashes of the cursors met, to notice a circle.
    met: HashSet<u64>,
    hasher: RandomState,
    inclusive: bool,
    ascending: bool,
    ended: bool,
}

impl Walk {
    pub fn new(client: Client, collection: Collection, page_size: u64) -> Walk {
        Walk {
            client,
            collection,
            page_size: page_size.max(1),
            wanted: None,
            cursor: None,
            met: HashSet::new(),
            hasher: RandomState::new(),
            inclusive: false,
            ascending: true,
            ended: false,
        }
    }

    pub fn starting_after(mut self, id: Option<String>) -> Walk {
        self.cursor = id;
        self
    }

    /// At most this many records in all.
    pub fn at_most(mut self, records: Option<u64>) -> Walk {
        self.wanted = records;
        self
    }

    /// Whether all ids so far came in ascending order of their bytes.
    pub fn is_ascending(&self) -> bool {
        self.ascending
    }

    /// The next page that holds records, or none at the end. No request more than needed.
    pub async fn next(&mut self) -> Result<Option<Page>, ApiError> {
        if self.ended || self.wanted == Some(0) {
            return Ok(None);
        }
        let (request, mut page, ascending) = loop {
            // A service that begins at the cursor sends a record more that is dropped.
            let extra = u64::from(self.inclusive && self.cursor.is_some());
            let limit = self
                .wanted
                .map_or(self.page_size, |wanted| {
                    wanted.saturating_add(extra).min(self.page_size)
                })
                .max(1 + extra);
            let request = self.collection.page(limit, self.cursor.as_deref());
            let (mut page, ascending) = self.client.send(&request, decode).await?;
            if page.drop_cursor(self.cursor.as_deref()) {
                self.inclusive = true;
                if limit == 1 && page.is_empty() {
                    // One record was asked for, so nothing is known of those behind the cursor.
                    continue;
                }
            }
            break (request, page, ascending);
        };
        let stuck = |why: String| ApiError {
            method: request.method.clone(),
            url: request.place(&self.client),
            problem: Problem::Stuck { why },
            unknown: false,
        };
        let Some(last) = page.len().checked_sub(1).and_then(|last| page.id(last)) else {
            self.ended = true;
            return Ok(None);
        };
        if self.cursor.as_ref() == Some(&last) || !self.met.insert(self.hasher.hash_one(&last)) {
            return Err(stuck(format!(
                "the page after `{}` ends with `{last}`, which was there before",
                self.cursor.as_deref().unwrap_or_default()
            )));
        }
        self.ascending &= ascending
            && match (&self.cursor, page.id(0)) {
                (Some(cursor), Some(first)) => *cursor < first,
                _ => true,
            };
        if let Some(wanted) = &mut self.wanted {
            page.truncate(*wanted);
            *wanted -= page.len() as u64;
        }
        self.cursor = Some(last);
        Ok(Some(page))
    }
}
