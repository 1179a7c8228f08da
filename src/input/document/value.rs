//! Values of a document: where each begins and ends.

use std::ops::Range;

use super::long::{self, Long};
use super::{Found, InputError, Location, Noun};
use crate::input::plain::Look;
use crate::input::scan::{Scan, Scanned, consume, read_value, scan_any};
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
    let place = window.location();
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
        let scan = scan_any(window.unread());
        if matches!(scan, Scan::Short(_))
            && let Some(head) = long::head(window.unread())
        {
            let begun = Box::new(Long::begin(window, head));
            return long.insert(begun).next(window);
        }
        if let Some(Scanned {
            range, location, ..
        }) = consume(window, scan)?
        {
            return Ok(Found::Value(Noun::Channel, range, location, None));
        }
    }
}

/// Reads over one value of any kind; gives back where it is in the window's text.
pub(super) fn value(window: &mut Window) -> Result<(Range<usize>, Location), InputError> {
    read_value(window, scan_any).map(|scanned| (scanned.range, scanned.location))
}
