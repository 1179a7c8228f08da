//! The collections of the API, and the requests that each of them takes.

use bytes::Bytes;
use http::Method;

use super::call::Request;
use super::retry::Effect;

/// A collection of records with ids behind a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collection {
    Users,
    Channels,
    /// The members of the channel with this id.
    Members(String),
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

    /// `GET` of its records, without limit and cursor.
    pub(super) fn list(&self) -> Request {
        Request::new(Method::GET, self.path(), Effect::Read)
    }

    /// `POST` of an array of records.
    pub fn create(&self, records: Bytes) -> Request {
        Request::new(Method::POST, self.path(), Effect::Create).with_body(records)
    }

    /// `POST` of an array of user ids to a channel. It may be repeated: the service accepts those who
    /// are members already.
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
