//! Instances that a profile makes read-only.

use crate::config::{ApiUrl, ConfigError, InstanceRules};

/// Why nothing that changes anything may be sent, if so.
pub(super) fn why_read_only(
    rules: &Result<InstanceRules, ConfigError>,
    api_url: &ApiUrl,
) -> Option<String> {
    match rules {
        Ok(rules) => Some(read_only(rules.read_only.as_ref()?, &api_url.to_string())),
        Err(error) => Some(format!("{error}; what it guards is not known")),
    }
}

pub(super) fn read_only(profile: &str, place: &str) -> String {
    format!("profile `{profile}` is read-only: nothing that changes anything is sent to {place}")
}
