//! Why a document is refused.

use std::io;

use crate::input::InputError;

#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error(transparent)]
    Input(#[from] InputError),
    /// Each with its location; the last line may say that there are more.
    #[error("{}", .0.join("; "))]
    Mistakes(Vec<String>),
    #[error("cannot keep the document: {0}")]
    Kept(#[from] io::Error),
}
