//! Masks the key in what a service says.

use std::borrow::Cow;
use std::ops::Range;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::key_search::{LONGEST_SPELLING, SHORTEST_KEY, SURELY_A_KEY, all_spans, spans};
use super::replaced::{MASK, replaced};
use super::short_key;

/// An answer without the key. Records travel as they are, but a key that a service puts into one
/// does not: `tell` gets each record that held it.
pub(super) fn body_without(key: &str, body: Bytes, mut tell: impl FnMut(&[u8])) -> Bytes {
    let found: Vec<(Range<usize>, Cow<'_, str>)> = match key.len() {
        ..SHORTEST_KEY => Vec::new(),
        SHORTEST_KEY..SURELY_A_KEY => {
            let found = short_key::in_json(&body, key).into_iter();
            found.map(|(part, text)| (part, text.into())).collect()
        }
        _ => {
            let found = spans(&body, key.as_bytes()).into_iter();
            found.map(|part| (part, MASK.into())).collect()
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
                    |part: &Range<usize>| part.start >= start && part.end <= start + record.len();
                let next = found.partition_point(|(part, _)| part.start < start);
                if found.get(next).is_some_and(|(part, _)| is_in(part)) {
                    tell(record);
                }
            }
        }
        Err(_) => tell(&body),
    }
    let parts = found.iter().map(|(part, text)| (part.clone(), &**text));
    Bytes::from(replaced(&body, parts))
}

/// A text that this tool writes, without the key. One so short that it may be there by chance is
/// masked as a word alone, as in records.
pub(super) fn text_without<'a>(key: &str, text: &'a str) -> Cow<'a, str> {
    match key.len() {
        ..SHORTEST_KEY => Cow::Borrowed(text),
        SHORTEST_KEY..SURELY_A_KEY => {
            short_key::without_word(text, key).map_or(Cow::Borrowed(text), Cow::Owned)
        }
        _ => masked(text, key),
    }
}

/// A text without a key that can be nothing else, and without the beginning of one that was cut.
pub fn without_long_key<'a>(key: &str, text: &'a str) -> Cow<'a, str> {
    let Some(beginning) = key.get(..SURELY_A_KEY) else {
        return Cow::Borrowed(text);
    };
    let text = masked(text, key);
    if !text.contains(beginning) {
        return text;
    }
    let mut parts = text.split(beginning);
    let mut without = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let more = key[SURELY_A_KEY..].bytes().zip(part.bytes());
        let mut cut = more.take_while(|(key, byte)| key == byte).count();
        while !part.is_char_boundary(cut) {
            cut -= 1;
        }
        without.push_str(MASK);
        without.push_str(&part[cut..]);
    }
    Cow::Owned(without)
}

/// What a service or a person wrote, without the key: however it is spelled there, and in base64 or
/// as hexadecimal digits too. For what may be anything; a page of records is not searched so
/// thoroughly.
pub(super) fn thoroughly_masked<'a>(text: &'a [u8], key: &str) -> Cow<'a, [u8]> {
    let found = all_spans(text, key);
    match found.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(with_mask(text, &found)),
    }
}

/// The same of an answer to a request that a person wrote.
pub(super) fn thoroughly_masked_body(body: &Bytes, key: &str) -> Bytes {
    match thoroughly_masked(body, key) {
        Cow::Borrowed(_) => body.clone(),
        Cow::Owned(masked) => Bytes::from(masked),
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
    (with_mask(&text[..end], &found), text.len() - end)
}

/// The text without the key, in whatever form it is there.
pub(super) fn masked<'a>(text: &'a str, key: &str) -> Cow<'a, str> {
    match thoroughly_masked(text.as_bytes(), key) {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

fn with_mask(text: &[u8], spans: &[Range<usize>]) -> Vec<u8> {
    replaced(text, spans.iter().map(|span| (span.clone(), MASK)))
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

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
            STANDARD.encode(KEY),
            STANDARD.encode(KEY).replace('+', "-").replace('/', "_"),
            STANDARD.encode(KEY).replace('/', "\\/"),
            STANDARD.encode(format!("user:{KEY}")),
            STANDARD.encode(format!("a{KEY}b")),
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
    fn a_key_at_the_end_of_a_beginning_is_masked_whole() {
        for spelled in [
            KEY.to_owned(),
            all_escaped(&all_escaped(&all_escaped(KEY))),
            STANDARD.encode(KEY),
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
}
