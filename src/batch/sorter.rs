//! Any number of records in order: sorted in memory up to a bound, and by merging sorted files
//! past it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use crate::input::Item;
use crate::record::Location;

/// Something that is sorted: by its id, or by whatever text stands there for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    pub id: String,
    pub json: Vec<u8>,
    pub place: Location,
}

impl Record {
    pub(super) fn of(item: &Item<'_>) -> Record {
        Record {
            id: item.id.to_string(),
            json: item.json.to_vec(),
            place: item.place,
        }
    }

    fn size(&self) -> usize {
        self.id.len() + self.json.len() + size_of::<Record>()
    }

    pub(super) fn item(&self) -> Item<'_> {
        Item {
            json: &self.json,
            id: Cow::Borrowed(&self.id),
            place: self.place,
        }
    }
}

/// Takes records in any order.
pub struct Sorter {
    in_memory: usize,
    size: usize,
    records: Vec<Record>,
    files: Vec<File>,
}

impl Sorter {
    /// `in_memory` bytes at most are sorted at once; what is more goes to files.
    pub fn new(in_memory: usize) -> Sorter {
        Sorter {
            in_memory,
            size: 0,
            records: Vec::new(),
            files: Vec::new(),
        }
    }

    pub fn push(&mut self, record: Record) -> io::Result<()> {
        self.size += record.size();
        self.records.push(record);
        if self.size > self.in_memory {
            self.files.push(write_sorted(&mut self.records)?);
            self.size = 0;
        }
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<Ascending> {
        if self.files.is_empty() {
            sort(&mut self.records);
            return Ok(Ascending::Memory(self.records.into_iter()));
        }
        if !self.records.is_empty() {
            self.files.push(write_sorted(&mut self.records)?);
        }
        Ok(Ascending::Files(Merge::new(self.files)?))
    }
}

/// Records in ascending order; of equal ids the first that was given comes first.
pub enum Ascending {
    Memory(std::vec::IntoIter<Record>),
    Files(Merge),
}

impl Ascending {
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        match self {
            Ascending::Memory(records) => Ok(records.next()),
            Ascending::Files(merge) => merge.next(),
        }
    }

    /// Looks at all records, and leaves them to be taken.
    pub fn look(self, mut at: impl FnMut(&Record)) -> io::Result<Ascending> {
        match self {
            Ascending::Memory(records) => {
                records.as_slice().iter().for_each(at);
                Ok(Ascending::Memory(records))
            }
            Ascending::Files(mut merge) => {
                while let Some(record) = merge.next()? {
                    at(&record);
                }
                let mut files: Vec<File> =
                    merge.files.into_iter().map(BufReader::into_inner).collect();
                for file in &mut files {
                    file.rewind()?;
                }
                Ok(Ascending::Files(Merge::new(files)?))
            }
        }
    }
}

/// Stable, so that of an id given twice the first is the first.
fn sort(records: &mut [Record]) {
    records.sort_by(|a, b| a.id.cmp(&b.id));
}

/// Writes records into a file that has no name and only this process can read, and forgets them.
fn write_sorted(records: &mut Vec<Record>) -> io::Result<File> {
    sort(records);
    let mut writer = BufWriter::with_capacity(256 << 10, tempfile::tempfile()?);
    for record in records.drain(..) {
        let [source, line, column] = record.place.to_numbers();
        for number in [
            record.id.len() as u64,
            record.json.len() as u64,
            source,
            line,
            column,
        ] {
            writer.write_all(&number.to_le_bytes())?;
        }
        writer.write_all(record.id.as_bytes())?;
        writer.write_all(&record.json)?;
    }
    let mut file = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

/// Sorted files, read as one.
pub struct Merge {
    files: Vec<BufReader<File>>,
    heads: BinaryHeap<Head>,
}

/// The next record of a file. The heap gives the greatest first, so the order is turned round.
#[derive(PartialEq, Eq)]
struct Head {
    record: Record,
    file: usize,
}

impl Ord for Head {
    fn cmp(&self, other: &Head) -> Ordering {
        other
            .record
            .id
            .cmp(&self.record.id)
            .then(other.file.cmp(&self.file))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Head) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Merge {
    fn new(files: Vec<File>) -> io::Result<Merge> {
        let mut merge = Merge {
            heads: BinaryHeap::with_capacity(files.len()),
            files: files
                .into_iter()
                .map(|file| BufReader::with_capacity(64 << 10, file))
                .collect(),
        };
        for file in 0..merge.files.len() {
            merge.advance(file)?;
        }
        Ok(merge)
    }

    fn advance(&mut self, file: usize) -> io::Result<()> {
        if let Some(record) = read(&mut self.files[file])? {
            self.heads.push(Head { record, file });
        }
        Ok(())
    }

    fn next(&mut self) -> io::Result<Option<Record>> {
        let Some(Head { record, file }) = self.heads.pop() else {
            return Ok(None);
        };
        self.advance(file)?;
        Ok(Some(record))
    }
}

fn read(reader: &mut BufReader<File>) -> io::Result<Option<Record>> {
    use std::io::BufRead;
    if reader.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let mut numbers = [0; 5];
    for number in &mut numbers {
        let mut bytes = [0; 8];
        reader.read_exact(&mut bytes)?;
        *number = u64::from_le_bytes(bytes);
    }
    let [id, json, source, line, column] = numbers;
    let mut take = |length: u64| -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length as usize];
        reader.read_exact(&mut bytes)?;
        Ok(bytes)
    };
    let id = String::from_utf8(take(id)?).map_err(io::Error::other)?;
    Ok(Some(Record {
        id,
        json: take(json)?,
        place: Location::from_numbers([source, line, column]),
    }))
}
