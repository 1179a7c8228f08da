//! `cyxth profile add`.

use std::io;

use clap::Args;

use crate::config::{ApiKey, ApiUrl, AppUrl, ConfigError, KeySource, Profile, Profiles};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{ask, ask_key};

#[derive(Debug, Args)]
pub struct Add {
    /// The profile's name: letters, digits, `-`, `_` and `.`
    #[arg(value_name = "NAME")]
    name: String,
    /// Change the profile of that name; what is not given stays as it is
    #[arg(long)]
    replace: bool,
    /// Take the first line of standard input as the key
    #[arg(long, group = "key")]
    key_stdin: bool,
    /// A command that prints the key; it is run at each use, and the key is not stored
    #[arg(long, value_name = "CMD", group = "key")]
    key_command: Option<String>,
    /// A variable that holds the key at each use; the key is not stored
    #[arg(long, value_name = "VAR", group = "key")]
    key_env: Option<String>,
}

/// What the command line and the prompts say.
struct Given {
    app_url: Option<AppUrl>,
    api_url: Option<ApiUrl>,
    key: Option<KeySource>,
}

impl Given {
    /// Puts what is given over what is stored; what neither has is missing in the profile.
    fn over(&self, profiles: &Profiles, name: &str, replace: bool) -> Result<Profile> {
        let mut profile = Profile {
            app_url: self.app_url.clone(),
            own_api_url: self.api_url.clone(),
            key: self.key.clone(),
        };
        if !profiles.contains(name) {
            return Ok(profile);
        }
        if !replace {
            return Err(ConfigError::ProfileExists(name.to_owned()).into());
        }
        if profile.api_url().is_none() {
            let old = profiles.get(name)?;
            profile.app_url = old.app_url;
            profile.own_api_url = old.own_api_url;
            profile.key = profile.key.or(old.key);
        } else if profile.key.is_none() {
            // The old URL may be broken, and is not needed.
            profile.key = profiles.key(name)?;
            if matches!(profile.key, Some(KeySource::Stored(_))) {
                return Err(Failure::usage(format!(
                    "the URL of profile `{name}` would change, and its stored key stay"
                ))
                .hint(
                    "a key goes to its own URL alone: give the new URL's key with `--key-stdin`",
                ));
            }
        }
        Ok(profile)
    }
}

pub fn run(arguments: Add, context: &Context) -> Result<()> {
    let path = context.paths.profiles()?;
    let name = &arguments.name;
    let replace = arguments.replace;
    if name == crate::config::SANDBOX {
        let why = "it is the local instance, which is always there";
        return Err(ConfigError::ProfileName(name.clone(), why).into());
    }
    let profiles = Profiles::load(&path)?;
    if profiles.contains(name) && !replace {
        return Err(ConfigError::ProfileExists(name.clone()).into());
    }

    // URLs are only taken from the command line: a variable set for another purpose must not
    // end up in a file.
    let target = &context.options.target;
    let mut given = Given {
        app_url: target.app_url.as_deref().map(AppUrl::parse).transpose()?,
        api_url: target.api_url.as_deref().map(ApiUrl::parse).transpose()?,
        key: key(&arguments, context)?,
    };
    let profile = given.over(&profiles, name, replace)?;
    if profile.api_url().is_none() {
        given.app_url = ask(&context.console, "App URL (as the console shows it)")?
            .map(|text| AppUrl::parse(&text))
            .transpose()?;
        if given.app_url.is_none() {
            return Err(no_url(name));
        }
    }
    if profile.key.is_none() {
        given.key = asked_key(context)?;
        if given.key.is_none() {
            return Err(no_key(name));
        }
    }
    if context.options.dry_run {
        context
            .console
            .note(&format!("dry run: profile `{name}` is not stored"));
        return Ok(());
    }
    // Somebody may have changed the profile while the key was waited for: what is kept of it is
    // what is there now.
    let is_first = Profiles::change(&path, |profiles| {
        let profile = given.over(profiles, name, replace)?;
        if profile.api_url().is_none() {
            return Err(no_url(name));
        }
        if profile.key.is_none() {
            return Err(no_key(name));
        }
        profiles.set(name, &profile)?;
        let is_first = profiles.default().is_none();
        if is_first {
            profiles.set_default(name)?;
        }
        Ok(is_first)
    })?;
    context.console.note(&format!(
        "stored profile `{name}`{}",
        if is_first {
            ", which is the default now"
        } else {
            ""
        }
    ));
    if let Ok(profiles) = Profiles::load(&path) {
        context.warn_of_exposed_keys(&profiles, true);
    }
    Ok(())
}

fn no_url(name: &str) -> Failure {
    Failure::usage(format!("profile `{name}` needs a URL"))
        .hint("give `--app-url URL` as the console shows it")
}

fn no_key(name: &str) -> Failure {
    Failure::usage(format!("profile `{name}` needs a key"))
        .hint("give one of `--key-stdin`, `--key-command CMD` and `--key-env VAR`")
}

fn asked_key(context: &Context) -> Result<Option<KeySource>> {
    let key = ask_key(&context.console, "API key (not shown)")?
        .map(|text| ApiKey::checked(text.trim().to_owned(), "the prompt"))
        .transpose()?;
    Ok(key.map(KeySource::Stored))
}

fn key(arguments: &Add, context: &Context) -> Result<Option<KeySource>> {
    if arguments.key_stdin {
        if context.console.terminal().stdin {
            // Typed at a terminal it would be seen; the prompt hides it.
            return asked_key(context);
        }
        let key = ApiKey::from_first_line(io::stdin().lock(), "standard input")?;
        return Ok(Some(KeySource::Stored(key)));
    }
    if let Some(command) = &arguments.key_command {
        if command.trim().is_empty() {
            return Err(Failure::usage("--key-command is empty"));
        }
        return Ok(Some(KeySource::Command(command.clone())));
    }
    if let Some(variable) = &arguments.key_env {
        if variable.is_empty() || variable.contains(['=', '\0']) {
            let message = format!("--key-env `{variable}` is no name of a variable");
            return Err(Failure::usage(message));
        }
        return Ok(Some(KeySource::Variable(variable.clone())));
    }
    Ok(None)
}
