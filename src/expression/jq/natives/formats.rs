//! Formats such as `@csv` and `@uri`.

use jaq_core::ValR;
use jaq_core::native::Fun;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::shape::{plain, with_one};
use crate::expression::jq::arithmetic::Error;
use crate::expression::jq::engine::Engine;
use crate::expression::jq::value::Value;

/// What `@uri` encodes.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

pub fn functions() -> Vec<Fun<Engine>> {
    vec![
        plain!("!csv", |value| row(&value, "csv", ",", csv_cell)),
        plain!("!tsv", |value| row(&value, "tsv", "\t", tsv_cell)),
        plain!("!html", |value| Ok(Value::from(html(&value.to_string())))),
        plain!("!uri", |value| {
            let encoded = utf8_percent_encode(&value.to_string(), RESERVED).to_string();
            Ok(Value::from(encoded))
        }),
        plain!("!urid", from_uri),
        plain!("!sh", shell),
        plain!("!base64", |value| Ok(encode(&value, BASE64, 6, 4))),
        plain!("!base64d", from_base64),
        plain!("!base32", |value| Ok(encode(&value, BASE32, 5, 8))),
        plain!("!base32d", from_base32),
        with_one!("!unknown_format", |_, name| {
            Err(Error::str(format!("{name} is not a valid format")))
        }),
    ]
}

fn row(
    value: &Value,
    name: &str,
    between: &str,
    cell: fn(&Value) -> Option<String>,
) -> ValR<Value> {
    let Value::Array(items) = value else {
        return Err(Error::str(format!(
            "{} cannot be {name}-formatted, only array",
            value.describe()
        )));
    };
    let cells = items.iter().map(|item| {
        cell(item)
            .ok_or_else(|| Error::str(format!("{} is not valid in a csv row", item.describe())))
    });
    let cells: Vec<String> = cells.collect::<Result<_, Error>>()?;
    Ok(Value::from(cells.join(between)))
}

/// These formats write `\0` for a NUL.
fn without_nul(text: &str) -> String {
    text.replace('\0', "\\0")
}

fn csv_cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_json()),
        Value::String(text) => Some(format!("\"{}\"", without_nul(&text.replace('"', "\"\"")))),
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn tsv_cell(value: &Value) -> Option<String> {
    let Value::String(text) = value else {
        return csv_cell(value);
    };
    let escaped = text.replace('\\', "\\\\").replace('\t', "\\t");
    Some(without_nul(
        &escaped.replace('\n', "\\n").replace('\r', "\\r"),
    ))
}

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&apos;"),
            '"' => out.push_str("&quot;"),
            '\0' => out.push_str("\\0"),
            other => out.push(other),
        }
    }
    out
}

fn from_uri(value: Value) -> ValR<Value> {
    let text = value.to_string();
    let refused = || Error::str(format!("{} is not a valid uri encoding", value.describe()));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'%' {
            let digits = bytes
                .get(at + 1..at + 3)
                .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
                .and_then(|digits| std::str::from_utf8(digits).ok());
            let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            out.push(code.ok_or_else(refused)?);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8(out)
        .map(Value::from)
        .map_err(|_| refused())
}

fn shell(value: Value) -> ValR<Value> {
    let quoted = |value: &Value| match value {
        Value::String(text) => Ok(format!("'{}'", without_nul(&text.replace('\'', "'\\''")))),
        Value::Array(_) | Value::Object(_) => Err(Error::str(format!(
            "{} can not be escaped for shell",
            value.describe()
        ))),
        other => Ok(other.to_json()),
    };
    match &value {
        Value::Array(items) => {
            let words: Result<Vec<String>, Error> = items.iter().map(quoted).collect();
            Ok(Value::from(words?.join(" ")))
        }
        other => quoted(other).map(Value::from),
    }
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Encodes with `bits` bits in each digit, and fills up with `=` to a multiple of `group` digits.
fn encode(value: &Value, alphabet: &[u8], bits: u32, group: usize) -> Value {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len() * 8 / bits as usize + group);
    let (mut kept, mut count) = (0u32, 0u32);
    for byte in text.bytes() {
        kept = (kept << 8) | u32::from(byte);
        count += 8;
        while count >= bits {
            count -= bits;
            out.push(char::from(
                alphabet[((kept >> count) as usize) & (alphabet.len() - 1)],
            ));
        }
        kept &= (1 << count) - 1;
    }
    if count > 0 {
        let rest = (kept << (bits - count)) as usize;
        out.push(char::from(alphabet[rest & (alphabet.len() - 1)]));
    }
    while !out.len().is_multiple_of(group) {
        out.push('=');
    }
    Value::from(out)
}

fn from_base64(value: Value) -> ValR<Value> {
    let text = value.to_string();
    // The first `=` is the end.
    let digits = text.split('=').next().unwrap_or_default();
    let decodable = decode(digits, BASE64, 6);
    if decodable.is_some() && digits.len() % 4 == 1 {
        let value = Value::text(&text);
        return Err(Error::str(format!(
            "{} trailing base64 byte found",
            value.describe()
        )));
    }
    decoded(decodable, &value, "base64")
}

fn from_base32(value: Value) -> ValR<Value> {
    let text = value.to_string();
    decoded(
        decode(text.trim_end_matches('='), BASE32, 5),
        &value,
        "base32",
    )
}

fn decoded(bytes: Option<Vec<u8>>, value: &Value, name: &str) -> ValR<Value> {
    match bytes {
        Some(bytes) => Ok(Value::from(String::from_utf8_lossy(&bytes).into_owned())),
        None => Err(Error::str(format!(
            "{} is not valid {name} data",
            value.describe()
        ))),
    }
}

fn decode(digits: &str, alphabet: &[u8], bits: u32) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(digits.len());
    let (mut kept, mut count) = (0u32, 0u32);
    for digit in digits.bytes() {
        let value = alphabet.iter().position(|&known| known == digit)?;
        kept = (kept << bits) | value as u32;
        count += bits;
        if count >= 8 {
            count -= 8;
            out.push((kept >> count) as u8);
            kept &= (1 << count) - 1;
        }
    }
    Some(out)
}
