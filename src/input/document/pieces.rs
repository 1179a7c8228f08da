//! Walking through the text of a document, from piece to piece.

use std::ops::Range;
use std::sync::Arc;

use super::extent::{Extents, Mark};
use super::long::Long;
use super::value::{of_noun, value};
use super::{Document, Noun, Part, Piece};
use crate::input::ReadingPosition;
use crate::input::error::InputError;
use crate::input::scan::{cut_off, unexpected};
use crate::input::window::{Sizes, Window};
use crate::record::{Location, Mistake, described, near_miss, quoted};

/// The pieces of a document, one after the other.
pub struct Pieces {
    names: Arc<[String]>,
    parts: std::vec::IntoIter<Part>,
    sizes: Sizes,
    current: Option<Window>,
    /// Bytes of the sources that are done with.
    consumed: u64,
    /// Bytes of the source up to the end of what is wanted of it.
    end: u64,
    state: State,
    source: usize,
    extents: Vec<Extents>,
}

struct State {
    spot: Spot,
    /// Where the piece at hand can be reached again.
    mark: Option<Mark>,
    /// The channel whose members are read one by one.
    long: Option<Box<Long>>,
    saw_anything: bool,
}

/// What may come next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spot {
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
pub(super) enum Found {
    Section(Noun),
    Value(Noun, Range<usize>, Location, Option<Range<usize>>),
    /// A member of the long channel.
    Member(Range<usize>, Location),
    /// What is left of the long channel.
    Long,
    Mistake(Location, String),
}

impl Pieces {
    pub(super) fn of(document: &Document, parts: Vec<Part>) -> Pieces {
        Pieces {
            names: document.names(),
            parts: parts.into_iter(),
            sizes: document.sizes,
            current: None,
            consumed: 0,
            end: u64::MAX,
            state: State {
                spot: Spot::Top,
                mark: None,
                long: None,
                saw_anything: false,
            },
            source: 0,
            extents: vec![Extents::default(); document.sources.len()],
        }
    }

    /// Where the pieces were found so far.
    pub(super) fn into_extents(self) -> Vec<Extents> {
        self.extents
    }

    /// The next piece. After an error there are no more.
    pub fn next(&mut self) -> Result<Option<Piece<'_>>, InputError> {
        let found = loop {
            let Some(window) = &mut self.current else {
                let Some(part) = self.parts.next() else {
                    return Ok(None);
                };
                self.source = part.index as usize;
                self.end = part.extent.map_or(u64::MAX, |extent| extent.end);
                self.state.spot = part.extent.map_or(Spot::Top, |extent| extent.from.spot);
                self.current = Some(part.window(Arc::clone(&self.names), self.sizes));
                continue;
            };
            // The text of a long channel is lent after its last byte was read.
            if window.consumed() >= self.end {
                self.leave();
                self.state.long = None;
                continue;
            }
            match self.state.step(window) {
                Ok(Some(found)) => break found,
                Ok(None) => self.leave(),
                Err(error) => {
                    self.current = None;
                    self.state.long = None;
                    self.parts = Vec::new().into_iter();
                    return Err(error);
                }
            }
        };
        self.note(&found);
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

    /// Leaves the source at hand.
    fn leave(&mut self) {
        self.consumed += self.current.take().map_or(0, |window| window.consumed());
    }

    /// Notes where the pieces of its kind are.
    fn note(&mut self, found: &Found) {
        let noun = match found {
            Found::Value(noun, ..) => *noun,
            Found::Long => Noun::Channel,
            Found::Section(_) | Found::Member(..) | Found::Mistake(..) => return,
        };
        if let (Some(window), Some(mark)) = (&self.current, self.state.mark) {
            self.extents[self.source].add(noun, mark, window.consumed());
        }
    }

    /// Whether there was any object at all so far.
    pub fn saw_anything(&self) -> bool {
        self.state.saw_anything
    }
}

impl ReadingPosition for Pieces {
    fn bytes_read(&self) -> u64 {
        self.consumed + self.current.as_ref().map_or(0, Window::consumed)
    }

    fn is_open(&self) -> bool {
        self.current.as_ref().is_some_and(Window::is_open)
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
                    _ => Err(cut_off(window, window.location(), window.location())),
                };
            };
            match (self.spot, byte) {
                (Spot::Top, b'{') => {
                    self.mark = Some(Mark::here(window, self.spot));
                    self.saw_anything = true;
                    self.spot = Spot::First;
                }
                (Spot::First | Spot::Next, b'}') => self.spot = Spot::Top,
                (Spot::Next, b',') => self.spot = Spot::Field,
                (Spot::FirstOf(_) | Spot::NextOf(_), b']') => self.spot = Spot::Next,
                (Spot::NextOf(noun), b',') => self.spot = Spot::ValueOf(noun),
                (Spot::FirstOf(noun) | Spot::ValueOf(noun), _) => {
                    self.mark = Some(Mark::here(window, self.spot));
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
            .map_err(|error| window.refuse(Mistake::new(0, error.to_string())))?;
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
                let known = ["users", "channels", "user", "channel", "member"];
                let expected = match near_miss(&name, &known) {
                    Some(meant) => format!("`{meant}` is meant, it seems"),
                    None => "expected users or channels, or user, channel or member".to_owned(),
                };
                let message = format!("unknown field {}: {expected}", quoted(&name));
                Some(Found::Mistake(place, message))
            }
        })
    }
}
