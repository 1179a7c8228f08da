//! What the tool looks at in the records of the API, borrowed from the raw record.
//!
//! The raw bytes travel; these types only look at them. Fields that the tool does not know are
//! neither parsed nor lost.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The fields of a user that the API knows (API reference: users).
pub const USER_FIELDS: [&str; 4] = ["id", "name", "mode", "metadata"];

/// The fields of a channel that the API, its guides and its clients know.
pub const CHANNEL_FIELDS: [&str; 5] = ["id", "name", "logo", "metadata", "members"];

/// The fields of any record.
pub const KNOWN_FIELDS: [&str; 6] = ["id", "name", "mode", "metadata", "logo", "members"];

/// The id of any record; its other fields are skipped.
#[derive(Debug, Deserialize)]
pub struct Id<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
}

/// Whether an id can stand in a path. One that has an empty segment, `.` or `..` between its
/// slashes and backslashes cannot: URL parsers fold such segments away, even as `%2e%2e`, and so
/// do proxies that decode `%2F` on the way. The request would then reach another collection, and
/// remove users of the instance instead of members of a channel.
pub fn fits_in_path(id: &str) -> bool {
    let mut segments = id.split(['/', '\\']);
    segments.all(|segment| !matches!(segment, "" | "." | ".."))
}

/// The fields of a JSON object in their order, values unread.
pub struct Fields<'a>(pub Vec<(Cow<'a, str>, &'a RawValue)>);

/// A string that borrows where it can; `Cow` alone would always copy.
#[derive(Debug, Deserialize)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::with_capacity(8);
                while let Some((Text(key), value)) = map.next_entry()? {
                    fields.push((key, value));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

impl<'a> Fields<'a> {
    pub fn of(json: &'a str) -> Option<Fields<'a>> {
        serde_json::from_str(json).ok()
    }

    /// One object of some fields, on one line as far as their values are.
    pub fn object<'f>(fields: impl IntoIterator<Item = &'f (Cow<'a, str>, &'a RawValue)>) -> String
    where
        'a: 'f,
    {
        let mut json = String::from("{");
        for (name, value) in fields {
            if json.len() > 1 {
                json.push(',');
            }
            // Text can always be written as JSON.
            json.push_str(&serde_json::to_string(name).unwrap_or_default());
            json.push(':');
            json.push_str(value.get());
        }
        json.push('}');
        json
    }

    /// The value at a dotted path. A field whose own name has dots is found too.
    pub fn at(&self, path: &str) -> Option<&'a RawValue> {
        self.find(path, |key, name| key == name)
    }

    /// The same whatever the case of its letters, where there is none in the very same letters.
    pub fn at_any_case(&self, path: &str) -> Option<&'a RawValue> {
        self.at(path)
            .or_else(|| self.find(path, str::eq_ignore_ascii_case))
    }

    fn find(&self, path: &str, is: fn(&str, &str) -> bool) -> Option<&'a RawValue> {
        if let Some((_, value)) = self.0.iter().find(|(key, _)| is(key, path)) {
            return Some(value);
        }
        path.match_indices('.').find_map(|(dot, _)| {
            let (_, value) = self.0.iter().find(|(key, _)| is(key, &path[..dot]))?;
            Fields::of(value.get())?.find(&path[dot + 1..], is)
        })
    }
}

/// A permission number. Any non-negative integer is a mode; five have a name
/// (`PermissionMode` of Cyxth's public JavaScript client).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mode(pub u64);

/// The modes that have a name, in ascending order.
pub const MODE_NAMES: [(&str, u64); 5] = [
    ("block", 0),
    ("send_only", 200),
    ("recv_only", 400),
    ("send_recv", 600),
    ("admin", 700),
];

impl Mode {
    /// The mode's name, for the five that have one.
    pub fn name(self) -> Option<&'static str> {
        MODE_NAMES
            .iter()
            .find(|(_, number)| *number == self.0)
            .map(|(name, _)| *name)
    }

    /// The number that belongs to a name, `-` counting as `_`.
    pub fn from_name(name: &str) -> Option<Mode> {
        let wanted = name.replace('-', "_");
        MODE_NAMES
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, number)| Mode(*number))
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{} {name}", self.0),
            None => write!(f, "{}", self.0),
        }
    }
}

impl FromStr for Mode {
    type Err = ModeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(mode) = Mode::from_name(text) {
            return Ok(mode);
        }
        // `u64::from_str` would take a leading plus sign.
        if !text.is_empty()
            && text.bytes().all(|b| b.is_ascii_digit())
            && let Ok(number) = text.parse()
        {
            return Ok(Mode(number));
        }
        Err(ModeError(text.to_owned()))
    }
}

/// A text that is neither the name of a mode nor a non-negative integer.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` is no mode: expected block, send_only, recv_only, send_recv, admin or a non-negative integer"
)]
pub struct ModeError(String);

/// The known field that a field's name most likely means: the same but for case, for two letters
/// exchanged, or for one that is missing or too many. A known field itself is none of these.
///
/// A letter more or less makes another word of a name of two letters (`uid`, `ids`), so that `id`
/// is only found by its letters in another case or order.
pub fn near_miss<'k>(field: &str, known: &[&'k str]) -> Option<&'k str> {
    if known.contains(&field) {
        return None;
    }
    known
        .iter()
        .copied()
        .find(|name| is_near(field.as_bytes(), name.as_bytes()))
}

fn is_near(field: &[u8], name: &[u8]) -> bool {
    let (shorter, longer) = match field.len() <= name.len() {
        true => (field, name),
        false => (name, field),
    };
    if longer.len() - shorter.len() > 1 || (longer.len() > shorter.len() && name.len() <= 2) {
        return false;
    }
    let Some(at) = shorter
        .iter()
        .zip(longer)
        .position(|(a, b)| !a.eq_ignore_ascii_case(b))
    else {
        return true;
    };
    let (short, long) = (&shorter[at..], &longer[at..]);
    if shorter.len() < longer.len() {
        return short.eq_ignore_ascii_case(&long[1..]);
    }
    match (short, long) {
        ([a, b, rest @ ..], [c, d, tail @ ..]) => {
            a.eq_ignore_ascii_case(d)
                && b.eq_ignore_ascii_case(c)
                && rest.eq_ignore_ascii_case(tail)
        }
        _ => false,
    }
}

/// The JSON text on one line: white space between tokens is left out.
pub fn one_line(json: &str) -> Cow<'_, str> {
    if !json.contains(['\n', '\r']) {
        return Cow::Borrowed(json);
    }
    let mut line = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        if in_string {
            line.push(c);
            match (escaped, c) {
                (true, _) => escaped = false,
                (false, '\\') => escaped = true,
                (false, '"') => in_string = false,
                _ => {}
            }
        } else if !matches!(c, ' ' | '\n' | '\r' | '\t') {
            in_string = c == '"';
            line.push(c);
        }
    }
    Cow::Owned(line)
}

/// A text of at most so many characters; where it is longer, an ellipsis is its last.
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let kept: String = text.chars().take(most.saturating_sub(1)).collect();
            Cow::Owned(kept + "…")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_go_both_ways() {
        for (name, number) in MODE_NAMES {
            assert_eq!(name.parse::<Mode>().unwrap(), Mode(number));
            assert_eq!(
                name.replace('_', "-").parse::<Mode>().unwrap(),
                Mode(number)
            );
            assert_eq!(Mode(number).to_string(), format!("{number} {name}"));
        }
        assert_eq!("300".parse::<Mode>().unwrap(), Mode(300));
        assert_eq!(Mode(300).to_string(), "300");
    }

    #[test]
    fn what_is_no_mode_is_refused() {
        for text in [
            "",
            "-1",
            "+1",
            "1.5",
            "boss",
            " 300",
            "18446744073709551616",
        ] {
            assert!(text.parse::<Mode>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn misspelt_fields_are_found() {
        let known = ["id", "name", "mode", "metadata", "members"];
        for (field, meant) in [
            ("Mode", "mode"),
            ("MODE", "mode"),
            ("mdoe", "mode"),
            ("modes", "mode"),
            ("mod", "mode"),
            ("ode", "mode"),
            ("mmode", "mode"),
            ("Nmae", "name"),
            ("memebrs", "members"),
            ("member", "members"),
            ("metdata", "metadata"),
            ("ID", "id"),
            ("di", "id"),
        ] {
            assert_eq!(near_miss(field, &known), Some(meant), "{field}");
        }
        for field in [
            "id",
            "mode",
            "uid",
            "ids",
            "i",
            "",
            "node",
            "moed_",
            "domain",
            "meta",
            "námé",
            "last_seen",
        ] {
            assert_eq!(near_miss(field, &known), None, "{field}");
        }
    }

    #[test]
    fn ids_that_fit_in_a_path() {
        for id in [
            "a", "a/b", "a\\b", "...", "a/...", ".a/b..", "a%2F..", "a b", "ü",
        ] {
            assert!(fits_in_path(id), "{id}");
        }
        for id in [
            "", ".", "..", "/", "\\", "/a", "a/", "a//b", "x/..", "../x", "x/./y", "x/../..",
            "x\\..", "..\\x", "x\\", "x/\\y", "a\\../b",
        ] {
            assert!(!fits_in_path(id), "{id}");
        }
    }

    #[test]
    fn one_line_keeps_strings() {
        let json = "{\n  \"a b\" : \"x \\\" y\",\r\n \"n\": 1.10 }";
        assert_eq!(one_line(json), r#"{"a b":"x \" y","n":1.10}"#);
    }
}
