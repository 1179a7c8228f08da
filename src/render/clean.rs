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

/// Whether all characters are printable ASCII, as is mostly the case.
fn is_plain(text: &str) -> bool {
    // Without an early end, so that many bytes are compared at once.
    text.bytes()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

/// Invisible, and so good for passing one id off as another, or for words that only a program reads
/// (tags): what Unicode calls default ignorable, blank letters, and annotations. The joiners U+200C and
/// U+200D and the selectors of emoji stay: scripts and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
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

/// For JSON on a terminal: the same text to every JSON reader. What is harmful, or seen by nobody, can
/// only stand inside strings there (RFC 8259, section 2), line breaks between tokens aside.
pub fn json_for_terminal(json: &str) -> Cow<'_, str> {
    let harmful =
        |c: char| is_invisible(c) || (is_harmful(c) && c != '\n' && c != '\r' && c != '\t');
    if !json.chars().any(harmful) {
        return Cow::Borrowed(json);
    }
    let mut clean = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if harmful(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                clean.push_str(&format!("\\u{unit:04x}"));
            }
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
        assert_eq!(for_terminal("a\u{e0041}\u{3164}"), "a\\u{e0041}\\u{3164}");
        for seen in [
            "👩\u{200d}👧 ü",
            "☎\u{fe0f}",
            "می\u{200c}خواهم",
            "a\u{301}",
            "ﷺ",
        ] {
            assert_eq!(for_terminal(seen), seen);
        }
    }

    #[test]
    fn json_means_the_same_afterwards() {
        let json = "{\"id\":\"a\u{9b}b\u{202e}\u{7f}\u{e0041}\"}";
        let clean = json_for_terminal(json);
        assert_eq!(clean, r#"{"id":"a\u009bb\u202e\u007f\udb40\udc41"}"#);
        let before: serde_json::Value = serde_json::from_str(json).unwrap();
        let after: serde_json::Value = serde_json::from_str(&clean).unwrap();
        assert_eq!(before, after);
    }
}
