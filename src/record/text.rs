//! Texts of records, made fit for a path, a line or a message.

use std::borrow::Cow;

/// Whether an id can be part of a path. An id with an empty segment, `.` or `..` between slashes or
/// backslashes cannot: URL parsers fold such segments away, even as `%2e%2e`, and so do proxies that
/// decode `%2F` on the way. The request would then reach another collection, and remove users of
/// the instance instead of members of a channel.
pub fn fits_in_path(id: &str) -> bool {
    let mut segments = id.split(['/', '\\']);
    segments.all(|segment| !matches!(segment, "" | "." | ".."))
}

/// The JSON text on one line: one that has several loses the white space between its tokens.
pub fn one_line(json: &str) -> Cow<'_, str> {
    match memchr::memchr2(b'\n', b'\r', json.as_bytes()) {
        Some(_) => Cow::Owned(compact(json)),
        None => Cow::Borrowed(json),
    }
}

/// The JSON text without white space between its tokens.
pub fn compact(json: &str) -> String {
    let mut line = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        if in_string {
            line.push(c);
            match (escaped, c) {
                (true, _) => escaped = false,
                (false, '\\') => escaped = true,
                (false, '"') => in_string = false,
                _ => {}
            }
        } else if !matches!(c, ' ' | '\n' | '\r' | '\t') {
            in_string = c == '"';
            line.push(c);
        }
    }
    line
}

/// A text of at most `most` characters; a longer one is cut and ends with an ellipsis.
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let kept: String = text.chars().take(most.saturating_sub(1)).collect();
            Cow::Owned(kept + "…")
        }
    }
}

/// The offset in `text` of a part that was borrowed from it.
pub fn offset_in(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_fit_in_a_path() {
        for id in [
            "a", "a/b", "a\\b", "...", "a/...", ".a/b..", "a%2F..", "a b", "ü",
        ] {
            assert!(fits_in_path(id), "{id}");
        }
        for id in [
            "", ".", "..", "/", "\\", "/a", "a/", "a//b", "x/..", "../x", "x/./y", "x/../..",
            "x\\..", "..\\x", "x\\", "x/\\y", "a\\../b",
        ] {
            assert!(!fits_in_path(id), "{id}");
        }
    }

    #[test]
    fn one_line_keeps_strings() {
        let json = "{\n  \"a b\" : \"x \\\" y\",\r\n \"n\": 1.10 }";
        assert_eq!(one_line(json), r#"{"a b":"x \" y","n":1.10}"#);
    }
}
