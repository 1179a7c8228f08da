//! `cyxth profile add`, and `cyxth profile set-key`.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use crate::config::{
    ApiKey, ApiUrl, AppUrl, Concurrency, ConfigError, KeySource, KeyringEntry, Profile, Profiles,
    certificates, check_name,
};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::record::ModeScale;
use crate::render::{ask, ask_key};

use super::open::warn_if_open;

#[derive(Debug, Args)]
pub struct AddProfile {
    /// The profile's name: letters, digits, `-`, `_` and `.`
    #[arg(value_name = "NAME")]
    name: String,
    /// Change the profile of that name; what is not given stays as it is
    #[arg(long)]
    replace: bool,
    /// Ask for the profile's name before anything is deleted, pruned or recreated there
    ///
    /// In scripts --yes is not enough then, --confirm NAME is. It holds for the profile's API URL,
    /// however a command came to it. `--protected=false` takes it back.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    protected: Option<bool>,
    /// Send nothing that changes anything to the profile's API URL (exit status 3)
    ///
    /// However a command came to it. `--read-only=false` takes it back.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    read_only: Option<bool>,
    #[command(flatten)]
    key: KeyOptions,
}

#[derive(Debug, Args)]
pub struct SetKey {
    /// The profile's name
    #[arg(value_name = "NAME", value_hint = ValueHint::Other)]
    name: String,
    #[command(flatten)]
    key: KeyOptions,
}

/// Where the key comes from.
#[derive(Debug, Args)]
struct KeyOptions {
    /// Take the first line of standard input as the key
    #[arg(long, group = "key")]
    key_stdin: bool,
    /// A command that prints the key; it is run at each use, and the key is not stored
    #[arg(long, value_name = "CMD", group = "key")]
    key_command: Option<String>,
    /// A variable that holds the key at each use; the key is not stored
    #[arg(long, value_name = "VAR", group = "key")]
    key_env: Option<String>,
    /// Keep the key in the keyring of this system, and not in the profile's file
    ///
    /// The Secret Service on Linux (GNOME Keyring, KWallet), the keychain on macOS, the credential
    /// manager on Windows. A key that was in the file is moved, and later ones go there too. An answer
    /// is waited for 3 seconds, and a minute on a terminal, where a person can unlock it. Nothing stands
    /// in for a keyring that cannot be used.
    #[arg(long, conflicts_with_all = ["key_command", "key_env"])]
    keyring: bool,
    /// Keep the key in the profile's file, where it was in the keyring
    #[arg(long, conflicts_with = "keyring")]
    no_keyring: bool,
}

/// What the command line and the prompts say.
#[derive(Default)]
struct ProfileChanges {
    app_url: Option<AppUrl>,
    api_url: Option<ApiUrl>,
    key: Option<KeySource>,
    /// Whether a key is kept in the keyring. If not given, it stays where it was.
    in_keyring: Option<bool>,
    ca_cert: Option<PathBuf>,
    concurrency: Option<Concurrency>,
    rate: Option<f64>,
    mode_scale: Option<ModeScale>,
    protected: Option<bool>,
    read_only: Option<bool>,
    backup: Option<PathBuf>,
}

impl ProfileChanges {
    fn is_empty(&self) -> bool {
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

    /// Puts what is given on top of what is stored.
    fn put_over(&self, profiles: &Profiles, name: &str, replace: bool) -> Result<Profile> {
        let mut profile = Profile {
            app_url: self.app_url.clone(),
            own_api_url: self.api_url.clone(),
            key: self.key.clone(),
            ca_cert: self.ca_cert.clone(),
            concurrency: self.concurrency,
            rate: self.rate,
            mode_scale: self.mode_scale,
            protected: self.protected.unwrap_or(false),
            read_only: self.read_only.unwrap_or(false),
            backup: self.backup.clone(),
        };
        if !profiles.contains(name) {
            return Ok(profile);
        }
        if !replace {
            return Err(ConfigError::ProfileExists(name.to_owned()).into());
        }
        if profile.ca_cert.is_none() {
            profile.ca_cert = profiles.text(name, "ca_cert")?.map(PathBuf::from);
        }
        if profile.backup.is_none() {
            profile.backup = profiles.text(name, "backup")?.map(PathBuf::from);
        }
        if self.protected.is_none() {
            profile.protected = profiles.flag(name, "protected")?;
        }
        if self.read_only.is_none() {
            profile.read_only = profiles.flag(name, "read_only")?;
        }
        if profile.concurrency.is_none() {
            profile.concurrency = profiles.concurrency(name)?;
        }
        if profile.rate.is_none() {
            profile.rate = profiles.rate(name)?;
        }
        if profile.mode_scale.is_none() {
            profile.mode_scale = profiles.mode_scale(name)?;
        }
        if profile.api_url().is_none() {
            (profile.app_url, profile.own_api_url) = profiles.urls(name)?;
            if profile.key.is_none() {
                profile.key = profiles.key(name)?;
            }
        } else if profile.key.is_none() {
            // The old URL may be broken, and is not needed.
            profile.key = profiles.key(name)?;
            let old_url = profiles.get(name).ok().and_then(|old| old.api_url());
            let is_stored = matches!(
                profile.key,
                Some(KeySource::Stored(_) | KeySource::Keyring(_))
            );
            if is_stored && old_url != profile.api_url() {
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

    /// Stores it. The profile may have changed while the key was being entered, so what is kept of
    /// it is what is there now.
    fn store(&self, name: &str, replace: bool, context: &Context) -> Result<()> {
        if context.options.dry_run {
            let note = format!("dry run: profile `{name}` is not stored");
            context.console.note(&note);
            return Ok(());
        }
        let path = context.paths.profiles()?;
        let profiles = Profiles::load(&path)?;
        let in_keyring = self.put_into_keyring(&profiles, name, replace, context)?;
        let old = profiles.key(name).ok().flatten();
        let (is_changed, is_first) = Profiles::change(&path, |profiles| {
            let before = profiles.written();
            let mut profile = self.put_over(profiles, name, replace)?;
            match &in_keyring {
                KeyPlace::Keyring(entry) => profile.key = Some(KeySource::Keyring(entry.clone())),
                KeyPlace::OutOfKeyring(key) => profile.key = Some(KeySource::Stored(key.clone())),
                KeyPlace::Elsewhere => {}
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
        let is_changed = is_changed || matches!(in_keyring, KeyPlace::Keyring(_));
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
            false if self.is_empty() => {
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
}

/// Where a key that is stored goes.
enum KeyPlace {
    Keyring(KeyringEntry),
    OutOfKeyring(ApiKey),
    /// It comes from elsewhere, or stays where it is.
    Elsewhere,
}

impl ProfileChanges {
    /// Puts the key into the keyring, if that is its place. It stays in the one where earlier keys of
    /// the profile were, unless the person says otherwise.
    fn put_into_keyring(
        &self,
        profiles: &Profiles,
        name: &str,
        replace: bool,
        context: &Context,
    ) -> Result<KeyPlace> {
        let patience = context.options.target.key_patience;
        let profile = self.put_over(profiles, name, replace)?;
        let was_there = matches!(
            profiles.contains(name).then(|| profiles.key(name)),
            Some(Ok(Some(KeySource::Keyring(_))))
        );
        let Some(url) = profile.api_url() else {
            return Ok(KeyPlace::Elsewhere);
        };
        match profile.key {
            Some(KeySource::Stored(key)) if self.in_keyring.unwrap_or(was_there) => {
                let entry = KeyringEntry::new(name, &url.to_string());
                entry.store(&key, patience)?;
                Ok(KeyPlace::Keyring(entry))
            }
            Some(source @ KeySource::Keyring(_)) if self.in_keyring == Some(false) => {
                Ok(KeyPlace::OutOfKeyring(source.fetch(name, patience)?))
            }
            Some(KeySource::Command(_) | KeySource::Variable(_))
                if self.in_keyring == Some(true) =>
            {
                Err(Failure::usage(format!(
                    "the key of profile `{name}` is not stored, so there is none for the keyring"
                ))
                .hint("give the key too: `--keyring --key-stdin`"))
            }
            _ => Ok(KeyPlace::Elsewhere),
        }
    }
}

/// Takes a key that is no longer used out of the keyring. If it stays there, that is reported but
/// is not a failure: the profile is as it was asked for.
pub(super) fn forget(context: &Context, entry: &KeyringEntry, name: &str) {
    if let Err(error) = entry.remove(context.options.target.key_patience) {
        let warning = format!("the old key of profile `{name}` stays in the keyring: {error}");
        context.console.warn(&warning);
    }
}

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

    // URLs are only taken from the command line: a variable set for another purpose must not
    // end up in a file.
    let target = &context.options.target;
    let mut changes = ProfileChanges {
        app_url: target.app_url.as_deref().map(AppUrl::parse).transpose()?,
        api_url: target.api_url.as_deref().map(ApiUrl::parse).transpose()?,
        key: None,
        in_keyring: arguments.key.in_keyring(),
        ca_cert: context
            .options
            .ca_cert
            .as_deref()
            .map(check_certificate)
            .transpose()?,
        concurrency: context.options.concurrency,
        rate: context.options.rate,
        mode_scale: context.options.mode_scale,
        protected: arguments.protected,
        read_only: arguments.read_only,
        backup: context
            .options
            .backup
            .as_deref()
            .map(check_directory)
            .transpose()?,
    };
    changes.check_open(context)?;
    changes.key = arguments.key.read(context)?;
    if is_there && changes.is_empty() {
        changes.ask_for_changes(&profiles, name, context)?;
    }
    let profile = changes.put_over(&profiles, name, replace)?;
    if profile.api_url().is_none() {
        changes.app_url = ask(&context.console, "App URL (as the console shows it)")?
            .filter(|text| !text.is_empty())
            .map(|text| AppUrl::parse(&text))
            .transpose()?;
        if changes.app_url.is_none() {
            return Err(url_missing(name, context));
        }
        changes.check_open(context)?;
    }
    if profile.key.is_none() {
        changes.key = ask_for_key(context)?;
        if changes.key.is_none() {
            return Err(key_missing(name, context));
        }
    }
    changes.store(name, replace, context)
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
        Some(key) => Some(key),
        None => ask_for_key(context)?,
    };
    let Some(key) = key else {
        return Err(key_missing(name, context));
    };
    let changes = ProfileChanges {
        key: Some(key),
        in_keyring: arguments.key.in_keyring(),
        ..ProfileChanges::default()
    };
    changes.store(name, true, context)
}

impl ProfileChanges {
    /// A URL that no command would use must not be stored, and no key be typed for it.
    fn check_open(&self, context: &Context) -> Result<()> {
        let is_allowed = context.options.target.allow_http || context.environment.allows_http();
        let of_app = self.app_url.as_ref().map(AppUrl::api_url);
        for url in of_app.iter().chain(&self.api_url) {
            url.check_open(is_allowed)?;
        }
        Ok(())
    }

    /// Asks what to change if no option says it; an empty answer keeps what is there.
    fn ask_for_changes(
        &mut self,
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
            self.app_url = Some(AppUrl::parse(&text)?);
            self.check_open(context)?;
        }
        let key = ask_key(&context.console, "API key (not shown; empty keeps it)")?;
        if let Some(text) = key.filter(|text| !text.is_empty()) {
            self.key = Some(KeySource::Stored(ApiKey::checked(text, "the prompt")?));
        }
        Ok(())
    }
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

fn url_missing(name: &str, context: &Context) -> Failure {
    let why = why_not_asked(context);
    Failure::usage(format!("profile `{name}` needs a URL{why}"))
        .hint("give `--app-url URL` as the console shows it")
}

/// What keeps a person from being asked, if something does.
fn why_not_asked(context: &Context) -> String {
    let by = context.console.no_input();
    by.map_or_else(String::new, |by| {
        format!(", and {by} forbids to ask for it")
    })
}

fn key_missing(name: &str, context: &Context) -> Failure {
    let why = why_not_asked(context);
    Failure::usage(format!("profile `{name}` needs a key{why}"))
        .hint("give one of `--key-stdin`, `--key-command CMD` and `--key-env VAR`")
}

/// None if nobody can be asked.
fn ask_for_key(context: &Context) -> Result<Option<KeySource>> {
    match ask_key(&context.console, "API key (not shown)")? {
        None => Ok(None),
        Some(text) if text.is_empty() => Err(Failure::usage("no key was typed; nothing is stored")),
        Some(text) => {
            let key = ApiKey::checked(text, "the prompt")?;
            Ok(Some(KeySource::Stored(key)))
        }
    }
}

impl KeyOptions {
    fn in_keyring(&self) -> Option<bool> {
        (self.keyring || self.no_keyring).then_some(self.keyring)
    }

    fn read(&self, context: &Context) -> Result<Option<KeySource>> {
        if self.key_stdin {
            if context.console.terminal().stdin {
                // Typed at a terminal it would be seen; the prompt hides it.
                return ask_for_key(context);
            }
            let key = ApiKey::from_first_line(io::stdin().lock(), "standard input")?;
            return Ok(Some(KeySource::Stored(key)));
        }
        if let Some(command) = &self.key_command {
            if command.trim().is_empty() {
                return Err(Failure::usage("--key-command is empty"));
            }
            return Ok(Some(KeySource::Command(command.clone())));
        }
        if let Some(variable) = &self.key_env {
            if variable.is_empty() || variable.contains(['=', '\0']) {
                let message = format!("--key-env `{variable}` is not the name of a variable");
                return Err(Failure::usage(message));
            }
            return Ok(Some(KeySource::Variable(variable.clone())));
        }
        Ok(None)
    }
}
