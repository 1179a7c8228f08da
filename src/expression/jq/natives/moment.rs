//! A date and time of day in UTC.

use crate::expression::jq::value::Value;

pub const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
pub const MONTHS: [&str; 12] = [
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

/// A date and time of day, in the parts that `gmtime` gives.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moment {
    pub year: i64,
    /// Counted from 0.
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: f64,
}

impl Moment {
    /// As in jq, the seconds before 1970 are cut to whole ones towards it.
    pub fn from_seconds(seconds: f64) -> Moment {
        let whole = seconds.trunc();
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
            second: (rest % 60) as f64 + (seconds - seconds.floor()),
        }
    }

    pub fn from_value(value: &Value) -> Option<Moment> {
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

    pub fn seconds_since_epoch(&self) -> i64 {
        let of_day = self
            .hour
            .saturating_mul(3600)
            .saturating_add(self.minute.saturating_mul(60));
        self.days()
            .saturating_mul(86_400)
            .saturating_add(of_day)
            .saturating_add(self.second as i64)
    }

    /// Counted from Sunday, which is 0.
    pub fn weekday(&self) -> i64 {
        (self.days() + 4).rem_euclid(7)
    }

    pub fn day_of_year(&self) -> i64 {
        self.days() - days_before(self.year, 0)
    }

    pub fn to_value(self) -> Value {
        self.with_days(self.weekday(), self.day_of_year())
    }

    /// The parts with these days of the week and of the year.
    pub fn with_days(self, weekday: i64, day_of_year: i64) -> Value {
        let whole = [self.year, self.month, self.day, self.hour, self.minute];
        let mut parts: Vec<Value> = whole.iter().map(|&part| Value::from(part as f64)).collect();
        parts.push(Value::from(self.second));
        parts.push(Value::from(weekday as f64));
        parts.push(Value::from(day_of_year as f64));
        Value::array(parts)
    }

    /// The year and the number of the week, as ISO 8601 counts them.
    pub fn iso_week(&self) -> (i64, i64) {
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
}

/// The days from the beginning of 1970 to that of a month, in the Gregorian calendar.
pub fn days_before(year: i64, month: i64) -> i64 {
    // The year is counted from March, so that a leap day is its last day.
    let (year, month) = if month < 2 {
        (year - 1, month + 10)
    } else {
        (year, month - 2)
    };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year, the month counted from 0, and the day.
pub fn date_of(days: i64) -> (i64, i64, i64) {
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
