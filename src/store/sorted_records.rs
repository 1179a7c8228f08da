//! Sorted records, in memory or in files that are merged as they are read.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::record_file::{RecordFile, RecordReader};

/// A record that can be sorted.
pub trait Sortable: Serialize + DeserializeOwned {
    /// What the record is sorted by.
    type Key<'a>: Ord
    where
        Self: 'a;

    fn key(&self) -> Self::Key<'_>;

    /// Bytes of memory that the record holds in addition to its own size.
    fn heap_size(&self) -> usize;
}

/// All records in ascending order. Records with equal keys come in the order in which they were
/// added.
pub struct SortedRecords<T> {
    /// Whether the records were added in ascending order, so that no two have the same key.
    pub(super) is_ascending: bool,
    pub(super) records: SortedIn<T>,
}

pub(super) enum SortedIn<T> {
    Memory(Arc<Vec<T>>),
    /// Each file is sorted by itself.
    Files(Vec<RecordFile<T>>),
}

impl<T: Sortable> SortedRecords<T> {
    /// Calls `visitor` with every record, in order.
    pub fn visit(&self, mut visitor: impl FnMut(&T)) -> io::Result<()> {
        match &self.records {
            SortedIn::Memory(records) => records.iter().for_each(visitor),
            SortedIn::Files(files) => {
                for record in MergedFiles::new(files)? {
                    visitor(&record?);
                }
            }
        }
        Ok(())
    }

    /// Calls `visitor` with every record whose key an earlier record has, together with the first record
    /// that has the key.
    pub fn visit_twins(&self, mut visitor: impl FnMut(&T, &T)) -> io::Result<()> {
        if self.is_ascending {
            return Ok(());
        }
        match &self.records {
            SortedIn::Memory(records) => {
                for equal in records.chunk_by(|a, b| a.key() == b.key()) {
                    equal[1..].iter().for_each(|twin| visitor(&equal[0], twin));
                }
            }
            SortedIn::Files(files) => {
                let mut first: Option<T> = None;
                for record in MergedFiles::new(files)? {
                    let record = record?;
                    match &first {
                        Some(first) if first.key() == record.key() => visitor(first, &record),
                        _ => first = Some(record),
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads the records from the beginning. This can be done any number of times.
    pub fn read(&self) -> io::Result<Ascending<T>> {
        Ok(match &self.records {
            SortedIn::Memory(records) => Ascending::Memory(Arc::clone(records), 0),
            SortedIn::Files(files) => Ascending::Files(MergedFiles::new(files)?),
        })
    }
}

/// Iterates over sorted records.
pub enum Ascending<T> {
    Memory(Arc<Vec<T>>, usize),
    Files(MergedFiles<T>),
}

impl<T: Sortable + Clone> Iterator for Ascending<T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<io::Result<T>> {
        match self {
            Ascending::Memory(records, at) => {
                let record = records.get(*at)?;
                *at += 1;
                Some(Ok(record.clone()))
            }
            Ascending::Files(merged) => merged.next(),
        }
    }
}

/// Iterates over the records of several sorted files as if they were one sorted file.
pub struct MergedFiles<T> {
    readers: Vec<RecordReader<T>>,
    heads: BinaryHeap<FileHead<T>>,
}

impl<T: Sortable> MergedFiles<T> {
    pub(super) fn new(files: &[RecordFile<T>]) -> io::Result<MergedFiles<T>> {
        let mut merged = MergedFiles {
            readers: files.iter().map(RecordFile::read).collect(),
            heads: BinaryHeap::with_capacity(files.len()),
        };
        for (file, reader) in merged.readers.iter_mut().enumerate() {
            if let Some(record) = reader.next().transpose()? {
                merged.heads.push(FileHead { record, file });
            }
        }
        Ok(merged)
    }
}

impl<T: Sortable> Iterator for MergedFiles<T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<io::Result<T>> {
        let mut head = self.heads.peek_mut()?;
        Some(match self.readers[head.file].next() {
            // The file's next record replaces its head, so that the heap is put in order only once.
            Some(Ok(next)) => Ok(std::mem::replace(&mut head.record, next)),
            Some(Err(error)) => Err(error),
            None => Ok(PeekMut::pop(head).record),
        })
    }
}

/// The next record of a file. The order is reversed, because a `BinaryHeap` gives the greatest element
/// first.
struct FileHead<T> {
    record: T,
    file: usize,
}

impl<T: Sortable> Ord for FileHead<T> {
    fn cmp(&self, other: &FileHead<T>) -> Ordering {
        let by_key = other.record.key().cmp(&self.record.key());
        by_key.then(other.file.cmp(&self.file))
    }
}

impl<T: Sortable> PartialOrd for FileHead<T> {
    fn partial_cmp(&self, other: &FileHead<T>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Sortable> PartialEq for FileHead<T> {
    fn eq(&self, other: &FileHead<T>) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T: Sortable> Eq for FileHead<T> {}
