//! Any number of records in order: sorted in memory up to a bound, and past it by merging sorted
//! files.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;
use std::sync::Arc;

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

/// If records come in order, no more than this stays in memory.
const MOST_IN_ORDER: usize = 1 << 20;

/// Files of one size, before they are merged into one: so the files that are open at once stay few,
/// whatever their number would be, and so does the memory that reading them takes.
const MOST_FILES: usize = 32;

/// Takes records in any order. Those that come in order are written as they come, and so take
/// little memory.
pub struct Sorter<T> {
    most_in_memory: usize,
    /// Bytes of the records that wait to be sorted.
    in_memory: usize,
    /// Records from the first one on that was out of order.
    unsorted: Vec<T>,
    /// What is being written in order, and the last record in it.
    open: Option<(RecordWriter<T>, T)>,
    files: Vec<MergedFile<T>>,
    /// Whether every record came after the one before it, so that none is given twice.
    is_ascending: bool,
}

/// Sorted records of a file.
struct MergedFile<T> {
    file: RecordFile<T>,
    /// How many times they have been merged.
    merges: u32,
}

impl<T: Sortable> Sorter<T> {
    /// At most this many bytes are sorted in memory at once; more than that goes to files.
    pub fn new(most_in_memory: usize) -> Sorter<T> {
        Sorter {
            most_in_memory,
            in_memory: 0,
            unsorted: Vec::new(),
            open: None,
            files: Vec::new(),
            is_ascending: true,
        }
    }

    pub fn push(&mut self, record: T) -> io::Result<()> {
        match self.last().map(|last| last.key().cmp(&record.key())) {
            None | Some(Ordering::Less) => {}
            Some(Ordering::Equal) => self.is_ascending = false,
            Some(Ordering::Greater) => {
                self.is_ascending = false;
                if self.unsorted.is_empty() {
                    return self.hold(record);
                }
            }
        }
        if !self.unsorted.is_empty() {
            return self.hold(record);
        }
        match &mut self.open {
            Some((writer, last)) => {
                writer.push(&record)?;
                *last = record;
            }
            None => {
                let mut writer = self.new_writer();
                writer.push(&record)?;
                self.open = Some((writer, record));
            }
        }
        Ok(())
    }

    /// The record that was given last, or the greatest one if all have been written.
    pub fn last(&self) -> Option<&T> {
        let last = self.unsorted.last();
        last.or(self.open.as_ref().map(|(_, last)| last))
    }

    pub fn finish(mut self) -> io::Result<SortedRecords<T>> {
        let is_ascending = self.is_ascending;
        if self.files.is_empty() && !self.unsorted.is_empty() {
            self.take_back()?;
            if self.open.is_none() {
                sort(&mut self.unsorted);
                return Ok(SortedRecords {
                    is_ascending,
                    records: SortedIn::Memory(Arc::new(self.unsorted)),
                });
            }
        }
        self.write_out()?;
        if let Some((writer, _)) = self.open.take() {
            self.add_file(writer.finish()?)?;
        }
        let files = self.files.into_iter().map(|merged| merged.file);
        Ok(SortedRecords {
            is_ascending,
            records: SortedIn::Files(files.collect()),
        })
    }

    /// Takes a file that comes after all others, and merges the last ones if there are many. They
    /// stay in the order in which their records were given.
    fn add_file(&mut self, file: RecordFile<T>) -> io::Result<()> {
        self.files.push(MergedFile { file, merges: 0 });
        while let Some(first) = self.files.len().checked_sub(MOST_FILES)
            && let Some(merges) = self.files.last().map(|last| last.merges)
            && self.files[first].merges == merges
        {
            let files = self.files.drain(first..).map(|merged| merged.file);
            let files: Vec<RecordFile<T>> = files.collect();
            let mut writer = self.new_writer();
            for record in MergedFiles::new(&files)? {
                writer.push(&record?)?;
            }
            self.files.push(MergedFile {
                file: writer.finish()?,
                merges: merges + 1,
            });
        }
        Ok(())
    }

    fn new_writer(&self) -> RecordWriter<T> {
        RecordWriter::with_memory(self.most_in_memory.min(MOST_IN_ORDER))
    }

    /// Keeps a record until it is sorted with others.
    fn hold(&mut self, record: T) -> io::Result<()> {
        self.in_memory += size_of::<T>() + record.heap_size();
        self.unsorted.push(record);
        if self.in_memory > self.most_in_memory {
            self.take_back()?;
            self.write_out()?;
        }
        Ok(())
    }

    /// Puts what came in order and is still in memory before what is to be sorted, so that a few
    /// records do not make a file of their own.
    fn take_back(&mut self) -> io::Result<()> {
        if let Some((writer, _)) = self.open.take_if(|(writer, _)| writer.is_in_memory()) {
            let first: io::Result<Vec<T>> = writer.finish()?.read().collect();
            self.unsorted.splice(..0, first?);
        }
        Ok(())
    }

    /// Writes what is to be sorted: to the last file if all of it comes after what that holds.
    fn write_out(&mut self) -> io::Result<()> {
        sort(&mut self.unsorted);
        let Some(first) = self.unsorted.first() else {
            return Ok(());
        };
        let mut writer = match self.open.take() {
            Some((writer, last)) if last.key() <= first.key() => writer,
            open => {
                if let Some((writer, _)) = open {
                    self.add_file(writer.finish()?)?;
                }
                self.new_writer()
            }
        };
        for record in &self.unsorted {
            writer.push(record)?;
        }
        self.open = self.unsorted.pop().map(|last| (writer, last));
        self.unsorted.clear();
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
pub struct SortedRecords<T> {
    is_ascending: bool,
    records: SortedIn<T>,
}

enum SortedIn<T> {
    Memory(Arc<Vec<T>>),
    /// Each of them in order.
    Files(Vec<RecordFile<T>>),
}

impl<T: Sortable> SortedRecords<T> {
    /// Shows every record, in order, without taking it.
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

    /// Shows every record that has the key of one before it, after the first that has it.
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

    /// Reads from the beginning, as often as wanted.
    pub fn read(&self) -> io::Result<Ascending<T>> {
        Ok(match &self.records {
            SortedIn::Memory(records) => Ascending::Memory(Arc::clone(records), 0),
            SortedIn::Files(files) => Ascending::Files(MergedFiles::new(files)?),
        })
    }
}

/// Records in ascending order.
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

    #[test]
    fn many_files_become_few() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut sorter = Sorter::new(1);
        let mut expected = Vec::new();
        for number in 0..5000 {
            let id = format!("u{:04}", random.u32(..2000));
            expected.push((id.clone(), number));
            sorter.push(Numbered { id, number }).unwrap();
        }
        expected.sort();
        let sorted = sorter.finish().unwrap();
        let SortedIn::Files(files) = &sorted.records else {
            panic!("all of it in memory");
        };
        assert!(files.len() <= 3 * MOST_FILES, "{}", files.len());
        let read = sorted.read().unwrap().map(Result::unwrap);
        let read: Vec<_> = read.map(|record| (record.id, record.number)).collect();
        assert!(read == expected);
    }

    fn numbered(id: String) -> Numbered {
        Numbered { id, number: 0 }
    }

    #[test]
    fn runs_that_follow_each_other_share_a_file() {
        let mut sorter = Sorter::new(1000);
        for n in 0..1000 {
            sorter.push(numbered(format!("u{n:03}"))).unwrap();
        }
        // One that is far behind begins another file.
        for id in ["a", "b", "u500"] {
            sorter.push(numbered(id.to_owned())).unwrap();
        }
        let SortedIn::Files(files) = sorter.finish().unwrap().records else {
            panic!("all of it in memory");
        };
        let counts: Vec<usize> = files.iter().map(|file| file.read().count()).collect();
        // What was in memory when the first of them came is sorted with them.
        assert_eq!(counts.len(), 2, "{counts:?}");
        assert_eq!(counts.iter().sum::<usize>(), 1003);
    }

    #[test]
    fn what_is_there_twice_is_shown_with_the_first_of_its_kind() {
        let ids = ["b", "a", "c", "b", "b", "a"];
        for most_in_memory in [1, 200, 1 << 20] {
            let mut sorter = Sorter::new(most_in_memory);
            for (number, id) in ids.into_iter().enumerate() {
                let id = id.to_owned();
                sorter.push(Numbered { id, number }).unwrap();
            }
            let mut seen = Vec::new();
            let sorted = sorter.finish().unwrap();
            let visitor =
                |first: &Numbered, twin: &Numbered| seen.push((first.number, twin.number));
            sorted.visit_twins(visitor).unwrap();
            assert_eq!(seen, [(1, 5), (0, 3), (0, 4)], "{most_in_memory}");
        }
    }
}
