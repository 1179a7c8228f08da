//! The fields of any JSON object, in the order in which they were written.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

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

    /// The same, in any case of letters if there is no exact match.
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
