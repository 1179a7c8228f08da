//! Answers as they came, for code that looks at more than their meaning.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Version};
use reqwest::tls::TlsInfo;

use super::progress::ExchangeProgress;
use super::trace::Connecting;

/// An answer as it came, as far as it came.
#[derive(Debug, Clone)]
pub(super) struct SeenAnswer {
    pub status: StatusCode,
    pub version: Version,
    pub headers: HeaderMap,
    /// The address that it came from.
    pub server: Option<SocketAddr>,
    /// When its head came.
    pub came: Instant,
    /// The certificate that the other side showed, where there is TLS.
    pub certificate: Option<Bytes>,
    pub body: Bytes,
    /// More of the body came, or was to come, than was read.
    pub is_cut: bool,
}

/// Keeps the answer of a try while it comes in.
#[derive(Debug)]
pub(super) struct AnswerSlot {
    answer: Mutex<Option<SeenAnswer>>,
    pub progress: Arc<ExchangeProgress>,
    pub connecting: Arc<Connecting>,
}

impl AnswerSlot {
    pub fn new() -> AnswerSlot {
        AnswerSlot {
            answer: Mutex::default(),
            progress: Arc::new(ExchangeProgress::new()),
            connecting: Arc::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<SeenAnswer>> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The head of an answer has come.
    pub fn head(&self, response: &reqwest::Response) {
        *self.lock() = Some(SeenAnswer {
            status: response.status(),
            version: response.version(),
            headers: response.headers().clone(),
            server: response.remote_addr(),
            came: Instant::now(),
            certificate: response
                .extensions()
                .get::<TlsInfo>()
                .and_then(TlsInfo::peer_certificate)
                .map(Bytes::copy_from_slice),
            body: Bytes::new(),
            is_cut: true,
        });
    }

    /// Its body has come too, or all that is read of it.
    pub fn body(&self, body: &Bytes, is_cut: bool) {
        if let Some(answer) = self.lock().as_mut() {
            answer.body = body.clone();
            answer.is_cut = is_cut;
        }
    }

    pub fn take(&self) -> Option<SeenAnswer> {
        self.lock().take()
    }
}
