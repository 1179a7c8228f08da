//! How fast requests go out: how many at once, how many a second, and how long everybody pauses after an
//! overload or at the service's request.
//!
//! An overload halves the number in flight for everybody, and successes bring it back
//! (`flight_control`). A service may limit requests a second too: the rate that it bears is learned
//! (`rate`).

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::config::Concurrency;

use super::pace_state::{PaceState, Turn};

/// The pace of one client, shared by all its requests.
#[derive(Debug)]
pub(super) struct Pace {
    concurrency: Concurrency,
    state: Mutex<PaceState>,
    changed: Notify,
}

impl Pace {
    /// `rate` is in requests a second. `shares`: requests may share a connection, for which the first
    /// is waited for.
    pub fn new(concurrency: Concurrency, rate: Option<f64>, shares: bool) -> Pace {
        Pace {
            concurrency,
            state: Mutex::new(PaceState::new(concurrency, rate, shares)),
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
        self.lock().settled(Instant::now())
    }

    /// How many requests may be in flight.
    pub fn room(&self) -> usize {
        self.lock().room()
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
        self.pace.lock().end();
        self.pace.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
