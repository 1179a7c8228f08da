//! CSV as it is written (RFC 4180), so that every text is read back as itself.
//!
//! Not done by the `csv` crate, which puts all cells into quotes or as few as it can: an empty text
//! needs quotes here, and no value at all must not have them.

use super::error::RenderError;
use super::out::Out;

/// Adds a row. A cell is a text, which may be empty, or has no value.
pub(super) fn push_row<'a>(cells: impl IntoIterator<Item = Option<&'a str>>, to: &mut Vec<u8>) {
    let begin = to.len();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            to.push(b',');
        }
        if let Some(text) = cell {
            push_text(text, to);
        }
    }
    if to.len() == begin {
        // An empty line would not be read as a row.
        to.extend_from_slice(b"\"\"");
    }
    to.push(b'\n');
}

fn push_text(text: &str, to: &mut Vec<u8>) {
    let needs_quotes = text.is_empty() || text.contains([',', '"', '\n', '\r']);
    if !needs_quotes {
        to.extend_from_slice(text.as_bytes());
        return;
    }
    to.push(b'"');
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            to.extend_from_slice(b"\"\"");
        }
        to.extend_from_slice(part.as_bytes());
    }
    to.push(b'"');
}

/// A small CSV, written at once; an empty cell has no value.
pub fn csv(header: &[&str], rows: &[Vec<String>], out: &mut Out) -> Result<(), RenderError> {
    let mut bytes = Vec::new();
    push_row(header.iter().map(|&name| Some(name)), &mut bytes);
    for row in rows {
        let cells = row.iter().map(String::as_str);
        push_row(
            cells.map(|text| (!text.is_empty()).then_some(text)),
            &mut bytes,
        );
    }
    out.bytes(&bytes)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_has_them() {
        let mut bytes = Vec::new();
        push_row([Some("a b"), None, Some(""), Some("c,d")], &mut bytes);
        push_row(
            [Some("\"e\""), Some("f\ng"), Some("h\r"), Some("'")],
            &mut bytes,
        );
        push_row([None], &mut bytes);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "a b,,\"\",\"c,d\"\n\"\"\"e\"\"\",\"f\ng\",\"h\r\",'\n\"\"\n"
        );
    }
}
