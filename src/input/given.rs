//! Where the input comes from, before it is opened.

use std::path::PathBuf;

/// Where the input comes from.
#[derive(Debug, Clone)]
pub enum Given {
    File(PathBuf),
    Stdin,
    /// Arguments and flags. Positions in them are not told, but ids have numbers.
    Memory {
        name: String,
        bytes: Vec<u8>,
    },
}

impl Given {
    /// Ids given as arguments, as a JSON array so that any text can be one. Read it as
    /// [`Format::Auto`] or [`Format::Json`].
    pub fn arguments<S: AsRef<str>>(ids: &[S]) -> Given {
        let ids: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
        Given::Memory {
            name: "the arguments".to_owned(),
            // Text can always be written as JSON.
            bytes: serde_json::to_vec(&ids).unwrap_or_default(),
        }
    }

    /// The place of a file, whatever it was called.
    pub(super) fn file(&self) -> Option<PathBuf> {
        match self {
            Given::File(path) => path.canonicalize().ok(),
            Given::Stdin | Given::Memory { .. } => None,
        }
    }
}
