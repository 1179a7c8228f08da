//! `+ - * / %` as jq has them.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};
use std::rc::Rc;

use jaq_core::ValR;

use super::value::{ObjectMap, Value};

/// The largest size of a repeated string.
const LONGEST_REPEATED: usize = 256 * 1024 * 1024;

pub type Error = jaq_core::Error<Value>;

/// The error of an operator that does not accept these values.
fn refuse(left: &Value, right: &Value, what: &str) -> Error {
    Error::str(format!(
        "{} and {} cannot be {what}",
        left.describe(),
        right.describe()
    ))
}

impl Add for Value {
    type Output = ValR<Value>;

    fn add(self, right: Value) -> ValR<Value> {
        Ok(match (self, right) {
            (Value::Null, other) | (other, Value::Null) => other,
            (Value::Number(left), Value::Number(right)) => {
                Value::from(left.float() + right.float())
            }
            (Value::String(left), Value::String(right)) => {
                let mut text = String::with_capacity(left.len() + right.len());
                text.push_str(&left);
                text.push_str(&right);
                Value::from(text)
            }
            (Value::Array(mut left), Value::Array(right)) => {
                Rc::make_mut(&mut left).extend(right.iter().cloned());
                Value::Array(left)
            }
            (Value::Object(mut left), Value::Object(right)) => {
                let fields = Rc::make_mut(&mut left);
                match Rc::try_unwrap(right) {
                    Ok(right) => fields.extend(right),
                    Err(right) => {
                        fields.extend(
                            right
                                .iter()
                                .map(|(name, value)| (name.clone(), value.clone())),
                        );
                    }
                }
                Value::Object(left)
            }
            (left, right) => return Err(refuse(&left, &right, "added")),
        })
    }
}

impl Sub for Value {
    type Output = ValR<Value>;

    fn sub(self, right: Value) -> ValR<Value> {
        match (self, right) {
            (Value::Number(left), Value::Number(right)) => {
                Ok(Value::from(left.float() - right.float()))
            }
            (Value::Array(mut left), Value::Array(right)) => {
                let without: std::collections::BTreeSet<&Value> = right.iter().collect();
                Rc::make_mut(&mut left).retain(|item| !without.contains(item));
                Ok(Value::Array(left))
            }
            (left, right) => Err(refuse(&left, &right, "subtracted")),
        }
    }
}

impl Mul for Value {
    type Output = ValR<Value>;

    fn mul(self, right: Value) -> ValR<Value> {
        match (self, right) {
            (Value::Number(left), Value::Number(right)) => {
                Ok(Value::from(left.float() * right.float()))
            }
            (Value::String(text), Value::Number(times))
            | (Value::Number(times), Value::String(text)) => repeat(&text, times.float()),
            (Value::Object(mut left), Value::Object(right)) => {
                merge_deeply(Rc::make_mut(&mut left), &right);
                Ok(Value::Object(left))
            }
            (left, right) => Err(refuse(&left, &right, "multiplied")),
        }
    }
}

fn repeat(text: &str, times: f64) -> ValR<Value> {
    if times < 0.0 || times.is_nan() {
        return Ok(Value::Null);
    }
    let times = times as usize;
    if text.len().saturating_mul(times) > LONGEST_REPEATED {
        return Err(Error::str("Repeat string result too long"));
    }
    Ok(Value::from(text.repeat(times)))
}

fn merge_deeply(left: &mut ObjectMap, right: &ObjectMap) {
    for (name, value) in right {
        match (left.get_mut(name), value) {
            (Some(Value::Object(inner)), Value::Object(other)) => {
                merge_deeply(Rc::make_mut(inner), other);
            }
            _ => {
                left.insert(name.clone(), value.clone());
            }
        }
    }
}

impl Div for Value {
    type Output = ValR<Value>;

    fn div(self, right: Value) -> ValR<Value> {
        match (&self, &right) {
            (Value::Number(left), Value::Number(divisor)) => {
                if divisor.float() == 0.0 {
                    let why = "divided because the divisor is zero";
                    return Err(refuse(&self, &right, why));
                }
                Ok(Value::from(left.float() / divisor.float()))
            }
            (Value::String(text), Value::String(separator)) => Ok(split(text, separator)),
            _ => Err(refuse(&self, &right, "divided")),
        }
    }
}

/// The parts of a text, or its characters if the separator is empty.
pub fn split(text: &str, separator: &str) -> Value {
    if text.is_empty() {
        return Value::array(Vec::new());
    }
    if separator.is_empty() {
        let one = |character: char| Value::text(character.encode_utf8(&mut [0; 4]));
        return text.chars().map(one).collect();
    }
    text.split(separator).map(Value::text).collect()
}

impl Rem for Value {
    type Output = ValR<Value>;

    /// The remainder of whole numbers: digits after the point are ignored.
    fn rem(self, right: Value) -> ValR<Value> {
        let (Value::Number(dividend), Value::Number(divisor)) = (&self, &right) else {
            return Err(refuse(&self, &right, "divided (remainder)"));
        };
        let (dividend, divisor) = (dividend.float(), divisor.float());
        if dividend.is_nan() || divisor.is_nan() {
            return Ok(Value::from(f64::NAN));
        }
        let (dividend, divisor) = (dividend as i64, divisor as i64);
        if divisor == 0 {
            let why = "divided (remainder) because the divisor is zero";
            return Err(refuse(&self, &right, why));
        }
        let rest = (dividend.unsigned_abs() % divisor.unsigned_abs()) as f64;
        Ok(Value::from(match dividend < 0 && rest != 0.0 {
            true => -rest,
            false => rest,
        }))
    }
}

impl Neg for Value {
    type Output = ValR<Value>;

    fn neg(self) -> ValR<Value> {
        match &self {
            Value::Number(number) => Ok(Value::Number(number.negate())),
            _ => Err(Error::str(format!("{} cannot be negated", self.describe()))),
        }
    }
}
