//! Where the tool's files are.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::environment::Environment;
use super::error::ConfigError;
use super::private::{NEW, with_tail};
use crate::record::stable_hash;

/// How the names of restore files begin.
const RECREATION: &str = "recreate-";
/// What SQLite adds to the name of a store for the files beside it; nothing for the store itself.
const STORE_TAILS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

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

    /// The file that holds what is to be put back when users are recreated. Each instance has
    /// its own, so that nothing is put back into another one. Its lock is beside it.
    pub fn recreation(&self, instance: &str) -> Result<PathBuf, ConfigError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        let plain: String = instance
            .chars()
            .map(|c| if is_plain(c) { c } else { '_' })
            .collect();
        let tail = &plain[plain.len().saturating_sub(80)..];
        // The next run has to find the file again.
        let hash = stable_hash(instance);
        let name = format!("{RECREATION}{}-{hash:016x}.jsonl", tail.trim_matches('_'));
        in_dir(self.data_dir.as_deref(), &name, "what is to be put back")
    }

    /// All files that the tool keeps for itself, and what each of them is. Files that exist only
    /// during a write, and those still to come for this instance, are among them.
    pub fn own_files(&self, instance: Option<&str>) -> Vec<(&'static str, PathBuf)> {
        let mut files = Vec::new();
        if let Ok(profiles) = self.profiles() {
            let what = "the file that holds the profiles";
            files.push((what, profiles.with_extension("lock")));
            // It may be a link, and what is beside it is beside the file that the link leads to.
            files.push((what, with_tail(&followed(&profiles), NEW)));
            files.push((what, profiles));
        }
        if let Ok(sandbox) = self.sandbox() {
            let what = "the file that holds the sandbox";
            let store = followed(&sandbox);
            files.extend(STORE_TAILS.map(|tail| (what, with_tail(&store, tail))));
        }
        let to_come = instance.and_then(|instance| self.recreation(instance).ok());
        for file in self.recreations().into_iter().chain(to_come) {
            let what = "the file that holds what is to be put back";
            files.push((what, file.with_extension("lock")));
            files.push((what, with_tail(&file, ".part")));
            files.push((what, file));
        }
        files
    }

    /// The files of what is to be put back, for all instances.
    fn recreations(&self) -> Vec<PathBuf> {
        let entries = self.data_dir.as_deref().map(std::fs::read_dir);
        let Some(Ok(entries)) = entries else {
            return Vec::new();
        };
        let names = entries.filter_map(|entry| Some(entry.ok()?.path()));
        names
            .filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with(RECREATION) && name.ends_with(".jsonl")
            })
            .collect()
    }
}

/// The file that a link leads to.
fn followed(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn in_dir(dir: Option<&Path>, name: &str, what: &'static str) -> Result<PathBuf, ConfigError> {
    dir.map(|dir| dir.join(name))
        .ok_or(ConfigError::NoHome(what))
}
