//! Single JSON values at the beginning of a window's text.

use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::InputError;
use super::object::record_of;
use super::window::Window;
use crate::record::{self, Location, Mistake, error_offset, mistake_of_json};

/// The result of reading one value from the beginning of a text.
pub(crate) enum Scan<T> {
    /// A value of this length, and what was made of it.
    Done(usize, T),
    /// The text ends before the value does, or seems to.
    Short(Option<Mistake<usize>>),
    Wrong(Mistake<usize>),
    /// A value of this length that breaks a rule.
    Refused(usize, Mistake<usize>),
}

/// A value that has been consumed.
pub(crate) struct Scanned<T> {
    /// Where it is in the window's text.
    pub range: Range<usize>,
    pub location: Location,
    pub value: T,
}

/// Reads the value that begins here, with as much text as it takes.
pub(crate) fn read_value<T>(
    window: &mut Window,
    mut scan: impl FnMut(&str) -> Scan<T>,
) -> Result<Scanned<T>, InputError> {
    loop {
        let scan = scan(window.unread());
        if let Some(scanned) = consume(window, scan)? {
            return Ok(scanned);
        }
    }
}

/// Consumes the value that was read. None if there was too little text: now there is more, and the
/// value must be read again.
pub(crate) fn consume<T>(
    window: &mut Window,
    scan: Scan<T>,
) -> Result<Option<Scanned<T>>, InputError> {
    match scan {
        Scan::Done(len, value) => {
            window.check_length(len)?;
            let (_, start) = window.text();
            let location = window.location();
            window.advance(len);
            Ok(Some(Scanned {
                range: start..start + len,
                location,
                value,
            }))
        }
        Scan::Short(_) if !window.ended() => window.fill().map(|()| None),
        Scan::Short(None) => {
            let end = window.location_at(window.unread().trim_end().len());
            Err(cut_off(window, end, window.location()))
        }
        Scan::Short(Some(mistake)) | Scan::Wrong(mistake) => Err(window.refuse(mistake)),
        Scan::Refused(len, mistake) => {
            let error = window.refuse(mistake);
            let record = record_of(&window.unread()[..len]).to_owned();
            window.advance(len);
            Err(error.passed_over_record(record))
        }
    }
}

/// Reads a value with serde, and checks it.
pub(crate) fn scan<'a, V: Deserialize<'a>, T>(
    text: &'a str,
    check: impl FnOnce(&'a str, &V) -> Result<T, Mistake<usize>>,
) -> Scan<T> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<V>();
    match values.next() {
        None => Scan::Short(None),
        Some(Ok(value)) => {
            let len = values.byte_offset();
            match check(&text[..len], &value) {
                Ok(checked) => Scan::Done(len, checked),
                Err(mistake) => Scan::Refused(len, mistake),
            }
        }
        Some(Err(error)) => failed(&error, text),
    }
}

/// Reads one value of any kind. A number must not be the last thing in the input, because more
/// digits might follow.
pub(crate) fn scan_any(text: &str) -> Scan<()> {
    let mut reader = serde_json::Deserializer::from_str(text);
    match <&RawValue>::deserialize(&mut reader) {
        Ok(value) if value.get().len() < text.len() => Scan::Done(value.get().len(), ()),
        Ok(value) if value.get().ends_with(|c: char| c.is_ascii_digit()) => Scan::Short(None),
        Ok(value) => Scan::Done(value.get().len(), ()),
        Err(error) => failed(&error, text),
    }
}

/// What a text that serde refuses turned out to be.
fn failed<T>(error: &serde_json::Error, text: &str) -> Scan<T> {
    if error.is_eof() {
        return Scan::Short(None);
    }
    let mistake = mistake_of_json(error, text);
    // A number that is cut by the end of the window is an error to serde, not an early end, and
    // serde places it at the cut or up to one character before it.
    if error_offset(error, text) + 4 >= text.len() {
        Scan::Short(Some(mistake))
    } else {
        Scan::Wrong(mistake)
    }
}

/// The error for an input that ends at a location, within the record that begins at `begin`.
pub(crate) fn cut_off(window: &Window, end: Location, begin: Location) -> InputError {
    let message = match begin.line() {
        None => "the input ends inside a record".to_owned(),
        Some(line) => format!("the input ends inside the record that begins in line {line}"),
    };
    let hint = "the input was cut off, or a bracket or quote is missing";
    window.refuse_at(end, Mistake::new((), message).hint(hint))
}

/// Gets enough text to describe what comes next.
pub(super) fn fill_to_describe(window: &mut Window) {
    const ENOUGH: usize = 64;
    while window.unread().len() < ENOUGH && !window.ended() {
        // What follows may be wrong, too, but that is not what is to be described.
        if window.fill().is_err() {
            break;
        }
    }
}

/// The error for what comes next, where something else was expected.
pub(crate) fn unexpected(window: &mut Window, expected: &str) -> InputError {
    fill_to_describe(window);
    window.refuse(record::unexpected(window.unread(), 0, expected))
}
