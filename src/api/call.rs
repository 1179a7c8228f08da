//! A request before it is sent.

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::utf8_percent_encode;
use reqwest::Url;

use crate::record::fits_in_path;

use super::client::Client;
use super::error::{ApiError, Problem};
use super::paging::CursorName;
use super::percent::ENCODED;
use super::raw_target::RawTarget;
use super::retry::Effect;

/// Longer URLs are not sent (the bound of the `http` crate is 65,534 bytes).
const MOST_URL: usize = 65_000;

/// A request before it is sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    pub path: RequestPath,
    pub query: Vec<(&'static str, String)>,
    /// Further headers, and those that replace the ones of every request.
    pub headers: HeaderMap,
    pub body: Option<Bytes>,
    pub effect: Effect,
    /// Nothing depends on it: it is tried once, and only where others leave room.
    pub is_early: bool,
}

/// Where a request goes, behind the API URL.
#[derive(Debug, Clone)]
pub enum RequestPath {
    /// Segments that are not encoded yet.
    Segments(Vec<String>),
    /// As a person wrote it.
    Raw(RawTarget),
}

impl Request {
    pub fn new(method: Method, path: Vec<String>, effect: Effect) -> Request {
        Request::to(method, RequestPath::Segments(path), effect)
    }

    /// A request to a path that a person wrote.
    pub fn raw(method: Method, target: RawTarget, effect: Effect) -> Request {
        Request::to(method, RequestPath::Raw(target), effect)
    }

    fn to(method: Method, path: RequestPath, effect: Effect) -> Request {
        Request {
            method,
            path,
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            effect,
            is_early: false,
        }
    }

    /// Whether a person wrote it, so that anything may be in the answer.
    pub(super) fn is_raw(&self) -> bool {
        matches!(self.path, RequestPath::Raw(_))
    }

    pub fn with_body(mut self, body: Bytes) -> Request {
        self.body = Some(body);
        self
    }

    /// The same for one page of the list that it is for: at most `limit` records, which begin after the
    /// cursor.
    pub(super) fn page(&self, limit: u64, cursor: Option<(CursorName, &str)>) -> Request {
        let mut request = self.clone();
        request.query.push(("limit", limit.to_string()));
        if let Some((name, id)) = cursor {
            request.query.push((name.in_query(), id.to_owned()));
        }
        request
    }

    /// The whole URL. An id that would be folded away on its way is refused, since the request would
    /// reach another collection.
    pub fn url(&self, api_url: &Url) -> Result<Url, Box<ApiError>> {
        let mut text = api_url.as_str().trim_end_matches('/').to_owned();
        let mut has_query = false;
        let mut lengths: Vec<usize> = Vec::new();
        match &self.path {
            RequestPath::Segments(path) => {
                for segment in path {
                    if !fits_in_path(segment) {
                        let id = segment.clone();
                        return Err(Box::new(self.error(text, Problem::Path { id })));
                    }
                    text.push('/');
                    text.extend(utf8_percent_encode(segment, ENCODED));
                    lengths.push(segment.len());
                }
            }
            RequestPath::Raw(target) => {
                target.push_to(&mut text);
                has_query = target.has_query();
            }
        }
        for (at, (name, value)) in self.query.iter().enumerate() {
            text.push(if at == 0 && !has_query { '?' } else { '&' });
            text.push_str(name);
            text.push('=');
            text.extend(utf8_percent_encode(value, ENCODED));
        }
        if text.len() > MOST_URL {
            lengths.extend(self.query.iter().map(|(_, value)| value.len()));
            let why = match lengths.into_iter().max() {
                Some(longest) if !self.is_raw() => format!("an id of {longest} bytes"),
                _ => format!("a path of {} bytes", text.len()),
            };
            return Err(Box::new(
                self.error(api_url.to_string(), Problem::LongPath { why }),
            ));
        }
        let problem = match Url::parse(&text) {
            Ok(url) if self.is_raw() && !stays_below(&url, api_url, &text) => {
                Problem::Path { id: text.clone() }
            }
            Ok(url) => return Ok(url),
            Err(error) => Problem::Setup {
                why: error.to_string(),
                source: None,
            },
        };
        Err(Box::new(self.error(text, problem)))
    }

    /// The error that the request ends with. `repeated`: an earlier try may have been applied.
    pub(super) fn ended(&self, url: String, problem: Problem, repeated: bool) -> ApiError {
        ApiError {
            unknown: repeated && self.effect != Effect::Read,
            ..self.error(url, problem)
        }
    }

    /// The URL for messages.
    pub fn shown_url(&self, client: &Client) -> String {
        self.url(&client.inner.settings.api_url)
            .map_or_else(|error| error.url, |url| url.to_string())
    }

    /// The error of a request that was answered, saying that something in it is not there.
    pub fn not_there(&self, client: &Client, singular: &'static str) -> ApiError {
        self.error(self.shown_url(client), Problem::NotThere { singular })
    }

    /// The error saying that a success cannot be meant as one.
    pub fn not_meant(&self, client: &Client, why: String) -> ApiError {
        let problem = Problem::BadAnswer {
            status: 200,
            why,
            excerpt: None,
            is_too_large: false,
        };
        self.error(self.shown_url(client), problem)
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

/// Whether a URL is the text that it was read from, below the API URL, so that nothing was folded away.
/// The path was checked before, and this does not rely on that check.
fn stays_below(url: &Url, api_url: &Url, text: &str) -> bool {
    let path = |text: &str| {
        text.split('?')
            .next()
            .unwrap_or_default()
            .matches('/')
            .count()
    };
    let below = format!("{}/", api_url.as_str().trim_end_matches('/'));
    url.as_str().starts_with(&below) && path(url.as_str()) == path(text)
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
