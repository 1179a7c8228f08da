//! The fields of any JSON object, in the order in which they were written.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// How deep names with dots, and fields that options give, nest: readers of JSON stop at 128 levels.
pub const MOST_LEVELS: usize = 100;

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

    /// An object of these fields. It is on one line if their values are.
    pub fn object<'f>(fields: impl IntoIterator<Item = &'f (Cow<'a, str>, &'a RawValue)>) -> String
    where
        'a: 'f,
    {
        let mut object = ObjectText::default();
        for (name, value) in fields {
            object.push(name, value.get());
        }
        object.end()
    }

    /// The value at a dotted path. A field whose own name has dots is found too.
    pub fn at(&self, path: &str) -> Option<&'a RawValue> {
        self.find(path, |key, name| key == name)
    }

    /// The same, whatever the case of letters if there is no exact match.
    pub fn at_any_case(&self, path: &str) -> Option<&'a RawValue> {
        self.at(path)
            .or_else(|| self.find(path, is_same_in_any_case))
    }

    /// Of two fields with the same name the last one counts, as for jq and most readers of JSON: what
    /// is shown must be what others see.
    fn find(&self, path: &str, is: fn(&str, &str) -> bool) -> Option<&'a RawValue> {
        let last = |path: &str| {
            let mut from_behind = self.0.iter().rev();
            from_behind
                .find(|(key, _)| is(key, path))
                .map(|(_, value)| *value)
        };
        if let Some(value) = last(path) {
            return Some(value);
        }
        path.match_indices('.').find_map(|(dot, _)| {
            let value = last(&path[..dot])?;
            Fields::of(value.get())?.find(&path[dot + 1..], is)
        })
    }
}

/// Whether two texts differ in case alone.
pub fn is_same_in_any_case(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    left.to_lowercase() == right.to_lowercase()
}

/// An object without one of its fields. What does not have that field stays as it is.
pub fn without_field<'a>(json: &'a str, field: &str) -> Cow<'a, str> {
    match Fields::of(json) {
        Some(Fields(fields)) if fields.iter().any(|(name, _)| name == field) => {
            let kept = fields.iter().filter(|(name, _)| name != field);
            Cow::Owned(Fields::object(kept))
        }
        _ => Cow::Borrowed(json),
    }
}

/// The text of an object while it is put together, field by field. Values stay as they are written.
#[derive(Default)]
pub struct ObjectText(String);

impl ObjectText {
    /// An object of one field.
    pub fn of(name: &str, value: &str) -> String {
        let mut object = ObjectText::default();
        object.push(name, value);
        object.end()
    }

    pub fn push(&mut self, name: &str, value: &str) {
        self.push_quoted(&json_string(name), value);
    }

    /// A field whose name is JSON already.
    pub fn push_quoted(&mut self, name: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(name);
        self.0.push(':');
        self.0.push_str(value);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn end(mut self) -> String {
        if self.0.is_empty() {
            self.0.push('{');
        }
        self.0.push('}');
        self.0
    }
}

/// A text as JSON.
pub fn json_string(text: &str) -> String {
    // Text can always be written as JSON.
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_left_out_of_an_object_that_has_it() {
        let object = r#"{"id":"l", "members":["a"], "big":9007199254740993}"#;
        let without = without_field(object, "members");
        assert_eq!(without, r#"{"id":"l","big":9007199254740993}"#);
        for text in [object, "[1]", "{"] {
            assert!(matches!(without_field(text, "x"), Cow::Borrowed(same) if same == text));
        }
    }
}
