//! The file of profiles: read whole, changed under a lock, written beside its place and renamed.

use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::error::ConfigError;
use super::key::ApiKey;
use super::key_source::KeySource;
use super::keyring::KeyringEntry;
use super::pace::{CONCURRENCY, Concurrency, RATE, checked_rate};
use super::private::{access_problem, lock, read_regular, replace, wider_than};
use super::profile::{KEYRING, Profile, put};
use super::url::{ApiUrl, AppUrl};
use crate::record::ModeScale;

/// The name of the profile that is always there: the instance on this machine.
pub const SANDBOX: &str = "sandbox";

/// The stored profiles. Comments and order of the file survive a change.
#[derive(Debug)]
pub struct Profiles {
    path: PathBuf,
    document: DocumentMut,
}

impl Profiles {
    /// Reads the file; one that is not there holds no profiles.
    pub fn load(path: &Path) -> Result<Profiles, ConfigError> {
        let bytes = read_regular(path)?.unwrap_or_default();
        Profiles::parse(path, bytes)
    }

    /// Reads what the file holds.
    pub fn parse(path: &Path, bytes: Vec<u8>) -> Result<Profiles, ConfigError> {
        let text = String::from_utf8(bytes)
            .map_err(|_| ConfigError::broken(path, "it is not text in UTF-8"))?;
        // The parser's own message quotes the line at fault, and a key may stand in it.
        let document = text.parse::<DocumentMut>().map_err(|error| {
            let line = error.span().map_or(1, |span| {
                1 + text[..span.start.min(text.len())].matches('\n').count()
            });
            let why = format!("line {line}: {}", first_line(error.message()));
            ConfigError::broken(path, why)
        })?;
        let profiles = Profiles {
            path: path.to_owned(),
            document,
        };
        profiles.check()?;
        Ok(profiles)
    }

    /// Checks the shape of the file: ignoring what is wrong would make it look empty.
    fn check(&self) -> Result<(), ConfigError> {
        let wrong = |why: String| Err(ConfigError::broken(&self.path, why));
        if self
            .document
            .get("default")
            .is_some_and(|item| !item.is_str())
        {
            return wrong("`default` is not a string".to_owned());
        }
        match (self.document.get("profiles"), self.table()) {
            (Some(_), None) => wrong("`profiles` is not a table".to_owned()),
            (_, Some(table)) => match table.iter().find(|(_, item)| !item.is_table_like()) {
                Some((name, _)) => wrong(format!("profile `{name}` is not a table")),
                None => Ok(()),
            },
            (None, None) => Ok(()),
        }
    }

    /// Changes the file: no other process can change it between the reading and the writing.
    pub fn change<T, E: From<ConfigError>>(
        path: &Path,
        change: impl FnOnce(&mut Profiles) -> Result<T, E>,
    ) -> Result<T, E> {
        let lock = lock(&path.with_extension("lock"))?;
        let mut profiles = Profiles::load(path)?;
        let result = change(&mut profiles)?;
        replace(path, profiles.document.to_string().as_bytes())?;
        drop(lock);
        Ok(result)
    }

    /// The file as it would be written.
    pub fn written(&self) -> String {
        self.document.to_string()
    }

    /// The names in the order of the file.
    pub fn names(&self) -> Vec<String> {
        self.table()
            .map(|table| table.iter().map(|(name, _)| name.to_owned()).collect())
            .unwrap_or_default()
    }

    pub fn default(&self) -> Option<&str> {
        self.document.get("default").and_then(Item::as_str)
    }

    pub fn set_default(&mut self, name: &str) -> Result<(), ConfigError> {
        if name != SANDBOX && !self.contains(name) {
            return Err(ConfigError::UnknownProfile(name.to_owned()));
        }
        put(self.document.as_table_mut(), "default", name.into());
        Ok(())
    }

    pub fn contains(&self, name: &str) -> bool {
        self.table().is_some_and(|table| table.contains_key(name))
    }

    pub fn get(&self, name: &str) -> Result<Profile, ConfigError> {
        let (app_url, own_api_url) = self.urls(name)?;
        Ok(Profile {
            app_url,
            own_api_url,
            key: self.key(name)?,
            ca_cert: self.text(name, "ca_cert")?.map(PathBuf::from),
            concurrency: self.concurrency(name)?,
            rate: self.rate(name)?,
            mode_scale: self.mode_scale(name)?,
            protected: self.flag(name, "protected")?,
            read_only: self.flag(name, "read_only")?,
            backup: self.text(name, "backup")?.map(PathBuf::from),
        })
    }

    /// The app URL of a profile and its API URL, as far as it has them.
    pub fn urls(&self, name: &str) -> Result<(Option<AppUrl>, Option<ApiUrl>), ConfigError> {
        let (app_url, api_url) = (self.text(name, "app_url")?, self.text(name, "api_url")?);
        Ok((
            app_url.as_deref().map(AppUrl::parse).transpose()?,
            api_url.as_deref().map(ApiUrl::parse).transpose()?,
        ))
    }

    /// The API URL of a profile, if it has one that can be read, whatever else is wrong with it.
    pub(super) fn api_url(&self, name: &str) -> Option<ApiUrl> {
        let text = |field| self.text(name, field).ok().flatten();
        match (text("api_url"), text("app_url")) {
            (Some(url), _) => ApiUrl::parse(&url).ok(),
            (None, Some(url)) => Some(AppUrl::parse(&url).ok()?.api_url()),
            (None, None) => None,
        }
    }

    /// What the names of modes stand for in the instance of a profile.
    pub fn mode_scale(&self, name: &str) -> Result<Option<ModeScale>, ConfigError> {
        let Some(text) = self.text(name, "mode_scale")? else {
            return Ok(None);
        };
        match ModeScale::of_name(&text) {
            Some(scale) => Ok(Some(scale)),
            None => {
                let why =
                    format!("`mode_scale` of profile `{name}` is neither `levels` nor `flags`");
                Err(ConfigError::broken(&self.path, why))
            }
        }
    }

    /// How many requests to the instance of a profile may be in flight.
    pub fn concurrency(&self, name: &str) -> Result<Option<Concurrency>, ConfigError> {
        let Some(item) = self.field(name, "concurrency")? else {
            return Ok(None);
        };
        let number = item.as_integer().and_then(|n| usize::try_from(n).ok());
        let concurrency = match item.as_str() {
            Some("auto") => Some(Concurrency::Auto),
            _ => number.and_then(Concurrency::fixed),
        };
        concurrency.map(Some).ok_or_else(|| {
            let why = format!("`concurrency` of profile `{name}`: expected {CONCURRENCY}");
            ConfigError::broken(&self.path, why)
        })
    }

    /// How many requests a second may go to the instance of a profile.
    pub fn rate(&self, name: &str) -> Result<Option<f64>, ConfigError> {
        let Some(item) = self.field(name, "rate")? else {
            return Ok(None);
        };
        let whole = item.as_integer().map(|number| number as f64);
        let rate = item.as_float().or(whole).and_then(checked_rate);
        rate.map(Some).ok_or_else(|| {
            let why = format!("`rate` of profile `{name}`: expected {RATE}");
            ConfigError::broken(&self.path, why)
        })
    }

    /// Whether a field of a profile is set to `true`.
    pub fn flag(&self, name: &str, field: &str) -> Result<bool, ConfigError> {
        let Some(item) = self.field(name, field)? else {
            return Ok(false);
        };
        item.as_bool().ok_or_else(|| {
            let why = format!("`{field}` of profile `{name}` is neither `true` nor `false`");
            ConfigError::broken(&self.path, why)
        })
    }

    /// Where the profile's key comes from, even if its URLs are invalid.
    pub fn key(&self, name: &str) -> Result<Option<KeySource>, ConfigError> {
        let mut keys = Vec::new();
        if let Some(key) = self.text(name, "key")? {
            keys.push(KeySource::Stored(ApiKey::new(key)));
        }
        if let Some(command) = self.text(name, "key_command")? {
            keys.push(KeySource::Command(command));
        }
        if let Some(variable) = self.text(name, "key_env")? {
            keys.push(KeySource::Variable(variable));
        }
        match self.text(name, "key_store")?.as_deref() {
            None => {}
            Some(KEYRING) => {
                // For the URL as it is written: a broken one is reported where it is read.
                let url = self.get_url(name)?;
                keys.push(KeySource::Keyring(KeyringEntry::new(name, &url)));
            }
            Some(_) => {
                let why = format!("`key_store` of profile `{name}` is not `{KEYRING}`");
                return Err(ConfigError::broken(&self.path, why));
            }
        }
        if keys.len() > 1 {
            let why = format!(
                "profile `{name}` has more than one of key, key_command, key_env and key_store"
            );
            return Err(ConfigError::broken(&self.path, why));
        }
        Ok(keys.pop())
    }

    /// The API URL of a profile, or what stands in its place.
    fn get_url(&self, name: &str) -> Result<String, ConfigError> {
        let (app_url, api_url) = (self.text(name, "app_url")?, self.text(name, "api_url")?);
        let of_app = |text: &String| AppUrl::parse(text).map(|url| url.api_url().to_string());
        Ok(match (api_url, app_url) {
            (Some(text), _) => ApiUrl::parse(&text).map_or(text, |url| url.to_string()),
            (None, Some(text)) => of_app(&text).unwrap_or(text),
            (None, None) => String::new(),
        })
    }

    /// A field of a profile as it is written.
    pub fn text(&self, name: &str, field: &str) -> Result<Option<String>, ConfigError> {
        match self.field(name, field)? {
            None => Ok(None),
            Some(item) => match item.as_str() {
                Some(text) => Ok(Some(text.to_owned())),
                None => Err(ConfigError::broken(
                    &self.path,
                    format!("`{field}` of profile `{name}` is not a string"),
                )),
            },
        }
    }

    fn field(&self, name: &str, field: &str) -> Result<Option<&Item>, ConfigError> {
        let profile = self
            .table()
            .and_then(|table| table.get(name))
            .ok_or_else(|| ConfigError::UnknownProfile(name.to_owned()))?;
        Ok(profile.get(field))
    }

    /// Writes a profile, new or in place of the one with that name. Fields that the tool does
    /// not know stay.
    pub fn set(&mut self, name: &str, profile: &Profile) -> Result<(), ConfigError> {
        check_name(name)?;
        let path = self.path.clone();
        // What means the same stays as the person has written it.
        let old = self.get(name).map(|old| old.fields()).ok();
        let profiles = self
            .document
            .entry("profiles")
            .or_insert_with(|| {
                let mut table = Table::new();
                table.set_implicit(true);
                Item::Table(table)
            })
            .as_table_like_mut()
            .ok_or_else(|| ConfigError::broken(&path, "`profiles` is not a table"))?;
        let entry = profiles
            .entry(name)
            .or_insert_with(|| Item::Table(Table::new()))
            .as_table_like_mut()
            .ok_or_else(|| {
                ConfigError::broken(&path, format!("profile `{name}` is not a table"))
            })?;
        for (number, (field, value)) in profile.fields().into_iter().enumerate() {
            let text = |value: &Value| value.to_string();
            let before = old.as_ref().map(|old| old[number].1.as_ref().map(text));
            if before.is_some_and(|before| before == value.as_ref().map(text)) {
                continue;
            }
            match value {
                Some(value) => put(entry, field, value),
                None => {
                    entry.remove(field);
                }
            }
        }
        Ok(())
    }

    /// Removes a profile; it is no longer the default either.
    pub fn remove(&mut self, name: &str) -> Result<(), ConfigError> {
        let removed = self
            .document
            .get_mut("profiles")
            .and_then(Item::as_table_like_mut)
            .and_then(|table| table.remove(name));
        if removed.is_none() {
            return Err(ConfigError::UnknownProfile(name.to_owned()));
        }
        if self.default() == Some(name) {
            self.document.remove("default");
        }
        Ok(())
    }

    /// What lets others get at the keys or change where they go, in words. A file that others can
    /// read matters only if it holds a key, and a directory that they can read only if `strict`: it
    /// does not let them read a file of mode 0600.
    pub fn exposed(&self, strict: bool) -> Option<String> {
        self.readable(strict).or_else(|| access_problem(&self.path))
    }

    fn readable(&self, strict: bool) -> Option<String> {
        let holds_key = self
            .names()
            .iter()
            .any(|name| matches!(self.text(name, "key"), Ok(Some(_))));
        if !holds_key {
            return None;
        }
        wider_than(&self.path, 0o600)
            .or_else(|| {
                strict
                    .then(|| wider_than(self.path.parent()?, 0o700))
                    .flatten()
            })
            .map(|(path, mode, wanted)| {
                format!(
                    "{} holds API keys and others can get at it (mode {mode:04o}): chmod {wanted:o} it",
                    path.display()
                )
            })
    }

    fn table(&self) -> Option<&dyn TableLike> {
        self.document.get("profiles").and_then(Item::as_table_like)
    }
}

/// Refuses a text that cannot be the name of a stored profile.
pub fn check_name(name: &str) -> Result<(), ConfigError> {
    let bad = |why| Err(ConfigError::ProfileName(name.to_owned(), why));
    if name == SANDBOX {
        return bad("it is the local instance, which is always there");
    }
    if name.is_empty() || name.len() > 64 {
        return bad("a name has 1 to 64 characters");
    }
    if !name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        || name.starts_with(['-', '.'])
    {
        return bad(
            "a name consists of letters, digits, `-`, `_` and `.`, and does not begin with `-` or `.`",
        );
    }
    Ok(())
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
