//! The one door: headers, time limits, retries, decoding. Nothing else sends.

use std::borrow::Cow;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER};
use http::{HeaderMap, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;
use serde::Deserialize;
use serde_json::value::RawValue;

pub use super::retry::Effect;

use super::client::{Client, cause};
use super::curl;
use super::error::{ApiError, ErrorObject, Problem};
use super::pace::InFlight;
use super::retry::{self, Failure, History, Verdict};

/// Everything but unreserved characters (RFC 3986, section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A page of records may be large; anything past this is no answer of this API.
const MOST_ANSWER: usize = 256 * 1024 * 1024;
/// How much of an odd answer is searched for the key.
const MOST_MASKED: usize = 1 << 20;
/// How much of an odd answer is shown.
const EXCERPT: usize = 160;

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

    /// The whole URL. A segment that is empty, `.` or `..` is refused: URL parsers fold it away,
    /// even as `%2e%2e`, and the request would reach another collection.
    pub fn url(&self, api_url: &Url) -> Result<Url, Box<ApiError>> {
        let mut text = api_url.as_str().trim_end_matches('/').to_owned();
        for segment in &self.path {
            if matches!(segment.as_str(), "" | "." | "..") {
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
        Url::parse(&text).map_err(|error| {
            Box::new(self.error(
                text.clone(),
                Problem::Setup {
                    why: error.to_string(),
                },
            ))
        })
    }

    fn error(&self, url: String, problem: Problem) -> ApiError {
        ApiError {
            method: self.method.clone(),
            url,
            problem,
            unknown: false,
        }
    }
}

/// Reads a promised answer out of a body, or says what is wrong with it.
type Decode<T> = fn(&Bytes) -> Result<T, String>;

pub(super) struct Answer<T> {
    pub value: T,
    pub repeated: bool,
}

struct Failed {
    failure: Failure,
    problem: Problem,
    retry_after: Option<Duration>,
}

impl Client {
    /// Whether `--dry-run` keeps this request back. It is then shown instead.
    pub fn keeps_back(&self, request: &Request) -> Result<bool, ApiError> {
        let url = request.url(&self.inner.api_url).map_err(|error| *error)?;
        if !self.inner.dry_run {
            return Ok(false);
        }
        let command = curl::command(&request.method, url.as_str(), request.body.as_deref());
        self.inner.trace.kept_back(&command);
        Ok(true)
    }

    /// Sends a request, again where that may help, and decodes the answer.
    pub async fn send<T>(&self, request: &Request, decode: Decode<T>) -> Result<T, ApiError> {
        let answer = self.answer(request, decode).await?;
        Ok(answer.value)
    }

    /// The same, and whether an earlier try may have been applied already.
    pub(super) async fn answer<T>(
        &self,
        request: &Request,
        decode: Decode<T>,
    ) -> Result<Answer<T>, ApiError> {
        let url = request.url(&self.inner.api_url).map_err(|error| *error)?;
        let mut history = History::default();
        let mut repeated = false;
        loop {
            let turn = self
                .turn()
                .await
                .map_err(|problem| request.error(url.to_string(), problem))?;
            let begun = Instant::now();
            let Failed {
                failure,
                problem,
                retry_after,
            } = match self.once(request, &url, decode).await {
                Ok((status, value)) => {
                    turn.succeeded();
                    self.trace(request, &url, begun, &status.to_string());
                    return Ok(Answer { value, repeated });
                }
                Err(failed) => *failed,
            };
            let error = self.masked(request.error(url.to_string(), problem));
            let verdict = retry::judge(
                request.effect,
                failure,
                history,
                retry_after,
                self.inner.limits,
                fastrand::f64(),
            );
            let mut ended = error;
            match verdict {
                Verdict::Again(wait) if self.may_wait(wait) => {
                    let note = format!("{ended}; again in {:.1} s", wait.as_secs_f64());
                    self.trace(request, &url, begun, &note);
                    if failure == Failure::Status(429) {
                        history.slowed += 1;
                        turn.slowed(wait);
                    } else {
                        history.retried += 1;
                    }
                    drop(turn);
                    repeated |= failure.may_have_been_applied();
                    history.waited += wait;
                    self.inner.retries.fetch_add(1, Ordering::Relaxed);
                    if self.wait(wait).await {
                        continue;
                    }
                }
                Verdict::Again(_) | Verdict::GiveUp => {}
                Verdict::Unknown => ended.unknown = true,
            }
            self.trace(request, &url, begun, &ended.to_string());
            return Err(ended);
        }
    }

    /// Waits until the request may go out, and no longer than the run may last.
    async fn turn(&self) -> Result<InFlight<'_>, Problem> {
        let mut interrupt = self.inner.interrupt.clone();
        let deadline = async {
            match self.inner.deadline {
                Some(end) => tokio::time::sleep_until(end.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            () = deadline => Err(Problem::Deadline),
            // Before the interruption: what need not wait for its turn is part of what is in
            // flight, like looking whether a lost create was applied.
            turn = self.inner.pace.turn() => Ok(turn),
            Ok(_) = interrupt.wait_for(|now| *now) => Err(Problem::Interrupted),
        }
    }

    /// Whether a wait ends before the run has to.
    fn may_wait(&self, wait: Duration) -> bool {
        !self.is_interrupted()
            && self
                .inner
                .deadline
                .is_none_or(|end| Instant::now() + wait < end)
    }

    /// Waits, or gives back false where the person wants an end meanwhile.
    pub async fn wait(&self, wait: Duration) -> bool {
        let mut interrupt = self.inner.interrupt.clone();
        tokio::select! {
            () = tokio::time::sleep(wait) => true,
            Ok(_) = interrupt.wait_for(|now| *now) => false,
        }
    }

    async fn once<T>(
        &self,
        request: &Request,
        url: &Url,
        decode: Decode<T>,
    ) -> Result<(u16, T), Box<Failed>> {
        self.inner.requests.fetch_add(1, Ordering::Relaxed);
        let mut builder = self.http.request(request.method.clone(), url.clone());
        if let Some(body) = &request.body {
            builder = builder
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .body(body.clone());
        }
        if let Some(end) = self.inner.deadline {
            let left = end.saturating_duration_since(Instant::now());
            builder = builder.timeout(left.min(self.inner.timeout));
        }
        let response = builder.send().await.map_err(|error| network(&error))?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        if response.status().is_redirection() {
            return Err(Box::new(Failed {
                failure: Failure::Status(status),
                problem: Problem::Redirect {
                    status,
                    target: header(&headers, &LOCATION).map_or_else(
                        || "nowhere".to_owned(),
                        |target| self.excerpt(target.as_bytes()).unwrap_or_default(),
                    ),
                },
                retry_after: None,
            }));
        }
        let is_success = response.status().is_success();
        let body = match whole_body(response).await {
            Ok(body) => body,
            // The status of a refusal is known, and counts, whatever becomes of its body.
            Err(failed) if is_success => return Err(failed),
            Err(_) => Bytes::new(),
        };
        if !is_success {
            return Err(self.refused(status, &headers, &body));
        }
        match decode(&body) {
            Ok(value) => Ok((status, value)),
            Err(why) => Err(Box::new(Failed {
                failure: Failure::BadAnswer,
                problem: Problem::BadAnswer {
                    status,
                    why,
                    excerpt: self.excerpt(&body),
                },
                retry_after: None,
            })),
        }
    }

    fn refused(&self, status: u16, headers: &HeaderMap, body: &[u8]) -> Box<Failed> {
        let object: Option<ErrorObject> = serde_json::from_slice(body).ok();
        let after = header(headers, &RETRY_AFTER)
            .and_then(|text| retry::retry_after(text, SystemTime::now()));
        Box::new(Failed {
            failure: Failure::Status(status),
            problem: Problem::Status {
                status,
                excerpt: if object
                    .as_ref()
                    .is_none_or(|object| object.message.is_none())
                {
                    self.excerpt(body)
                } else {
                    None
                },
                object: object.unwrap_or_default(),
                retry_after: after.filter(|_| status == 429).map(|wait| wait.as_secs()),
            },
            retry_after: after,
        })
    }

    /// The beginning of an answer. The key is masked before the answer is cut, or a part of it
    /// could be left.
    fn excerpt(&self, body: &[u8]) -> Option<String> {
        let text = String::from_utf8_lossy(&body[..body.len().min(MOST_MASKED)]);
        excerpt(masked(&text, &self.inner.api_key).as_bytes())
    }

    fn trace(&self, request: &Request, url: &Url, begun: Instant, outcome: &str) {
        let ms = begun.elapsed().as_secs_f64() * 1000.0;
        let size = request.body.as_ref().map_or(0, Bytes::len);
        self.inner.trace.sent(&format!(
            "{} {url} ({size} bytes): {outcome}, {ms:.1} ms",
            request.method
        ));
    }

    /// The error without the key, which a service may echo.
    fn masked(&self, error: ApiError) -> ApiError {
        let key = self.inner.api_key.as_str();
        let mask = |text: &mut String| {
            if let Cow::Owned(masked) = masked(text, key) {
                *text = masked;
            }
        };
        let mut error = error;
        match &mut error.problem {
            Problem::Status {
                object, excerpt, ..
            } => {
                for text in [&mut object.kind, &mut object.code, &mut object.message]
                    .into_iter()
                    .flatten()
                {
                    mask(text);
                }
                if let Some(excerpt) = excerpt {
                    mask(excerpt);
                }
                if let Some(data) = &object.data
                    && let Cow::Owned(text) = masked(data.get(), key)
                {
                    object.data = RawValue::from_string(text).ok();
                }
            }
            Problem::Redirect { target, .. } => mask(target),
            Problem::BadAnswer { why, excerpt, .. } => {
                mask(why);
                if let Some(excerpt) = excerpt {
                    mask(excerpt);
                }
            }
            Problem::Network { why, .. } => mask(why),
            _ => {}
        }
        error
    }
}

/// `{"status": n}`; a number in quotes is one too.
pub(super) fn status(body: &Bytes) -> Result<u64, String> {
    #[derive(Deserialize)]
    struct Answer<'a> {
        #[serde(borrow)]
        status: Option<&'a RawValue>,
    }
    let answer: Answer<'_> = serde_json::from_slice(body)
        .map_err(|error| format!("no `{{\"status\": number}}` ({error})"))?;
    let text = answer.status.map_or("", RawValue::get);
    let digits = text.trim_matches('"');
    // `u64::from_str` would take a leading plus sign.
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())
        .flatten()
        .ok_or_else(|| "no `{\"status\": number}`".to_owned())
}

/// A JSON object, as it came.
pub(super) fn object(body: &Bytes) -> Result<Bytes, String> {
    let raw: &RawValue = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    if raw.get().starts_with('{') {
        Ok(body.slice_ref(raw.get().as_bytes()))
    } else {
        Err("no object".to_owned())
    }
}

async fn whole_body(mut response: reqwest::Response) -> Result<Bytes, Box<Failed>> {
    let mut whole = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| network(&error))? {
        if whole.len() + chunk.len() > MOST_ANSWER {
            return Err(Box::new(Failed {
                failure: Failure::Untrusted,
                problem: Problem::BadAnswer {
                    status: response.status().as_u16(),
                    why: format!("more than {} MiB", MOST_ANSWER >> 20),
                    excerpt: None,
                },
                retry_after: None,
            }));
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

fn header<'a>(headers: &'a HeaderMap, name: &http::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn network(error: &reqwest::Error) -> Box<Failed> {
    let text = cause(&error as &dyn std::error::Error);
    // The URL is said elsewhere in the message.
    let text = match error.url() {
        Some(url) => text.replace(&format!(" for url ({url})"), ""),
        None => text,
    };
    let untrusted = {
        let mut next: Option<&dyn std::error::Error> = Some(error);
        let mut found = false;
        while let Some(layer) = next {
            // rustls' errors arrive inside an io::Error.
            let inner = layer
                .downcast_ref::<std::io::Error>()
                .and_then(std::io::Error::get_ref);
            found |= layer.is::<rustls::Error>()
                || inner.is_some_and(|inner| inner.is::<rustls::Error>());
            next = layer.source();
        }
        found && error.is_connect()
    };
    let (failure, why) = if untrusted {
        (Failure::Untrusted, format!("no secure connection: {text}"))
    } else if error.is_connect() {
        (Failure::NotConnected, format!("cannot connect: {text}"))
    } else if error.is_timeout() {
        (Failure::Lost, "no whole answer in time".to_owned())
    } else {
        (Failure::Lost, format!("the exchange broke off: {text}"))
    };
    Box::new(Failed {
        failure,
        problem: Problem::Network {
            why,
            sent: failure == Failure::Lost,
        },
        retry_after: None,
    })
}

/// The text without the key, as it is or as it stands in a JSON string.
fn masked<'a>(text: &'a str, key: &str) -> Cow<'a, str> {
    let in_json = key.replace('\\', r"\\").replace('"', r#"\""#);
    // Some encoders escape the slashes of a key in Base64.
    let with_slashes = in_json.replace('/', r"\/");
    let mut text = Cow::Borrowed(text);
    for form in [with_slashes.as_str(), in_json.as_str(), key] {
        if text.contains(form) {
            text = Cow::Owned(text.replace(form, "********"));
        }
    }
    text
}

/// The beginning of a text on one line, without anything that a terminal would obey.
fn excerpt(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(EXCERPT * 4)]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let clean: String = words
        .join(" ")
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    let mut short: String = clean.chars().take(EXCERPT).collect();
    if short.len() < clean.len() || body.len() > EXCERPT * 4 {
        short.push('…');
    }
    (!short.is_empty()).then_some(short)
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
    fn ids_that_parsers_fold_away_are_refused() {
        for id in ["", ".", ".."] {
            assert!(url(&["channels", id, "users"]).is_err(), "{id:?}");
        }
    }

    #[test]
    fn a_status_is_a_number_with_or_without_quotes() {
        let read = |text: &'static str| status(&Bytes::from_static(text.as_bytes()));
        assert_eq!(read(r#"{"status":6}"#).unwrap(), 6);
        assert_eq!(read(r#"{"status":"6","x":[]}"#).unwrap(), 6);
        for bad in [
            "",
            "{}",
            "[]",
            r#"{"status":null}"#,
            r#"{"status":-1}"#,
            r#"{"status":1.5}"#,
            r#"{"status":"ok"}"#,
            r#"{"status":"+6"}"#,
            "<html>",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_key_is_masked_as_it_is_and_in_json() {
        let key = r#"a/b"c\d+e="#;
        let json = serde_json::to_string(key).unwrap();
        for text in [key, &json, &json.replace('/', r"\/")] {
            let masked = masked(text, key);
            assert_eq!(masked.trim_matches('"'), "********", "{text}");
        }
        assert!(matches!(masked("a/b", key), Cow::Borrowed(_)));
    }

    #[test]
    fn an_excerpt_is_one_short_harmless_line() {
        let text = excerpt(b"<html>\n\x1b[2J  <b>no</b>").unwrap();
        assert_eq!(text, "<html> \u{fffd}[2J <b>no</b>");
        assert!(excerpt(&[b'x'; 10_000]).unwrap().chars().count() <= EXCERPT + 1);
        assert_eq!(excerpt(b"  "), None);
    }
}
