//! The API's error object.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The API's error object (API reference: errors). Every field may be missing in practice, or be
/// of another type: what one of them is must not cost the others.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ErrorObject {
    #[serde(default, rename = "type", deserialize_with = "text")]
    pub kind: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub code: Option<String>,
    #[serde(default, deserialize_with = "string")]
    pub message: Option<String>,
    #[serde(default)]
    pub data: Option<Box<RawValue>>,
}

impl ErrorObject {
    /// Whether the answer was not one of the API's own errors.
    pub fn is_empty(&self) -> bool {
        self.kind.is_none() && self.code.is_none() && self.message.is_none()
    }
}

/// A string alone that says something: of an answer whose message is something else a part is shown.
fn string<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let text: Option<String> = serde_json::from_str(raw.get()).ok();
    Ok(text.filter(|text| !text.trim().is_empty()))
}

/// A string; a number or a truth value as it is written.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let json = raw.get();
    Ok(match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).ok(),
        Some(b'-' | b'0'..=b'9' | b't' | b'f') => Some(json.to_owned()),
        _ => None,
    })
}
