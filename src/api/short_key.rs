//! Keys so short that they may stand in records by chance, as a part of other words. They are masked
//! only where they are words of their own.
//!
//! `team-7` is masked in `the key is team-7` and as a whole text, and stays in `team-71`. Names of fields
//! that the API knows stay, or the answer could no longer be read.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::record::{KnownField, json_string};

use super::replaced::MASK;

/// The field of an answer to a change.
const STATUS: &str = "status";

/// Where the texts of a JSON answer are that hold the key, in order, and what takes their place.
pub(super) fn in_json(body: &[u8], key: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let may_be_there = Finder::new(key).find(body).is_some() || body.contains(&b'\\');
    let Some(json) = std::str::from_utf8(body).ok().filter(|_| may_be_there) else {
        return found;
    };
    let mut from = 0;
    while let Some(start) = memchr::memchr(b'"', &body[from..]).map(|at| from + at) {
        let Some(end) = end_of_text(body, start) else {
            break;
        };
        let literal = &json[start..end];
        from = end;
        if literal.len() < key.len() + 2 {
            continue;
        }
        let Ok(text) = serde_json::from_str::<String>(literal) else {
            continue;
        };
        let is_name = json[end..].trim_ascii_start().starts_with(':');
        if is_name && (KnownField::of(&text).is_some() || text == STATUS) {
            continue;
        }
        if let Some(masked) = without_word(&text, key) {
            found.push((start..end, json_string(&masked)));
        }
    }
    found
}

/// Where the text that begins here ends, behind its quotation mark.
fn end_of_text(body: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', body.get(at..)?)?;
        match body[at] {
            b'"' => return Some(at + 1),
            _ => at += 2,
        }
    }
}

/// A text with the key masked where it is a word of its own; none where it is not there.
pub(super) fn without_word(text: &str, key: &str) -> Option<String> {
    if KnownField::of(key).is_some() || key == STATUS {
        return None;
    }
    let mut masked = String::new();
    let mut from = 0;
    for (start, word) in text.match_indices(key) {
        let end = start + word.len();
        if start < from || !is_edge_before(&text[..start]) || !is_edge_behind(&text[end..]) {
            continue;
        }
        masked.push_str(&text[from..start]);
        masked.push_str(MASK);
        from = end;
    }
    if from == 0 {
        return None;
    }
    masked.push_str(&text[from..]);
    Some(masked)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

fn is_edge_behind(text: &str) -> bool {
    !text.starts_with(is_of_word)
}

fn is_edge_before(text: &str) -> bool {
    // The letter of an escape in JSON is not part of a word.
    let is_escape = ["\\n", "\\r", "\\t", "\\b", "\\f"]
        .iter()
        .any(|escape| text.ends_with(escape));
    is_escape || !text.ends_with(is_of_word)
}

#[cfg(test)]
mod tests {
    use super::super::replaced::replaced;
    use super::*;

    #[test]
    fn a_key_is_masked_as_a_word_alone() {
        for (text, masked) in [
            ("abcd", Some("********")),
            ("the key is abcd.", Some("the key is ********.")),
            ("abcd abcd", Some("******** ********")),
            (
                "https://x.example/?key=abcd&x",
                Some("https://x.example/?key=********&x"),
            ),
            ("\\nabcd", Some("\\n********")),
            ("abcde", None),
            ("xabcd", None),
            ("abcd-e", None),
            ("über_abcd", None),
            ("éabcd", None),
            ("", None),
        ] {
            assert_eq!(without_word(text, "abcd").as_deref(), masked, "{text}");
        }
        // One that overlaps itself.
        assert_eq!(
            without_word("aaaa aa", "aa").as_deref(),
            Some("aaaa ********")
        );
    }

    #[test]
    fn texts_of_json_are_masked_and_known_names_are_not() {
        let masked = |json: &str, key: &str| {
            let found = in_json(json.as_bytes(), key);
            let parts = found.iter().map(|(part, text)| (part.clone(), &**text));
            String::from_utf8(replaced(json.as_bytes(), parts)).unwrap()
        };
        for (json, key, expected) in [
            (r#"[{"id":"name","name":"n"}]"#, "name", None),
            (
                r#"[{"id":"a","k1k1":"x k1k1"}]"#,
                "k1k1",
                Some(r#"[{"id":"a","********":"x ********"}]"#),
            ),
            (r#"[{"id":"a","n":1234}]"#, "1234", None),
            (
                r#"{"a":"k\u0031k1\n"}"#,
                "k1k1",
                Some(r#"{"a":"********\n"}"#),
            ),
            (
                r#"{"a":"\"k1k1\"","b" : "\\"}"#,
                "k1k1",
                Some(r#"{"a":"\"********\"","b" : "\\"}"#),
            ),
            (r#"{"a":"k1k1"#, "k1k1", None),
        ] {
            assert_eq!(masked(json, key), expected.unwrap_or(json));
        }
    }
}
