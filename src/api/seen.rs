//! What came back, for those who look at more than its meaning.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Version};

/// An answer as it came, as far as it came.
#[derive(Debug, Clone)]
pub(super) struct SeenAnswer {
    pub status: StatusCode,
    pub version: Version,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// More of the body came than was read.
    pub is_cut: bool,
}

/// Keeps the answer of a try while it comes in.
#[derive(Debug, Default)]
pub(super) struct AnswerSlot(Mutex<Option<SeenAnswer>>);

impl AnswerSlot {
    /// The head of an answer has come.
    pub fn head(&self, response: &reqwest::Response) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(SeenAnswer {
            status: response.status(),
            version: response.version(),
            headers: response.headers().clone(),
            body: Bytes::new(),
            is_cut: false,
        });
    }

    /// Its body has come too.
    pub fn body(&self, body: &Bytes, is_cut: bool) {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = slot.as_mut() {
            answer.body = body.clone();
            answer.is_cut = is_cut;
        }
    }

    pub fn take(&self) -> Option<SeenAnswer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
