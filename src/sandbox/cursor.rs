//! The ways in which an instance may understand the cursor of a listing.

use std::str::FromStr;

use super::fault_error::FaultError;

/// How a listing understands its cursor, `starting_after`. Written as words with commas between them:
/// `exclusive` or `inclusive`; `existing`, `existing-empty` or `existing-first`; and `spaced`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// A page begins with the record of the cursor, and not after it.
    pub inclusive: bool,
    pub unknown: UnknownCursor,
    /// Only `starting after` is read, with the space that it has in the vendor's table. Otherwise both
    /// names are.
    pub spaced: bool,
}

/// What happens if the cursor is not the id of a record in the listing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnknownCursor {
    /// The page begins where the record would be.
    #[default]
    Taken,
    /// The request is refused: 400, ERR_CURSOR.
    Refused,
    /// The page is empty.
    Empty,
    /// The page is the first one.
    First,
}

impl FromStr for Cursor {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Cursor, FaultError> {
        let mut inclusive = None;
        let mut unknown = None;
        let mut spaced = None;
        for word in text.split(',') {
            let word = word.trim();
            let twice = match word {
                "exclusive" => inclusive.replace(false).is_some(),
                "inclusive" => inclusive.replace(true).is_some(),
                "existing" => unknown.replace(UnknownCursor::Refused).is_some(),
                "existing-empty" => unknown.replace(UnknownCursor::Empty).is_some(),
                "existing-first" => unknown.replace(UnknownCursor::First).is_some(),
                "spaced" => spaced.replace(true).is_some(),
                _ => {
                    return Err(FaultError(format!(
                        "{word:?} is not a cursor mode; the modes are exclusive, inclusive, existing, \
                         existing-empty, existing-first and spaced; example: inclusive,existing"
                    )));
                }
            };
            if twice {
                return Err(FaultError(format!("{word:?} contradicts the word before")));
            }
        }
        Ok(Cursor {
            inclusive: inclusive.unwrap_or_default(),
            unknown: unknown.unwrap_or_default(),
            spaced: spaced.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursor_modes_combine() {
        let cursor = |inclusive, unknown| Cursor {
            inclusive,
            unknown,
            spaced: false,
        };
        assert_eq!("exclusive".parse(), Ok(Cursor::default()));
        assert_eq!("inclusive".parse(), Ok(cursor(true, UnknownCursor::Taken)));
        assert_eq!(
            "existing".parse(),
            Ok(cursor(false, UnknownCursor::Refused))
        );
        assert_eq!(
            "inclusive, existing-empty".parse(),
            Ok(cursor(true, UnknownCursor::Empty))
        );
        assert_eq!(
            "spaced,existing-first".parse(),
            Ok(Cursor {
                spaced: true,
                ..cursor(false, UnknownCursor::First)
            })
        );
        for text in [
            "",
            "both",
            "spaced,spaced",
            "inclusive,exclusive",
            "existing,existing",
            "inclusive,",
        ] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }
}
