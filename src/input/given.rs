//! Where the input comes from, before it is opened.

use std::path::{Path, PathBuf};

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
    pub(super) fn identity(&self) -> Option<Identity> {
        match self {
            Given::File(path) if path.as_os_str() != "-" => Identity::of(path),
            #[cfg(unix)]
            Given::File(_) | Given::Stdin => Identity::of_stdin(),
            #[cfg(not(unix))]
            Given::File(_) | Given::Stdin => None,
            Given::Memory { .. } => None,
        }
    }
}

/// What tells a file from all others, under all its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    #[cfg(unix)]
    device_and_inode: (u64, u64),
    #[cfg(not(unix))]
    path: PathBuf,
}

impl Identity {
    #[cfg(unix)]
    pub fn of(path: &Path) -> Option<Identity> {
        std::fs::metadata(path)
            .ok()
            .map(|metadata| Identity::from(&metadata))
    }

    #[cfg(not(unix))]
    pub fn of(path: &Path) -> Option<Identity> {
        let path = path.canonicalize().ok()?;
        Some(Identity { path })
    }

    /// The file behind `cyxth … < FILE`.
    #[cfg(unix)]
    fn of_stdin() -> Option<Identity> {
        use std::os::fd::AsFd;
        let owned = std::io::stdin().as_fd().try_clone_to_owned().ok()?;
        let metadata = std::fs::File::from(owned).metadata().ok()?;
        metadata.is_file().then(|| Identity::from(&metadata))
    }
}

#[cfg(unix)]
impl From<&std::fs::Metadata> for Identity {
    fn from(metadata: &std::fs::Metadata) -> Identity {
        use std::os::unix::fs::MetadataExt;
        Identity {
            device_and_inode: (metadata.dev(), metadata.ino()),
        }
    }
}
