//! The fields of stored profiles, each read by itself: a broken one does not keep the others from
//! being read.

use std::path::PathBuf;

use toml_edit::Item;

use super::error::ConfigError;
use super::key::ApiKey;
use super::key_source::KeySource;
use super::keyring::KeyringEntry;
use super::pace::{CONCURRENCY, Concurrency, RATE, checked_rate};
use super::profile::{KEYRING, Profile};
use super::profiles::Profiles;
use super::url::{ApiUrl, AppUrl};
use crate::record::ModeScale;

impl Profiles {
    /// All of a profile, or what is wrong with the first field that is broken.
    pub fn get(&self, name: &str) -> Result<Profile, ConfigError> {
        let (app_url, own_api_url) = self.urls(name)?;
        Ok(Profile {
            app_url,
            own_api_url,
            key: self.key(name)?,
            ca_cert: self.path(name, "ca_cert")?,
            concurrency: self.concurrency(name)?,
            rate: self.rate(name)?,
            mode_scale: self.mode_scale(name)?,
            protected: self.flag(name, "protected")?,
            read_only: self.flag(name, "read_only")?,
            backup: self.path(name, "backup")?,
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
        const FIELD: &str = "mode_scale";
        let Some(text) = self.text(name, FIELD)? else {
            return Ok(None);
        };
        let scale = ModeScale::of_name(&text);
        scale.map(Some).ok_or_else(|| {
            let what = " is neither `levels` nor `flags`";
            self.broken_field(name, FIELD, what)
        })
    }

    /// How many requests to the instance of a profile may be in flight.
    pub fn concurrency(&self, name: &str) -> Result<Option<Concurrency>, ConfigError> {
        let wrong = format!(": expected {CONCURRENCY}");
        self.read(name, "concurrency", &wrong, |item| match item.as_str() {
            Some("auto") => Some(Concurrency::Auto),
            _ => Concurrency::fixed(item.as_integer()?.try_into().ok()?),
        })
    }

    /// How many requests a second may go to the instance of a profile.
    pub fn rate(&self, name: &str) -> Result<Option<f64>, ConfigError> {
        let wrong = format!(": expected {RATE}");
        self.read(name, "rate", &wrong, |item| {
            let whole = item.as_integer().map(|number| number as f64);
            item.as_float().or(whole).and_then(checked_rate)
        })
    }

    /// Whether a field of a profile is set to `true`.
    pub fn flag(&self, name: &str, field: &str) -> Result<bool, ConfigError> {
        let wrong = " is neither `true` nor `false`";
        let flag = self.read(name, field, wrong, Item::as_bool)?;
        Ok(flag.unwrap_or(false))
    }

    /// Where the profile's key comes from, even if its URLs are invalid.
    pub fn key(&self, name: &str) -> Result<Option<KeySource>, ConfigError> {
        let key = self.text(name, "key")?.map(ApiKey::new);
        let mut sources: Vec<KeySource> = key.map(KeySource::Stored).into_iter().collect();
        sources.extend(self.text(name, "key_command")?.map(KeySource::Command));
        sources.extend(self.text(name, "key_env")?.map(KeySource::Variable));
        match self.text(name, "key_store")?.as_deref() {
            None => {}
            Some(KEYRING) => {
                let entry = KeyringEntry::new(name, &self.url_of_key(name)?);
                sources.push(KeySource::Keyring(entry));
            }
            Some(_) => {
                let what = format!(" is not `{KEYRING}`");
                return Err(self.broken_field(name, "key_store", &what));
            }
        }
        if sources.len() > 1 {
            return Err(self.broken(format!(
                "profile `{name}` has more than one of key, key_command, key_env and key_store"
            )));
        }
        Ok(sources.pop())
    }

    /// The URL that a key in the keyring goes with. A broken one stays as it is written: it is
    /// reported where it is read.
    fn url_of_key(&self, name: &str) -> Result<String, ConfigError> {
        let (app_url, api_url) = (self.text(name, "app_url")?, self.text(name, "api_url")?);
        let written = api_url.or(app_url).unwrap_or_default();
        Ok(self.api_url(name).map_or(written, |url| url.to_string()))
    }

    /// A text field of a profile, as it is written.
    pub fn text(&self, name: &str, field: &str) -> Result<Option<String>, ConfigError> {
        self.read(name, field, " is not a string", |item| {
            item.as_str().map(str::to_owned)
        })
    }

    pub fn path(&self, name: &str, field: &str) -> Result<Option<PathBuf>, ConfigError> {
        Ok(self.text(name, field)?.map(PathBuf::from))
    }

    /// Reads a field, if the profile has it. `wrong` is what is said of a value that cannot be read.
    fn read<T>(
        &self,
        name: &str,
        field: &str,
        wrong: &str,
        read: impl FnOnce(&Item) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(item) = self.field(name, field)? else {
            return Ok(None);
        };
        let value = read(item);
        value
            .map(Some)
            .ok_or_else(|| self.broken_field(name, field, wrong))
    }

    fn broken_field(&self, name: &str, field: &str, what: &str) -> ConfigError {
        self.broken(format!("`{field}` of profile `{name}`{what}"))
    }
}
