//! Reading dates in a given format.

use crate::expression::jq::arithmetic::Error;
use crate::expression::jq::value::Value;

use super::moment::{DAYS, MONTHS, Moment, date_of, days_before};

/// What stands for the day of the week and of the year where the text has no date.
const NO_WEEKDAY: i64 = 8;
const NO_DAY_OF_YEAR: i64 = 367;

/// Reads the parts of a date in a format; `None` if the text does not have the format. What the format
/// does not name is zero, the day too, and so the day before the month.
pub fn parse_date(text: &str, format: &str) -> Result<Option<Value>, Error> {
    let mut parsing = Parsing {
        rest: text,
        moment: Moment {
            year: 1900,
            ..Moment::default()
        },
        is_dated: false,
        has_month: false,
        has_day: false,
        weekday: None,
        day_of_year: None,
        century: None,
        is_afternoon: None,
        seconds: None,
    };
    match parsing.follow(format) {
        // As in jq, anything may follow white space.
        Ok(()) if parsing.rest.is_empty() || parsing.rest.starts_with(char::is_whitespace) => {}
        Ok(()) | Err(None) => return Ok(None),
        Err(Some(error)) => return Err(error),
    }
    Ok(Some(parsing.parts()))
}

struct Parsing<'a> {
    rest: &'a str,
    moment: Moment,
    /// Whether a part of the date was named.
    is_dated: bool,
    has_month: bool,
    has_day: bool,
    weekday: Option<i64>,
    day_of_year: Option<i64>,
    century: Option<i64>,
    is_afternoon: Option<bool>,
    seconds: Option<i64>,
}

/// `Err(None)` if the text does not have the format, or what is wrong with the format.
type Fitting<T> = Result<T, Option<Error>>;

fn fitting<T>(found: Option<T>) -> Fitting<T> {
    found.ok_or(None)
}

impl Parsing<'_> {
    fn parts(self) -> Value {
        let mut moment = self.moment;
        if let Some(seconds) = self.seconds {
            return Moment::from_seconds(seconds as f64).to_value();
        }
        if let Some(is_afternoon) = self.is_afternoon {
            moment.hour = moment.hour % 12 + if is_afternoon { 12 } else { 0 };
        }
        if let Some(century) = self.century {
            moment.year = century * 100 + moment.year.rem_euclid(100);
        }
        if !self.is_dated {
            let weekday = self.weekday.unwrap_or(NO_WEEKDAY);
            return moment.with_days(weekday, self.day_of_year.unwrap_or(NO_DAY_OF_YEAR));
        }
        if let Some(day) = self
            .day_of_year
            .filter(|_| !(self.has_month && self.has_day))
        {
            let (_, month, day) = date_of(days_before(moment.year, 0) + day);
            (moment.month, moment.day) = (month, day);
        }
        moment.to_value()
    }

    fn follow(&mut self, format: &str) -> Fitting<()> {
        let mut characters = format.chars();
        while let Some(character) = characters.next() {
            if character == '%' {
                self.follow_part(characters.next().unwrap_or('%'))?;
            } else if character.is_whitespace() {
                self.rest = self.rest.trim_start();
            } else {
                self.take(character)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, character: char) -> Fitting<()> {
        self.rest = fitting(self.rest.strip_prefix(character))?;
        Ok(())
    }

    /// A number of at most `digits` digits within `range`.
    fn number(&mut self, digits: usize, range: std::ops::RangeInclusive<i64>) -> Fitting<i64> {
        let text = self.rest.trim_start();
        let count = text
            .bytes()
            .take(digits)
            .take_while(u8::is_ascii_digit)
            .count();
        let number = text[..count].parse().ok();
        let number = fitting(number.filter(|number| range.contains(number)))?;
        self.rest = &text[count..];
        Ok(number)
    }

    /// The index of the name that comes next, which may be shortened to three letters.
    fn name(&mut self, names: &[&str]) -> Fitting<i64> {
        let begins_with = |name: &str| {
            let begin = self.rest.get(..name.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(name))
        };
        let at = names.iter().position(|name| begins_with(&name[..3]));
        let at = fitting(at)?;
        let length = if begins_with(names[at]) {
            names[at].len()
        } else {
            3
        };
        self.rest = &self.rest[length..];
        Ok(at as i64)
    }

    /// A time zone: `Z`, or an offset such as `+01:00`, which is ignored, as in jq.
    fn zone(&mut self) -> Fitting<()> {
        if self.take('Z').is_ok() {
            return Ok(());
        }
        self.take('+').or_else(|_| self.take('-'))?;
        self.number(2, 0..=14)?;
        // The colon and the minutes may be missing.
        let _ = self.take(':');
        let _ = self.number(2, 0..=59);
        Ok(())
    }

    fn follow_part(&mut self, letter: char) -> Fitting<()> {
        match letter {
            'Y' => {
                self.moment.year = self.number(4, 0..=9999)?;
                (self.is_dated, self.century) = (true, None);
            }
            'y' => {
                let year = self.number(2, 0..=99)?;
                self.moment.year = year + if year < 69 { 2000 } else { 1900 };
                self.is_dated = true;
            }
            'C' => {
                self.century = Some(self.number(2, 0..=99)?);
                self.is_dated = true;
            }
            'm' => {
                self.moment.month = self.number(2, 1..=12)? - 1;
                (self.is_dated, self.has_month) = (true, true);
            }
            'b' | 'B' | 'h' => {
                self.moment.month = self.name(&MONTHS)?;
                (self.is_dated, self.has_month) = (true, true);
            }
            'd' | 'e' => {
                self.moment.day = self.number(2, 1..=31)?;
                (self.is_dated, self.has_day) = (true, true);
            }
            'j' => self.day_of_year = Some(self.number(3, 1..=366)? - 1),
            // Weeks do not tell the date.
            'U' | 'W' | 'V' => drop(self.number(2, 0..=53)?),
            'G' => drop(self.number(4, 0..=9999)?),
            'g' => drop(self.number(2, 0..=99)?),
            'u' => self.weekday = Some(self.number(1, 1..=7)? % 7),
            'w' => self.weekday = Some(self.number(1, 0..=6)?),
            'H' | 'k' => self.moment.hour = self.number(2, 0..=23)?,
            'I' | 'l' => self.moment.hour = self.number(2, 1..=12)?,
            'M' => self.moment.minute = self.number(2, 0..=59)?,
            'S' => self.moment.second = self.number(2, 0..=61)? as f64,
            's' => self.seconds = Some(self.number(18, 0..=i64::MAX)?),
            'p' | 'P' => {
                let (half, rest) = fitting(self.rest.split_at_checked(2))?;
                self.is_afternoon = match half.to_ascii_lowercase().as_str() {
                    "am" => Some(false),
                    "pm" => Some(true),
                    _ => return Err(None),
                };
                self.rest = rest;
            }
            'a' | 'A' => self.weekday = Some(self.name(&DAYS)?),
            'z' => self.zone()?,
            'Z' => {
                let rest = self
                    .rest
                    .trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
                if rest.len() == self.rest.len() {
                    return Err(None);
                }
                self.rest = rest;
            }
            'T' | 'X' => self.follow("%H:%M:%S")?,
            'c' => self.follow("%a %b %e %H:%M:%S %Y")?,
            'r' => self.follow("%I:%M:%S %p")?,
            'R' => self.follow("%H:%M")?,
            'F' => self.follow("%Y-%m-%d")?,
            'D' | 'x' => self.follow("%m/%d/%y")?,
            'n' | 't' => self.rest = self.rest.trim_start(),
            '%' => self.take('%')?,
            other => {
                let what = format!("strptime does not know `%{other}` here");
                return Err(Some(Error::str(what)));
            }
        }
        Ok(())
    }
}
