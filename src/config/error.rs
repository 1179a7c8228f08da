//! What can be wrong with the configuration.

use std::io;
use std::path::{Path, PathBuf};

/// What can be wrong with the configuration. All of it ends with exit status 3, except for mistakes
/// on the command line.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("no instance is configured")]
    NothingConfigured,
    #[error("there is no profile `{0}`")]
    UnknownProfile(String),
    /// A profile that a variable names.
    #[error("there is no profile `{name}`, which {by} names")]
    NamedNowhere { name: String, by: &'static str },
    #[error("there is a profile `{0}` already")]
    ProfileExists(String),
    #[error("`{0}` cannot be the name of a profile: {1}")]
    ProfileName(String, &'static str),
    #[error("no API key for {0}")]
    NoKey(String),
    #[error("the key of profile `{profile}` is only sent to its own URL, {own}, not to {other}")]
    ForeignKey {
        profile: String,
        own: String,
        other: String,
    },
    #[error("`{text}` is not the URL of an instance: {why}")]
    Url { text: String, why: String },
    #[error("`{0}` is plain http, and would send the key over the network in the open")]
    PlainHttp(String),
    #[error("the API key from {from} cannot be used: {why}")]
    Key { from: String, why: String },
    #[error("cannot {doing} the keyring of this system: {why}")]
    Keyring { doing: &'static str, why: String },
    #[error("the keyring of this system has no key of profile `{0}` for its URL")]
    NotInKeyring(String),
    #[error("the configuration file {path} is broken: {why}")]
    Broken { path: PathBuf, why: String },
    #[error("cannot {doing} {path}: {source}")]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("{path} is {what}, not a file; it is neither read nor replaced")]
    NotRegular { path: PathBuf, what: &'static str },
    #[error("interrupted while the key command ran")]
    Interrupted,
    #[error("nowhere to keep {0}: the home directory is unknown")]
    NoHome(&'static str),
    #[error("the certificate file {path} cannot be used: {why}")]
    Certificate { path: PathBuf, why: String },
    #[error("the variable {variable} is not the URL of a proxy: {why}")]
    Proxy { variable: &'static str, why: String },
    #[error("the certificate file {path} of {variable} cannot be used: {why}")]
    SystemCertificates {
        variable: &'static str,
        path: PathBuf,
        why: String,
    },
    #[error("the variable {0} is not text in UTF-8")]
    NotText(String),
    #[error("the profile `sandbox` is on this machine: {0} does not go with it")]
    SandboxUrl(&'static str),
}

impl ConfigError {
    pub(super) fn io(doing: &'static str, path: &Path, source: io::Error) -> ConfigError {
        ConfigError::Io {
            doing,
            path: path.to_owned(),
            source,
        }
    }

    pub(super) fn broken(path: &Path, why: impl Into<String>) -> ConfigError {
        ConfigError::Broken {
            path: path.to_owned(),
            why: why.into(),
        }
    }

    /// Whether the mistake is on the command line (exit status 2), and not in the configuration.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            ConfigError::ProfileExists(_) | ConfigError::ProfileName(..)
        )
    }

    /// What to do next, if that is known.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            ConfigError::Proxy { variable, .. } => {
                return Some(format!(
                    "it looks like {variable}=http://HOST:PORT, with USER:PASSWORD@ before the \
                     host where the proxy wants them, and percent codes for odd characters"
                ));
            }
            ConfigError::NotInKeyring(profile) => {
                return Some(format!("`cyxth profile set-key {profile}` stores it there"));
            }
            ConfigError::Keyring { .. } => {
                "is one such as GNOME Keyring or KWallet running in this session, and unlocked? \
                 `--key-command` and `--key-env` do without it"
            }
            ConfigError::NothingConfigured => {
                "add one with `cyxth profile add NAME --app-url URL`, \
                 or try the local instance with `--profile sandbox`"
            }
            ConfigError::UnknownProfile(_) | ConfigError::NamedNowhere { .. } => {
                "`cyxth profile list` shows the profiles there are"
            }
            ConfigError::ProfileExists(_) => "`--replace` changes it",
            ConfigError::NoKey(_) => {
                "set CYXTH_API_KEY, give `--api-key-file FILE`, or store one with \
                 `cyxth profile add NAME --replace --key-stdin`"
            }
            ConfigError::ForeignKey { .. } => {
                "give the key for that URL with `--api-key-file FILE`"
            }
            ConfigError::Url { .. } => {
                "an app URL looks like r4.cyxth.com/app_id or my-app.apps.cyxth.com"
            }
            ConfigError::PlainHttp(_) => {
                "use https; `--allow-http` (CYXTH_ALLOW_HTTP=1) allows it, for a sandbox in the next container"
            }
            ConfigError::Broken { .. } => "mend the file, or move it away",
            ConfigError::NotRegular { .. } => "move it away",
            ConfigError::NoHome(_) => "set CYXTH_CONFIG_DIR and CYXTH_DATA_DIR",
            ConfigError::Certificate { .. } | ConfigError::SystemCertificates { .. } => {
                "a PEM file with one or more certificates is expected"
            }
            ConfigError::SandboxUrl(_) => "leave one of the two out",
            ConfigError::ProfileName(..)
            | ConfigError::Key { .. }
            | ConfigError::Io { .. }
            | ConfigError::Interrupted
            | ConfigError::NotText(_) => return None,
        };
        Some(hint.to_owned())
    }
}
