//! How messages quote and describe texts from outside.

use std::fmt::Write;

/// Text from outside, made fit for a message: printable and on one line.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\'' | '\\' => out.push(c),
            _ => out.extend(c.escape_debug()),
        }
    }
    out
}

/// The same between backquotes, cut if it is long.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out = String::from("`");
    let head: String = text.chars().take(LONGEST).collect();
    out.push_str(&clean(&head));
    if head.len() < text.len() {
        out.push('…');
    }
    out.push('`');
    out
}

/// What a text begins with: a kind of JSON value, or its first character.
pub fn described(text: &str) -> String {
    let Some(first) = text.chars().next() else {
        return "the end".to_owned();
    };
    let word = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    match (first, word) {
        ('"', _) => "a string".to_owned(),
        ('{', _) => "an object".to_owned(),
        ('[', _) => "an array".to_owned(),
        ('-' | '0'..='9', _) => "a number".to_owned(),
        (_, "null" | "true" | "false") => format!("`{word}`"),
        ('\n' | '\r', _) => "a line break".to_owned(),
        ('\0'..='\x1f' | '\u{80}'.., _) => {
            let mut out = String::new();
            // Writing into a string cannot fail.
            let _ = write!(
                out,
                "`{}` (U+{:04X})",
                first.escape_debug(),
                u32::from(first)
            );
            out
        }
        _ => format!("`{first}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_stay_on_one_printable_line() {
        assert_eq!(
            clean("a\nb\u{202e}\"\\\u{1b}[1m"),
            "a\\nb\\u{202e}\"\\\\u{1b}[1m"
        );
        assert_eq!(quoted(&"x".repeat(41)), format!("`{}…`", "x".repeat(40)));
        assert_eq!(quoted("é"), "`é`");
    }

    #[test]
    fn beginnings_have_names() {
        for (text, name) in [
            ("", "the end"),
            ("\"a\"", "a string"),
            ("{}", "an object"),
            ("[]", "an array"),
            ("-1", "a number"),
            ("null,", "`null`"),
            ("nullable", "`n`"),
            ("}", "`}`"),
            ("\r\n", "a line break"),
            ("\t", "`\\t` (U+0009)"),
            ("“id”", "`“` (U+201C)"),
        ] {
            assert_eq!(described(text), name, "{text:?}");
        }
    }
}
