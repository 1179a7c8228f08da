//! A window of checked text that moves over a source and knows its line and column.
//!
//! Here, and only here, the text is checked to be UTF-8 without NUL, while it is read, so readers
//! can simply slice it. Bad bytes are reported when a reader gets to them, so that the records
//! before them come out first.

use std::io;
use std::sync::Arc;

use memchr::{memchr, memrchr};

use super::block_sums::BlockSums;
use super::error::InputError;
use super::near::map_of_beginning;
use super::spool::{SourceReader, io_hint, io_message};
use crate::record::{Location, Mistake, Point};

/// The longest incomplete character, in bytes.
const CARRIED: usize = 3;

/// How positions in a source are reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    Lines,
    /// Arguments: by their number.
    Numbers,
    /// Flags: not at all.
    Name,
    /// As the caller gives them: the text was made of another.
    Told,
}

/// Sizes of a window.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    /// Bytes asked of the source at a time.
    pub chunk: usize,
    /// The longest record.
    pub most: usize,
}

pub(crate) struct Window {
    reader: SourceReader,
    names: Arc<[String]>,
    source: u32,
    style: Style,
    most: usize,
    /// Bytes as they were read; the first `carry` are a character that is not whole yet.
    raw: Box<[u8]>,
    carry: usize,
    text: String,
    /// Up to here the text is consumed.
    start: usize,
    fresh: bool,
    ended: bool,
    trouble: Option<Trouble>,
    /// Sums of what has been read, if they are wanted.
    sums: Option<BlockSums>,
    line: u64,
    column: u64,
    items: u64,
    consumed: u64,
    /// With `Style::Told`.
    told: Location,
    /// What a value that is too long is called, and what helps; none for a record.
    of_values: Option<(&'static str, &'static str)>,
}

/// Why there is no more text, other than that the source has ended.
enum Trouble {
    Read(io::Error),
    Utf8(u8),
    Utf16,
    CutCharacter,
    Nul,
}

impl Window {
    pub fn new(
        reader: SourceReader,
        names: Arc<[String]>,
        source: u32,
        style: Style,
        sizes: Sizes,
    ) -> Window {
        Window {
            reader,
            names,
            source,
            style,
            most: sizes.most,
            raw: vec![0; sizes.chunk.max(1) + CARRIED].into_boxed_slice(),
            carry: 0,
            text: String::new(),
            start: 0,
            fresh: true,
            ended: false,
            trouble: None,
            sums: None,
            line: 1,
            column: 1,
            items: 0,
            consumed: 0,
            told: Location::default(),
            of_values: None,
        }
    }

    /// Sums up everything that is read.
    pub fn with_sums(mut self) -> Window {
        self.sums = Some(BlockSums::new(self.raw.len() - CARRIED));
        self
    }

    /// The sums of all blocks that have been read.
    pub fn take_sums(&mut self) -> Option<Vec<u32>> {
        let sums = self.sums.take()?;
        Some(sums.finish(self.ended))
    }

    /// Reads on to the end of the block that has the byte before this one of the source.
    pub fn read_block_to(&mut self, at: u64) {
        let is_enough = |window: &Window| {
            let read = window.consumed + window.unread().len() as u64;
            let sums = window.sums.as_ref();
            read >= at && sums.is_none_or(BlockSums::are_whole)
        };
        while !self.ended && !is_enough(self) {
            // A mistake there comes up when a reader gets to it.
            if self.fill().is_err() {
                return;
            }
        }
    }

    /// The reader begins at this byte of the source.
    pub fn starting_at(mut self, at: u64) -> Window {
        self.consumed = at;
        self
    }

    /// The text that is not consumed yet. More may follow unless the source has ended.
    pub fn unread(&self) -> &str {
        &self.text[self.start..]
    }

    /// All text of the window, and where in it the unread part begins. Consuming does not move
    /// it, filling does.
    pub fn text(&self) -> (&str, usize) {
        (&self.text, self.start)
    }

    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Whether more of it may still be written.
    pub fn is_open(&self) -> bool {
        self.reader.is_open()
    }

    pub fn style(&self) -> Style {
        self.style
    }

    /// Bytes of the source that are consumed.
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    pub fn count_item(&mut self) {
        self.items += 1;
    }

    /// Gets more text, at least as much again as there is, so that trying again and again to
    /// read a record from its beginning costs no more than twice its length.
    pub fn fill(&mut self) -> Result<(), InputError> {
        self.text.drain(..self.start);
        self.start = 0;
        let before = self.text.len();
        if before > self.most {
            return Err(self.too_long());
        }
        let wanted = (2 * before).min(self.most).max(before) + 1;
        while self.text.len() < wanted && !self.ended && self.trouble.is_none() {
            self.read();
        }
        match &self.trouble {
            Some(trouble) if self.text.len() == before => Err(self.explain(trouble)),
            _ => Ok(()),
        }
    }

    /// Must be called for each record, because the window may be larger than a record may be.
    pub fn check_length(&self, len: usize) -> Result<(), InputError> {
        if len > self.most {
            return Err(self.too_long());
        }
        Ok(())
    }

    fn too_long(&self) -> InputError {
        let most = match self.most >> 20 {
            0 => format!("{} bytes", self.most),
            mebibytes => format!("{mebibytes} MiB"),
        };
        let (what, hint) = self.of_values.unwrap_or(("a record", ""));
        let mistake = Mistake::new(0, format!("{what} is longer than {most}"));
        self.refuse(match (hint, map_of_beginning(self.unread())) {
            ("", None) => mistake,
            ("", Some(map)) if self.of_values.is_none() => {
                mistake.hint(format!("`--map '{map}'` takes what is in it"))
            }
            ("", Some(_)) => mistake,
            (hint, _) => mistake.hint(hint),
        })
    }

    /// What values are called, and what helps if one is too long.
    pub fn name_values(&mut self, of_values: (&'static str, &'static str)) {
        self.of_values = Some(of_values);
    }

    /// Tells the location of what comes next, for `Style::Told`.
    pub fn locate(&mut self, location: Location) {
        self.told = location;
    }

    fn read(&mut self) {
        let room = self.carry..self.raw.len() - CARRIED + self.carry;
        let n = match self.reader.read(&mut self.raw[room]) {
            Ok(n) => n,
            Err(error) => {
                self.trouble = Some(Trouble::Read(error));
                return;
            }
        };
        if n == 0 {
            if self.carry == 0 {
                self.ended = true;
            } else {
                self.trouble = Some(Trouble::CutCharacter);
            }
            return;
        }
        let len = self.carry + n;
        if let Some(sums) = &mut self.sums {
            sums.add(&self.raw[self.carry..len]);
        }
        let bytes = &self.raw[..len];
        let (valid, bad) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                // The error says that it is valid; without another check this would be unsafe code.
                (
                    std::str::from_utf8(valid).unwrap_or_default(),
                    error.error_len(),
                )
            }
        };
        let whole = valid.len();
        if bad.is_some() {
            let byte = bytes[whole];
            let at_beginning = self.fresh && whole == 0;
            self.trouble = Some(match byte {
                0xfe | 0xff if at_beginning => Trouble::Utf16,
                _ => Trouble::Utf8(byte),
            });
        }
        let mut valid = valid;
        if let Some(at) = memchr(0, valid.as_bytes()) {
            valid = &valid[..at];
            self.trouble = Some(Trouble::Nul);
        }
        if self.fresh && !valid.is_empty() {
            self.fresh = false;
            if let Some(rest) = valid.strip_prefix('\u{feff}') {
                valid = rest;
                self.consumed += 3;
            }
        }
        self.text.push_str(valid);
        self.raw.copy_within(whole..len, 0);
        self.carry = len - whole;
    }

    fn explain(&self, trouble: &Trouble) -> InputError {
        let hint = "save the input as UTF-8; nothing else can be read";
        let (message, hint) = match trouble {
            Trouble::Read(error) => {
                // The mistake was found on the way here.
                let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
                if let Some(error) = inner {
                    return InputError::clone(error);
                }
                return self.refuse(Mistake {
                    at: self.text.len(),
                    message: io_message(error),
                    hint: io_hint(error),
                });
            }
            Trouble::Utf8(byte) => {
                let message = format!("not UTF-8 text (found the byte 0x{byte:02X})");
                (message, Some(hint))
            }
            Trouble::CutCharacter => {
                let message = "the input ends in the middle of a character";
                (message.to_owned(), None)
            }
            Trouble::Utf16 => ("this is UTF-16, not UTF-8 text".to_owned(), Some(hint)),
            Trouble::Nul => ("not text (found a NUL byte)".to_owned(), Some(hint)),
        };
        self.refuse(Mistake {
            at: self.text.len(),
            message,
            hint: hint.map(str::to_owned),
        })
    }

    /// Consumes this many bytes of the unread text.
    pub fn advance(&mut self, len: usize) {
        let span = &self.text.as_bytes()[self.start..self.start + len];
        match memrchr(b'\n', span) {
            None => self.column += len as u64,
            Some(last) => {
                // Lines are short where there are many, so that counting bytes beats finding them.
                let lines = span[..=last].iter().filter(|byte| **byte == b'\n').count();
                self.line += lines as u64;
                self.column = (len - last) as u64;
            }
        }
        self.start += len;
        self.consumed += len as u64;
    }

    /// Consumes white space as JSON knows it; gives the byte after it, None at the end.
    pub fn skip_white(&mut self) -> Result<Option<u8>, InputError> {
        loop {
            let bytes = &self.text.as_bytes()[self.start..];
            for (count, byte) in bytes.iter().enumerate() {
                match byte {
                    b'\n' => {
                        self.line += 1;
                        self.column = 1;
                    }
                    b' ' | b'\t' | b'\r' => self.column += 1,
                    _ => {
                        self.start += count;
                        self.consumed += count as u64;
                        return Ok(Some(*byte));
                    }
                }
            }
            self.consumed += bytes.len() as u64;
            self.start = self.text.len();
            if self.ended {
                return Ok(None);
            }
            self.fill()?;
        }
    }

    /// The first byte that is not white space. Blank lines before it are consumed; white space
    /// before it on the same line is not.
    pub fn look(&mut self) -> Result<Option<u8>, InputError> {
        loop {
            let bytes = self.unread().as_bytes();
            let found = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
            let blank = &bytes[..found.unwrap_or(bytes.len())];
            let first = found.map(|at| bytes[at]);
            // Among arguments, a blank line is an empty argument, which is a mistake.
            if self.style == Style::Lines {
                let lines = memrchr(b'\n', blank).map_or(0, |last| last + 1);
                self.advance(lines);
            }
            if first.is_some() || self.ended {
                return Ok(first);
            }
            self.fill()?;
        }
    }

    /// The location of what comes next.
    pub fn location(&self) -> Location {
        self.location_at(0)
    }

    /// The location this many bytes into the unread text.
    pub fn location_at(&self, offset: usize) -> Location {
        if self.style == Style::Told {
            return self.told;
        }
        let (line, column) = (self.line, self.column);
        let begin = Location {
            source: self.source,
            point: match self.style {
                Style::Name | Style::Told => Point::Unknown,
                Style::Numbers => Point::Argument(self.items + 1),
                Style::Lines => Point::Text { line, column },
            },
        };
        begin.within(self.unread(), offset)
    }

    /// The error for what is wrong at an offset of the unread text.
    pub fn refuse(&self, mistake: Mistake<usize>) -> InputError {
        let mistake = mistake.relocated(|offset| Some(self.location_at(offset)));
        InputError::new(mistake, Arc::clone(&self.names))
    }

    /// The error for what is wrong at any location.
    pub fn refuse_at(&self, location: Location, mistake: Mistake<()>) -> InputError {
        InputError::new(
            mistake.relocated(|()| Some(location)),
            Arc::clone(&self.names),
        )
    }
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
