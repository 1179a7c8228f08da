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
    match parsing.follow(format) {
        Ok(()) if parsing.rest.is_empty() => {}
        Ok(()) | Err(None) => return Ok(None),
        Err(Some(error)) => return Err(error),
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

/// `Err(None)` if the text does not have the format, or what is wrong with the format.
type Fitting<T> = Result<T, Option<Error>>;

fn fitting<T>(found: Option<T>) -> Fitting<T> {
    found.ok_or(None)
}

impl Parsing<'_> {
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
            'Y' => self.moment.year = self.number(4, 0..=9999)?,
            'y' => {
                let year = self.number(2, 0..=99)?;
                self.moment.year = year + if year < 69 { 2000 } else { 1900 };
            }
            'm' => self.moment.month = self.number(2, 1..=12)? - 1,
            'b' | 'B' | 'h' => self.moment.month = self.name(&MONTHS)?,
            'd' | 'e' => self.moment.day = self.number(2, 1..=31)?,
            'j' => {
                let day = self.number(3, 1..=366)?;
                let (_, month, day) = date_of(days_before(self.moment.year, 0) + day - 1);
                (self.moment.month, self.moment.day) = (month, day);
            }
            'H' | 'k' => self.moment.hour = self.number(2, 0..=23)?,
            'I' | 'l' => self.moment.hour = self.number(2, 1..=12)?,
            'M' => self.moment.minute = self.number(2, 0..=59)?,
            'S' => self.moment.second = self.number(2, 0..=60)? as f64,
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
            'a' | 'A' => {
                self.name(&DAYS)?;
            }
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
            'T' => self.follow("%H:%M:%S")?,
            'R' => self.follow("%H:%M")?,
            'F' => self.follow("%Y-%m-%d")?,
            'D' => self.follow("%m/%d/%y")?,
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
