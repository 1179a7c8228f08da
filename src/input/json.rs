//! JSON in all its arrangements: arrays, single values, values in lines or in a row.
//!
//! Where a value ends is not looked for beforehand: serde reads from the value's beginning and
//! says where it stopped, so every byte is looked at once. Only a value that reaches past the end
//! of the window is read again, when there is more of it.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::check::{self, Checked, Look, Scratch};
use super::error::{InputError, Refusal, described};
use super::window::{Style, Window};
use super::{Found, InputKind};
use crate::record::Location;

#[derive(Default)]
pub(super) struct Reader {
    spot: Spot,
    /// The line of the array that is open, for the error at the end. 0 where lines mean nothing.
    opened: u64,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Default)]
enum Spot {
    /// Outside of arrays: a value or an array.
    #[default]
    Top,
    /// After `[`: a value or the end.
    First,
    /// After a value in an array: a comma or the end.
    Next,
    /// After a comma: a value.
    Value,
}

impl Reader {
    pub fn next(
        &mut self,
        window: &mut Window,
        kind: InputKind,
        scratch: &mut Scratch,
    ) -> Result<Option<Found>, InputError> {
        loop {
            let Some(byte) = window.skip_white()? else {
                return match self.spot {
                    Spot::Top => Ok(None),
                    _ => Err(window.refuse(self.unclosed())),
                };
            };
            match (self.spot, byte) {
                (Spot::Top, b'[') => {
                    self.opened = line_of(window);
                    self.spot = Spot::First;
                }
                (Spot::First | Spot::Next, b']') => self.spot = Spot::Top,
                (Spot::Next, b',') => self.spot = Spot::Value,
                (Spot::Next, _) => return Err(unexpected(window, "`,` or `]`")),
                (_, b'{') => return self.found(window, |text| object(text, kind, scratch)),
                (_, b'"') if matches!(kind, InputKind::Ids { .. }) => {
                    return self.found(window, |text| string(text, scratch));
                }
                (spot, _) => return Err(misplaced(window, spot, kind)),
            }
            window.advance(1);
        }
    }

    fn found(
        &mut self,
        window: &mut Window,
        read: impl FnMut(&str) -> Outcome,
    ) -> Result<Option<Found>, InputError> {
        let found = value(window, read);
        if self.spot != Spot::Top {
            self.spot = Spot::Next;
        }
        found.map(Some)
    }

    fn unclosed(&self) -> Refusal {
        let message = match self.opened {
            0 => "the input ends inside an array".to_owned(),
            line => format!("the input ends inside the array that begins in line {line}"),
        };
        Refusal::new(0, message).hint("a closing `]` is missing, or the input was cut off")
    }
}

/// What became of reading one value from the beginning of a text.
pub(super) enum Outcome {
    Done(usize, Checked),
    /// The text ends before the value does, or it looks so.
    Short(Option<Refusal>),
    Wrong(Refusal),
    /// A whole value of this length that is not what it must be.
    Refused(usize, Refusal),
}

/// Reads the value that begins here, getting as much text as it takes.
pub(super) fn value(
    window: &mut Window,
    mut read: impl FnMut(&str) -> Outcome,
) -> Result<Found, InputError> {
    loop {
        let outcome = read(window.unread());
        if let Some(found) = settle(window, outcome)? {
            return Ok(found);
        }
    }
}

/// Consumes the value that was read. None where there was too little text for it: now there is
/// more, and it is to be read again.
pub(super) fn settle(window: &mut Window, outcome: Outcome) -> Result<Option<Found>, InputError> {
    match outcome {
        Outcome::Done(len, checked) => {
            window.check_length(len)?;
            let (_, start) = window.text();
            let found = Found {
                place: window.place(),
                json: checked.json.shifted(start),
                id: checked.id.shifted(start),
            };
            window.advance(len);
            Ok(Some(found))
        }
        Outcome::Short(_) if !window.ended() => window.fill().map(|()| None),
        Outcome::Short(None) => Err(cut_off(window)),
        Outcome::Short(Some(refusal)) | Outcome::Wrong(refusal) => Err(window.refuse(refusal)),
        Outcome::Refused(len, refusal) => {
            let error = window.refuse(refusal);
            window.advance(len);
            Err(error.passed_over())
        }
    }
}

fn object(text: &str, kind: InputKind, scratch: &mut Scratch) -> Outcome {
    read(text, |text, look: &Look<'_>| {
        check::record(text, look, kind, scratch)
    })
}

fn string(text: &str, scratch: &mut Scratch) -> Outcome {
    read(text, |text, _: &&RawValue| check::string(text, scratch))
}

pub(super) fn read<'a, T: Deserialize<'a>>(
    text: &'a str,
    check: impl FnOnce(&'a str, &T) -> Result<Checked, Refusal>,
) -> Outcome {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<T>();
    match values.next() {
        None => Outcome::Short(None),
        Some(Ok(value)) => {
            let len = values.byte_offset();
            match check(&text[..len], &value) {
                Ok(checked) => Outcome::Done(len, checked),
                Err(refusal) => Outcome::Refused(len, refusal),
            }
        }
        Some(Err(error)) => failed(&error, text),
    }
}

/// What became of a text that serde refuses.
pub(super) fn failed(error: &serde_json::Error, text: &str) -> Outcome {
    if error.is_eof() {
        return Outcome::Short(None);
    }
    let refusal = check::reworded(error, text);
    // serde calls a number that the window cuts wrong and not unfinished, at the cut or up to a
    // character before it.
    if check::error_offset(error, text) + 4 >= text.len() {
        Outcome::Short(Some(refusal))
    } else {
        Outcome::Wrong(refusal)
    }
}

pub(super) fn cut_off(window: &Window) -> InputError {
    let end = window.place_at(window.unread().trim_end().len());
    cut_off_at(window, end, line_of(window))
}

/// The error for an input that ends at a place, in the record that begins in a line.
pub(super) fn cut_off_at(window: &Window, end: Location, line: u64) -> InputError {
    let message = match line {
        0 => "the input ends inside a record".to_owned(),
        line => format!("the input ends inside the record that begins in line {line}"),
    };
    let hint = "the input was cut off, or a bracket or quote is missing";
    window.refuse_at(end, Refusal::new(0, message).hint(hint))
}

/// The line that comes next, 0 where lines mean nothing.
fn line_of(window: &Window) -> u64 {
    match window.style() {
        Style::Lines => {
            let Location { line, .. } = window.place();
            line
        }
        Style::Numbers | Style::Name => 0,
    }
}

/// Gets enough text to say what stands here.
fn see(window: &mut Window) {
    const ENOUGH: usize = 64;
    while window.unread().len() < ENOUGH && !window.ended() {
        // What follows may be bad as well, but this is about what comes first.
        if window.fill().is_err() {
            break;
        }
    }
}

pub(super) fn unexpected(window: &mut Window, expected: &str) -> InputError {
    see(window);
    window.refuse(check::unexpected(window.unread(), 0, expected))
}

/// The error for something that is neither a record nor may stand here.
fn misplaced(window: &mut Window, spot: Spot, kind: InputKind) -> InputError {
    see(window);
    let text = window.unread();
    let found = described(text);
    let (expected, csv_or_lines) = match kind {
        InputKind::Users | InputKind::Channels => (
            ["an array or an object", "an object or `]`", "an object"],
            "records are JSON; for CSV name the file .csv or say so with --format csv",
        ),
        InputKind::Ids { .. } => (
            [
                "an array, a string or an object with an `id`",
                "a string, an object with an `id`, or `]`",
                "a string or an object with an `id`",
            ],
            "for plain lines, one id each, say --format lines",
        ),
    };
    let [top, first, value] = expected;
    let expected = match spot {
        Spot::Top => top,
        Spot::First => first,
        Spot::Next | Spot::Value => value,
    };
    let number = matches!(kind, InputKind::Ids { .. }) && found == "a number" && spot != Spot::Top;
    if number {
        return window.refuse(check::not_a_string(0, text));
    }
    let refusal = Refusal::new(0, format!("expected {expected}, found {found}"));
    window.refuse(match (spot, text.chars().next()) {
        (Spot::Top, Some(',')) => {
            refusal.hint("values with commas between them need `[` and `]` around them")
        }
        (Spot::Top, Some(c)) if !matches!(c, ']' | '}') => refusal.hint(csv_or_lines),
        (Spot::Value, Some(']')) => refusal.hint("the comma before it is one too many"),
        _ => refusal,
    })
}

#[cfg(test)]
#[path = "json_random_tests.rs"]
mod random_tests;
#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
