//! How large the bodies of a run may be: on a slow line, as much as it carries in a few seconds.
//!
//! Where a body takes a minute, a broken line costs a minute, `--timeout` is near, and the progress
//! stands still. All that is known is how long requests took beside those that were in flight with
//! them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A request that took longer had too large a body.
const LONG: Duration = Duration::from_secs(8);
/// How long a request should take where the last one took too long.
const WANTED: Duration = Duration::from_secs(4);
/// Where the largest body allowed takes less, bodies may be twice as large.
const SHORT: Duration = Duration::from_secs(2);
/// What a run of several requests begins with, as nothing is known of the line yet.
const AT_FIRST: usize = 512 * 1024;
/// Bodies smaller than this would only mean more requests.
const LEAST: usize = 64 * 1024;

/// The most bytes of a body; no limit until a line has been found to be slow.
#[derive(Debug)]
pub struct UploadLimit(AtomicUsize);

impl Default for UploadLimit {
    fn default() -> UploadLimit {
        UploadLimit(AtomicUsize::new(usize::MAX))
    }
}

impl UploadLimit {
    /// The most bytes of a body.
    pub fn bytes(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// Begins with bodies that even a slow line carries. Not for a run of one request, which is done as
    /// a whole or not at all.
    pub fn begin_small(&self) {
        self.0.fetch_min(AT_FIRST, Ordering::Relaxed);
    }

    /// A request with a body of so many bytes was answered after that time.
    pub(super) fn note(&self, bytes: usize, took: Duration) {
        let limit = self.bytes();
        if took > LONG && bytes > LEAST {
            let wanted = bytes as f64 * WANTED.as_secs_f64() / took.as_secs_f64();
            self.0
                .store((wanted as usize).max(LEAST).min(limit), Ordering::Relaxed);
        } else if took < SHORT && bytes >= limit / 2 {
            self.0.store(limit.saturating_mul(2), Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_line_gets_smaller_bodies_and_a_quicker_one_larger_ones_again() {
        let limit = UploadLimit::default();
        limit.note(4 << 20, Duration::from_secs(3));
        assert_eq!(limit.bytes(), usize::MAX);
        limit.note(2_000_000, Duration::from_secs(32));
        assert_eq!(limit.bytes(), 250_000);
        // Those that were on their way already do not make it larger.
        limit.note(2_000_000, Duration::from_secs(16));
        assert_eq!(limit.bytes(), 250_000);
        limit.note(240_000, Duration::from_secs(4));
        assert_eq!(limit.bytes(), 250_000);
        limit.note(10_000, Duration::from_millis(80));
        assert_eq!(limit.bytes(), 250_000);
        limit.note(240_000, Duration::from_secs(1));
        assert_eq!(limit.bytes(), 500_000);
    }

    #[test]
    fn a_quick_line_is_soon_known_to_be_one() {
        let limit = UploadLimit::default();
        limit.begin_small();
        let mut bodies = 0;
        while limit.bytes() < 4 << 20 {
            limit.note(limit.bytes(), Duration::from_millis(100));
            bodies += 1;
        }
        assert!(bodies <= 3, "{bodies}");
    }

    #[test]
    fn bodies_are_never_too_small() {
        let limit = UploadLimit::default();
        limit.note(100_000, Duration::from_secs(100));
        assert_eq!(limit.bytes(), LEAST);
        limit.note(LEAST, Duration::from_secs(100));
        assert_eq!(limit.bytes(), LEAST);
    }
}
