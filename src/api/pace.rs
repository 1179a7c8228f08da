//! How fast requests go out: how many at once, how many a second, and the pauses after an overload or
//! at the service's request.
//!
//! Additive increase, multiplicative decrease: an overload halves the number in flight for
//! everybody, each whole round of successes adds one. A service may limit requests a second too:
//! the rate that it bears is learned (`rate`).

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::rate::Rate;

/// The pace of one client, shared by all its requests.
#[derive(Debug)]
pub(super) struct Pace {
    state: Mutex<PaceState>,
    changed: Notify,
}

#[derive(Debug)]
struct PaceState {
    in_flight: usize,
    /// How many may be in flight now; its whole part counts.
    allowed: f64,
    most: usize,
    paused_until: Option<Instant>,
    /// When the last decrease was: answers to requests from before it say nothing new.
    slowed_at: Option<Instant>,
    /// Between two requests, where a rate is set.
    spacing: Option<Duration>,
    rate: Rate,
    next_slot: Option<Instant>,
    last_success: Option<Instant>,
    waited: Duration,
}

/// What a request has to do before it may go out.
#[derive(Debug, PartialEq, Eq)]
enum Turn {
    Go,
    At(Instant),
    /// Until another one has ended.
    Later,
}

impl PaceState {
    fn take_turn(&mut self, now: Instant) -> Turn {
        if let Some(until) = self.paused_until.filter(|until| *until > now) {
            return Turn::At(until);
        }
        if self.in_flight >= (self.allowed as usize).max(1) {
            return Turn::Later;
        }
        let spacing = self.spacing.max(self.rate.spacing(now));
        if let Some(spacing) = spacing {
            if let Some(slot) = self.next_slot.filter(|slot| *slot > now) {
                return Turn::At(slot);
            }
            self.next_slot = Some(now + spacing);
        }
        self.in_flight += 1;
        Turn::Go
    }

    fn slow(&mut self, begun: Instant, now: Instant, wait: Duration) {
        let until = now + wait;
        self.rate.count_turned_away();
        if self.slowed_at.is_none_or(|at| at <= begun) {
            self.rate.slow(now, until);
            self.allowed = (self.allowed / 2.0).max(1.0);
            self.slowed_at = Some(now);
        }
        if self.paused_until.is_none_or(|paused| paused < until) {
            self.paused_until = Some(until);
        }
    }

    fn recover(&mut self, now: Instant) {
        self.allowed = (self.allowed + 1.0 / self.allowed).min(self.most as f64);
        self.rate.count(now);
        self.last_success = Some(now);
    }
}

impl Pace {
    /// `rate` is in requests a second.
    pub fn new(concurrency: usize, rate: Option<f64>) -> Pace {
        Pace {
            state: Mutex::new(PaceState {
                in_flight: 0,
                allowed: concurrency as f64,
                most: concurrency,
                paused_until: None,
                slowed_at: None,
                spacing: rate.map(|rate| Duration::from_secs_f64(1.0 / rate)),
                rate: Rate::new(Instant::now()),
                next_slot: None,
                last_success: None,
                waited: Duration::ZERO,
            }),
            changed: Notify::new(),
        }
    }

    /// Waits until a request may go out. It counts as in flight until the result is dropped.
    pub async fn acquire(&self) -> InFlight<'_> {
        let asked = Instant::now();
        loop {
            // Listening begins before the look, or a change between the two would be missed.
            let changed = self.changed.notified();
            let now = Instant::now();
            let turn = {
                let mut state = self.lock();
                let turn = state.take_turn(now);
                if turn == Turn::Go {
                    state.waited += now - asked;
                }
                turn
            };
            match turn {
                Turn::Go => {
                    return InFlight {
                        pace: self,
                        begun: Instant::now(),
                    };
                }
                Turn::At(then) => tokio::time::sleep_until(then.into()).await,
                Turn::Later => changed.await,
            }
        }
    }

    /// Until when everybody pauses, if they do.
    pub fn paused_until(&self) -> Option<Instant> {
        self.lock()
            .paused_until
            .filter(|until| *until > Instant::now())
    }

    /// When a request had a success last.
    pub fn last_success(&self) -> Option<Instant> {
        self.lock().last_success
    }

    /// All the time that requests have waited for their turn.
    pub fn waited(&self) -> Duration {
        self.lock().waited
    }

    fn lock(&self) -> MutexGuard<'_, PaceState> {
        // Nothing is left half done in here that a panic could leave broken.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request in flight.
pub(super) struct InFlight<'a> {
    pace: &'a Pace,
    begun: Instant,
}

impl InFlight<'_> {
    /// Answered by a service that has too much to do: everybody pauses.
    pub fn slowed(&self, wait: Duration) {
        self.pace.lock().slow(self.begun, Instant::now(), wait);
    }

    pub fn succeeded(&self) {
        self.pace.lock().recover(Instant::now());
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        let mut state = self.pace.lock();
        state.in_flight -= 1;
        drop(state);
        self.pace.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(most: usize, rate: Option<f64>) -> PaceState {
        Pace::new(most, rate).state.into_inner().unwrap()
    }

    #[test]
    fn no_more_in_flight_than_allowed() {
        let now = Instant::now();
        let mut state = state(2, None);
        assert_eq!(state.take_turn(now), Turn::Go);
        assert_eq!(state.take_turn(now), Turn::Go);
        assert_eq!(state.take_turn(now), Turn::Later);
        state.in_flight -= 1;
        assert_eq!(state.take_turn(now), Turn::Go);
    }

    #[test]
    fn an_overload_pauses_everybody_and_halves_once_a_round() {
        let now = Instant::now();
        let later = now + Duration::from_millis(10);
        let mut state = state(8, None);
        for _ in 0..4 {
            // Four answers to requests that were in flight together.
            state.slow(now, later, Duration::from_secs(1));
        }
        assert_eq!(state.allowed, 4.0);
        let until = later + Duration::from_secs(1);
        assert_eq!(state.take_turn(later), Turn::At(until));
        assert_eq!(state.take_turn(until), Turn::Go);
        state.slow(until, until + Duration::from_millis(1), Duration::ZERO);
        assert_eq!(state.allowed, 2.0);
        for _ in 0..100 {
            state.recover(until);
        }
        assert_eq!(state.allowed, 8.0);
    }

    #[test]
    fn recovery_is_additive() {
        let mut state = state(8, None);
        state.allowed = 2.0;
        state.recover(Instant::now());
        state.recover(Instant::now());
        assert!((2.9..=3.0).contains(&state.allowed), "{}", state.allowed);
    }

    #[test]
    fn a_rate_spaces_requests() {
        let now = Instant::now();
        let mut state = state(100, Some(10.0));
        assert_eq!(state.take_turn(now), Turn::Go);
        let next = now + Duration::from_millis(100);
        assert_eq!(state.take_turn(now), Turn::At(next));
        assert_eq!(state.take_turn(next), Turn::Go);
    }
}
