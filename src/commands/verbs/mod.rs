//! The verbs, each once for all collections.

mod answers;
mod change;
mod conclude;
mod finish;
mod inspect;
mod list;

pub use change::Change;
pub use conclude::{conclude, end_files};
pub use finish::warn_unconfirmed;
pub use list::list;

use serde_json::Value;

/// A JSON object with its fields in this order, which `serde_json`'s own map would sort.
pub fn object(fields: &[(&str, Value)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}:{value}", Value::from(*name)))
        .collect();
    format!("{{{}}}", fields.join(","))
}
