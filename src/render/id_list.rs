//! Plain ids, one a line, as far as they are read back as themselves.

use crate::api::MASK;
use crate::record::Id;

use super::clean::for_terminal;
use super::error::RenderError;
use super::out::Out;

/// Writes the id of a record; a record without one is left out.
pub fn id_line(record: &str, is_terminal: bool, out: &mut Out) -> Result<(), RenderError> {
    let Ok(Id { id }) = serde_json::from_str(record) else {
        return Ok(());
    };
    if id.contains(MASK) {
        return Err(RenderError::MaskedId);
    }
    if let Some(why) = not_read_back(&id) {
        return Err(RenderError::Id {
            id: format!("{id:?}"),
            why,
        });
    }
    match is_terminal {
        true => out.line(&for_terminal(&id)),
        false => out.line(&id),
    }
}

/// Why this id would not be read back from a line of plain ids; `None` if it would.
fn not_read_back(id: &str) -> Option<&'static str> {
    if id.contains(['\n', '\r']) {
        return Some("holds a line break, and would become two");
    }
    match id.trim_ascii_start().chars().next() {
        None => Some("is white space alone, and would be an empty line"),
        Some('\u{feff}') => Some("begins with a byte order mark, and would be read without it"),
        Some('"' | '[' | '{') => Some("begins like JSON, and would be read as such"),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_a_line_cannot_hold() {
        for id in [
            "a\nb",
            "\r",
            "\"admin\"",
            "[a",
            "{",
            " \"a\"",
            "\u{feff}a",
            " ",
            "",
        ] {
            assert!(not_read_back(id).is_some(), "{id:?}");
        }
        for id in ["a", "a b", "a\"", "auth0|1", "é", "-"] {
            assert!(not_read_back(id).is_none(), "{id:?}");
        }
    }
}
