//! The beginning of an odd answer, for messages.

use super::mask::masked;

/// How much of an odd answer is searched for the key.
const MOST_MASKED: usize = 1 << 20;
/// How much of an odd answer is shown.
const EXCERPT: usize = 160;

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
    fn an_excerpt_is_one_short_harmless_line() {
        let text = excerpt(b"<html>\n\x1b[2J  <b>no</b>").unwrap();
        assert_eq!(text, "<html> \u{fffd}[2J <b>no</b>");
        assert!(excerpt(&[b'x'; 10_000]).unwrap().chars().count() <= EXCERPT + 1);
        assert_eq!(excerpt(b"  "), None);
    }
}
