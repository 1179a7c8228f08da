//! A field of a record as the text of a cell.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::Mode;

/// The fields of a JSON object in their order, values unread.
pub struct Fields<'a>(pub Vec<(Cow<'a, str>, &'a RawValue)>);

/// A key that borrows where it can; `Cow` alone would always copy.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

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
                while let Some((Key(key), value)) = map.next_entry()? {
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

    /// The value at a dotted path. A field whose own name has dots is found too.
    pub fn at(&self, path: &str) -> Option<&'a RawValue> {
        if let Some((_, value)) = self.0.iter().find(|(key, _)| key == path) {
            return Some(value);
        }
        path.match_indices('.').find_map(|(dot, _)| {
            let (_, value) = self.0.iter().find(|(key, _)| *key == path[..dot])?;
            Fields::of(value.get())?.at(&path[dot + 1..])
        })
    }
}

/// The text for people of one field of a record; empty where the record has none.
pub fn cell<'a>(record: &'a str, column: &str) -> Cow<'a, str> {
    for_people(
        column,
        Fields::of(record).and_then(|fields| fields.at(column)),
    )
}

/// The text of a cell for people: modes with their names, nested fields readable.
pub fn for_people<'a>(column: &str, value: Option<&'a RawValue>) -> Cow<'a, str> {
    let Some(value) = value else {
        return Cow::Borrowed("");
    };
    if column == "mode"
        && let Ok(number) = value.get().parse()
    {
        return Cow::Owned(Mode(number).to_string());
    }
    match value.get().as_bytes().first() {
        Some(b'{') => match Fields::of(value.get()) {
            Some(fields) if fields.0.iter().all(|(_, value)| is_plain(value)) => Cow::Owned(
                fields
                    .0
                    .iter()
                    .map(|(key, value)| format!("{key}={}", plain(value)))
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            _ => crate::model::one_line(value.get()),
        },
        _ => plain(value),
    }
}

/// The text of a cell for programs: strings as they are, all else as JSON.
pub fn plain(value: &RawValue) -> Cow<'_, str> {
    let raw = value.get();
    match raw.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<Key<'_>>(raw) {
            Ok(Key(text)) => text,
            Err(_) => Cow::Borrowed(raw),
        },
        Some(b'n') => Cow::Borrowed(""),
        _ => crate::model::one_line(raw),
    }
}

fn is_plain(value: &RawValue) -> bool {
    !matches!(value.get().as_bytes().first(), Some(b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        let record = r#"{"id":"a","mode":700,"metadata":{"avatar":"x","n":1.10,"a.b":true},
            "deep":{"a":{"b":[1, 2]}},"no":null,"big":9007199254740993}"#;
        assert_eq!(cell(record, "mode"), "700 admin");
        assert_eq!(cell(record, "metadata"), "avatar=x, n=1.10, a.b=true");
        assert_eq!(cell(record, "metadata.avatar"), "x");
        assert_eq!(cell(record, "metadata.a.b"), "true");
        assert_eq!(cell(record, "deep.a.b"), "[1, 2]");
        assert_eq!(cell(record, "deep"), r#"{"a":{"b":[1, 2]}}"#);
        assert_eq!(cell(record, "no"), "");
        assert_eq!(cell(record, "missing.x"), "");
        assert_eq!(cell(record, "big"), "9007199254740993");
        assert_eq!(cell(r#"{"mode":300}"#, "mode"), "300");
        assert_eq!(cell(r#"{"mode":-3}"#, "mode"), "-3");
    }
}
