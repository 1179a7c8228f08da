//! An API key, and how it stays unseen.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::error::ConfigError;

/// The longest key, and the longest line that holds one.
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

    /// The key as a secret that others keep; `{:?}` does not show it there either.
    pub fn secret(&self) -> SecretString {
        self.0.clone()
    }

    /// Asterisks and the last four characters; asterisks alone for a key shorter than twelve.
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
        let mut line = Zeroizing::new(Vec::new());
        // Bounded, because a device may never end.
        BufReader::new(reader.take(LONGEST_LINE))
            .read_until(b'\n', &mut line)
            .map_err(|error| unusable(from, error.to_string()))?;
        if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            return Err(unusable(from, "its first line is longer than 64 KiB"));
        }
        let line =
            std::str::from_utf8(&line).map_err(|_| unusable(from, "it is not text in UTF-8"))?;
        ApiKey::checked(line.trim().to_owned(), from)
    }

    /// Accepts what a header may hold (RFC 6750, section 2.1, and any other visible ASCII).
    pub fn checked(text: String, from: &str) -> Result<ApiKey, ConfigError> {
        if text.is_empty() {
            return Err(unusable(from, "its first line is empty"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            let why = "it has characters that a header cannot hold";
            return Err(unusable(from, why));
        }
        Ok(ApiKey::new(text))
    }

    pub fn from_file(path: &Path) -> Result<ApiKey, ConfigError> {
        let file = std::fs::File::open(path)
            .map_err(|error| ConfigError::io("read the API key file", path, error))?;
        ApiKey::from_first_line(file, &format!("the file {}", path.display()))
    }
}

pub(super) fn unusable(from: &str, why: impl Into<String>) -> ConfigError {
    ConfigError::Key {
        from: from.to_owned(),
        why: why.into(),
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
