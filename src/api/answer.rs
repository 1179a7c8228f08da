//! Reading answers: what the API promises, and what came instead.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::record::Id;

use super::seen::AnswerSlot;

/// The most bytes of an answer. A page of records may be large, but no answer of this API is larger.
pub(super) const MOST_ANSWER: usize = 256 * 1024 * 1024;

/// The most bytes of all the answers that are kept at a time: many requests are in flight.
pub(super) const MOST_ANSWERS: usize = 2 * MOST_ANSWER;

/// The most bytes that get their room before they come, where the service says how many there are. A
/// body that grows by doubling takes up to twice its size, and several are in flight.
const AT_ONCE: usize = 4 * 1024 * 1024;

/// The room for the answers that are kept: a permit for each byte.
#[derive(Clone)]
pub(super) struct AnswerRoom(Arc<Semaphore>);

impl Default for AnswerRoom {
    fn default() -> AnswerRoom {
        let most = MOST_ANSWERS.min(Semaphore::MAX_PERMITS);
        AnswerRoom(Arc::new(Semaphore::new(most)))
    }
}

/// An answer, and the room that it takes for as long as a part of it is kept.
#[derive(Default)]
struct KeptAnswer {
    bytes: BytesMut,
    room: Option<OwnedSemaphorePermit>,
}

impl KeptAnswer {
    /// Adds more of it. False where there is no room for that.
    fn push(&mut self, more: &[u8], room: &AnswerRoom) -> bool {
        let bytes = u32::try_from(more.len()).unwrap_or(u32::MAX);
        let Ok(taken) = room.0.clone().try_acquire_many_owned(bytes) else {
            return false;
        };
        match &mut self.room {
            Some(room) => room.merge(taken),
            None => self.room = Some(taken),
        }
        self.bytes.extend_from_slice(more);
        true
    }
}

impl AsRef<[u8]> for KeptAnswer {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads a promised answer out of a body, or says what is wrong with it.
pub(super) type Decode<T> = fn(&Bytes) -> Result<T, String>;

/// The answer to a change.
pub(super) struct Count {
    /// The number in `{"status": n}`, if there is one. It may stand in quotes.
    pub status: Option<u64>,
    pub body: Bytes,
}

/// Reads a count out of an answer. An object without a usable one is a success all the same, but an
/// error object is not, whatever the status of the answer says.
pub(super) fn count(body: &Bytes) -> Result<Count, String> {
    #[derive(Deserialize)]
    struct CountAnswer<'a> {
        #[serde(borrow)]
        status: Option<&'a RawValue>,
        #[serde(borrow)]
        error: Option<&'a RawValue>,
        #[serde(borrow, rename = "type")]
        kind: Option<&'a RawValue>,
        #[serde(borrow)]
        code: Option<&'a RawValue>,
        #[serde(borrow)]
        message: Option<&'a RawValue>,
    }
    if !body.trim_ascii_start().starts_with(b"{") {
        return Err("not a `{\"status\": number}`".to_owned());
    }
    let answer: CountAnswer<'_> = serde_json::from_slice(body)
        .map_err(|error| format!("no `{{\"status\": number}}` ({error})"))?;
    let is_text = |value: &&RawValue| value.get().starts_with('"') && value.get() != "\"\"";
    let is_error = |value: &&RawValue| is_text(value) || value.get().starts_with('{');
    let texts = [answer.kind, answer.code, answer.message];
    // A message alone may be a friendly one.
    if answer.error.as_ref().is_some_and(is_error)
        || texts
            .iter()
            .flatten()
            .filter(|value| is_text(value))
            .count()
            >= 2
    {
        return Err("an error object in the place of a count".to_owned());
    }
    let digits = answer.status.map_or("", RawValue::get).trim_matches('"');
    // `u64::from_str` would take a leading plus sign.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    Ok(Count {
        status: is_number.then(|| digits.parse().ok()).flatten(),
        body: body.clone(),
    })
}

/// A record, as it came.
pub(super) fn object(body: &Bytes) -> Result<Bytes, String> {
    let raw: &RawValue = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    serde_json::from_str::<Id<'_>>(raw.get())
        .map_err(|error| format!("no record with an `id` ({error})"))?;
    Ok(body.slice_ref(raw.get().as_bytes()))
}

/// What has come of a body. It can be seen even if the rest never comes.
struct Incoming<'a> {
    /// None once it is over.
    whole: Option<KeptAnswer>,
    seen: &'a AnswerSlot,
}

impl Incoming<'_> {
    fn end(&mut self, is_cut: bool) -> Bytes {
        let body = self.whole.take().map_or_else(Bytes::new, Bytes::from_owner);
        self.seen.body(&body, is_cut);
        body
    }
}

impl Drop for Incoming<'_> {
    fn drop(&mut self) {
        if self.whole.is_some() {
            self.end(true);
        }
    }
}

/// Reads an answer, or the beginning of one that is longer than `most`. True where it was cut.
pub(super) async fn read(
    response: &mut reqwest::Response,
    most: usize,
    room: &AnswerRoom,
    seen: &AnswerSlot,
) -> Result<(Bytes, bool), reqwest::Error> {
    let mut whole = KeptAnswer::default();
    let said = usize::try_from(response.content_length().unwrap_or(0)).unwrap_or(usize::MAX);
    whole.bytes.reserve(said.min(most).min(AT_ONCE));
    let mut incoming = Incoming {
        whole: Some(whole),
        seen,
    };
    let mut is_cut = false;
    while let Some(chunk) = response.chunk().await? {
        seen.progress.answered(chunk.len());
        let Some(answer) = &mut incoming.whole else {
            break;
        };
        let wanted = chunk.len().min(most - answer.bytes.len());
        is_cut = !answer.push(&chunk[..wanted], room) || wanted < chunk.len();
        if is_cut {
            break;
        }
    }
    Ok((incoming.end(is_cut), is_cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Result<Option<u64>, String> {
        count(&Bytes::from_static(text.as_bytes())).map(|count| count.status)
    }

    #[test]
    fn answers_that_are_kept_take_room_together() {
        let room = AnswerRoom(Arc::new(Semaphore::new(8)));
        let mut first = KeptAnswer::default();
        assert!(first.push(b"abc", &room) && first.push(b"de", &room));
        let mut second = KeptAnswer::default();
        assert!(second.push(b"fgh", &room) && !second.push(b"i", &room));
        let kept = Bytes::from_owner(first);
        let part = kept.slice(1..);
        drop((kept, second));
        assert!(!KeptAnswer::default().push(b"abcd", &room));
        drop(part);
        assert!(KeptAnswer::default().push(b"abcdefgh", &room));
    }

    #[test]
    fn a_status_is_a_number_with_or_without_quotes() {
        for (text, status) in [
            (r#"{"status":6}"#, Some(6)),
            (r#"{"status":"6","x":[]}"#, Some(6)),
            (r#" {"status":0,"error":null,"message":"none"}"#, Some(0)),
            ("{}", None),
            (r#"{"status":null}"#, None),
            (r#"{"status":-1}"#, None),
            (r#"{"status":1.5}"#, None),
            (r#"{"status":"ok"}"#, None),
            (r#"{"status":"+6"}"#, None),
            (r#"{"status":[6]}"#, None),
            (r#"{"message":"created"}"#, None),
        ] {
            assert_eq!(read(text), Ok(status), "{text}");
        }
    }

    #[test]
    fn an_error_object_and_what_is_no_object_are_no_success() {
        for text in [
            "",
            "[]",
            "6",
            "null",
            "[6]",
            "<html>",
            r#"{"status":6"#,
            r#"{"type":"t","code":"c","message":"m"}"#,
            r#"{"status":6,"code":"c","message":"m"}"#,
            r#"{"error":{"message":"m"}}"#,
            r#"{"status":6,"error":"m"}"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
