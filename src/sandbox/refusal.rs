//! The sandbox's answer to a call that it refuses or cannot carry out: the error object of the API.

use std::fmt::Write as _;

use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use super::reply::respond;

/// How many ids an error object names at most.
const NAMED_IDS: usize = 100;

/// Why a call was refused or could not be carried out.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: String,
    data: Option<Box<RefusalData>>,
    /// For a 405: the methods that the path takes.
    allow: Option<&'static str>,
}

/// The error object's `data`.
#[derive(Debug, Default, Serialize)]
struct RefusalData {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_index: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    r#type: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RefusalData>,
}

impl Refusal {
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Refusal {
        Refusal {
            status,
            code,
            message: message.into(),
            data: None,
            allow: None,
        }
    }

    /// A body that the call does not accept.
    pub fn body(message: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, "ERR_BODY", message)
    }

    /// A body with an element at `index` that the call does not accept.
    pub fn element(index: usize, message: impl Into<String>) -> Refusal {
        Refusal::body(message).with(RefusalData {
            index: Some(index),
            ..RefusalData::default()
        })
    }

    /// The same refusal, naming the record at `index`.
    pub fn at(self, index: usize, id: &str) -> Refusal {
        self.with(RefusalData {
            id: Some(id.to_owned()),
            index: Some(index),
            ..RefusalData::default()
        })
    }

    pub fn repeated(id: &str, first: usize, second: usize) -> Refusal {
        let message = format!(
            "{} is in the body twice, at positions {first} and {second}",
            shown(id)
        );
        Refusal::new(StatusCode::BAD_REQUEST, "ERR_DUPLICATE", message).with(RefusalData {
            id: Some(id.to_owned()),
            index: Some(second),
            first_index: Some(first),
            ..RefusalData::default()
        })
    }

    /// Refused because of some ids, each given with its position in the body. `what` follows the ids in
    /// the message, for example "exist already".
    pub fn ids(code: &'static str, noun: &str, what: &str, ids: &[(usize, &str)]) -> Refusal {
        let mut message = format!("{noun} ");
        for (n, (_, id)) in ids.iter().take(3).enumerate() {
            let comma = if n == 0 { "" } else { ", " };
            // Writing to a String cannot fail.
            let _ = write!(message, "{comma}{}", shown(id));
        }
        if ids.len() > 3 {
            let _ = write!(message, " and {} more", ids.len() - 3);
        }
        let _ = write!(message, " {what}; nothing was done");
        Refusal::new(StatusCode::BAD_REQUEST, code, message).with(RefusalData {
            id: ids.first().map(|(_, id)| (*id).to_owned()),
            index: ids.first().map(|(index, _)| *index),
            first_index: None,
            ids: ids
                .iter()
                .take(NAMED_IDS)
                .map(|(_, id)| (*id).to_owned())
                .collect(),
            count: Some(ids.len()),
        })
    }

    pub fn unknown_users(ids: &[(usize, &str)]) -> Refusal {
        Refusal::ids("ERR_UNKNOWN_USER", "users", "are not known", ids)
    }

    pub fn no_channel(id: &str) -> Refusal {
        let message = format!("there is no channel {}", shown(id));
        Refusal::new(StatusCode::NOT_FOUND, "ERR_NOT_FOUND", message).with(RefusalData {
            id: Some(id.to_owned()),
            ..RefusalData::default()
        })
    }

    pub fn method(method: &str, path: &str, allow: &'static str) -> Refusal {
        let message = format!("{} cannot be called with {method}: {allow}", shown(path));
        Refusal {
            allow: Some(allow),
            ..Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "ERR_METHOD", message)
        }
    }

    fn with(mut self, data: RefusalData) -> Refusal {
        self.data = Some(Box::new(data));
        self
    }

    /// The API reference has any text as `type`. Here it is one name for each family of errors.
    fn family(&self) -> &'static str {
        match self.status.as_u16() {
            401 | 403 => "authentication_error",
            404 => "not_found_error",
            500.. => "internal_error",
            _ => "request_error",
        }
    }

    pub fn into_response(self) -> Response {
        let object = ErrorBody {
            r#type: self.family(),
            code: self.code,
            message: &self.message,
            data: self.data.as_deref(),
        };
        let body = serde_json::to_vec(&object).unwrap_or_default();
        let mut response = respond(self.status, body.into());
        if let Some(allow) = self.allow {
            response
                .headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            // RFC 9110, section 11.6.1: a 401 names the scheme.
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// An id for a message: shortened and in quotes, with unprintable characters escaped.
pub(crate) fn shown(id: &str) -> String {
    const LONGEST: usize = 80;
    match id.char_indices().nth(LONGEST) {
        None => format!("{id:?}"),
        Some((end, _)) => format!("{:?}...", &id[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_of_ids_are_cut_in_the_message_and_bounded_in_the_data() {
        let names: Vec<String> = (0..150).map(|n| format!("u{n}")).collect();
        let ids: Vec<(usize, &str)> = names
            .iter()
            .enumerate()
            .map(|(n, id)| (n + 7, id.as_str()))
            .collect();
        let refusal = Refusal::ids("ERR_USER_EXISTS", "users", "exist already", &ids);
        assert_eq!(
            refusal.message,
            r#"users "u0", "u1", "u2" and 147 more exist already; nothing was done"#
        );
        let data = refusal.data.unwrap();
        assert_eq!(data.index, Some(7));
        assert_eq!(data.count, Some(150));
        assert_eq!(data.ids.len(), NAMED_IDS);
    }

    #[test]
    fn ids_in_messages_are_escaped_and_cut() {
        assert_eq!(shown("a\"\u{1b}b"), "\"a\\\"\\u{1b}b\"");
        assert_eq!(shown(&"é".repeat(90)), format!("\"{}\"...", "é".repeat(80)));
    }
}
