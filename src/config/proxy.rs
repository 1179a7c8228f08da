//! The variables that name a proxy.

use reqwest::Url;

use super::error::ConfigError;

/// A proxy, and the variables that it comes from.
pub struct Proxy {
    pub variable: &'static str,
    /// With user name and password, if there are any.
    pub url: Url,
    /// The hosts that are reached without it, as `NO_PROXY` lists them.
    pub except: String,
}

/// Reads the URL of a proxy as curl does: without a scheme it is http.
pub fn parse(variable: &'static str, text: &str) -> Result<Url, ConfigError> {
    // The text is never repeated: it may hold a password, and there is no telling where that ends.
    let fail = |why: String| ConfigError::Proxy { variable, why };
    let text = text.trim();
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(fail("it has white space in it".to_owned()));
    }
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("http://{text}"))
    };
    let url = url.map_err(|error| fail(error.to_string()))?;
    if !matches!(
        url.scheme(),
        "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h"
    ) {
        return Err(fail("its scheme is not http, https or socks5".to_owned()));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(fail("it names no host".to_owned()));
    }
    // The parser of URLs takes more than a client can use.
    if url.as_str().parse::<http::Uri>().is_err() {
        return Err(fail("it has characters that no URL has".to_owned()));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_read_as_curl_does() {
        for (text, url) in [
            ("proxy.example:3128", "http://proxy.example:3128/"),
            ("http://10.0.0.1:3128", "http://10.0.0.1:3128/"),
            (
                "https://u:p%20w@proxy.example",
                "https://u:p%20w@proxy.example/",
            ),
            ("u:pw@proxy.example:80", "http://u:pw@proxy.example/"),
            ("socks5h://127.0.0.1:1080", "socks5h://127.0.0.1:1080"),
            (" [::1]:3128\n", "http://[::1]:3128/"),
        ] {
            assert_eq!(parse("HTTPS_PROXY", text).unwrap().as_str(), url);
        }
    }

    #[test]
    fn what_is_no_url_of_a_proxy_is_named_and_not_repeated() {
        for text in [
            "not a url",
            "http://user:secret pass@h:1",
            "http://user:secret",
            "user:secret",
            "http://user:secret@",
            "http://user:secret@h:secret",
            "ftp://user:secret@h:1",
            "http://",
            "://",
            ":",
            "http://user:secret@h:99999",
        ] {
            let error = parse("ALL_PROXY", text).unwrap_err().to_string();
            assert!(error.contains("ALL_PROXY"), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
