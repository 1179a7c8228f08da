//! A request before it is sent.

use bytes::Bytes;
use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

use crate::record::fits_in_path;

use super::client::Client;
use super::error::{ApiError, Problem};
use super::retry::Effect;

/// Everything but unreserved characters (RFC 3986, section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Longer URLs cannot be sent (the `http` crate's bound is 65,534 bytes).
const MOST_URL: usize = 65_000;

/// A request before it is sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    /// Segments behind the API URL, not yet encoded.
    pub path: Vec<String>,
    pub query: Vec<(&'static str, String)>,
    pub body: Option<Bytes>,
    pub effect: Effect,
}

impl Request {
    pub fn new(method: Method, path: Vec<String>, effect: Effect) -> Request {
        Request {
            method,
            path,
            query: Vec::new(),
            body: None,
            effect,
        }
    }

    pub fn with_body(mut self, body: Bytes) -> Request {
        self.body = Some(body);
        self
    }

    /// The whole URL. An id that would be folded away on its way is refused: the request would
    /// reach another collection.
    pub fn url(&self, api_url: &Url) -> Result<Url, Box<ApiError>> {
        let mut text = api_url.as_str().trim_end_matches('/').to_owned();
        for segment in &self.path {
            if !fits_in_path(segment) {
                return Err(Box::new(self.error(
                    text,
                    Problem::Path {
                        id: segment.clone(),
                    },
                )));
            }
            text.push('/');
            text.extend(utf8_percent_encode(segment, ENCODED));
        }
        for (at, (name, value)) in self.query.iter().enumerate() {
            text.push(if at == 0 { '?' } else { '&' });
            text.push_str(name);
            text.push('=');
            text.extend(utf8_percent_encode(value, ENCODED));
        }
        if text.len() > MOST_URL {
            let segments = self.path.iter().map(|segment| segment.len());
            let values = self.query.iter().map(|(_, value)| value.len());
            let longest = segments.chain(values).max();
            let why = format!("an id of {} bytes", longest.unwrap_or_default());
            return Err(Box::new(
                self.error(api_url.to_string(), Problem::LongPath { why }),
            ));
        }
        Url::parse(&text).map_err(|error| {
            Box::new(self.error(
                text.clone(),
                Problem::Setup {
                    why: error.to_string(),
                    source: None,
                },
            ))
        })
    }

    /// The error that this ends with. `repeated`: an earlier try may have been applied.
    pub(super) fn ended(&self, url: String, problem: Problem, repeated: bool) -> ApiError {
        ApiError {
            unknown: repeated && self.effect != Effect::Read,
            ..self.error(url, problem)
        }
    }

    /// The URL for messages.
    pub fn shown_url(&self, client: &Client) -> String {
        self.url(&client.inner.api_url)
            .map_or_else(|error| error.url, |url| url.to_string())
    }

    /// The error of a request that was answered, saying that something in it is not there.
    pub fn not_there(&self, client: &Client, singular: &'static str) -> ApiError {
        self.error(self.shown_url(client), Problem::NotThere { singular })
    }

    pub(super) fn error(&self, url: String, problem: Problem) -> ApiError {
        ApiError {
            method: self.method.clone(),
            url,
            problem,
            unknown: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(path: &[&str]) -> Result<String, String> {
        let path = path.iter().map(|&segment| segment.to_owned()).collect();
        Request::new(Method::DELETE, path, Effect::Repeatable)
            .url(&Url::parse("https://x.example/app/api").unwrap())
            .map(|url| url.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn ids_are_encoded_in_paths() {
        assert_eq!(
            url(&["channels", "a/b c?ü%", "users"]).unwrap(),
            "https://x.example/app/api/channels/a%2Fb%20c%3F%C3%BC%25/users"
        );
        assert_eq!(
            url(&["channels", "..."]).unwrap(),
            "https://x.example/app/api/channels/..."
        );
    }

    #[test]
    fn ids_that_would_be_folded_away_are_refused() {
        for id in ["", ".", "..", "x/../..", "a/", "/a", "x\\..\\y", "a//b"] {
            assert!(url(&["channels", id, "users"]).is_err(), "{id:?}");
        }
    }
}
