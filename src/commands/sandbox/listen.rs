//! Where a sandbox is served.

use std::net::{SocketAddr, ToSocketAddrs};

use crate::error::{Failure, Result};
use crate::sandbox::{self, Sandbox, SandboxError, SandboxSettings};

/// Where to listen.
pub struct Listen {
    /// The name that was given, unless it is an address.
    pub name: Option<String>,
    addresses: Vec<SocketAddr>,
}

impl Listen {
    pub fn of(text: &str) -> Result<Listen> {
        if let Ok(address) = text.parse() {
            return Ok(Listen {
                name: None,
                addresses: vec![address],
            });
        }
        let usage = |why: String| {
            Failure::usage(format!("--listen {text}: {why}"))
                .hint("it looks like 127.0.0.1:4000, [::1]:4000 or localhost:4000; port 0 is any free one")
        };
        let (name, port) = text
            .rsplit_once(':')
            .filter(|(name, _)| !name.is_empty() && !name.contains(':'))
            .ok_or_else(|| {
                usage("expected an address or a name, a colon, and a port".to_owned())
            })?;
        let port: u16 = port
            .parse()
            .map_err(|_| usage(format!("`{port}` is not a port")))?;
        // RFC 6761, section 6.3: no matter what a name server says.
        let addresses = match name.eq_ignore_ascii_case("localhost") {
            true => vec![SocketAddr::from(([127, 0, 0, 1], port))],
            false => match (name, port).to_socket_addrs() {
                Ok(addresses) => addresses.collect(),
                Err(error) => return Err(usage(format!("cannot find `{name}`: {error}"))),
            },
        };
        Ok(Listen {
            name: Some(name.to_owned()),
            addresses,
        })
    }

    pub fn is_loopback(&self) -> bool {
        self.addresses
            .iter()
            .all(|address| address.ip().is_loopback())
    }

    /// Starts on the first address that is free. The error is that of the last one.
    pub fn start(
        &self,
        settings: impl Fn(SocketAddr, Option<String>) -> SandboxSettings,
    ) -> Result<Sandbox> {
        let mut last = None;
        for address in &self.addresses {
            match sandbox::start(settings(*address, self.name.clone())) {
                Ok(sandbox) => return Ok(sandbox),
                Err(error @ SandboxError::Listen { .. }) => last = Some(error),
                Err(error) => return Err(error.into()),
            }
        }
        Err(match last {
            Some(error) => error.into(),
            None => Failure::usage("--listen: the name has no address"),
        })
    }
}
