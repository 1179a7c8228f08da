//! A window of checked text that moves over a source and knows its line and column.

use std::sync::Arc;

use memchr::memrchr;

use super::error::InputError;
use super::near::map_of_beginning;
use super::open_source::SourceReader;
use super::text_reader::TextReader;
use crate::record::{Location, Mistake, Point};

/// How positions in a source are reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    Lines,
    /// Arguments: by their number.
    Numbers,
    /// Flags: not at all.
    Name,
    /// As the caller gives them, because the text was made of another one.
    Told,
}

/// Sizes of a window.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    /// How many bytes are read from the source at a time.
    pub chunk: usize,
    /// The longest record.
    pub most: usize,
}

pub(crate) struct Window {
    reader: TextReader,
    names: Arc<[String]>,
    source: u32,
    style: Style,
    most: usize,
    text: String,
    /// Up to here the text is consumed.
    start: usize,
    line: u64,
    column: u64,
    items: u64,
    consumed: u64,
    /// With `Style::Told`.
    told: Location,
    /// What a value that is too long is called in a message, and a hint; none for a record.
    of_values: Option<(&'static str, &'static str)>,
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
            reader: TextReader::new(reader, sizes.chunk.max(1)),
            names,
            source,
            style,
            most: sizes.most,
            text: String::new(),
            start: 0,
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
        self.reader.sum_up();
        self
    }

    /// The sums of all blocks that have been read.
    pub fn take_sums(&mut self) -> Option<Vec<u32>> {
        self.reader.take_sums()
    }

    /// Reads on to the end of the block that holds the byte before this position in the source.
    pub fn read_block_to(&mut self, at: u64) {
        let is_enough = |window: &Window| {
            let read = window.consumed + window.unread().len() as u64;
            read >= at && window.reader.is_between_blocks()
        };
        while !self.ended() && !is_enough(self) {
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
        self.reader.has_ended()
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
        while self.text.len() < wanted && self.reader.can_go_on() {
            self.consumed += self.reader.read(&mut self.text);
        }
        match self.reader.trouble() {
            Some(trouble) if self.text.len() == before => Err(match trouble.earlier() {
                Some(error) => error.clone(),
                None => self.refuse(trouble.mistake(self.text.len())),
            }),
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

    /// Sets what values are called, and the hint for one that is too long.
    pub fn name_values(&mut self, of_values: (&'static str, &'static str)) {
        self.of_values = Some(of_values);
    }

    /// Sets the location of what comes next, for `Style::Told`.
    pub fn locate(&mut self, location: Location) {
        self.told = location;
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
            if self.ended() {
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
            if first.is_some() || self.ended() {
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
