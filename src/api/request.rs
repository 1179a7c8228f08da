//! The one door: headers, time limits, retries, decoding. Nothing else sends.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER};
use http::{HeaderMap, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

pub use super::retry::Effect;

use crate::record::fits_in_path;

use super::answer::{self, Decode, Failed, MOST_ANSWER};
use super::client::Client;
use super::curl;
use super::error::{ApiError, Problem};
use super::exchange;
use super::mask::{error_without, excerpt_without};
use super::pace::InFlight;
use super::progress::{Body, Progress};
use super::refusal;
use super::retry::{self, Failure, Verdict};
use super::tries::Tries;

/// Everything but unreserved characters (RFC 3986, section 2.3).
pub(super) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
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

    /// The error that this ends with. Whatever became of the last try: an earlier one may have
    /// been applied.
    fn ended(&self, url: String, problem: Problem, repeated: bool) -> ApiError {
        ApiError {
            unknown: repeated && self.effect != Effect::Read,
            ..self.error(url, problem)
        }
    }

    /// The URL as messages name it.
    pub fn place(&self, client: &Client) -> String {
        self.url(&client.inner.api_url)
            .map_or_else(|error| error.url, |url| url.to_string())
    }

    /// The error of a request that was answered, and of something in it that is not there.
    pub fn not_there(&self, client: &Client, singular: &'static str) -> ApiError {
        self.error(self.place(client), Problem::NotThere { singular })
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

pub(super) struct Answer<T> {
    pub value: T,
    pub repeated: bool,
}

impl Client {
    /// Whether `--dry-run` keeps this request back. It is then shown instead.
    pub fn keeps_back(&self, request: &Request) -> Result<bool, ApiError> {
        let url = request.url(&self.inner.api_url).map_err(|error| *error)?;
        if !self.inner.dry_run {
            return Ok(false);
        }
        let command = curl::command(&request.method, url.as_str(), request.body.as_deref());
        match self.inner.trace.kept_back(&self.without_key(&command)) {
            Ok(()) => Ok(true),
            Err(error) => {
                let why = error.to_string();
                Err(request.error(url.to_string(), Problem::NotShown { why }))
            }
        }
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
        let mut tries = Tries::default();
        let mut repeated = false;
        loop {
            let turn = self
                .turn()
                .await
                .map_err(|problem| request.ended(url.to_string(), problem, repeated))?;
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
            let error = request.ended(url.to_string(), problem, repeated);
            let mut ended = error_without(self.inner.key(), error);
            let verdict = retry::judge(
                request.effect,
                failure,
                tries.history(self, failure.is_outage()),
                retry_after,
                self.inner.limits,
                fastrand::f64(),
            );
            let wait = match verdict {
                Verdict::Again(wait) => Some(wait).filter(|wait| self.may_wait(*wait)),
                Verdict::GiveUp | Verdict::Unknown => None,
            };
            if failure.is_overload() {
                turn.slowed(wait.unwrap_or_else(|| self.pause_after(verdict, retry_after)));
            }
            ended.unknown |= verdict == Verdict::Unknown;
            let Some(wait) = wait else {
                self.trace(request, &url, begun, &ended.to_string());
                return Err(ended);
            };
            let note = format!("{ended}; again in {:.1} s", wait.as_secs_f64());
            self.trace(request, &url, begun, &note);
            tries.count(failure, wait);
            drop(turn);
            repeated |= failure.may_have_been_applied();
            self.inner.retries.fetch_add(1, Ordering::Relaxed);
            if !wait.is_zero() && !self.wait(wait).await {
                return Err(ended);
            }
        }
    }

    /// How long everybody pauses after an overload that ends the request. One that is given up
    /// holds up nobody else.
    fn pause_after(&self, verdict: Verdict, retry_after: Option<Duration>) -> Duration {
        if verdict != Verdict::Unknown {
            return Duration::ZERO;
        }
        retry_after
            .unwrap_or_else(|| retry::backoff(0, fastrand::f64()))
            .min(self.inner.limits.max_wait)
    }

    /// Waits until the request may go out, and no longer than the run may last.
    async fn turn(&self) -> Result<InFlight<'_>, Problem> {
        tokio::select! {
            biased;
            () = self.over() => Err(Problem::Deadline),
            // Before the interruption: what need not wait for its turn is part of what is in
            // flight, like looking whether a lost create was applied.
            turn = self.inner.pace.turn() => Ok(turn),
            () = self.inner.interrupt.wait() => Err(Problem::Interrupted),
        }
    }

    /// Whether a wait ends before the run has to.
    pub fn may_wait(&self, wait: Duration) -> bool {
        !self.is_interrupted()
            && self.inner.deadline.is_none_or(|end| {
                Instant::now()
                    .checked_add(wait)
                    .is_some_and(|then| then < end)
            })
    }

    /// Waits, or gives back false where the person wants an end meanwhile.
    pub async fn wait(&self, wait: Duration) -> bool {
        let begun = Instant::now();
        let to_its_end = tokio::select! {
            () = tokio::time::sleep(wait) => true,
            () = self.inner.interrupt.wait() => false,
        };
        let waited = begun.elapsed().as_millis() as u64;
        self.inner.waited_ms.fetch_add(waited, Ordering::Relaxed);
        to_its_end
    }

    async fn once<T>(
        &self,
        request: &Request,
        url: &Url,
        decode: Decode<T>,
    ) -> Result<(u16, T), Box<Failed>> {
        self.inner.requests.fetch_add(1, Ordering::Relaxed);
        let connections = self.inner.transport.current();
        let progress = Arc::new(Progress::new());
        let mut builder = connections
            .http
            .request(request.method.clone(), url.clone());
        let in_flight = request
            .body
            .as_ref()
            .map(|body| self.inner.uploads.begin(body));
        if let Some(body) = &request.body {
            let body = Body::new(body.clone(), progress.clone());
            builder = builder
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .body(reqwest::Body::wrap(body));
        }
        let timeout = self.inner.timeout;
        let exchange = self.exchange(builder, &progress, decode);
        let stands_still = progress.stands_still(timeout, &self.inner.uploads, in_flight.is_some());
        tokio::select! {
            result = exchange => result,
            () = stands_still => {
                self.inner.transport.renew(&connections);
                Err(exchange::timed_out(progress.complaint(timeout)))
            }
            () = self.over() => Err(exchange::timed_out(
                "no whole answer before the deadline of the run".to_owned(),
            )),
        }
    }

    /// Ends when the run has to be over.
    async fn over(&self) {
        match self.inner.deadline {
            Some(end) => tokio::time::sleep_until(end.into()).await,
            None => std::future::pending().await,
        }
    }

    async fn exchange<T>(
        &self,
        builder: reqwest::RequestBuilder,
        progress: &Progress,
        decode: Decode<T>,
    ) -> Result<(u16, T), Box<Failed>> {
        let route = self.inner.transport.route();
        if let Some(route) = route {
            route
                .open()
                .await
                .map_err(|end| exchange::ended_at(end, None))?;
        }
        let mut response = builder
            .send()
            .await
            .map_err(|error| exchange::failed(&error, route))?;
        progress.answered(0);
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        if response.status().is_redirection() {
            return Err(Box::new(Failed {
                failure: Failure::Status(status),
                problem: Problem::Redirect {
                    status,
                    target: header(&headers, &LOCATION).map_or_else(
                        || "nowhere".to_owned(),
                        |target| self.excerpt_of(target.as_bytes()).unwrap_or_default(),
                    ),
                },
                retry_after: None,
            }));
        }
        if !response.status().is_success() {
            // The status of a refusal is known, and counts, whatever becomes of its body.
            let (body, is_cut) = answer::read(&mut response, refusal::MOST_READ, progress)
                .await
                .unwrap_or_default();
            return Err(self.refused(status, &headers, &body, is_cut));
        }
        let (body, is_cut) = answer::read(&mut response, MOST_ANSWER, progress)
            .await
            .map_err(|error| exchange::broken_off(&error))?;
        if is_cut {
            return Err(Box::new(Failed {
                failure: Failure::Untrusted,
                problem: Problem::BadAnswer {
                    status,
                    why: format!("more than {} MiB", MOST_ANSWER >> 20),
                    excerpt: None,
                },
                retry_after: None,
            }));
        }
        let body = self.inner.without_key(body);
        match decode(&body) {
            Ok(value) => Ok((status, value)),
            Err(why) => Err(Box::new(Failed {
                failure: Failure::BadAnswer,
                problem: Problem::BadAnswer {
                    status,
                    why,
                    excerpt: self.excerpt_of(&body),
                },
                retry_after: None,
            })),
        }
    }

    fn refused(&self, status: u16, headers: &HeaderMap, body: &[u8], is_cut: bool) -> Box<Failed> {
        let object = refusal::object(body, is_cut);
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
                    self.excerpt_of(body)
                } else {
                    None
                },
                object: object.unwrap_or_default(),
                retry_after: after,
            },
            retry_after: after,
        })
    }

    fn excerpt_of(&self, body: &[u8]) -> Option<String> {
        excerpt_without(self.inner.key(), body)
    }

    fn trace(&self, request: &Request, url: &Url, begun: Instant, outcome: &str) {
        let ms = begun.elapsed().as_secs_f64() * 1000.0;
        let size = request.body.as_ref().map_or(0, Bytes::len);
        self.inner.trace.sent(&format!(
            "{} {url} ({size} bytes): {outcome}, {ms:.1} ms",
            request.method
        ));
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &http::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
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
