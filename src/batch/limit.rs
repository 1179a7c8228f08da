//! How large a request the service takes, as far as its answers have shown.

use std::sync::atomic::{AtomicU64, Ordering};

/// Learns from 413: whatever stands before a service (nginx takes 1 MB by itself) refuses a body
/// by its bytes. Once one was refused, none is sent that is larger than the largest that passed,
/// or than about half of the smallest that did not.
#[derive(Debug)]
pub struct BodyLimit {
    /// Bytes of the largest body that was taken.
    passed: AtomicU64,
    /// Bytes of the smallest that was too large.
    refused: AtomicU64,
}

impl Default for BodyLimit {
    fn default() -> BodyLimit {
        BodyLimit {
            passed: AtomicU64::new(0),
            refused: AtomicU64::new(u64::MAX),
        }
    }
}

impl BodyLimit {
    pub(super) fn note_passed(&self, bytes: u64) {
        self.passed.fetch_max(bytes, Ordering::Relaxed);
    }

    pub(super) fn note_refused(&self, bytes: u64) {
        self.refused.fetch_min(bytes, Ordering::Relaxed);
    }

    /// The most bytes of a body of several records; none if nothing was too large so far.
    fn most(&self) -> Option<u64> {
        let refused = self.refused.load(Ordering::Relaxed);
        if refused == u64::MAX {
            return None;
        }
        // A little more than half, because what stands around the records is in both halves.
        let half = refused / 2 + refused / 16;
        let passed = self.passed.load(Ordering::Relaxed);
        // Larger bodies may have passed if bytes are not what counts.
        Some(half.max(if passed < refused { passed } else { 0 }).max(1))
    }

    /// How many requests it takes for this many bytes of records.
    pub(super) fn parts(&self, bytes: u64) -> usize {
        let parts = self.most().map_or(1, |most| bytes.div_ceil(most));
        usize::try_from(parts).unwrap_or(usize::MAX).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_that_passed_is_kept() {
        let limit = BodyLimit::default();
        assert_eq!(limit.parts(u64::MAX), 1);
        limit.note_passed(10);
        limit.note_refused(4_000_000);
        assert_eq!(limit.parts(2_000_001), 1);
        assert_eq!(limit.parts(4_000_000), 2);
        limit.note_refused(2_000_001);
        limit.note_refused(1_000_001);
        limit.note_passed(500_001);
        assert_eq!(limit.parts(562_500), 1);
        limit.note_passed(900_000);
        assert_eq!((limit.parts(900_000), limit.parts(900_001)), (1, 2));
        // If a larger body passed all the same, the limit is not about bytes.
        limit.note_passed(3_000_000);
        assert_eq!(limit.parts(1_000_000), 2);
    }

    #[test]
    fn it_never_comes_down_to_nothing() {
        let limit = BodyLimit::default();
        limit.note_refused(1);
        assert_eq!(limit.parts(3), 3);
    }
}
