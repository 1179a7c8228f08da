//! The faults that a sandbox can be told to have, and how they are written. `faulty` carries them out.

use std::fmt;
use std::num::{NonZeroU32, NonZeroUsize};
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use http::StatusCode;

use super::cursor::Cursor;
use super::fault_error::FaultError;
use super::largest_page::LargestPage;

const FAILING: RangeInclusive<u16> = 400..=599;

/// How a sandbox misbehaves. By default it does not, and that costs nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Faults {
    /// How long each answer is delayed.
    pub latency: Option<Latency>,
    /// Requests that fail. At most one fault hits a request, so the rates add up to at most 1.
    pub failures: Vec<Fault>,
    /// How many requests per second are let through, and the same number at once after a pause. The
    /// others are refused.
    pub rate_limit: Option<RateLimit>,
    /// With the same seed, the same requests in the same order meet the same faults. Without one, every
    /// start is different.
    pub seed: Option<u64>,
    pub cursor: Cursor,
    pub largest_page: Option<LargestPage>,
    /// Larger bodies are refused with 413. The default is 8 MiB.
    pub largest_body: Option<NonZeroUsize>,
    pub rules: Rules,
}

/// Rules that a service may have, although the reference does not mention them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rules {
    /// New records must have a name, as the vendor's OpenAPI description says.
    pub strict: bool,
    /// Adding a user who is a member already is refused, and then nobody is added.
    pub strict_add: bool,
}

impl Faults {
    /// Whether anything depends on random numbers.
    pub fn is_random(&self) -> bool {
        self.failures.iter().any(|fault| fault.rate > 0.0)
            || self
                .latency
                .is_some_and(|latency| !latency.spread.is_zero())
    }

    /// Checks what the types do not ensure. Starting a sandbox does this too.
    pub fn check(&self) -> Result<(), FaultError> {
        for Fault { rate, what } in &self.failures {
            if !(0.0..=1.0).contains(rate) {
                return Err(no_rate(rate, ""));
            }
            if let Failing::Status(status) = what
                && !FAILING.contains(&status.as_u16())
            {
                return Err(FaultError(format!(
                    "a status that fails is from 400 to 599, not {}",
                    status.as_u16()
                )));
            }
        }
        let sum: f64 = self.failures.iter().map(|fault| fault.rate).sum();
        // As floating-point numbers, ten rates of 0.1 do not add up to exactly 1.
        if sum > 1.0 + 1e-9 {
            return Err(FaultError(format!(
                "the rates add up to {}%, more than all requests: at most one fault hits a request",
                (sum * 1000.0).round() / 10.0
            )));
        }
        self.latency.map_or(Ok(()), Latency::check)
    }
}

/// A time between `base - spread` and `base + spread`, each equally likely. Written `200` or `200±50`,
/// in milliseconds; `200+-50` is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency {
    pub base: Duration,
    pub spread: Duration,
}

impl Latency {
    fn check(self) -> Result<(), FaultError> {
        if self.spread <= self.base {
            return Ok(());
        }
        Err(FaultError(format!(
            "a latency of {}±{} would be less than nothing at times",
            self.base.as_millis(),
            self.spread.as_millis()
        )))
    }
}

impl FromStr for Latency {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Latency, FaultError> {
        let milliseconds = |part: &str| match part.trim().parse() {
            Ok(number) => Ok(Duration::from_millis(number)),
            Err(_) => Err(FaultError(format!(
                "{part:?} is not a whole number of milliseconds; examples: 200, 200±50, 200+-50"
            ))),
        };
        let (base, spread) = match text.split_once('±').or_else(|| text.split_once("+-")) {
            Some((base, spread)) => (milliseconds(base)?, milliseconds(spread)?),
            None => (milliseconds(text)?, Duration::ZERO),
        };
        let latency = Latency { base, spread };
        latency.check().map(|()| latency)
    }
}

/// How many requests per second are accepted, and with which status the others are refused. Written
/// `10`, for 429 with `Retry-After: 1`, or `10:503`, which does not send that header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    pub a_second: NonZeroU32,
    pub status: StatusCode,
}

impl FromStr for RateLimit {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<RateLimit, FaultError> {
        let (number, status) = match text.split_once(':') {
            Some((number, status)) => (number, Some(status)),
            None => (text, None),
        };
        let a_second = number.trim().parse().map_err(|_| {
            FaultError("a whole number of at least 1 is wanted; examples: 10, 10:503".to_owned())
        })?;
        let status = match status {
            None => StatusCode::TOO_MANY_REQUESTS,
            Some(text) => failing_status(text.trim()).ok_or_else(|| {
                FaultError(format!(
                    "{text:?} is not a status from 400 to 599; examples: 10, 10:503"
                ))
            })?,
        };
        Ok(RateLimit { a_second, status })
    }
}

fn failing_status(text: &str) -> Option<StatusCode> {
    text.parse()
        .ok()
        .filter(|status: &StatusCode| FAILING.contains(&status.as_u16()))
}

/// A share of the requests, and what happens to them. Written `0.05:503` or `5%:reset-after`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fault {
    /// From 0 to 1.
    pub rate: f64,
    pub what: Failing,
}

/// What happens to a request. It may be any request, also one that only reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failing {
    /// An error object with this status, 400 to 599. With 4xx nothing is changed, and a 429 has
    /// `Retry-After: 0`. With 5xx the change is made in half of the cases, at random.
    Status(StatusCode),
    /// The connection is reset, and nothing is changed.
    ResetBefore,
    /// The change is made, then the connection is reset without an answer.
    ResetAfter,
    /// The change is made, and no answer comes until the client goes away or the sandbox stops.
    Stall,
    /// The change is made; the answer gives its full length, but ends in the middle of its body.
    Truncate,
    /// The change is made; the answer is an HTML page with status 200, like that of a broken gateway.
    Html,
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Fault, FaultError> {
        let (rate, what) = text.split_once(':').ok_or_else(|| {
            FaultError("it takes a rate and a fault; examples: 0.05:503, 5%:reset-after".to_owned())
        })?;
        Ok(Fault {
            rate: parse_rate(rate.trim())?,
            what: what.trim().parse()?,
        })
    }
}

fn parse_rate(text: &str) -> Result<f64, FaultError> {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let rate = match text.strip_suffix('%') {
        Some(percentage) => number(percentage).map(|percentage| percentage / 100.0),
        None => number(text),
    };
    match rate {
        Some(rate) if (0.0..=1.0).contains(&rate) => Ok(rate),
        Some(1.0..=100.0) if !text.ends_with('%') => {
            Err(no_rate(text, &format!("; for a percentage write {text}%")))
        }
        _ => Err(no_rate(text, "")),
    }
}

fn no_rate(given: impl fmt::Debug, hint: &str) -> FaultError {
    FaultError(format!(
        "a rate is from 0 to 1 or 0% to 100%, not {given:?}{hint}"
    ))
}

impl FromStr for Failing {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Failing, FaultError> {
        Ok(match text {
            "reset-before" => Failing::ResetBefore,
            "reset-after" => Failing::ResetAfter,
            "stall" => Failing::Stall,
            "truncate" => Failing::Truncate,
            "html" => Failing::Html,
            _ => match failing_status(text) {
                Some(status) => Failing::Status(status),
                None => {
                    return Err(FaultError(format!(
                        "{text:?} is not a fault; the faults are the statuses 400 to 599, reset-before, \
                         reset-after, stall, truncate and html"
                    )));
                }
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<T: FromStr<Err = FaultError>>(text: &str) -> String {
        match text.parse::<T>() {
            Ok(_) => panic!("{text:?} was taken"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn latencies_are_milliseconds_with_a_spread() {
        let latency = |base, spread| Latency {
            base: Duration::from_millis(base),
            spread: Duration::from_millis(spread),
        };
        assert_eq!("200".parse(), Ok(latency(200, 0)));
        assert_eq!("200±50".parse(), Ok(latency(200, 50)));
        assert_eq!("200 +- 200".parse(), Ok(latency(200, 200)));
        for text in ["", "x", "-1", "1.5", "200±", "±5", "10±20", "200ms"] {
            refused::<Latency>(text);
        }
        assert!(refused::<Latency>("10±20").contains("10±20"));
    }

    #[test]
    fn faults_have_a_rate_and_a_name() {
        let fault = |rate, what| Fault { rate, what };
        assert_eq!("0.05:stall".parse(), Ok(fault(0.05, Failing::Stall)));
        assert_eq!("5%:html".parse(), Ok(fault(0.05, Failing::Html)));
        assert_eq!(
            "100%:429".parse(),
            Ok(fault(1.0, Failing::Status(StatusCode::TOO_MANY_REQUESTS)))
        );
        for text in [
            "",
            "503",
            "0.1",
            ":503",
            "0.1:",
            "-0.1:503",
            "NaN:503",
            "inf:503",
            "101%:503",
            "0.1:399",
            "0.1:600",
            "0.1:200",
            "0.1:reset",
            "x:503",
            "0.1:+503x",
        ] {
            refused::<Fault>(text);
        }
        assert!(refused::<Fault>("5:503").ends_with("for a percentage write 5%"));
        assert!(refused::<Fault>("0.1:rest").contains("reset-before"));
    }

    #[test]
    fn a_rate_limit_has_a_number_and_perhaps_a_status() {
        let limit = |a_second, status| RateLimit {
            a_second: NonZeroU32::new(a_second).unwrap(),
            status: StatusCode::from_u16(status).unwrap(),
        };
        assert_eq!("10".parse(), Ok(limit(10, 429)));
        assert_eq!("20:503".parse(), Ok(limit(20, 503)));
        for text in [
            "", "0", "-1", "1.5", "x", "10:", ":503", "10:200", "10:x", "10:503:1",
        ] {
            refused::<RateLimit>(text);
        }
    }

    #[test]
    fn rates_add_up_to_at_most_all_requests() {
        let sum = |rates: &[&str]| {
            let failures = rates
                .iter()
                .map(|rate| format!("{rate}:503").parse().unwrap());
            let faults = Faults {
                failures: failures.collect(),
                ..Faults::default()
            };
            faults.check()
        };
        assert!(sum(&["0.1"; 10]).is_ok() && sum(&["70%", "20%", "0.1"]).is_ok());
        assert!(
            sum(&["0.6", "0.5"])
                .unwrap_err()
                .to_string()
                .contains("110%")
        );
    }
}
