//! What is wrong with a record, and where.

use super::location::Location;

/// Something that is wrong, and where. Whoever checks a text knows only the offset in it; whoever
/// has read the text turns that into a location of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake<At = Option<Location>> {
    pub at: At,
    pub message: String,
    /// What may help.
    pub hint: Option<String>,
}

impl<At> Mistake<At> {
    pub fn new(at: At, message: impl Into<String>) -> Mistake<At> {
        Mistake {
            at,
            message: message.into(),
            hint: None,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Mistake<At> {
        self.hint = Some(hint.into());
        self
    }

    /// The same mistake, with its position converted.
    pub fn relocated<To>(self, relocate: impl FnOnce(At) -> To) -> Mistake<To> {
        Mistake {
            at: relocate(self.at),
            message: self.message,
            hint: self.hint,
        }
    }
}

impl Mistake<usize> {
    /// The same mistake, seen from a text in which this one's begins at `by`.
    #[must_use]
    pub fn shifted(self, by: usize) -> Mistake<usize> {
        self.relocated(|offset| offset + by)
    }
}

impl Mistake {
    /// The message, after the location if there is one.
    pub fn show(&self, names: &[String]) -> String {
        match self.at {
            Some(location) => format!("{}: {}", location.show(names), self.message),
            None => self.message.clone(),
        }
    }
}
