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

mod long;
mod value;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::error::{InputError, described, quoted};
use super::json::cut_off;
use super::place::{Hole, Place};
use super::spool::{Source, SourceReader};
use super::window::{Sizes, Style, Window};
use super::{Given, Refusal};
use long::Long;
use value::{of_noun, unexpected, value};

/// Pieces may be longer than other records: a channel whose members come before its id is read
/// at once, with all of them.
const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 64 << 20,
};

/// A document, opened. It can be read any number of times.
pub struct Document {
    sources: Vec<Source>,
    names: Arc<[String]>,
    sizes: Sizes,
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
        place: Place,
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
        place: Place,
    },
    /// A field that no document has, or a section that is no array.
    Mistake { place: Place, message: String },
}

impl Document {
    /// Opens everything. What streams is read to its end, so that it can be read again.
    pub fn open(given: Vec<Given>) -> Result<Document, InputError> {
        let is_stdin = |given: &&Given| match given {
            Given::Stdin => true,
            Given::File(path) => path == Path::new("-"),
            Given::Memory { .. } => false,
        };
        if given.iter().filter(is_stdin).count() > 1 {
            return Err(InputError::whole("standard input: can be given only once"));
        }
        let sources = given
            .into_iter()
            .enumerate()
            .map(|(index, given)| Source::open(given, index, u64::MAX))
            .collect::<Result<Vec<Source>, InputError>>()?;
        Ok(Document {
            names: sources.iter().map(|source| source.name.clone()).collect(),
            sources,
            sizes: SIZES,
        })
    }

    /// Reads so many bytes at a time.
    #[cfg(test)]
    pub(crate) fn in_chunks_of(mut self, chunk: usize) -> Document {
        self.sizes.chunk = chunk;
        self
    }

    /// Names of the sources, for [`Place::show`].
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }

    /// The pieces from the beginning.
    pub fn pieces(&mut self) -> Pieces {
        let readers: Vec<(u32, SourceReader)> = (0..)
            .zip(self.sources.iter_mut().map(Source::reader))
            .collect();
        Pieces {
            names: Arc::clone(&self.names),
            readers: readers.into_iter(),
            sizes: self.sizes,
            current: None,
            state: State {
                spot: Spot::Top,
                long: None,
                saw_anything: false,
            },
        }
    }
}

/// The pieces of a document, one after the other.
pub struct Pieces {
    names: Arc<[String]>,
    readers: std::vec::IntoIter<(u32, SourceReader)>,
    sizes: Sizes,
    current: Option<Window>,
    state: State,
}

struct State {
    spot: Spot,
    /// The channel whose members are read one by one.
    long: Option<Box<Long>>,
    saw_anything: bool,
}

/// What may come next.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Spot {
    /// Outside of objects.
    Top,
    /// After `{`: a field or the end.
    First,
    /// After a field: a comma or the end.
    Next,
    /// After a comma: a field.
    Field,
    /// After `[`: a value or the end.
    FirstOf(Noun),
    /// After a value in an array: a comma or the end.
    NextOf(Noun),
    /// After a comma in an array: a value.
    ValueOf(Noun),
}

/// A piece without a loan on the window.
enum Found {
    Section(Noun),
    Value(Noun, Range<usize>, Place, Option<Range<usize>>),
    /// A member of the long channel.
    Member(Range<usize>, Place),
    /// What is left of the long channel.
    Long,
    Mistake(Place, String),
}

impl Pieces {
    /// The next piece. After an error there are no more.
    // It lends, which `Iterator` cannot.
    #[expect(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<Piece<'_>>, InputError> {
        let found = loop {
            let Some(window) = &mut self.current else {
                let Some((index, reader)) = self.readers.next() else {
                    return Ok(None);
                };
                let names = Arc::clone(&self.names);
                self.current = Some(Window::new(reader, names, index, Style::Lines, self.sizes));
                self.state.spot = Spot::Top;
                continue;
            };
            match self.state.step(window) {
                Ok(Some(found)) => break found,
                Ok(None) => self.current = None,
                Err(error) => {
                    self.current = None;
                    self.state.long = None;
                    self.readers = Vec::new().into_iter();
                    return Err(error);
                }
            }
        };
        let text = self.current.as_ref().map_or("", |window| window.text().0);
        Ok(Some(match found {
            Found::Section(noun) => Piece::Section(noun),
            Found::Mistake(place, message) => Piece::Mistake { place, message },
            Found::Value(noun, range, place, id) => Piece::Value {
                noun,
                text: &text[range],
                place,
                hole: None,
                plain_id: id.map(|id| &text[id]),
            },
            Found::Member(range, place) => Piece::Member {
                channel: self.state.long.as_ref().map_or("", |long| long.id()),
                text: &text[range],
                place,
            },
            Found::Long => match &self.state.long {
                Some(long) => long.piece(),
                None => return Ok(None),
            },
        }))
    }

    /// Whether there was any object at all so far.
    pub fn saw_anything(&self) -> bool {
        self.state.saw_anything
    }
}

impl State {
    fn step(&mut self, window: &mut Window) -> Result<Option<Found>, InputError> {
        // Its text was lent until now.
        self.long.take_if(|long| long.is_done());
        if let Some(long) = &mut self.long {
            return long.next(window).map(Some);
        }
        loop {
            let Some(byte) = window.skip_white()? else {
                return match self.spot {
                    Spot::Top => Ok(None),
                    _ => Err(cut_off(window)),
                };
            };
            match (self.spot, byte) {
                (Spot::Top, b'{') => {
                    self.saw_anything = true;
                    self.spot = Spot::First;
                }
                (Spot::First | Spot::Next, b'}') => self.spot = Spot::Top,
                (Spot::Next, b',') => self.spot = Spot::Field,
                (Spot::FirstOf(_) | Spot::NextOf(_), b']') => self.spot = Spot::Next,
                (Spot::NextOf(noun), b',') => self.spot = Spot::ValueOf(noun),
                (Spot::FirstOf(noun) | Spot::ValueOf(noun), _) => {
                    let found = of_noun(window, noun, &mut self.long)?;
                    self.spot = Spot::NextOf(noun);
                    return Ok(Some(found));
                }
                (Spot::First | Spot::Field, b'"') => {
                    if let Some(found) = self.field(window)? {
                        return Ok(Some(found));
                    }
                    continue;
                }
                (Spot::Top, _) => {
                    let expected = "an object with `users` and `channels`, or with `user`, \
                                    `channel` or `member`";
                    return Err(unexpected(window, expected));
                }
                (Spot::First | Spot::Field, _) => {
                    return Err(unexpected(window, "a field name in quotes"));
                }
                (Spot::Next, _) => return Err(unexpected(window, "`,` or `}`")),
                (Spot::NextOf(_), _) => return Err(unexpected(window, "`,` or `]`")),
            }
            window.advance(1);
        }
    }

    /// Reads a field of a document's object; none where there is nothing to tell of it.
    fn field(&mut self, window: &mut Window) -> Result<Option<Found>, InputError> {
        // Most lines of a large document begin like this.
        for (name, noun) in [
            ("\"user\":", Noun::User),
            ("\"member\":", Noun::Member),
            ("\"channel\":", Noun::Channel),
        ] {
            if window.unread().starts_with(name) {
                window.advance(name.len());
                window.skip_white()?;
                let found = of_noun(window, noun, &mut self.long)?;
                self.spot = Spot::Next;
                return Ok(Some(found));
            }
        }
        let (range, place) = value(window)?;
        let name: String = serde_json::from_str(&window.text().0[range])
            .map_err(|error| window.refuse(Refusal::new(0, error.to_string())))?;
        if window.skip_white()? != Some(b':') {
            return Err(unexpected(window, "`:`"));
        }
        window.advance(1);
        let first = window.skip_white()?;
        let section = match name.as_str() {
            "users" => Some(Noun::User),
            "channels" => Some(Noun::Channel),
            _ => None,
        };
        if let (Some(noun), Some(b'[')) = (section, first) {
            window.advance(1);
            self.spot = Spot::FirstOf(noun);
            return Ok(Some(Found::Section(noun)));
        }
        let noun = match name.as_str() {
            "user" => Some(Noun::User),
            "channel" => Some(Noun::Channel),
            "member" => Some(Noun::Member),
            _ => None,
        };
        self.spot = Spot::Next;
        if let Some(noun) = noun {
            return of_noun(window, noun, &mut self.long).map(Some);
        }
        let (range, value_place) = value(window)?;
        Ok(match name.as_str() {
            "$schema" => None,
            "users" | "channels" => {
                let found = described(&window.text().0[range]);
                let message = format!("`{name}`: expected an array, found {found}");
                Some(Found::Mistake(value_place, message))
            }
            _ => {
                let message = format!(
                    "unknown field {}: expected users or channels, or user, channel or member",
                    quoted(&name)
                );
                Some(Found::Mistake(place, message))
            }
        })
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
