//! What may be tried again, and when: pure decisions, so that every case can be tested.

use std::time::Duration;

use super::backoff::backoff;
use super::try_failure::{Stage, TryFailure};

/// What a second sending of the same request could do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes something, and a second time changes nothing more (delete, moderate, update, add).
    Repeatable,
    /// A create: it is refused the second time, so that repeating it hides what the first try did.
    Create,
}

/// What to do after a failed try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RetryVerdict {
    Again(Duration),
    /// Reported as it is. Nothing was applied, or repeating it would not help.
    GiveUp,
    /// A create may or may not have been applied: the caller looks.
    Unknown,
}

/// What keeps a request from being tried again, although another try might go well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Retries,
    MaxWait,
    /// The end of the run.
    Deadline,
}

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How often a request is tried again; with 0, never. Once the run has had a success, waiting for an
    /// outage to end is bounded by `max_wait` instead.
    pub retries: u32,
    /// All the waiting of one request together.
    pub max_wait: Duration,
}

/// What has happened so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct History {
    /// Failed tries of the request in an outage.
    pub outages: u32,
    /// Failed tries of the request that were not processed, as HTTP says.
    pub unprocessed: u32,
    /// All other failed tries of the request.
    pub others: u32,
    /// How long the request has waited for an outage to end, or between its tries.
    pub waited: Duration,
    /// Whether any request of the run has had a success: the URL is right, and the key too.
    pub run_has_succeeded: bool,
}

/// How often in a row a request that was not processed is sent again without waiting.
const AT_ONCE: u32 = 20;

/// Judges a failed try. `jitter` is between 0 and 1; `retry_after` is what the service asked for.
pub fn judge(
    effect: Effect,
    failure: TryFailure,
    history: History,
    retry_after: Option<Duration>,
    limits: Limits,
    jitter: f64,
) -> RetryVerdict {
    if effect == Effect::Create && failure.may_have_been_applied() {
        return RetryVerdict::Unknown;
    }
    let may_help = match failure {
        // Until something has gone through it, a wrong variable is more likely than a restart.
        TryFailure::NoAnswer(Stage::NoProxy) => history.run_has_succeeded,
        TryFailure::NoAnswer(Stage::Unreachable | Stage::Unsent) | TryFailure::Status(429) => true,
        _ => failure.may_have_been_applied(),
    };
    let wait = match failure {
        TryFailure::NoAnswer(Stage::Unprocessed) => next_connection(history, limits, jitter),
        _ if may_help => next_wait(failure.is_outage(), history, retry_after, limits, jitter),
        _ => None,
    };
    wait.map_or(RetryVerdict::GiveUp, RetryVerdict::Again)
}

/// How long to wait before the next try, if there is to be one.
pub fn next_wait(
    is_outage: bool,
    history: History,
    retry_after: Option<Duration>,
    limits: Limits,
    jitter: f64,
) -> Option<Duration> {
    if has_no_tries(is_outage, history, limits) {
        return None;
    }
    let step = if is_outage {
        history.outages
    } else {
        history.others
    };
    let backoff = backoff(step, jitter);
    let wait = match retry_after {
        // Or a service that keeps asking for no wait at all would be asked for ever.
        Some(after) if step > 0 => after.max(backoff),
        Some(after) => after,
        None => backoff,
    };
    is_within(history, wait, limits).then_some(wait)
}

fn has_no_tries(is_outage: bool, history: History, limits: Limits) -> bool {
    let counted = match (is_outage, history.run_has_succeeded) {
        (true, true) => 0,
        (false, true) => history.others,
        (_, false) => history.others + history.outages,
    };
    counted >= limits.retries
}

/// Which bound ended the tries of a request that was given up.
pub fn bound_of(is_outage: bool, history: History, limits: Limits) -> Bound {
    match has_no_tries(is_outage, history, limits) {
        true => Bound::Retries,
        false => Bound::MaxWait,
    }
}

/// A request that was not processed was not tried, so it does not count. A connection takes a number
/// of requests and ends, and the next one takes more; where that goes on and on, the request waits
/// between its tries.
fn next_connection(history: History, limits: Limits, jitter: f64) -> Option<Duration> {
    let wait = match history.unprocessed.checked_sub(AT_ONCE) {
        Some(step) => backoff(step, jitter),
        None => Duration::ZERO,
    };
    is_within(history, wait, limits).then_some(wait)
}

fn is_within(history: History, wait: Duration, limits: Limits) -> bool {
    history
        .waited
        .checked_add(wait)
        .is_some_and(|all| all <= limits.max_wait)
}

#[cfg(test)]
mod tests {
    use super::super::backoff::{FIRST_WAIT, LONGEST_WAIT};
    use super::*;
    use TryFailure::NoAnswer;

    const LIMITS: Limits = Limits {
        retries: 5,
        max_wait: Duration::from_secs(120),
    };
    const EFFECTS: [Effect; 3] = [Effect::Read, Effect::Repeatable, Effect::Create];

    /// The verdict about a failure in a run that has had a success, or none yet.
    fn after(
        effect: Effect,
        failure: TryFailure,
        tries: u32,
        run_has_succeeded: bool,
    ) -> RetryVerdict {
        let history = History {
            others: if failure.is_outage() { 0 } else { tries },
            outages: if failure.is_outage() { tries } else { 0 },
            run_has_succeeded,
            ..History::default()
        };
        judge(effect, failure, history, None, LIMITS, 1.0)
    }

    #[test]
    fn every_status_for_every_effect() {
        for status in 100..=599u16 {
            for effect in EFFECTS {
                for run_has_succeeded in [false, true] {
                    let failure = TryFailure::Status(status);
                    let found = after(effect, failure, 0, run_has_succeeded);
                    let again = RetryVerdict::Again(FIRST_WAIT);
                    let expected = match (status, effect) {
                        (429, _) => again,
                        (408 | 500..=599, Effect::Create) => RetryVerdict::Unknown,
                        (408 | 500..=599, _) => again,
                        _ => RetryVerdict::GiveUp,
                    };
                    assert_eq!(found, expected, "{status} {effect:?}");
                    let slows = [429, 502, 503, 504].contains(&status);
                    assert_eq!(failure.is_overload(), slows, "{status}");
                }
            }
        }
    }

    #[test]
    fn an_outage_is_counted_until_the_run_has_had_a_success() {
        for status in 400..=599u16 {
            let failure = TryFailure::Status(status);
            let is_given_up = |tries, succeeded| {
                after(Effect::Read, failure, tries, succeeded) == RetryVerdict::GiveUp
            };
            let is_tried = matches!(status, 408 | 429 | 500..=599);
            let is_outage = matches!(status, 429 | 502 | 503 | 504);
            assert_eq!(is_given_up(4, false), !is_tried, "{status}");
            assert!(is_given_up(5, false), "{status}");
            assert_eq!(is_given_up(50, true), !is_outage, "{status}");
        }
        for failure in [
            NoAnswer(Stage::Unreachable),
            NoAnswer(Stage::Unsent),
            NoAnswer(Stage::Closed),
        ] {
            assert_eq!(after(Effect::Read, failure, 5, false), RetryVerdict::GiveUp);
            let again = RetryVerdict::Again(LONGEST_WAIT);
            assert_eq!(after(Effect::Read, failure, 50, true), again);
        }
        assert_eq!(
            after(Effect::Read, NoAnswer(Stage::BrokenOff), 5, true),
            RetryVerdict::GiveUp
        );
    }

    #[test]
    fn every_failure_without_a_status() {
        for effect in EFFECTS {
            let again = RetryVerdict::Again(FIRST_WAIT);
            let or_unknown = match effect {
                Effect::Create => RetryVerdict::Unknown,
                _ => again,
            };
            let verdict = |failure| after(effect, failure, 0, false);
            assert_eq!(verdict(NoAnswer(Stage::Unreachable)), again);
            assert_eq!(verdict(NoAnswer(Stage::Unsent)), again);
            assert_eq!(verdict(NoAnswer(Stage::Barred)), RetryVerdict::GiveUp);
            assert_eq!(verdict(NoAnswer(Stage::Untrusted)), RetryVerdict::GiveUp);
            let at_once = RetryVerdict::Again(Duration::ZERO);
            assert_eq!(verdict(NoAnswer(Stage::Unprocessed)), at_once);
            assert_eq!(verdict(NoAnswer(Stage::Closed)), or_unknown);
            assert_eq!(verdict(NoAnswer(Stage::BrokenOff)), or_unknown);
            assert_eq!(verdict(TryFailure::BadAnswer), or_unknown);
        }
    }

    #[test]
    fn no_retries_means_none() {
        let none = Limits {
            retries: 0,
            ..LIMITS
        };
        for failure in [
            NoAnswer(Stage::Unreachable),
            NoAnswer(Stage::Closed),
            NoAnswer(Stage::BrokenOff),
            TryFailure::Status(429),
            TryFailure::Status(503),
            TryFailure::Status(500),
        ] {
            for run_has_succeeded in [false, true] {
                let history = History {
                    run_has_succeeded,
                    ..History::default()
                };
                let found = judge(Effect::Read, failure, history, None, none, 0.0);
                assert_eq!(found, RetryVerdict::GiveUp, "{failure:?}");
            }
        }
    }

    #[test]
    fn what_was_not_processed_is_sent_at_once_and_in_the_end_with_waiting() {
        let limits = Limits {
            retries: 0,
            ..LIMITS
        };
        let mut history = History::default();
        let mut tries = 0;
        while let RetryVerdict::Again(wait) = judge(
            Effect::Create,
            NoAnswer(Stage::Unprocessed),
            history,
            None,
            limits,
            0.0,
        ) {
            assert_eq!(wait.is_zero(), tries < AT_ONCE);
            history.unprocessed += 1;
            history.waited += wait;
            tries += 1;
            assert!(tries < 100);
        }
        assert!(tries > AT_ONCE + 5);
    }

    #[test]
    fn waiting_in_an_outage_is_bounded_by_time() {
        let judge_at = |failure, outages, waited, after| {
            let history = History {
                outages,
                waited: Duration::from_secs(waited),
                run_has_succeeded: true,
                ..History::default()
            };
            let after = Some(Duration::from_secs(after));
            judge(Effect::Read, failure, history, after, LIMITS, 0.0)
        };
        for status in [429, 503] {
            let failure = TryFailure::Status(status);
            let again = RetryVerdict::Again(Duration::from_secs(20));
            assert_eq!(judge_at(failure, 50, 100, 20), again);
            assert_eq!(judge_at(failure, 0, 100, 21), RetryVerdict::GiveUp);
            assert_eq!(judge_at(failure, 0, 0, 4_000_000_000), RetryVerdict::GiveUp);
            assert_eq!(judge_at(failure, 0, 1, u64::MAX), RetryVerdict::GiveUp);
        }
    }

    #[test]
    fn being_asked_for_no_waiting_again_and_again_ends() {
        let mut history = History {
            run_has_succeeded: true,
            ..History::default()
        };
        let mut tries = 0;
        while let RetryVerdict::Again(wait) = judge(
            Effect::Read,
            TryFailure::Status(429),
            history,
            Some(Duration::ZERO),
            LIMITS,
            0.0,
        ) {
            assert_eq!(wait.is_zero(), tries == 0);
            history.outages += 1;
            history.waited += wait;
            tries += 1;
            assert!(tries < 100);
        }
    }
}
