//! Sending changes.

use bytes::Bytes;

use super::answer::{self, Count};
use super::call::Request;
use super::client::Client;
use super::error::ApiError;
use super::excerpt::excerpt_without;

/// The answer to a change.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The number of objects affected (API reference: `status`), where the answer has one.
    status: Option<u64>,
    body: Bytes,
    /// An earlier try of the same request may have been applied, so that the count can be of
    /// what that one left over.
    pub repeated: bool,
}

impl Changed {
    /// How many of the records that were sent were affected; none where the answer does not say, or
    /// says more than were sent.
    pub fn count_of(&self, sent: u64) -> Option<u64> {
        self.status.filter(|status| *status <= sent)
    }

    /// The beginning of the answer, without the key. Looking for the key takes longer than sending a
    /// small request, so this is only for answers that are shown.
    pub fn excerpt(&self, client: &Client) -> String {
        excerpt_without(client.inner.key(), &self.body).unwrap_or_default()
    }
}

impl Client {
    /// Sends a change that is answered with a count. Under `--dry-run` nothing is sent, and
    /// the result is `None`.
    pub async fn change(&self, request: &Request) -> Result<Option<Changed>, ApiError> {
        if self.keeps_back(request)? {
            return Ok(None);
        }
        let answered = self.send_seeing(request, answer::count, &mut None).await?;
        let Count { status, body } = answered.value;
        Ok(Some(Changed {
            status,
            body,
            repeated: answered.repeated,
        }))
    }

    /// Sends an update, which is answered with the record.
    pub async fn update(&self, request: &Request) -> Result<Option<Bytes>, ApiError> {
        if self.keeps_back(request)? {
            return Ok(None);
        }
        self.send(request, answer::object).await.map(Some)
    }
}
