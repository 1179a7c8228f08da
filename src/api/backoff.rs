//! How long to wait before a retry.

use std::time::Duration;

pub(super) const FIRST_WAIT: Duration = Duration::from_millis(200);
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Exponential, between half of the step and the whole of it, so that many clients do not come back
/// at the same moment. `jitter` is between 0 and 1.
pub(super) fn backoff(step: u32, jitter: f64) -> Duration {
    let whole = FIRST_WAIT
        .saturating_mul(1u32.checked_shl(step.min(16)).unwrap_or(u32::MAX))
        .min(LONGEST_WAIT);
    whole.mul_f64(0.5 + 0.5 * jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_bound() {
        assert_eq!(backoff(0, 1.0), Duration::from_millis(200));
        assert_eq!(backoff(0, 0.0), Duration::from_millis(100));
        assert_eq!(backoff(3, 1.0), Duration::from_millis(1600));
        assert_eq!(backoff(60, 1.0), LONGEST_WAIT);
    }
}
