//! What caused an error of the HTTP client.

use std::error::Error;
use std::fmt;

/// An error in words, and what caused it. Unlike the errors that it is made from, it can be cloned, and
/// a key in it can be masked.
#[derive(Debug, Clone)]
pub struct ExchangeCause {
    text: String,
    source: Option<Box<ExchangeCause>>,
}

impl ExchangeCause {
    pub(super) fn of(error: &dyn Error) -> ExchangeCause {
        ExchangeCause {
            text: error.to_string(),
            source: error.source().map(|source| Box::new(Self::of(source))),
        }
    }

    /// Changes the text of this cause, and of all causes behind it.
    pub(super) fn change_texts(&mut self, change: &impl Fn(&mut String)) {
        change(&mut self.text);
        if let Some(source) = &mut self.source {
            source.change_texts(change);
        }
    }
}

impl fmt::Display for ExchangeCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for ExchangeCause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
