//! Sorts any number of records: in memory up to a bound, and beyond that in sorted files, which are
//! merged when they are read ([`SortedRecords`]).

use std::cmp::Ordering;
use std::io;
use std::sync::Arc;

use super::record_file::{RecordFile, RecordWriter};
use super::sorted_records::{MergedFiles, Sortable, SortedIn, SortedRecords};

/// How many bytes of records that come in order are kept in memory.
const MOST_IN_ORDER: usize = 1 << 20;

/// How many files are merged into one, if all of them have been merged equally often. This limits how many
/// files are open at once, and the memory for reading them.
const MOST_FILES: usize = 32;

/// Takes records in any order. Records that arrive in order are written at once, so they need little
/// memory.
pub struct Sorter<T> {
    most_in_memory: usize,
    /// Bytes of the records in `unsorted`.
    in_memory: usize,
    /// The first record that was out of order, and all after it.
    unsorted: Vec<T>,
    /// The file that is being written in order, and its last record.
    open: Option<(RecordWriter<T>, T)>,
    files: Vec<MergedFile<T>>,
    /// Whether the records were added in ascending order, so that no two have the same key.
    is_ascending: bool,
}

/// A file of sorted records.
struct MergedFile<T> {
    file: RecordFile<T>,
    /// How many times they have been merged.
    merges: u32,
}

impl<T: Sortable> Sorter<T> {
    /// Sorts at most `most_in_memory` bytes in memory at once; the rest goes to files.
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
        let order = match self.last() {
            None => Ordering::Less,
            Some(last) => last.key().cmp(&record.key()),
        };
        self.is_ascending &= order.is_lt();
        if order.is_gt() || !self.unsorted.is_empty() {
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

    /// The record that was added last, or the greatest one if all have been written.
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

    /// Adds a file whose records were added after those of all other files, and merges the last files
    /// if there are many. The files stay in the order in which their records were added.
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

    /// Keeps a record in memory, to be sorted with others.
    fn hold(&mut self, record: T) -> io::Result<()> {
        self.in_memory += size_of::<T>() + record.heap_size();
        self.unsorted.push(record);
        if self.in_memory > self.most_in_memory {
            self.take_back()?;
            self.write_out()?;
        }
        Ok(())
    }

    /// Puts the records that came in order back in front of the unsorted ones if they have not reached
    /// the disk yet, so that a few records do not get a file of their own.
    fn take_back(&mut self) -> io::Result<()> {
        if let Some((writer, _)) = self.open.take_if(|(writer, _)| writer.is_in_memory()) {
            let first: io::Result<Vec<T>> = writer.finish()?.read().collect();
            self.unsorted.splice(..0, first?);
        }
        Ok(())
    }

    /// Sorts and writes the unsorted records: to the open file if they all come after its last record,
    /// and otherwise to a new one.
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

/// Sorts stably: records with equal keys stay in the order in which they were added.
fn sort<T: Sortable>(records: &mut [T]) {
    records.sort_by(|a, b| a.key().cmp(&b.key()));
}

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
        // A record that belongs far ahead begins another file.
        for id in ["a", "b", "u500"] {
            sorter.push(numbered(id.to_owned())).unwrap();
        }
        let SortedIn::Files(files) = sorter.finish().unwrap().records else {
            panic!("all of it in memory");
        };
        let counts: Vec<usize> = files.iter().map(|file| file.read().count()).collect();
        // What was still in memory when "a" came is sorted with it.
        assert_eq!(counts.len(), 2, "{counts:?}");
        assert_eq!(counts.iter().sum::<usize>(), 1003);
    }

    #[test]
    fn records_with_equal_keys_are_shown_with_the_first_of_them() {
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
