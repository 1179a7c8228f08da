//! Where in the input something stands.

use serde::{Deserialize, Serialize};

/// A position in the input.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Location {
    /// Index into the names of the input's sources.
    pub source: u32,
    pub point: Point,
}

/// A position within a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub enum Point {
    /// Unknown: there are no positions in flags, nor in what the service sent.
    #[default]
    Unknown,
    /// An argument, by its number, from 1.
    Argument(u64),
    /// Both count from 1, the column in bytes.
    Text { line: u64, column: u64 },
}

impl Location {
    pub fn in_text(source: u32, line: u64, column: u64) -> Location {
        Location {
            source,
            point: Point::Text { line, column },
        }
    }

    /// The line, if the source has lines.
    pub fn line(self) -> Option<u64> {
        match self.point {
            Point::Text { line, .. } => Some(line),
            Point::Unknown | Point::Argument(_) => None,
        }
    }

    /// The line, or the number of an argument.
    pub fn number(self) -> Option<u64> {
        match self.point {
            Point::Argument(number) => Some(number),
            Point::Text { line, .. } => Some(line),
            Point::Unknown => None,
        }
    }

    /// The location this many bytes into a text that begins at this one.
    #[must_use]
    pub fn within(self, text: &str, offset: usize) -> Location {
        let Point::Text { line, column } = self.point else {
            return self;
        };
        if offset == 0 {
            return self;
        }
        let before = &text.as_bytes()[..offset.min(text.len())];
        let (line, column) = match memchr::memrchr(b'\n', before) {
            None => (line, column + before.len() as u64),
            Some(last) => (
                line + memchr::memchr_iter(b'\n', before).count() as u64,
                (before.len() - last) as u64,
            ),
        };
        Location::in_text(self.source, line, column)
    }

    /// `users.json:3:14`, `the arguments, number 3`, or as much of it as is known.
    pub fn show(&self, names: &[String]) -> String {
        let name = usize::try_from(self.source)
            .ok()
            .and_then(|index| names.get(index))
            .map_or("the input", String::as_str);
        match self.point {
            Point::Unknown => name.to_owned(),
            Point::Argument(number) => format!("{name}, number {number}"),
            Point::Text { line, column } => format!("{name}:{line}:{column}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_is_known() {
        let names = ["users.json".to_owned(), "the arguments".to_owned()];
        let text = |line, column| Point::Text { line, column };
        for (source, point, shown) in [
            (0, text(3, 14), "users.json:3:14"),
            (0, Point::Unknown, "users.json"),
            (1, Point::Argument(3), "the arguments, number 3"),
            (9, text(3, 1), "the input:3:1"),
        ] {
            assert_eq!(Location { source, point }.show(&names), shown);
        }
    }
}
