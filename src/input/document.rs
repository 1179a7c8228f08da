//! An instance as a document, piece by piece: `{"users": […], "channels": […]}` as a whole, or
//! `{"user": {…}}`, `{"channel": {…}}` and `{"member": {…}}` one after the other. Both may be
//! mixed, and several files are read as one.
//!
//! What a piece says is not looked at here, only where it begins and ends.
//!
//! A channel is a piece with its members, if it fits into what is read of the input at a time. A
//! longer one is not held: its members are pieces of their own, and what is left of it follows
//! them. That takes its `id` before its `members`; one that is written the other way round is
//! read at once, and may be no longer than 64 MiB.

mod extent;
mod long;
mod pieces;
mod value;

use std::sync::Arc;

use super::InputSource;
use super::error::InputError;
use super::spool::{OpenSource, SourceReader, open_sources};
use super::window::{Sizes, Style, Window};
use crate::record::{Hole, Location};
use extent::{Extent, Extents};
use pieces::{Found, Spot};

pub use pieces::Pieces;

/// Pieces may be longer than other records: a channel whose members come before its id is read
/// at once, with all of them.
const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 64 << 20,
};

/// A document, opened. It can be read any number of times.
pub struct Document {
    sources: Vec<OpenSource>,
    names: Arc<[String]>,
    sizes: Sizes,
    /// Of each source, once all have been read.
    extents: Option<Vec<Extents>>,
}

/// What a piece is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    User,
    Channel,
    Member,
}

/// What comes next in a document.
#[derive(Debug)]
pub enum Piece<'a> {
    /// A section begins, be it an empty one.
    Section(Noun),
    Value {
        noun: Noun,
        text: &'a str,
        place: Location,
        /// In the text of a channel whose members were pieces of their own: there it has none.
        hole: Option<Hole>,
        /// The id of a user in which there is nothing to mend, and nothing to say about it: most
        /// of them are such, and need not be read again.
        plain_id: Option<&'a str>,
    },
    /// A member of a channel that is too long to be read at once; the channel comes after all of
    /// its members.
    Member {
        /// The channel's id.
        channel: &'a str,
        text: &'a str,
        place: Location,
    },
    /// A field that no document has, or a section that is no array.
    Mistake { place: Location, message: String },
}

impl Document {
    /// Opens everything. What streams is kept while it is read for the first time.
    pub fn open(given: Vec<InputSource>) -> Result<Document, InputError> {
        let sources = open_sources(given)?;
        Ok(Document {
            names: sources.iter().map(|source| source.name.clone()).collect(),
            sources,
            sizes: SIZES,
            extents: None,
        })
    }

    /// Reads so many bytes at a time.
    #[cfg(test)]
    pub(crate) fn in_chunks_of(mut self, chunk: usize) -> Document {
        self.sizes.chunk = chunk;
        self
    }

    /// Names of the sources, for [`Location::show`].
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }

    /// All pieces from the beginning.
    pub fn pieces(&mut self) -> Pieces {
        let parts = (0..).zip(&mut self.sources).map(|(index, source)| Part {
            index,
            reader: source.reader(),
            extent: None,
        });
        let parts = parts.collect();
        Pieces::of(self, parts)
    }

    /// The pieces of these kinds, and others between them. Where all pieces have been read once,
    /// nothing before the first one is read, nor after the last.
    pub fn pieces_of(&mut self, nouns: &[Noun]) -> Pieces {
        let Some(extents) = &self.extents else {
            return self.pieces();
        };
        let sources = (0..).zip(&mut self.sources).zip(extents);
        let parts = sources.filter_map(|((index, source), extents)| {
            Some(Part {
                index,
                extent: Some(extents.of(nouns)?),
                reader: source.reader(),
            })
        });
        let parts = parts.collect();
        Pieces::of(self, parts)
    }

    /// Takes over where pieces were found, from one who has read all of them.
    pub fn learn(&mut self, pieces: Pieces) {
        self.extents = Some(pieces.into_extents());
    }
}

/// A source, or a part of it, that is still to be read.
struct Part {
    index: u32,
    reader: SourceReader,
    extent: Option<Extent>,
}

impl Part {
    fn window(mut self, names: Arc<[String]>, sizes: Sizes) -> Window {
        let Some(Extent { from, .. }) = self.extent else {
            return Window::new(self.reader, names, self.index, Style::Lines, sizes);
        };
        self.reader.skip(from.offset);
        let window = Window::new(self.reader, names, self.index, Style::Lines, sizes);
        window.from(from.offset, from.place)
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
