//! What is wrong with the input, a line for each mistake, and what may help.

use std::fmt::Write;
use std::io;

use super::spool::is_not_kept;
use crate::record::Location;

/// The input cannot be read or is not what was expected.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.joined())]
// Boxed, because every record passes through a `Result` with this in it.
pub struct InputError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    mistakes: Vec<Mistake>,
    /// The item that is wrong has been passed over, and the next one can be read.
    goes_on: bool,
}

/// One thing that is wrong.
#[derive(Debug)]
pub struct Mistake {
    /// Begins with the place.
    pub line: String,
    /// What may help.
    pub hint: Option<String>,
}

impl Inner {
    fn joined(&self) -> String {
        let lines: Vec<&str> = self.mistakes.iter().map(|one| one.line.as_str()).collect();
        lines.join("; ")
    }
}

impl InputError {
    /// Something about the input as a whole, or about a source that has no positions yet.
    pub(super) fn whole(line: impl Into<String>) -> InputError {
        InputError(Box::new(Inner {
            mistakes: vec![Mistake {
                line: line.into(),
                hint: None,
            }],
            goes_on: false,
        }))
    }

    pub(super) fn at(place: Location, names: &[String], message: &str) -> InputError {
        InputError::whole(format!("{}: {message}", place.show(names)))
    }

    /// The same id a second time.
    pub(super) fn twice(
        id: &str,
        place: Location,
        first: Location,
        names: &[String],
    ) -> InputError {
        let message = format!(
            "the id {} is given twice; the first is at {}",
            quoted(id),
            first.show(names)
        );
        InputError::at(place, names, &message)
    }

    /// Several errors as one, whose last mistake may say that there are more.
    pub(super) fn several(errors: Vec<InputError>, are_more: bool) -> InputError {
        let mut mistakes: Vec<Mistake> =
            errors.into_iter().flat_map(|one| one.0.mistakes).collect();
        if are_more {
            mistakes.push(Mistake {
                line: "and more".to_owned(),
                hint: None,
            });
        }
        InputError(Box::new(Inner {
            mistakes,
            goes_on: false,
        }))
    }

    /// Everything that is wrong, each once.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.0.mistakes
    }

    #[must_use]
    pub(super) fn with_hint(mut self, hint: Option<String>) -> InputError {
        if let Some(last) = self.0.mistakes.last_mut() {
            last.hint = hint;
        }
        self
    }

    /// Says that reading can go on behind what is wrong.
    #[must_use]
    pub(super) fn passed_over(mut self) -> InputError {
        self.0.goes_on = true;
        self
    }

    pub(super) fn goes_on(&self) -> bool {
        self.0.goes_on
    }

    /// What may help, each way once.
    pub fn hint(&self) -> Option<String> {
        let mut hints: Vec<&str> = Vec::new();
        for hint in self.0.mistakes.iter().filter_map(|one| one.hint.as_deref()) {
            if !hints.contains(&hint) {
                hints.push(hint);
            }
        }
        (!hints.is_empty()).then(|| hints.join("; "))
    }
}

/// Why a piece of text is refused. The text's owner turns the offset into a place.
#[derive(Debug, PartialEq)]
pub(super) struct Refusal {
    pub offset: usize,
    pub message: String,
    pub hint: Option<String>,
}

impl Refusal {
    pub fn new(offset: usize, message: impl Into<String>) -> Refusal {
        Refusal {
            offset,
            message: message.into(),
            hint: None,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Refusal {
        self.hint = Some(hint.into());
        self
    }

    /// The same refusal, seen from a text in which this one begins at `by`.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Refusal {
        self.offset += by;
        self
    }
}

/// The system's error in a few words of our own where it is a common one.
pub(super) fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        _ if is_not_kept(error) => error.to_string(),
        _ => format!("cannot be read: {}", clean(&error.to_string())),
    }
}

/// Text from outside as it may stand in a message: printable and on one line.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\'' | '\\' => out.push(c),
            _ => out.extend(c.escape_debug()),
        }
    }
    out
}

/// The same between backquotes, cut when it is long.
pub(super) fn quoted(text: &str) -> String {
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

/// What stands at the beginning of a text, in JSON's terms where it has one.
pub(super) fn described(text: &str) -> String {
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
