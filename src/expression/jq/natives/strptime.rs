//! Reading dates in a given format.

use crate::expression::jq::arithmetic::Error;

use super::moment::{DAYS, MONTHS, Moment, date_of, days_before};

/// Reads a date in a format; `None` if the text does not have the format.
pub fn parse_date(text: &str, format: &str) -> Result<Option<Moment>, Error> {
    let mut parsing = Parsing {
        rest: text,
        moment: Moment {
            day: 1,
            year: 1900,
            ..Moment::default()
        },
        is_afternoon: None,
        seconds: None,
    };
    if !parsing.follow(format)? || !parsing.rest.is_empty() {
        return Ok(None);
    }
    let mut moment = parsing.moment;
    if let Some(is_afternoon) = parsing.is_afternoon {
        moment.hour = moment.hour % 12 + if is_afternoon { 12 } else { 0 };
    }
    if let Some(seconds) = parsing.seconds {
        moment = Moment::from_seconds(seconds as f64);
    }
    Ok(Some(moment))
}

struct Parsing<'a> {
    rest: &'a str,
    moment: Moment,
    is_afternoon: Option<bool>,
    seconds: Option<i64>,
}

impl Parsing<'_> {
    fn follow(&mut self, format: &str) -> Result<bool, Error> {
        let mut characters = format.chars();
        while let Some(character) = characters.next() {
            let fits = if character == '%' {
                self.follow_part(characters.next().unwrap_or('%'))?
            } else if character.is_whitespace() {
                self.rest = self.rest.trim_start();
                true
            } else {
                self.take(character)
            };
            if !fits {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn take(&mut self, character: char) -> bool {
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A number of at most `digits` digits within `range`.
    fn number(&mut self, digits: usize, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let text = self.rest.trim_start();
        let count = text
            .bytes()
            .take(digits)
            .take_while(u8::is_ascii_digit)
            .count();
        let number = text[..count]
            .parse()
            .ok()
            .filter(|number| range.contains(number))?;
        self.rest = &text[count..];
        Some(number)
    }

    fn name(&mut self, names: &[&str]) -> Option<i64> {
        let at = names.iter().position(|name| {
            let begins = self.rest.get(..3);
            begins.is_some_and(|begins| begins.eq_ignore_ascii_case(&name[..3]))
        })?;
        let whole = names[at];
        let is_whole = self
            .rest
            .get(..whole.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(whole));
        self.rest = &self.rest[if is_whole { whole.len() } else { 3 }..];
        Some(at as i64)
    }

    /// A time zone: `Z`, or an offset such as `+01:00`, which is ignored, as in jq.
    fn zone(&mut self) -> bool {
        if self.take('Z') {
            return true;
        }
        if !(self.take('+') || self.take('-')) || self.number(2, 0..=14).is_none() {
            return false;
        }
        self.take(':');
        self.number(2, 0..=59);
        true
    }

    fn follow_part(&mut self, letter: char) -> Result<bool, Error> {
        let set = |field: &mut i64, number: Option<i64>| match number {
            Some(number) => {
                *field = number;
                true
            }
            None => false,
        };
        Ok(match letter {
            'Y' => {
                let number = self.number(4, 0..=9999);
                set(&mut self.moment.year, number)
            }
            'y' => {
                let number = self.number(2, 0..=99);
                set(
                    &mut self.moment.year,
                    number.map(|year| year + if year < 69 { 2000 } else { 1900 }),
                )
            }
            'm' => {
                let number = self.number(2, 1..=12);
                set(&mut self.moment.month, number.map(|month| month - 1))
            }
            'b' | 'B' | 'h' => {
                let number = self.name(&MONTHS);
                set(&mut self.moment.month, number)
            }
            'd' | 'e' => {
                let number = self.number(2, 1..=31);
                set(&mut self.moment.day, number)
            }
            'j' => match self.number(3, 1..=366) {
                Some(day) => {
                    let (_, month, day) = date_of(days_before(self.moment.year, 0) + day - 1);
                    (self.moment.month, self.moment.day) = (month, day);
                    true
                }
                None => false,
            },
            'H' | 'k' => {
                let number = self.number(2, 0..=23);
                set(&mut self.moment.hour, number)
            }
            'I' | 'l' => {
                let number = self.number(2, 1..=12);
                set(&mut self.moment.hour, number)
            }
            'M' => {
                let number = self.number(2, 0..=59);
                set(&mut self.moment.minute, number)
            }
            'S' => match self.number(2, 0..=60) {
                Some(second) => {
                    self.moment.second = second as f64;
                    true
                }
                None => false,
            },
            's' => {
                self.seconds = self.number(18, 0..=i64::MAX);
                self.seconds.is_some()
            }
            'p' | 'P' => {
                let half = self.rest.get(..2).map(str::to_ascii_lowercase);
                self.is_afternoon = match half.as_deref() {
                    Some("am") => Some(false),
                    Some("pm") => Some(true),
                    _ => return Ok(false),
                };
                self.rest = &self.rest[2..];
                true
            }
            'a' | 'A' => self.name(&DAYS).is_some(),
            'z' => self.zone(),
            'Z' => {
                let letters = self
                    .rest
                    .bytes()
                    .take_while(u8::is_ascii_alphabetic)
                    .count();
                self.rest = &self.rest[letters..];
                letters > 0
            }
            'T' => self.follow("%H:%M:%S")?,
            'R' => self.follow("%H:%M")?,
            'F' => self.follow("%Y-%m-%d")?,
            'D' => self.follow("%m/%d/%y")?,
            'n' | 't' => {
                self.rest = self.rest.trim_start();
                true
            }
            '%' => self.take('%'),
            other => {
                return Err(Error::str(format!(
                    "strptime does not know `%{other}` here"
                )));
            }
        })
    }
}
