//! Records and ids out of JSON, JSON Lines, CSV and plain lines, as raw items with their place.
//!
//! ```text
//! Given ──> Source ──> Window ──> json | csv | lines ──> check ──> Item
//!           opened,    checked    where an item          what it   its bytes,
//!           spooled    text       begins and ends        must be   id and place
//! ```
//!
//! What a record says travels as it was written; only the name of a mode becomes its number.

mod check;
mod csv;
pub mod document;
mod duplicates;
mod error;
mod given;
mod header;
mod json;
mod lines;
mod place;
mod plain;
mod runs;
mod spool;
mod window;

use std::borrow::Cow;
use std::sync::Arc;

use check::{Piece, Scratch};
pub use duplicates::Seen;
pub use error::InputError;
use error::Refusal;
pub use given::Given;
pub use place::{Along, Hole, Place};
use spool::{SPOOL, Source};
use window::{Sizes, Style, Window};

use crate::store::Identity;

const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 16 << 20,
};

/// How the input is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// By looking at it.
    Auto,
    Json,
    Csv,
    /// One id a line.
    Lines,
}

/// What the input is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Users,
    Channels,
    /// Ids of things that messages call by this noun.
    Ids {
        noun: &'static str,
    },
}

/// The input, opened.
pub struct Input {
    sources: Vec<Source>,
    names: Arc<[String]>,
    format: Format,
    kind: Kind,
    sizes: Sizes,
    begun: bool,
    files: Vec<Identity>,
}

impl Input {
    /// Opens everything, so that what is not there is known before anything is sent. Standard
    /// input, or another stream, is read to its end if that comes within 64 MiB.
    pub fn open(given: Vec<Given>, format: Format, kind: Kind) -> Result<Input, InputError> {
        Input::open_up_to(given, format, kind, SPOOL)
    }

    /// Opens everything, and reads streams to their end however far that is: all of it can be
    /// read again.
    pub fn open_whole(given: Vec<Given>, format: Format, kind: Kind) -> Result<Input, InputError> {
        Input::open_up_to(given, format, kind, u64::MAX)
    }

    fn open_up_to(
        given: Vec<Given>,
        format: Format,
        kind: Kind,
        most: u64,
    ) -> Result<Input, InputError> {
        if format == Format::Lines && !matches!(kind, Kind::Ids { .. }) {
            let message = "plain lines can only be ids, not records";
            return Err(InputError::whole(message));
        }
        let is_stdin = |given: &&Given| match given {
            Given::Stdin => true,
            Given::File(path) => path.as_os_str() == "-",
            Given::Memory { .. } => false,
        };
        if given.iter().filter(is_stdin).count() > 1 {
            let message = "standard input: can be given only once";
            return Err(InputError::whole(message));
        }
        let files = given.iter().filter_map(Given::identity).collect();
        let sources = given
            .into_iter()
            .enumerate()
            .map(|(index, given)| Source::open(given, index, most))
            .collect::<Result<Vec<Source>, InputError>>()?;
        Ok(Input {
            names: sources.iter().map(|source| source.name.clone()).collect(),
            sources,
            format,
            kind,
            sizes: SIZES,
            begun: false,
            files,
        })
    }

    /// Whether [`Input::items`] can be called more than once.
    pub fn rereadable(&self) -> bool {
        self.total_bytes().is_some()
    }

    /// The files that it is read from.
    pub fn files(&self) -> Vec<Identity> {
        self.files.clone()
    }

    /// Whether it is short enough to be read twice without a second thought (64 MiB).
    pub fn is_short(&self) -> bool {
        self.total_bytes().is_some_and(|total| total <= SPOOL)
    }

    /// The items from the beginning.
    pub fn items(&mut self) -> Result<Items, InputError> {
        if self.begun && !self.rereadable() {
            let name = self
                .sources
                .iter()
                .find(|source| source.len.is_none())
                .map_or("the input", |source| source.name.as_str());
            let message = format!("{name}: too long to be read a second time");
            return Err(InputError::whole(message));
        }
        self.begun = true;
        let mut windows = Vec::with_capacity(self.sources.len());
        for (index, source) in (0..).zip(&mut self.sources) {
            let style = match (source.in_memory, self.kind) {
                (false, _) => Style::Lines,
                (true, Kind::Ids { .. }) => Style::Numbers,
                (true, _) => Style::Name,
            };
            windows.push(Pending {
                source: index,
                style,
                is_csv: source.is_csv,
                reader: source.reader(),
            });
        }
        Ok(Items {
            names: Arc::clone(&self.names),
            pending: windows.into_iter(),
            current: None,
            format: self.format,
            kind: self.kind,
            sizes: self.sizes,
            scratch: Scratch::default(),
            consumed: 0,
            saw_anything: false,
        })
    }

    /// A look-out for ids that are given twice in this input.
    pub fn seen(&mut self) -> Result<Seen, InputError> {
        Ok(if self.rereadable() {
            Seen::replaying(self.items()?)
        } else {
            Seen::new()
        })
    }

    /// Names of the sources, for [`Place::show`].
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }

    /// How long the whole input is, if that is known.
    pub fn total_bytes(&self) -> Option<u64> {
        self.sources.iter().map(|source| source.len).sum()
    }
}

/// One record or id.
#[derive(Debug)]
pub struct Item<'a> {
    /// What goes into a request's array: the record, or the id as a JSON string.
    pub json: &'a [u8],
    pub id: Cow<'a, str>,
    pub place: Place,
}

/// The items of an input, one after the other.
pub struct Items {
    names: Arc<[String]>,
    pending: std::vec::IntoIter<Pending>,
    current: Option<(Window, Reader)>,
    format: Format,
    kind: Kind,
    sizes: Sizes,
    scratch: Scratch,
    consumed: u64,
    saw_anything: bool,
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
    place: Place,
    json: Piece,
    id: Piece,
}

impl Items {
    /// The next item. After an error there are no more.
    // It lends, which `Iterator` cannot.
    #[expect(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<Item<'_>>, InputError> {
        let found = match self.find() {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(None),
            Err(error) => {
                self.current = None;
                self.pending = Vec::new().into_iter();
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
            }?;
            if found.is_some() {
                window.count_item();
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
        let ids = matches!(self.kind, Kind::Ids { .. });
        let reader = match self.format {
            Format::Csv => Reader::Csv(csv::Reader::default()),
            Format::Auto if is_csv => Reader::Csv(csv::Reader::default()),
            Format::Lines => Reader::Lines(lines::Reader::told()),
            Format::Auto if ids && !matches!(first, b'[' | b'{' | b'"') => {
                Reader::Lines(lines::Reader::guessing())
            }
            Format::Auto | Format::Json => Reader::Json(json::Reader::default()),
        };
        Ok(Some((window, reader)))
    }

    /// Bytes that are dealt with so far.
    pub fn bytes_read(&self) -> u64 {
        let current = self.current.as_ref();
        self.consumed + current.map_or(0, |(window, _)| window.consumed())
    }

    /// Whether there was anything but white space so far; an empty array counts.
    pub fn saw_anything(&self) -> bool {
        self.saw_anything
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
