//! `--sort FIELD`: what records are sorted by.

use serde::{Deserialize, Serialize};

use super::jq::{Decimal, Value, ValueReader, sorted_names};
use super::raw::{find_field, text_of};

/// The argument of `--sort`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortField {
    pub field: String,
    pub is_descending: bool,
}

impl SortField {
    /// Reads `FIELD` or `-FIELD`.
    pub fn parse(text: &str) -> SortField {
        match text.strip_prefix('-') {
            Some(field) => SortField {
                field: field.to_owned(),
                is_descending: true,
            },
            None => SortField {
                field: text.to_owned(),
                is_descending: false,
            },
        }
    }

    /// The key of a record.
    pub fn key_of(&self, record: &str) -> SortKey {
        match find_field(record, &self.field) {
            Some(value) => SortKey::of(value),
            None => SortKey::Missing,
        }
    }
}

/// A value in the order of jq, but with numbers compared exactly. A missing field comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SortKey {
    Missing,
    Null,
    False,
    True,
    Number(Decimal),
    Text(String),
    Array(Vec<SortKey>),
    /// The sorted names, and the values in the order of the names.
    Object(Vec<String>, Vec<SortKey>),
}

impl SortKey {
    /// The key of a JSON value.
    pub fn of(json: &str) -> SortKey {
        let simple = match json.as_bytes().first() {
            Some(b'"') => text_of(json).map(|text| SortKey::Text(text.into_owned())),
            Some(b'-' | b'0'..=b'9') => Decimal::parse(json).map(SortKey::Number),
            _ => None,
        };
        if let Some(key) = simple {
            return key;
        }
        match ValueReader::new().read(json) {
            Ok(value) => SortKey::of_value(&value),
            Err(_) => SortKey::Text(json.to_owned()),
        }
    }

    /// Bytes of memory that it holds in addition to its own size.
    pub fn heap_size(&self) -> usize {
        let of_all = |keys: &[SortKey]| -> usize {
            let sizes = keys
                .iter()
                .map(|key| size_of::<SortKey>() + key.heap_size());
            sizes.sum()
        };
        match self {
            SortKey::Missing | SortKey::Null | SortKey::False | SortKey::True => 0,
            SortKey::Number(number) => number.heap_size(),
            SortKey::Text(text) => text.len(),
            SortKey::Array(items) => of_all(items),
            SortKey::Object(names, values) => {
                let names = names.iter().map(|name| size_of::<String>() + name.len());
                names.sum::<usize>() + of_all(values)
            }
        }
    }

    fn of_value(value: &Value) -> SortKey {
        match value {
            Value::Null => SortKey::Null,
            Value::Bool(false) => SortKey::False,
            Value::Bool(true) => SortKey::True,
            Value::Number(number) => SortKey::Number(number.decimal()),
            Value::String(text) => SortKey::Text(text.to_string()),
            Value::Array(items) => SortKey::Array(items.iter().map(SortKey::of_value).collect()),
            Value::Object(fields) => {
                let names = sorted_names(fields);
                SortKey::Object(
                    names.iter().map(ToString::to_string).collect(),
                    names
                        .iter()
                        .map(|&name| SortKey::of_value(&fields[name]))
                        .collect(),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_all_values() {
        let ascending = [
            "null",
            "false",
            "true",
            "-1e300",
            "-2",
            "-1.5",
            "0",
            "0.1",
            "1",
            "9007199254740992",
            "9007199254740993",
            "1e300",
            "\"\"",
            "\"B\"",
            "\"a\"",
            "\"ab\"",
            "[]",
            "[0]",
            "[0,1]",
            "[1]",
            "{}",
            "{\"a\":1}",
            "{\"a\":2}",
            "{\"a\":1,\"b\":0}",
            "{\"b\":0}",
        ];
        let keys: Vec<SortKey> = ascending.iter().map(|json| SortKey::of(json)).collect();
        for pair in keys.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
        assert!(SortKey::Missing < keys[0]);
        assert_eq!(SortKey::of("1"), SortKey::of("1.0"));
        assert_eq!(SortKey::of("0"), SortKey::of("-0"));
    }

    #[test]
    fn keys_of_records() {
        let by = SortField::parse("-metadata.age");
        assert!(by.is_descending);
        assert_eq!(by.key_of(r#"{"Metadata":{"AGE":5}}"#), SortKey::of("5"));
        assert_eq!(by.key_of(r#"{"metadata":{}}"#), SortKey::Missing);
    }
}
