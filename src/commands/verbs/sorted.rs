//! `--sort`: any number of records in the order of a field, in bounded memory.

use std::cmp::Reverse;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::api::Page;
use crate::error::{Failure, Result};
use crate::expression::{SortField, SortKey};
use crate::render::Console;
use crate::store::{Ascending, Sortable, Sorter};

/// Bytes of records that are sorted in memory; more go to temporary files.
const MOST_IN_MEMORY: usize = 8 << 20;
/// Records of a page that is handed out.
const PAGE: u64 = 1000;

/// Reads what `--sort` was given.
pub fn sort_field(text: &str) -> Result<SortField, String> {
    let field = SortField::parse(text);
    match field.field.is_empty() || field.field.starts_with('-') {
        true => Err("expected a FIELD, or -FIELD for descending order".to_owned()),
        false => Ok(field),
    }
}

/// A record, and what it is sorted by.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeyedRecord {
    key: SortKey,
    is_descending: bool,
    record: String,
}

/// Records with equal keys keep their order, in descending order too.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortPlace<'a> {
    Ascending(&'a SortKey),
    Descending(Reverse<&'a SortKey>),
}

impl Sortable for KeyedRecord {
    type Key<'a> = SortPlace<'a>;

    fn key(&self) -> SortPlace<'_> {
        match self.is_descending {
            true => SortPlace::Descending(Reverse(&self.key)),
            false => SortPlace::Ascending(&self.key),
        }
    }

    fn heap_size(&self) -> usize {
        self.key.heap_size() + self.record.len()
    }
}

/// Takes pages in the order of the service.
pub struct PageSorter {
    field: SortField,
    sorter: Sorter<KeyedRecord>,
    count: u64,
    /// Whether any record had the field.
    was_seen: bool,
}

impl PageSorter {
    pub fn new(field: SortField) -> PageSorter {
        PageSorter {
            field,
            sorter: Sorter::new(MOST_IN_MEMORY),
            count: 0,
            was_seen: false,
        }
    }

    pub fn push(&mut self, page: &Page) -> Result<()> {
        for record in page.records() {
            let key = self.field.key_of(record);
            self.was_seen |= key != SortKey::Missing;
            let keyed = KeyedRecord {
                key,
                is_descending: self.field.is_descending,
                record: record.to_owned(),
            };
            self.sorter.push(keyed).map_err(not_kept)?;
        }
        self.count += page.len() as u64;
        Ok(())
    }

    /// Notes it if no record had the field.
    pub fn note_unseen(&self, console: &Console) {
        if self.count > 0 && !self.was_seen {
            console.note_missing(&self.field.field);
        }
    }

    /// The first records in order, at most this many.
    pub fn finish(self, most: Option<u64>) -> Result<SortedPages> {
        let sorted = self.sorter.finish().map_err(not_kept)?;
        Ok(SortedPages {
            records: sorted.read().map_err(not_kept)?,
            left: most.unwrap_or(u64::MAX),
        })
    }
}

/// Pages in the order that was asked for.
pub struct SortedPages {
    records: Ascending<KeyedRecord>,
    left: u64,
}

impl SortedPages {
    /// The next page, or none at the end.
    pub fn next_page(&mut self) -> Result<Option<Page>> {
        let mut records = Vec::new();
        for _ in 0..self.left.min(PAGE) {
            match self.records.next() {
                Some(keyed) => records.push(Bytes::from(keyed.map_err(not_kept)?.record)),
                None => break,
            }
        }
        self.left -= records.len() as u64;
        Ok(Some(records)
            .filter(|records| !records.is_empty())
            .map(Page::of))
    }
}

fn not_kept(error: std::io::Error) -> Failure {
    Failure::from(error).context("the records that are to be sorted cannot be kept")
}
