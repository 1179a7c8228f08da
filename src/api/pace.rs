//! How fast requests go out: how many at once, how many a second, and the pauses after an overload or
//! at the service's request.
//!
//! An overload halves the number in flight for everybody, and successes bring it back
//! (`flight_control`). A service may limit requests a second too: the rate that it bears is learned
//! (`rate`).

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::config::Concurrency;

use super::flight_control::FlightControl;
use super::rate::Rate;

/// The pace of one client, shared by all its requests.
#[derive(Debug)]
pub(super) struct Pace {
    concurrency: Concurrency,
    state: Mutex<PaceState>,
    changed: Notify,
}

#[derive(Debug)]
struct PaceState {
    in_flight: usize,
    /// The most there ever were.
    most_in_flight: usize,
    control: FlightControl,
    /// Nothing was answered yet, and nothing goes out beside the first request: whether all of them can
    /// share its connection is known once that is there.
    is_first: bool,
    paused_until: Option<Instant>,
    /// When the last decrease was: answers to requests from before it say nothing new.
    slowed_at: Option<Instant>,
    /// The rate was told of that decrease.
    is_of_rate: bool,
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
    /// One that is early leaves room for another.
    fn take_turn(&mut self, now: Instant, is_early: bool) -> Turn {
        if let Some(until) = self.paused_until.filter(|until| *until > now) {
            return Turn::At(until);
        }
        if self.in_flight + usize::from(is_early) >= self.control.allowed() {
            self.control.note_full();
            return Turn::Later;
        }
        if self.is_first && self.in_flight > 0 {
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
        self.most_in_flight = self.most_in_flight.max(self.in_flight);
        Turn::Go
    }

    /// `is_of_rate`: the service has said that it was asked too much. A connection that is closed
    /// says nothing of a rate: where that happens by chance, a run would crawl for nothing.
    fn slow(&mut self, begun: Instant, now: Instant, wait: Duration, is_of_rate: bool) {
        let until = now + wait;
        if is_of_rate {
            self.rate.count_turned_away();
        }
        if self.slowed_at.is_none_or(|at| at <= begun) {
            if !is_of_rate || !self.rate.is_known() || self.rate.is_outage() {
                self.control.slow(now);
            }
            if is_of_rate {
                self.rate.slow(now, until);
            }
            self.slowed_at = Some(now);
            self.is_of_rate = is_of_rate;
        } else if is_of_rate && self.is_of_rate {
            self.rate.learn(until);
        } else if is_of_rate {
            // Connections were closed first.
            self.rate.slow(now, until);
            self.is_of_rate = true;
        }
        if self.paused_until.is_none_or(|paused| paused < until) {
            self.paused_until = Some(until);
        }
    }

    fn recover(&mut self, begun: Instant, now: Instant, is_change: bool) {
        let is_spaced = self.rate.is_known();
        self.control.succeed(begun, now, is_change, is_spaced);
        self.rate.count(now);
        self.last_success = Some(now);
    }
}

impl Pace {
    /// `rate` is in requests a second.
    /// `shares`: requests may share a connection, for which the first is waited for.
    pub fn new(concurrency: Concurrency, rate: Option<f64>, shares: bool) -> Pace {
        Pace {
            concurrency,
            state: Mutex::new(PaceState {
                in_flight: 0,
                most_in_flight: 0,
                control: FlightControl::new(concurrency),
                is_first: shares,
                paused_until: None,
                slowed_at: None,
                is_of_rate: false,
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
    pub async fn acquire(&self, is_early: bool) -> InFlight<'_> {
        let asked = Instant::now();
        loop {
            // Listening begins before the look, or a change between the two would be missed.
            let changed = self.changed.notified();
            let now = Instant::now();
            let turn = {
                let mut state = self.lock();
                let turn = state.take_turn(now, is_early);
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

    /// How many pieces of work may be at hand: one of them waits, so that it is seen whether more
    /// requests would be of use.
    pub fn work_at_once(&self) -> usize {
        let most = self.concurrency.most();
        match self.concurrency {
            Concurrency::Auto => (self.room() + 1).min(most),
            Concurrency::Fixed(_) => most,
        }
    }

    /// The most requests that there may ever be in flight.
    pub fn most_at_once(&self) -> usize {
        self.concurrency.most()
    }

    /// The number of requests in flight and the rate that it has come to.
    pub fn settled(&self) -> (usize, Option<f64>) {
        let state = self.lock();
        let spacing = state.spacing.max(state.rate.spacing(Instant::now()));
        let rate = spacing.map(|spacing| 1.0 / spacing.as_secs_f64().max(1e-6));
        (
            state.control.allowed().min(state.most_in_flight.max(1)),
            rate,
        )
    }

    /// How many requests may be in flight.
    pub fn room(&self) -> usize {
        self.lock().control.allowed()
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
    pub fn slowed(&self, wait: Duration, is_of_rate: bool) {
        let now = Instant::now();
        self.pace.lock().slow(self.begun, now, wait, is_of_rate);
    }

    pub fn succeeded(&self, is_change: bool) {
        let mut state = self.pace.lock();
        state.recover(self.begun, Instant::now(), is_change);
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        let mut state = self.pace.lock();
        state.in_flight -= 1;
        state.is_first = false;
        drop(state);
        self.pace.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(most: usize, rate: Option<f64>) -> PaceState {
        let pace = Pace::new(Concurrency::Fixed(most), rate, false);
        pace.state.into_inner().unwrap()
    }

    #[test]
    fn no_more_in_flight_than_allowed() {
        let now = Instant::now();
        let mut state = state(2, None);
        assert_eq!(state.take_turn(now, false), Turn::Go);
        assert_eq!(state.take_turn(now, false), Turn::Go);
        assert_eq!(state.take_turn(now, false), Turn::Later);
        state.in_flight -= 1;
        assert_eq!(state.take_turn(now, false), Turn::Go);
    }

    /// Every second connection is closed, by chance: slower would be no better.
    #[test]
    fn connections_that_are_closed_teach_no_rate() {
        let begun = Instant::now();
        let mut state = state(8, None);
        for n in 0..200 {
            let now = begun + Duration::from_millis(20 * n);
            match n % 2 {
                0 => state.recover(now, now, true),
                _ => state.slow(now, now, Duration::from_millis(1), false),
            }
        }
        assert!(!state.rate.is_known());
    }

    /// A service that goes away closes connections first, and what stands before it turns away the
    /// rest: that is no reason to crawl.
    #[test]
    fn what_is_turned_away_after_closed_connections_is_measured_too() {
        let begun = Instant::now();
        let at = |milliseconds| begun + Duration::from_millis(milliseconds);
        let mut state = state(32, None);
        state.rate = Rate::new(begun);
        for n in 1..200 {
            state.recover(at(5 * n), at(5 * n), true);
        }
        state.slow(at(990), at(1000), Duration::ZERO, false);
        for n in 1..9 {
            state.slow(at(990), at(1000 + n), Duration::ZERO, true);
        }
        // Two hundred a second were taken.
        let spacing = state.rate.spacing(at(1010)).unwrap();
        assert!(spacing < Duration::from_millis(25), "{spacing:?}");
    }

    #[test]
    fn an_overload_pauses_everybody_and_halves_once_a_round() {
        let now = Instant::now();
        let later = now + Duration::from_millis(10);
        let mut state = state(8, None);
        for _ in 0..4 {
            // Four answers to requests that were in flight together.
            state.slow(now, later, Duration::from_secs(1), true);
        }
        assert_eq!(state.control.allowed(), 4);
        let until = later + Duration::from_secs(1);
        assert_eq!(state.take_turn(later, false), Turn::At(until));
        assert_eq!(state.take_turn(until, false), Turn::Go);
        state.slow(
            until,
            until + Duration::from_millis(1),
            Duration::ZERO,
            true,
        );
        assert_eq!(state.control.allowed(), 2);
        for _ in 0..100 {
            state.recover(until, until, true);
        }
        assert_eq!(state.control.allowed(), 8);
    }

    #[test]
    fn the_first_request_is_alone_where_others_may_share_its_connection() {
        let pace = Pace::new(Concurrency::Fixed(4), None, true);
        let now = Instant::now();
        let mut state = pace.lock();
        assert_eq!(state.take_turn(now, false), Turn::Go);
        assert_eq!(state.take_turn(now, false), Turn::Later);
        drop(state);
        drop(InFlight {
            pace: &pace,
            begun: now,
        });
        let mut state = pace.lock();
        for _ in 0..4 {
            assert_eq!(state.take_turn(now, false), Turn::Go);
        }
    }

    #[test]
    fn a_rate_spaces_requests() {
        let now = Instant::now();
        let mut state = state(100, Some(10.0));
        assert_eq!(state.take_turn(now, false), Turn::Go);
        let next = now + Duration::from_millis(100);
        assert_eq!(state.take_turn(now, false), Turn::At(next));
        assert_eq!(state.take_turn(next, false), Turn::Go);
    }
}

#[cfg(test)]
#[path = "pace_simulation.rs"]
mod simulation;
