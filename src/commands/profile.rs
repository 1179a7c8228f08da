//! `cyxth profile`: the stored instances.

use clap::{Args, Subcommand, ValueHint};
use serde::Serialize;

use crate::config::{
    ConfigError, EndpointChoice, KeyOrigin, KeySource, Profiles, SANDBOX, without_user,
};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Format, Out, sober};

use super::profile_next::{self, NextUse};
use super::{profile_add, profile_check};

#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// Store an instance: its app URL, and where its API key comes from
    ///
    /// Takes --app-url or --api-url. On a terminal it asks for what is missing, the key unseen; with
    /// --replace and nothing to change it asks for both, and an empty answer keeps what is there.
    /// The key is never an argument, where `ps` and the shell's history would show it.
    ///
    /// --ca-cert FILE is stored too, as the file's absolute path. A key command has the time of the
    /// run's --deadline, or 30 seconds, or 5 minutes on a terminal, and does not see CYXTH_API_KEY.
    #[command(after_help = "\
Examples:
  cyxth profile add staging --app-url r4.cyxth.com/app_id
  cyxth profile add prod --app-url my-app.apps.cyxth.com --key-command 'pass show cyxth/prod'
  printf %s \"$KEY\" | cyxth profile add ci --app-url r4.cyxth.com/app_id --key-stdin
  printf %s \"$KEY\" | cyxth profile add ci --replace --key-stdin")]
    Add(profile_add::Add),
    /// Replace the key of a profile, and nothing else of it
    ///
    /// On a terminal it asks for the key, unseen, where none of the options gives one.
    #[command(after_help = "\
Examples:
  cyxth profile set-key staging
  printf %s \"$KEY\" | cyxth profile set-key ci --key-stdin
  cyxth profile set-key prod --key-command 'pass show cyxth/prod'")]
    SetKey(profile_add::SetKey),
    /// List the stored instances, and the sandbox
    ///
    /// The default is marked. Where a variable or an option decides otherwise, a warning says which
    /// instance the next command uses, and what decides it.
    #[command(after_help = "\
Examples:
  cyxth profile list
  cyxth profile list -o json | jq -r '.[] | select(.default).name'")]
    List,
    /// Make a profile the default
    #[command(after_help = "\
Examples:
  cyxth profile use staging
  cyxth profile use sandbox")]
    Use(Name),
    /// Show a profile: URLs, where the key comes from, its last four characters
    ///
    /// And whether the next command uses it: options and the variables for URL and key override
    /// the default profile. As JSON, `next` says which instance that is and what decides it.
    #[command(after_help = "\
Examples:
  cyxth profile show
  cyxth profile show staging -o json")]
    Show(OptionalName),
    /// Remove a profile and its stored key
    ///
    /// Asks first; --yes confirms. The instance itself is not touched.
    #[command(after_help = "\
Examples:
  cyxth profile remove staging
  cyxth profile remove staging --yes")]
    Remove(Name),
    /// Check a profile with one cheap read: reachable, TLS, key, time
    ///
    /// Where it may have failed by chance it is tried once more; the time is that of the last try.
    /// The exit status is that of the error, if there is one.
    #[command(after_help = "\
Examples:
  cyxth profile check
  cyxth profile check prod && cyxth users list -p prod")]
    Check(OptionalName),
}

#[derive(Debug, Args)]
pub struct Name {
    /// The profile's name
    #[arg(value_name = "NAME", value_hint = ValueHint::Other)]
    name: String,
}

#[derive(Debug, Args)]
pub struct OptionalName {
    /// The profile's name; without it the one that commands would use
    #[arg(value_name = "NAME", value_hint = ValueHint::Other)]
    name: Option<String>,
}

pub fn run(command: ProfileCommand, context: &Context) -> Result<()> {
    match command {
        ProfileCommand::Add(arguments) => profile_add::run(arguments, context),
        ProfileCommand::SetKey(arguments) => profile_add::set_key(arguments, context),
        ProfileCommand::List => list(context),
        ProfileCommand::Use(Name { name }) => set_default(context, &name),
        ProfileCommand::Show(OptionalName { name }) => show(context, name),
        ProfileCommand::Remove(Name { name }) => remove(context, &name),
        ProfileCommand::Check(OptionalName { name }) => profile_check::run(context, name),
    }
}

fn set_default(context: &Context, name: &str) -> Result<()> {
    let path = context.paths.profiles()?;
    if context.options.dry_run {
        Profiles::load(&path)?.set_default(name)?;
        let note = format!("dry run: `{name}` does not become the default profile");
        context.console.note(&note);
        return Ok(());
    }
    Profiles::change(&path, |profiles| profiles.set_default(name))?;
    context
        .console
        .note(&format!("`{name}` is the default profile"));
    NextUse::of(context)?.warn_unless_of(context, name);
    Ok(())
}

/// A profile as it is shown. A key command is named, not printed: it may hold a secret.
#[derive(Debug, Serialize)]
struct Shown {
    /// None where variables alone make an instance.
    name: Option<String>,
    app_url: Option<String>,
    api_url: Option<String>,
    key_source: Option<String>,
    default: bool,
    /// Only `show` says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<profile_next::Shown>,
}

impl Shown {
    fn of(profiles: &Profiles, name: &str) -> Result<Shown> {
        let default = profiles.default() == Some(name);
        if name == SANDBOX && !profiles.contains(name) {
            return Ok(Shown {
                name: Some(name.to_owned()),
                app_url: None,
                api_url: None,
                key_source: None,
                default,
                key: None,
                next: None,
            });
        }
        let profile = profiles.get(name)?;
        Ok(Shown {
            name: Some(name.to_owned()),
            app_url: profile.app_url.as_ref().map(ToString::to_string),
            api_url: profile.api_url().as_ref().map(ToString::to_string),
            key_source: profile.key.as_ref().map(ToString::to_string),
            default,
            key: None,
            next: None,
        })
    }

    /// A profile that is broken: what stands in the file, as far as it is text.
    fn as_written(profiles: &Profiles, name: &str) -> Shown {
        let url = |field| {
            let text = profiles.text(name, field).ok().flatten();
            text.as_deref().map(without_user)
        };
        let key = profiles.key(name).ok().flatten();
        Shown {
            name: Some(name.to_owned()),
            app_url: url("app_url"),
            api_url: url("api_url"),
            key_source: key.as_ref().map(ToString::to_string),
            default: profiles.default() == Some(name),
            key: None,
            next: None,
        }
    }

    /// The instance that options and variables make without any profile.
    fn without_profile(next: &NextUse) -> Option<Shown> {
        let settled = next.settled()?;
        let EndpointChoice::Remote {
            api_url, key_from, ..
        } = &settled.endpoint
        else {
            return None;
        };
        let key = match key_from {
            KeyOrigin::Variable(key) => Some(key.masked()),
            _ => None,
        };
        settled.profile.is_none().then(|| Shown {
            name: None,
            app_url: None,
            api_url: Some(api_url.to_string()),
            key_source: Some(key_from.decider().to_string()),
            default: false,
            key,
            next: None,
        })
    }

    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }
}

fn list(context: &Context) -> Result<()> {
    let profiles = Profiles::load(&context.paths.profiles()?)?;
    let mut names = profiles.names();
    names.retain(|name| name != SANDBOX);
    names.push(SANDBOX.to_owned());
    // One that is broken must not hide the others, nor itself.
    let shown: Vec<Shown> = names
        .iter()
        .map(|name| {
            Shown::of(&profiles, name).unwrap_or_else(|failure| {
                let warning = format!("profile `{name}` cannot be used: {failure}");
                context.console.warn(&warning);
                Shown::as_written(&profiles, name)
            })
        })
        .collect();
    let mut out = Out::new();
    match context.console.format() {
        Format::Json => out.line(&json(&shown)?)?,
        Format::Jsonl => {
            for profile in &shown {
                out.line(&json(profile)?)?;
            }
        }
        Format::Id => {
            for profile in &shown {
                out.line(profile.name())?;
            }
        }
        format => {
            let rows: Vec<Vec<String>> = shown.iter().map(|p| row(p, format)).collect();
            table(
                context,
                &["name", "app_url", "api_url", "key_source", "default"],
                &rows,
                &mut out,
            )?;
        }
    }
    context.warn_of_exposed_keys(&profiles, false);
    NextUse::of(context)?.warn_unless_default(context);
    Ok(out.flush()?)
}

fn row(profile: &Shown, format: Format) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let default = match (profile.default, format) {
        (default, Format::Csv) => default.to_string(),
        (true, _) => "*".to_owned(),
        (false, _) => String::new(),
    };
    vec![
        text(&profile.name),
        text(&profile.app_url),
        text(&profile.api_url),
        text(&profile.key_source),
        default,
    ]
}

/// A table or CSV of texts that are the tool's own.
fn table(context: &Context, header: &[&str], rows: &[Vec<String>], out: &mut Out) -> Result<()> {
    if context.console.format() == Format::Csv {
        return Ok(crate::render::csv(header, rows, out)?);
    }
    let header: Vec<String> = header
        .iter()
        .map(|name| name.replace('_', " ").to_uppercase())
        .collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    Ok(sober(&header, rows, context.console.terminal().width, out)?)
}

/// The name that a command would use: argument, option, environment, default.
pub fn wanted(context: &Context, profiles: &Profiles, name: Option<String>) -> Result<String> {
    name.or_else(|| context.options.target.profile.clone())
        .or_else(|| context.environment.profile.clone())
        .or_else(|| profiles.default().map(str::to_owned))
        .ok_or_else(|| ConfigError::NothingConfigured.into())
}

fn show(context: &Context, name: Option<String>) -> Result<()> {
    let profiles = Profiles::load(&context.paths.profiles()?)?;
    let next = NextUse::of(context)?;
    let mut shown = match wanted(context, &profiles, name) {
        Ok(name) => Shown::of(&profiles, &name)?,
        Err(failure) => match Shown::without_profile(&next) {
            Some(shown) => shown,
            None => return Err(failure),
        },
    };
    let is_sandbox = shown.name() == SANDBOX;
    let is_stored = shown.name.is_some() && !is_sandbox;
    if is_stored {
        // A command is not run only to show the end of what it prints.
        shown.key = match profiles.get(shown.name())?.key {
            Some(KeySource::Command(_)) | None => None,
            Some(source) => {
                let key = source.fetch(shown.name(), context.options.target.key_patience);
                key.ok().map(|key| key.masked())
            }
        };
    }
    let mut out = Out::new();
    match context.console.format() {
        Format::Json | Format::Jsonl => {
            shown.next = Some(next.shown());
            out.line(&json(&shown)?)?;
        }
        Format::Id => out.line(shown.name())?,
        Format::Csv => {
            let mut cells = row(&shown, Format::Csv);
            cells.push(shown.key.clone().unwrap_or_default());
            table(
                context,
                &["name", "app_url", "api_url", "key_source", "default", "key"],
                &[cells],
                &mut out,
            )?;
        }
        Format::Table => {
            let none = || "none".to_owned();
            let yes_or_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
            let is_used = shown.name.is_none() || next.is_of(shown.name());
            let in_use = if is_used {
                format!("yes: the next command uses {}", next.text())
            } else {
                format!("no: the next command uses {}", next.text())
            };
            let mut lines = vec![("name", shown.name.clone().unwrap_or_else(none))];
            if is_sandbox {
                let store = context.paths.sandbox()?.display().to_string();
                lines.push(("store", store));
                lines.push(("key", "none is needed".to_owned()));
            } else {
                let mut api_url = shown.api_url.clone().unwrap_or_else(none);
                if is_stored && profiles.get(shown.name())?.api_url_wins() {
                    api_url.push_str(" (wins over the app URL)");
                }
                let key = shown.key.clone();
                lines.extend([
                    ("app URL", shown.app_url.clone().unwrap_or_else(none)),
                    ("API URL", api_url),
                    ("key from", shown.key_source.clone().unwrap_or_else(none)),
                    ("key", key.unwrap_or_else(|| "not shown".to_owned())),
                ]);
            }
            if let Some(ca_cert) = is_stored
                .then(|| profiles.text(shown.name(), "ca_cert"))
                .transpose()?
                .flatten()
            {
                lines.push(("CA file", ca_cert));
            }
            lines.push(("default", yes_or_no(shown.default)));
            lines.push(("in use", in_use));
            for (label, value) in lines {
                out.line(&format!("{label:<9} {value}"))?;
            }
        }
    }
    if shown.name.is_some() {
        next.warn_unless_of(context, shown.name());
    }
    context.warn_of_exposed_keys(&profiles, false);
    Ok(out.flush()?)
}

fn remove(context: &Context, name: &str) -> Result<()> {
    let path = context.paths.profiles()?;
    if name == SANDBOX {
        return Err(Failure::usage(
            "the profile `sandbox` is the local instance, which is always there",
        )
        .hint("`cyxth sandbox reset` empties it"));
    }
    let profiles = Profiles::load(&path)?;
    if !profiles.contains(name) {
        return Err(ConfigError::UnknownProfile(name.to_owned()).into());
    }
    // A broken one can be removed as well.
    let url = profiles.get(name).ok().and_then(|p| p.api_url());
    let host = url.map_or_else(|| "no URL".to_owned(), |url| url.host());
    context.confirm(&format!(
        "Remove profile `{name}` ({host}) and its stored key?"
    ))?;
    if context.options.dry_run {
        context
            .console
            .note(&format!("dry run: profile `{name}` stays"));
        return Ok(());
    }
    Profiles::change(&path, |profiles| profiles.remove(name))?;
    context.console.note(&format!("removed profile `{name}`"));
    Ok(())
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| anyhow::Error::from(error).into())
}
