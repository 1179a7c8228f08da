//! Headers that a person gives, and those that are not theirs to give.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{Failure, Result};

/// Headers that the tool sets itself, or that would send the request elsewhere.
const OWN: [&str; 20] = [
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "cookie",
    "expect",
    "forwarded",
    "host",
    "http2-settings",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-forwarded-host",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-original-url",
    "x-rewrite-url",
];

/// Reads `Name: value` lines. What is refused is not repeated: it may hold a key.
pub fn headers(lines: &[String]) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| Failure::usage("--header: expected `NAME: VALUE`"))?;
        let name = HeaderName::try_from(name.trim())
            .map_err(|_| Failure::usage("--header: a name of a header is one word"))?;
        if OWN.contains(&name.as_str()) || name.as_str().starts_with("proxy-") {
            let message = format!("--header: `{name}` is not for you to set");
            return Err(Failure::usage(message).hint(
                "the key, the host and how a request travels are the tool's own; `--profile` and `--api-key-file` choose the key",
            ));
        }
        let value = HeaderValue::try_from(value.trim()).map_err(|_| {
            Failure::usage(format!(
                "--header: the value of `{name}` holds what no header can"
            ))
        })?;
        headers.append(name, value);
    }
    Ok(headers)
}
