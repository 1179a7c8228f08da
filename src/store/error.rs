//! What can be wrong with a file that is to be written.

use std::io;
use std::path::{Path, PathBuf};

/// A file that cannot, or must not, be written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// What was asked for cannot be what was meant.
    #[error("{what}")]
    Refused {
        what: String,
        hint: Option<&'static str>,
    },
    #[error("cannot write {}: {cause}", path.display())]
    Failed {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
}

impl FileError {
    pub(super) fn refused(what: String) -> FileError {
        FileError::Refused { what, hint: None }
    }

    pub(super) fn failed(path: &Path, cause: io::Error) -> FileError {
        FileError::Failed {
            path: path.to_owned(),
            cause,
        }
    }
}
