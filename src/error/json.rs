//! A failure as JSON, in the shape that scripts rely on.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::api::{ApiError, ErrorObject};
use crate::record::shortened;
use crate::render::LONGEST_TEXT;

use super::failure::Failure;

#[derive(Serialize)]
struct ErrorLine<'a> {
    error: ErrorFields<'a>,
}

#[derive(Serialize)]
struct ErrorFields<'a> {
    kind: &'a str,
    exit_code: u8,
    message: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    error_type: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Cow<'a, str>>,
    /// With `--verbose` alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    causes: Vec<String>,
}

impl Failure {
    /// One JSON object on one line. No text in it is longer than on the lines for people. Data that is
    /// too long becomes a text with its beginning.
    pub fn to_json(&self, with_causes: bool) -> String {
        let service = self.service();
        // A list of mistakes in the input is one message here; people get a line for each.
        let longest_message = match service {
            Some(_) => LONGEST_TEXT,
            None => 20 * LONGEST_TEXT,
        };
        let of_object = |field: fn(&ErrorObject) -> Option<&str>| {
            let text = field(service?.object()?)?;
            Some(shortened(text, LONGEST_TEXT))
        };
        let data = self.data().and_then(|data| {
            match shortened(&data, LONGEST_TEXT) {
                Cow::Borrowed(_) => RawValue::from_string(data.clone()),
                Cow::Owned(beginning) => serde_json::value::to_raw_value(&beginning),
            }
            .ok()
        });
        let line = ErrorLine {
            error: ErrorFields {
                kind: self.kind.name(),
                exit_code: self.kind.exit_code(),
                message: shortened(&self.message, longest_message),
                status: service.and_then(ApiError::status),
                error_type: of_object(|object| object.kind.as_deref()),
                code: of_object(|object| object.code.as_deref()),
                data,
                method: service.map(|service| service.method.as_str()),
                url: service.map(|service| &*service.url),
                hint: self
                    .hint
                    .as_deref()
                    .map(|hint| shortened(hint, LONGEST_TEXT)),
                causes: match with_causes {
                    true => self.causes(),
                    false => Vec::new(),
                },
            },
        };
        // Cannot fail: all keys are strings. Even an empty line would say that there was an error.
        serde_json::to_string(&line).unwrap_or_default()
    }
}
