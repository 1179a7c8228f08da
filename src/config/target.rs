//! Which instance a command talks to, and with which key.
//!
//! Order: option, environment, profile. The exception: a profile named on the command line
//! settles URL and key together, so that a variable left over in a shell cannot send a delete
//! to another instance. A stored key goes to its own profile's URL and nowhere else.

use std::path::{Path, PathBuf};

use super::{ApiKey, ApiUrl, AppUrl, ConfigError, Environment, Profile, Profiles, SANDBOX};

/// What the command line says about the instance.
#[derive(Debug, Default, Clone)]
pub struct TargetOptions {
    pub profile: Option<String>,
    pub app_url: Option<String>,
    pub api_url: Option<String>,
    pub api_key_file: Option<PathBuf>,
}

/// Where requests go.
#[derive(Debug, Clone)]
pub enum Place {
    /// The instance inside this process.
    Sandbox,
    Remote {
        api_url: ApiUrl,
        key: ApiKey,
    },
}

#[derive(Debug, Clone)]
pub struct Target {
    /// The profile that settled it, or took part in it.
    pub profile: Option<String>,
    pub place: Place,
    /// What was left aside, for `--verbose`.
    pub notes: Vec<String>,
    /// Others can read stored keys, in words; only where profiles were read.
    pub exposed: Option<String>,
}

/// Settles the target. `profiles` is the path of the file, read only when it is needed.
pub fn resolve(
    options: &TargetOptions,
    environment: &Environment,
    profiles: &Path,
) -> Result<Target, ConfigError> {
    match &options.profile {
        Some(name) => by_name(name, options, environment, profiles),
        None => by_order(options, environment, profiles),
    }
}

fn by_name(
    name: &str,
    options: &TargetOptions,
    environment: &Environment,
    profiles: &Path,
) -> Result<Target, ConfigError> {
    let mut notes = Vec::new();
    let mut exposed = None;
    for (variable, set) in [
        ("CYXTH_APP_URL", environment.app_url.is_some()),
        ("CYXTH_API_URL", environment.api_url.is_some()),
        ("CYXTH_API_KEY", environment.api_key.is_some()),
    ] {
        if set {
            notes.push(format!(
                "{variable} is ignored: --profile {name} settles URL and key"
            ));
        }
    }
    let place = if name == SANDBOX {
        for (option, given) in [
            ("--app-url", options.app_url.is_some()),
            ("--api-url", options.api_url.is_some()),
            ("--api-key-file", options.api_key_file.is_some()),
        ] {
            if given {
                return Err(ConfigError::SandboxUrl(option));
            }
        }
        Place::Sandbox
    } else {
        let stored = Profiles::load(profiles)?;
        let profile = stored.get(name)?;
        exposed = stored.exposed(false);
        let own = profile.api_url();
        let api_url = match given_url(options.api_url.as_deref(), options.app_url.as_deref())? {
            Some(url) => url,
            None => own.clone().ok_or_else(|| ConfigError::Broken {
                path: profiles.to_owned(),
                why: format!("profile `{name}` has neither app_url nor api_url"),
            })?,
        };
        let key = match &options.api_key_file {
            Some(file) => ApiKey::from_file(file)?,
            None if own.as_ref() == Some(&api_url) => stored_key(name, &profile)?,
            None => {
                return Err(ConfigError::ForeignKey {
                    profile: name.to_owned(),
                    own: own.map_or("none".to_owned(), |url| url.to_string()),
                    other: api_url.to_string(),
                });
            }
        };
        Place::Remote { api_url, key }
    };
    Ok(Target {
        profile: Some(name.to_owned()),
        place,
        notes,
        exposed,
    })
}

fn by_order(
    options: &TargetOptions,
    environment: &Environment,
    path: &Path,
) -> Result<Target, ConfigError> {
    let given = match given_url(options.api_url.as_deref(), options.app_url.as_deref())? {
        Some(url) => Some(url),
        None => given_url(
            environment.api_url.as_deref(),
            environment.app_url.as_deref(),
        )?,
    };
    let given_key = match (&options.api_key_file, &environment.api_key) {
        (Some(file), _) => Some(ApiKey::from_file(file)?),
        (None, Some(key)) => Some(ApiKey::checked(
            key.expose().trim().to_owned(),
            "CYXTH_API_KEY",
        )?),
        (None, None) => None,
    };
    if let (Some(api_url), Some(key)) = (&given, &given_key) {
        return Ok(Target {
            profile: None,
            place: Place::Remote {
                api_url: api_url.clone(),
                key: key.clone(),
            },
            notes: Vec::new(),
            exposed: None,
        });
    }

    let profiles = Profiles::load(path)?;
    let name = environment
        .profile
        .clone()
        .or_else(|| profiles.default().map(str::to_owned));
    let name = match (name, &given) {
        (Some(name), _) => name,
        (None, Some(api_url)) => return Err(ConfigError::NoKey(api_url.to_string())),
        (None, None) => return Err(ConfigError::NothingConfigured),
    };
    if name == SANDBOX {
        return match given {
            Some(api_url) => Err(ConfigError::NoKey(api_url.to_string())),
            None => Ok(Target {
                profile: Some(name),
                place: Place::Sandbox,
                notes: Vec::new(),
                exposed: profiles.exposed(false),
            }),
        };
    }
    let profile = profiles.get(&name)?;
    let own = profile.api_url();
    let (api_url, is_own) = match (given, own) {
        (Some(url), own) => {
            let is_own = own.as_ref() == Some(&url);
            (url, is_own)
        }
        (None, Some(own)) => (own, true),
        (None, None) => {
            return Err(ConfigError::Broken {
                path: path.to_owned(),
                why: format!("profile `{name}` has neither app_url nor api_url"),
            });
        }
    };
    let key = match given_key {
        Some(key) => key,
        None if is_own => stored_key(&name, &profile)?,
        None => return Err(ConfigError::NoKey(api_url.to_string())),
    };
    Ok(Target {
        profile: is_own.then_some(name),
        place: Place::Remote { api_url, key },
        notes: Vec::new(),
        exposed: profiles.exposed(false),
    })
}

fn given_url(api_url: Option<&str>, app_url: Option<&str>) -> Result<Option<ApiUrl>, ConfigError> {
    match (api_url, app_url) {
        (Some(text), _) => ApiUrl::parse(text).map(Some),
        (None, Some(text)) => AppUrl::parse(text).map(|url| Some(url.api_url())),
        (None, None) => Ok(None),
    }
}

fn stored_key(name: &str, profile: &Profile) -> Result<ApiKey, ConfigError> {
    match &profile.key {
        Some(source) => source.key(),
        None => Err(ConfigError::NoKey(format!("profile `{name}`"))),
    }
}
