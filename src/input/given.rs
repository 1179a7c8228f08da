//! Where the input comes from, before it is opened.

use std::path::PathBuf;

use crate::store::Identity;

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

    /// Which file it is, whatever it was called.
    pub fn identity(&self) -> Option<Identity> {
        match self {
            Given::File(path) if path.as_os_str() != "-" => Identity::of(path),
            Given::File(_) | Given::Stdin => Identity::of_stdin(),
            Given::Memory { .. } => None,
        }
    }
}
