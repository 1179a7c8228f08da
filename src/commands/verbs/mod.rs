//! The verbs, each once for all collections.

mod change;
mod conclude;
mod list;
mod update;

pub use change::Change;
pub use conclude::{conclude, end_files};
pub use list::list;
pub use update::update;

use serde_json::Value;

/// A JSON object with its fields in this order, which `serde_json`'s own map would sort.
pub fn object(fields: &[(&str, Value)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}:{value}", Value::from(*name)))
        .collect();
    format!("{{{}}}", fields.join(","))
}
