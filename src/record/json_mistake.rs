//! Mistakes in JSON, told in our words instead of serde's.

use super::mistake::Mistake;
use super::wording::described;

/// Where in `text` serde says that it is wrong.
pub fn error_offset(error: &serde_json::Error, text: &str) -> usize {
    let line = match error.line() {
        0 | 1 => 0,
        n => memchr::memchr_iter(b'\n', text.as_bytes())
            .nth(n - 2)
            .map_or(0, |newline| newline + 1),
    };
    let mut offset = (line + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// serde's error in our words: without serde's position, and with what was found there.
pub fn mistake_of_json(error: &serde_json::Error, text: &str) -> Mistake<usize> {
    let mut offset = error_offset(error, text);
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&position).unwrap_or(&message);
    let expected = match message {
        "expected value" => "a value",
        "expected ident" => "`null`, `true` or `false`",
        "expected `:`" => "`:`",
        "expected `,` or `]`" => "`,` or `]`",
        "expected `,` or `}`" => "`,` or `}`",
        "key must be a string" | "trailing comma" => "a field name in quotes",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            return Mistake::new(offset, "an escape for half a character (a lone surrogate)");
        }
        _ if message.starts_with("duplicate field ") => {
            let field = message.trim_start_matches("duplicate field ");
            return Mistake::new(offset, format!("the field {field} is given twice"));
        }
        _ if message.starts_with("control character") => {
            // serde points at the character or before it, depending on who asks for the string.
            let rest = &text[offset..];
            offset += rest.find(|c| c < ' ').filter(|at| *at <= 4).unwrap_or(0);
            let found = described(&text[offset..]);
            return Mistake::new(offset, format!("{found} inside a string"))
                .hint("a closing `\"` is missing, or the character needs an escape such as \\n");
        }
        _ => return Mistake::new(offset, message.to_owned()),
    };
    unexpected(text, offset, expected)
}

/// The mistake that something else was expected at an offset.
pub fn unexpected(text: &str, offset: usize, expected: &str) -> Mistake<usize> {
    let found = described(&text[offset..]);
    let refusal = Mistake::new(offset, format!("expected {expected}, found {found}"));
    if text[..offset].ends_with("\\\\\"") {
        // A quote in a text, whose backslash was escaped once more.
        return refusal.hint(
            "every backslash is doubled, it seems: psql does that in COPY … TO STDOUT, and not in \
             `psql -At -c \"select row_to_json(t) from t\"`",
        );
    }
    if ["NaN", "Infinity", "-Infinity"]
        .iter()
        .any(|word| text[offset..].starts_with(word))
    {
        return refusal.hint(
            "JSON has no such number: `null` stands for it (in pandas, `to_json` writes that)",
        );
    }
    if text[offset..].starts_with(['\'', '“', '”']) {
        return refusal.hint("JSON wants straight double quotes, \"");
    }
    refusal
}
