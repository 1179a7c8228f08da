//! What a call can end with, other than success.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::Method;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::cause::ExchangeCause;
use super::retry::Failure;
use crate::record::shortened;

/// What is shown of a service's message, in characters, with what stands behind it. A service may
/// send megabytes.
const LONGEST_MESSAGE: usize = 1_900;

/// The same of its type and its code.
const LONGEST_WORD: usize = 200;

/// The API's error object (API reference: errors). Every field may be missing in practice, or be
/// of another type: what one of them is must not cost the others.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ErrorObject {
    #[serde(default, rename = "type", deserialize_with = "text")]
    pub kind: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub code: Option<String>,
    #[serde(default, deserialize_with = "string")]
    pub message: Option<String>,
    #[serde(default)]
    pub data: Option<Box<RawValue>>,
}

impl ErrorObject {
    /// Whether the answer was none of the API's own errors.
    pub fn is_empty(&self) -> bool {
        self.kind.is_none() && self.code.is_none() && self.message.is_none()
    }
}

/// A string alone: of an answer whose message is something else a part is shown.
fn string<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(raw.get()).ok())
}

/// A string; a number or a truth value as it is written.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let json = raw.get();
    Ok(match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).ok(),
        Some(b'-' | b'0'..=b'9' | b't' | b'f') => Some(json.to_owned()),
        _ => None,
    })
}

/// How far an exchange came that has no whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody was reached.
    Unreachable,
    /// Nor was the proxy on the way.
    NoProxy,
    /// Somebody was, for whom no authority that is known vouches.
    Untrusted,
    /// Somebody was, with whom there is no secure connection for another reason.
    Insecure,
    /// Sent, and no whole answer in time.
    TimedOut,
    /// The proxy on the way refused to let it through.
    Barred,
    /// Not processed, as HTTP itself says.
    Unprocessed,
    /// Closed before anything was sent.
    Unsent,
    /// Sent, in whole or in part, and closed without an answer.
    Closed,
    /// Sent, in whole or in part, and broken off.
    BrokenOff,
}

impl Stage {
    pub(super) fn failure(self) -> Failure {
        match self {
            Stage::Unreachable | Stage::NoProxy => Failure::NotConnected,
            Stage::Barred => Failure::Barred,
            Stage::Untrusted | Stage::Insecure => Failure::Untrusted,
            Stage::Unprocessed => Failure::Unprocessed,
            Stage::Unsent => Failure::Unsent,
            Stage::Closed => Failure::Closed,
            Stage::TimedOut | Stage::BrokenOff => Failure::Lost,
        }
    }
}

/// What went wrong with a request.
#[derive(Debug, Clone)]
pub enum Problem {
    /// The service answered with a status that is no success.
    Status {
        status: u16,
        object: ErrorObject,
        /// A part of an answer that is no error object.
        excerpt: Option<String>,
        /// What `Retry-After` asks for.
        retry_after: Option<Duration>,
    },
    Redirect {
        status: u16,
        target: String,
    },
    /// An answer that is not what the API promises.
    BadAnswer {
        status: u16,
        why: String,
        excerpt: Option<String>,
    },
    /// No whole exchange.
    Network {
        stage: Stage,
        why: String,
        source: Option<ExchangeCause>,
    },
    /// The time for the whole run was over before it could be sent.
    Deadline,
    /// What `--dry-run` keeps back could not be shown.
    NotShown {
        why: String,
    },
    /// The person wanted an end before it could be sent.
    Interrupted,
    /// A listing that does not move on.
    Stuck {
        why: String,
    },
    /// An id that cannot stand in a path.
    Path {
        id: String,
    },
    /// A path, or a query, that is too long for a URL.
    LongPath {
        why: String,
    },
    /// What was to be changed is not there.
    NotThere {
        singular: &'static str,
    },
    /// The client could not be set up.
    Setup {
        why: String,
        source: Option<ExchangeCause>,
    },
}

/// What became of a change that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Never taken up.
    NotSent,
    /// Refused by the service.
    Rejected,
    /// Applied or not: nobody knows.
    Unknown,
}

/// A failed call: to what, what went wrong, and whether the change may have happened.
#[derive(Debug, Clone)]
pub struct ApiError {
    pub method: Method,
    pub url: String,
    pub problem: Problem,
    /// A try of a change may have been applied, be it an earlier one than that which failed so.
    pub unknown: bool,
}

impl ApiError {
    /// That something is not there which this error, or another answer, is about.
    pub fn not_there(&self, singular: &'static str) -> ApiError {
        ApiError {
            method: self.method.clone(),
            url: self.url.clone(),
            problem: Problem::NotThere { singular },
            unknown: false,
        }
    }

    pub fn is_not_there(&self) -> bool {
        matches!(self.problem, Problem::NotThere { .. })
    }

    pub fn status(&self) -> Option<u16> {
        match &self.problem {
            Problem::Status { status, .. }
            | Problem::Redirect { status, .. }
            | Problem::BadAnswer { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// What the failed change leaves behind, so far as this side can know.
    pub fn leaves(&self) -> Left {
        match &self.problem {
            _ if self.unknown => Left::Unknown,
            Problem::Status { status, .. } => match status {
                429 => Left::NotSent,
                408 | 500.. => Left::Unknown,
                _ => Left::Rejected,
            },
            Problem::Network {
                stage: Stage::TimedOut | Stage::Closed | Stage::BrokenOff,
                ..
            }
            | Problem::BadAnswer { .. } => Left::Unknown,
            Problem::Redirect { .. } | Problem::NotThere { .. } => Left::Rejected,
            Problem::Network { .. }
            | Problem::Deadline
            | Problem::Interrupted
            | Problem::NotShown { .. }
            | Problem::Stuck { .. }
            | Problem::Path { .. }
            | Problem::LongPath { .. }
            | Problem::Setup { .. } => Left::NotSent,
        }
    }

    /// How long the service asks to wait, if it does.
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.problem {
            Problem::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// The failure of the last try, for judging whether there may be another.
    pub(super) fn failure(&self) -> Failure {
        match &self.problem {
            Problem::Status { status, .. } | Problem::Redirect { status, .. } => {
                Failure::Status(*status)
            }
            Problem::Network { stage, .. } => stage.failure(),
            _ => Failure::BadAnswer,
        }
    }

    pub fn object(&self) -> Option<&ErrorObject> {
        match &self.problem {
            Problem::Status { object, .. } => Some(object),
            _ => None,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ApiError { method, url, .. } = self;
        match &self.problem {
            Problem::Status {
                status,
                object,
                excerpt,
                retry_after,
            } => {
                let mut call = format!(" ({status}");
                for word in [&object.kind, &object.code].into_iter().flatten() {
                    call.push(' ');
                    call.push_str(&shortened(word, LONGEST_WORD));
                }
                call.push_str(&format!(", {method} {url})"));
                match &object.message {
                    // However long it is, what follows it is still seen.
                    Some(message) => {
                        let room = LONGEST_MESSAGE.saturating_sub(call.chars().count());
                        f.write_str(&shortened(message, room))?;
                    }
                    None => f.write_str(reason(*status))?,
                }
                f.write_str(&call)?;
                if let Some(wait) = retry_after {
                    write!(f, "; the service asks to wait {}", Wait(*wait))?;
                }
                if let Some(excerpt) = excerpt {
                    write!(f, "; it answered: {excerpt}")?;
                }
                if *status == 404 && object.is_empty() {
                    f.write_str("; this is not the API's own error object")?;
                }
                Ok(())
            }
            Problem::Redirect { status, target } => write!(
                f,
                "{method} {url} was answered with a redirect ({status}) to {target}, which is not followed"
            ),
            Problem::BadAnswer {
                status,
                why,
                excerpt,
            } => {
                write!(
                    f,
                    "{method} {url} was answered ({status}) with something that the API does not promise: {why}"
                )?;
                match excerpt {
                    Some(excerpt) => write!(f, "; it begins: {excerpt}"),
                    None => Ok(()),
                }
            }
            Problem::Network { why, .. } => write!(f, "{method} {url}: {why}"),
            Problem::Deadline => f.write_str("the deadline of the run has passed"),
            Problem::NotShown { why } => f.write_str(why),
            Problem::Interrupted => f.write_str("interrupted"),
            Problem::Stuck { why } => write!(f, "the listing {url} does not move on: {why}"),
            Problem::Path { id } if id.is_empty() => {
                f.write_str("an id that is empty cannot stand in a path")
            }
            Problem::Path { id } => write!(
                f,
                "the id `{id}` cannot stand in a path: it has an empty segment, `.` or `..` \
                 between slashes, which would be folded away, and the request would reach \
                 another collection"
            ),
            Problem::LongPath { why } => write!(f, "{why} is too long to stand in a URL"),
            Problem::NotThere { singular } => {
                write!(f, "there is no such {singular} ({method} {url})")
            }
            Problem::Setup { why, .. } => write!(f, "cannot set up the HTTP client: {why}"),
        }
    }
}

impl Error for ApiError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.problem {
            Problem::Network { source, .. } | Problem::Setup { source, .. } => {
                source.as_ref().map(|source| source as _)
            }
            _ => None,
        }
    }
}

/// A wait as a person would say it.
struct Wait(Duration);

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs_f64();
        match self.0.as_secs() {
            // What `--max-wait` takes.
            0..=86_400 => write!(f, "{} s", (seconds * 1000.0).round() / 1000.0),
            86_401..315_360_000 => write!(f, "{:.0} days", (seconds / 86_400.0).ceil()),
            _ => f.write_str("more than ten years"),
        }
    }
}

/// What a status means, for answers that do not say so themselves (API reference: errors).
fn reason(status: u16) -> &'static str {
    match status {
        401 => "no API key was accepted",
        403 => "the API key does not allow this",
        404 => "not found",
        408 => "the request took too long",
        409 => "in conflict with what is there",
        413 => "the request is too large",
        429 => "too many requests at once",
        400..=499 => "the request was refused",
        500..=599 => "the service has a fault of its own",
        _ => "an unexpected status",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_said_as_people_would() {
        let said = |seconds| Wait(Duration::from_secs_f64(seconds)).to_string();
        assert_eq!(said(0.0), "0 s");
        assert_eq!(said(2.5), "2.5 s");
        assert_eq!(said(99.0), "99 s");
        assert_eq!(said(299.997), "299.997 s");
        assert_eq!(said(259_200.0), "3 days");
        assert_eq!(Wait(Duration::MAX).to_string(), "more than ten years");
    }
}
