//! `--metadata KEY=VALUE` and `KEY:=JSON`: the metadata of a record that options give.

use clap::Args;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::error::{Failure, Result};

/// The metadata of the one record that is created.
#[derive(Debug, Args)]
pub struct MetadataOptions {
    /// A field of its metadata; may be given several times
    ///
    /// KEY=VALUE is a text, KEY:=JSON any other value. A dot in KEY nests, as in the header of a
    /// CSV file.
    #[arg(long, value_name = "KEY=VALUE", requires = "id")]
    metadata: Vec<String>,
}

impl MetadataOptions {
    pub fn read(&self) -> Result<Metadata> {
        Metadata::of(&self.metadata)
    }
}

/// Fields in the order in which they are given.
#[derive(Debug, Default)]
pub struct Metadata(Vec<(String, MetadataValue)>);

#[derive(Debug)]
enum MetadataValue {
    Json(Box<RawValue>),
    Object(Metadata),
}

impl Metadata {
    /// Reads the options; a dot in a key nests, as in the header of a CSV file.
    pub fn of(options: &[String]) -> Result<Metadata> {
        let mut metadata = Metadata::default();
        for option in options {
            metadata
                .add(option)
                .map_err(|why| Failure::usage(format!("--metadata `{option}`: {why}")))?;
        }
        Ok(metadata)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, option: &str) -> std::result::Result<(), String> {
        let expected = "expected KEY=VALUE, or KEY:=JSON";
        let (key, value) = option.split_once('=').ok_or(expected)?;
        let (key, value) = match key.strip_suffix(':') {
            None => (key, serde_json::value::to_raw_value(value)),
            Some(key) => (key, serde_json::from_str(value)),
        };
        let value = value.map_err(|error| format!("the value is not JSON: {error}"))?;
        let parts: Vec<&str> = key.split('.').collect();
        if parts.contains(&"") {
            return Err(match key {
                "" => expected.to_owned(),
                _ => "the key has an empty part between dots".to_owned(),
            });
        }
        self.insert(&parts, value)
    }

    fn insert(&mut self, parts: &[&str], value: Box<RawValue>) -> std::result::Result<(), String> {
        let Some((first, rest)) = parts.split_first() else {
            return Ok(());
        };
        let there = self.0.iter_mut().find(|(name, _)| name == first);
        match (there.map(|(_, value)| value), rest) {
            (Some(MetadataValue::Object(inner)), [_, ..]) => inner.insert(rest, value),
            (Some(_), []) => Err(format!("the key `{first}` is given twice")),
            (Some(_), _) => Err(format!(
                "`{first}` is a value, and has fields of its own too"
            )),
            (None, []) => {
                self.0
                    .push(((*first).to_owned(), MetadataValue::Json(value)));
                Ok(())
            }
            (None, _) => {
                let mut inner = Metadata::default();
                inner.insert(rest, value)?;
                self.0
                    .push(((*first).to_owned(), MetadataValue::Object(inner)));
                Ok(())
            }
        }
    }
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            match value {
                MetadataValue::Json(json) => map.serialize_entry(name, json)?,
                MetadataValue::Object(inner) => map.serialize_entry(name, inner)?,
            }
        }
        map.end()
    }
}
