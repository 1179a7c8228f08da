//! Reading answers: what the API promises, and what came instead.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::model::Id;

use super::error::Problem;
use super::progress::Progress;
use super::retry::Failure;

/// A page of records may be large; anything past this is no answer of this API.
pub(super) const MOST_ANSWER: usize = 256 * 1024 * 1024;

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

/// Reads an answer, or its beginning where it is longer than what is wanted of it. True where
/// it was cut.
pub(super) async fn read(
    response: &mut reqwest::Response,
    most: usize,
    progress: &Progress,
) -> Result<(Bytes, bool), reqwest::Error> {
    let mut whole = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        progress.answered(chunk.len());
        let room = most - whole.len();
        whole.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return Ok((whole.freeze(), true));
        }
    }
    Ok((whole.freeze(), false))
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
