//! Why an expression cannot be used.

use std::fmt;

/// What is wrong with an expression, or not available here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// A sentence without its full stop.
    pub what: String,
    /// Where it is, in characters counted from 1; `None` if it is the whole expression.
    pub position: Option<usize>,
}

impl ExpressionError {
    /// An error at `part` of `source`, or for the whole of it if `part` is not borrowed from it.
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
