//! The only place that sends: headers, time limits, retries, decoding.

use std::sync::atomic::Ordering;
use std::time::{Instant, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER};
use http::{HeaderMap, Method};
use reqwest::Url;

use super::answer::{self, Decode, MOST_ANSWER, MOST_ANSWERS};
use super::call::Request;
use super::client::Client;
use super::curl;
use super::error::{ApiError, Problem};
use super::excerpt::excerpt_without;
use super::exchange;
use super::masked_error::error_without;
use super::progress::Body;
use super::refusal;
use super::retry::{self, Bound, Effect, RetryVerdict};
use super::retry_after;
use super::seen::{AnswerSlot, SeenAnswer};
use super::trace::TryWatch;
use super::tries::Tries;
use super::try_failure::Stage;

/// A decoded answer, and whether an earlier try may have been applied already.
pub(super) struct Answered<T> {
    pub value: T,
    pub repeated: bool,
}

impl Client {
    /// Whether `--dry-run` keeps this request back. It is then shown instead.
    pub fn keeps_back(&self, request: &Request) -> Result<bool, ApiError> {
        if !self.inner.settings.dry_run {
            return Ok(false);
        }
        let url = request
            .url(&self.inner.settings.api_url)
            .map_err(|error| *error)?;
        let command = curl::command(request, url.as_str());
        match self
            .inner
            .settings
            .trace
            .kept_back(&self.without_key(&command))
        {
            Ok(()) => Ok(true),
            Err(error) => {
                let why = error.to_string();
                Err(request.error(url.to_string(), Problem::NotShown { why }))
            }
        }
    }

    /// Sends a request, again where that may help, and decodes the answer.
    pub async fn send<T>(&self, request: &Request, decode: Decode<T>) -> Result<T, ApiError> {
        let answered = self.send_seeing(request, decode, &mut None).await?;
        Ok(answered.value)
    }

    /// The same, and whether the request was repeated. The answer to the last try is in `last`, whatever
    /// it was.
    pub(super) async fn send_seeing<T>(
        &self,
        request: &Request,
        decode: Decode<T>,
        last: &mut Option<SeenAnswer>,
    ) -> Result<Answered<T>, ApiError> {
        let url = request
            .url(&self.inner.settings.api_url)
            .map_err(|error| *error)?;
        if let Some(why) = &self.inner.settings.read_only
            && !matches!(request.method, Method::GET | Method::HEAD)
        {
            let why = why.clone();
            return Err(request.error(url.to_string(), Problem::ReadOnly { why }));
        }
        let mut tries = Tries::default();
        let mut repeated = false;
        loop {
            let asked = Instant::now();
            let turn = self
                .acquire_turn(request.is_early)
                .await
                .map_err(|problem| request.ended(url.to_string(), problem, repeated))?;
            let begun = Instant::now();
            let number = self.inner.requests.fetch_add(1, Ordering::Relaxed) + 1;
            let seen = AnswerSlot::new();
            let watch = TryWatch::begin(self, number, request, &url, asked, &seen);
            let tried = self.once(request, &url, decode, &seen).await;
            *last = seen.take();
            let problem = match tried {
                Ok((status, value)) => {
                    turn.succeeded(request.effect != Effect::Read);
                    if let Some(body) = &request.body {
                        self.inner.upload_limit.note(body.len(), begun.elapsed());
                    }
                    watch.end(last.as_ref(), None);
                    self.trace(request, &url, begun, &status.to_string());
                    return Ok(Answered { value, repeated });
                }
                Err(problem) => *problem,
            };
            let error = request.ended(url.to_string(), problem, repeated);
            let (failure, retry_after) = (error.failure(), error.retry_after());
            let mut ended = error_without(self.inner.key(), error);
            let why = matches!(ended.problem, Problem::Network { .. }).then(|| ended.to_string());
            watch.end(last.as_ref(), why.as_deref());
            let history = tries.history(self, failure.is_outage());
            let limits = self.inner.settings.limits;
            let verdict = match request.is_early {
                true => RetryVerdict::GiveUp,
                false => retry::judge(
                    request.effect,
                    failure,
                    history,
                    retry_after,
                    limits,
                    fastrand::f64(),
                ),
            };
            let wait = match verdict {
                RetryVerdict::Again(wait) => Some(wait).filter(|wait| self.may_wait(*wait)),
                RetryVerdict::GiveUp | RetryVerdict::Unknown => None,
            };
            if failure.is_overload() {
                let wait = wait.unwrap_or_else(|| self.pause_after(verdict, retry_after));
                turn.slowed(wait, failure.is_of_rate());
            }
            ended.unknown |= verdict == RetryVerdict::Unknown;
            let Some(wait) = wait else {
                if let Problem::Status { bound, .. } = &mut ended.problem {
                    *bound = match verdict {
                        _ if self.is_interrupted() => None,
                        RetryVerdict::Again(_) => Some(Bound::Deadline),
                        _ => Some(retry::bound_of(failure.is_outage(), history, limits)),
                    };
                }
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

    async fn once<T>(
        &self,
        request: &Request,
        url: &Url,
        decode: Decode<T>,
        seen: &AnswerSlot,
    ) -> Result<(u16, T), Box<Problem>> {
        let connections = self.inner.transport.current();
        let progress = &seen.progress;
        progress.begin();
        let mut builder = connections.request(request.method.clone(), url.clone());
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
        builder = builder.headers(request.headers.clone());
        let timeout = self.inner.settings.timeout;
        let exchange = self.exchange(request, builder, decode, seen);
        let stands_still = progress.stands_still(timeout, &self.inner.uploads, in_flight.is_some());
        tokio::select! {
            result = exchange => result,
            () = stands_still => {
                self.inner.transport.renew(&connections);
                let end = (Stage::TimedOut, progress.complaint(timeout));
                Err(Box::new(exchange::ended_at(end)))
            }
            () = self.over() => {
                let why = "no whole answer before the deadline of the run".to_owned();
                Err(Box::new(exchange::ended_at((Stage::OutOfTime, why))))
            }
        }
    }

    async fn exchange<T>(
        &self,
        request: &Request,
        builder: reqwest::RequestBuilder,
        decode: Decode<T>,
        seen: &AnswerSlot,
    ) -> Result<(u16, T), Box<Problem>> {
        let route = self.inner.transport.route();
        if let Some(route) = route {
            route
                .open(self.inner.settings.timeout)
                .await
                .map_err(exchange::ended_at)?;
        }
        let mut response = seen
            .connecting
            .watch(builder.send())
            .await
            .map_err(|error| exchange::failed(&error, route))?;
        seen.progress.answered(0);
        seen.head(&response);
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        if response.status().is_redirection() {
            let target = header(&headers, &LOCATION).map_or_else(
                || "nowhere".to_owned(),
                |target| self.excerpt_of(target.as_bytes()).unwrap_or_default(),
            );
            return Err(Box::new(Problem::Redirect { status, target }));
        }
        let room = &self.inner.answers;
        if !response.status().is_success() {
            // The status of a refusal is known, and counts, even if its body cannot be read.
            let (body, is_cut) = answer::read(&mut response, refusal::MOST_READ, room, seen)
                .await
                .unwrap_or_default();
            return Err(Box::new(self.refused(status, &headers, &body, is_cut)));
        }
        let (body, is_cut) = answer::read(&mut response, MOST_ANSWER, room, seen)
            .await
            .map_err(|error| exchange::broken_off(&error))?;
        if is_cut {
            return Err(Box::new(Problem::BadAnswer {
                status,
                why: format!(
                    "more than {} MiB, or {} MiB with the other answers of the run",
                    MOST_ANSWER >> 20,
                    MOST_ANSWERS >> 20
                ),
                excerpt: None,
                is_too_large: true,
            }));
        }
        let body = self.inner.without_key(body, request.is_raw());
        match decode(&body) {
            Ok(value) => Ok((status, value)),
            Err(why) => Err(Box::new(Problem::BadAnswer {
                status,
                why,
                excerpt: self.excerpt_of(&body),
                is_too_large: false,
            })),
        }
    }

    fn refused(&self, status: u16, headers: &HeaderMap, body: &[u8], is_cut: bool) -> Problem {
        let object = refusal::object(body, is_cut);
        Problem::Status {
            status,
            excerpt: match &object {
                Some(object) if object.message.is_some() => None,
                _ => self.excerpt_of(body),
            },
            object: object.unwrap_or_default(),
            retry_after: header(headers, &RETRY_AFTER)
                .and_then(|text| retry_after::parse(text, SystemTime::now())),
            bound: None,
        }
    }

    fn excerpt_of(&self, body: &[u8]) -> Option<String> {
        excerpt_without(self.inner.key(), body)
    }

    fn trace(&self, request: &Request, url: &Url, begun: Instant, outcome: &str) {
        if !self.inner.settings.trace.wants_lines() {
            return;
        }
        let ms = begun.elapsed().as_secs_f64() * 1000.0;
        let size = request.body.as_ref().map_or(0, Bytes::len);
        let line = format!(
            "{} {url} ({size} bytes): {outcome}, {ms:.1} ms",
            request.method
        );
        self.inner.settings.trace.sent(&self.without_key(&line));
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &http::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
