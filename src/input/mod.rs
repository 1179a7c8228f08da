//! Records and ids out of JSON, JSON Lines, CSV and plain lines, as raw items with their place.
//!
//! ```text
//! InputSource ──> Source ──> Window ──> json | csv | lines ──> check ──> Item
//!           opened,    checked    where an item          what it   its bytes,
//!           kept       text       begins and ends        must be   id and place
//! ```
//!
//! All input is read twice: once for its mistakes, before anything is sent, and once to send it.
//! What a record says travels as it was written; only the name of a mode becomes its number.

mod check;
mod csv;
pub mod document;
mod duplicates;
mod error;
mod header;
mod inspect;
mod json;
mod lines;
mod plain;
mod reach;
mod remarks;
mod runs;
mod source;
mod spool;
mod window;

use std::borrow::Cow;
use std::sync::Arc;

use check::{Piece, Scratch};
pub use error::InputError;
use error::Refusal;
pub use inspect::Inspected;
pub use reach::{Position, Reach};
pub use remarks::Remarks;
pub use source::InputSource;
use spool::Source;
use window::{Sizes, Style, Window};

use crate::record::{CHANNEL_FIELDS, Location, USER_FIELDS};
use crate::store::Identity;

const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 16 << 20,
};

/// How the input is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// By looking at it.
    Auto,
    Json,
    Csv,
    /// One id a line.
    Lines,
}

/// What the input is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    Users,
    Channels,
    /// Ids of things that messages call by this noun.
    Ids {
        noun: &'static str,
    },
}

impl InputKind {
    /// The fields that records of this kind have by the API; ids have none.
    fn fields(self) -> &'static [&'static str] {
        match self {
            InputKind::Users => &USER_FIELDS,
            InputKind::Channels => &CHANNEL_FIELDS,
            InputKind::Ids { .. } => &[],
        }
    }
}

/// The input, opened. It can be read any number of times.
pub struct Input {
    sources: Vec<Source>,
    names: Arc<[String]>,
    format: InputFormat,
    kind: InputKind,
    sizes: Sizes,
    files: Vec<Identity>,
}

impl Input {
    /// Opens everything, so that what is not there is known before anything is sent. Of a stream
    /// nothing is read yet; it is kept while it is read, so that all input can be read again.
    pub fn open(
        given: Vec<InputSource>,
        format: InputFormat,
        kind: InputKind,
    ) -> Result<Input, InputError> {
        if format == InputFormat::Lines && !matches!(kind, InputKind::Ids { .. }) {
            let message = "plain lines can only be ids, not records";
            return Err(InputError::whole(message));
        }
        let is_stdin = |given: &&InputSource| match given {
            InputSource::Stdin => true,
            InputSource::File(path) => path.as_os_str() == "-",
            InputSource::Memory { .. } => false,
        };
        if given.iter().filter(is_stdin).count() > 1 {
            let message = "standard input: can be given only once";
            return Err(InputError::whole(message));
        }
        let files = given.iter().filter_map(InputSource::identity).collect();
        let sources = given
            .into_iter()
            .enumerate()
            .map(|(index, given)| Source::open(given, index))
            .collect::<Result<Vec<Source>, InputError>>()?;
        Ok(Input {
            names: sources.iter().map(|source| source.name.clone()).collect(),
            sources,
            format,
            kind,
            sizes: SIZES,
            files,
        })
    }

    /// The files that it is read from.
    pub fn files(&self) -> Vec<Identity> {
        self.files.clone()
    }

    /// The items from the beginning.
    pub fn items(&self) -> Items {
        let mut windows = Vec::with_capacity(self.sources.len());
        for (index, source) in (0..).zip(&self.sources) {
            let style = match (source.in_memory, self.kind) {
                (false, _) => Style::Lines,
                (true, InputKind::Ids { .. }) => Style::Numbers,
                (true, _) => Style::Name,
            };
            windows.push(Pending {
                source: index,
                style,
                is_csv: source.is_csv,
                reader: source.reader(),
            });
        }
        Items {
            remarks: Remarks::new(Arc::clone(&self.names)),
            names: Arc::clone(&self.names),
            pending: windows.into_iter(),
            current: None,
            format: self.format,
            kind: self.kind,
            sizes: self.sizes,
            scratch: Scratch::default(),
            consumed: 0,
            saw_anything: false,
        }
    }

    /// Names of the sources, for [`Location::show`].
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }

    /// How long the whole input is, if that is known: streams must have been read for it.
    pub fn total_bytes(&self) -> Option<u64> {
        self.sources.iter().map(Source::len).sum()
    }
}

/// One record or id.
#[derive(Debug)]
pub struct Item<'a> {
    /// What goes into a request's array: the record, or the id as a JSON string.
    pub json: &'a [u8],
    pub id: Cow<'a, str>,
    pub place: Location,
}

/// The items of an input, one after the other.
pub struct Items {
    names: Arc<[String]>,
    pending: std::vec::IntoIter<Pending>,
    current: Option<(Window, Reader)>,
    format: InputFormat,
    kind: InputKind,
    sizes: Sizes,
    scratch: Scratch,
    consumed: u64,
    saw_anything: bool,
    remarks: Remarks,
}

/// A source whose turn has not come.
struct Pending {
    source: u32,
    style: Style,
    is_csv: bool,
    reader: spool::SourceReader,
}

enum Reader {
    Json(json::Reader),
    Csv(csv::Reader),
    Lines(lines::Reader),
}

/// An item as its reader leaves it, without a loan on the window.
struct Found {
    place: Location,
    json: Piece,
    id: Piece,
}

impl Items {
    /// The next item. After an error reading goes on behind the item that is wrong, or with the
    /// next source where no more can be made of this one.
    pub fn next(&mut self) -> Result<Option<Item<'_>>, InputError> {
        let found = match self.find() {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(None),
            Err(error) => {
                match &mut self.current {
                    Some((window, _)) if error.goes_on() => window.count_item(),
                    current => *current = None,
                }
                return Err(error);
            }
        };
        let text = match &self.current {
            Some((window, _)) => window.text().0,
            None => "",
        };
        Ok(Some(Item {
            json: match found.json {
                Piece::Text(range) => &text.as_bytes()[range],
                Piece::Scratch => &self.scratch.json,
            },
            id: Cow::Borrowed(match found.id {
                Piece::Text(range) => &text[range],
                Piece::Scratch => &self.scratch.id,
            }),
            place: found.place,
        }))
    }

    fn find(&mut self) -> Result<Option<Found>, InputError> {
        loop {
            let Some((window, reader)) = &mut self.current else {
                let Some(pending) = self.pending.next() else {
                    return Ok(None);
                };
                self.current = self.begin(pending)?;
                continue;
            };
            let (kind, scratch) = (self.kind, &mut self.scratch);
            let found = match reader {
                Reader::Json(reader) => reader.next(window, kind, scratch),
                Reader::Csv(reader) => reader.next(window, kind, scratch),
                Reader::Lines(reader) => reader.next(window, kind, scratch),
            };
            self.remarks.add_columns(scratch);
            let found = found?;
            if let Some(found) = &found {
                window.count_item();
                self.remarks.add(scratch, found.place);
            }
            if found.is_some() {
                return Ok(found);
            }
            self.consumed += window.consumed();
            self.current = None;
        }
    }

    /// Begins with a source; None if there is nothing in it.
    fn begin(&mut self, pending: Pending) -> Result<Option<(Window, Reader)>, InputError> {
        let Pending {
            source,
            style,
            is_csv,
            reader,
        } = pending;
        let names = Arc::clone(&self.names);
        let mut window = Window::new(reader, names, source, style, self.sizes);
        let Some(first) = window.look()? else {
            self.consumed += window.consumed() + window.unread().len() as u64;
            return Ok(None);
        };
        self.saw_anything = true;
        let ids = matches!(self.kind, InputKind::Ids { .. });
        let reader = match self.format {
            InputFormat::Csv => Reader::Csv(csv::Reader::default()),
            InputFormat::Auto if is_csv => Reader::Csv(csv::Reader::default()),
            InputFormat::Lines => Reader::Lines(lines::Reader::told()),
            InputFormat::Auto if ids && !matches!(first, b'[' | b'{' | b'"') => {
                Reader::Lines(lines::Reader::guessing())
            }
            InputFormat::Auto | InputFormat::Json => Reader::Json(json::Reader::default()),
        };
        Ok(Some((window, reader)))
    }

    /// Bytes that are dealt with so far.
    pub fn bytes_read(&self) -> u64 {
        let current = self.current.as_ref();
        self.consumed + current.map_or(0, |(window, _)| window.consumed())
    }

    /// What was odd in the items so far.
    fn into_remarks(self) -> Remarks {
        self.remarks
    }

    /// Whether there was anything but white space so far; an empty array counts.
    pub fn saw_anything(&self) -> bool {
        self.saw_anything
    }
}

impl Position for Items {
    fn bytes_read(&self) -> u64 {
        Items::bytes_read(self)
    }

    fn is_open(&self) -> bool {
        let current = self.current.as_ref();
        current.is_some_and(|(window, _)| window.is_open())
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
