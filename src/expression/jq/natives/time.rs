//! Dates. All of them in UTC: the time zone of this machine is not read.

use jaq_core::native::Fun;

use super::shape::{plain, with_one};
use crate::expression::jq::arithmetic::Error;
use crate::expression::jq::engine::Engine;
use crate::expression::jq::value::Value;

const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub fn functions() -> Vec<Fun<Engine>> {
    vec![
        plain!("gmtime", |value| match &value {
            Value::Number(seconds) => Ok(Moment::from_seconds(seconds.float()).to_value()),
            _ => Err(Error::str("gmtime() requires numeric inputs")),
        }),
        plain!("mktime", |value| {
            if !matches!(value, Value::Array(_)) {
                return Err(Error::str("mktime requires array inputs"));
            }
            let moment = Moment::from_value(&value)
                .ok_or_else(|| Error::str("mktime requires parsed datetime inputs"))?;
            Ok(Value::from(moment.seconds_since_epoch() as f64))
        }),
        with_one!("strftime", |value, format| {
            let moment = match &value {
                Value::Number(seconds) => Some(Moment::from_seconds(seconds.float())),
                other => Moment::from_value(other),
            };
            let moment =
                moment.ok_or_else(|| Error::str("strftime/1 requires parsed datetime inputs"))?;
            let Value::String(format) = &format else {
                return Err(Error::str("strftime/1 requires a string format"));
            };
            let seconds = moment.seconds_since_epoch();
            let text = Moment::from_seconds(seconds as f64).spell(format);
            text.map(Value::from).map_err(Error::str)
        }),
        with_one!("strptime", |value, format| {
            let (Value::String(text), Value::String(format)) = (&value, &format) else {
                return Err(Error::str(
                    "strptime/1 requires string inputs and arguments",
                ));
            };
            match parse(text, format)? {
                Some(moment) => Ok(moment.to_value()),
                None => Err(Error::str(format!(
                    "date \"{text}\" does not match format \"{format}\""
                ))),
            }
        }),
    ]
}

/// A date and time of day, as `gmtime` takes it apart.
#[derive(Debug, Clone, Copy, Default)]
struct Moment {
    year: i64,
    /// From zero.
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: f64,
}

impl Moment {
    fn from_seconds(seconds: f64) -> Moment {
        let whole = seconds.floor();
        let (days, rest) = (
            (whole as i64).div_euclid(86_400),
            (whole as i64).rem_euclid(86_400),
        );
        let (year, month, day) = date_of(days);
        Moment {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest % 3600 / 60,
            second: (rest % 60) as f64 + (seconds - whole),
        }
    }

    fn from_value(value: &Value) -> Option<Moment> {
        let Value::Array(parts) = value else {
            return None;
        };
        let mut numbers = [0.0; 6];
        for (number, part) in numbers.iter_mut().zip(parts.iter()) {
            let Value::Number(part) = part else {
                return None;
            };
            *number = part.float();
        }
        let [year, month, day, hour, minute, second] = numbers;
        Some(Moment {
            year: year as i64,
            month: month as i64,
            day: day as i64,
            hour: hour as i64,
            minute: minute as i64,
            second,
        })
    }

    fn days(&self) -> i64 {
        let year = self.year.saturating_add(self.month.div_euclid(12));
        days_before(year, self.month.rem_euclid(12)).saturating_add(self.day - 1)
    }

    fn seconds_since_epoch(&self) -> i64 {
        let of_day = self
            .hour
            .saturating_mul(3600)
            .saturating_add(self.minute.saturating_mul(60));
        self.days()
            .saturating_mul(86_400)
            .saturating_add(of_day)
            .saturating_add(self.second as i64)
    }

    /// From Sunday.
    fn weekday(&self) -> i64 {
        (self.days() + 4).rem_euclid(7)
    }

    fn day_of_year(&self) -> i64 {
        self.days() - days_before(self.year, 0)
    }

    fn to_value(self) -> Value {
        let whole = [self.year, self.month, self.day, self.hour, self.minute];
        let mut parts: Vec<Value> = whole.iter().map(|&part| Value::from(part as f64)).collect();
        parts.push(Value::from(self.second));
        parts.push(Value::from(self.weekday() as f64));
        parts.push(Value::from(self.day_of_year() as f64));
        Value::array(parts)
    }

    /// The year and the number of the week that ISO 8601 counts.
    fn iso_week(&self) -> (i64, i64) {
        let monday_first = (self.weekday() + 6) % 7;
        let week = (self.day_of_year() - monday_first + 10) / 7;
        let weeks_in = |year: i64| {
            let ends_on = |year: i64| {
                (year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400))
                    .rem_euclid(7)
            };
            if ends_on(year) == 4 || ends_on(year - 1) == 3 {
                53
            } else {
                52
            }
        };
        if week < 1 {
            (self.year - 1, weeks_in(self.year - 1))
        } else if week > weeks_in(self.year) {
            (self.year + 1, 1)
        } else {
            (self.year, week)
        }
    }

    fn spell(&self, format: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut characters = format.chars();
        while let Some(character) = characters.next() {
            if character != '%' {
                out.push(character);
                continue;
            }
            match characters.next() {
                Some(letter) => out.push_str(&self.spell_part(letter)?),
                None => out.push('%'),
            }
        }
        Ok(out)
    }

    fn spell_part(&self, letter: char) -> Result<String, String> {
        let day_name = DAYS[self.weekday() as usize];
        let month_name = MONTHS[self.month.clamp(0, 11) as usize];
        let second = self.second as i64;
        let hour_of_twelve = (self.hour + 11) % 12 + 1;
        Ok(match letter {
            'a' => day_name[..3].to_owned(),
            'A' => day_name.to_owned(),
            'b' | 'h' => month_name[..3].to_owned(),
            'B' => month_name.to_owned(),
            'c' => self.spell("%a %b %e %H:%M:%S %Y")?,
            'C' => format!("{:02}", self.year.div_euclid(100)),
            'd' => format!("{:02}", self.day),
            'D' | 'x' => self.spell("%m/%d/%y")?,
            'e' => format!("{:2}", self.day),
            'F' => self.spell("%Y-%m-%d")?,
            'g' => format!("{:02}", self.iso_week().0.rem_euclid(100)),
            'G' => self.iso_week().0.to_string(),
            'H' => format!("{:02}", self.hour),
            'I' => format!("{hour_of_twelve:02}"),
            'j' => format!("{:03}", self.day_of_year() + 1),
            'k' => format!("{:2}", self.hour),
            'l' => format!("{hour_of_twelve:2}"),
            'm' => format!("{:02}", self.month + 1),
            'M' => format!("{:02}", self.minute),
            'n' => "\n".to_owned(),
            'p' => if self.hour < 12 { "AM" } else { "PM" }.to_owned(),
            'P' => if self.hour < 12 { "am" } else { "pm" }.to_owned(),
            'r' => self.spell("%I:%M:%S %p")?,
            'R' => self.spell("%H:%M")?,
            's' => self.seconds_since_epoch().to_string(),
            'S' => format!("{second:02}"),
            't' => "\t".to_owned(),
            'T' | 'X' => self.spell("%H:%M:%S")?,
            'u' => ((self.weekday() + 6) % 7 + 1).to_string(),
            'U' => format!("{:02}", (self.day_of_year() + 7 - self.weekday()) / 7),
            'V' => format!("{:02}", self.iso_week().1),
            'w' => self.weekday().to_string(),
            'W' => format!(
                "{:02}",
                (self.day_of_year() + 7 - (self.weekday() + 6) % 7) / 7
            ),
            'y' => format!("{:02}", self.year.rem_euclid(100)),
            'Y' => self.year.to_string(),
            'z' => "+0000".to_owned(),
            'Z' => "GMT".to_owned(),
            '%' => "%".to_owned(),
            other => return Err(format!("strftime does not know `%{other}` here")),
        })
    }
}

/// The days from 1970 to the first of a month, in the Gregorian calendar.
fn days_before(year: i64, month: i64) -> i64 {
    // Years that begin in March end with the leap day.
    let (year, month) = if month < 2 {
        (year - 1, month + 10)
    } else {
        (year, month - 2)
    };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month from zero, and day.
fn date_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 {
        (month + 2, 0)
    } else {
        (month - 10, 1)
    };
    (era * 400 + year + carry, month, day)
}

/// Reads a date in a format; `None` where it does not fit.
fn parse(text: &str, format: &str) -> Result<Option<Moment>, Error> {
    let mut parsing = Parsing {
        rest: text,
        moment: Moment {
            day: 1,
            year: 1900,
            ..Moment::default()
        },
        is_afternoon: None,
        seconds: None,
        offset: 0,
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
    offset: i64,
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

    fn zone(&mut self) -> bool {
        if self.take('Z') {
            return true;
        }
        let sign = if self.take('+') {
            1
        } else if self.take('-') {
            -1
        } else {
            return false;
        };
        let Some(hours) = self.number(2, 0..=14) else {
            return false;
        };
        self.take(':');
        let minutes = self.number(2, 0..=59).unwrap_or(0);
        self.offset = sign * (hours * 60 + minutes);
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
