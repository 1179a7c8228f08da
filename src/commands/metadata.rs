//! `--metadata KEY=VALUE` and `KEY:=JSON`: the metadata of a record that options give.

use clap::Args;

use crate::error::{Failure, Result};

use super::json_tree::{JsonTree, TreeStep};

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
    pub fn read(&self) -> Result<Option<JsonTree>> {
        read_metadata(&self.metadata)
    }
}

/// Reads the options, if there are any; a dot in a key nests, as in the header of a CSV file.
pub fn read_metadata(options: &[String]) -> Result<Option<JsonTree>> {
    if options.is_empty() {
        return Ok(None);
    }
    let mut metadata = JsonTree::Object(Vec::new());
    for option in options {
        add(&mut metadata, option)
            .map_err(|why| Failure::usage(format!("--metadata `{option}`: {why}")))?;
    }
    Ok(Some(metadata))
}

fn add(metadata: &mut JsonTree, option: &str) -> Result<(), String> {
    let expected = "expected KEY=VALUE, or KEY:=JSON";
    let (key, value) = option.split_once('=').ok_or(expected)?;
    let (key, value) = match key.strip_suffix(':') {
        None => (key, Ok(JsonTree::Text(value.to_owned()))),
        Some(key) => (key, serde_json::from_str(value).map(JsonTree::Value)),
    };
    let value = value.map_err(|error| format!("the value is not JSON: {error}"))?;
    if key.is_empty() {
        return Err(expected.to_owned());
    }
    if key.split('.').any(str::is_empty) {
        return Err("the key has an empty part between dots".to_owned());
    }
    let names = key.split('.').map(str::to_owned);
    let steps: Vec<TreeStep> = names.map(TreeStep::Name).collect();
    metadata.put(&steps, value)
}
