//! How much is asked of an instance at a time: requests in flight, and requests a second.

use std::fmt;
use std::ops::RangeInclusive;

/// The most requests in flight with `auto`.
const MOST: usize = 32;
/// What a person may ask for.
const NUMBERS: RangeInclusive<usize> = 1..=256;
const RATES: RangeInclusive<f64> = 0.001..=1_000_000.0;

/// How many requests may be in flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Concurrency {
    /// As many as the service bears well.
    #[default]
    Auto,
    Fixed(usize),
}

/// What a concurrency has to be.
pub const CONCURRENCY: &str = "`auto`, or a number from 1 to 256";

impl Concurrency {
    /// As it is written on a command line.
    pub fn parse(text: &str) -> Option<Concurrency> {
        match text {
            "auto" => Some(Concurrency::Auto),
            _ => Concurrency::fixed(text.parse().ok()?),
        }
    }

    pub fn fixed(number: usize) -> Option<Concurrency> {
        NUMBERS
            .contains(&number)
            .then_some(Concurrency::Fixed(number))
    }

    /// The most that there may be.
    pub fn most(self) -> usize {
        match self {
            Concurrency::Auto => MOST,
            Concurrency::Fixed(most) => most,
        }
    }
}

impl fmt::Display for Concurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Concurrency::Auto => f.write_str("auto"),
            Concurrency::Fixed(most) => write!(f, "{most}"),
        }
    }
}

/// What a rate in requests a second has to be.
pub const RATE: &str = "requests a second from 0.001 to 1000000";

/// The rate, if it is one that makes sense.
pub fn checked_rate(a_second: f64) -> Option<f64> {
    RATES.contains(&a_second).then_some(a_second)
}
