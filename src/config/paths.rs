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

    /// The file that holds what is to be put back when users are created anew. Each instance has
    /// its own, so that nothing is put back into another one. Beside it stands its lock.
    pub fn recreation(&self, instance: &str) -> Result<PathBuf, ConfigError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        let plain: String = instance
            .chars()
            .map(|c| if is_plain(c) { c } else { '_' })
            .collect();
        let tail = &plain[plain.len().saturating_sub(80)..];
        let hash = fnv(instance);
        let name = format!("recreate-{}-{hash:016x}.jsonl", tail.trim_matches('_'));
        in_dir(self.data_dir.as_deref(), &name, "what is to be put back")
    }
}

/// FNV-1a, 64 bits: the next run has to find the file again.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn in_dir(dir: Option<&Path>, name: &str, what: &'static str) -> Result<PathBuf, ConfigError> {
    dir.map(|dir| dir.join(name))
        .ok_or(ConfigError::NoHome(what))
}
