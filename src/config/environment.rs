//! The environment, read once.

#![allow(clippy::disallowed_methods, reason = "the one place that reads it")]

use std::env::{self, VarError};
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

use super::error::ConfigError;
use super::key::ApiKey;
use super::proxy::{self, Proxy};

/// The variables that name a proxy for https; the first that is set decides.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The variables that the tool knows. An empty variable counts as unset.
#[derive(Debug, Default)]
pub struct Environment {
    pub profile: Option<String>,
    pub app_url: Option<String>,
    pub api_url: Option<String>,
    pub api_key: Option<ApiKey>,
    pub output: Option<String>,
    pub mode_scale: Option<String>,
    pub ca_cert: Option<PathBuf>,
    /// `CYXTH_ALLOW_HTTP`, as it is written.
    pub allow_http: Option<String>,
    pub config_dir: Option<PathBuf>,
    pub data_dir: Option<PathBuf>,
    /// The variable that forbids questions: `CYXTH_NO_INPUT`, or `CI` as build servers set it.
    pub no_input: Option<&'static str>,
    /// `NO_COLOR` is set to anything (no-color.org).
    pub no_color: bool,
    /// The first variable for a proxy that is set, and its name.
    proxy: Option<(&'static str, SecretString)>,
    no_proxy: Option<String>,
    /// `SSL_CERT_FILE`. It is checked even if `SSL_CERT_DIR` is set: otherwise nothing would say
    /// why its certificates are not trusted.
    pub ssl_cert_file: Option<PathBuf>,
    /// The first variable that is not text in UTF-8, although it should be.
    not_text: Option<&'static str>,
}

impl Environment {
    pub fn read() -> Environment {
        let mut not_text = None;
        let mut text = |name: &'static str| {
            text(name).unwrap_or_else(|_| {
                not_text.get_or_insert(name);
                None
            })
        };
        let proxy = PROXIES
            .into_iter()
            .find_map(|name| Some((name, SecretString::from(text(name)?))));
        Environment {
            proxy,
            no_proxy: text("NO_PROXY").or_else(|| text("no_proxy")),
            ssl_cert_file: path("SSL_CERT_FILE"),
            profile: text("CYXTH_PROFILE"),
            app_url: text("CYXTH_APP_URL"),
            api_url: text("CYXTH_API_URL"),
            api_key: text("CYXTH_API_KEY").map(ApiKey::new),
            output: text("CYXTH_OUTPUT"),
            mode_scale: text("CYXTH_MODE_SCALE"),
            ca_cert: path("CYXTH_CA_CERT"),
            allow_http: text("CYXTH_ALLOW_HTTP"),
            config_dir: path("CYXTH_CONFIG_DIR"),
            data_dir: path("CYXTH_DATA_DIR"),
            no_color: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            no_input: ["CYXTH_NO_INPUT", "CI"]
                .into_iter()
                .find(|name| is_on(name)),
            not_text,
        }
    }

    /// A variable that cannot be read must not count as unset: the command would go to a different
    /// instance from the one that was meant.
    pub fn check(&self) -> Result<(), ConfigError> {
        match self.not_text {
            Some(name) => Err(ConfigError::NotText(name.to_owned())),
            None => Ok(()),
        }
    }

    /// Whether a variable that says yes or no says yes. It has to say so clearly.
    pub fn allows_http(&self) -> bool {
        let value = self.allow_http.as_deref().unwrap_or_default();
        ["1", "true", "yes"].contains(&value.to_ascii_lowercase().as_str())
    }

    /// The proxy for https that the variables name. A value that is not a proxy's URL is an error:
    /// if it counted as unset, requests would not go the way that was meant.
    pub fn proxy(&self) -> Result<Option<Proxy>, ConfigError> {
        let Some((variable, value)) = &self.proxy else {
            return Ok(None);
        };
        Ok(Some(Proxy {
            variable,
            url: proxy::parse(variable, value.expose_secret())?,
            except: self.no_proxy.clone().unwrap_or_default(),
        }))
    }

    /// The value of the variable that a profile takes its key from.
    pub fn read_variable(name: &str) -> Result<Option<String>, ConfigError> {
        text(name)
    }
}

fn text(name: &str) -> Result<Option<String>, ConfigError> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(ConfigError::NotText(name.to_owned())),
    }
}

/// Whether a variable is set to anything but a no.
fn is_on(name: &str) -> bool {
    let off = ["", "0", "false", "no", "off"];
    env::var_os(name).is_some_and(|value| !off.iter().any(|off| value.eq_ignore_ascii_case(off)))
}

fn path(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
