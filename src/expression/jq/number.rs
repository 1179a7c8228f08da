//! Numbers as jq has them: a number stays as it was written until something is calculated from it.

use std::cmp::Ordering;
use std::rc::Rc;

use super::decimal::Decimal;

/// Exponents beyond this are infinite in jq (decNumber's largest).
const LARGEST_EXPONENT: i64 = 999_999_999;

/// From more digits than these, jq makes a float of these alone.
const READ_DIGITS: usize = 17;

/// A float whose shortest digits are fewer than these has no others of that length.
const UNIQUE_DIGITS: usize = 15;

/// A number.
#[derive(Debug, Clone)]
pub enum Number {
    /// A number that was calculated. It is compared as a float.
    Float(f64),
    /// A number that was written, and looks the same as a float.
    Plain(f64),
    /// A number that would look different as a float, such as `1.10` or `9007199254740993`.
    Literal(Rc<Literal>),
}

/// A number as it was written, and the nearest float.
#[derive(Debug)]
pub struct Literal {
    /// In the spelling of jq.
    text: Box<str>,
    float: f64,
}

impl Literal {
    fn is_zero(&self) -> bool {
        let digits = self.text.split('E').next().unwrap_or_default();
        !digits.contains(|digit| matches!(digit, '1'..='9'))
    }
}

impl Number {
    /// Reads a number as jq reads texts: with any sign before it, or a word such as `nan`.
    pub fn read(text: &str) -> Option<Number> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let is_word = |words: &[&str]| words.iter().any(|word| digits.eq_ignore_ascii_case(word));
        if is_word(&["nan"]) {
            return Some(Number::Float(f64::NAN));
        }
        let is_negative = text.starts_with('-');
        if is_word(&["inf", "infinity"]) {
            let infinite = f64::INFINITY;
            return Some(Number::Float(if is_negative {
                -infinite
            } else {
                infinite
            }));
        }
        match is_negative {
            true => Number::parse(text),
            false if digits.starts_with('-') => None,
            false => Number::parse(digits),
        }
    }

    /// Reads a number in the spelling of JSON. Leading zeros are allowed, as in jq.
    pub fn parse(text: &str) -> Option<Number> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.len() <= 15 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            let whole = digits
                .bytes()
                .fold(0i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
            let float = whole as f64;
            return Some(Number::Plain(if digits.len() < text.len() {
                -float
            } else {
                float
            }));
        }
        let decimal = Decimal::parse(text)?;
        let float = match decimal.digits() > READ_DIGITS {
            true => decimal.rounded(READ_DIGITS).parse().ok()?,
            false => text.parse().ok()?,
        };
        if decimal.adjusted_exponent() > LARGEST_EXPONENT {
            return Some(Number::Plain(float));
        }
        let spelled = decimal.spell();
        if spelled == spell_float(float) {
            return Some(Number::Plain(float));
        }
        Some(Number::Literal(Rc::new(Literal {
            text: spelled.into(),
            float,
        })))
    }

    pub fn float(&self) -> f64 {
        match self {
            Number::Float(float) | Number::Plain(float) => *float,
            Number::Literal(literal) => literal.float,
        }
    }

    /// Writes the number as JSON. As in jq, NaN becomes `null`, and infinity the largest float.
    pub fn push_to(&self, out: &mut Vec<u8>) {
        match self {
            Number::Literal(literal) => out.extend_from_slice(literal.text.as_bytes()),
            Number::Float(float) | Number::Plain(float) => push_float(*float, out),
        }
    }

    pub fn negate(&self) -> Number {
        match self {
            Number::Float(float) => Number::Float(-float),
            // No sign is written before zero.
            Number::Plain(0.0) => Number::Plain(0.0),
            Number::Plain(float) => Number::Plain(-float),
            Number::Literal(literal) if literal.is_zero() => Number::Literal(Rc::new(Literal {
                text: literal.text.trim_start_matches('-').into(),
                float: 0.0,
            })),
            Number::Literal(literal) => Number::Literal(Rc::new(Literal {
                text: match literal.text.strip_prefix('-') {
                    Some(text) => text.into(),
                    None => format!("-{}", literal.text).into(),
                },
                float: -literal.float,
            })),
        }
    }

    /// Whether `length` takes a sign away.
    pub fn is_negative(&self) -> bool {
        match self {
            Number::Float(float) => *float < 0.0,
            Number::Plain(float) => float.is_sign_negative(),
            Number::Literal(literal) => literal.text.starts_with('-'),
        }
    }

    /// Compares as jq does: two numbers that were written as decimals, and others as floats. NaN is
    /// less than every number, and even less than itself.
    pub fn compare(&self, other: &Number) -> Ordering {
        let (left, right) = (self.float(), other.float());
        if left.is_nan() {
            return Ordering::Less;
        }
        match left.partial_cmp(&right) {
            None => Ordering::Greater,
            Some(Ordering::Equal) => match (self, other) {
                (Number::Float(_), _) | (_, Number::Float(_)) => Ordering::Equal,
                (Number::Plain(_), Number::Plain(_)) => Ordering::Equal,
                _ => self.decimal().cmp(&other.decimal()),
            },
            Some(order) => order,
        }
    }

    /// Exactly the same number as a decimal.
    pub fn decimal(&self) -> Decimal {
        let parsed = match self {
            Number::Literal(literal) => Decimal::parse(&literal.text),
            Number::Float(float) | Number::Plain(float) => Decimal::parse(&spell_float(*float)),
        };
        parsed.unwrap_or_else(Decimal::zero)
    }
}

/// A float as JSON, in the spelling of jq.
pub fn spell_float(float: f64) -> String {
    let mut out = Vec::new();
    push_float(float, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn push_float(float: f64, out: &mut Vec<u8>) {
    use std::io::Write;
    if float.is_nan() {
        return out.extend_from_slice(b"null");
    }
    let float = float.clamp(f64::MIN, f64::MAX);
    if float.fract() == 0.0 && float.abs() < 1e15 && (float != 0.0 || float.is_sign_positive()) {
        let _ = write!(out, "{}", float as i64);
        return;
    }
    let mut scientific = format!("{float:e}");
    let digits = scientific.bytes().take_while(|byte| *byte != b'e');
    let digits = digits.filter(u8::is_ascii_digit).count();
    if digits >= UNIQUE_DIGITS {
        // Of two that are equally near, jq takes the even one.
        let even = format!("{float:.*e}", digits - 1);
        if even.parse() == Ok(float) {
            scientific = even;
        }
    }
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return;
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if let Some(positive) = mantissa.strip_prefix('-') {
        out.push(b'-');
        push_shortest(positive, exponent, out);
    } else {
        push_shortest(mantissa, exponent, out);
    }
}

/// Writes the shortest digits that stand for a float, in the layout of jq.
fn push_shortest(mantissa: &str, exponent: i32, out: &mut Vec<u8>) {
    use std::io::Write;
    let digits: Vec<u8> = mantissa.bytes().filter(|&byte| byte != b'.').collect();
    let point = exponent + 1;
    let count = digits.len() as i32;
    if point <= -4 || point > count + 15 {
        out.push(digits[0]);
        if count > 1 {
            out.push(b'.');
            out.extend_from_slice(&digits[1..]);
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(out, "e{sign}{:02}", exponent.abs());
    } else if point <= 0 {
        out.extend_from_slice(b"0.");
        out.extend(std::iter::repeat_n(b'0', point.unsigned_abs() as usize));
        out.extend_from_slice(&digits);
    } else if point >= count {
        out.extend_from_slice(&digits);
        out.extend(std::iter::repeat_n(b'0', (point - count) as usize));
    } else {
        let (whole, fraction) = digits.split_at(point as usize);
        out.extend_from_slice(whole);
        out.push(b'.');
        out.extend_from_slice(fraction);
    }
}
