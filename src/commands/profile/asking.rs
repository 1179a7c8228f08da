//! Asking for what the options of `cyxth profile add` do not give.

use crate::config::{ApiKey, AppUrl, KeySource, Profiles};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{ask, ask_key};

use super::changes::ProfileChanges;

/// Asks for the URL of a new profile.
pub fn ask_for_url(name: &str, context: &Context) -> Result<AppUrl> {
    match ask(&context.console, "App URL (as the console shows it)")? {
        Some(text) if !text.is_empty() => Ok(AppUrl::parse(&text)?),
        _ => Err(url_missing(name, context)),
    }
}

/// Asks for a key; `None` if nobody can be asked.
pub fn ask_for_key(context: &Context) -> Result<Option<KeySource>> {
    match ask_key(&context.console, "API key (not shown)")? {
        None => Ok(None),
        Some(text) if text.is_empty() => Err(Failure::usage("no key was typed; nothing is stored")),
        Some(text) => typed_key(text).map(Some),
    }
}

/// Asks what to change, if no option says it; an empty answer keeps what is there.
pub fn ask_for_changes(
    changes: &mut ProfileChanges,
    profiles: &Profiles,
    name: &str,
    context: &Context,
) -> Result<()> {
    let old = profiles.get(name)?;
    let url = match (&old.own_api_url, &old.app_url) {
        (Some(url), _) => url.to_string(),
        (None, Some(url)) => url.to_string(),
        (None, None) => "none".to_owned(),
    };
    let question = format!("App URL (empty keeps {url})");
    let Some(text) = ask(&context.console, &question)? else {
        return Ok(());
    };
    if !text.is_empty() {
        changes.app_url = Some(AppUrl::parse(&text)?);
        changes.check_open(context)?;
    }
    let key = ask_key(&context.console, "API key (not shown; empty keeps it)")?;
    if let Some(text) = key.filter(|text| !text.is_empty()) {
        changes.key = Some(typed_key(text)?);
    }
    Ok(())
}

fn typed_key(text: String) -> Result<KeySource> {
    Ok(KeySource::Stored(ApiKey::checked(text, "the prompt")?))
}

pub fn url_missing(name: &str, context: &Context) -> Failure {
    let why = why_not_asked(context);
    Failure::usage(format!("profile `{name}` needs a URL{why}"))
        .hint("give `--app-url URL` as the console shows it")
}

pub fn key_missing(name: &str, context: &Context) -> Failure {
    let why = why_not_asked(context);
    Failure::usage(format!("profile `{name}` needs a key{why}"))
        .hint("give one of `--key-stdin`, `--key-command CMD` and `--key-env VAR`")
}

/// The option or variable that keeps a person from being asked, in words.
fn why_not_asked(context: &Context) -> String {
    let by = context.console.no_input();
    by.map_or_else(String::new, |by| {
        format!(", and {by} forbids to ask for it")
    })
}
