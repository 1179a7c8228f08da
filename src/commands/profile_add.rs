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

pub fn run(arguments: Add, context: &Context) -> Result<()> {
    let path = context.paths.profiles()?;
    let profiles = Profiles::load(&path)?;
    let name = &arguments.name;
    if name == crate::config::SANDBOX {
        let why = "it is the local instance, which is always there";
        return Err(ConfigError::ProfileName(name.clone(), why).into());
    }
    let old = if !profiles.contains(name) {
        None
    } else if arguments.replace {
        Some(profiles.get(name)?)
    } else {
        return Err(ConfigError::ProfileExists(name.clone()).into());
    };

    // URLs are only taken from the command line: a variable set for another purpose must not
    // end up in a file.
    let target = &context.options.target;
    let app_url = target.app_url.as_deref().map(AppUrl::parse).transpose()?;
    let api_url = target.api_url.as_deref().map(ApiUrl::parse).transpose()?;
    let key = key(&arguments, context)?;
    let mut profile = match old {
        Some(old) if app_url.is_none() && api_url.is_none() => Profile {
            key: key.or(old.key),
            ..old
        },
        Some(old) => {
            if key.is_none() && matches!(old.key, Some(KeySource::Stored(_))) {
                return Err(Failure::usage(format!(
                    "the URL of profile `{name}` would change, and its stored key stay"
                ))
                .hint(
                    "a key goes to its own URL alone: give the new URL's key with `--key-stdin`",
                ));
            }
            Profile {
                app_url,
                own_api_url: api_url,
                key: key.or(old.key),
            }
        }
        None => Profile {
            app_url,
            own_api_url: api_url,
            key,
        },
    };
    if profile.api_url().is_none() {
        profile.app_url = match ask(&context.console, "App URL (as the console shows it)")? {
            Some(text) => Some(AppUrl::parse(&text)?),
            None => {
                return Err(Failure::usage(format!("profile `{name}` needs a URL"))
                    .hint("give `--app-url URL` as the console shows it"));
            }
        };
    }
    if profile.key.is_none() {
        profile.key = match ask_key(&context.console, "API key (not shown)")? {
            Some(text) => Some(KeySource::Stored(ApiKey::checked(
                text.trim().to_owned(),
                "the prompt",
            )?)),
            None => {
                return Err(Failure::usage(format!("profile `{name}` needs a key"))
                    .hint("give one of `--key-stdin`, `--key-command CMD` and `--key-env VAR`"));
            }
        };
    }
    if context.options.dry_run {
        context
            .console
            .note(&format!("dry run: profile `{name}` is not stored"));
        return Ok(());
    }
    let is_first = Profiles::change(&path, |profiles| {
        if profiles.contains(name) && !arguments.replace {
            return Err(ConfigError::ProfileExists(name.clone()));
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
    context.warn_of_exposed_keys(true);
    Ok(())
}

fn key(arguments: &Add, context: &Context) -> Result<Option<KeySource>> {
    if arguments.key_stdin {
        if context.console.terminal().stdin {
            // Typed at a terminal it would be seen; the prompt hides it.
            return Ok(match ask_key(&context.console, "API key (not shown)")? {
                Some(text) => Some(KeySource::Stored(ApiKey::checked(
                    text.trim().to_owned(),
                    "the prompt",
                )?)),
                None => None,
            });
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
