//! Where the records of an input are, noted while it is inspected, so that they need not be parsed
//! again to be sent.
//!
//! This works only for input whose records are sent as they are written. A file may change in
//! between, so sums of its bytes are noted too.

use std::io;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::store::{RecordFile, RecordWriter};

/// The layout of more sources than this is not noted: each takes memory of its own.
pub(super) const MOST_SOURCES: usize = 32;
/// Bytes of notes on a source that are kept in memory; the rest goes to a temporary file.
const IN_MEMORY: usize = 64 << 10;
/// Bytes of notes that are written at a time.
const AT_ONCE: usize = 16 << 10;

/// Two numbers a record: the bytes before it, from the end of the one before, and its own.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Notes(#[serde(with = "serde_bytes")] pub Vec<u8>);

/// Where the records of an input are.
#[derive(Default)]
pub struct InputLayout {
    pub(super) stretches: Vec<Stretch>,
}

/// A source, or a part of one, and the records in it.
pub(super) struct Stretch {
    pub source: u32,
    pub bytes: Range<u64>,
    /// Of the blocks from its beginning on. The last may reach past its end.
    pub sums: Vec<u32>,
    pub notes: RecordFile<Notes>,
}

impl InputLayout {
    /// This one as far as `end`, and then the other one; none unless everything up to there has
    /// been summed.
    pub(super) fn joined(
        mut self,
        end: u64,
        block: usize,
        mut behind: InputLayout,
    ) -> Option<InputLayout> {
        let last = self.stretches.last_mut()?;
        last.bytes.end = end;
        let summed = last.bytes.start + (last.sums.len() * block) as u64;
        self.stretches.append(&mut behind.stretches);
        (summed >= end).then_some(self)
    }
}

/// Notes where the records are.
pub(super) struct LayoutWriter {
    /// Where the first source begins to be read.
    start: u64,
    open: Option<OpenStretch>,
    layout: InputLayout,
}

struct OpenStretch {
    source: u32,
    bytes: Range<u64>,
    notes: Notes,
    writer: RecordWriter<Notes>,
}

impl LayoutWriter {
    pub fn new(start: u64) -> LayoutWriter {
        LayoutWriter {
            start,
            open: None,
            layout: InputLayout::default(),
        }
    }

    /// Notes the item that was found last. An item that is not sent as it is written ends the
    /// notes, and so does a temporary file that cannot be written. Then the items are read again.
    pub fn note(noting: &mut Option<LayoutWriter>, found: Option<(u32, Range<u64>)>) {
        if let Some(writer) = noting
            && found.is_none_or(|(source, record)| writer.add(source, &record).is_err())
        {
            *noting = None;
        }
    }

    fn add(&mut self, source: u32, record: &Range<u64>) -> io::Result<()> {
        if self.open.as_ref().is_some_and(|open| open.source != source) {
            self.end_stretch()?;
        }
        let start = std::mem::take(&mut self.start);
        let open = self.open.get_or_insert_with(|| OpenStretch {
            source,
            bytes: start..start,
            notes: Notes::default(),
            writer: RecordWriter::with_memory(IN_MEMORY),
        });
        let Notes(notes) = &mut open.notes;
        push_number(record.start - open.bytes.end, notes);
        push_number(record.end - record.start, notes);
        open.bytes.end = record.end;
        if notes.len() >= AT_ONCE {
            open.writer.push(&open.notes)?;
            open.notes.0.clear();
        }
        Ok(())
    }

    fn end_stretch(&mut self) -> io::Result<()> {
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        open.writer.push(&open.notes)?;
        self.layout.stretches.push(Stretch {
            source: open.source,
            bytes: open.bytes,
            sums: Vec::new(),
            notes: open.writer.finish()?,
        });
        Ok(())
    }

    /// Ends the noting. `sums` are those of the sources.
    pub fn finish(mut self, sums: Vec<(u32, Vec<u32>)>) -> io::Result<InputLayout> {
        self.end_stretch()?;
        let mut sums = sums.into_iter();
        for stretch in &mut self.layout.stretches {
            let found = sums.find(|(source, _)| *source == stretch.source);
            stretch.sums = found.map_or_else(Vec::new, |(_, sums)| sums);
        }
        Ok(self.layout)
    }
}

/// Seven bits a byte, the lowest first; all bytes but the last have the highest bit set.
fn push_number(mut number: u64, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}
