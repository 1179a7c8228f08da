//! Where in the input something stands.

use serde::{Deserialize, Serialize};

/// A position in the input.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Location {
    /// Index into the names of the sources, which the input has.
    pub source: u32,
    pub point: Point,
}

/// A position within a source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub enum Point {
    /// Somewhere in it: flags have no positions, and neither has what the service sent.
    #[default]
    Unknown,
    /// An argument, by its number. They count from 1.
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

    /// The line, where lines mean anything.
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

    /// The location so many bytes into a text that begins at this one.
    #[must_use]
    pub fn within(self, text: &str, offset: usize) -> Location {
        let Point::Text { line, column } = self.point else {
            return self;
        };
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

    /// The same in a text out of which a part may have been left.
    #[must_use]
    pub fn within_around(self, hole: Option<Hole>, text: &str, offset: usize) -> Location {
        match hole {
            Some(hole) if offset >= hole.offset => {
                let rest = text.get(hole.offset..).unwrap_or_default();
                hole.after.within(rest, offset - hole.offset)
            }
            _ => self.within(text, offset),
        }
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

/// Where a part of a text was left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hole {
    /// In the text as it is.
    pub offset: usize,
    /// In the input, of what comes after the part.
    pub after: Location,
}

/// Locations along a text, in ascending order, without counting its lines anew for each.
pub struct Along<'a> {
    text: &'a str,
    offset: usize,
    location: Location,
}

impl<'a> Along<'a> {
    /// `begin` is where the text begins.
    pub fn new(begin: Location, text: &'a str) -> Along<'a> {
        Along {
            text,
            offset: 0,
            location: begin,
        }
    }

    /// The location at an offset that is not before the last one.
    pub fn to(&mut self, offset: usize) -> Location {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        self.location = self
            .location
            .within(rest, offset.saturating_sub(self.offset));
        self.offset = self.offset.max(offset);
        self.location
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

    #[test]
    fn locations_around_a_hole() {
        let location = |line, column| Location::in_text(0, line, column);
        let hole = Some(Hole {
            offset: 2,
            after: location(9, 5),
        });
        let begin = location(1, 3);
        for (offset, line, column) in [(0, 1, 3), (1, 1, 4), (2, 9, 5), (3, 9, 6), (4, 10, 1)] {
            let found = begin.within_around(hole, "[]x\n", offset);
            assert_eq!(found, location(line, column), "{offset}");
        }
        assert_eq!(begin.within_around(None, "[]x\n", 4), location(2, 1));
    }

    #[test]
    fn locations_along_a_text_are_those_from_its_beginning() {
        let text = "ab\ncdé\n\nf";
        let begin = Location::in_text(1, 4, 7);
        let mut along = Along::new(begin, text);
        for offset in [0, 1, 1, 4, 8, 9, text.len()] {
            assert_eq!(along.to(offset), begin.within(text, offset), "{offset}");
        }
    }
}
