//! What a token says about its user.

use serde::Serialize;
use serde_json::value::RawValue;

/// The release of `@cyxth/auth` whose claims are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ClaimsVersion {
    /// Permissions are numbers, in `mode`
    #[value(name = "2024-12")]
    December2024,
    /// Permissions are names, in `access` for the user and in `mode` for a channel
    #[value(name = "2024-04")]
    April2024,
}

/// A permission, in the form that the version of the claims has.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Permission {
    Number(u64),
    Name(String),
}

#[derive(Debug, PartialEq, thiserror::Error)]
pub enum ClaimsError {
    #[error(
        "claims of 2024-04 hold the access by name: admin, editor, viewer or no-access, not `{0}`"
    )]
    UnknownAccess(String),
}

/// A channel that the user joins when the token is accepted.
#[derive(Debug, Serialize)]
pub struct InitialChannel {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Permission>,
}

/// The claims, in the order in which they are written.
#[derive(Serialize)]
pub struct Claims {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Permission>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Permission>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<InitialChannel>,
    /// The user's own data, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<RawValue>>,
    /// When the token ends, in seconds since 1970 in UTC.
    pub exp: u64,
}

/// A permission by name, as claims of April 2024 have it. `_` may stand for `-`.
///
/// # Errors
/// It is not one of the four names.
pub fn access_by_name(text: &str) -> Result<Permission, ClaimsError> {
    let name = text.to_ascii_lowercase().replace('_', "-");
    match name.as_str() {
        "admin" | "editor" | "viewer" | "no-access" => Ok(Permission::Name(name)),
        _ => Err(ClaimsError::UnknownAccess(text.to_owned())),
    }
}
