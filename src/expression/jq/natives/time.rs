//! Dates, all in UTC. The time zone of this machine does not matter.

use jaq_core::native::Fun;

use super::shape::{plain, with_one};
use crate::expression::jq::arithmetic::Error;
use crate::expression::jq::engine::Engine;
use crate::expression::jq::value::Value;

use super::moment::Moment;
use super::strptime::parse_date;

pub fn functions() -> Vec<Fun<Engine>> {
    vec![
        plain!("gmtime", |value| match &value {
            Value::Number(seconds) => Ok(moment_of(seconds.float())?.to_value()),
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
                Value::Number(seconds) => Some(moment_of(seconds.float())?),
                other => Moment::from_value(other),
            };
            let moment =
                moment.ok_or_else(|| Error::str("strftime/1 requires parsed datetime inputs"))?;
            let Value::String(format) = &format else {
                return Err(Error::str("strftime/1 requires a string format"));
            };
            let seconds = moment.seconds_since_epoch();
            Ok(Value::from(moment_of(seconds as f64)?.spell(format)))
        }),
        with_one!("strptime", |value, format| {
            let (Value::String(text), Value::String(format)) = (&value, &format) else {
                return Err(Error::str(
                    "strptime/1 requires string inputs and arguments",
                ));
            };
            match parse_date(text, format)? {
                Some(parts) => Ok(parts),
                None => Err(Error::str(format!(
                    "date \"{text}\" does not match format \"{format}\""
                ))),
            }
        }),
    ]
}

/// Beyond this, the year is no number of C.
const FARTHEST: f64 = 67_767_976_233_532_799.0;

fn moment_of(seconds: f64) -> Result<Moment, Error> {
    match seconds.abs() <= FARTHEST {
        true => Ok(Moment::from_seconds(seconds)),
        false => Err(Error::str(
            "error converting number of seconds since epoch to datetime",
        )),
    }
}
