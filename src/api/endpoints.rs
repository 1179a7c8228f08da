//! Every call of the API reference.

use bytes::Bytes;
use http::Method;

use super::answer::Count;
use super::client::Client;
use super::error::ApiError;
use super::mask::excerpt_without;
use super::request::{Effect, Request};

/// A collection of records with ids behind a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collection {
    Users,
    Channels,
    /// The members of the channel with this id.
    Members(String),
}

/// The answer to a change.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The number of objects affected (API reference: `status`), where the answer has one.
    status: Option<u64>,
    /// The beginning of the answer.
    pub answer: String,
    /// An earlier try of the same request may have been applied, so that the count can be of
    /// what that one left over.
    pub repeated: bool,
}

impl Changed {
    /// How many of those that were sent were affected; none where the answer does not say it, or
    /// says more than were sent.
    pub fn count_of(&self, sent: u64) -> Option<u64> {
        self.status.filter(|status| *status <= sent)
    }
}

impl Collection {
    pub fn singular(&self) -> &'static str {
        match self {
            Collection::Users => "user",
            Collection::Channels => "channel",
            Collection::Members(_) => "member",
        }
    }

    pub fn plural(&self) -> &'static str {
        match self {
            Collection::Users => "users",
            Collection::Channels => "channels",
            Collection::Members(_) => "members",
        }
    }

    /// `1 user`, `2 users`.
    pub fn counted(&self, count: u64) -> String {
        let word = if count == 1 {
            self.singular()
        } else {
            self.plural()
        };
        format!("{count} {word}")
    }

    fn path(&self) -> Vec<String> {
        match self {
            Collection::Users => vec!["users".to_owned()],
            Collection::Channels => vec!["channels".to_owned()],
            Collection::Members(channel) => {
                vec!["channels".to_owned(), channel.clone(), "users".to_owned()]
            }
        }
    }

    /// `GET` of a page: at most `limit` records that begin after the cursor, which comes with the
    /// name that it is given by.
    pub(super) fn page(&self, limit: u64, cursor: Option<(&'static str, &str)>) -> Request {
        let mut request = Request::new(Method::GET, self.path(), Effect::Read);
        request.query.push(("limit", limit.to_string()));
        if let Some((name, id)) = cursor {
            request.query.push((name, id.to_owned()));
        }
        request
    }

    /// `POST` of an array of records.
    pub fn create(&self, records: Bytes) -> Request {
        Request::new(Method::POST, self.path(), Effect::Create).with_body(records)
    }

    /// `POST` of an array of user ids to a channel. Being a member already is no error, so it
    /// may be repeated.
    pub fn add(&self, ids: Bytes) -> Request {
        Request::new(Method::POST, self.path(), Effect::Repeatable).with_body(ids)
    }

    /// `DELETE` of an array of ids.
    pub fn delete(&self, ids: Bytes) -> Request {
        Request::new(Method::DELETE, self.path(), Effect::Repeatable).with_body(ids)
    }

    /// `POST` of a mode and user ids: to the instance, or to one channel.
    pub fn moderate(&self, body: Bytes) -> Request {
        let mut path = self.path();
        if let Collection::Members(_) = self {
            path.pop();
        }
        path.push("moderate".to_owned());
        Request::new(Method::POST, path, Effect::Repeatable).with_body(body)
    }

    /// `PUT` of one channel; the answer is the channel.
    pub fn update(&self, channel: Bytes) -> Request {
        Request::new(Method::PUT, self.path(), Effect::Repeatable).with_body(channel)
    }
}

impl Client {
    /// Sends a change that is answered with a count. Under `--dry-run` nothing is sent, and
    /// there is no count.
    pub async fn change(&self, request: &Request) -> Result<Option<Changed>, ApiError> {
        if self.keeps_back(request)? {
            return Ok(None);
        }
        let answer = self.answer(request, super::answer::count).await?;
        let Count { status, body } = answer.value;
        Ok(Some(Changed {
            status,
            answer: excerpt_without(self.inner.key(), &body).unwrap_or_default(),
            repeated: answer.repeated,
        }))
    }

    /// Sends an update, which is answered with the record.
    pub async fn update(&self, request: &Request) -> Result<Option<Bytes>, ApiError> {
        if self.keeps_back(request)? {
            return Ok(None);
        }
        self.send(request, super::answer::object).await.map(Some)
    }
}
