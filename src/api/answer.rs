//! Reading answers: what the API promises, and what came instead.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::model::Id;

use super::client::cause;
use super::error::{Problem, Stage};
use super::retry::Failure;

/// A page of records may be large; anything past this is no answer of this API.
const MOST_ANSWER: usize = 256 * 1024 * 1024;

/// Reads a promised answer out of a body, or says what is wrong with it.
pub(super) type Decode<T> = fn(&Bytes) -> Result<T, String>;

/// A try that failed.
pub(super) struct Failed {
    pub failure: Failure,
    pub problem: Problem,
    pub retry_after: Option<Duration>,
}

/// `{"status": n}`; a number in quotes is one too.
pub(super) fn status(body: &Bytes) -> Result<u64, String> {
    #[derive(Deserialize)]
    struct Answer<'a> {
        #[serde(borrow)]
        status: Option<&'a RawValue>,
    }
    let answer: Answer<'_> = serde_json::from_slice(body)
        .map_err(|error| format!("no `{{\"status\": number}}` ({error})"))?;
    let text = answer.status.map_or("", RawValue::get);
    let digits = text.trim_matches('"');
    // `u64::from_str` would take a leading plus sign.
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())
        .flatten()
        .ok_or_else(|| "no `{\"status\": number}`".to_owned())
}

/// A record, as it came.
pub(super) fn object(body: &Bytes) -> Result<Bytes, String> {
    let raw: &RawValue = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    serde_json::from_str::<Id<'_>>(raw.get())
        .map_err(|error| format!("no record with an `id` ({error})"))?;
    Ok(body.slice_ref(raw.get().as_bytes()))
}

pub(super) async fn whole_body(mut response: reqwest::Response) -> Result<Bytes, Box<Failed>> {
    let mut whole = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| network(&error))? {
        if whole.len() + chunk.len() > MOST_ANSWER {
            return Err(Box::new(Failed {
                failure: Failure::Untrusted,
                problem: Problem::BadAnswer {
                    status: response.status().as_u16(),
                    why: format!("more than {} MiB", MOST_ANSWER >> 20),
                    excerpt: None,
                },
                retry_after: None,
            }));
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

pub(super) fn network(error: &reqwest::Error) -> Box<Failed> {
    let text = cause(error);
    let untrusted = error.is_connect() && is_about_trust(error);
    let (failure, stage, why) = if untrusted {
        let why = format!("no secure connection: {text}");
        (Failure::Untrusted, Stage::Untrusted, why)
    } else if error.is_connect() {
        let why = format!("cannot connect: {text}");
        (Failure::NotConnected, Stage::Unreachable, why)
    } else if error.is_timeout() {
        let why = "no whole answer in time".to_owned();
        (Failure::Lost, Stage::TimedOut, why)
    } else {
        let why = format!("the exchange broke off: {text}");
        (Failure::Lost, Stage::BrokenOff, why)
    };
    Box::new(Failed {
        failure,
        problem: Problem::Network { stage, why },
        retry_after: None,
    })
}

/// Whether the TLS handshake is what failed. rustls' errors arrive inside of others.
fn is_about_trust(error: &(dyn std::error::Error + 'static)) -> bool {
    if error.is::<rustls::Error>() {
        return true;
    }
    let inside = error
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref);
    inside.is_some_and(|inside| is_about_trust(inside))
        || error.source().is_some_and(is_about_trust)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_number_with_or_without_quotes() {
        let read = |text: &'static str| status(&Bytes::from_static(text.as_bytes()));
        assert_eq!(read(r#"{"status":6}"#).unwrap(), 6);
        assert_eq!(read(r#"{"status":"6","x":[]}"#).unwrap(), 6);
        for bad in [
            "",
            "{}",
            "[]",
            r#"{"status":null}"#,
            r#"{"status":-1}"#,
            r#"{"status":1.5}"#,
            r#"{"status":"ok"}"#,
            r#"{"status":"+6"}"#,
            "<html>",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
