//! What is to change in a profile, and what of it stays.

use std::path::{Path, PathBuf};

use crate::config::{
    ApiUrl, AppUrl, Concurrency, ConfigError, KeySource, Profile, Profiles, certificates,
};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::record::ModeScale;

use super::options::AddProfile;

/// What the command line and the prompts say.
#[derive(Default)]
pub struct ProfileChanges {
    pub app_url: Option<AppUrl>,
    pub api_url: Option<ApiUrl>,
    pub key: Option<KeySource>,
    /// Whether a key is kept in the keyring. If not given, it stays where it was.
    pub in_keyring: Option<bool>,
    pub ca_cert: Option<PathBuf>,
    pub concurrency: Option<Concurrency>,
    pub rate: Option<f64>,
    pub mode_scale: Option<ModeScale>,
    pub protected: Option<bool>,
    pub read_only: Option<bool>,
    pub backup: Option<PathBuf>,
}

impl ProfileChanges {
    /// What the options say, all but the key.
    pub fn of_options(arguments: &AddProfile, context: &Context) -> Result<ProfileChanges> {
        let options = &context.options;
        // URLs are only taken from the command line: a variable set for another purpose must not
        // end up in a file.
        let (app_url, api_url) = (&options.target.app_url, &options.target.api_url);
        let changes = ProfileChanges {
            app_url: app_url.as_deref().map(AppUrl::parse).transpose()?,
            api_url: api_url.as_deref().map(ApiUrl::parse).transpose()?,
            key: None,
            in_keyring: arguments.key.in_keyring(),
            ca_cert: options
                .ca_cert
                .as_deref()
                .map(check_certificate)
                .transpose()?,
            concurrency: options.concurrency,
            rate: options.rate,
            mode_scale: options.mode_scale,
            protected: arguments.protected,
            read_only: arguments.read_only,
            backup: options.backup.as_deref().map(check_directory).transpose()?,
        };
        changes.check_open(context)?;
        Ok(changes)
    }

    pub fn is_empty(&self) -> bool {
        self.in_keyring.is_none()
            && self.app_url.is_none()
            && self.api_url.is_none()
            && self.key.is_none()
            && self.ca_cert.is_none()
            && self.concurrency.is_none()
            && self.rate.is_none()
            && self.mode_scale.is_none()
            && self.protected.is_none()
            && self.read_only.is_none()
            && self.backup.is_none()
    }

    /// Refuses a URL that no command would use: it must not be stored, and no key be typed for it.
    pub fn check_open(&self, context: &Context) -> Result<()> {
        let is_allowed = context.options.target.allow_http || context.environment.allows_http();
        let of_app = self.app_url.as_ref().map(AppUrl::api_url);
        for url in of_app.iter().chain(&self.api_url) {
            url.check_open(is_allowed)?;
        }
        Ok(())
    }

    /// Puts what is given on top of what is stored.
    pub fn put_over(&self, profiles: &Profiles, name: &str, replace: bool) -> Result<Profile> {
        let is_there = profiles.contains(name);
        if is_there && !replace {
            return Err(ConfigError::ProfileExists(name.to_owned()).into());
        }
        let flag = |field| profiles.flag(name, field).map(Some);
        let protected = or_stored(&self.protected, is_there, || flag("protected"))?;
        let read_only = or_stored(&self.read_only, is_there, || flag("read_only"))?;
        let gives_url = self.app_url.is_some() || self.api_url.is_some();
        let (app_url, own_api_url) = match is_there && !gives_url {
            true => profiles.urls(name)?,
            false => (self.app_url.clone(), self.api_url.clone()),
        };
        let path = |field| profiles.path(name, field);
        let profile = Profile {
            app_url,
            own_api_url,
            key: or_stored(&self.key, is_there, || profiles.key(name))?,
            ca_cert: or_stored(&self.ca_cert, is_there, || path("ca_cert"))?,
            concurrency: or_stored(&self.concurrency, is_there, || profiles.concurrency(name))?,
            rate: or_stored(&self.rate, is_there, || profiles.rate(name))?,
            mode_scale: or_stored(&self.mode_scale, is_there, || profiles.mode_scale(name))?,
            protected: protected.unwrap_or(false),
            read_only: read_only.unwrap_or(false),
            backup: or_stored(&self.backup, is_there, || path("backup"))?,
        };
        if is_there && gives_url && self.key.is_none() {
            check_key_goes_along(&profile, profiles, name)?;
        }
        Ok(profile)
    }
}

/// What is given, or else what is stored. What is not needed may be broken.
fn or_stored<T: Clone>(
    given: &Option<T>,
    is_there: bool,
    stored: impl FnOnce() -> Result<Option<T>, ConfigError>,
) -> Result<Option<T>, ConfigError> {
    match given {
        None if is_there => stored(),
        given => Ok(given.clone()),
    }
}

/// Refuses a new URL that the key which stays would go to.
fn check_key_goes_along(profile: &Profile, profiles: &Profiles, name: &str) -> Result<()> {
    let is_stored = matches!(
        profile.key,
        Some(KeySource::Stored(_) | KeySource::Keyring(_))
    );
    let old_url = profiles.get(name).ok().and_then(|old| old.api_url());
    if is_stored && old_url != profile.api_url() {
        return Err(Failure::usage(format!(
            "the URL of profile `{name}` would change, and its stored key stay"
        ))
        .hint("a key goes to its own URL alone: give the new URL's key with `--key-stdin`"));
    }
    Ok(())
}

/// The file as it is stored: its absolute path, so that the profile can be used anywhere.
fn check_certificate(path: &Path) -> Result<PathBuf> {
    certificates(path)?;
    absolute(path)
}

/// The directory as it is stored.
fn check_directory(path: &Path) -> Result<PathBuf> {
    if !path.is_dir() {
        let message = format!(
            "--backup {}: a profile keeps a directory, and there is none",
            path.display()
        );
        return Err(Failure::usage(message).hint("make it first: `mkdir -m 700 DIR`"));
    }
    absolute(path)
}

fn absolute(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    if absolute.to_str().is_none() {
        let message = format!("the path {} is not text in UTF-8", absolute.display());
        return Err(Failure::usage(message));
    }
    Ok(absolute)
}
