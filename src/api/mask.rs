//! Text of answers, made fit to be shown: short, harmless, and without the key.

use std::borrow::Cow;

use bytes::Bytes;
use percent_encoding::utf8_percent_encode;
use serde_json::value::RawValue;

use super::error::{ApiError, Problem};
use super::request::ENCODED;

const MASK: &str = "********";
/// How much of an odd answer is searched for the key.
const MOST_MASKED: usize = 1 << 20;
/// How much of an odd answer is shown.
const EXCERPT: usize = 160;
/// Keys from this length on are no part of a record by chance.
const SURELY_A_KEY: usize = 16;

/// An answer without the key. Records travel as they are, but a key that a service puts into one
/// does not.
pub(super) fn body_without(key: &str, body: Bytes) -> Bytes {
    if key.len() < SURELY_A_KEY || memchr::memmem::find(&body, key.as_bytes()).is_none() {
        return body;
    }
    let text = String::from_utf8_lossy(&body);
    Bytes::from(text.replace(key, MASK))
}

/// Shorter keys are no secrets, and would be found in every other word.
const SHORTEST_KEY: usize = 4;

/// The error without the key, which a service may echo.
pub(super) fn error_without(key: &str, mut error: ApiError) -> ApiError {
    let mask = |text: &mut String| {
        if let Cow::Owned(masked) = masked(text, key) {
            *text = masked;
        }
    };
    match &mut error.problem {
        Problem::Status {
            object, excerpt, ..
        } => {
            for text in [&mut object.kind, &mut object.code, &mut object.message]
                .into_iter()
                .flatten()
            {
                mask(text);
            }
            if let Some(excerpt) = excerpt {
                mask(excerpt);
            }
            if let Some(data) = &object.data
                && let Cow::Owned(text) = masked(data.get(), key)
            {
                object.data = RawValue::from_string(text).ok();
            }
        }
        Problem::Redirect { target, .. } => mask(target),
        Problem::BadAnswer { why, excerpt, .. } => {
            mask(why);
            if let Some(excerpt) = excerpt {
                mask(excerpt);
            }
        }
        Problem::Network { why, .. } => mask(why),
        _ => {}
    }
    error
}

/// The text without the key, as it is or as it stands in a JSON string.
pub(super) fn masked<'a>(text: &'a str, key: &str) -> Cow<'a, str> {
    if key.len() < SHORTEST_KEY {
        return Cow::Borrowed(text);
    }
    let in_json = key.replace('\\', r"\\").replace('"', r#"\""#);
    // As in the target of a redirect.
    let in_url = utf8_percent_encode(key, ENCODED).to_string();
    // Some encoders escape the slashes of a key in Base64.
    let with_slashes = in_json.replace('/', r"\/");
    let mut text = Cow::Borrowed(text);
    for form in [&with_slashes, &in_json, &in_url, key] {
        if text.contains(form) {
            text = Cow::Owned(text.replace(form, MASK));
        }
    }
    text
}

/// The beginning of a text on one line, without anything that a terminal would obey.
fn excerpt(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(EXCERPT * 4)]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let clean: String = words
        .join(" ")
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    let mut short: String = clean.chars().take(EXCERPT).collect();
    if short.len() < clean.len() || body.len() > EXCERPT * 4 {
        short.push('…');
    }
    (!short.is_empty()).then_some(short)
}

/// The beginning of an answer. The key is masked before the answer is cut, or a part of it could
/// be left.
pub(super) fn excerpt_without(key: &str, body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(MOST_MASKED)]);
    excerpt(masked(&text, key).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_masked_as_it_is_and_in_json() {
        let key = r#"a/b"c\d+e="#;
        let json = serde_json::to_string(key).unwrap();
        for text in [key, &json, &json.replace('/', r"\/")] {
            let masked = masked(text, key);
            assert_eq!(masked.trim_matches('"'), "********", "{text}");
        }
        assert!(matches!(masked("a/b", key), Cow::Borrowed(_)));
    }

    #[test]
    fn an_excerpt_is_one_short_harmless_line() {
        let text = excerpt(b"<html>\n\x1b[2J  <b>no</b>").unwrap();
        assert_eq!(text, "<html> \u{fffd}[2J <b>no</b>");
        assert!(excerpt(&[b'x'; 10_000]).unwrap().chars().count() <= EXCERPT + 1);
        assert_eq!(excerpt(b"  "), None);
    }
}
