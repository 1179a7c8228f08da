//! One try, watched from its beginning to its end.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use reqwest::Url;

use super::super::call::Request;
use super::super::client::Client;
use super::super::mask::masked;
use super::super::raw::version_name;
use super::super::seen::{AnswerSlot, SeenAnswer};
use super::archive::HttpArchive;
use super::entry::{MOST_BODY, SentRequest};
use super::moments::Moments;
use super::shown::{ShownBody, ShownMessage, body_of, request_headers, shown_headers};

/// Bytes of a body that `-vv` shows.
const MOST_SHOWN: usize = 4 * 1024;

/// Watches one try. Dropped without an end it was given up.
pub(in crate::api) struct TryWatch<'a> {
    client: &'a Client,
    number: u64,
    asked: Instant,
    begun: Instant,
    seen: &'a AnswerSlot,
    /// The archive, and the number there; None once it has ended.
    kept: Option<(Arc<HttpArchive>, u64)>,
}

impl<'a> TryWatch<'a> {
    /// A try begins that has waited for its turn since `asked`.
    pub fn begin(
        client: &'a Client,
        number: u64,
        request: &Request,
        url: &Url,
        asked: Instant,
        seen: &'a AnswerSlot,
    ) -> TryWatch<'a> {
        let core = &client.inner;
        let key = core.key();
        let shown_url = || masked(url.as_str(), key).into_owned();
        let headers = || request_headers(key, core.transport.headers(), request, url);
        if core.settings.trace.wants_messages() {
            core.settings.trace.message(&ShownMessage {
                is_answer: false,
                number,
                first_line: format!("{} {}", request.method, shown_url()),
                headers: headers(),
                body: ShownBody::of(key, body_of(request), MOST_SHOWN),
            });
        }
        let begun = Instant::now();
        let kept = core.settings.archive.as_ref().map(|archive| {
            let sent = SentRequest {
                at: SystemTime::now() - (begun - asked),
                method: request.method.clone(),
                url: shown_url(),
                query: SentRequest::query_of(key, url),
                headers: headers(),
                body: request
                    .body
                    .as_ref()
                    .map(|body| ShownBody::of(key, body, MOST_BODY)),
                body_size: body_of(request).len(),
            };
            (Arc::clone(archive), archive.sent(sent, asked))
        });
        TryWatch {
            client,
            number,
            asked,
            begun,
            seen,
            kept,
        }
    }

    /// The try has ended, with an answer or without one. `error` is masked.
    pub fn end(mut self, answer: Option<&SeenAnswer>, error: Option<&str>) {
        self.keep(answer, error);
        let trace = &self.client.inner.settings.trace;
        if let Some(answer) = answer.filter(|_| trace.wants_messages()) {
            let key = self.client.inner.key();
            trace.message(&ShownMessage {
                is_answer: true,
                number: self.number,
                first_line: format!("{} {}", version_name(answer.version), answer.status),
                headers: shown_headers(key, &answer.headers),
                body: ShownBody::of(key, &answer.body, MOST_SHOWN),
            });
        }
    }

    fn keep(&mut self, answer: Option<&SeenAnswer>, error: Option<&str>) {
        let Some((archive, number)) = self.kept.take() else {
            return;
        };
        let moments = Moments {
            asked: self.asked,
            begun: self.begun,
            connecting: self.seen.connecting.times(),
            body_taken: self.seen.progress.body_taken(),
            answered: answer.map(|answer| answer.came),
            ended: Instant::now(),
        };
        archive.ended(self.client.inner.key(), number, answer, &moments, error);
    }
}

impl Drop for TryWatch<'_> {
    fn drop(&mut self) {
        let answer = self.seen.take();
        self.keep(
            answer.as_ref(),
            Some("given up: the answer was no longer needed"),
        );
    }
}
