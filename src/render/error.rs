//! Why something could not be printed, or asked.

use std::io;

/// Why a result could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The reader has gone: the quiet end of `… | head -1`.
    #[error("standard output is closed")]
    Closed,
    #[error("cannot write to standard output: {0}")]
    Io(#[source] io::Error),
    /// An id that would not be read back as itself.
    #[error("the id {id} {why}")]
    Id { id: String, why: &'static str },
    /// An id that would not be shown as it is.
    #[error("the API key is in an id, which is not printed")]
    MaskedId,
    /// A part of a document that is to be written later cannot be kept.
    #[error("cannot keep a part of the document: {0}")]
    Aside(#[source] io::Error),
    /// `--jq` was to take an answer apart.
    #[error("--jq: the answer is not JSON")]
    NoJson,
    #[error(transparent)]
    File(#[from] crate::store::FileError),
    /// `--jq` ended before its time.
    #[error("--jq: {0}")]
    Expression(#[from] crate::expression::EvaluationError),
    #[error("{0}")]
    Prompt(String),
    /// There is a terminal, but an option or variable forbids to ask there.
    #[error("{question} This needs an answer, and {by} forbids to ask; nothing was changed")]
    NotAsked { question: String, by: &'static str },
    /// Ctrl-C, or SIGTERM.
    #[error("interrupted")]
    Interrupted,
}

impl From<io::Error> for RenderError {
    fn from(error: io::Error) -> RenderError {
        match error.kind() {
            io::ErrorKind::BrokenPipe => RenderError::Closed,
            _ => RenderError::Io(error),
        }
    }
}
