//! The proxy on the way to an instance: whether there is one, and whether it lets requests through.
//!
//! The HTTP client does not tell what a proxy answers to `CONNECT`. So the first request of a run asks
//! the proxy itself, once, and any refusal is told as it was given.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::HeaderValue;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::config::Proxy;

use super::error::Stage;

/// How long the proxy has to answer, or to say that it cannot connect.
const PATIENCE: Duration = Duration::from_secs(10);
/// The first line of an answer is not longer.
const LONGEST_LINE: usize = 1024;

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
            .no(proxy.except)
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

    /// Asks the proxy whether it connects to the instance, unless it has done so before.
    pub async fn open(&self) -> Result<(), (Stage, String)> {
        // Other proxies are asked in another way, or over TLS.
        if self.is_open.load(Ordering::Relaxed) || self.url.scheme() != "http" {
            return Ok(());
        }
        let line = match tokio::time::timeout(PATIENCE, self.ask()).await {
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

    /// Sends `CONNECT`; gives back the first line of the answer.
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

    /// A connection that failed on the way through the proxy, which is asked again before the next.
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
