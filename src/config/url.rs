//! App URLs as the console shows them, and API URLs made of them.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

use super::error::ConfigError;

/// An app URL: with a scheme, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppUrl(Url);

/// The URL that API paths are appended to; without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiUrl(Url);

impl AppUrl {
    /// Reads an app URL. Without a scheme it is https, or http if the host is this machine.
    pub fn parse(text: &str) -> Result<AppUrl, ConfigError> {
        parse(text).map(AppUrl)
    }

    /// The app URL plus `/api`, unless it ends with that (API reference, first section).
    pub fn api_url(&self) -> ApiUrl {
        let mut url = self.0.clone();
        if !url.path().ends_with("/api") {
            let path = format!("{}/api", url.path().trim_end_matches('/'));
            url.set_path(&path);
        }
        ApiUrl(url)
    }
}

impl ApiUrl {
    pub fn parse(text: &str) -> Result<ApiUrl, ConfigError> {
        parse(text).map(ApiUrl)
    }

    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Host and port, as a person would name the place.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// Whether the key would cross a network in the open.
    pub fn is_open(&self) -> bool {
        self.0.scheme() == "http" && !self.is_loopback()
    }

    /// Refuses a URL by which the key would cross a network in the open, unless a person allows it.
    pub fn check_open(&self, is_allowed: bool) -> Result<(), ConfigError> {
        match self.is_open() && !is_allowed {
            true => Err(ConfigError::PlainHttp(self.to_string())),
            false => Ok(()),
        }
    }

    /// Whether requests to both may reach the same instance. In doubt they may: what guards one
    /// guards the other.
    pub fn is_same_place(&self, other: &ApiUrl) -> bool {
        let host = |url: &Url| {
            let host = url.host_str().unwrap_or_default();
            host.trim_end_matches('.').to_ascii_lowercase()
        };
        let is_same_host =
            (self.is_loopback() && other.is_loopback()) || host(&self.0) == host(&other.0);
        is_same_host
            && self.0.port_or_known_default() == other.0.port_or_known_default()
            && segments(&self.0) == segments(&other.0)
    }
}

impl fmt::Display for AppUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Display for ApiUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

/// The path, however it is written. Services answer with `/api` and without it.
fn segments(url: &Url) -> Vec<String> {
    let decoded = percent_encoding::percent_decode_str(url.path()).decode_utf8_lossy();
    let parts = decoded.split('/').filter(|part| !part.is_empty());
    let mut parts: Vec<String> = parts.map(str::to_owned).collect();
    parts.pop_if(|last| last == "api");
    parts
}

fn parse(text: &str) -> Result<Url, ConfigError> {
    let fail = |why: &str| ConfigError::Url {
        text: without_user(text),
        why: why.to_owned(),
    };
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(fail("it is empty"));
    }
    let mut url = if trimmed.contains("://") {
        Url::parse(trimmed).map_err(|error| fail(&error.to_string()))?
    } else if is_scheme_without_slashes(trimmed) {
        return Err(fail("a scheme is written `https://`"));
    } else {
        let url =
            Url::parse(&format!("https://{trimmed}")).map_err(|error| fail(&error.to_string()))?;
        if is_loopback(&url) {
            Url::parse(&format!("http://{trimmed}")).map_err(|error| fail(&error.to_string()))?
        } else {
            url
        }
    };
    // `https:/host`, `https//host` and `https://https://host` all name a host `https`.
    if let Some(host @ ("http" | "https")) = url.host_str() {
        return Err(fail(&format!(
            "its host would be `{host}`; a scheme is written `https://`, once"
        )));
    }
    // Checked before the rest, because every other message repeats the text.
    if !url.username().is_empty() || url.password().is_some() {
        // Not repeated: it may hold a secret.
        return Err(ConfigError::Url {
            text: "…@…".to_owned(),
            why: "it holds a user name or password".to_owned(),
        });
    }
    match url.scheme() {
        // Whether plain http may be used is checked where it is used.
        "https" | "http" => {}
        _ => return Err(fail("its scheme is not https")),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fail("it has a query or a fragment"));
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// `http:host`, as opposed to `host:port`.
fn is_scheme_without_slashes(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
            && !rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The text for messages, without what may be a user name and password, even if it cannot be parsed
/// as a URL.
pub fn without_user(text: &str) -> String {
    match text.rsplit_once('@') {
        Some((_, rest)) => format!("…@{rest}"),
        None => text.to_owned(),
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(text: &str) -> String {
        AppUrl::parse(text).unwrap().api_url().to_string()
    }

    #[test]
    fn app_urls_become_api_urls() {
        assert_eq!(
            api("r4.cyxth.com/app_id"),
            "https://r4.cyxth.com/app_id/api"
        );
        assert_eq!(
            api("https://r4.cyxth.com/app_id/"),
            "https://r4.cyxth.com/app_id/api"
        );
        assert_eq!(
            api("r4.cyxth.com/app_id/api"),
            "https://r4.cyxth.com/app_id/api"
        );
        assert_eq!(
            api("my-app.apps.cyxth.com"),
            "https://my-app.apps.cyxth.com/api"
        );
        assert_eq!(api("127.0.0.1:4000"), "http://127.0.0.1:4000/api");
        assert_eq!(api("http://[::1]:4000"), "http://[::1]:4000/api");
        assert_eq!(api("http://localhost"), "http://localhost/api");
    }

    #[test]
    fn plain_http_is_open_unless_it_stays_on_this_machine() {
        for (text, is_open) in [
            ("http://r4.cyxth.com/app", true),
            ("http://127.0.0.1.evil.example/app", true),
            ("http://evillocalhost", true),
            ("http://0.0.0.0:4000", true),
            ("http://127.8.8.8:4000", false),
            ("http://app.localhost:4000", false),
            ("http://[::1]:4000", false),
            ("https://r4.cyxth.com/app", false),
            ("localhost:4000", false),
        ] {
            let url = ApiUrl::parse(text).unwrap();
            assert_eq!(url.is_open(), is_open, "{text}");
            assert_eq!(url.check_open(false).is_err(), is_open, "{text}");
            assert!(url.check_open(true).is_ok());
        }
    }

    #[test]
    fn one_place_is_written_in_many_ways() {
        let url = |text: &str| ApiUrl::parse(text).unwrap();
        let place = url("https://r4.cyxth.com/app_id/api");
        for text in [
            "R4.Cyxth.com:443/app_id/api/",
            "https://r4.cyxth.com./app_id",
            "https://r4.cyxth.com//app%5Fid/%61pi",
        ] {
            assert!(place.is_same_place(&url(text)), "{text}");
        }
        for text in [
            "https://r4.cyxth.com/other/api",
            "https://r4.cyxth.com:8443/app_id/api",
            "https://r5.cyxth.com/app_id/api",
        ] {
            assert!(!place.is_same_place(&url(text)), "{text}");
        }
        assert!(url("http://localhost:4000").is_same_place(&url("http://127.0.0.1:4000/api")));
    }

    #[test]
    fn a_scheme_that_is_misspelt_is_no_host() {
        for text in [
            "https:/r4.cyxth.com/app",
            "https:r4.cyxth.com/app",
            "http:r4.cyxth.com/app",
            "HTTPS:/r4.cyxth.com/app",
            "https//r4.cyxth.com/app",
            "https/r4.cyxth.com/app",
            "https://https://r4.cyxth.com/app",
            "https://https:/r4.cyxth.com/app",
            "https://http//r4.cyxth.com/app",
            "https:",
            "https:443",
        ] {
            let error = AppUrl::parse(text).unwrap_err().to_string();
            assert!(error.contains("https://"), "{error}");
        }
        assert_eq!(
            api("https.example:8443/x"),
            "https://https.example:8443/x/api"
        );
        assert_eq!(api("chat.example:8443"), "https://chat.example:8443/api");
    }

    #[test]
    fn what_would_be_unsafe_or_is_no_url_is_refused() {
        for text in [
            "",
            "ftp://r4.cyxth.com",
            "user:secret@r4.cyxth.com",
            "http://user:secret@r4.cyxth.com/app",
            "ftp://user:secret@r4.cyxth.com",
            "https://user:secret@r4.cyxth.com:99999",
            "https://user:sec/secret@r4.cyxth.com",
            "https://user:1?secret@r4.cyxth.com",
            "r4.cyxth.com/app?x=1",
            "https://",
            "r4 .cyxth.com",
        ] {
            let error = AppUrl::parse(text).unwrap_err();
            assert!(!error.to_string().contains("secret"), "{text}");
        }
    }
}
