//! The text of a source as tokens.

/// Words and signs with their lines; without comments and what is in quotes.
pub fn tokens(text: &str) -> Vec<(String, usize)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(first) = rest.chars().next() {
        let word = rest.len() - rest.trim_start_matches(is_part).len();
        let after_word = &rest[word..];
        let is_raw = matches!(&rest[..word], "r" | "br" | "cr")
            && after_word.trim_start_matches('#').starts_with('"');
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if is_raw {
            let hashes = after_word.len() - after_word.trim_start_matches('#').len();
            let end = format!("\"{}", "#".repeat(hashes));
            let begin = word + hashes + 1;
            rest[begin..]
                .find(&end)
                .map_or(rest.len(), |at| begin + at + end.len())
        } else if first == '"' {
            end_of_quote(rest, '"')
        } else if rest.starts_with("'\\") || (first == '\'' && rest.chars().nth(2) == Some('\'')) {
            end_of_quote(rest, '\'')
        } else if first == '\'' {
            // A lifetime.
            1 + rest[1..].find(|c| !is_part(c)).unwrap_or(rest.len() - 1)
        } else if first.is_whitespace() {
            first.len_utf8()
        } else {
            0
        };
        let length = match skipped {
            0 if word > 0 => word,
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            _ => skipped,
        };
        if skipped == 0 {
            tokens.push((rest[..length].to_owned(), line));
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

fn end_of_quote(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return at + character.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
