//! What a sandbox is started with.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::faults::Faults;

/// The default for `patience`. Clients close idle connections sooner than this.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Where the instance keeps its objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreLocation {
    /// A file, which is created with its directories if it is missing. Several sandboxes may share it.
    File(PathBuf),
    /// In memory: everything is gone when the sandbox stops.
    Memory,
}

impl StoreLocation {
    /// The path for messages.
    pub(crate) fn path(&self) -> &Path {
        match self {
            StoreLocation::File(path) => path,
            StoreLocation::Memory => Path::new(":memory:"),
        }
    }
}

pub struct SandboxSettings {
    /// Port 0 takes any free port; `Sandbox::address` says which.
    pub listen: SocketAddr,
    /// The host name that was given instead of an address. Requests may name it as their host.
    pub name: Option<String>,
    pub location: StoreLocation,
    pub api_key: String,
    /// How long after a channel its initial members are added.
    pub member_delay: Duration,
    /// How long a client may take to send a request or to begin the next one, and to receive a part of
    /// an answer.
    pub patience: Duration,
    /// What the instance does wrong on purpose.
    pub faults: Faults,
}

/// Written by hand so that it leaves out the key.
impl fmt::Debug for SandboxSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxSettings")
            .field("listen", &self.listen)
            .field("location", &self.location)
            .field("member_delay", &self.member_delay)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}
