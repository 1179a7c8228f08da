//! The file of profiles during one run.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::error::ConfigError;
use super::profiles::Profiles;

/// The file of profiles, read when something of it is first needed, and not again: everything that a
/// run decides by it rests on one reading.
#[derive(Debug)]
pub struct ProfilesFile {
    path: PathBuf,
    read: OnceLock<Profiles>,
}

impl ProfilesFile {
    pub fn at(path: impl Into<PathBuf>) -> ProfilesFile {
        ProfilesFile {
            path: path.into(),
            read: OnceLock::new(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds, or held when it was first read.
    pub fn read(&self) -> Result<&Profiles, ConfigError> {
        match self.read.get() {
            Some(profiles) => Ok(profiles),
            None => {
                let profiles = Profiles::load(&self.path)?;
                Ok(self.read.get_or_init(|| profiles))
            }
        }
    }
}
