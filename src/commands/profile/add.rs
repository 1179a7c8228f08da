//! `cyxth profile add`, and `cyxth profile set-key`.

use crate::config::{ConfigError, Profiles, check_name};
use crate::context::Context;
use crate::error::Result;

use super::asking::{ask_for_changes, ask_for_key, ask_for_url, key_missing};
use super::changes::ProfileChanges;
use super::options::{AddProfile, SetKey};
use super::store::store;

pub fn add(arguments: &AddProfile, context: &Context) -> Result<()> {
    let name = &arguments.name;
    let replace = arguments.replace;
    // Everything that can be refused is refused before a key is typed for nothing.
    check_name(name)?;
    let profiles = Profiles::load(&context.paths.profiles()?)?;
    let is_there = profiles.contains(name);
    if is_there && !replace {
        return Err(ConfigError::ProfileExists(name.clone()).into());
    }
    let mut changes = ProfileChanges::of_options(arguments, context)?;
    changes.key = arguments.key.read(context)?;
    if is_there && changes.is_empty() {
        ask_for_changes(&mut changes, &profiles, name, context)?;
    }
    let profile = changes.put_over(&profiles, name, replace)?;
    if profile.api_url().is_none() {
        changes.app_url = Some(ask_for_url(name, context)?);
        changes.check_open(context)?;
    }
    if profile.key.is_none() {
        let key = ask_for_key(context)?;
        changes.key = Some(key.ok_or_else(|| key_missing(name, context))?);
    }
    store(&changes, name, replace, context)
}

/// Replaces the key alone.
pub fn set_key(arguments: &SetKey, context: &Context) -> Result<()> {
    let name = &arguments.name;
    check_name(name)?;
    let profiles = Profiles::load(&context.paths.profiles()?)?;
    if !profiles.contains(name) {
        return Err(ConfigError::UnknownProfile(name.clone()).into());
    }
    let key = match arguments.key.read(context)? {
        None => ask_for_key(context)?,
        given => given,
    };
    let changes = ProfileChanges {
        key: Some(key.ok_or_else(|| key_missing(name, context))?),
        in_keyring: arguments.key.in_keyring(),
        ..ProfileChanges::default()
    };
    store(&changes, name, true, context)
}
