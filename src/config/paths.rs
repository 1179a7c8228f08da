//! Where the tool's files are.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::{ConfigError, Environment};

/// The two directories: configuration (profiles) and data (the sandbox's store).
#[derive(Debug, Clone)]
pub struct Paths {
    config_dir: Option<PathBuf>,
    data_dir: Option<PathBuf>,
}

impl Paths {
    pub fn new(environment: &Environment) -> Paths {
        let of_platform = || ProjectDirs::from("", "", "cyxth");
        Paths {
            config_dir: environment
                .config_dir
                .clone()
                .or_else(|| of_platform().map(|dirs| dirs.config_dir().to_owned())),
            data_dir: environment
                .data_dir
                .clone()
                .or_else(|| of_platform().map(|dirs| dirs.data_dir().to_owned())),
        }
    }

    /// The file that holds the profiles.
    pub fn profiles(&self) -> Result<PathBuf, ConfigError> {
        in_dir(self.config_dir.as_deref(), "profiles.toml", "the profiles")
    }

    /// The file that holds the sandbox.
    pub fn sandbox(&self) -> Result<PathBuf, ConfigError> {
        in_dir(self.data_dir.as_deref(), "sandbox.db", "the sandbox")
    }
}

fn in_dir(dir: Option<&Path>, name: &str, what: &'static str) -> Result<PathBuf, ConfigError> {
    dir.map(|dir| dir.join(name))
        .ok_or(ConfigError::NoHome(what))
}
