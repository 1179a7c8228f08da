//! The client: what all requests of a run share.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Method;
use http::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT};
use secrecy::ExposeSecret;

use crate::system::Interrupt;

use super::answer::AnswerRoom;
use super::cause::ExchangeCause;
use super::error::{ApiError, Problem};
use super::exchange::cause;
use super::mask::{body_without, text_without, thoroughly_masked_body};
use super::pace::Pace;
use super::paging::Paging;
use super::progress::Uploads;
use super::settings::ClientSettings;
use super::transport::Transport;
use super::upload_limit::UploadLimit;

/// After fewer requests than this, nothing is said about their pace.
const FEW: u64 = 20;

/// A client for one instance. Cheap to clone; all clones count together.
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<ClientCore>,
}

/// What all clones of a client share.
pub(super) struct ClientCore {
    pub settings: ClientSettings,
    pub transport: Transport,
    pub uploads: Uploads,
    pub upload_limit: Arc<UploadLimit>,
    pub pace: Pace,
    pub paging: Paging,
    pub answers: AnswerRoom,
    pub requests: AtomicU64,
    pub retries: AtomicU64,
    /// Between tries, all requests together.
    pub waited_ms: AtomicU64,
    /// What others keep for as long as the run lasts.
    kept: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl ClientCore {
    /// For masking it in what the service says.
    pub fn key(&self) -> &str {
        self.settings.api_key.expose_secret()
    }

    /// An answer without the key; records that held it are counted. One to a request that a
    /// person wrote may hold anything.
    pub fn without_key(&self, body: Bytes, is_raw: bool) -> Bytes {
        let body = body_without(self.key(), body, |record| self.settings.masked.add(record));
        match is_raw {
            true => thoroughly_masked_body(&body, self.key()),
            false => body,
        }
    }
}

impl Drop for ClientCore {
    /// At the end of the run, tells what it has settled on.
    fn drop(&mut self) {
        let requests = *self.requests.get_mut();
        let (in_flight, a_second) = self.pace.settled();
        if requests < FEW {
            return;
        }
        let rate = a_second.map(|rate| format!(", {rate:.1} requests a second"));
        self.settings.trace.explained(&format!(
            "settled on {in_flight} in flight{} after {requests} requests",
            rate.unwrap_or_default()
        ));
    }
}

impl Client {
    pub fn new(mut settings: ClientSettings) -> Result<Client, ApiError> {
        let proxy = settings.proxy.take();
        let url = settings.api_url.to_string();
        let setup = |why: String, source| ApiError {
            method: Method::GET,
            url: url.clone(),
            problem: Problem::Setup { why, source },
            unknown: false,
        };
        let mut headers = HeaderMap::new();
        let key = settings.api_key.expose_secret();
        let mut bearer = HeaderValue::try_from(format!("Bearer {key}"))
            .map_err(|_| setup("the API key cannot stand in a header".to_owned(), None))?;
        // Keeps the key out of every `{:?}` and out of HTTP/2's header index.
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(
            USER_AGENT,
            HeaderValue::from_static(concat!("cyxth/", env!("CARGO_PKG_VERSION"))),
        );
        let is_https = settings.api_url.scheme() == "https";
        let transport = Transport::new(&settings, proxy, headers)
            .map_err(|error| setup(cause(&error), Some(ExchangeCause::of(&error))))?;
        Ok(Client {
            inner: Arc::new(ClientCore {
                transport,
                uploads: Uploads::default(),
                upload_limit: Arc::default(),
                pace: Pace::new(settings.concurrency, settings.rate, is_https),
                paging: Paging::new(settings.page_size),
                answers: AnswerRoom::default(),
                requests: AtomicU64::new(0),
                retries: AtomicU64::new(0),
                waited_ms: AtomicU64::new(0),
                kept: Mutex::default(),
                settings,
            }),
        })
    }

    /// How many pieces of work are worth having at hand. Each has a request in flight, or waits for its
    /// turn.
    pub fn work_at_once(&self) -> usize {
        self.inner.pace.work_at_once()
    }

    /// The most requests that there may be in flight.
    pub fn most_at_once(&self) -> usize {
        self.inner.pace.most_at_once()
    }

    /// How large a body may be, by what the run has seen of the line.
    pub fn upload_limit(&self) -> Arc<UploadLimit> {
        Arc::clone(&self.inner.upload_limit)
    }

    /// The requests in flight that the run has settled on, and requests a second where the service
    /// turned too many away.
    pub fn settled(&self) -> (usize, Option<f64>) {
        self.inner.pace.settled()
    }

    /// What is kept for the run: one value of each type.
    pub fn kept<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        let mut kept = self
            .inner
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let one = kept
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(T::default()));
        one.clone().downcast().unwrap_or_default()
    }

    /// Requests sent so far, repeated ones included.
    pub fn requests(&self) -> u64 {
        self.inner.requests.load(Ordering::Relaxed)
    }

    /// Records that held the key, and are therefore not what the service has.
    pub fn masked_records(&self) -> u64 {
        self.inner.settings.masked.count()
    }

    /// A text that is to be shown, without the key: what a person gives may hold it too.
    pub fn without_key<'a>(&self, text: &'a str) -> Cow<'a, str> {
        text_without(self.inner.key(), text)
    }

    /// Repeated requests so far.
    pub fn retries(&self) -> u64 {
        self.inner.retries.load(Ordering::Relaxed)
    }

    /// All the time that requests have waited: for their turn, and between tries.
    pub fn waited(&self) -> Duration {
        self.inner.pace.waited()
            + Duration::from_millis(self.inner.waited_ms.load(Ordering::Relaxed))
    }

    /// Until when everybody waits because the service asked for it.
    pub fn paused_until(&self) -> Option<Instant> {
        self.inner.pace.paused_until()
    }

    pub fn interrupt(&self) -> &Interrupt {
        &self.inner.settings.interrupt
    }

    /// When the whole run has to be over.
    pub fn deadline(&self) -> Option<Instant> {
        self.inner.settings.deadline
    }

    /// Whether the person wants the run to end.
    pub fn is_interrupted(&self) -> bool {
        self.inner.settings.interrupt.is_raised()
    }

    /// How long a request may wait in all.
    pub fn max_wait(&self) -> Duration {
        self.inner.settings.limits.max_wait
    }

    /// Tells a person who wants details why there are more requests than expected.
    pub fn explain(&self, why: &str) {
        self.inner.settings.trace.explained(why);
    }

    /// Counts a request that is sent again.
    pub fn count_retry(&self) {
        self.inner.retries.fetch_add(1, Ordering::Relaxed);
    }

    pub fn is_https(&self) -> bool {
        self.inner.settings.api_url.scheme() == "https"
    }

    pub fn is_dry_run(&self) -> bool {
        self.inner.settings.dry_run
    }
}
