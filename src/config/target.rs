//! Which instance a command talks to, and with which key.
//!
//! Order: option, environment, profile. The exception: a profile named on the command line
//! settles URL and key together, so that a variable left over in a shell cannot send a delete
//! to another instance. A stored key goes to its own profile's URL and nowhere else.
//!
//! [`choose_target`] decides; [`resolve_target`] fetches the key as well. What people are told comes
//! from the choice, so it cannot differ from what is done.

use std::path::PathBuf;

use super::environment::Environment;
use super::error::ConfigError;
use super::key::ApiKey;
use super::key_command::KeyPatience;
use super::private::access_problem;
use super::profile::Profile;
use super::profiles::SANDBOX;
use super::profiles_file::ProfilesFile;
use super::target_choice::{Decider, EndpointChoice, HeldSettings, KeyOrigin, TargetChoice};
use super::url::{ApiUrl, AppUrl};

/// What the command line says about the instance.
#[derive(Debug, Default, Clone)]
pub struct TargetOptions {
    pub profile: Option<String>,
    pub app_url: Option<String>,
    pub api_url: Option<String>,
    pub api_key_file: Option<PathBuf>,
    /// Plain http may leave this machine.
    pub allow_http: bool,
    /// How long a key command may take.
    pub key_patience: KeyPatience,
}

/// Where requests go.
#[derive(Debug, Clone)]
pub enum Endpoint {
    /// The instance inside this process.
    Sandbox,
    Remote {
        api_url: ApiUrl,
        key: ApiKey,
    },
}

/// Chooses the target and fetches its key. `profiles` is read only where it is needed.
pub fn resolve_target(
    options: &TargetOptions,
    environment: &Environment,
    profiles: &ProfilesFile,
) -> Result<(TargetChoice, Endpoint), ConfigError> {
    let mut choice = choose_target(options, environment, profiles)?;
    if let EndpointChoice::Remote {
        key_from: KeyOrigin::File(file),
        ..
    } = &choice.endpoint
    {
        choice.exposed = choice.exposed.or_else(|| access_problem(file));
    }
    let endpoint = match &choice.endpoint {
        EndpointChoice::Sandbox => Endpoint::Sandbox,
        EndpointChoice::Remote {
            api_url, key_from, ..
        } => Endpoint::Remote {
            api_url: api_url.clone(),
            key: key_from.fetch(options.key_patience)?,
        },
    };
    Ok((choice, endpoint))
}

pub fn choose_target(
    options: &TargetOptions,
    environment: &Environment,
    profiles: &ProfilesFile,
) -> Result<TargetChoice, ConfigError> {
    let choice = match &options.profile {
        Some(name) => choose_by_name(name, options, environment, profiles)?,
        None => choose_by_order(options, environment, profiles)?,
    };
    if let EndpointChoice::Remote { api_url, .. } = &choice.endpoint {
        api_url.check_open(options.allow_http || environment.allows_http())?;
    }
    Ok(choice)
}

/// The choice where `--profile` names a profile, which settles URL and key.
fn choose_by_name(
    name: &str,
    options: &TargetOptions,
    environment: &Environment,
    file: &ProfilesFile,
) -> Result<TargetChoice, ConfigError> {
    let mut choice = TargetChoice {
        profile: Some(name.to_owned()),
        profile_from: Some(Decider::Option("--profile")),
        ..TargetChoice::default()
    };
    for (variable, is_set) in [
        ("CYXTH_APP_URL", environment.app_url.is_some()),
        ("CYXTH_API_URL", environment.api_url.is_some()),
        ("CYXTH_API_KEY", environment.api_key.is_some()),
    ] {
        if is_set {
            choice.notes.push(format!(
                "{variable} is ignored: --profile {name} settles URL and key"
            ));
        }
    }
    if name == SANDBOX {
        for (option, is_given) in [
            ("--app-url", options.app_url.is_some()),
            ("--api-url", options.api_url.is_some()),
            ("--api-key-file", options.api_key_file.is_some()),
        ] {
            if is_given {
                return Err(ConfigError::SandboxUrl(option));
            }
        }
        return Ok(choice);
    }
    let profiles = file.read()?;
    let profile = profiles.get(name)?;
    choice.exposed = profiles.exposed(false);
    let given = GivenTarget {
        url: url_of_options(options)?,
        key: options.api_key_file.clone().map(KeyOrigin::File),
    };
    let own = profile.api_url();
    let without_key = |other: &ApiUrl| ConfigError::ForeignKey {
        profile: name.to_owned(),
        own: own.map_or("none".to_owned(), |url| url.to_string()),
        other: other.to_string(),
    };
    given.complete(name, profile, file, &mut choice, without_key)?;
    Ok(choice)
}

/// The choice by the order of option, environment and profile.
fn choose_by_order(
    options: &TargetOptions,
    environment: &Environment,
    file: &ProfilesFile,
) -> Result<TargetChoice, ConfigError> {
    let mut choice = TargetChoice::default();
    let given = GivenTarget {
        url: match url_of_options(options)? {
            Some(url) => Some(url),
            None => url_of_variables(environment)?,
        },
        key: match (&options.api_key_file, &environment.api_key) {
            (Some(file), _) => Some(KeyOrigin::File(file.clone())),
            (None, Some(key)) => Some(KeyOrigin::Variable(key.clone())),
            (None, None) => None,
        },
    };
    let given = match given {
        GivenTarget {
            url: Some(url),
            key: Some(key),
        } => {
            choice.endpoint = url.with_key(key);
            return Ok(choice);
        }
        other => other,
    };
    let profiles = file.read()?;
    let from_variable = environment.profile.as_deref();
    // Where no key goes with a URL, people have to change what gave the URL.
    let from = given.url.as_ref().map(|url| url.from.clone());
    let no_key = |url: &ApiUrl| {
        let from = from.map_or(String::new(), |from| format!(" ({from})"));
        ConfigError::NoKey(format!("{url}{from}"))
    };
    let url = given.url.as_ref().map(|url| &url.api_url);
    let name = match (from_variable.or(profiles.default()), url) {
        (Some(SANDBOX), Some(url)) | (None, Some(url)) => return Err(no_key(url)),
        (Some(name), _) => name,
        (None, None) => return Err(ConfigError::NothingConfigured),
    };
    choice.profile = Some(name.to_owned());
    choice.profile_from = from_variable.map(|_| Decider::Variable("CYXTH_PROFILE"));
    choice.exposed = profiles.exposed(false);
    if name == SANDBOX {
        return Ok(choice);
    }
    let profile = profiles.get(name).map_err(|error| match error {
        ConfigError::UnknownProfile(name) if from_variable.is_some() => {
            let by = "CYXTH_PROFILE";
            ConfigError::NamedNowhere { name, by }
        }
        error => error,
    })?;
    let is_own = given.complete(name, profile, file, &mut choice, no_key)?;
    if !is_own {
        choice.profile = None;
    }
    Ok(choice)
}

/// What options and variables give.
struct GivenTarget {
    url: Option<GivenUrl>,
    key: Option<KeyOrigin>,
}

/// A URL, and what decided it.
struct GivenUrl {
    api_url: ApiUrl,
    from: Decider,
    over: Option<&'static str>,
}

impl GivenTarget {
    /// Takes what is missing from the profile. The profile's key and settings are for its own URL
    /// alone: another URL without a key is the error that `without_key` makes. True if the URL is the
    /// profile's own.
    fn complete(
        self,
        name: &str,
        profile: Profile,
        file: &ProfilesFile,
        choice: &mut TargetChoice,
        without_key: impl FnOnce(&ApiUrl) -> ConfigError,
    ) -> Result<bool, ConfigError> {
        let own = profile.api_url();
        let is_own = self
            .url
            .as_ref()
            .is_none_or(|given| Some(&given.api_url) == own.as_ref());
        let url = match self.url {
            Some(url) => url,
            None => GivenUrl {
                api_url: own.ok_or_else(|| {
                    let why = format!("profile `{name}` has neither app_url nor api_url");
                    ConfigError::broken(file.path(), why)
                })?,
                from: Decider::Profile(name.to_owned()),
                over: profile.api_url_wins().then_some("app_url"),
            },
        };
        let key = match self.key {
            Some(key) => key,
            None if is_own => KeyOrigin::Profile {
                name: name.to_owned(),
                source: profile.key,
            },
            None => return Err(without_key(&url.api_url)),
        };
        if is_own {
            choice.held = HeldSettings {
                ca_cert: profile.ca_cert,
                concurrency: profile.concurrency,
                rate: profile.rate,
            };
        }
        choice.endpoint = url.with_key(key);
        Ok(is_own)
    }
}

impl GivenUrl {
    fn with_key(self, key_from: KeyOrigin) -> EndpointChoice {
        EndpointChoice::Remote {
            api_url: self.api_url,
            url_from: self.from,
            url_over: self.over,
            key_from,
        }
    }
}

fn url_of_options(options: &TargetOptions) -> Result<Option<GivenUrl>, ConfigError> {
    let names = [Decider::Option("--api-url"), Decider::Option("--app-url")];
    url_of(&options.api_url, &options.app_url, names, "--app-url")
}

fn url_of_variables(environment: &Environment) -> Result<Option<GivenUrl>, ConfigError> {
    let names = ["CYXTH_API_URL", "CYXTH_APP_URL"].map(Decider::Variable);
    url_of(
        &environment.api_url,
        &environment.app_url,
        names,
        "CYXTH_APP_URL",
    )
}

/// The API URL if there is one, else that of the app URL.
fn url_of(
    api_url: &Option<String>,
    app_url: &Option<String>,
    [by_api_url, by_app_url]: [Decider; 2],
    loser: &'static str,
) -> Result<Option<GivenUrl>, ConfigError> {
    Ok(match (api_url, app_url) {
        (Some(text), app_url) => Some(GivenUrl {
            api_url: ApiUrl::parse(text)?,
            from: by_api_url,
            over: app_url.as_ref().map(|_| loser),
        }),
        (None, Some(text)) => Some(GivenUrl {
            api_url: AppUrl::parse(text)?.api_url(),
            from: by_app_url,
            over: None,
        }),
        (None, None) => None,
    })
}

/// The option or variable that settles the URL, if one does, also where the choice fails.
pub fn url_decider(options: &TargetOptions, environment: &Environment) -> Option<Decider> {
    let of_options = [
        (options.api_url.is_some(), Decider::Option("--api-url")),
        (options.app_url.is_some(), Decider::Option("--app-url")),
    ];
    // With `--profile`, variables do not count.
    let counts = options.profile.is_none();
    let of_variables = [
        (environment.api_url.is_some(), "CYXTH_API_URL"),
        (environment.app_url.is_some(), "CYXTH_APP_URL"),
    ]
    .map(|(is_set, name)| (counts && is_set, Decider::Variable(name)));
    let mut all = of_options.into_iter().chain(of_variables);
    all.find_map(|(is_set, decider)| is_set.then_some(decider))
}

#[cfg(test)]
#[path = "target_tests.rs"]
mod tests;
