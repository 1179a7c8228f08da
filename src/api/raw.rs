//! Requests that a person wrote: the answer as it came, whatever it says.

use std::borrow::Cow;

use bytes::Bytes;
use http::{StatusCode, Version};

use super::call::Request;
use super::client::Client;
use super::error::ApiError;
use super::mask::{thoroughly_masked, thoroughly_masked_body};
use super::seen::SeenAnswer;
use super::trace::shown_headers;

/// An answer to show, without the key.
#[derive(Debug)]
pub struct RawAnswer {
    pub version: &'static str,
    pub status: StatusCode,
    /// In the order in which they came.
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
}

/// The result of a request.
#[derive(Debug)]
pub struct RawOutcome {
    /// The last answer there was.
    pub answer: Option<RawAnswer>,
    /// Why it is not a success.
    pub error: Option<ApiError>,
}

impl Client {
    /// Sends a request, again where that may help. Any answer with a good status is a success.
    pub async fn send_raw(&self, request: &Request) -> RawOutcome {
        let mut last = None;
        let any = |_: &Bytes| Ok(());
        let sent = self.send_seeing(request, any, &mut last).await;
        RawOutcome {
            answer: last.map(|answer| self.raw_answer(&answer)),
            error: sent.err(),
        }
    }

    fn raw_answer(&self, answer: &SeenAnswer) -> RawAnswer {
        RawAnswer {
            version: version_name(answer.version),
            status: answer.status,
            headers: shown_headers(self.inner.key(), &answer.headers),
            body: thoroughly_masked_body(&answer.body, self.inner.key()),
        }
    }

    /// Whether the key is in a text, in whatever form.
    pub fn holds_key(&self, text: &str) -> bool {
        let masked = thoroughly_masked(text.as_bytes(), self.inner.key());
        matches!(masked, Cow::Owned(_))
    }
}

/// A version of HTTP as it stands in a status line.
pub(super) fn version_name(version: Version) -> &'static str {
    match version {
        Version::HTTP_2 => "HTTP/2",
        Version::HTTP_10 => "HTTP/1.0",
        _ => "HTTP/1.1",
    }
}
