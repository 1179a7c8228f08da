//! What came back, for those who look at more than its meaning.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
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
    /// Who gave it.
    pub server: Option<SocketAddr>,
    /// When its head came.
    pub came: Instant,
    /// What the other side showed of itself, where there is TLS.
    pub certificate: Option<Bytes>,
    pub body: Bytes,
    /// More of the body came, or was to come, than was read.
    pub is_cut: bool,
}

/// Keeps the answer of a try while it comes in.
#[derive(Debug, Default)]
pub(super) struct AnswerSlot {
    answer: Mutex<Option<SeenAnswer>>,
    progress: Mutex<Option<Arc<ExchangeProgress>>>,
    pub connecting: Arc<Connecting>,
}

impl AnswerSlot {
    /// The try begins.
    pub fn begin(&self, progress: &Arc<ExchangeProgress>) {
        let mut slot = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        *slot = Some(Arc::clone(progress));
    }

    /// When the last of the body was taken by the system.
    pub fn body_taken(&self) -> Option<Instant> {
        let slot = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        slot.as_ref().and_then(|progress| progress.body_taken())
    }

    /// The head of an answer has come.
    pub fn head(&self, response: &reqwest::Response) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(SeenAnswer {
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
        let mut slot = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = slot.as_mut() {
            answer.body = body.clone();
            answer.is_cut = is_cut;
        }
    }

    pub fn take(&self) -> Option<SeenAnswer> {
        self.answer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}
