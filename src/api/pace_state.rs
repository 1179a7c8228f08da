//! Which request may go out next: pure, so that it can be simulated.

use std::time::{Duration, Instant};

use crate::config::Concurrency;

use super::flight_control::FlightControl;
use super::rate::Rate;

#[derive(Debug)]
pub(super) struct PaceState {
    in_flight: usize,
    /// The most there ever were.
    most_in_flight: usize,
    control: FlightControl,
    /// Nothing was answered yet, so that nothing goes out beside the first request: only once it has its
    /// connection is it known whether others can share that.
    is_first: bool,
    pub paused_until: Option<Instant>,
    /// When the number was last decreased: answers to requests from before that say nothing new.
    slowed_at: Option<Instant>,
    /// The rate was told of that.
    is_of_rate: bool,
    /// Between two requests, where a rate is set.
    fixed_spacing: Option<Duration>,
    rate: Rate,
    next_slot: Option<Instant>,
    pub last_success: Option<Instant>,
    /// All the time that requests have waited for their turn.
    pub waited: Duration,
}

/// What a request has to do before it may go out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Go,
    At(Instant),
    /// Until another one has ended.
    Later,
}

impl PaceState {
    /// `shares`: requests may share a connection, for which the first is waited for. `rate` is in
    /// requests a second.
    pub fn new(concurrency: Concurrency, rate: Option<f64>, shares: bool) -> PaceState {
        PaceState {
            in_flight: 0,
            most_in_flight: 0,
            control: FlightControl::new(concurrency),
            is_first: shares,
            paused_until: None,
            slowed_at: None,
            is_of_rate: false,
            fixed_spacing: rate.map(|rate| Duration::from_secs_f64(1.0 / rate)),
            rate: Rate::new(Instant::now()),
            next_slot: None,
            last_success: None,
            waited: Duration::ZERO,
        }
    }

    /// How far requests have to be apart.
    fn spacing(&self, now: Instant) -> Option<Duration> {
        self.fixed_spacing.max(self.rate.spacing(now))
    }

    /// Gives a request its turn, if it may go out. One that is early leaves room for another.
    pub fn take_turn(&mut self, now: Instant, is_early: bool) -> Turn {
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
        if let Some(spacing) = self.spacing(now) {
            if let Some(slot) = self.next_slot.filter(|slot| *slot > now) {
                return Turn::At(slot);
            }
            self.next_slot = Some(now + spacing);
        }
        self.in_flight += 1;
        self.most_in_flight = self.most_in_flight.max(self.in_flight);
        Turn::Go
    }

    /// The service has too much to do. `is_of_rate`: it has said that it was asked too much. A connection
    /// that is closed says nothing about a rate: where that happens by chance, the run would crawl for
    /// nothing.
    pub fn slow(&mut self, begun: Instant, now: Instant, wait: Duration, is_of_rate: bool) {
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

    /// A request had a success.
    pub fn recover(&mut self, begun: Instant, now: Instant, is_change: bool) {
        let is_spaced = self.rate.is_known();
        self.control.succeed(begun, now, is_change, is_spaced);
        self.rate.count(now);
        self.last_success = Some(now);
    }

    /// A request in flight has ended, whatever came of it.
    pub fn end(&mut self) {
        self.in_flight -= 1;
        self.is_first = false;
    }

    /// How many requests may be in flight.
    pub fn room(&self) -> usize {
        self.control.allowed()
    }

    /// The number of requests in flight and the rate that it has come to.
    pub fn settled(&self, now: Instant) -> (usize, Option<f64>) {
        let rate = self.spacing(now);
        (
            self.room().min(self.most_in_flight.max(1)),
            rate.map(|spacing| 1.0 / spacing.as_secs_f64().max(1e-6)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(most: usize, rate: Option<f64>) -> PaceState {
        PaceState::new(Concurrency::Fixed(most), rate, false)
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
#[path = "pace_simulation_tests.rs"]
mod simulation_tests;
