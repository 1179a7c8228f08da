//! Where in the input something stands.

/// The column of a record that came as an argument: its line is its number.
pub const NUMBERED: u64 = u64::MAX;

/// A position in the input. Line and column count from 1, the column in bytes.
///
/// Not every position is known in full: a `line` of 0 means that only the source is known, a
/// `column` of 0 that only the line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Location {
    /// Index into the names of the sources, which the input has.
    pub source: u32,
    pub line: u64,
    pub column: u64,
}

/// Where a part of a text was left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hole {
    /// In the text as it is.
    pub offset: usize,
    /// In the input, of what comes after the part.
    pub after: Location,
}

/// Places along a text, in ascending order, without counting its lines anew for each.
pub struct Along<'a> {
    text: &'a str,
    offset: usize,
    place: Location,
}

impl<'a> Along<'a> {
    /// `place` is where the text begins.
    pub fn new(place: Location, text: &'a str) -> Along<'a> {
        Along {
            text,
            offset: 0,
            place,
        }
    }

    /// The place at an offset that is not before the last one.
    pub fn to(&mut self, offset: usize) -> Location {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        self.place = self.place.within(rest, offset.saturating_sub(self.offset));
        self.offset = self.offset.max(offset);
        self.place
    }
}

impl Location {
    /// The place so many bytes into a text that begins at this one.
    #[must_use]
    pub fn within(self, text: &str, offset: usize) -> Location {
        let before = &text.as_bytes()[..offset.min(text.len())];
        match memchr::memrchr(b'\n', before) {
            None => Location {
                column: self.column + before.len() as u64,
                ..self
            },
            Some(last) => Location {
                line: self.line + memchr::memchr_iter(b'\n', before).count() as u64,
                column: (before.len() - last) as u64,
                ..self
            },
        }
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
        match (self.line, self.column) {
            (0, _) => name.to_owned(),
            (number, NUMBERED) => format!("{name}, number {number}"),
            (line, 0) => format!("{name}:{line}"),
            (line, column) => format!("{name}:{line}:{column}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_is_known() {
        let names = ["users.json".to_owned(), "the arguments".to_owned()];
        for (source, line, column, shown) in [
            (0, 3, 14, "users.json:3:14"),
            (0, 3, 0, "users.json:3"),
            (0, 0, 0, "users.json"),
            (1, 3, NUMBERED, "the arguments, number 3"),
            (9, 3, 1, "the input:3:1"),
        ] {
            let place = Location {
                source,
                line,
                column,
            };
            assert_eq!(place.show(&names), shown);
        }
    }

    #[test]
    fn places_around_a_hole() {
        let place = |line, column| Location {
            source: 0,
            line,
            column,
        };
        let hole = Some(Hole {
            offset: 2,
            after: place(9, 5),
        });
        let begin = place(1, 3);
        for (offset, expected) in [
            (0, (1, 3)),
            (1, (1, 4)),
            (2, (9, 5)),
            (3, (9, 6)),
            (4, (10, 1)),
        ] {
            let (line, column) = expected;
            assert_eq!(
                begin.within_around(hole, "[]x\n", offset),
                place(line, column),
                "{offset}"
            );
        }
        assert_eq!(begin.within_around(None, "[]x\n", 4), place(2, 1));
    }

    #[test]
    fn places_along_a_text_are_those_from_its_beginning() {
        let text = "ab\ncdé\n\nf";
        let place = Location {
            source: 1,
            line: 4,
            column: 7,
        };
        let mut along = Along::new(place, text);
        for offset in [0, 1, 1, 4, 8, 9, text.len()] {
            assert_eq!(along.to(offset), place.within(text, offset), "{offset}");
        }
    }
}
