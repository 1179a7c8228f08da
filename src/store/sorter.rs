//! Any number of records in order: sorted in memory up to a bound, and past it by merging sorted
//! files.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::record_file::{RecordFile, RecordReader, RecordWriter};

/// A record that can be sorted.
pub trait Sortable: Serialize + DeserializeOwned {
    /// What it is sorted by.
    type Key<'a>: Ord
    where
        Self: 'a;

    fn key(&self) -> Self::Key<'_>;

    /// Bytes of memory that it holds beyond its own size.
    fn heap_size(&self) -> usize;
}

/// Takes records in any order.
pub struct Sorter<T> {
    most_in_memory: usize,
    in_memory: usize,
    records: Vec<T>,
    files: Vec<RecordFile<T>>,
}

impl<T: Sortable> Sorter<T> {
    /// At most so many bytes are sorted in memory at once; more than that goes to files.
    pub fn new(most_in_memory: usize) -> Sorter<T> {
        Sorter {
            most_in_memory,
            in_memory: 0,
            records: Vec::new(),
            files: Vec::new(),
        }
    }

    pub fn push(&mut self, record: T) -> io::Result<()> {
        self.in_memory += size_of::<T>() + record.heap_size();
        self.records.push(record);
        if self.in_memory > self.most_in_memory {
            self.write_file()?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<SortedRecords<T>> {
        if self.files.is_empty() {
            sort(&mut self.records);
            return Ok(SortedRecords::Memory(self.records));
        }
        if !self.records.is_empty() {
            self.write_file()?;
        }
        Ok(SortedRecords::Files(self.files))
    }

    /// Moves the records in memory to a file.
    fn write_file(&mut self) -> io::Result<()> {
        sort(&mut self.records);
        let mut writer = RecordWriter::new()?;
        for record in self.records.drain(..) {
            writer.push(&record)?;
        }
        self.files.push(writer.finish()?);
        self.in_memory = 0;
        Ok(())
    }
}

/// Stable, so that of equal keys the first that was given stays the first.
fn sort<T: Sortable>(records: &mut [T]) {
    records.sort_by(|a, b| a.key().cmp(&b.key()));
}

/// All records, ready to be read in ascending order. Of equal keys the first that was given comes
/// first.
pub enum SortedRecords<T> {
    Memory(Vec<T>),
    /// Each of them in order.
    Files(Vec<RecordFile<T>>),
}

impl<T: Sortable> SortedRecords<T> {
    /// Shows every record, in order, without taking it.
    pub fn visit(&self, mut visitor: impl FnMut(&T)) -> io::Result<()> {
        match self {
            SortedRecords::Memory(records) => records.iter().for_each(visitor),
            SortedRecords::Files(files) => {
                for record in MergedFiles::new(files)? {
                    visitor(&record?);
                }
            }
        }
        Ok(())
    }

    pub fn read(self) -> io::Result<Ascending<T>> {
        Ok(match self {
            SortedRecords::Memory(records) => Ascending::Memory(records.into_iter()),
            SortedRecords::Files(files) => Ascending::Files(MergedFiles::new(&files)?),
        })
    }
}

/// Records in ascending order.
pub enum Ascending<T> {
    Memory(std::vec::IntoIter<T>),
    Files(MergedFiles<T>),
}

impl<T: Sortable> Iterator for Ascending<T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<io::Result<T>> {
        match self {
            Ascending::Memory(records) => records.next().map(Ok),
            Ascending::Files(merged) => merged.next(),
        }
    }
}

/// Sorted files, read as one.
pub struct MergedFiles<T> {
    readers: Vec<RecordReader<T>>,
    heads: BinaryHeap<FileHead<T>>,
}

impl<T: Sortable> MergedFiles<T> {
    fn new(files: &[RecordFile<T>]) -> io::Result<MergedFiles<T>> {
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
            // The next one of the file in its place: the heap is put in order once.
            Some(Ok(next)) => Ok(std::mem::replace(&mut head.record, next)),
            Some(Err(error)) => Err(error),
            None => Ok(PeekMut::pop(head).record),
        })
    }
}

/// The next record of a file. A heap gives the greatest first, so the order is turned round.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Numbered {
        id: String,
        number: usize,
    }

    impl Sortable for Numbered {
        type Key<'a> = &'a str;

        fn key(&self) -> &str {
            &self.id
        }

        fn heap_size(&self) -> usize {
            self.id.len()
        }
    }

    #[test]
    fn records_come_in_order_and_equal_ones_as_they_were_given() {
        let mut random = fastrand::Rng::with_seed(7);
        let records: Vec<Numbered> = (0..500)
            .map(|number| Numbered {
                id: format!("u{:03}", random.u32(..200)),
                number,
            })
            .collect();
        let mut expected = records.clone();
        expected.sort_by(|a, b| (&a.id, a.number).cmp(&(&b.id, b.number)));
        for most_in_memory in [1, 1000, 10_000, 1 << 20] {
            let mut sorter = Sorter::new(most_in_memory);
            for record in &records {
                sorter.push(record.clone()).unwrap();
            }
            let sorted = sorter.finish().unwrap();
            let mut seen = Vec::new();
            sorted.visit(|record| seen.push(record.clone())).unwrap();
            assert_eq!(seen, expected, "{most_in_memory}");
            let read: Vec<Numbered> = sorted.read().unwrap().map(Result::unwrap).collect();
            assert_eq!(read, expected, "{most_in_memory}");
        }
    }
}
