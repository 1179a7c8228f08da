//! What a sandbox is started with.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::faults::Faults;

/// The patience where nothing else is asked for. Clients keep connections open for shorter times.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Where the instance keeps its objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreLocation {
    /// A file, made with its directories where missing. Several sandboxes may share it.
    File(PathBuf),
    /// In memory: everything is gone when the sandbox stops.
    Memory,
}

pub struct SandboxSettings {
    /// Port 0 takes any free port; `Sandbox::address` says which.
    pub listen: SocketAddr,
    /// The name that the address was given by; requests may come for it too.
    pub name: Option<String>,
    pub location: StoreLocation,
    pub api_key: String,
    /// How long after a channel its initial members are added.
    pub member_delay: Duration,
    /// How long a client may take for a request or the next one, and to take a part of an answer.
    pub patience: Duration,
    /// What the instance does wrong on purpose.
    pub faults: Faults,
}

/// Written by hand to leave the key out.
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
