//! The rate that requests are sent at after an overload.
//!
//! The curve is of the kind of CUBIC (RFC 9438): it begins below the rate that was too much, comes back
//! to it soon, stays near it for a while, and then looks for more.

use std::time::{Duration, Instant};

/// How far below the rate that was too much the curve begins, as a share of it.
const BELOW: f64 = 0.3;
/// How steep the curve is: it comes back to the rate after three seconds.
const STEEPNESS: f64 = 0.01;
/// Each time that about the same rate is too much, the curve begins half as far below it and takes
/// longer; at most so often.
const SURE: i32 = 3;
/// From this share of the way back to the rate that was too much, an overload is blamed on the rate.
/// Earlier it has another cause, and going slower would not help.
const NEAR: f64 = 0.9;
/// The same once about the same rate was too much before.
const NEAR_AGAIN: f64 = 0.5;
/// An overload so soon after the last one was over says that the rate was far too much. What was taken
/// after that pause had been saved up in it.
const SOON_AGAIN: Duration = Duration::from_millis(1500);
/// Requests a second that are sent whatever is turned away: a service with faults by chance would
/// bring the rate down to nothing. Below this, the waits between tries are what slows down.
const LEAST: f64 = 6.0;

#[derive(Debug, Clone, Copy)]
pub(super) struct RateCurve {
    /// Requests a second that were too many.
    too_much: f64,
    pub begun: Instant,
    /// How often in a row it was about the same.
    sure: i32,
}

impl RateCurve {
    pub fn new(too_much: f64, begun: Instant) -> RateCurve {
        RateCurve {
            too_much: too_much.max(LEAST / (1.0 - BELOW)),
            begun,
            sure: 0,
        }
    }

    /// The next curve, where this one has led to an overload near the rate that was too much before.
    pub fn surer(self, too_much: f64, begun: Instant) -> RateCurve {
        RateCurve {
            sure: (self.sure + 1).min(SURE),
            ..RateCurve::new(too_much, begun)
        }
    }

    pub fn at(self, now: Instant) -> f64 {
        let time = now.saturating_duration_since(self.begun).as_secs_f64();
        let below = self.below();
        let steepness = STEEPNESS / 8_f64.powi(self.sure);
        let back = (below / steepness).cbrt();
        self.too_much * (1.0 + steepness * (time - back).powi(3))
    }

    fn below(self) -> f64 {
        BELOW / 2_f64.powi(self.sure)
    }

    /// Whether the rate has come near what was too much.
    pub fn is_near(self, now: Instant) -> bool {
        let near = if self.sure == 0 { NEAR } else { NEAR_AGAIN };
        self.at(now) >= self.too_much * (1.0 - self.below() * (1.0 - near))
    }

    /// Whether it has only just begun.
    pub fn is_new(self, now: Instant) -> bool {
        now < self.begun + SOON_AGAIN
    }
}
