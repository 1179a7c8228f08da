//! Why a document is refused, a listing breaks off, or there is no plan.

use std::io;

use crate::api::ApiError;
use crate::input::InputError;

use super::mistake::ReportedMistake;

/// Why a document is refused.
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

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error(transparent)]
    Document(#[from] DocumentError),
    #[error("{0}")]
    Api(ApiError),
    #[error("cannot keep the plan: {0}")]
    File(#[from] io::Error),
    /// See [`ListingError::Unordered`].
    #[error("the service does not list in ascending order of ids")]
    Unordered,
    /// There is no telling who would lose a membership there.
    #[error(
        "the members of the channel `{0}` cannot be read: its id cannot stand in a path; nobody \
         is deleted, because memberships in it would be lost"
    )]
    Unreachable(String),
    /// What the service has is more than a document can say.
    #[error("what would have to be put back cannot be: {0}; nobody is deleted")]
    NoWayBack(String),
}

/// Why a listing ends before its end.
#[derive(Debug, thiserror::Error)]
pub enum ListingError {
    #[error("{0}")]
    Api(#[from] ApiError),
    /// The members of a channel cannot be read.
    #[error("{error}")]
    Members { channel: String, error: ApiError },
    /// The file for sorting cannot be written.
    #[error("{0}")]
    File(#[from] io::Error),
    /// It is not in ascending order. Beginning again with [`super::actual::Sorting::Always`] helps.
    #[error("the service does not list in ascending order of ids")]
    Unordered,
}

impl From<ListingError> for PlanError {
    fn from(error: ListingError) -> PlanError {
        match error {
            ListingError::Api(error) | ListingError::Members { error, .. } => PlanError::Api(error),
            ListingError::File(error) => PlanError::File(error),
            ListingError::Unordered => PlanError::Unordered,
        }
    }
}
