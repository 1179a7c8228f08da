//! How many requests are in flight: as many as the person said, or as many as the service bears well.
//!
//! In the second case there are a few at first, and more each round as long as answers come as quickly
//! as before: then requests wait for nothing but the line. Once answers come later, there are enough;
//! now and then a few more are tried. An overload halves their number, and what was too much is not
//! tried again soon.

use std::time::{Duration, Instant};

use crate::config::Concurrency;

/// Requests in flight at first.
const BEGINNING: f64 = 4.0;
/// Where answers come sooner than this, more at a time would only be more to do.
const SOON: Duration = Duration::from_millis(5);
/// An answer that takes up to so many times as long as the quickest has not waited for others.
const FLAT: f64 = 1.5;
/// One that takes longer than so many times as long has waited.
const LATE: f64 = 2.5;
/// Answers that take this long come over a slow line, which is full of bodies. Fewer at a time take no
/// longer in all, and less is lost when one of them is.
const SLOW: Duration = Duration::from_secs(1);
/// Rounds until more are tried, and the most of them.
const RESTS: (u32, u32) = (2, 64);

/// What is done with the number of requests in flight.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Growth {
    /// It returns to what it was before an overload.
    Back { to: f64 },
    /// It doubles each round.
    Doubling,
    /// Left alone for some rounds.
    Resting { rounds: u32 },
    /// One round with some more than before.
    Trying { before: f64 },
}

#[derive(Debug)]
pub(super) struct FlightControl {
    /// Its whole part counts.
    allowed: f64,
    concurrency: Concurrency,
    growth: Growth,
    next_rest: u32,
    /// The quickest answers to reads, and to changes.
    quickest: [Option<Duration>; 2],
    /// How much longer each answer of this round took than the quickest.
    round: Vec<f64>,
    /// How many answers a round has: as many as were in flight when it began.
    round_size: usize,
    /// Requests that were sent before do not count for it.
    round_begun: Option<Instant>,
    /// Somebody had to wait in this round because there were enough in flight.
    was_full: bool,
}

impl FlightControl {
    pub fn new(concurrency: Concurrency) -> FlightControl {
        let (allowed, growth) = match concurrency {
            Concurrency::Auto => (BEGINNING, Growth::Doubling),
            Concurrency::Fixed(most) => (most as f64, Growth::Back { to: most as f64 }),
        };
        FlightControl {
            allowed,
            concurrency,
            growth,
            next_rest: RESTS.0,
            quickest: [None; 2],
            round: Vec::new(),
            round_size: allowed as usize,
            round_begun: None,
            was_full: false,
        }
    }

    pub fn allowed(&self) -> usize {
        (self.allowed as usize).max(1)
    }

    /// Somebody has to wait.
    pub fn note_full(&mut self) {
        self.was_full = true;
    }

    /// A request that was sent at `begun` had a success. `is_spaced`: it is known how many a second the
    /// service bears, so that the number in flight need not be small.
    pub fn succeed(&mut self, begun: Instant, now: Instant, is_change: bool, is_spaced: bool) {
        let most = self.concurrency.most() as f64;
        if is_spaced && self.was_full {
            self.allowed = (self.allowed + 1.0 / self.allowed).min(most);
        }
        if let Growth::Back { to } = self.growth {
            self.allowed = (self.allowed + 1.0 / self.allowed).min(to);
        }
        if self.concurrency != Concurrency::Auto {
            return;
        }
        let took = now.saturating_duration_since(begun);
        let quickest = &mut self.quickest[usize::from(is_change)];
        let quickest = *quickest.insert(quickest.map_or(took, |quickest| quickest.min(took)));
        if self.growth == Growth::Doubling && quickest >= SOON && self.was_full {
            self.allowed = (self.allowed + 1.0).min(most);
        }
        if self.round_begun.is_some_and(|round| begun < round) {
            return;
        }
        self.round
            .push(took.as_secs_f64() / quickest.as_secs_f64().max(1e-6));
        if self.round.len() >= self.round_size {
            self.end_round(now, quickest, most);
            self.round_size = self.allowed();
        }
    }

    fn end_round(&mut self, now: Instant, quickest: Duration, most: f64) {
        // A request on a new connection takes twice as long, so that only the quicker ones tell.
        self.round.sort_by(f64::total_cmp);
        let ratio = self.round[self.round.len() / 4];
        let was_full = std::mem::take(&mut self.was_full);
        let least = match quickest.mul_f64(ratio) >= SLOW {
            true => 2.0,
            false => BEGINNING,
        };
        self.round.clear();
        self.round_begun = Some(now);
        match self.growth {
            Growth::Back { to } if self.allowed >= to => self.rest(),
            Growth::Back { .. } => {}
            Growth::Doubling if ratio > FLAT => {
                self.allowed = (self.allowed / ratio).max(least.min(self.allowed));
                self.rest();
            }
            Growth::Doubling if self.allowed >= most => self.rest(),
            Growth::Doubling => {}
            Growth::Trying { before } if ratio > FLAT => {
                self.allowed = before;
                self.next_rest = (self.next_rest * 2).min(RESTS.1);
                self.rest();
            }
            Growth::Trying { .. } => self.rest(),
            Growth::Resting { .. } if ratio > LATE && self.allowed > least => {
                self.allowed = (self.allowed * 0.8).max(least);
                self.rest();
            }
            Growth::Resting { rounds } if rounds > 0 => {
                self.growth = Growth::Resting { rounds: rounds - 1 };
            }
            Growth::Resting { .. }
                if was_full && quickest >= SOON && ratio <= FLAT && self.allowed < most =>
            {
                let before = self.allowed;
                self.allowed = (before * 1.25).max(before + 1.0).min(most);
                self.growth = Growth::Trying { before };
            }
            Growth::Resting { .. } => {}
        }
    }

    fn rest(&mut self) {
        self.growth = Growth::Resting {
            rounds: self.next_rest,
        };
    }

    /// The service has too much to do.
    pub fn slow(&mut self, now: Instant) {
        let to = match self.concurrency {
            Concurrency::Fixed(most) => most as f64,
            Concurrency::Auto => {
                self.next_rest = (self.next_rest * 2).min(RESTS.1);
                (self.allowed * 0.9).max(1.0)
            }
        };
        self.allowed = (self.allowed / 2.0).max(1.0);
        self.growth = Growth::Back { to };
        self.round.clear();
        self.round_size = self.allowed();
        self.round_begun = Some(now);
    }
}
