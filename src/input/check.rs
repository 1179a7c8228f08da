//! The checks of one record, and the name of a mode made its number.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::InputKind;
use super::error::{Refusal, described, quoted};
use crate::record::Location;
use crate::record::{KNOWN_FIELDS, Mode, Text, near_miss};

/// A piece of an item: a range of the text it was read from, or what was built beside it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Text(Range<usize>),
    Scratch,
}

impl Piece {
    /// The same piece, seen from a text in which this one's begins at `by`.
    pub fn shifted(self, by: usize) -> Piece {
        match self {
            Piece::Text(range) => Piece::Text(range.start + by..range.end + by),
            Piece::Scratch => Piece::Scratch,
        }
    }
}

/// What is built beside the text, in memory that is used again for every record.
#[derive(Default)]
pub(super) struct Scratch {
    pub json: Vec<u8>,
    pub id: String,
    /// What is odd about the record: it has no name,
    pub is_nameless: bool,
    /// and fields that look like known ones.
    pub misspelt: Vec<(String, &'static str)>,
    /// The same of a header.
    pub misspelt_columns: Vec<(String, &'static str, Location)>,
}

/// A record's pieces.
#[derive(Debug, PartialEq)]
pub(super) struct Checked {
    pub json: Piece,
    pub id: Piece,
}

/// The known fields of a record, unread, and what looks like one of them. Everything else passes
/// unseen, but not unchecked: serde reads it for its syntax.
#[derive(Default)]
pub(super) struct Look<'a> {
    /// As in `KNOWN_FIELDS`.
    values: [Option<&'a RawValue>; KNOWN_FIELDS.len()],
    misspelt: Vec<(String, &'static str)>,
}

/// The name of a field.
enum Name {
    /// The index in `KNOWN_FIELDS`.
    Known(usize),
    Misspelt(String, &'static str),
    Other,
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                let known = KNOWN_FIELDS.iter().position(|known| *known == name);
                Ok(match (known, near_miss(name, &KNOWN_FIELDS)) {
                    (Some(at), _) => Name::Known(at),
                    (None, Some(meant)) => Name::Misspelt(name.to_owned(), meant),
                    (None, None) => Name::Other,
                })
            }
        }
        deserializer.deserialize_str(Read)
    }
}

impl<'de> Deserialize<'de> for Look<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Look<'de>, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Look<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Look<'de>, A::Error> {
                let mut look = Look::default();
                while let Some(name) = map.next_key()? {
                    match name {
                        Name::Known(at) if look.values[at].is_some() => {
                            return Err(A::Error::duplicate_field(KNOWN_FIELDS[at]));
                        }
                        Name::Known(at) => look.values[at] = Some(map.next_value()?),
                        Name::Misspelt(name, meant) => {
                            map.next_value::<IgnoredAny>()?;
                            look.misspelt.push((name, meant));
                        }
                        Name::Other => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(look)
            }
        }
        deserializer.deserialize_map(Read)
    }
}

impl<'a> Look<'a> {
    fn value(&self, name: &str) -> Option<&'a RawValue> {
        let at = KNOWN_FIELDS.iter().position(|known| *known == name)?;
        self.values[at]
    }
}

/// A line of a rejects file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Reject<'a> {
    #[serde(rename = "line")]
    _line: IgnoredAny,
    #[serde(borrow)]
    record: &'a RawValue,
    #[serde(borrow)]
    error: &'a RawValue,
}

/// Checks a record that serde has read from all of `text`.
pub(super) fn record(
    text: &str,
    look: &Look<'_>,
    kind: InputKind,
    scratch: &mut Scratch,
) -> Result<Checked, Refusal> {
    let Some(id) = look.value("id") else {
        let named_otherwise = look.misspelt.iter().find(|(_, meant)| *meant == "id");
        return match named_otherwise {
            Some((name, _)) => Err(without_id().hint(format!(
                "is {} meant? the field must be called `id`",
                quoted(name)
            ))),
            None => reject(text, kind, scratch),
        };
    };
    let at = offset(text, id.get());
    let checked = string(id.get(), scratch).map_err(|refusal| Refusal {
        message: format!("the field `id`: {}", refusal.message),
        ..refusal.shifted(at)
    })?;
    let id_piece = checked.id.shifted(at);
    if !matches!(kind, InputKind::Ids { .. }) {
        check_metadata(text, look)?;
    }
    if kind == InputKind::Channels {
        check_members(text, look)?;
    }
    let json = match kind {
        InputKind::Ids { .. } => checked.json.shifted(at),
        InputKind::Users => match look
            .value("mode")
            .and_then(|mode| named(mode.get()).map(|n| (mode, n)))
        {
            None => Piece::Text(0..text.len()),
            Some((raw, mode)) => {
                let from = offset(text, raw.get());
                splice(text, from..from + raw.get().len(), mode, &mut scratch.json);
                Piece::Scratch
            }
        },
        InputKind::Channels => Piece::Text(0..text.len()),
    };
    scratch.is_nameless = look.value("name").is_none_or(|name| name.get() == "null");
    let known = kind.fields();
    let misspelt = look.misspelt.iter();
    scratch
        .misspelt
        .extend(misspelt.filter(|(_, meant)| known.contains(meant)).cloned());
    Ok(Checked { json, id: id_piece })
}

/// `metadata` that is no object is a mistake that the API cannot mend afterwards: mostly an object
/// that a step before has put into a text.
fn check_metadata(text: &str, look: &Look<'_>) -> Result<(), Refusal> {
    let Some(raw) = look.value("metadata") else {
        return Ok(());
    };
    let json = raw.get();
    if json.starts_with('{') || json == "null" || is_empty_array(json) {
        return Ok(());
    }
    let found = described(json);
    let message = format!("the field `metadata`: expected an object, found {found}");
    let refusal = Refusal::new(offset(text, json), message);
    Err(match serde_json::from_str::<Cow<'_, str>>(json) {
        Ok(inner) if inner.trim_start().starts_with('{') => refusal
            .hint("it is an object inside a text: `jq '.metadata |= fromjson'` takes it out of it"),
        _ => refusal,
    })
}

/// Many languages have one empty collection for both.
fn is_empty_array(json: &str) -> bool {
    json.strip_prefix('[')
        .is_some_and(|rest| rest.trim_ascii_start() == "]")
}

fn check_members(text: &str, look: &Look<'_>) -> Result<(), Refusal> {
    let Some(raw) = look.value("members") else {
        return Ok(());
    };
    let json = raw.get();
    if json == "null" || serde_json::from_str::<Vec<Text<'_>>>(json).is_ok() {
        return Ok(());
    }
    let message = match described(json).as_str() {
        "an array" => "the field `members`: expected an array of user ids, found one with other \
                       things in it"
            .to_owned(),
        found => format!("the field `members`: expected an array of user ids, found {found}"),
    };
    Err(Refusal::new(offset(text, json), message)
        .hint("initial members are texts: \"members\": [\"u1\", \"u2\"]"))
}

/// Checks an id that stands by itself, a whole JSON string.
pub(super) fn string(literal: &str, scratch: &mut Scratch) -> Result<Checked, Refusal> {
    let Some(inner) = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return Err(not_a_string(0, literal));
    };
    if inner.is_empty() {
        return Err(Refusal::new(0, "an id must not be empty"));
    }
    let id = if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        Piece::Text(1..1 + inner.len())
    } else {
        scratch.id = serde_json::from_str(literal).map_err(|error| reworded(&error, literal))?;
        Piece::Scratch
    };
    Ok(Checked {
        json: Piece::Text(0..literal.len()),
        id,
    })
}

pub(super) fn not_a_string(offset: usize, text: &str) -> Refusal {
    let refusal = Refusal::new(
        offset,
        format!("expected a string, found {}", described(text)),
    );
    let number = text
        .split(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
        .next()
        .unwrap_or_default();
    if number.is_empty() || number.len() > 40 {
        return refusal;
    }
    refusal.hint(format!("ids are strings: write \"{number}\""))
}

fn without_id() -> Refusal {
    let message = "expected an object with the field `id`, found one without it";
    Refusal::new(0, message)
}

/// An object without an `id` can still be a line of a rejects file.
fn reject(text: &str, kind: InputKind, scratch: &mut Scratch) -> Result<Checked, Refusal> {
    let reject: Reject<'_> = serde_json::from_str(text).map_err(|_| without_id())?;
    let inner = reject.record.get();
    if !reject.error.get().starts_with('{') {
        return Err(without_id());
    }
    let at = offset(text, inner);
    let checked = match (inner.as_bytes().first(), kind) {
        (Some(b'{'), _) => {
            let look: Look<'_> =
                serde_json::from_str(inner).map_err(|error| reworded(&error, inner).shifted(at))?;
            // Only one level: what is rejected is a record and not a rejected record.
            if look.value("id").is_none() {
                return Err(without_id().shifted(at));
            }
            record(inner, &look, kind, scratch)
        }
        // What a command that takes ids has rejected is an id.
        (Some(b'"'), InputKind::Ids { .. }) => string(inner, scratch),
        _ => return Err(without_id()),
    };
    checked
        .map(|checked| Checked {
            json: checked.json.shifted(at),
            id: checked.id.shifted(at),
        })
        .map_err(|refusal| refusal.shifted(at))
}

/// The mode that a JSON string names, if it is a string and names one.
fn named(literal: &str) -> Option<Mode> {
    if !literal.starts_with('"') {
        return None;
    }
    let name: String = serde_json::from_str(literal).ok()?;
    Mode::from_name(&name)
}

fn splice(text: &str, at: Range<usize>, mode: Mode, out: &mut Vec<u8>) {
    out.clear();
    out.extend_from_slice(&text.as_bytes()[..at.start]);
    out.extend_from_slice(mode.0.to_string().as_bytes());
    out.extend_from_slice(&text.as_bytes()[at.end..]);
}

/// Where in `text` a part that was borrowed from it begins.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// Where in `text` serde says that it is wrong.
pub(super) fn error_offset(error: &serde_json::Error, text: &str) -> usize {
    let line = match error.line() {
        0 | 1 => 0,
        n => memchr::memchr_iter(b'\n', text.as_bytes())
            .nth(n - 2)
            .map_or(0, |newline| newline + 1),
    };
    let mut offset = (line + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// serde's error in our words: its own position goes, what was found there is added.
pub(super) fn reworded(error: &serde_json::Error, text: &str) -> Refusal {
    let mut offset = error_offset(error, text);
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&position).unwrap_or(&message);
    let expected = match message {
        "expected value" => "a value",
        "expected ident" => "`null`, `true` or `false`",
        "expected `:`" => "`:`",
        "expected `,` or `]`" => "`,` or `]`",
        "expected `,` or `}`" => "`,` or `}`",
        "key must be a string" | "trailing comma" => "a field name in quotes",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            return Refusal::new(offset, "an escape for half a character (a lone surrogate)");
        }
        _ if message.starts_with("duplicate field ") => {
            let field = message.trim_start_matches("duplicate field ");
            return Refusal::new(offset, format!("the field {field} is given twice"));
        }
        _ if message.starts_with("control character") => {
            // serde stands before or on the character, depending on who asks for the string.
            let rest = &text[offset..];
            offset += rest.find(|c| c < ' ').filter(|at| *at <= 4).unwrap_or(0);
            let found = described(&text[offset..]);
            return Refusal::new(offset, format!("{found} inside a string"))
                .hint("a closing `\"` is missing, or the character needs an escape such as \\n");
        }
        _ => return Refusal::new(offset, message.to_owned()),
    };
    unexpected(text, offset, expected)
}

/// The refusal of what stands at an offset, where something else was expected.
pub(super) fn unexpected(text: &str, offset: usize, expected: &str) -> Refusal {
    let found = described(&text[offset..]);
    let refusal = Refusal::new(offset, format!("expected {expected}, found {found}"));
    if text[offset..].starts_with(['\'', '“', '”']) {
        return refusal.hint("JSON wants straight double quotes, \"");
    }
    refusal
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
