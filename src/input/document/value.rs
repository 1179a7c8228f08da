//! Values of a document: where each begins and ends.

use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::long::{self, Long};
use super::{Found, InputError, Location, Noun};
use crate::input::Found as Read;
use crate::input::check::{Checked, Piece as Span};
use crate::input::json::{self, Outcome};
use crate::input::plain::Look;
use crate::input::window::Window;

/// Reads a user, a channel or a member, whatever it turns out to be; of a channel that is too
/// long to be held, its first member.
pub(super) fn of_noun(
    window: &mut Window,
    noun: Noun,
    long: &mut Option<Box<Long>>,
) -> Result<Found, InputError> {
    match noun {
        Noun::User => {
            if let Some(found) = plain_user(window)? {
                return Ok(found);
            }
        }
        Noun::Channel => return channel(window, long),
        Noun::Member => {}
    }
    let (range, place) = value(window)?;
    Ok(Found::Value(noun, range, place, None))
}

fn plain_user(window: &mut Window) -> Result<Option<Found>, InputError> {
    let unread = window.unread();
    if !unread.starts_with('{') {
        return Ok(None);
    }
    let mut values = serde_json::Deserializer::from_str(unread).into_iter::<Look<'_>>();
    let Some(Ok(look)) = values.next() else {
        return Ok(None);
    };
    let Some(id) = look.plain_id() else {
        return Ok(None);
    };
    let len = values.byte_offset();
    let (text, start) = window.text();
    let id_start = id.as_ptr() as usize - text.as_ptr() as usize;
    let id = id_start..id_start + id.len();
    window.check_length(len)?;
    let place = window.place();
    window.advance(len);
    Ok(Some(Found::Value(
        Noun::User,
        start..start + len,
        place,
        Some(id),
    )))
}

fn channel(window: &mut Window, long: &mut Option<Box<Long>>) -> Result<Found, InputError> {
    loop {
        let outcome = raw(window.unread());
        if matches!(outcome, Outcome::Short(_))
            && let Some(head) = long::head(window.unread())
        {
            let begun = Box::new(Long::begin(window, head));
            return long.insert(begun).next(window);
        }
        if let Some(found) = json::settle(window, outcome)? {
            let (range, place) = ranged(found);
            return Ok(Found::Value(Noun::Channel, range, place, None));
        }
    }
}

/// Reads over one value of any kind; gives back where it is in the window's text.
pub(super) fn value(window: &mut Window) -> Result<(Range<usize>, Location), InputError> {
    json::value(window, raw).map(ranged)
}

/// Reads one value of any kind that a text begins with.
pub(super) fn raw(text: &str) -> Outcome {
    let mut reader = serde_json::Deserializer::from_str(text);
    match <&RawValue>::deserialize(&mut reader) {
        Ok(value) => {
            let len = value.get().len();
            // No document ends with a number, so there is more of it, or of the document.
            if len == text.len() && value.get().ends_with(|c: char| c.is_ascii_digit()) {
                return Outcome::Short(None);
            }
            Outcome::Done(
                len,
                Checked {
                    json: Span::Text(0..len),
                    id: Span::Text(0..0),
                },
            )
        }
        Err(error) => json::failed(&error, text),
    }
}

pub(super) fn ranged(found: Read) -> (Range<usize>, Location) {
    match found.json {
        Span::Text(range) => (range, found.place),
        // Nothing is built beside the text here.
        Span::Scratch => (0..0, found.place),
    }
}
