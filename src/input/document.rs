//! An instance as a document, piece by piece: `{"users": […], "channels": […]}` as a whole, or
//! `{"user": {…}}`, `{"channel": {…}}` and `{"member": {…}}` one after the other. Both may be
//! mixed, and several files are read as one.
//!
//! What a piece says is not looked at here, only where it begins and ends.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::check::{Checked, Piece as Span};
use super::error::{InputError, described, quoted};
use super::json::{self, cut_off};
use super::place::Place;
use super::plain::Look;
use super::spool::{Source, SourceReader};
use super::window::{Sizes, Style, Window};
use super::{Given, Refusal};

/// A channel with its members is read at once, so pieces may be longer than other records.
const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 64 << 20,
};

/// A document, opened. It can be read any number of times.
pub struct Document {
    sources: Vec<Source>,
    names: Arc<[String]>,
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
        /// The id of a user in which there is nothing to mend, and nothing to say about it: most
        /// of them are such, and need not be read again.
        plain_id: Option<&'a str>,
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
        })
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
            current: None,
            spot: Spot::Top,
            saw_anything: false,
        }
    }
}

/// The pieces of a document, one after the other.
pub struct Pieces {
    names: Arc<[String]>,
    readers: std::vec::IntoIter<(u32, SourceReader)>,
    current: Option<Window>,
    spot: Spot,
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
                self.current = Some(Window::new(reader, names, index, Style::Lines, SIZES));
                self.spot = Spot::Top;
                continue;
            };
            match step(window, &mut self.spot, &mut self.saw_anything) {
                Ok(Some(found)) => break found,
                Ok(None) => self.current = None,
                Err(error) => {
                    self.current = None;
                    self.readers = Vec::new().into_iter();
                    return Err(error);
                }
            }
        };
        Ok(Some(match found {
            Found::Section(noun) => Piece::Section(noun),
            Found::Mistake(place, message) => Piece::Mistake { place, message },
            Found::Value(noun, range, place, id) => {
                let text = self.current.as_ref().map_or("", |window| window.text().0);
                Piece::Value {
                    noun,
                    text: &text[range],
                    place,
                    plain_id: id.map(|id| &text[id]),
                }
            }
        }))
    }

    /// Whether there was any object at all so far.
    pub fn saw_anything(&self) -> bool {
        self.saw_anything
    }
}

fn step(
    window: &mut Window,
    spot: &mut Spot,
    saw_anything: &mut bool,
) -> Result<Option<Found>, InputError> {
    loop {
        let Some(byte) = window.skip_white()? else {
            return match *spot {
                Spot::Top => Ok(None),
                _ => Err(cut_off(window)),
            };
        };
        match (*spot, byte) {
            (Spot::Top, b'{') => {
                *saw_anything = true;
                *spot = Spot::First;
            }
            (Spot::First | Spot::Next, b'}') => *spot = Spot::Top,
            (Spot::Next, b',') => *spot = Spot::Field,
            (Spot::FirstOf(_) | Spot::NextOf(_), b']') => *spot = Spot::Next,
            (Spot::NextOf(noun), b',') => *spot = Spot::ValueOf(noun),
            (Spot::FirstOf(noun) | Spot::ValueOf(noun), _) => {
                let found = of_noun(window, noun)?;
                *spot = Spot::NextOf(noun);
                return Ok(Some(found));
            }
            (Spot::First | Spot::Field, b'"') => {
                if let Some(found) = field(window, spot)? {
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
fn field(window: &mut Window, spot: &mut Spot) -> Result<Option<Found>, InputError> {
    // Most lines of a large document begin like this.
    for (name, noun) in [
        ("\"user\":", Noun::User),
        ("\"member\":", Noun::Member),
        ("\"channel\":", Noun::Channel),
    ] {
        if window.unread().starts_with(name) {
            window.advance(name.len());
            window.skip_white()?;
            let found = of_noun(window, noun)?;
            *spot = Spot::Next;
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
        *spot = Spot::FirstOf(noun);
        return Ok(Some(Found::Section(noun)));
    }
    let (range, value_place) = value(window)?;
    *spot = Spot::Next;
    let noun = match name.as_str() {
        "user" => Noun::User,
        "channel" => Noun::Channel,
        "member" => Noun::Member,
        "$schema" => return Ok(None),
        "users" | "channels" => {
            let found = described(&window.text().0[range]);
            let message = format!("`{name}`: expected an array, found {found}");
            return Ok(Some(Found::Mistake(value_place, message)));
        }
        _ => {
            let message = format!(
                "unknown field {}: expected users or channels, or user, channel or member",
                quoted(&name)
            );
            return Ok(Some(Found::Mistake(place, message)));
        }
    };
    Ok(Some(Found::Value(noun, range, value_place, None)))
}

/// Reads a user, a channel or a member, whatever it turns out to be.
fn of_noun(window: &mut Window, noun: Noun) -> Result<Found, InputError> {
    let unread = window.unread();
    if noun == Noun::User && unread.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(unread).into_iter::<Look<'_>>();
        if let Some(Ok(look)) = values.next()
            && let Some(id) = look.plain_id()
        {
            let len = values.byte_offset();
            let (text, start) = window.text();
            let id_start = id.as_ptr() as usize - text.as_ptr() as usize;
            let id = id_start..id_start + id.len();
            window.check_length(len)?;
            let place = window.place();
            window.advance(len);
            return Ok(Found::Value(noun, start..start + len, place, Some(id)));
        }
    }
    let (range, place) = value(window)?;
    Ok(Found::Value(noun, range, place, None))
}

/// Reads over one value of any kind; gives back where it is in the window's text.
fn value(window: &mut Window) -> Result<(Range<usize>, Place), InputError> {
    let found = json::value(window, |text| {
        json::read(text, |text, _: &&RawValue| {
            Ok(Checked {
                json: Span::Text(0..text.len()),
                id: Span::Text(0..0),
            })
        })
    })?;
    match found.json {
        Span::Text(range) => Ok((range, found.place)),
        // Nothing is built beside the text here.
        Span::Scratch => Ok((0..0, found.place)),
    }
}

fn unexpected(window: &mut Window, expected: &str) -> InputError {
    json::see(window);
    let found = described(window.unread());
    window.refuse(Refusal::new(
        0,
        format!("expected {expected}, found {found}"),
    ))
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
