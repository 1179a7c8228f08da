//! A channel with more members than are held at once.
//!
//! Its text is kept without them, as it is written otherwise, so that it can be checked like any
//! other channel's when its end is reached; the members pass one by one before that.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Found, Hole, InputError, Location, Noun, Piece};
use crate::input::scan::{self, Scan, Scanned, consume, scan_any, unexpected};
use crate::input::window::Window;
use crate::record::Text;

/// How such a channel begins.
pub(super) struct Head {
    /// Bytes up to its members, the bracket included.
    len: usize,
    id: String,
}

/// What is read of such a channel.
pub(super) struct Long {
    id: String,
    /// The channel so far, without its members.
    text: String,
    place: Location,
    hole: Option<Hole>,
    spot: Spot,
    /// Where the last thing that is not white space ended.
    end: Location,
}

/// What may come next.
#[derive(Clone, Copy)]
enum Spot {
    /// After `[`: a member or the end.
    First,
    /// After a member: a comma or the end.
    Next,
    /// After a comma: a member.
    Member,
    /// After the channel.
    Done,
}

/// The beginning of a channel, where a text holds it up to its members, with its id.
pub(super) fn head(text: &str) -> Option<Head> {
    let mut rest = Rest(text);
    rest.skip('{')?;
    let mut id = None;
    loop {
        let name = rest.value()?;
        rest.skip(':')?;
        if string(name).is_some_and(|name| name == "members") {
            rest.skip('[')?;
            return Some(Head {
                len: text.len() - rest.0.len(),
                id: id?,
            });
        }
        let value = rest.value()?;
        if string(name).is_some_and(|name| name == "id") {
            id = Some(string(value)?);
        }
        rest.skip(',')?;
    }
}

fn string(json: &str) -> Option<String> {
    let Text(text) = serde_json::from_str(json).ok()?;
    Some(text.into_owned())
}

/// What is not looked at yet of a text.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn white(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    fn skip(&mut self, c: char) -> Option<()> {
        self.white();
        self.0 = self.0.strip_prefix(c)?;
        Some(())
    }

    fn value(&mut self) -> Option<&'a str> {
        self.white();
        let mut reader = serde_json::Deserializer::from_str(self.0);
        let value = <&RawValue>::deserialize(&mut reader).ok()?.get();
        self.0 = &self.0[value.len()..];
        Some(value)
    }
}

impl Long {
    /// Consumes the head, with which the unread text begins.
    pub fn begin(window: &mut Window, head: Head) -> Long {
        let text = window.unread()[..head.len].to_owned();
        let place = window.location();
        window.advance(head.len);
        Long {
            id: head.id,
            text,
            place,
            hole: None,
            spot: Spot::First,
            end: window.location(),
        }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn is_done(&self) -> bool {
        matches!(self.spot, Spot::Done)
    }

    /// The channel, after its members.
    pub fn piece(&self) -> Piece<'_> {
        Piece::Value {
            noun: Noun::Channel,
            text: &self.text,
            place: self.place,
            hole: self.hole,
            plain_id: None,
        }
    }

    /// The next member, or the channel after the last one.
    pub fn next(&mut self, window: &mut Window) -> Result<Found, InputError> {
        loop {
            self.end = window.location();
            let Some(byte) = window.skip_white()? else {
                return Err(self.cut_off(window));
            };
            match (self.spot, byte) {
                (Spot::First | Spot::Next, b']') => {
                    self.hole = Some(Hole {
                        offset: self.text.len(),
                        after: window.location(),
                    });
                    self.tail(window)?;
                    self.spot = Spot::Done;
                    return Ok(Found::Long);
                }
                (Spot::Next, b',') => self.spot = Spot::Member,
                (Spot::First | Spot::Member, _) => {
                    let (range, place) = loop {
                        if let Some(found) = self.value(window)? {
                            break (found.range, found.location);
                        }
                    };
                    self.spot = Spot::Next;
                    return Ok(Found::Member(range, place));
                }
                (Spot::Next | Spot::Done, _) => return Err(unexpected(window, "`,` or `]`")),
            }
            window.advance(1);
        }
    }

    /// Tries to read a value.
    fn value(&self, window: &mut Window) -> Result<Option<Scanned<()>>, InputError> {
        match scan_any(window.unread()) {
            Scan::Short(None) if window.ended() => Err(self.cut_off(window)),
            scan => consume(window, scan),
        }
    }

    /// Takes over what comes after the members, from their bracket to the end of the channel.
    fn tail(&mut self, window: &mut Window) -> Result<(), InputError> {
        self.take(window, 1)?;
        loop {
            match self.white(window)? {
                b'}' => return self.take(window, 1),
                b',' => self.take(window, 1)?,
                _ => return Err(unexpected(window, "`,` or `}`")),
            }
            if self.white(window)? != b'"' {
                return Err(unexpected(window, "a field name in quotes"));
            }
            self.take_value(window)?;
            if self.white(window)? != b':' {
                return Err(unexpected(window, "`:`"));
            }
            self.take(window, 1)?;
            self.white(window)?;
            self.take_value(window)?;
        }
    }

    /// Takes over white space, so that what follows keeps its distance; gives the byte after it.
    fn white(&mut self, window: &mut Window) -> Result<u8, InputError> {
        self.end = window.location();
        loop {
            let unread = window.unread();
            let rest = unread.trim_start_matches([' ', '\t', '\r', '\n']);
            let (white, next) = (unread.len() - rest.len(), rest.bytes().next());
            self.take(window, white)?;
            match next {
                Some(byte) => return Ok(byte),
                None if window.ended() => return Err(self.cut_off(window)),
                None => window.fill()?,
            }
        }
    }

    fn take_value(&mut self, window: &mut Window) -> Result<(), InputError> {
        loop {
            if let Some(found) = self.value(window)? {
                self.text.push_str(&window.text().0[found.range]);
                return window.check_length(self.text.len());
            }
        }
    }

    fn take(&mut self, window: &mut Window, len: usize) -> Result<(), InputError> {
        self.text.push_str(&window.unread()[..len]);
        window.advance(len);
        window.check_length(self.text.len())
    }

    fn cut_off(&self, window: &Window) -> InputError {
        let end = match window.unread().trim_end().len() {
            0 => self.end,
            len => window.location_at(len),
        };
        scan::cut_off(window, end, self.place)
    }
}

#[cfg(test)]
#[path = "long_tests.rs"]
mod tests;
