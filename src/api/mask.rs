//! Text of answers, made fit to be shown: short, harmless, and without the key.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::error::{ApiError, Problem};

/// How much of an odd answer is searched for the key.
const MOST_MASKED: usize = 1 << 20;
/// How much of an odd answer is shown.
const EXCERPT: usize = 160;
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
    // Some encoders escape the slashes of a key in Base64.
    let with_slashes = in_json.replace('/', r"\/");
    let mut text = Cow::Borrowed(text);
    for form in [with_slashes.as_str(), in_json.as_str(), key] {
        if text.contains(form) {
            text = Cow::Owned(text.replace(form, "********"));
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
