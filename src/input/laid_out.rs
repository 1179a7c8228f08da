//! The records of an input that has been inspected, read where they are known to be.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use memchr::memrchr;

use super::block_sums::block_sum;
use super::error::InputError;
use super::layout::{InputLayout, Notes, Stretch};
use super::open::Input;
use super::open_source::SourceReader;
use crate::record::Location;
use crate::store::RecordReader;

/// The records of an input that has been inspected, in its order.
pub struct LaidOutRecords {
    names: Arc<[String]>,
    block: usize,
    stretches: VecDeque<(Stretch, SourceReader)>,
    open: Option<StretchReader>,
}

/// A record as it is written, and where it is.
pub struct LaidOutRecord<'a> {
    pub json: &'a [u8],
    pub location: Location,
}

impl LaidOutRecords {
    pub fn new(input: &Input, layout: InputLayout) -> LaidOutRecords {
        let stretches = layout.stretches.into_iter().map(|stretch| {
            let source = &input.sources[stretch.source as usize];
            let reader = source.reader().starting_at(stretch.bytes.start);
            (stretch, reader)
        });
        LaidOutRecords {
            names: input.names(),
            block: input.block(),
            stretches: stretches.collect(),
            open: None,
        }
    }

    /// The next record.
    pub fn next(&mut self) -> Result<Option<LaidOutRecord<'_>>, InputError> {
        loop {
            if let Some(open) = &mut self.open
                && open.advance(&self.names)?
            {
                break;
            }
            let before = self.open.take();
            let Some((stretch, reader)) = self.stretches.pop_front() else {
                return Ok(None);
            };
            let mut next = StretchReader::begin(&stretch, reader, self.block);
            if let Some(mut before) = before.filter(|before| before.source == next.source) {
                before.skip_to_end(&self.names)?;
                (next.line, next.column) = (before.line, before.column);
            }
            self.open = Some(next);
        }
        Ok(self.open.as_ref().map(StretchReader::record))
    }
}

/// A stretch that is being read.
struct StretchReader {
    source: u32,
    bytes: Range<u64>,
    notes: RecordReader<Notes>,
    spans: Vec<u8>,
    /// The spans before this one have been used.
    used: usize,
    reader: SourceReader,
    block: usize,
    sums: std::vec::IntoIter<u32>,
    /// What has been read and compared with its sum.
    text: Vec<u8>,
    /// How much of it has been dealt with, and where in the source that ends.
    start: usize,
    at: u64,
    line: u64,
    column: u64,
    record: Range<usize>,
    location: Location,
}

impl StretchReader {
    fn begin(stretch: &Stretch, reader: SourceReader, block: usize) -> StretchReader {
        StretchReader {
            source: stretch.source,
            bytes: stretch.bytes.clone(),
            notes: stretch.notes.read(),
            spans: Vec::new(),
            used: 0,
            reader,
            block,
            sums: stretch.sums.clone().into_iter(),
            text: Vec::new(),
            start: 0,
            at: stretch.bytes.start,
            line: 1,
            column: 1,
            record: 0..0,
            location: Location::default(),
        }
    }

    fn record(&self) -> LaidOutRecord<'_> {
        LaidOutRecord {
            json: &self.text[self.record.clone()],
            location: self.location,
        }
    }

    /// Goes on to the next record; false where there is none.
    fn advance(&mut self, names: &[String]) -> Result<bool, InputError> {
        while self.used == self.spans.len() {
            let Some(notes) = self.notes.next() else {
                return Ok(false);
            };
            let Notes(spans) = notes.map_err(|error| {
                InputError::whole(format!("cannot read on in a temporary file: {error}"))
            })?;
            (self.spans, self.used) = (spans, 0);
        }
        let before = take_number(&self.spans, &mut self.used).unwrap_or_default();
        let len = take_number(&self.spans, &mut self.used).unwrap_or_default();
        let (before, len) = (before as usize, len as usize);
        self.fill(before + len, names)?;
        self.skip(before);
        self.location = Location::in_text(self.source, self.line, self.column);
        self.record = self.start..self.start + len;
        self.skip(len);
        Ok(true)
    }

    fn skip_to_end(&mut self, names: &[String]) -> Result<(), InputError> {
        let rest = (self.bytes.end - self.at) as usize;
        self.fill(rest, names)?;
        self.skip(rest);
        Ok(())
    }

    /// Reads until there are this many bytes that have not been dealt with.
    fn fill(&mut self, wanted: usize, names: &[String]) -> Result<(), InputError> {
        if self.text.len() - self.start >= wanted {
            return Ok(());
        }
        self.text.drain(..self.start);
        self.start = 0;
        while self.text.len() < wanted {
            self.read_block().map_err(|why| {
                InputError::whole(format!("{}: {why}", names[self.source as usize]))
            })?;
        }
        Ok(())
    }

    fn read_block(&mut self) -> Result<(), String> {
        let begin = self.text.len();
        self.text.resize(begin + self.block, 0);
        let mut end = begin;
        while end < self.text.len() {
            match self.reader.read(&mut self.text[end..]) {
                Ok(0) => break,
                Ok(read) => end += read,
                Err(error) => return Err(format!("cannot be read: {error}")),
            }
        }
        self.text.truncate(end);
        let sum = block_sum(&self.text[begin..]);
        match begin < end && self.sums.next() == Some(sum) {
            true => Ok(()),
            false => Err("has changed since it was checked; what is read now is not sent".into()),
        }
    }

    /// Goes past bytes that have been read.
    fn skip(&mut self, len: usize) {
        let passed = &self.text[self.start..self.start + len];
        let is_first = self.at == 0;
        match memrchr(b'\n', passed) {
            None => self.column += len as u64,
            Some(last) => {
                let lines = passed[..=last]
                    .iter()
                    .filter(|byte| **byte == b'\n')
                    .count();
                self.line += lines as u64;
                self.column = (len - last) as u64;
            }
        }
        // A byte order mark takes no column.
        if is_first && passed.starts_with(b"\xef\xbb\xbf") && self.line == 1 {
            self.column -= 3;
        }
        self.start += len;
        self.at += len as u64;
    }
}

/// A number as [`InputLayout`] has it.
fn take_number(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
}

#[cfg(test)]
#[path = "laid_out_tests.rs"]
mod tests;
