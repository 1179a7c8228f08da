//! Whether a request moves on: a time limit for standing still, not for the whole.
//!
//! All that can be seen of an upload is that the system takes more bytes. It takes some megabytes before
//! the first byte has left, and nothing tells when the last one has arrived. So a body has more time: as
//! much as all the bodies in flight would take on a slow line, which they share.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// How many bytes a second a line has to carry for a request to be waited for: half a megabit.
const SLOWEST: u64 = 64 * 1024;
/// How many times as long as it may stand still an answer may take in all.
const ANSWER: u32 = 10;
/// An upload moves on in steps of so many bytes.
const CHUNK: usize = 64 * 1024;

/// How far a request has come.
#[derive(Debug)]
pub(super) struct ExchangeProgress(Mutex<ProgressState>);

#[derive(Debug, Clone, Copy)]
struct ProgressState {
    moved: Instant,
    /// The most bytes that were being sent at a time, by all requests together.
    uploading: u64,
    /// When the answer began, and how much of it has come.
    answer: Option<(Instant, u64)>,
    /// When the last of the body was taken.
    body_taken: Option<Instant>,
}

impl ExchangeProgress {
    pub fn new() -> ExchangeProgress {
        ExchangeProgress(Mutex::new(ProgressState {
            moved: Instant::now(),
            uploading: 0,
            answer: None,
            body_taken: None,
        }))
    }

    fn change(&self, now: Instant, change: impl FnOnce(&mut ProgressState)) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.moved = now;
        change(&mut state);
    }

    /// The request is handed to the HTTP client now.
    pub fn begin(&self) {
        self.change(Instant::now(), |_| {});
    }

    /// The head, or more of an answer, has come.
    pub fn answered(&self, bytes: usize) {
        let now = Instant::now();
        self.change(now, |state| {
            let (_, received) = state.answer.get_or_insert((now, 0));
            *received += bytes as u64;
        });
    }

    pub fn body_taken(&self) -> Option<Instant> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.body_taken
    }

    /// What a request that stood still did not do.
    pub fn complaint(&self, timeout: Duration) -> String {
        let state = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = |time: Duration| (time.as_secs_f64() * 10.0).round() / 10.0;
        match state.answer {
            None => format!(
                "no answer in time ({} s)",
                seconds(timeout + on_a_slow_line(state.uploading))
            ),
            Some((begun, _)) if state.moved.elapsed() < timeout => format!(
                "the answer did not come to its end in time ({} s)",
                seconds(begun.elapsed())
            ),
            Some(_) => format!("the answer stopped in the middle ({} s)", seconds(timeout)),
        }
    }

    /// Ends when the request has stood still for too long. `uploads` are those of the client.
    pub async fn stands_still(&self, timeout: Duration, uploads: &Uploads, is_upload: bool) {
        loop {
            let end = {
                let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                if is_upload {
                    state.uploading = state.uploading.max(uploads.bytes());
                }
                state.end(timeout)
            };
            if end <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(end.into()).await;
        }
    }
}

impl ProgressState {
    /// Until when there has to be progress.
    fn end(self, timeout: Duration) -> Instant {
        match self.answer {
            None => self.moved + timeout + on_a_slow_line(self.uploading),
            // A drip is progress too, so the whole is bounded as well.
            Some((begun, received)) => {
                (self.moved + timeout).min(begun + timeout * ANSWER + on_a_slow_line(received))
            }
        }
    }
}

fn on_a_slow_line(bytes: u64) -> Duration {
    Duration::from_millis(bytes * 1000 / SLOWEST)
}

/// The bodies in flight, which share a line.
#[derive(Debug, Default)]
pub(super) struct Uploads(AtomicU64);

impl Uploads {
    fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts a body until the result is dropped.
    pub fn begin(&self, body: &Bytes) -> UploadInFlight<'_> {
        let bytes = body.len() as u64;
        self.0.fetch_add(bytes, Ordering::Relaxed);
        UploadInFlight {
            uploads: self,
            bytes,
        }
    }
}

pub(super) struct UploadInFlight<'a> {
    uploads: &'a Uploads,
    bytes: u64,
}

impl Drop for UploadInFlight<'_> {
    fn drop(&mut self) {
        self.uploads.0.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// A body that reports when more of it is taken. Its bytes are not copied.
pub(super) struct Body {
    rest: Bytes,
    progress: Arc<ExchangeProgress>,
}

impl Body {
    pub fn new(body: Bytes, progress: Arc<ExchangeProgress>) -> Body {
        Body {
            rest: body,
            progress,
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.rest.len().min(CHUNK);
        let chunk = self.rest.split_to(length);
        let now = Instant::now();
        let is_last = self.rest.is_empty();
        self.progress.change(now, |state| {
            state.body_taken = is_last.then_some(now);
        });
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMEOUT: Duration = Duration::from_secs(30);

    fn ends_after(state: impl FnOnce(Instant) -> ProgressState) -> u64 {
        let now = Instant::now();
        (state(now).end(TIMEOUT) - now).as_secs()
    }

    #[test]
    fn a_long_body_has_more_time() {
        let uploading = |uploading| {
            ends_after(|moved| ProgressState {
                moved,
                uploading,
                answer: None,
                body_taken: None,
            })
        };
        assert_eq!(uploading(0), 30);
        assert_eq!(uploading(1000), 30);
        // Four bodies of 2 MB at a megabit a second take 64 s.
        assert_eq!(uploading(8_000_000), 152);
    }

    #[test]
    fn an_answer_has_its_time_from_the_last_bytes_and_in_all() {
        let answer = |begun_ago, moved_ago, received| {
            ends_after(|now| ProgressState {
                moved: now - Duration::from_secs(moved_ago),
                uploading: 8_000_000,
                body_taken: None,
                answer: Some((now - Duration::from_secs(begun_ago), received)),
            })
        };
        assert_eq!(answer(0, 0, 0), 30);
        assert_eq!(answer(100, 10, 5), 20);
        assert_eq!(answer(299, 0, 5), 1);
        assert_eq!(answer(299, 0, 640 * 1024), 11);
    }

    #[test]
    fn a_body_comes_in_chunks_that_are_progress() {
        let progress = Arc::new(ExchangeProgress::new());
        let before = progress.0.lock().unwrap().moved;
        let whole = Bytes::from(vec![7; CHUNK * 2 + 1]);
        let mut body = Body::new(whole.clone(), progress.clone());
        let mut context = Context::from_waker(std::task::Waker::noop());
        let mut lengths = Vec::new();
        let mut at = 0;
        while let Poll::Ready(Some(Ok(frame))) =
            http_body::Body::poll_frame(Pin::new(&mut body), &mut context)
        {
            let chunk = frame.into_data().unwrap();
            assert_eq!(chunk.as_ptr(), whole[at..].as_ptr(), "copied");
            at += chunk.len();
            lengths.push(chunk.len());
        }
        assert_eq!(lengths, [CHUNK, CHUNK, 1]);
        assert!(progress.0.lock().unwrap().moved > before);
    }
}
