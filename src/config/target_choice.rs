//! Which instance was chosen, and what chose it, before any key is fetched.

use std::fmt;
use std::path::PathBuf;

use super::error::ConfigError;
use super::key::ApiKey;
use super::key_command::KeyPatience;
use super::key_source::KeySource;
use super::pace::Concurrency;
use super::profiles::SANDBOX;
use super::url::ApiUrl;

/// What decided: an option, a variable, or a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decider {
    Option(&'static str),
    Variable(&'static str),
    /// The profile that is the default, or that CYXTH_PROFILE or --profile names.
    Profile(String),
}

impl fmt::Display for Decider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decider::Option(name) | Decider::Variable(name) => f.write_str(name),
            Decider::Profile(name) => write!(f, "profile `{name}`"),
        }
    }
}

/// Where the key will be fetched from.
#[derive(Debug, Clone)]
pub enum KeyOrigin {
    File(PathBuf),
    Variable(ApiKey),
    Profile {
        name: String,
        source: Option<KeySource>,
    },
}

impl KeyOrigin {
    pub fn decider(&self) -> Decider {
        match self {
            KeyOrigin::File(_) => Decider::Option("--api-key-file"),
            KeyOrigin::Variable(_) => Decider::Variable("CYXTH_API_KEY"),
            KeyOrigin::Profile { name, .. } => Decider::Profile(name.clone()),
        }
    }

    pub(super) fn fetch(&self, patience: KeyPatience) -> Result<ApiKey, ConfigError> {
        match self {
            KeyOrigin::File(file) => ApiKey::from_file(file),
            KeyOrigin::Variable(key) => {
                ApiKey::checked(key.expose().trim().to_owned(), "CYXTH_API_KEY")
            }
            KeyOrigin::Profile {
                name,
                source: Some(source),
            } => source.fetch(name, patience),
            KeyOrigin::Profile { name, source: None } => {
                Err(ConfigError::NoKey(format!("profile `{name}`")))
            }
        }
    }
}

#[derive(Debug, Clone, Default)]
pub enum EndpointChoice {
    #[default]
    Sandbox,
    Remote {
        api_url: ApiUrl,
        url_from: Decider,
        /// The app URL that was given as well and loses to the API URL.
        url_over: Option<&'static str>,
        key_from: KeyOrigin,
    },
}

/// A profile's settings for requests to its own URL.
#[derive(Debug, Clone, Default)]
pub struct HeldSettings {
    /// A further root certificate.
    pub ca_cert: Option<PathBuf>,
    pub concurrency: Option<Concurrency>,
    /// Requests a second at most.
    pub rate: Option<f64>,
}

/// The instance that was chosen, and what decided it.
#[derive(Debug, Clone, Default)]
pub struct TargetChoice {
    /// The profile that decided, or took part in it.
    pub profile: Option<String>,
    /// The option or variable that named that profile; `None` for the default profile.
    pub profile_from: Option<Decider>,
    pub endpoint: EndpointChoice,
    /// What the profile holds for requests to its own URL.
    pub held: HeldSettings,
    /// What was ignored, for `--verbose`.
    pub notes: Vec<String>,
    /// A warning that others can read stored keys, or change where they go; only where profiles or a
    /// file with a key were read.
    pub exposed: Option<String>,
}

impl TargetChoice {
    /// The profile, if it alone decides.
    pub fn sole_profile(&self) -> Option<&str> {
        let name = self.profile.as_deref()?;
        let is_it = |decider: &Decider| *decider == Decider::Profile(name.to_owned());
        match &self.endpoint {
            EndpointChoice::Sandbox => Some(name),
            EndpointChoice::Remote {
                url_from, key_from, ..
            } => (is_it(url_from) && is_it(&key_from.decider())).then_some(name),
        }
    }

    /// Where the next command goes, and why: `profile `a` (h.example), which CYXTH_PROFILE names`.
    pub fn explain(&self) -> String {
        let named = match &self.profile_from {
            Some(decider) => format!(", which {decider} names"),
            None => ", the default".to_owned(),
        };
        let EndpointChoice::Remote {
            api_url,
            url_from,
            url_over,
            key_from,
        } = &self.endpoint
        else {
            return format!("profile `{SANDBOX}`, on this machine{named}");
        };
        if let Some(name) = self.sole_profile() {
            let from = match url_over {
                Some(loser) => {
                    format!("the api_url of profile `{name}`, which wins over its {loser}")
                }
                None => format!("profile `{name}`"),
            };
            return format!("{api_url} ({from}){named}");
        }
        let over = match url_over {
            Some(loser) => format!(", which wins over {loser}"),
            None => String::new(),
        };
        let key_from = key_from.decider();
        let with_key = match *url_from == key_from {
            true => String::new(),
            false => format!(" with the key of {key_from}"),
        };
        format!("{api_url} ({url_from}{over}){with_key}")
    }
}
