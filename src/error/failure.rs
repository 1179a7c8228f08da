//! A failed command, and how it is reported.

use std::error::Error;
use std::fmt;

use crate::api::ApiError;
use crate::record::{compact, shortened};
use crate::render::{Console, LONGEST_TEXT, RenderError};

use super::any::AnyError;
use super::hint::hint_of;
use super::kind::Kind;

/// A failed command.
#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    pub message: String,
    pub hint: Option<String>,
    /// The error that it came from.
    source: Option<Box<AnyError>>,
}

pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    pub fn new(kind: Kind, message: impl Into<String>) -> Failure {
        Failure {
            kind,
            message: message.into(),
            hint: None,
            source: None,
        }
    }

    pub fn usage(message: impl Into<String>) -> Failure {
        Failure::new(Kind::Usage, message)
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// The quiet end of `… | head -1`.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(
            self.source.as_deref(),
            Some(AnyError::Render(RenderError::Closed))
        )
    }

    /// Whether the store of a sandbox cannot be read.
    #[cfg(feature = "sandbox")]
    pub fn is_of_store(&self) -> bool {
        self.source.as_deref().is_some_and(AnyError::is_of_store)
    }

    /// The same failure where other records were done. An interruption stays one.
    pub fn partial(mut self) -> Failure {
        if self.kind != Kind::Interrupted {
            self.kind = Kind::Partial;
        }
        self
    }

    /// Puts words before the message: to which record or file it happened.
    pub fn context(mut self, before: &str) -> Failure {
        self.message = format!("{before}: {}", self.message);
        self
    }

    /// The failed call, if it was one.
    pub(super) fn service(&self) -> Option<&ApiError> {
        match self.source.as_deref() {
            Some(AnyError::Api(error)) => Some(error),
            _ => None,
        }
    }

    /// The data of the service's error object, compact.
    pub fn data(&self) -> Option<String> {
        let data = self.service()?.object()?.data.as_ref()?;
        Some(compact(data.get())).filter(|data| data != "null")
    }

    /// What caused it, what caused that, and so on.
    pub fn causes(&self) -> Vec<String> {
        let first = self.source.as_deref().and_then(|error| error.source());
        std::iter::successors(first, |&error| error.source())
            .map(|cause| shortened(&cause.to_string(), LONGEST_TEXT).into_owned())
            .collect()
    }

    /// Ends the tool: reports the failure and returns the exit status, which is 0 for the quiet end.
    pub fn end(&self, console: &Console) -> u8 {
        if self.is_closed_pipe() {
            return 0;
        }
        self.report(console);
        self.kind.exit_code()
    }

    /// Tells the person, or the script: the message, with `--verbose` its causes, what the service
    /// gave along with its error, and what helps.
    pub fn report(&self, console: &Console) {
        if console.format().is_json() {
            console.error_json(&self.to_json(console.is_verbose()));
            return;
        }
        console.error(&self.message);
        if console.is_verbose() {
            for cause in self.causes() {
                console.cause(&cause);
            }
        }
        if let Some(data) = self.data() {
            console.data(&data);
        }
        if let Some(hint) = &self.hint {
            console.hint(hint);
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl<E> From<E> for Failure
where
    AnyError: From<E>,
{
    fn from(error: E) -> Failure {
        let error = AnyError::from(error);
        Failure {
            kind: error.kind(),
            message: error.message(),
            hint: hint_of(&error),
            source: Some(Box::new(error)),
        }
    }
}
