//! JSON in all its arrangements: arrays, single values, values in lines or in a row.
//!
//! The end of a value is not searched for beforehand: serde reads from the value's beginning and
//! says where it stopped, so every byte is read once. Only a value that reaches past the end of the
//! window is read again, once there is more text.

use serde_json::value::RawValue;

use super::error::InputError;
use super::item::{FoundItem, NextItem, Scratch};
use super::kind::InputKind;
use super::near::of_elements;
use super::object::{read_object, read_string};
use super::scan::{Scanned, fill_to_describe, read_value, scan};
use super::sequence::{Sequence, SequenceStep};
use super::window::Window;
use crate::record::{LikelyFields, Location, Mistake, described, not_a_string};

#[derive(Default)]
pub(super) struct JsonReader {
    array: Option<OpenArray>,
}

struct OpenArray {
    items: Sequence,
    begin: Location,
}

/// What `jq --seq` writes before each value (RFC 7464).
pub(super) const RECORD_SEPARATOR: u8 = 0x1e;

/// What would have been allowed at a position.
#[derive(Clone, Copy, PartialEq)]
enum Allowed {
    ValueOrArray,
    ValueOrEnd,
    Value,
}

impl JsonReader {
    /// For input that is read from an item of an array on, or from one that stands by itself.
    pub fn resumed(is_in_array: bool, begin: Location) -> JsonReader {
        JsonReader {
            array: is_in_array.then(|| OpenArray {
                items: Sequence::resumed(b']'),
                begin,
            }),
        }
    }

    pub fn is_in_array(&self) -> bool {
        self.array.is_some()
    }

    pub fn next(&mut self, window: &mut Window, scratch: &mut Scratch) -> NextItem {
        loop {
            let (byte, allowed) = match &mut self.array {
                None => match window.skip_white()? {
                    None => return Ok(None),
                    Some(b'[') => {
                        self.array = Some(OpenArray {
                            begin: window.location(),
                            items: Sequence::begin(window, b']'),
                        });
                        continue;
                    }
                    Some(RECORD_SEPARATOR) => {
                        window.advance(1);
                        continue;
                    }
                    Some(byte) => (byte, Allowed::ValueOrArray),
                },
                Some(array) => match array.items.step(window)? {
                    SequenceStep::End => {
                        self.array = None;
                        continue;
                    }
                    SequenceStep::CutOff(_) => return Err(window.refuse(unclosed(array.begin))),
                    SequenceStep::Item(byte) if array.items.is_after_comma() => {
                        (byte, Allowed::Value)
                    }
                    SequenceStep::Item(byte) => (byte, Allowed::ValueOrEnd),
                },
            };
            let begin = window.location();
            let is_element = self.array.is_some();
            let Scanned {
                range,
                location,
                value: (json, id),
            } = match byte {
                b'{' => read_value(window, |text| {
                    scan(text, |text, LikelyFields(fields)| {
                        read_object(text, fields, begin, scratch).map_err(
                            |mistake| match is_element {
                                true => of_elements(mistake),
                                false => mistake,
                            },
                        )
                    })
                })?,
                b'"' if scratch.kind.is_ids() => read_value(window, |text| {
                    scan(text, |text, _: &&RawValue| read_string(text, scratch))
                })?,
                _ => return Err(misplaced(window, allowed, scratch.kind)),
            };
            return Ok(Some(FoundItem {
                location,
                json: json.shifted(range.start),
                id: id.shifted(range.start),
            }));
        }
    }
}

fn unclosed(begin: Location) -> Mistake<usize> {
    let message = match begin.line() {
        None => "the input ends inside an array".to_owned(),
        Some(line) => format!("the input ends inside the array that begins in line {line}"),
    };
    Mistake::new(0, message).hint("a closing `]` is missing, or the input was cut off")
}

/// The error for something that is not allowed here.
fn misplaced(window: &mut Window, allowed: Allowed, kind: InputKind) -> InputError {
    fill_to_describe(window);
    let text = window.unread();
    let found = described(text);
    if kind.is_ids() && found == "a number" && allowed != Allowed::ValueOrArray {
        return window.refuse(not_a_string(text));
    }
    let (expected, csv_or_lines) = match kind {
        InputKind::Users | InputKind::Channels | InputKind::ChannelChanges => (
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
    let [value_or_array, value_or_end, value] = expected;
    let expected = match allowed {
        Allowed::ValueOrArray => value_or_array,
        Allowed::ValueOrEnd => value_or_end,
        Allowed::Value => value,
    };
    let mistake = Mistake::new(0, format!("expected {expected}, found {found}"));
    window.refuse(match (allowed, text.chars().next()) {
        (Allowed::ValueOrArray, Some(',')) => {
            mistake.hint("values with commas between them need `[` and `]` around them")
        }
        (Allowed::ValueOrArray, Some(c)) if !matches!(c, ']' | '}') => mistake.hint(csv_or_lines),
        (Allowed::Value, Some(']')) => mistake.hint("the comma before it is one too many"),
        _ => mistake,
    })
}

#[cfg(test)]
#[path = "json_random_tests.rs"]
mod random_tests;
#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
