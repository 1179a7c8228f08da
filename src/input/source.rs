//! Where the input comes from, before it is opened.

use std::path::PathBuf;

use crate::store::Identity;

/// Where the input comes from.
#[derive(Debug, Clone)]
pub enum InputSource {
    File(PathBuf),
    Stdin,
    /// Arguments and flags. Messages name the number of an argument, and no position in a flag.
    Memory {
        name: String,
        bytes: Vec<u8>,
    },
}

impl InputSource {
    /// Ids that are arguments, as a JSON array so that any text can be an id. The format must be
    /// `Auto` or `Json`.
    pub fn arguments<S: AsRef<str>>(ids: &[S]) -> InputSource {
        let ids: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
        InputSource::Memory {
            name: "the arguments".to_owned(),
            // Text can always be written as JSON.
            bytes: serde_json::to_vec(&ids).unwrap_or_default(),
        }
    }

    pub(super) fn is_stdin(&self) -> bool {
        match self {
            InputSource::Stdin => true,
            InputSource::File(path) => path.as_os_str() == "-",
            InputSource::Memory { .. } => false,
        }
    }

    /// Which file it is, whatever name it was given by.
    pub fn identity(&self) -> Option<Identity> {
        match self {
            InputSource::File(path) if path.as_os_str() != "-" => Identity::of(path),
            InputSource::File(_) | InputSource::Stdin => Identity::of_stdin(),
            InputSource::Memory { .. } => None,
        }
    }
}
