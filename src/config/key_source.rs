//! Where the key of a profile comes from.

use std::fmt;

use super::environment::Environment;
use super::error::ConfigError;
use super::key::{ApiKey, unusable};
use super::key_command::{self, KeyCommandError, KeyPatience};
use super::keyring::KeyringEntry;

/// Where a profile's key comes from.
#[derive(Debug, Clone)]
pub enum KeySource {
    Stored(ApiKey),
    /// A shell command, run at each use; the first line it prints is the key.
    Command(String),
    /// The name of an environment variable.
    Variable(String),
    Keyring(KeyringEntry),
}

impl KeySource {
    /// Fetches the key of a profile.
    pub fn fetch(&self, profile: &str, patience: KeyPatience) -> Result<ApiKey, ConfigError> {
        match self {
            KeySource::Stored(key) => ApiKey::checked(key.expose().to_owned(), "the profile"),
            KeySource::Variable(name) => {
                let from = format!("the variable {name}");
                match Environment::read_variable(name)? {
                    Some(value) => ApiKey::checked(value.trim().to_owned(), &from),
                    None => Err(unusable(&from, "it is not set")),
                }
            }
            KeySource::Keyring(entry) => entry.fetch(patience),
            KeySource::Command(command) => {
                let from = format!("the key command of profile `{profile}`");
                let line =
                    key_command::first_line(command, patience).map_err(|error| match error {
                        KeyCommandError::Interrupted => ConfigError::Interrupted,
                        KeyCommandError::Other(why) => unusable(&from, why),
                    })?;
                ApiKey::from_first_line(line.as_slice(), &from)
            }
        }
    }
}

impl fmt::Display for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeySource::Stored(_) => f.write_str("stored"),
            // The command may hold a secret of its own: it is named, not printed.
            KeySource::Command(_) => f.write_str("command"),
            KeySource::Variable(name) => write!(f, "variable {name}"),
            KeySource::Keyring(_) => f.write_str("keyring"),
        }
    }
}
