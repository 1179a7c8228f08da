//! What a call can end with, other than success.

use std::error::Error;
use std::time::Duration;

use http::Method;

use super::cause::ExchangeCause;
use super::error_object::ErrorObject;
use super::retry::Bound;
use super::try_failure::{Stage, TryFailure};

/// What went wrong with a request.
#[derive(Debug, Clone)]
pub enum Problem {
    /// The service answered with a status other than success.
    Status {
        status: u16,
        object: ErrorObject,
        /// A part of an answer that is not an error object.
        excerpt: Option<String>,
        /// What `Retry-After` asks for.
        retry_after: Option<Duration>,
        /// Why it was not tried again, where another try might have gone well.
        bound: Option<Bound>,
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
        is_too_large: bool,
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
    /// A profile of this instance forbids changes.
    ReadOnly {
        why: String,
    },
    /// The person ended the run before it could be sent.
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

/// How far a failed change got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Never taken up.
    NotSent,
    /// Refused by the service.
    Rejected,
    /// Whether it was applied is unknown.
    Unknown,
}

/// A failed call: to what, what went wrong, and whether the change may have happened.
#[derive(Debug, Clone)]
pub struct ApiError {
    pub method: Method,
    pub url: String,
    pub problem: Problem,
    /// A try of a change may have been applied: this one, or an earlier one.
    pub unknown: bool,
}

impl ApiError {
    /// The error saying that what this one is about is not there.
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

    /// Whether the service may have refused the request for its cursor.
    pub(super) fn refuses_cursor(&self) -> bool {
        matches!(self.status(), Some(400 | 404 | 422))
    }

    /// What the failed change leaves behind, as far as this side can know.
    pub fn leaves(&self) -> Left {
        match &self.problem {
            _ if self.unknown => Left::Unknown,
            Problem::Status { status, .. } => match status {
                429 => Left::NotSent,
                408 | 500.. => Left::Unknown,
                _ => Left::Rejected,
            },
            Problem::BadAnswer { .. } => Left::Unknown,
            Problem::Network { stage, .. } if stage.may_have_been_applied() => Left::Unknown,
            Problem::Redirect { .. } | Problem::NotThere { .. } => Left::Rejected,
            Problem::Network { .. }
            | Problem::Deadline
            | Problem::Interrupted
            | Problem::ReadOnly { .. }
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
    pub(super) fn failure(&self) -> TryFailure {
        match &self.problem {
            Problem::Status { status, .. } | Problem::Redirect { status, .. } => {
                TryFailure::Status(*status)
            }
            Problem::Network { stage, .. } => TryFailure::NoAnswer(*stage),
            Problem::BadAnswer {
                is_too_large: true, ..
            } => TryFailure::TooLarge,
            _ => TryFailure::BadAnswer,
        }
    }

    pub fn object(&self) -> Option<&ErrorObject> {
        match &self.problem {
            Problem::Status { object, .. } => Some(object),
            _ => None,
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
