//! The steps on the way to a service, one by one, and what its first answer shows: for `doctor`.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant, SystemTime};

use http::header::DATE;
use tokio::net::TcpStream;

use super::call::Request;
use super::client::Client;
use super::collection::Collection;
use super::error::ApiError;
use super::exchange::ended_at;
use super::page::Page;
use super::try_failure::Stage;
use super::validity;

/// How long a step may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the first answer of a service shows.
pub struct FirstLook {
    pub result: Result<Page, ApiError>,
    /// There was an answer, whatever it was.
    pub is_answered: bool,
    pub took: Duration,
    /// The service's clock, and when the answer was here.
    pub clock: Option<(SystemTime, SystemTime)>,
    /// When the certificate ends that it showed.
    pub certificate_end: Option<SystemTime>,
}

/// The addresses of a host, as the system knows them.
pub async fn resolve(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = in_time(tokio::net::lookup_host((bare, port))).await?;
    let mut addresses: Vec<SocketAddr> = found.collect();
    addresses.dedup();
    match addresses.is_empty() {
        true => Err(io::Error::other("the name has no address")),
        false => Ok(addresses),
    }
}

/// Connects to the first address that takes a connection. The error is that of the last one.
pub async fn connect(addresses: &[SocketAddr]) -> io::Result<(SocketAddr, Duration)> {
    let mut last = io::Error::other("there is no address");
    for address in addresses {
        let begun = Instant::now();
        match in_time(TcpStream::connect(address)).await {
            Ok(_) => return Ok((*address, begun.elapsed())),
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn in_time<T>(work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(result) => result,
        Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "no answer in 10 s")),
    }
}

impl Client {
    /// The proxy on the way, as messages name it.
    pub fn proxy_name(&self) -> Option<String> {
        self.inner.transport.route().map(|route| route.name())
    }

    /// Asks the proxy on the way whether it connects to the instance.
    pub async fn open_proxy(&self) -> Result<(), ApiError> {
        let Some(route) = self.inner.transport.route() else {
            return Ok(());
        };
        route
            .open(self.inner.settings.timeout)
            .await
            .map_err(|end| self.not_reached(end))
    }

    /// The error of a service that was not reached.
    pub fn unreachable(&self, why: String) -> ApiError {
        self.not_reached((Stage::Unreachable, why))
    }

    fn not_reached(&self, end: (Stage, String)) -> ApiError {
        let api_url = self.inner.settings.api_url.to_string();
        self.first_request().error(api_url, ended_at(end))
    }

    /// Reads one user, and looks at all of the answer.
    pub async fn look(&self) -> FirstLook {
        let mut last = None;
        let begun = Instant::now();
        let request = self.first_request();
        let result = self.send_seeing(&request, Page::decode, &mut last).await;
        let (took, now) = (begun.elapsed(), SystemTime::now());
        let date = last.as_ref().and_then(|answer| {
            let text = answer.headers.get(DATE)?.to_str().ok()?;
            httpdate::parse_http_date(text).ok()
        });
        FirstLook {
            result: result.map(|answered| answered.value),
            is_answered: last.is_some(),
            took,
            clock: date.map(|date| (date, now)),
            certificate_end: last.and_then(|answer| validity::end_of(&answer.certificate?)),
        }
    }

    fn first_request(&self) -> Request {
        Collection::Users.list().page(1, None)
    }
}
