//! One profile, and its fields as they are written.

use std::path::{Path, PathBuf};

use toml_edit::{Item, TableLike, Value};

use super::key_source::KeySource;
use super::pace::Concurrency;
use super::url::{ApiUrl, AppUrl};
use crate::record::ModeScale;

/// What `key_store` says where the key is kept in the system's keyring.
pub(super) const KEYRING: &str = "keyring";

/// A stored instance.
#[derive(Debug, Clone)]
pub struct Profile {
    /// As the person wrote it; absent where only an API URL is stored.
    pub app_url: Option<AppUrl>,
    /// Only where it is not the app URL plus `/api`.
    pub own_api_url: Option<ApiUrl>,
    pub key: Option<KeySource>,
    /// A further root certificate for its URL.
    pub ca_cert: Option<PathBuf>,
    /// Requests in flight.
    pub concurrency: Option<Concurrency>,
    /// Requests a second at most.
    pub rate: Option<f64>,
    /// What the names of modes stand for.
    pub mode_scale: Option<ModeScale>,
    /// The profile's name has to be typed before anything is deleted.
    pub protected: bool,
    /// Nothing that changes anything is sent.
    pub read_only: bool,
    /// The directory that backups of changes go into.
    pub backup: Option<PathBuf>,
}

impl Profile {
    /// Where requests go: the API URL if one is stored, else the app URL plus `/api`.
    pub fn api_url(&self) -> Option<ApiUrl> {
        self.own_api_url
            .clone()
            .or_else(|| self.app_url.as_ref().map(AppUrl::api_url))
    }

    /// Whether an API URL is stored that is not the one of the app URL beside it.
    pub fn api_url_wins(&self) -> bool {
        let of_app_url = self.app_url.as_ref().map(AppUrl::api_url);
        of_app_url.is_some() && self.own_api_url.is_some() && self.own_api_url != of_app_url
    }

    /// Its fields as they are written; one without a value is not there.
    pub(super) fn fields(&self) -> [(&'static str, Option<Value>); 13] {
        let (mut key, mut command, mut variable, mut store) = (None, None, None, None);
        match &self.key {
            Some(KeySource::Stored(stored)) => key = Some(stored.expose().into()),
            Some(KeySource::Command(text)) => command = Some(text.into()),
            Some(KeySource::Variable(text)) => variable = Some(text.into()),
            Some(KeySource::Keyring(_)) => store = Some(KEYRING.into()),
            None => {}
        }
        // It was checked to be text when it was given.
        let path = |path: &PathBuf| Path::display(path).to_string().into();
        let url = |url: &AppUrl| url.to_string().into();
        let api_url = |url: &ApiUrl| url.to_string().into();
        let flag = |is_set: bool| is_set.then(|| true.into());
        [
            ("app_url", self.app_url.as_ref().map(url)),
            ("api_url", self.own_api_url.as_ref().map(api_url)),
            ("key", key),
            ("key_command", command),
            ("key_env", variable),
            ("key_store", store),
            ("ca_cert", self.ca_cert.as_ref().map(path)),
            ("backup", self.backup.as_ref().map(path)),
            ("mode_scale", self.mode_scale.map(|s| s.name().into())),
            ("concurrency", self.concurrency.map(concurrency_value)),
            ("rate", self.rate.map(number_value)),
            ("protected", flag(self.protected)),
            ("read_only", flag(self.read_only)),
        ]
    }
}

fn concurrency_value(concurrency: Concurrency) -> Value {
    match concurrency {
        Concurrency::Auto => "auto".into(),
        Concurrency::Fixed(most) => i64::try_from(most).unwrap_or(i64::MAX).into(),
    }
}

/// A whole number is written as one.
fn number_value(number: f64) -> Value {
    match number.fract() == 0.0 {
        true => (number as i64).into(),
        false => number.into(),
    }
}

/// Writes a value. Where there is one already, the comments around it stay.
pub(super) fn put(table: &mut dyn TableLike, field: &str, new: Value) {
    match table.get_mut(field).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = new;
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(field, Item::Value(new));
        }
    }
}
