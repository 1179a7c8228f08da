//! Storing the changes to a profile, and its key in the keyring.

use crate::config::{KeySource, KeyringEntry, Profiles};
use crate::context::Context;
use crate::error::{Failure, Result};

use super::asking::{key_missing, url_missing};
use super::changes::ProfileChanges;
use super::open::warn_if_open;

/// Stores the changes. The profile may have changed while the key was being entered, so what is
/// kept of it is what is there now.
pub fn store(changes: &ProfileChanges, name: &str, replace: bool, context: &Context) -> Result<()> {
    if context.options.dry_run {
        let note = format!("dry run: profile `{name}` is not stored");
        context.console.note(&note);
        return Ok(());
    }
    let path = context.paths.profiles()?;
    let profiles = Profiles::load(&path)?;
    let moved = move_key(changes, &profiles, name, replace, context)?;
    let old = profiles.key(name).ok().flatten();
    let (is_changed, is_first) = Profiles::change(&path, |profiles| {
        let before = profiles.written();
        let mut profile = changes.put_over(profiles, name, replace)?;
        if let Some(source) = &moved {
            profile.key = Some(source.clone());
        }
        if profile.api_url().is_none() {
            return Err(url_missing(name, context));
        }
        if profile.key.is_none() {
            return Err(key_missing(name, context));
        }
        profiles.set(name, &profile)?;
        let is_changed = profiles.written() != before;
        let is_first = profiles.default().is_none();
        if is_first {
            profiles.set_default(name)?;
        }
        Ok((is_changed, is_first))
    })?;
    let is_changed = is_changed || matches!(moved, Some(KeySource::Keyring(_)));
    if let Some(KeySource::Keyring(old)) = old {
        let now = Profiles::load(&path)?.key(name);
        if !matches!(now, Ok(Some(KeySource::Keyring(new))) if new == old) {
            forget(context, &old, name);
        }
    }
    let default = if is_first {
        ", which is the default now"
    } else {
        ""
    };
    context.console.note(&match is_changed {
        true => format!("stored profile `{name}`{default}"),
        false if changes.is_empty() => {
            format!("profile `{name}` stays as it is: nothing was given to change")
        }
        false => format!("profile `{name}` stays as it is: it holds what was given"),
    });
    if let Ok(profiles) = Profiles::load(&path) {
        warn_if_open(context, &profiles, name);
        context.warn_of_exposed_keys(&profiles, true);
    }
    Ok(())
}

/// Puts the key into the keyring or takes it out, and gives back where it comes from then; `None` if it
/// stays where it is. Without an option its place is where the profile's earlier keys were.
fn move_key(
    changes: &ProfileChanges,
    profiles: &Profiles,
    name: &str,
    replace: bool,
    context: &Context,
) -> Result<Option<KeySource>> {
    let patience = context.options.target.key_patience;
    let profile = changes.put_over(profiles, name, replace)?;
    let was_there = matches!(profiles.key(name), Ok(Some(KeySource::Keyring(_))));
    let Some(url) = profile.api_url() else {
        return Ok(None);
    };
    match (profile.key, changes.in_keyring) {
        (Some(KeySource::Stored(key)), wanted) if wanted.unwrap_or(was_there) => {
            let entry = KeyringEntry::new(name, &url.to_string());
            entry.store(&key, patience)?;
            Ok(Some(KeySource::Keyring(entry)))
        }
        (Some(source @ KeySource::Keyring(_)), Some(false)) => {
            let key = source.fetch(name, patience)?;
            Ok(Some(KeySource::Stored(key)))
        }
        (Some(KeySource::Command(_) | KeySource::Variable(_)), Some(true)) => Err(Failure::usage(
            format!("the key of profile `{name}` is not stored, so there is none for the keyring"),
        )
        .hint("give the key too: `--keyring --key-stdin`")),
        _ => Ok(None),
    }
}

/// Takes a key that is no longer used out of the keyring. If it stays there, that is reported but
/// is not a failure: the profile is as it was asked for.
pub fn forget(context: &Context, entry: &KeyringEntry, name: &str) {
    if let Err(error) = entry.remove(context.options.target.key_patience) {
        let warning = format!("the old key of profile `{name}` stays in the keyring: {error}");
        context.console.warn(&warning);
    }
}
