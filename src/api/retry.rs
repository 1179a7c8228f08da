//! What may be tried again, and when: pure decisions, so that every case can be tested.

use std::time::{Duration, SystemTime};

/// What a second sending of the same request could do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes something, and a second time changes nothing more (delete, moderate, update, add).
    Repeatable,
    /// A create: refused the second time, so a repetition hides what the first try did.
    Create,
}

/// How a try failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The service was never reached: nothing was applied.
    NotConnected,
    /// No trust in the other side: it would not be otherwise a second time.
    Untrusted,
    /// Sent, in whole or in part, and no whole answer came back.
    Lost,
    /// An answer with this status that is no success.
    Status(u16),
    /// A success or an unreadable answer that is not what the API promises.
    BadAnswer,
}

impl Failure {
    /// Whether the service may have acted on the request all the same.
    pub fn may_have_been_applied(self) -> bool {
        matches!(
            self,
            Failure::Lost | Failure::BadAnswer | Failure::Status(408 | 500..=599)
        )
    }
}

/// What to do after a failed try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    Again(Duration),
    /// Reported as it is. Nothing was applied, or a repetition would not help.
    GiveUp,
    /// A create may or may not have been applied: the caller looks.
    Unknown,
}

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How often a request is tried again. Waiting for 429 is bounded by `max_wait` instead.
    pub retries: u32,
    /// All the waiting of one request together.
    pub max_wait: Duration,
}

/// What has happened to the request so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct History {
    /// Failed tries before this one that count against `retries`.
    pub retried: u32,
    /// Failed tries in a row that were answered with 429.
    pub slowed: u32,
    pub waited: Duration,
}

const FIRST_WAIT: Duration = Duration::from_millis(200);
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Judges a failed try. `jitter` is between 0 and 1; `retry_after` is what the service asked for.
pub fn judge(
    effect: Effect,
    failure: Failure,
    history: History,
    retry_after: Option<Duration>,
    limits: Limits,
    jitter: f64,
) -> Verdict {
    match failure {
        Failure::NotConnected | Failure::Status(429) => {}
        _ if !failure.may_have_been_applied() => return Verdict::GiveUp,
        _ if effect == Effect::Create => return Verdict::Unknown,
        _ => {}
    }
    let (spent, step) = if failure == Failure::Status(429) {
        (limits.retries == 0, history.slowed)
    } else {
        (history.retried >= limits.retries, history.retried)
    };
    if spent {
        return Verdict::GiveUp;
    }
    let backoff = backoff(step, jitter);
    let wait = match retry_after {
        // A service that asks for no waiting, time and again, would be asked for ever.
        Some(after) if step > 0 => after.max(backoff),
        Some(after) => after,
        None => backoff,
    };
    if history.waited + wait > limits.max_wait {
        return Verdict::GiveUp;
    }
    Verdict::Again(wait)
}

/// Exponential, between half and the whole of the step, so that many clients do not come back
/// at the same moment.
pub fn backoff(step: u32, jitter: f64) -> Duration {
    let whole = FIRST_WAIT
        .saturating_mul(1u32.checked_shl(step.min(16)).unwrap_or(u32::MAX))
        .min(LONGEST_WAIT);
    whole.mul_f64(0.5 + 0.5 * jitter.clamp(0.0, 1.0))
}

/// `Retry-After` in both its forms: seconds, or a date (RFC 9110, section 10.2.3).
pub fn retry_after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than fit are as good as for ever: past any bound.
        return Some(header.parse().map_or(Duration::MAX / 4, |seconds: u32| {
            Duration::from_secs(u64::from(seconds))
        }));
    }
    let date = httpdate::parse_http_date(header).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        retries: 5,
        max_wait: Duration::from_secs(120),
    };

    fn verdict(effect: Effect, failure: Failure) -> Verdict {
        judge(effect, failure, History::default(), None, LIMITS, 1.0)
    }

    #[test]
    fn every_status_for_every_effect() {
        for status in 100..=599u16 {
            for effect in [Effect::Read, Effect::Repeatable, Effect::Create] {
                let found = verdict(effect, Failure::Status(status));
                let again = Verdict::Again(FIRST_WAIT);
                let expected = match (status, effect) {
                    (429, _) => again,
                    (408 | 500..=599, Effect::Create) => Verdict::Unknown,
                    (408 | 500..=599, _) => again,
                    _ => Verdict::GiveUp,
                };
                assert_eq!(found, expected, "{status} {effect:?}");
            }
        }
    }

    #[test]
    fn every_failure_without_a_status() {
        for effect in [Effect::Read, Effect::Repeatable, Effect::Create] {
            let again = Verdict::Again(FIRST_WAIT);
            let or_unknown = match effect {
                Effect::Create => Verdict::Unknown,
                _ => again,
            };
            assert_eq!(verdict(effect, Failure::NotConnected), again);
            assert_eq!(verdict(effect, Failure::Untrusted), Verdict::GiveUp);
            assert_eq!(verdict(effect, Failure::Lost), or_unknown);
            assert_eq!(verdict(effect, Failure::BadAnswer), or_unknown);
        }
    }

    #[test]
    fn retries_are_counted_and_none_means_none() {
        for retried in 0..8 {
            let history = History {
                retried,
                ..History::default()
            };
            let found = judge(
                Effect::Read,
                Failure::Status(503),
                history,
                None,
                LIMITS,
                0.0,
            );
            assert_eq!(found == Verdict::GiveUp, retried >= 5, "{retried}");
        }
        let none = Limits {
            retries: 0,
            ..LIMITS
        };
        for failure in [
            Failure::NotConnected,
            Failure::Lost,
            Failure::Status(429),
            Failure::Status(500),
        ] {
            let found = judge(Effect::Read, failure, History::default(), None, none, 0.0);
            assert_eq!(found, Verdict::GiveUp, "{failure:?}");
        }
    }

    #[test]
    fn waiting_for_429_is_bounded_by_time_and_not_by_count() {
        let judge_at = |slowed, waited, after| {
            let history = History {
                retried: 0,
                slowed,
                waited: Duration::from_secs(waited),
            };
            let after = Some(Duration::from_secs(after));
            judge(
                Effect::Create,
                Failure::Status(429),
                history,
                after,
                LIMITS,
                0.0,
            )
        };
        assert_eq!(
            judge_at(50, 100, 20),
            Verdict::Again(Duration::from_secs(20))
        );
        assert_eq!(judge_at(0, 100, 21), Verdict::GiveUp);
        assert_eq!(judge_at(0, 0, 4_000_000_000), Verdict::GiveUp);
    }

    #[test]
    fn being_asked_for_no_waiting_again_and_again_ends() {
        let mut history = History::default();
        let mut tries = 0;
        while let Verdict::Again(wait) = judge(
            Effect::Read,
            Failure::Status(429),
            history,
            Some(Duration::ZERO),
            LIMITS,
            0.0,
        ) {
            assert_eq!(wait.is_zero(), tries == 0);
            history.slowed += 1;
            history.waited += wait;
            tries += 1;
            assert!(tries < 100);
        }
    }

    #[test]
    fn waits_double_up_to_a_bound() {
        assert_eq!(backoff(0, 1.0), Duration::from_millis(200));
        assert_eq!(backoff(0, 0.0), Duration::from_millis(100));
        assert_eq!(backoff(3, 1.0), Duration::from_millis(1600));
        assert_eq!(backoff(60, 1.0), LONGEST_WAIT);
    }

    #[test]
    fn retry_after_in_both_forms() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        assert_eq!(retry_after("7", now), Some(Duration::from_secs(7)));
        assert_eq!(
            retry_after("Sun, 06 Nov 1994 08:50:37 GMT", now),
            Some(Duration::from_secs(60))
        );
        assert_eq!(
            retry_after("Sun, 06 Nov 1994 08:40:37 GMT", now),
            Some(Duration::ZERO)
        );
        assert!(retry_after("99999999999999999999", now) > Some(Duration::from_secs(1 << 40)));
        assert_eq!(retry_after("soon", now), None);
        assert_eq!(retry_after("-1", now), None);
    }
}
