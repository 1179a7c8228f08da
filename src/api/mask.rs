//! The key in what a service says: found however it is spelled, and masked.
//!
//! Encoders may write a character of the key as itself, as an escape of JSON (`\/`, `\u002B`), as
//! a percent code, or as an entity of HTML. What is compared is what a reader would decode.

use std::borrow::Cow;
use std::ops::Range;

use bytes::Bytes;
use memchr::memmem::Finder;
use serde_json::value::RawValue;

use super::base64;
use super::error::{ApiError, Problem};
use super::short_key::{self, Replacement};
use super::spelling;

/// What stands in the place of a key.
pub const MASK: &str = "********";
/// How much of an odd answer is searched for the key.
const MOST_MASKED: usize = 1 << 20;
/// How much of an odd answer is shown.
const EXCERPT: usize = 160;
/// Keys of this length or more do not occur in records by chance. Shorter ones are masked there as
/// words of their own.
const SURELY_A_KEY: usize = 16;
/// Escapes of escapes make a key at most so many times as long: three times `\u005c`.
const LONGEST_SPELLING: usize = 216;
/// Shorter keys are not secret, and would be found in every other word.
const SHORTEST_KEY: usize = 4;

/// An answer without the key. Records travel as they are, but a key that a service puts into one
/// does not: `tell` gets each record that held it.
pub(super) fn body_without(key: &str, body: Bytes, mut tell: impl FnMut(&[u8])) -> Bytes {
    let found: Vec<Replacement> = match key.len() {
        ..SHORTEST_KEY => Vec::new(),
        SHORTEST_KEY..SURELY_A_KEY => short_key::in_json(&body, key, MASK),
        _ => {
            let spans = spans(&body, key.as_bytes()).into_iter();
            let masked = |Range { start, end }| Replacement {
                start,
                end,
                text: MASK.to_owned(),
            };
            spans.map(masked).collect()
        }
    };
    if found.is_empty() {
        return body;
    }
    match serde_json::from_slice::<Vec<&RawValue>>(&body) {
        Ok(records) => {
            for record in records {
                let record = record.get().as_bytes();
                let start = record.as_ptr() as usize - body.as_ptr() as usize;
                let is_in =
                    |one: &Replacement| one.start >= start && one.end <= start + record.len();
                let next = found.partition_point(|one| one.start < start);
                if found.get(next).is_some_and(is_in) {
                    tell(record);
                }
            }
        }
        Err(_) => tell(&body),
    }
    let mut out = Vec::with_capacity(body.len());
    let mut from = 0;
    for one in found {
        out.extend_from_slice(&body[from..one.start]);
        out.extend_from_slice(one.text.as_bytes());
        from = one.end;
    }
    out.extend_from_slice(&body[from..]);
    Bytes::from(out)
}

/// The error without the key, which a service may echo.
pub(super) fn error_without(key: &str, mut error: ApiError) -> ApiError {
    let mask = |text: &mut String| {
        if let Cow::Owned(masked) = masked(text, key) {
            *text = masked;
        }
    };
    mask(&mut error.url);
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
        Problem::Network { why, source, .. } | Problem::Setup { why, source } => {
            mask(why);
            if let Some(source) = source {
                source.change_texts(&mask);
            }
        }
        _ => {}
    }
    error
}

/// A text that this tool writes, without the key. One so short that it may be there by chance is
/// masked as a word alone, as in records.
pub(super) fn text_without<'a>(key: &str, text: &'a str) -> Cow<'a, str> {
    match key.len() {
        ..SHORTEST_KEY => Cow::Borrowed(text),
        SHORTEST_KEY..SURELY_A_KEY => {
            short_key::without_word(text, key, MASK).map_or(Cow::Borrowed(text), Cow::Owned)
        }
        _ => masked(text, key),
    }
}

/// What a service or a person wrote, without the key: however it is spelled there, and in base64 or
/// as hexadecimal digits too. For what may be anything; a page of records is not searched so
/// thoroughly.
pub(super) fn thoroughly_masked<'a>(text: &'a [u8], key: &str) -> Cow<'a, [u8]> {
    let found = all_spans(text, key);
    match found.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(replaced(text, &found)),
    }
}

/// The beginning of a text without the key, and how many bytes are left out behind it. A key that
/// reaches over the end of the beginning is masked whole.
pub(super) fn beginning_without(key: &str, text: &[u8], most: usize) -> (Vec<u8>, usize) {
    let mut end = text.len().min(most);
    // No character is cut either.
    while end < text.len() && end + 3 > most && text[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    let looked_at = end.saturating_add(key.len() * LONGEST_SPELLING);
    let mut found = all_spans(&text[..text.len().min(looked_at)], key);
    found.retain(|span| span.start < end);
    if let Some(last) = found.last() {
        end = end.max(last.end);
    }
    (replaced(&text[..end], &found), text.len() - end)
}

/// Where the key stands in a text, in whatever form, in order and without overlaps.
fn all_spans(text: &[u8], key: &str) -> Vec<Range<usize>> {
    if key.len() < SHORTEST_KEY {
        return Vec::new();
    }
    let mut found = spans(text, key.as_bytes());
    if key.len() >= SURELY_A_KEY {
        let hexadecimal: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
        let mut forms = vec![hexadecimal.to_uppercase(), hexadecimal];
        for form in base64::inside(key.as_bytes()) {
            let for_urls = form.replace('+', "-").replace('/', "_");
            if for_urls != form {
                forms.push(for_urls);
            }
            forms.push(form);
        }
        for form in forms {
            found.extend(spans(text, form.as_bytes()));
        }
        join(&mut found);
    }
    found
}

/// The text without the key, in whatever form it is there.
pub(super) fn masked<'a>(text: &'a str, key: &str) -> Cow<'a, str> {
    match thoroughly_masked(text.as_bytes(), key) {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// Where the key stands in a text, in order and without overlaps.
fn spans(text: &[u8], key: &[u8]) -> Vec<Range<usize>> {
    let finder = Finder::new(key);
    let mut found: Vec<Range<usize>> = finder
        .find_iter(text)
        .map(|at| at..at + key.len())
        .collect();
    spelling::find(text, &finder, &mut found);
    join(&mut found);
    found
}

/// Puts ranges in order, and makes one of those that overlap.
fn join(found: &mut Vec<Range<usize>>) {
    found.sort_unstable_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, range| {
        let overlaps = next.start < range.end;
        if overlaps {
            range.end = range.end.max(next.end);
        }
        overlaps
    });
}

fn replaced(text: &[u8], spans: &[Range<usize>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        out.extend_from_slice(&text[from..span.start]);
        out.extend_from_slice(MASK.as_bytes());
        from = span.end;
    }
    out.extend_from_slice(&text[from..]);
    out
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
    use std::error::Error;

    use http::Method;

    use super::super::cause::ExchangeCause;
    use super::super::try_failure::Stage;
    use super::*;

    const KEY: &str = "Qm9v+2/4ZkxyzABCDk9ab7p3==";

    fn all_escaped(text: &str) -> String {
        text.chars()
            .map(|c| format!("\\u{:04x}", u32::from(c)))
            .collect()
    }

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
    fn a_key_is_masked_however_it_is_spelled() {
        for spelled in [
            KEY.to_owned(),
            KEY.replace('/', r"\/"),
            KEY.replace('+', r"\u002B").replace('=', r"\u003d"),
            all_escaped(KEY),
            all_escaped(KEY).to_uppercase().replace("\\U", "\\u"),
            KEY.replace('+', "%2B")
                .replace('/', "%2f")
                .replace('=', "%3D"),
            KEY.replace('+', "&#43;").replace('=', "&#x3d;"),
            // JSON inside a text of JSON.
            KEY.replace('/', r"\\\/"),
            all_escaped(&all_escaped(KEY)),
        ] {
            let text = format!(r#"{{"x":"\n{spelled}\u00e9","y\"":1}}"#);
            let masked = masked(&text, KEY);
            assert_eq!(masked, r#"{"x":"\n********\u00e9","y\"":1}"#, "{text}");
        }
    }

    #[test]
    fn a_key_is_masked_in_base64_and_hexadecimal() {
        let hexadecimal: String = KEY.bytes().map(|byte| format!("{byte:02x}")).collect();
        for text in [
            KEY.to_owned(),
            hexadecimal.to_uppercase(),
            hexadecimal,
            base64::encoded(KEY.as_bytes()),
            base64::encoded(KEY.as_bytes())
                .replace('+', "-")
                .replace('/', "_"),
            base64::encoded(KEY.as_bytes()).replace('/', "\\/"),
            base64::encoded(format!("user:{KEY}").as_bytes()),
            base64::encoded(format!("a{KEY}b").as_bytes()),
        ] {
            let text = format!("{{\"x\":\"{text}\"}}");
            let masked = masked(&text, KEY);
            assert!(masked.contains(MASK), "{masked}");
            assert!(masked.len() < 40, "{masked}");
        }
    }

    #[test]
    fn what_only_resembles_a_key_stays() {
        for text in [
            // The backslash is a character of its own.
            format!(r#"["{}"]"#, KEY.replace('+', r"\\u002B\\")),
            // Not in one text.
            format!(r#"["{}","{}"]"#, &KEY[..9], &KEY[9..]),
            r#"["\u12", "\", "%zz%", "&#;&#99999999;&;"]"#.to_owned(),
        ] {
            assert!(matches!(masked(&text, KEY), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn records_that_are_changed_are_told_of() {
        let with_key = |spelled: &str| format!(r#"{{"id":"b","t":"{spelled}{spelled}"}}"#);
        for spelled in [KEY, &KEY.replace('/', r"\/")] {
            let body = format!(r#"[{{"id":"a"}}, {}, {{"id":"c"}}]"#, with_key(spelled));
            let mut told = Vec::new();
            let masked = body_without(KEY, Bytes::from(body), |record| {
                told.push(String::from_utf8(record.to_vec()).unwrap());
            });
            assert_eq!(
                masked,
                r#"[{"id":"a"}, {"id":"b","t":"****************"}, {"id":"c"}]"#
            );
            assert_eq!(told, [with_key(spelled)]);
        }
    }

    #[test]
    fn an_excerpt_is_one_short_harmless_line() {
        let text = excerpt(b"<html>\n\x1b[2J  <b>no</b>").unwrap();
        assert_eq!(text, "<html> \u{fffd}[2J <b>no</b>");
        assert!(excerpt(&[b'x'; 10_000]).unwrap().chars().count() <= EXCERPT + 1);
        assert_eq!(excerpt(b"  "), None);
    }

    #[test]
    fn a_key_at_the_end_of_a_beginning_is_masked_whole() {
        for spelled in [
            KEY.to_owned(),
            all_escaped(&all_escaped(&all_escaped(KEY))),
            base64::encoded(KEY.as_bytes()),
        ] {
            let text = format!("ü{spelled}{}", "-".repeat(500));
            let ends = (0..8).chain((8..spelled.len() + 4).step_by(499));
            for most in ends {
                let (beginning, left_out) = beginning_without(KEY, text.as_bytes(), most);
                let beginning = String::from_utf8(beginning).unwrap();
                let (shown, gone) = match most {
                    0 | 1 => ("", 0),
                    2 => ("ü", 2),
                    _ => ("ü********", 2 + spelled.len()),
                };
                assert!(beginning.starts_with(shown), "{most}: {beginning}");
                let rest = beginning[shown.len()..].trim_matches(['-', '=']);
                // A digit of base64 that is not the key's alone.
                assert!(rest.len() <= 1, "{most}: {beginning}");
                assert!(left_out <= text.len() - gone + 2, "{most}: {left_out}");
            }
        }
    }

    #[test]
    fn a_key_is_masked_in_all_causes_of_an_error() {
        let inner = std::io::Error::other(format!("inner {KEY}"));
        let error = ApiError {
            method: Method::GET,
            url: "https://x.example".to_owned(),
            problem: Problem::Network {
                stage: Stage::Closed,
                why: format!("outer {KEY}"),
                source: Some(ExchangeCause::of(
                    anyhow::Error::from(inner).context(KEY).as_ref(),
                )),
            },
            unknown: false,
        };
        let masked = error_without(KEY, error);
        let cause = masked.source().unwrap();
        assert_eq!(masked.to_string(), "GET https://x.example: outer ********");
        assert_eq!(cause.to_string(), MASK);
        assert_eq!(cause.source().unwrap().to_string(), "inner ********");
    }
}
