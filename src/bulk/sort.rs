//! Input in ascending order of ids: as it comes while it is sorted, else sorted, in memory up to
//! a bound and by merging sorted files past it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use crate::input::{Item, Items, Place};

use super::FeedError;

/// Bytes of records that are sorted in memory.
const IN_MEMORY: usize = 64 << 20;

/// Something that is sorted: by its id, or by whatever text stands there for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    pub id: String,
    pub json: Vec<u8>,
    pub place: Place,
}

impl Record {
    fn of(item: &Item<'_>) -> Record {
        Record {
            id: item.id.to_string(),
            json: item.json.to_vec(),
            place: item.place,
        }
    }

    fn size(&self) -> usize {
        self.id.len() + self.json.len() + size_of::<Record>()
    }

    fn item(&self) -> Item<'_> {
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
            return Ok(Ascending::Memory(self.records, 0));
        }
        if !self.records.is_empty() {
            self.files.push(write_sorted(&mut self.records)?);
        }
        Ok(Ascending::Files(Merge::new(self.files)?))
    }
}

/// Records in ascending order; of equal ids the first that was given comes first.
pub enum Ascending {
    Memory(Vec<Record>, usize),
    Files(Merge),
}

impl Ascending {
    // It fails, which `Iterator` has no place for.
    #[expect(clippy::should_implement_trait)]
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        match self {
            Ascending::Memory(records, at) => {
                *at += 1;
                Ok(records.get(*at - 1).cloned())
            }
            Ascending::Files(merge) => merge.next(),
        }
    }

    /// The same from the beginning.
    pub fn again(self) -> io::Result<Ascending> {
        match self {
            Ascending::Memory(records, _) => Ok(Ascending::Memory(records, 0)),
            Ascending::Files(merge) => {
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

/// Input in order. Sorted input passes through, record by record; from the first one that is out
/// of order, the rest is sorted. So the whole is at most two ascending runs.
pub struct Sorted {
    items: Items,
    last: String,
    rest: Option<Ascending>,
    current: Record,
    in_memory: usize,
}

impl Sorted {
    pub fn new(items: Items) -> Sorted {
        Sorted {
            items,
            last: String::new(),
            rest: None,
            current: Record::default(),
            in_memory: IN_MEMORY,
        }
    }

    pub fn saw_anything(&self) -> bool {
        self.items.saw_anything()
    }

    pub fn bytes_read(&self) -> u64 {
        self.items.bytes_read()
    }

    /// The next item.
    pub fn next(&mut self) -> Result<Option<Item<'_>>, FeedError> {
        if self.rest.is_none() {
            match self.items.next()? {
                None => return Ok(None),
                Some(item) if item.id.as_ref() > self.last.as_str() => {
                    self.last.clear();
                    self.last.push_str(&item.id);
                    self.current.id.clear();
                    self.current.id.push_str(&item.id);
                    self.current.json.clear();
                    self.current.json.extend_from_slice(item.json);
                    self.current.place = item.place;
                    return Ok(Some(self.current.item()));
                }
                Some(item) => {
                    let first = Record::of(&item);
                    self.rest = Some(self.sort(first)?);
                }
            }
        }
        let next = match &mut self.rest {
            Some(rest) => rest.next()?,
            None => None,
        };
        Ok(next.map(|record| {
            self.current = record;
            self.current.item()
        }))
    }

    fn sort(&mut self, first: Record) -> Result<Ascending, FeedError> {
        let mut sorter = Sorter::new(self.in_memory);
        sorter.push(first)?;
        while let Some(item) = self.items.next()? {
            sorter.push(Record::of(&item))?;
        }
        Ok(sorter.finish()?)
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
        for number in [
            record.id.len() as u64,
            record.json.len() as u64,
            u64::from(record.place.source),
            record.place.line,
            record.place.column,
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
        place: Place {
            source: source as u32,
            line,
            column,
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Format, Given, Input, Kind};

    fn sorted(ids: &[usize], in_memory: usize) -> Vec<(String, u64)> {
        let text: String = ids
            .iter()
            .map(|n| format!("{{\"id\":\"u{n:04}\",\"n\":1.10}}\n"))
            .collect();
        let given = Given::Memory {
            name: "test".to_owned(),
            bytes: text.into_bytes(),
        };
        let mut input = Input::open(vec![given], Format::Auto, Kind::Users).unwrap();
        let mut sorted = Sorted::new(input.items().unwrap());
        sorted.in_memory = in_memory;
        let mut found = Vec::new();
        while let Some(item) = sorted.next().unwrap() {
            let expected = format!("{{\"id\":\"{}\",\"n\":1.10}}", item.id);
            assert_eq!(item.json, expected.as_bytes());
            found.push((item.id.to_string(), item.place.line));
        }
        found
    }

    #[test]
    fn a_break_in_the_order_sorts_the_rest() {
        // 0 1 9 pass, 7 3 5 2 is sorted.
        for in_memory in [1, 200, 1 << 20] {
            let ids: Vec<String> = sorted(&[0, 1, 9, 7, 3, 5, 2], in_memory)
                .into_iter()
                .map(|(id, _)| id)
                .collect();
            let expected = [
                "u0000", "u0001", "u0009", "u0002", "u0003", "u0005", "u0007",
            ];
            assert_eq!(ids, expected, "{in_memory}");
        }
    }

    #[test]
    fn every_record_survives_any_number_of_files() {
        let mut ids: Vec<usize> = (0..500).collect();
        fastrand::Rng::with_seed(7).shuffle(&mut ids);
        for in_memory in [1, 1000, 10_000, 1 << 20] {
            let mut found: Vec<String> = sorted(&ids, in_memory).into_iter().map(|r| r.0).collect();
            found.sort();
            let expected: Vec<String> = (0..500).map(|n| format!("u{n:04}")).collect();
            assert_eq!(found, expected);
        }
    }
}
