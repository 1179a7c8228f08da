//! Which instance a command talks to, and with which key.
//!
//! Order: option, environment, profile. The exception: a profile named on the command line
//! settles URL and key together, so that a variable left over in a shell cannot send a delete
//! to another instance. A stored key goes to its own profile's URL and nowhere else.
//!
//! [`settle`] decides, and knows by what; [`resolve`] fetches the key as well. What is told to
//! people is what was settled, so the two cannot disagree.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{
    ApiKey, ApiUrl, AppUrl, ConfigError, Environment, KeyPatience, KeySource, Profile, Profiles,
    SANDBOX,
};

/// What the command line says about the instance.
#[derive(Debug, Default, Clone)]
pub struct TargetOptions {
    pub profile: Option<String>,
    pub app_url: Option<String>,
    pub api_url: Option<String>,
    pub api_key_file: Option<PathBuf>,
    /// How long a key command may take.
    pub key_patience: KeyPatience,
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
    /// A further root certificate that the profile names.
    pub ca_cert: Option<PathBuf>,
    /// What was left aside, for `--verbose`.
    pub notes: Vec<String>,
    /// Others can read stored keys, in words; only where profiles were read.
    pub exposed: Option<String>,
}

/// What decided: an option, a variable, or a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decider {
    Option(&'static str),
    Variable(&'static str),
    /// The profile, which the default, CYXTH_PROFILE or --profile named.
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

/// Where the key comes from. It is not fetched yet.
#[derive(Debug, Clone)]
pub enum KeyFrom {
    File(PathBuf),
    Variable(ApiKey),
    Profile {
        name: String,
        source: Option<KeySource>,
    },
}

impl KeyFrom {
    pub fn decider(&self) -> Decider {
        match self {
            KeyFrom::File(_) => Decider::Option("--api-key-file"),
            KeyFrom::Variable(_) => Decider::Variable("CYXTH_API_KEY"),
            KeyFrom::Profile { name, .. } => Decider::Profile(name.clone()),
        }
    }

    fn fetch(&self, patience: KeyPatience) -> Result<ApiKey, ConfigError> {
        match self {
            KeyFrom::File(file) => ApiKey::from_file(file),
            KeyFrom::Variable(key) => {
                ApiKey::checked(key.expose().trim().to_owned(), "CYXTH_API_KEY")
            }
            KeyFrom::Profile {
                name,
                source: Some(source),
            } => source.key(name, patience),
            KeyFrom::Profile { name, source: None } => {
                Err(ConfigError::NoKey(format!("profile `{name}`")))
            }
        }
    }
}

#[derive(Debug, Clone)]
pub enum SettledPlace {
    Sandbox,
    Remote {
        api_url: ApiUrl,
        url_from: Decider,
        /// What was given beside it and loses: the app URL, where there is an API URL too.
        url_over: Option<&'static str>,
        key_from: KeyFrom,
    },
}

/// The target, and what decided it.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The profile that settled it, or took part in it.
    pub profile: Option<String>,
    /// What named that profile: an option or a variable; none where it is the default.
    pub profile_from: Option<Decider>,
    pub place: SettledPlace,
    pub ca_cert: Option<PathBuf>,
    pub notes: Vec<String>,
    pub exposed: Option<String>,
}

impl Settled {
    /// The profile that decides alone, if one does.
    pub fn sole_profile(&self) -> Option<&str> {
        let name = self.profile.as_deref()?;
        let is_it = |decider: &Decider| *decider == Decider::Profile(name.to_owned());
        match &self.place {
            SettledPlace::Sandbox => Some(name),
            SettledPlace::Remote {
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
        match &self.place {
            SettledPlace::Sandbox => format!("profile `{SANDBOX}`, on this machine{named}"),
            SettledPlace::Remote {
                api_url,
                url_from,
                url_over,
                key_from,
            } => {
                let over = match url_over {
                    Some(loser) => format!(", which wins over {loser}"),
                    None => String::new(),
                };
                let key_from = key_from.decider();
                if let Some(name) = self.sole_profile() {
                    return match url_over {
                        Some(loser) => {
                            format!(
                                "{api_url} (the api_url of profile `{name}`, which wins over its {loser}){named}"
                            )
                        }
                        None => format!("{api_url} (profile `{name}`){named}"),
                    };
                }
                if *url_from == key_from {
                    return format!("{api_url} ({url_from}{over})");
                }
                format!("{api_url} ({url_from}{over}) with the key of {key_from}")
            }
        }
    }
}

/// Settles the target and fetches its key. `profiles` is the path of the file, read only when it is
/// needed.
pub fn resolve(
    options: &TargetOptions,
    environment: &Environment,
    profiles: &Path,
) -> Result<Target, ConfigError> {
    let settled = settle(options, environment, profiles)?;
    let place = match settled.place {
        SettledPlace::Sandbox => Place::Sandbox,
        SettledPlace::Remote {
            api_url, key_from, ..
        } => Place::Remote {
            api_url,
            key: key_from.fetch(options.key_patience)?,
        },
    };
    Ok(Target {
        profile: settled.profile,
        place,
        ca_cert: settled.ca_cert,
        notes: settled.notes,
        exposed: settled.exposed,
    })
}

/// Settles the target.
pub fn settle(
    options: &TargetOptions,
    environment: &Environment,
    profiles: &Path,
) -> Result<Settled, ConfigError> {
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
) -> Result<Settled, ConfigError> {
    let mut notes = Vec::new();
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
    let mut settled = Settled {
        profile: Some(name.to_owned()),
        profile_from: Some(Decider::Option("--profile")),
        place: SettledPlace::Sandbox,
        ca_cert: None,
        notes,
        exposed: None,
    };
    if name == SANDBOX {
        for (option, given) in [
            ("--app-url", options.app_url.is_some()),
            ("--api-url", options.api_url.is_some()),
            ("--api-key-file", options.api_key_file.is_some()),
        ] {
            if given {
                return Err(ConfigError::SandboxUrl(option));
            }
        }
        return Ok(settled);
    }
    let stored = Profiles::load(profiles)?;
    let profile = stored.get(name)?;
    settled.exposed = stored.exposed(false);
    let own = profile.api_url();
    let given = given_by_options(options)?;
    let is_own = given
        .as_ref()
        .is_none_or(|given| Some(&given.api_url) == own.as_ref());
    let url = match given {
        Some(given) => given,
        None => of_profile(name, &profile, profiles)?,
    };
    let key_from = match &options.api_key_file {
        Some(file) => KeyFrom::File(file.clone()),
        None if is_own => KeyFrom::Profile {
            name: name.to_owned(),
            source: profile.key,
        },
        None => {
            return Err(ConfigError::ForeignKey {
                profile: name.to_owned(),
                own: own.map_or("none".to_owned(), |url| url.to_string()),
                other: url.api_url.to_string(),
            });
        }
    };
    settled.ca_cert = profile.ca_cert.filter(|_| is_own);
    settled.place = url.with(key_from);
    Ok(settled)
}

fn by_order(
    options: &TargetOptions,
    environment: &Environment,
    path: &Path,
) -> Result<Settled, ConfigError> {
    let given = match given_by_options(options)? {
        Some(given) => Some(given),
        None => given_by_variables(environment)?,
    };
    let given_key = match (&options.api_key_file, &environment.api_key) {
        (Some(file), _) => Some(KeyFrom::File(file.clone())),
        (None, Some(key)) => Some(KeyFrom::Variable(key.clone())),
        (None, None) => None,
    };
    let (given, given_key) = match (given, given_key) {
        (Some(url), Some(key_from)) => {
            return Ok(Settled {
                profile: None,
                profile_from: None,
                place: url.with(key_from),
                ca_cert: None,
                notes: Vec::new(),
                exposed: None,
            });
        }
        other => other,
    };

    let profiles = Profiles::load(path)?;
    let profile_from = environment
        .profile
        .as_ref()
        .map(|_| Decider::Variable("CYXTH_PROFILE"));
    let name = environment
        .profile
        .clone()
        .or_else(|| profiles.default().map(str::to_owned));
    let name = match (name, &given) {
        (Some(name), _) => name,
        (None, Some(url)) => return Err(ConfigError::NoKey(url.api_url.to_string())),
        (None, None) => return Err(ConfigError::NothingConfigured),
    };
    let mut settled = Settled {
        profile: Some(name.clone()),
        profile_from,
        place: SettledPlace::Sandbox,
        ca_cert: None,
        notes: Vec::new(),
        exposed: profiles.exposed(false),
    };
    if name == SANDBOX {
        return match given {
            Some(url) => Err(ConfigError::NoKey(url.api_url.to_string())),
            None => Ok(settled),
        };
    }
    let profile = profiles.get(&name)?;
    let own = profile.api_url();
    let is_own = given
        .as_ref()
        .is_none_or(|given| Some(&given.api_url) == own.as_ref());
    let url = match given {
        Some(given) => given,
        None => of_profile(&name, &profile, path)?,
    };
    let key_from = match given_key {
        Some(key_from) => key_from,
        None if is_own => KeyFrom::Profile {
            name,
            source: profile.key,
        },
        None => return Err(ConfigError::NoKey(url.api_url.to_string())),
    };
    settled.ca_cert = profile.ca_cert.filter(|_| is_own);
    settled.profile = settled.profile.filter(|_| is_own);
    settled.place = url.with(key_from);
    Ok(settled)
}

/// A URL, and what decided it.
struct Url {
    api_url: ApiUrl,
    from: Decider,
    over: Option<&'static str>,
}

impl Url {
    fn with(self, key_from: KeyFrom) -> SettledPlace {
        SettledPlace::Remote {
            api_url: self.api_url,
            url_from: self.from,
            url_over: self.over,
            key_from,
        }
    }
}

fn given_by_options(options: &TargetOptions) -> Result<Option<Url>, ConfigError> {
    let (api_url, app_url) = (options.api_url.as_deref(), options.app_url.as_deref());
    given(
        api_url,
        app_url,
        ["--api-url", "--app-url"],
        Decider::Option,
    )
}

fn given_by_variables(environment: &Environment) -> Result<Option<Url>, ConfigError> {
    let (api_url, app_url) = (
        environment.api_url.as_deref(),
        environment.app_url.as_deref(),
    );
    given(
        api_url,
        app_url,
        ["CYXTH_API_URL", "CYXTH_APP_URL"],
        Decider::Variable,
    )
}

fn given(
    api_url: Option<&str>,
    app_url: Option<&str>,
    names: [&'static str; 2],
    decider: fn(&'static str) -> Decider,
) -> Result<Option<Url>, ConfigError> {
    Ok(match (api_url, app_url) {
        (Some(text), app_url) => Some(Url {
            api_url: ApiUrl::parse(text)?,
            from: decider(names[0]),
            over: app_url.map(|_| names[1]),
        }),
        (None, Some(text)) => Some(Url {
            api_url: AppUrl::parse(text)?.api_url(),
            from: decider(names[1]),
            over: None,
        }),
        (None, None) => None,
    })
}

fn of_profile(name: &str, profile: &Profile, path: &Path) -> Result<Url, ConfigError> {
    let api_url = profile.api_url().ok_or_else(|| ConfigError::Broken {
        path: path.to_owned(),
        why: format!("profile `{name}` has neither app_url nor api_url"),
    })?;
    Ok(Url {
        over: profile.api_url_wins().then_some("app_url"),
        api_url,
        from: Decider::Profile(name.to_owned()),
    })
}
