//! `cyxth profile use`, and `cyxth profile remove`.

use crate::config::{ConfigError, KeySource, Profiles, ProfilesFile, SANDBOX};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::Stdin;

use super::next::NextUse;
use super::open::warn_if_open;
use super::overrides::Override;
use super::store::forget;

pub fn make_default(name: &str, context: &Context) -> Result<()> {
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
    // Read again, after the change.
    let file = ProfilesFile::at(path);
    warn_if_open(context, file.read()?, name);
    NextUse::of(context, &file).warn_unless_of(context, name);
    Override::warn(context, file.read()?, name);
    Ok(())
}

pub fn remove(name: &str, context: &Context) -> Result<()> {
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
    let question = format!("Remove profile `{name}` ({host}) and its stored key?");
    let flag = |field| profiles.flag(name, field).unwrap_or_default();
    match flag("protected") || flag("read_only") {
        // The guards of the instance would be gone too.
        true => context.confirm_by_name(&question, &[name.to_owned()], Stdin::Untouched)?,
        false => context.confirm(name, &question)?,
    }
    if context.options.dry_run {
        context
            .console
            .note(&format!("dry run: profile `{name}` stays"));
        return Ok(());
    }
    let key = profiles.key(name).ok().flatten();
    Profiles::change(&path, |profiles| profiles.remove(name))?;
    if let Some(KeySource::Keyring(entry)) = key {
        forget(context, &entry, name);
    }
    context.console.note(&format!("removed profile `{name}`"));
    Ok(())
}
