//! API keys: where they come from, and how they stay unseen.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};

use super::key_command::{self, Failed, KeyPatience};
use super::{ConfigError, Environment};

/// No key is longer, nor the first line that holds it.
pub(super) const LONGEST_LINE: u64 = 64 * 1024;

/// An API key. `{:?}` does not show it.
#[derive(Debug, Clone)]
pub struct ApiKey(SecretString);

impl ApiKey {
    pub fn new(text: String) -> ApiKey {
        ApiKey(SecretString::from(text))
    }

    /// The key itself, for the header and the profile's file only.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The key for those who keep it; it stays unseen there.
    pub fn secret(&self) -> SecretString {
        self.0.clone()
    }

    /// The last four characters after dots; of a key of less than twelve, dots alone.
    pub fn masked(&self) -> String {
        let characters: Vec<char> = self.expose().chars().collect();
        if characters.len() < 12 {
            return "********".to_owned();
        }
        let tail: String = characters[characters.len() - 4..].iter().collect();
        format!("********{tail}")
    }

    /// Takes the first line of a stream as the key.
    pub fn from_first_line(reader: impl Read, from: &str) -> Result<ApiKey, ConfigError> {
        let mut line = Vec::new();
        // A device without an end is not read to it.
        BufReader::new(reader.take(LONGEST_LINE))
            .read_until(b'\n', &mut line)
            .map_err(|error| unusable(from, error.to_string()))?;
        if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            return Err(unusable(
                from,
                "its first line is longer than 64 KiB".to_owned(),
            ));
        }
        let line = String::from_utf8(line)
            .map_err(|_| unusable(from, "it is not text in UTF-8".to_owned()))?;
        ApiKey::checked(line.trim().to_owned(), from)
    }

    /// Accepts what can stand in a header (RFC 6750, section 2.1, and any other visible ASCII).
    pub fn checked(text: String, from: &str) -> Result<ApiKey, ConfigError> {
        if text.is_empty() {
            return Err(unusable(from, "its first line is empty".to_owned()));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            let why = "it holds characters that cannot stand in a header";
            return Err(unusable(from, why.to_owned()));
        }
        Ok(ApiKey::new(text))
    }

    pub fn from_file(path: &Path) -> Result<ApiKey, ConfigError> {
        let file = std::fs::File::open(path).map_err(|cause| ConfigError::Io {
            doing: "read the API key file",
            path: path.to_owned(),
            cause,
        })?;
        ApiKey::from_first_line(file, &format!("the file {}", path.display()))
    }
}

fn unusable(from: &str, why: String) -> ConfigError {
    ConfigError::Key {
        from: from.to_owned(),
        why,
    }
}

/// Where a profile's key comes from.
#[derive(Debug, Clone)]
pub enum KeySource {
    Stored(ApiKey),
    /// A shell command, run at each use; the first line it prints is the key.
    Command(String),
    /// The name of an environment variable.
    Variable(String),
}

impl KeySource {
    /// Fetches the key of a profile.
    pub fn key(&self, profile: &str, patience: KeyPatience) -> Result<ApiKey, ConfigError> {
        match self {
            KeySource::Stored(key) => ApiKey::checked(key.expose().to_owned(), "the profile"),
            KeySource::Variable(name) => {
                let from = format!("the variable {name}");
                match Environment::variable(name)? {
                    Some(value) => ApiKey::checked(value.trim().to_owned(), &from),
                    None => Err(unusable(&from, "it is not set".to_owned())),
                }
            }
            KeySource::Command(command) => {
                let from = format!("the key command of profile `{profile}`");
                let line =
                    key_command::first_line(command, patience).map_err(|failed| match failed {
                        Failed::Interrupted => ConfigError::Interrupted,
                        Failed::TimeOut => unusable(&from, "it took too long".to_owned()),
                        Failed::Other(why) => unusable(&from, why),
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_shows_its_last_four_characters_at_most() {
        let key = ApiKey::new("ck_live_0123456789abcd".to_owned());
        assert_eq!(key.masked(), "********abcd");
        assert_eq!(ApiKey::new("short".to_owned()).masked(), "********");
        assert!(!format!("{key:?}").contains("0123"));
    }

    #[test]
    fn only_what_fits_a_header_is_a_key() {
        assert!(ApiKey::from_first_line("abc\nrest".as_bytes(), "x").is_ok());
        for bad in ["", "\n", "  \nkey", "a b", "clé", "a\u{7f}"] {
            assert!(
                ApiKey::from_first_line(bad.as_bytes(), "x").is_err(),
                "{bad:?}"
            );
        }
    }
}
