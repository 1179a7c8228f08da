//! Decimal numbers of any size.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A number of any size: `coefficient` times ten to the power of `exponent`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Decimal {
    is_negative: bool,
    /// Digits without leading zeros; empty for zero.
    coefficient: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// Bytes of memory that it holds in addition to its own size.
    pub fn heap_size(&self) -> usize {
        self.coefficient.len()
    }

    /// How many digits it has.
    pub(super) fn digits(&self) -> usize {
        self.coefficient.len()
    }

    pub(super) fn zero() -> Decimal {
        Decimal {
            is_negative: false,
            coefficient: Vec::new(),
            exponent: 0,
        }
    }

    /// Reads a number in the spelling of JSON.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (is_negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (number, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], parse_exponent(&rest[at + 1..])?),
            None => (rest, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        if all().next().is_none() || !all().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Decimal {
            is_negative,
            coefficient: all().skip_while(|&byte| byte == b'0').collect(),
            exponent: exponent.saturating_sub(fraction.len() as i64),
        })
    }

    /// The number with so many digits, of which the last is even if two are equally near.
    pub(super) fn rounded(&self, digits: usize) -> String {
        let (kept, cut) = self.coefficient.split_at(digits);
        let last = kept.last().map_or(0, |digit| digit - b'0');
        let half = [b"5".as_slice(), &vec![b'0'; cut.len() - 1]].concat();
        let rounds_up = match cut.cmp(&half) {
            Ordering::Less => false,
            Ordering::Equal => last % 2 == 1,
            Ordering::Greater => true,
        };
        let kept: u64 = kept
            .iter()
            .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let sign = if self.is_negative { "-" } else { "" };
        let exponent = self.exponent.saturating_add(cut.len() as i64);
        format!("{sign}{}e{exponent}", kept + u64::from(rounds_up))
    }

    /// The exponent of the first digit.
    pub(super) fn adjusted_exponent(&self) -> i64 {
        let digits = self.coefficient.len().max(1) as i64;
        self.exponent.saturating_add(digits - 1)
    }

    /// The number in the spelling of decNumber, which jq uses for literals.
    pub(super) fn spell(&self) -> String {
        let digits = match self.coefficient.as_slice() {
            [] => "0".to_owned(),
            digits => String::from_utf8_lossy(digits).into_owned(),
        };
        let sign = if self.is_negative { "-" } else { "" };
        let adjusted = self.adjusted_exponent();
        if self.exponent <= 0 && adjusted >= -6 {
            let places = self.exponent.unsigned_abs() as usize;
            if places == 0 {
                return format!("{sign}{digits}");
            }
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = padded.split_at(padded.len() - places);
            return format!("{sign}{whole}.{fraction}");
        }
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        let exponent_sign = if adjusted < 0 { '-' } else { '+' };
        format!(
            "{sign}{first}{point}{rest}E{exponent_sign}{}",
            adjusted.abs()
        )
    }

    fn compare_size(&self, other: &Decimal) -> Ordering {
        match (self.coefficient.is_empty(), other.coefficient.is_empty()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        let exponents = self.adjusted_exponent().cmp(&other.adjusted_exponent());
        exponents.then_with(|| {
            let longest = self.coefficient.len().max(other.coefficient.len());
            let digits = |of: &Decimal| {
                let zeros = std::iter::repeat_n(b'0', longest - of.coefficient.len());
                of.coefficient
                    .iter()
                    .copied()
                    .chain(zeros)
                    .collect::<Vec<u8>>()
            };
            digits(self).cmp(&digits(other))
        })
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let is_below = |of: &Decimal| of.is_negative && !of.coefficient.is_empty();
        match (is_below(self), is_below(other)) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_size(other),
            (true, true) => other.compare_size(self),
        }
    }
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits
        .parse::<i64>()
        .unwrap_or(i64::MAX / 4)
        .min(i64::MAX / 4);
    Some(if text.starts_with('-') { -size } else { size })
}
