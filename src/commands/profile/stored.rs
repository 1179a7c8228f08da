//! A profile as `list` and `show` print it.

use serde::Serialize;
use serde_json::Value;

use crate::config::{Concurrency, Profiles, SANDBOX, without_user};
use crate::error::Result;
use crate::record::ModeScale;
use crate::render::Format;

use super::next::ShownNextUse;

/// The columns of CSV.
pub const COLUMNS: [&str; 6] = [
    "name",
    "app_url",
    "api_url",
    "key_source",
    "default",
    "guards",
];

/// A profile as it is printed. A key command is named, not printed: it may hold a secret.
#[derive(Debug, Default, Serialize)]
pub struct StoredProfile {
    /// None if variables alone make an instance.
    pub name: Option<String>,
    pub app_url: Option<String>,
    pub api_url: Option<String>,
    pub key_source: Option<String>,
    pub default: bool,
    /// What the names of modes stand for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode_scale: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_only: bool,
    /// The file of a further root certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_cert: Option<String>,
    /// The directory of backups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<String>,
    /// As it is written: `auto` or a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency: Option<Value>,
    /// Requests a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Value>,
    /// Only in `show`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<ShownNextUse>,
}

impl StoredProfile {
    pub fn of(profiles: &Profiles, name: &str) -> Result<StoredProfile> {
        let mut stored = StoredProfile::as_written(profiles, name);
        if name != SANDBOX || profiles.contains(name) {
            let profile = profiles.get(name)?;
            stored.app_url = profile.app_url.as_ref().map(ToString::to_string);
            stored.api_url = profile.api_url().as_ref().map(ToString::to_string);
        }
        Ok(stored)
    }

    /// What the file has of a profile, which may be broken, as far as it can be read.
    pub fn as_written(profiles: &Profiles, name: &str) -> StoredProfile {
        let url = |field| {
            let text = profiles.text(name, field).ok().flatten();
            text.as_deref().map(without_user)
        };
        let key = profiles.key(name).ok().flatten();
        StoredProfile {
            name: Some(name.to_owned()),
            app_url: url("app_url"),
            api_url: url("api_url"),
            key_source: key.as_ref().map(ToString::to_string),
            default: profiles.default() == Some(name),
            protected: profiles.flag(name, "protected").unwrap_or_default(),
            read_only: profiles.flag(name, "read_only").unwrap_or_default(),
            mode_scale: profiles
                .mode_scale(name)
                .ok()
                .flatten()
                .map(ModeScale::name),
            ca_cert: profiles.text(name, "ca_cert").ok().flatten(),
            backup: profiles.text(name, "backup").ok().flatten(),
            concurrency: profiles.concurrency(name).ok().flatten().map(concurrency),
            rate: profiles.rate(name).ok().flatten().map(number),
            ..StoredProfile::default()
        }
    }

    /// What guards it against changes, in words; empty if nothing does.
    pub fn guards(&self) -> &'static str {
        match (self.protected, self.read_only) {
            (false, false) => "",
            (true, false) => "protected",
            (false, true) => "read-only",
            (true, true) => "protected, read-only",
        }
    }

    /// How many requests go to it at a time and a second, in words, if it says so.
    pub fn pace(&self) -> Option<String> {
        let concurrency = self.concurrency.as_ref().map(|value| match value {
            Value::String(auto) => format!("{auto} in flight"),
            number => format!("{number} in flight at most"),
        });
        let rate = self.rate.as_ref();
        let rate = rate.map(|rate| format!("{rate} requests a second at most"));
        let parts: Vec<String> = concurrency.into_iter().chain(rate).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Whether the API URL is the usual one below the app URL.
    pub fn has_usual_api_url(&self) -> bool {
        match (&self.app_url, &self.api_url) {
            (Some(app), Some(api)) => {
                api.strip_suffix("/api") == Some(app.strip_suffix('/').unwrap_or(app))
            }
            (None, Some(_)) => false,
            (_, None) => true,
        }
    }

    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    /// Its cells. Each format marks the default in its own way.
    pub fn row(&self, format: Format) -> Vec<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let default = match (self.default, format) {
            (default, Format::Csv) => default.to_string(),
            (true, _) => "*".to_owned(),
            (false, _) => String::new(),
        };
        vec![
            text(&self.name),
            text(&self.app_url),
            text(&self.api_url),
            text(&self.key_source),
            default,
            self.guards().to_owned(),
        ]
    }
}

fn concurrency(concurrency: Concurrency) -> Value {
    match concurrency {
        Concurrency::Auto => "auto".into(),
        Concurrency::Fixed(most) => most.into(),
    }
}

/// A whole number is shown as one.
fn number(number: f64) -> Value {
    match number.fract() == 0.0 {
        true => (number as u64).into(),
        false => number.into(),
    }
}
