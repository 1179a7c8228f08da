//! Which hosts requests may name. A web page can make the name of its own host lead to this machine (DNS
//! rebinding). A browser then takes the sandbox for that host, but it still sends the name.

use std::net::IpAddr;

use http::uri::Authority;
use http::{HeaderMap, StatusCode, Uri, header};

use super::refusal::{Refusal, shown};

#[derive(Debug)]
pub(crate) enum AllowedHosts {
    /// This machine, and the name that the sandbox was started with.
    Loopback(Option<String>),
    /// Others are meant to reach the sandbox, by names that are not known here.
    Any,
}

impl AllowedHosts {
    pub fn of(listening: IpAddr, name: Option<String>) -> AllowedHosts {
        match listening.is_loopback() {
            true => AllowedHosts::Loopback(name),
            false => AllowedHosts::Any,
        }
    }

    /// Browsers always name a host, so a request without one is allowed.
    pub fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let AllowedHosts::Loopback(name) = self else {
            return Ok(());
        };
        let given = headers.get_all(header::HOST).iter();
        let given = given.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let all = given.chain(uri.authority().map(ToString::to_string));
        for host in all {
            if !is_here(&host, name.as_deref()) {
                return Err(Refusal::new(
                    StatusCode::MISDIRECTED_REQUEST,
                    "ERR_HOST",
                    format!(
                        "requests for {} are not answered: this is a sandbox on loopback",
                        shown(&host)
                    ),
                ));
            }
        }
        Ok(())
    }
}

fn is_here(host: &str, name: Option<&str>) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let host = authority.host().trim_end_matches('.').to_ascii_lowercase();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => {
            bare == "localhost"
                || bare.ends_with(".localhost")
                || name.is_some_and(|name| name.eq_ignore_ascii_case(bare))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_allowed(hosts: &AllowedHosts, host: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        hosts
            .check(&Uri::from_static("/api/users"), &headers)
            .is_ok()
    }

    #[test]
    fn on_loopback_only_names_of_this_machine_are_answered() {
        let hosts = AllowedHosts::of([127, 0, 0, 1].into(), Some("dev.internal".to_owned()));
        for host in [
            "127.0.0.1:4000",
            "127.8.8.8",
            "[::1]:4000",
            "localhost",
            "LOCALHOST:1",
            "localhost.:1",
            "app.localhost:4000",
            "dev.internal:4000",
        ] {
            assert!(is_allowed(&hosts, host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:4000",
            "10.0.0.1",
            "0.0.0.0:4000",
            "evillocalhost",
            "127.0.0.1@evil.example",
            "a b",
        ] {
            assert!(!is_allowed(&hosts, host), "{host}");
        }
        let absolute = Uri::from_static("http://evil.example/api/users");
        assert!(hosts.check(&absolute, &HeaderMap::new()).is_err());
        assert!(
            hosts
                .check(&Uri::from_static("/"), &HeaderMap::new())
                .is_ok()
        );
        let open = AllowedHosts::of([0, 0, 0, 0].into(), None);
        assert!(is_allowed(&open, "sandbox:4000"));
    }
}
