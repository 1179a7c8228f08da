//! The environment, read once.

#![allow(clippy::disallowed_methods, reason = "the one place that reads it")]

use std::env;
use std::path::PathBuf;

use super::ApiKey;

/// The variables that the tool knows. An empty variable counts as unset.
#[derive(Debug, Default)]
pub struct Environment {
    pub profile: Option<String>,
    pub app_url: Option<String>,
    pub api_url: Option<String>,
    pub api_key: Option<ApiKey>,
    pub output: Option<String>,
    pub ca_cert: Option<PathBuf>,
    pub config_dir: Option<PathBuf>,
    pub data_dir: Option<PathBuf>,
    /// `NO_COLOR` is set to anything (no-color.org).
    pub no_color: bool,
}

impl Environment {
    pub fn read() -> Environment {
        Environment {
            profile: text("CYXTH_PROFILE"),
            app_url: text("CYXTH_APP_URL"),
            api_url: text("CYXTH_API_URL"),
            api_key: text("CYXTH_API_KEY").map(ApiKey::new),
            output: text("CYXTH_OUTPUT"),
            ca_cert: path("CYXTH_CA_CERT"),
            config_dir: path("CYXTH_CONFIG_DIR"),
            data_dir: path("CYXTH_DATA_DIR"),
            no_color: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        }
    }

    /// The value of the variable that a profile names as its key's place.
    pub fn variable(name: &str) -> Option<String> {
        text(name)
    }
}

fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn path(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
