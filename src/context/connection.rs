//! A client, and the instance that it talks to.

use std::path::Path;

use crate::api::Client;
use crate::config::{ConfigError, InstanceRules};

/// A client and the instance that it talks to.
pub struct Connection {
    pub client: Client,
    /// As people name it: the profile and the host.
    pub name: String,
    /// Which instance it is, whatever the profile is called: the API URL, or the sandbox's file.
    pub place: String,
    /// The profile that decided, or took part in it.
    pub(super) profile: Option<String>,
    /// What its profiles say about it. If they cannot be read, nothing may be changed.
    pub(super) rules: Result<InstanceRules, ConfigError>,
    /// The instance inside this process; it ends with the connection.
    #[cfg(feature = "sandbox")]
    pub(super) sandbox: Option<crate::sandbox::Sandbox>,
}

impl Connection {
    /// Whether the instance takes records several times as fast in ascending order of their ids.
    /// Otherwise the store of the sandbox writes a page for nearly every one of them.
    pub fn prefers_order(&self) -> bool {
        #[cfg(feature = "sandbox")]
        return self.sandbox.is_some();
        #[cfg(not(feature = "sandbox"))]
        false
    }

    /// The profile that decided, or took part in it.
    pub fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// The profiles of the instance whose name has to be typed before anything is deleted.
    pub(super) fn protected(&self) -> &[String] {
        self.rules.as_ref().map_or(&[], |rules| &rules.protected)
    }

    /// The directory that a profile of the instance wants backups in.
    pub fn backup_dir(&self) -> Option<&Path> {
        self.rules.as_ref().ok()?.backup.as_deref()
    }
}
