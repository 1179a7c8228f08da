//! Why a document is refused.

use std::io;

use crate::input::InputError;

use super::mistake::ReportedMistake;

#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error(transparent)]
    Input(#[from] InputError),
    /// Each with its location; the last line may say that there are more.
    #[error("{}", joined(.0))]
    Mistakes(Vec<ReportedMistake>),
    /// Documents are sorted, the larger ones in temporary files.
    #[error(
        "the document cannot be kept in a temporary file in {directory}, to be compared in order: {0}",
        directory = std::env::temp_dir().display()
    )]
    Kept(#[from] io::Error),
}

fn joined(mistakes: &[ReportedMistake]) -> String {
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
