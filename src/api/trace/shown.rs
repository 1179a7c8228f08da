//! Requests and answers as people may see them: without the key, and bounded.

use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName,
    HeaderValue, RANGE,
};
use reqwest::Url;

use crate::config::ApiKey;

use super::super::call::Request;
use super::super::mask::{beginning_without, masked};

/// Names and values, in their order.
pub type ShownHeaders = Vec<(String, String)>;

/// A body, or the beginning of one.
#[derive(Debug, Clone)]
pub struct ShownBody {
    pub bytes: Vec<u8>,
    /// Bytes of the body behind those.
    pub left_out: usize,
}

impl ShownBody {
    pub(super) fn of(key: &str, body: &[u8], most: usize) -> ShownBody {
        let (bytes, left_out) = beginning_without(key, body, most);
        ShownBody { bytes, left_out }
    }
}

/// A request or an answer, to be read by a person.
#[derive(Debug)]
pub struct ShownMessage {
    pub is_answer: bool,
    /// Of the request, in the order in which requests were sent.
    pub number: u64,
    pub first_line: String,
    pub headers: Vec<(String, String)>,
    pub body: ShownBody,
}

/// The headers that a request is sent with: `common` are those of every request.
pub(super) fn request_headers(
    key: &str,
    common: &HeaderMap,
    request: &Request,
    url: &Url,
) -> ShownHeaders {
    let mut headers = common.clone();
    if request.body.is_some() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    for (name, value) in &request.headers {
        headers.insert(name.clone(), value.clone());
    }
    // What the HTTP client adds by itself.
    if !headers.contains_key(RANGE) {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Some(body) = &request.body {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    }
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    if let Ok(host) = HeaderValue::try_from(host) {
        headers.insert(HOST, host);
    }
    shown_headers(key, &headers)
}

pub fn shown_headers(key: &str, headers: &HeaderMap) -> ShownHeaders {
    let shown = |(name, value): (&HeaderName, &HeaderValue)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = match value.strip_prefix("Bearer ") {
            // Enough of it to see which key it is.
            Some(bearer) if name == AUTHORIZATION && bearer == key => {
                format!("Bearer {}", ApiKey::new(key.to_owned()).masked())
            }
            _ => masked(&value, key).into_owned(),
        };
        (name.as_str().to_owned(), value)
    };
    headers.iter().map(shown).collect()
}

/// The body of a request; nothing where it has none.
pub(super) fn body_of(request: &Request) -> &[u8] {
    request.body.as_ref().map_or(&[][..], Bytes::as_ref)
}
