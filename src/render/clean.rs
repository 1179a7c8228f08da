//! Text from the service, made harmless: control characters are shown, not executed.

use std::borrow::Cow;

/// Whether a terminal might obey the character, or show the text around it in another order.
fn is_harmful(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Bidirectional controls (Unicode Standard Annex 9).
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Line and paragraph separator.
        | '\u{2028}' | '\u{2029}')
}

/// Whether there are only characters as everybody knows them, as mostly.
fn is_plain(text: &str) -> bool {
    // Without an early end, so that many bytes are looked at together.
    text.bytes()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

/// Seen by nobody, and so good for passing one id off as another. The joiners U+200C and U+200D
/// stay: scripts and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// For a table's cell or a message: escapes as in Rust or JSON, `\n`, `\u{1b}`.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    if !text.chars().any(|c| is_harmful(c) || is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_harmful(c) || is_invisible(c) {
            clean.extend(c.escape_default());
        } else {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}

/// For JSON on a terminal: the same text to every JSON reader. What is harmful can only stand
/// inside strings there (RFC 8259, section 2), line breaks between tokens aside.
pub fn json_for_terminal(json: &str) -> Cow<'_, str> {
    let harmful = |c: char| is_harmful(c) && c != '\n' && c != '\r' && c != '\t';
    if !json.chars().any(harmful) {
        return Cow::Borrowed(json);
    }
    let mut clean = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if harmful(c) {
            clean.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_shown() {
        assert_eq!(for_terminal("a\u{1b}[31mb\n"), "a\\u{1b}[31mb\\n");
        assert_eq!(for_terminal("\u{202e}x\u{9b}2J"), "\\u{202e}x\\u{9b}2J");
        assert_eq!(for_terminal("a\u{200b}b"), "a\\u{200b}b");
        let family = "👩\u{200d}👧 ü";
        assert_eq!(for_terminal(family), family);
    }

    #[test]
    fn json_means_the_same_afterwards() {
        let json = "{\"id\":\"a\u{9b}b\u{202e}\u{7f}\"}";
        let clean = json_for_terminal(json);
        assert_eq!(clean, r#"{"id":"a\u009bb\u202e\u007f"}"#);
        let before: serde_json::Value = serde_json::from_str(json).unwrap();
        let after: serde_json::Value = serde_json::from_str(&clean).unwrap();
        assert_eq!(before, after);
    }
}
