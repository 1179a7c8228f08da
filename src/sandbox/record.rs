//! Records as they were written: a borrowed view of the fields that have rules, and the few changes
//! that the API makes. They are made in the text, so that all its other bytes stay.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::refusal::Refusal;
use super::store_failure::damaged_record;
use crate::record::{ObjectText, offset_in};

/// The fields that have rules. All others are skipped and not parsed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct RuledFields<'a> {
    #[serde(borrow, default, deserialize_with = "given")]
    pub id: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "given")]
    pub name: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "given")]
    pub logo: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "given")]
    pub metadata: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "given")]
    pub mode: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "given")]
    pub members: Option<&'a RawValue>,
}

/// `Option` alone would read `null` as a missing field, but a name that is `null` must be refused.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(from).map(Some)
}

impl<'a> RuledFields<'a> {
    /// Checks the rules that every record obeys and gives the record's id.
    pub fn check(&self) -> Result<Cow<'a, str>, &'static str> {
        let id = self.id.and_then(text).filter(|id| !id.is_empty());
        let Some(id) = id else {
            return Err("must have an id, a string that is not empty");
        };
        // The first byte is enough: values are stored as they are written, and whether the escapes in a
        // string are valid is left to those who read it.
        let is_other = |field: Option<&RawValue>, start| {
            field.is_some_and(|value| !value.get().starts_with(start))
        };
        if is_other(self.name, '"') {
            return Err("has a name that is not a string");
        }
        if is_other(self.logo, '"') {
            return Err("has a logo that is not a string");
        }
        if is_other(self.metadata, '{') {
            return Err("has metadata that is not an object");
        }
        if self.mode.is_some_and(|mode| !is_mode(mode.get())) {
            return Err("has a mode that is not a non-negative integer");
        }
        Ok(id)
    }
}

/// The text of a JSON string; `None` for any other value and for lone surrogates.
pub(crate) fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    let inner = value.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str::<String>(value.get())
            .ok()
            .map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// Whether a JSON number is a non-negative integer, of any size.
pub(crate) fn is_mode(number: &str) -> bool {
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a record that has been accepted before.
fn parse<'a, T: Deserialize<'a>>(record: &'a str) -> Result<T, Refusal> {
    serde_json::from_str(record).map_err(|error| damaged_record(&error))
}

/// The record with another `mode`: in the place of the old one, or at the end if there was none.
pub(crate) fn with_mode(record: &str, mode: &str) -> Result<String, Refusal> {
    #[derive(Deserialize)]
    struct OnlyMode<'a> {
        #[serde(borrow, default, deserialize_with = "given")]
        mode: Option<&'a RawValue>,
    }
    let fields: OnlyMode = parse(record)?;
    let (before, between, after) = match fields.mode {
        Some(old) => {
            let start = offset_in(record, old.get());
            let end = start + old.get().len();
            (&record[..start], "", &record[end..])
        }
        // A stored record has an id, so a field always comes before this one.
        None => {
            let end = record.rfind('}').unwrap_or(record.len());
            (&record[..end], ",\"mode\":", &record[end..])
        }
    };
    Ok([before, between, mode, after].concat())
}

/// The fields of an object in their order, with keys and values as they were written.
struct RecordObject<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for RecordObject<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        from.deserialize_map(Pairs).map(RecordObject)
    }
}

impl RecordObject<'_> {
    fn write(&self) -> String {
        let mut written = ObjectText::default();
        for (key, value) in &self.0 {
            written.push_quoted(key.get(), value.get());
        }
        written.end()
    }
}

/// Whether two keys are the same, even if they are written with other escapes.
fn same_key(a: &RawValue, b: &RawValue) -> bool {
    a.get() == b.get() || matches!((text(a), text(b)), (Some(a), Some(b)) if a == b)
}

/// The record without a field.
pub(crate) fn without(record: &str, field: &str) -> Result<String, Refusal> {
    let mut object: RecordObject = parse(record)?;
    object
        .0
        .retain(|(key, _)| text(key).is_none_or(|key| key != field));
    Ok(object.write())
}

/// The record with every field of `changes` replaced, or added at the end.
pub(crate) fn merged(record: &str, changes: &str) -> Result<String, Refusal> {
    let mut object: RecordObject = parse(record)?;
    let changes: RecordObject = parse(changes)?;
    for (key, value) in changes.0 {
        if text(key).is_some_and(|key| key == "id") {
            continue;
        }
        let mut found = false;
        for (_, old) in object.0.iter_mut().filter(|(old, _)| same_key(old, key)) {
            *old = value;
            found = true;
        }
        if !found {
            object.0.push((key, value));
        }
    }
    Ok(object.write())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(record: &str) -> Result<String, &'static str> {
        let fields: RuledFields = serde_json::from_str(record).unwrap();
        fields.check().map(Cow::into_owned)
    }

    #[test]
    fn records_obey_the_rules_of_their_fields() {
        assert_eq!(
            check(r#"{"id":"a\u00e9","mode":0,"name":""}"#).unwrap(),
            "aé"
        );
        assert!(check(r#"{"id":"a","mode":99999999999999999999}"#).is_ok());
        for record in [
            "{}",
            r#"{"id":""}"#,
            r#"{"id":7}"#,
            r#"{"id":null}"#,
            r#"{"id":"\ud800"}"#,
            r#"{"id":"a","name":null}"#,
            r#"{"id":"a","name":["x"]}"#,
            r#"{"id":"a","logo":null}"#,
            r#"{"id":"a","logo":{}}"#,
            r#"{"id":"a","metadata":null}"#,
            r#"{"id":"a","metadata":[]}"#,
            r#"{"id":"a","metadata":"{}"}"#,
            r#"{"id":"a","mode":-1}"#,
            r#"{"id":"a","mode":1.0}"#,
            r#"{"id":"a","mode":1e3}"#,
            r#"{"id":"a","mode":"300"}"#,
            r#"{"id":"a","mode":null}"#,
        ] {
            assert!(check(record).is_err(), "{record}");
        }
    }

    #[test]
    fn a_mode_is_replaced_in_its_place_and_nothing_else_moves() {
        let record = r#"{ "x":{"mode":1}, "mode" : 300 ,"n":9007199254740993, "f":1.10}"#;
        assert_eq!(
            with_mode(record, "700").unwrap(),
            r#"{ "x":{"mode":1}, "mode" : 700 ,"n":9007199254740993, "f":1.10}"#
        );
        assert_eq!(
            with_mode(r#"{"id":"a", "t":"}" }"#, "0").unwrap(),
            r#"{"id":"a", "t":"}" ,"mode":0}"#
        );
        assert_eq!(
            with_mode(r#"{"id":"a","m\u006fde":5}"#, "6").unwrap(),
            r#"{"id":"a","m\u006fde":6}"#
        );
    }

    #[test]
    fn merging_keeps_order_and_bytes() {
        assert_eq!(
            merged(
                r#"{"big":9007199254740993,"id":"c","na\u006de":"old","f":1.10}"#,
                r#"{"id":"\u0063","name":"n\u00e9w","z":1e400,"f":[2.50, 3]}"#
            )
            .unwrap(),
            r#"{"big":9007199254740993,"id":"c","na\u006de":"n\u00e9w","f":[2.50, 3],"z":1e400}"#
        );
    }

    #[test]
    fn a_field_can_be_left_out() {
        assert_eq!(
            without(r#"{"id":"c","members":["u"],"x":{"members":1}}"#, "members").unwrap(),
            r#"{"id":"c","x":{"members":1}}"#
        );
    }
}
