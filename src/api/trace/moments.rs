//! What happened when in a try: what the times of an HTTP Archive are made of.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    /// The try that asks for a connection. One that is opened in the background, because another
    /// became free meanwhile, belongs to none.
    static OF_TRY: Arc<Connecting>;
}

/// How long it took to get a new connection; nothing where an open one was used.
#[derive(Debug, Default)]
pub(in crate::api) struct Connecting(Mutex<ConnectTimes>);

#[derive(Debug, Default, Clone, Copy)]
pub(in crate::api) struct ConnectTimes {
    pub dns: Option<Duration>,
    /// With `dns`, and with TLS.
    pub whole: Option<Duration>,
}

impl Connecting {
    pub fn times(&self) -> ConnectTimes {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut ConnectTimes)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Does what may open a connection.
    pub async fn watch<T>(self: &Arc<Self>, work: impl Future<Output = T>) -> T {
        OF_TRY.scope(Arc::clone(self), work).await
    }
}

fn note(begun: Instant, note: impl FnOnce(&mut ConnectTimes, Duration)) {
    // Outside a try nobody wants to know.
    let _ = OF_TRY.try_with(|of_try| of_try.change(|times| note(times, begun.elapsed())));
}

/// Times what opens connections.
#[derive(Debug, Clone)]
pub(in crate::api) struct ConnectTimer;

impl<S> Layer<S> for ConnectTimer {
    type Service = Timed<S>;

    fn layer(&self, inner: S) -> Timed<S> {
        Timed(inner)
    }
}

#[derive(Debug, Clone)]
pub(in crate::api) struct Timed<S>(S);

impl<S, R> Service<R> for Timed<S>
where
    S: Service<R>,
    S::Response: 'static,
    S::Error: 'static,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let begun = Instant::now();
        let connecting = self.0.call(request);
        Box::pin(async move {
            let connected = connecting.await;
            note(begun, |times, took| times.whole = Some(took));
            connected
        })
    }
}

/// Looks names up as the HTTP client does by itself, and times it.
pub(in crate::api) struct TimedResolver;

impl Resolve for TimedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let begun = Instant::now();
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            note(begun, |times, took| times.dns = Some(took));
            let addresses: Vec<SocketAddr> = found?.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The moments of a try.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) struct Moments {
    /// It waited for its turn from then on.
    pub asked: Instant,
    /// It was handed to the HTTP client.
    pub begun: Instant,
    pub connecting: ConnectTimes,
    /// The last of its body was taken by the system, where it has one.
    pub body_taken: Option<Instant>,
    /// The head of the answer came.
    pub answered: Option<Instant>,
    pub ended: Instant,
}

/// What an HTTP Archive calls timings, in milliseconds; -1 for what did not happen.
#[derive(Debug, PartialEq, serde::Serialize)]
pub(in crate::api) struct Timings {
    pub blocked: f64,
    pub dns: f64,
    pub connect: f64,
    pub send: f64,
    pub wait: f64,
    pub receive: f64,
    /// Not told apart from `connect`, which it is a part of.
    pub ssl: f64,
}

impl Timings {
    pub fn of(moments: &Moments) -> Timings {
        let ms = |time: Duration| time.as_micros() as f64 / 1000.0;
        let between = |from: Instant, to: Instant| to.saturating_duration_since(from);
        let Moments {
            asked,
            begun,
            connecting,
            ended,
            ..
        } = *moments;
        let head = moments.answered.unwrap_or(ended);
        let connect = connecting.whole.unwrap_or_default();
        let connected = (begun + connect).min(head);
        let sent = moments
            .body_taken
            .map_or(connected, |taken| taken.clamp(connected, head));
        let dns = connecting.dns.filter(|dns| *dns <= connect);
        let there = |time: Option<Duration>| time.map_or(-1.0, ms);
        Timings {
            blocked: ms(between(asked, begun)),
            dns: there(dns),
            connect: there(
                connecting
                    .whole
                    .map(|_| between(begun, connected).saturating_sub(dns.unwrap_or_default())),
            ),
            send: ms(between(connected, sent)),
            wait: ms(between(sent, head)),
            receive: ms(between(head, ended)),
            ssl: -1.0,
        }
    }

    /// The whole time of the try.
    pub fn sum(&self) -> f64 {
        let Timings {
            blocked,
            dns,
            connect,
            send,
            wait,
            receive,
            ssl: _,
        } = self;
        let parts = [blocked, dns, connect, send, wait, receive];
        let sum: f64 = parts.into_iter().filter(|part| **part > 0.0).sum();
        (sum * 1000.0).round() / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(begin: Instant, ms: u64) -> Instant {
        begin + Duration::from_millis(ms)
    }

    #[test]
    fn the_parts_add_up_to_the_whole() {
        let asked = Instant::now();
        let moments = Moments {
            asked,
            begun: after(asked, 10),
            connecting: ConnectTimes {
                dns: Some(Duration::from_millis(3)),
                whole: Some(Duration::from_millis(20)),
            },
            body_taken: Some(after(asked, 35)),
            answered: Some(after(asked, 50)),
            ended: after(asked, 70),
        };
        let whole = Timings {
            blocked: 10.0,
            dns: 3.0,
            connect: 17.0,
            send: 5.0,
            wait: 15.0,
            receive: 20.0,
            ssl: -1.0,
        };
        assert_eq!(Timings::of(&moments), whole);
        assert_eq!(whole.sum(), 70.0);
        let reused = Moments {
            connecting: ConnectTimes::default(),
            body_taken: None,
            answered: None,
            ..moments
        };
        let timings = Timings::of(&reused);
        assert_eq!((timings.dns, timings.connect), (-1.0, -1.0));
        assert_eq!(
            (timings.send, timings.wait, timings.receive),
            (0.0, 60.0, 0.0)
        );
        assert_eq!(timings.sum(), 70.0);
    }
}
