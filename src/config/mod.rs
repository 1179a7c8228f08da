//! Where instances and keys are written down: profiles, keys, paths and the environment.
//!
//! This is the only place that reads environment variables.

mod certificate;
mod environment;
mod key;
mod key_command;
mod paths;
mod private;
mod profiles;
mod proxy;
mod target;
mod url;

pub use certificate::{certificates, check_system_file};
pub use environment::Environment;
pub use key::{ApiKey, KeySource};
pub use key_command::KeyPatience;
pub use paths::Paths;
pub use private::{check_regular, try_lock};
pub use profiles::{Profile, Profiles, SANDBOX, check_name};
pub use target::{Decider, KeyFrom, Place, Settled, SettledPlace, TargetOptions, resolve, settle};
pub use url::{ApiUrl, AppUrl, without_user};

use std::io;
use std::path::PathBuf;

/// What can be wrong with the configuration. All of it ends with exit status 3, but for the
/// variants that stand for wrong words on the command line.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("no instance is configured")]
    NothingConfigured,
    #[error("there is no profile `{0}`")]
    UnknownProfile(String),
    #[error("there is a profile `{0}` already")]
    ProfileExists(String),
    #[error("`{0}` is no name for a profile: {1}")]
    ProfileName(String, &'static str),
    #[error("no API key for {0}")]
    NoKey(String),
    #[error("the key of profile `{profile}` is only sent to its own URL, {own}, not to {other}")]
    ForeignKey {
        profile: String,
        own: String,
        other: String,
    },
    #[error("`{text}` is no URL of an instance: {why}")]
    Url { text: String, why: String },
    #[error("the API key from {from} cannot be used: {why}")]
    Key { from: String, why: String },
    #[error("the configuration file {path} is broken: {why}")]
    Broken { path: PathBuf, why: String },
    #[error("cannot {doing} {path}: {cause}")]
    Io {
        doing: &'static str,
        path: PathBuf,
        cause: io::Error,
    },
    #[error("{path} is {what}, not a file; it is neither read nor replaced")]
    NotRegular { path: PathBuf, what: &'static str },
    #[error("interrupted while the key command ran")]
    Interrupted,
    #[error("no place for {0}: the home directory is unknown")]
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
    NoText(String),
    #[error("the profile `sandbox` is on this machine: {0} does not go with it")]
    SandboxUrl(&'static str),
}

impl ConfigError {
    /// Whether the words of the command line are at fault (exit status 2), not the configuration.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            ConfigError::ProfileExists(_) | ConfigError::ProfileName(..)
        )
    }

    /// What to do next, where that is known.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            ConfigError::NothingConfigured => {
                "add one with `cyxth profile add NAME --app-url URL`, \
                 or try the local instance with `--profile sandbox`"
                    .to_owned()
            }
            ConfigError::UnknownProfile(_) => {
                "`cyxth profile list` shows the profiles there are".to_owned()
            }
            ConfigError::ProfileExists(_) => "`--replace` changes it".to_owned(),
            ConfigError::NoKey(_) => {
                "set CYXTH_API_KEY, give `--api-key-file FILE`, or store one with \
                 `cyxth profile add NAME --replace --key-stdin`"
                    .to_owned()
            }
            ConfigError::ForeignKey { .. } => {
                "give the key for that URL with `--api-key-file FILE`".to_owned()
            }
            ConfigError::Url { .. } => {
                "an app URL looks like r4.cyxth.com/app_id or my-app.apps.cyxth.com; \
                 plain http is for this machine alone"
                    .to_owned()
            }
            ConfigError::Broken { .. } => "mend the file, or move it away".to_owned(),
            ConfigError::NotRegular { .. } => "move it away".to_owned(),
            ConfigError::NoHome(_) => "set CYXTH_CONFIG_DIR and CYXTH_DATA_DIR".to_owned(),
            ConfigError::Proxy { variable, .. } => format!(
                "it looks like {variable}=http://HOST:PORT, with USER:PASSWORD@ before the host \
                 where the proxy wants them, and percent codes for odd characters"
            ),
            ConfigError::Certificate { .. } | ConfigError::SystemCertificates { .. } => {
                "a PEM file with one or more certificates is expected".to_owned()
            }
            ConfigError::SandboxUrl(_) => "leave one of the two out".to_owned(),
            ConfigError::ProfileName(..)
            | ConfigError::Key { .. }
            | ConfigError::Io { .. }
            | ConfigError::Interrupted
            | ConfigError::NoText(_) => return None,
        })
    }
}
