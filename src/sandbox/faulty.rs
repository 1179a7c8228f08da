//! The faults that a sandbox was told to have, around the responses of the server.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use fastrand::Rng;
use http::{HeaderValue, StatusCode, header};
use tokio::sync::watch;

use super::faults::{Failing, Fault, Faults, Latency};
use super::refusal::Refusal;
use super::server::{self, Instance};
use super::wire::{Wire, broken_off};

const HTML: &str = "<!DOCTYPE html>\n<html><head><title>Please wait</title></head>\
    <body><h1>One moment, please</h1><p>The page will be there shortly.</p></body></html>\n";

/// Decides what happens to each request.
pub(crate) struct Faulty {
    latency: Option<Latency>,
    failures: Vec<Fault>,
    /// The status for requests above the rate limit.
    limited: StatusCode,
    chance: Mutex<Chance>,
}

struct Chance {
    rng: Rng,
    bucket: Option<Bucket>,
}

/// What happens to a request. This is decided when it arrives, so that it depends on the order of the
/// requests and not on how long they take.
struct FaultPlan {
    is_limited: bool,
    failing: Option<Failing>,
    /// Whether the change is made before the request fails.
    is_applied: bool,
    delay: Duration,
}

impl Faulty {
    /// `None` if there are no faults.
    pub fn new(faults: &Faults) -> Option<Faulty> {
        let is_plain =
            faults.latency.is_none() && faults.rate_limit.is_none() && faults.failures.is_empty();
        if is_plain {
            return None;
        }
        Some(Faulty {
            latency: faults.latency,
            failures: faults.failures.clone(),
            limited: faults
                .rate_limit
                .map_or(StatusCode::TOO_MANY_REQUESTS, |limit| limit.status),
            chance: Mutex::new(Chance {
                rng: faults.seed.map_or_else(Rng::new, Rng::with_seed),
                bucket: faults
                    .rate_limit
                    .map(|limit| Bucket::new(limit.a_second.get())),
            }),
        })
    }

    fn plan(&self, now: Instant) -> FaultPlan {
        let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
        let is_limited = chance
            .bucket
            .as_mut()
            .is_some_and(|bucket| !bucket.take(now));
        // Always draw all three numbers, so that one setting does not change what the others do.
        let (which, coin, delay) = (chance.rng.f64(), chance.rng.bool(), chance.rng.f64());
        let failing = pick(&self.failures, which);
        FaultPlan {
            is_limited,
            failing,
            is_applied: match failing {
                Some(Failing::Status(status)) => status.is_server_error() && coin,
                Some(Failing::ResetBefore) => false,
                _ => true,
            },
            delay: self.latency.map_or(Duration::ZERO, |latency| {
                latency.base.saturating_sub(latency.spread) + latency.spread.mul_f64(2.0 * delay)
            }),
        }
    }

    pub async fn respond_to(
        &self,
        instance: &Instance,
        request: Request,
        wire: &Wire,
        stopping: &watch::Receiver<()>,
    ) -> Response {
        let plan = self.plan(Instant::now());
        let response = if plan.is_applied && !plan.is_limited {
            server::respond_to(instance, request).await
        } else {
            server::drain(&mut request.into_body()).await;
            Response::default()
        };
        if !plan.delay.is_zero() {
            // A stop does not wait for the delay.
            tokio::select! {
                () = tokio::time::sleep(plan.delay) => {}
                () = over(stopping.clone()) => {}
            }
        }
        if plan.is_limited {
            return refused(self.limited, "ERR_RATE", "too many requests a second", "1");
        }
        match plan.failing {
            None => response,
            Some(Failing::Status(status)) => {
                // Nothing here says whether the change was made, just as with a real service.
                let message = format!("a fault that the sandbox was told to have: {status}");
                refused(status, "ERR_FAULT", message, "0")
            }
            Some(Failing::ResetBefore | Failing::ResetAfter) => {
                wire.cut();
                response
            }
            Some(Failing::Stall) => {
                // If the client goes away, this future is dropped here.
                over(stopping.clone()).await;
                wire.cut();
                response
            }
            Some(Failing::Truncate) => truncated(response).await,
            Some(Failing::Html) => html(),
        }
    }
}

fn pick(failures: &[Fault], mut which: f64) -> Option<Failing> {
    for fault in failures {
        if which < fault.rate {
            return Some(fault.what);
        }
        which -= fault.rate;
    }
    None
}

/// Lets `rate` requests through per second, and the same number at once after a pause.
struct Bucket {
    rate: f64,
    tokens: f64,
    filled: Option<Instant>,
}

impl Bucket {
    fn new(rate: u32) -> Bucket {
        Bucket {
            rate: rate.into(),
            tokens: rate.into(),
            filled: None,
        }
    }

    fn take(&mut self, now: Instant) -> bool {
        let since = self.filled.replace(now).map_or(Duration::ZERO, |filled| {
            now.saturating_duration_since(filled)
        });
        self.tokens = (self.tokens + since.as_secs_f64() * self.rate).min(self.rate);
        let is_there = self.tokens >= 1.0;
        if is_there {
            self.tokens -= 1.0;
        }
        is_there
    }
}

/// Waits until the sender is dropped; it never sends anything.
pub(crate) async fn over(mut stopping: watch::Receiver<()>) {
    let _ = stopping.changed().await;
}

/// An error object. A 429 also says when to try again.
fn refused(
    status: StatusCode,
    code: &'static str,
    message: impl Into<String>,
    retry_after: &'static str,
) -> Response {
    let mut response = Refusal::new(status, code, message).into_response();
    if status == StatusCode::TOO_MANY_REQUESTS {
        let seconds = HeaderValue::from_static(retry_after);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

async fn truncated(response: Response) -> Response {
    let (mut head, mut body) = response.into_parts();
    // Answers are made in one piece.
    let whole = server::next_chunk(&mut body).await;
    let whole = whole.ok().flatten().unwrap_or_default();
    head.headers
        .insert(header::CONTENT_LENGTH, whole.len().into());
    let part = whole.slice(..whole.len() / 2);
    Response::from_parts(head, broken_off(part))
}

fn html() -> Response {
    let mut response = Response::new(Body::from(Bytes::from_static(HTML.as_bytes())));
    let value = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, value);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_lets_its_rate_through_and_fills_up_to_it() {
        let mut bucket = Bucket::new(2);
        let begun = Instant::now();
        let mut at = |milliseconds| bucket.take(begun + Duration::from_millis(milliseconds));
        assert!(at(0) && at(0) && !at(0));
        assert!(!at(499) && at(501) && !at(501));
        assert!(at(10_000) && at(10_000) && !at(10_000));
    }

    #[test]
    fn rates_are_shares_of_all_requests() {
        let failures = ["20%:stall", "0:500", "30%:html"].map(|text| text.parse().unwrap());
        assert_eq!(pick(&failures, 0.0), Some(Failing::Stall));
        assert_eq!(pick(&failures, 0.19), Some(Failing::Stall));
        assert_eq!(pick(&failures, 0.21), Some(Failing::Html));
        assert_eq!(pick(&failures, 0.49), Some(Failing::Html));
        assert_eq!(pick(&failures, 0.51), None);
    }

    #[test]
    fn half_of_the_5xx_come_after_the_change_and_no_4xx_does() {
        let plans = |status: u16| {
            let faulty = Faulty::new(&Faults {
                failures: vec![format!("1:{status}").parse().unwrap()],
                latency: Some("10±10".parse().unwrap()),
                seed: Some(7),
                ..Faults::default()
            });
            let faulty = faulty.unwrap();
            let plans = (0..1000).map(|_| faulty.plan(Instant::now()));
            plans.collect::<Vec<FaultPlan>>()
        };
        let applied = |status| plans(status).iter().filter(|plan| plan.is_applied).count();
        assert!((400..600).contains(&applied(502)));
        assert_eq!((applied(429), applied(499)), (0, 0));
        let most = Duration::from_millis(20);
        assert!(plans(500).iter().all(|plan| plan.delay <= most));
        assert!(plans(500).iter().any(|plan| plan.delay > most * 9 / 10));
    }
}
