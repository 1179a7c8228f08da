//! The connections of a client: how they are set up, and replaced where nothing comes back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::HeaderMap;
use reqwest::Certificate;

use crate::config::Proxy;

use super::proxy::Route;
use super::settings::ClientSettings;
use super::trace::{ConnectTimer, TimedResolver};

/// Connecting takes no longer than this, whatever `--timeout` says.
const LONGEST_CONNECTING: Duration = Duration::from_secs(10);
/// How long the system waits for the other side to confirm that bytes have arrived, at least.
#[cfg(target_os = "linux")]
const LEAST_UNCONFIRMED: Duration = Duration::from_secs(10);

/// What connections are made with.
struct ConnectionSetup {
    headers: HeaderMap,
    timeout: Duration,
    is_https: bool,
    root_certificates: Vec<Certificate>,
    /// The way through a proxy, if there is one.
    route: Option<Route>,
    /// How long connecting takes is measured.
    is_timed: bool,
    /// A name that means this machine, whatever a name server says.
    local_name: Option<String>,
}

pub(super) struct Transport {
    setup: ConnectionSetup,
    /// The pool of connections.
    current: Mutex<Arc<reqwest::Client>>,
}

impl Transport {
    pub fn new(
        settings: &ClientSettings,
        proxy: Option<Proxy>,
        headers: HeaderMap,
    ) -> Result<Transport, reqwest::Error> {
        let host = settings.api_url.host_str().unwrap_or_default();
        let setup = ConnectionSetup {
            headers,
            timeout: settings.timeout,
            is_https: settings.api_url.scheme() == "https",
            root_certificates: settings.root_certificates.clone(),
            is_timed: settings.archive.is_some(),
            route: proxy.and_then(|proxy| Route::new(proxy, &settings.api_url)),
            local_name: (settings.is_loopback && host.ends_with("localhost"))
                .then(|| host.to_owned()),
        };
        let http = setup.pool()?;
        Ok(Transport {
            setup,
            current: Mutex::new(Arc::new(http)),
        })
    }

    pub fn route(&self) -> Option<&Route> {
        self.setup.route.as_ref()
    }

    /// The headers of every request.
    pub fn headers(&self) -> &HeaderMap {
        &self.setup.headers
    }

    pub fn current(&self) -> Arc<reqwest::Client> {
        self.current
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Abandons connections on which nothing comes back: with HTTP/2 all requests share one, and the
    /// next try would fail with it. Requests still in flight there go on.
    pub fn renew(&self, silent: &Arc<reqwest::Client>) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&current, silent) {
            // Another request has noticed it before.
            return;
        }
        // The same settings worked before. If they fail now, the old pool is better than none.
        if let Ok(http) = self.setup.pool() {
            *current = Arc::new(http);
        }
    }
}

impl ConnectionSetup {
    fn pool(&self) -> Result<reqwest::Client, reqwest::Error> {
        let mut builder = reqwest::Client::builder()
            .default_headers(self.headers.clone())
            .redirect(reqwest::redirect::Policy::none())
            // One retry policy, and it is ours.
            .retry(reqwest::retry::never())
            // Before the request's own time is over, or it would not be known that nothing was
            // sent.
            .connect_timeout(self.timeout.mul_f64(0.9).min(LONGEST_CONNECTING))
            // A pooled connection that the other side has closed meanwhile would fail a create
            // whose outcome is then unknown.
            .pool_idle_timeout(Duration::from_secs(20));
        // HTTP/2 connections are not pinged: on a slow line a ping waits behind the bodies, and a
        // good connection would be given up. That a dead one brings nothing back, `Progress` sees.
        #[cfg(target_os = "linux")]
        {
            // A dead connection shows long before the time for a long body is over.
            builder = builder.tcp_user_timeout(self.timeout.max(LEAST_UNCONFIRMED));
        }
        // Fails only where another provider was installed before, which nothing does.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // The variables were read before. The client would ignore one that is not a URL.
        builder = builder.no_proxy();
        if let Some(route) = &self.route {
            builder = builder.proxy(reqwest::Proxy::all(route.url.clone())?);
        }
        if self.is_https {
            builder = builder
                .tls_certs_merge(self.root_certificates.iter().cloned())
                .tls_info(true);
        } else {
            // No TLS: the platform's store need not be read, nor be there. There is no proxy
            // either: the key must not leave the machine in plain text.
            builder = builder.tls_certs_only([]);
        }
        if let Some(name) = &self.local_name {
            // RFC 6761, section 6.3.
            let addresses = [
                ([127, 0, 0, 1], 0).into(),
                ([0u16, 0, 0, 0, 0, 0, 0, 1], 0).into(),
            ];
            builder = builder.resolve_to_addrs(name, &addresses);
        }
        if self.is_timed {
            builder = builder
                .connector_layer(ConnectTimer)
                .dns_resolver(TimedResolver);
        }
        builder.build()
    }
}
