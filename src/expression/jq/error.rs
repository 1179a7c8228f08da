//! Why an expression cannot be used.

use std::fmt;

/// An expression that is wrong, or that asks for what is not available here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// What is wrong, in a sentence without its full stop.
    pub what: String,
    /// Where, counted in characters from 1; none where it is the whole.
    pub position: Option<usize>,
}

impl ExpressionError {
    /// An error at `part` of `source`; the whole where `part` is no part of it.
    pub fn at(source: &str, part: &str, what: impl Into<String>) -> ExpressionError {
        let begin = (part.as_ptr() as usize).checked_sub(source.as_ptr() as usize);
        let before = begin.and_then(|begin| source.get(..begin));
        ExpressionError {
            what: what.into(),
            position: before.map(|before| before.chars().count() + 1),
        }
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(position) => write!(f, "{} (character {position})", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for ExpressionError {}
