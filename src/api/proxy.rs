//! The proxy on the way to an instance: whether there is one, and whether it lets requests through.
//!
//! The HTTP client does not tell what a proxy answers to `CONNECT`. So before the first request of a
//! run, the proxy is asked once, and a refusal is reported as it was given.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::HeaderValue;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::config::Proxy;

use super::try_failure::Stage;

/// How long the proxy has to answer, or to say that it cannot connect.
const PATIENCE: Duration = Duration::from_secs(10);
/// The first line of an answer is not longer than this.
const LONGEST_LINE: usize = 1024;

/// The exceptions as the matcher reads them. It does not know all that people write: `*` for addresses
/// too, white space between hosts, `*.example.com`, a port, brackets, a dot at the end. None where all
/// hosts are excepted.
fn exceptions(list: &str, api_url: &Url) -> Option<String> {
    let mut hosts = Vec::new();
    let entries = list.split(|c: char| c == ',' || c.is_whitespace());
    for entry in entries.filter(|entry| !entry.is_empty()) {
        let (host, port) = match entry.rsplit_once(':') {
            // The last part of an IPv6 address without brackets is not a port.
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, Some(port)),
            _ => (entry, None),
        };
        if host == "*" {
            return None;
        }
        let is_other = |port: &str| port.parse().ok() != api_url.port_or_known_default();
        if port.is_some_and(is_other) {
            continue;
        }
        let host = host
            .strip_prefix('*')
            .filter(|host| host.starts_with('.'))
            .unwrap_or(host);
        let host = host.trim_start_matches('[').trim_end_matches(']');
        hosts.push(host.trim_end_matches('.').to_owned());
    }
    Some(hosts.join(","))
}

/// The way through a proxy to one instance.
pub(super) struct Route {
    variable: &'static str,
    /// For the HTTP client. Never shown: it may hold a password.
    pub url: Url,
    /// Host and port of the instance.
    target: String,
    credentials: Option<HeaderValue>,
    is_open: AtomicBool,
}

impl Route {
    /// None where the instance is reached without the proxy.
    pub fn new(proxy: Proxy, api_url: &Url) -> Option<Route> {
        let matcher = Matcher::builder()
            .all(proxy.url.as_str().to_owned())
            .no(exceptions(&proxy.except, api_url)?)
            .build();
        let intercept = matcher.intercept(&api_url.as_str().parse().ok()?)?;
        let target = format!(
            "{}:{}",
            api_url.host_str().unwrap_or_default(),
            api_url.port_or_known_default().unwrap_or(443)
        );
        Some(Route {
            variable: proxy.variable,
            url: proxy.url,
            target,
            credentials: intercept.basic_auth().cloned(),
            is_open: AtomicBool::new(false),
        })
    }

    /// The proxy as messages name it.
    pub fn name(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        let port = self
            .url
            .port()
            .map_or_else(String::new, |port| format!(":{port}"));
        format!(
            "the proxy {}://{host}{port} ({})",
            self.url.scheme(),
            self.variable
        )
    }

    /// Asks the proxy whether it connects to the instance, unless it has done so before. The proxy has
    /// a little less than the time for a request.
    pub async fn open(&self, timeout: Duration) -> Result<(), (Stage, String)> {
        // Other proxies are asked in another way, or over TLS.
        if self.is_open.load(Ordering::Relaxed) || self.url.scheme() != "http" {
            return Ok(());
        }
        let patience = timeout.mul_f64(0.9).min(PATIENCE);
        let line = match tokio::time::timeout(patience, self.ask()).await {
            Ok(Ok(line)) => line,
            Ok(Err(error)) => return Err(self.not_reached(&error.to_string())),
            Err(_) => return Err(self.not_reached("no answer in time")),
        };
        let mut words = line.splitn(3, ' ').skip(1);
        let status: Option<u16> = words.next().and_then(|status| status.parse().ok());
        let Some(status) = status.filter(|_| line.starts_with("HTTP/")) else {
            return Err(self.not_reached("it does not answer as an HTTP proxy"));
        };
        let reason = words.next().unwrap_or_default().trim();
        let answer = format!("{status} {reason}");
        let answer = answer.trim();
        match status {
            200..=299 => {
                self.is_open.store(true, Ordering::Relaxed);
                Ok(())
            }
            // The proxy is willing, but the other side is not there.
            502..=504 => Err((
                Stage::Unreachable,
                format!("{} does not reach {}: {answer}", self.name(), self.target),
            )),
            _ => Err((
                Stage::Barred,
                format!(
                    "{} refuses to connect to {}: {answer}",
                    self.name(),
                    self.target
                ),
            )),
        }
    }

    /// Sends `CONNECT`; returns the first line of the answer.
    async fn ask(&self) -> std::io::Result<String> {
        let host = self.url.host_str().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let port = self.url.port_or_known_default().unwrap_or(80);
        let mut stream = TcpStream::connect((host, port)).await?;
        let target = &self.target;
        let mut request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n").into_bytes();
        if let Some(credentials) = &self.credentials {
            request.extend_from_slice(b"Proxy-Authorization: ");
            request.extend_from_slice(credentials.as_bytes());
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"\r\n");
        stream.write_all(&request).await?;
        let mut answer = Vec::new();
        while !answer.contains(&b'\n') && answer.len() < LONGEST_LINE {
            if stream.read_buf(&mut answer).await? == 0 {
                return Err(std::io::Error::other("it closed the connection"));
            }
        }
        let line = answer.split(|byte| *byte == b'\n').next();
        let line = String::from_utf8_lossy(line.unwrap_or_default()).into_owned();
        // It is shown.
        Ok(line.replace(char::is_control, ""))
    }

    fn not_reached(&self, why: &str) -> (Stage, String) {
        let why = format!("{} cannot be used: {why}", self.name());
        (Stage::NoProxy, why)
    }

    /// A connection through the proxy failed. The proxy is asked again before the next one.
    pub fn failed(&self, why: &str) -> (Stage, String) {
        self.is_open.store(false, Ordering::Relaxed);
        let stage = if why.contains("unsuccessful") || why.contains("authorization required") {
            Stage::Barred
        } else {
            Stage::NoProxy
        };
        (stage, format!("{} did not connect: {why}", self.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goes_through(except: &str, url: &str) -> bool {
        let proxy = Proxy {
            variable: "HTTPS_PROXY",
            url: Url::parse("http://proxy.example:3128").unwrap(),
            except: except.to_owned(),
        };
        Route::new(proxy, &Url::parse(url).unwrap()).is_some()
    }

    #[test]
    fn exceptions_are_read_as_people_write_them() {
        let host = "https://chat.example.com/app/api";
        let port = "https://chat.example.com:8443/app/api";
        let (v4, v6) = ("https://10.1.2.3/api", "https://[fd00::1]:8443/api");
        for (except, url) in [
            ("*", host),
            ("*", v4),
            ("*", v6),
            ("a.example, *", v4),
            ("example.com", host),
            (".example.com", host),
            ("*.example.com", host),
            ("EXAMPLE.com.", host),
            ("other.example example.com", host),
            ("other.example,\texample.com,", host),
            ("chat.example.com:443", host),
            ("example.com:8443", port),
            ("example.com", port),
            ("10.1.2.3", v4),
            ("10.0.0.0/8", v4),
            ("10.1.2.3:443", v4),
            ("fd00::1", v6),
            ("[fd00::1]", v6),
            ("[fd00::1]:8443", v6),
            ("fd00::/8", v6),
        ] {
            assert!(!goes_through(except, url), "{except}: {url}");
        }
        for (except, url) in [
            ("", host),
            (",, ,", host),
            ("ample.com", host),
            ("example.com.evil", host),
            ("chat.example.com:8443", host),
            ("chat.example.com:443", port),
            ("example.com:port", host),
            ("10.1.2.4", v4),
            ("11.0.0.0/8", v4),
            ("10.1.2.3:80", v4),
            ("[fd00::1]:443", v6),
            ("fd00::2", v6),
        ] {
            assert!(goes_through(except, url), "{except}: {url}");
        }
    }
}
