//! Texts, and values as text.

use jaq_core::ValR;
use jaq_core::native::Fun;

use super::shape::{plain, with_one};
use crate::expression::jq::arithmetic::{Error, split};
use crate::expression::jq::engine::Engine;
use crate::expression::jq::number::Number;
use crate::expression::jq::read::ValueReader;
use crate::expression::jq::value::Value;

pub fn functions() -> Vec<Fun<Engine>> {
    vec![
        plain!("tojson", |value| Ok(Value::from(value.to_json()))),
        plain!("tostring", |value| Ok(jaq_core::ValT::into_string(value))),
        plain!("fromjson", from_json),
        plain!("tonumber", to_number),
        plain!("toboolean", to_boolean),
        plain!("utf8bytelength", |value| match &value {
            Value::String(text) => Ok(Value::from(text.len())),
            _ => Err(Error::str(format!(
                "{} only strings have UTF-8 byte length",
                value.describe()
            ))),
        }),
        plain!("explode", |value| {
            let text = text_of(&value, "explode input must be a string")?;
            Ok(text
                .chars()
                .map(|character| Value::from(f64::from(character as u32)))
                .collect())
        }),
        plain!("implode", implode),
        plain!("ascii_downcase", |value| {
            let text = text_of(&value, "explode input must be a string")?;
            Ok(Value::from(text.to_ascii_lowercase()))
        }),
        plain!("ascii_upcase", |value| {
            let text = text_of(&value, "explode input must be a string")?;
            Ok(Value::from(text.to_ascii_uppercase()))
        }),
        plain!("trim", |value| trim(&value, str::trim)),
        plain!("ltrim", |value| trim(&value, str::trim_start)),
        plain!("rtrim", |value| trim(&value, str::trim_end)),
        with_one!("startswith", |value, part| {
            let (text, part) = both(&value, &part, "startswith() requires string inputs")?;
            Ok(text.starts_with(part).into())
        }),
        with_one!("endswith", |value, part| {
            let (text, part) = both(&value, &part, "endswith() requires string inputs")?;
            Ok(text.ends_with(part).into())
        }),
        with_one!("ltrimstr", |value, part| {
            let (text, part) = both(&value, &part, "startswith() requires string inputs")?;
            Ok(Value::text(text.strip_prefix(part).unwrap_or(text)))
        }),
        with_one!("rtrimstr", |value, part| {
            let (text, part) = both(&value, &part, "endswith() requires string inputs")?;
            Ok(Value::text(text.strip_suffix(part).unwrap_or(text)))
        }),
        with_one!("split", |value, separator| {
            let why = "split input and separator must be strings";
            let (text, separator) = both(&value, &separator, why)?;
            Ok(split(text, separator))
        }),
        with_one!("join", join),
    ]
}

fn text_of<'a>(value: &'a Value, otherwise: &str) -> Result<&'a str, Error> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(Error::str(otherwise)),
    }
}

fn both<'a>(
    left: &'a Value,
    right: &'a Value,
    otherwise: &str,
) -> Result<(&'a str, &'a str), Error> {
    Ok((text_of(left, otherwise)?, text_of(right, otherwise)?))
}

fn trim(value: &Value, cut: fn(&str) -> &str) -> ValR<Value> {
    match value {
        Value::String(text) => Ok(Value::text(cut(text))),
        _ => Err(Error::str("trim input must be a string")),
    }
}

fn from_json(value: Value) -> ValR<Value> {
    let Value::String(text) = &value else {
        return Err(Error::str(format!(
            "{} only strings can be parsed",
            value.describe()
        )));
    };
    if has_raw_control(text) {
        return Err(Error::str(
            "Invalid string: control characters from U+0000 through U+001F must be escaped",
        ));
    }
    ValueReader::new().read(text).map_err(|error| {
        let text: String = text.chars().take(100).collect();
        Error::str(format!(
            "{} at character {} (while parsing '{text}')",
            error.what,
            error.at + 1
        ))
    })
}

/// Whether a string of a JSON text has a control character that is not escaped. White space between
/// tokens is none.
fn has_raw_control(json: &str) -> bool {
    let (mut is_in_string, mut is_escaped) = (false, false);
    json.bytes().any(|byte| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_in_string,
            b'"' => is_in_string = !is_in_string,
            _ => {}
        }
        is_in_string && byte < 0x20
    })
}

fn to_number(value: Value) -> ValR<Value> {
    let refused = || Error::str(format!("{} cannot be parsed as a number", value.describe()));
    match &value {
        Value::Number(_) => Ok(value),
        Value::String(text) => Number::read(text).map(Value::Number).ok_or_else(refused),
        _ => Err(refused()),
    }
}

fn to_boolean(value: Value) -> ValR<Value> {
    match &value {
        Value::Bool(_) => Ok(value),
        Value::String(text) if &**text == "true" => Ok(true.into()),
        Value::String(text) if &**text == "false" => Ok(false.into()),
        _ => Err(Error::str(format!(
            "{} cannot be parsed as a boolean",
            value.describe()
        ))),
    }
}

fn implode(value: Value) -> ValR<Value> {
    let Value::Array(items) = &value else {
        return Err(Error::str("implode input must be an array"));
    };
    let mut text = String::with_capacity(items.len());
    for item in items.iter() {
        let Value::Number(number) = item else {
            return Err(Error::str(format!(
                "{} can't be imploded, unicode codepoint needs to be numeric",
                item.describe()
            )));
        };
        let code = number.float();
        let character = (code >= 0.0).then(|| char::from_u32(code as u32)).flatten();
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    Ok(Value::from(text))
}

fn join(value: Value, separator: Value) -> ValR<Value> {
    let items = match &value {
        Value::Array(items) => items.iter().collect::<Vec<_>>(),
        Value::Object(fields) => fields.values().collect(),
        _ => {
            return Err(Error::str(format!(
                "Cannot iterate over {}",
                value.describe()
            )));
        }
    };
    if items.is_empty() {
        return Ok(Value::text(""));
    }
    let mut joined = String::new();
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            match &separator {
                Value::String(separator) => joined.push_str(separator),
                Value::Null => {}
                other => return Value::from(joined) + other.clone(),
            }
        }
        match item {
            Value::Null => {}
            Value::String(text) => joined.push_str(text),
            Value::Bool(_) | Value::Number(_) => joined.push_str(&item.to_json()),
            other => return Value::from(joined) + other.clone(),
        }
    }
    Ok(Value::from(joined))
}
