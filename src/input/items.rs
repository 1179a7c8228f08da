//! The items of an input, one after the other, whatever it is written in.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::csv::CsvReader;
use super::error::InputError;
use super::item::{FoundItem, Item, ItemSpan, Scratch};
use super::json::{JsonReader, RECORD_SEPARATOR};
use super::kind::InputFormat;
use super::lines::LineReader;
use super::mapped::MappedReader;
use super::open_source::SourceReader;
use super::reach::ReadingPosition;
use super::remarks::Remarks;
use super::window::{Sizes, Style, Window};

/// The items of an input, one after the other.
pub struct Items {
    names: Arc<[String]>,
    unread: std::vec::IntoIter<UnreadSource>,
    current: Option<(Window, ItemReader)>,
    found: Option<FoundItem>,
    format: InputFormat,
    sizes: Sizes,
    scratch: Scratch,
    consumed: u64,
    saw_anything: bool,
    /// Of the sources that have been read, where they are wanted.
    sums: Option<Vec<(u32, Vec<u32>)>>,
}

/// A source that has not been begun.
pub(super) struct UnreadSource {
    pub index: u32,
    pub style: Style,
    pub is_csv: bool,
    pub reader: SourceReader,
}

enum ItemReader {
    Json(JsonReader),
    Csv(CsvReader),
    Lines(LineReader),
    Mapped(MappedReader),
}

impl Items {
    pub(super) fn new(
        names: Arc<[String]>,
        unread: Vec<UnreadSource>,
        format: InputFormat,
        sizes: Sizes,
        scratch: Scratch,
    ) -> Items {
        Items {
            names,
            unread: unread.into_iter(),
            current: None,
            found: None,
            format,
            sizes,
            scratch,
            consumed: 0,
            saw_anything: false,
            sums: None,
        }
    }

    /// The items of the last source, from a byte on at which one of them begins: in an array, or
    /// by itself.
    pub(super) fn resume_last(mut self, at: u64, is_in_array: bool) -> Items {
        if let Some(UnreadSource {
            index,
            style,
            reader,
            ..
        }) = self.unread.next_back()
        {
            let names = Arc::clone(&self.names);
            let window = Window::new(reader.starting_at(at), names, index, style, self.sizes);
            let window = window.starting_at(at).with_sums();
            let reader = JsonReader::resumed(is_in_array, window.location());
            self.current = Some((window, ItemReader::Json(reader)));
        }
        self.unread = Vec::new().into_iter();
        self.with_sums()
    }

    /// The next item. After an error, reading goes on after the wrong item, or with the next source
    /// if the rest of this one makes no sense.
    pub fn next(&mut self) -> Result<Option<Item<'_>>, InputError> {
        self.advance()?;
        Ok(self.item())
    }

    /// Goes on to the next item, for [`Items::item`].
    pub fn advance(&mut self) -> Result<(), InputError> {
        self.found = None;
        self.found = match self.find() {
            Ok(found) => found,
            Err(error) => {
                match &mut self.current {
                    Some((window, _)) if error.goes_on() => window.count_item(),
                    current => *current = None,
                }
                return Err(error);
            }
        };
        Ok(())
    }

    /// The item that was found last; none at the end.
    pub fn item(&self) -> Option<Item<'_>> {
        let found = self.found.as_ref()?;
        let text = match &self.current {
            Some((window, _)) => window.text().0,
            None => "",
        };
        Some(Item {
            json: match &found.json {
                ItemSpan::Text(range) => &text.as_bytes()[range.clone()],
                ItemSpan::Scratch => &self.scratch.json,
            },
            id: Cow::Borrowed(match &found.id {
                ItemSpan::Text(range) => &text[range.clone()],
                ItemSpan::Scratch => &self.scratch.id,
            }),
            place: found.location,
        })
    }

    fn find(&mut self) -> Result<Option<FoundItem>, InputError> {
        loop {
            let Some((window, reader)) = &mut self.current else {
                let Some(unread) = self.unread.next() else {
                    return Ok(None);
                };
                self.current = self.begin(unread)?;
                continue;
            };
            let scratch = &mut self.scratch;
            let found = match reader {
                ItemReader::Json(reader) => reader.next(window, scratch),
                ItemReader::Csv(reader) => reader.next(window, scratch),
                ItemReader::Lines(reader) => reader.next(window, scratch),
                ItemReader::Mapped(reader) => reader.next(window, scratch),
            }?;
            if found.is_some() {
                window.count_item();
                return Ok(found);
            }
            self.consumed += window.consumed();
            self.keep_sums();
            self.current = None;
        }
    }

    /// Sums up all that is read from here on.
    pub(super) fn with_sums(mut self) -> Items {
        self.sums = Some(Vec::new());
        self
    }

    fn keep_sums(&mut self) {
        if let Some((window, _)) = &mut self.current
            && let Some(sums) = window.take_sums()
        {
            let kept = self.sums.get_or_insert_default();
            kept.push((window.location().source, sums));
        }
    }

    /// The sums of all that has been read.
    pub(super) fn take_sums(&mut self) -> Vec<(u32, Vec<u32>)> {
        self.keep_sums();
        self.sums.take().unwrap_or_default()
    }

    /// Where the item that was found last is in its source, if it is sent as it is written there.
    pub(super) fn verbatim(&self) -> Option<(u32, Range<u64>)> {
        let (found, (window, _)) = (self.found.as_ref()?, self.current.as_ref()?);
        let ItemSpan::Text(range) = &found.json else {
            return None;
        };
        let (_, end) = window.text();
        let is_whole = range.end == end && window.style() == Style::Lines;
        let end = window.consumed();
        is_whole.then(|| (found.location.source, end - range.len() as u64..end))
    }

    /// Reads on, so that everything before a byte of the source at hand is summed up.
    pub(super) fn read_block_to(&mut self, at: u64) {
        if let Some((window, _)) = &mut self.current {
            window.read_block_to(at);
        }
    }

    /// Whether an item has just ended at a byte of the last source, in an array or by itself.
    pub(super) fn has_ended_at(&self, at: u64, is_in_array: bool) -> bool {
        match &self.current {
            Some((window, ItemReader::Json(reader))) => {
                let is_last = self.unread.len() == 0;
                is_last && window.consumed() == at && reader.is_in_array() == is_in_array
            }
            _ => false,
        }
    }

    /// Begins with a source; None if there is nothing in it.
    fn begin(&mut self, unread: UnreadSource) -> Result<Option<(Window, ItemReader)>, InputError> {
        let names = Arc::clone(&self.names);
        let UnreadSource { index, style, .. } = unread;
        let mut window = Window::new(unread.reader, names, index, style, self.sizes);
        if self.sums.is_some() {
            window = window.with_sums();
        }
        let Some(first) = window.look()? else {
            self.consumed += window.consumed() + window.unread().len() as u64;
            return Ok(None);
        };
        self.saw_anything = true;
        let reader = match self.format {
            _ if style == Style::Told => ItemReader::Mapped(MappedReader::default()),
            InputFormat::Csv => ItemReader::Csv(CsvReader::default()),
            InputFormat::Auto if unread.is_csv => ItemReader::Csv(CsvReader::default()),
            InputFormat::Lines => ItemReader::Lines(LineReader::told()),
            InputFormat::Auto
                if self.scratch.kind.is_ids()
                    && !matches!(first, b'[' | b'{' | b'"' | RECORD_SEPARATOR) =>
            {
                ItemReader::Lines(LineReader::guessing())
            }
            InputFormat::Auto | InputFormat::Json => ItemReader::Json(JsonReader::default()),
        };
        Ok(Some((window, reader)))
    }

    /// How many bytes have been dealt with.
    pub fn bytes_read(&self) -> u64 {
        let current = self.current.as_ref();
        self.consumed + current.map_or(0, |(window, _)| window.consumed())
    }

    /// Whether a mode other than 0 was named so far.
    pub(super) fn names_modes(&self) -> bool {
        self.scratch.modes.are_used
    }

    /// The oddities of the items so far.
    pub(super) fn into_remarks(self) -> Remarks {
        self.scratch.remarks
    }

    /// Whether there was anything but white space so far; an empty array counts.
    pub fn saw_anything(&self) -> bool {
        self.saw_anything
    }
}

impl ReadingPosition for Items {
    fn bytes_read(&self) -> u64 {
        Items::bytes_read(self)
    }

    fn is_open(&self) -> bool {
        let current = self.current.as_ref();
        current.is_some_and(|(window, _)| window.is_open())
    }
}
