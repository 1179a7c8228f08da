//! Every way a command can end other than well: its kind, its exit status, its words, a hint.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::api::{ApiError, ErrorObject, Problem, Stage};
use crate::batch::FeedError;
use crate::config::ConfigError;
use crate::document::{DocumentError, PlanError};
use crate::input::InputError;
use crate::record::shortened;
use crate::render::{LONGEST_TEXT, RenderError};
use crate::store::FileError;

/// The kinds of failure. The exit status and the name are promised to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Other,
    Usage,
    Config,
    Auth,
    NotFound,
    Refused,
    RateLimited,
    Server,
    Network,
    Partial,
    Differs,
    Interrupted,
}

impl Kind {
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Other => 1,
            Kind::Usage => 2,
            Kind::Config => 3,
            Kind::Auth => 4,
            Kind::NotFound => 5,
            Kind::Refused => 6,
            Kind::RateLimited => 7,
            Kind::Server => 8,
            Kind::Network => 9,
            Kind::Partial => 10,
            Kind::Differs => 11,
            Kind::Interrupted => 130,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Other => "other",
            Kind::Usage => "usage",
            Kind::Config => "config",
            Kind::Auth => "auth",
            Kind::NotFound => "not_found",
            Kind::Refused => "refused",
            Kind::RateLimited => "rate_limited",
            Kind::Server => "server",
            Kind::Network => "network",
            Kind::Partial => "partial",
            Kind::Differs => "differs",
            Kind::Interrupted => "interrupted",
        }
    }

    fn of_status(status: u16) -> Kind {
        match status {
            401 | 403 => Kind::Auth,
            404 => Kind::NotFound,
            429 => Kind::RateLimited,
            400..=499 => Kind::Refused,
            _ => Kind::Server,
        }
    }
}

/// A failed command.
#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    pub message: String,
    pub hint: Option<String>,
    pub service: Option<Box<Service>>,
    closed_pipe: bool,
}

/// What the service had to do with it.
#[derive(Debug, Clone, Default)]
pub struct Service {
    pub status: Option<u16>,
    pub object: ErrorObject,
    pub method: String,
    pub url: String,
}

pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    pub fn new(kind: Kind, message: impl Into<String>) -> Failure {
        Failure {
            kind,
            message: message.into(),
            hint: None,
            service: None,
            closed_pipe: false,
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
        self.closed_pipe
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

    /// The data of the service's error object, on one line.
    pub fn data(&self) -> Option<Cow<'_, str>> {
        let data = self.service.as_ref()?.object.data.as_ref()?;
        Some(crate::record::one_line(data.get())).filter(|data| data != "null")
    }

    /// One JSON object on one line, as the contract with scripts says. No text in it is longer than
    /// on the lines for people; data that is becomes a text that holds its beginning.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Outer<'a> {
            error: Inner<'a>,
        }
        #[derive(Serialize)]
        struct Inner<'a> {
            kind: &'a str,
            exit_code: u8,
            message: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            status: Option<u16>,
            #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
            error_type: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            code: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            data: Option<Box<RawValue>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            method: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            url: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            hint: Option<&'a str>,
        }
        let service = self.service.as_deref();
        let object = service.map(|service| &service.object);
        // A list of our own mistakes is one message here, and on lines of their own for people.
        let longest_message = match service {
            Some(_) => LONGEST_TEXT,
            None => 20 * LONGEST_TEXT,
        };
        let of_object = |field: fn(&ErrorObject) -> Option<&str>| {
            let text = object.and_then(field)?;
            Some(shortened(text, LONGEST_TEXT))
        };
        let error_type = of_object(|object| object.kind.as_deref());
        let code = of_object(|object| object.code.as_deref());
        let hint = self
            .hint
            .as_deref()
            .map(|hint| shortened(hint, LONGEST_TEXT));
        let outer = Outer {
            error: Inner {
                kind: self.kind.name(),
                exit_code: self.kind.exit_code(),
                message: &shortened(&self.message, longest_message),
                status: service.and_then(|service| service.status),
                error_type: error_type.as_deref(),
                code: code.as_deref(),
                // A service may spread its data over several lines.
                data: self
                    .data()
                    .and_then(|data| match shortened(&data, LONGEST_TEXT) {
                        Cow::Borrowed(_) => RawValue::from_string(data.into_owned()).ok(),
                        Cow::Owned(beginning) => serde_json::value::to_raw_value(&beginning).ok(),
                    }),
                method: service.map(|service| service.method.as_str()),
                url: service.map(|service| service.url.as_str()),
                hint: hint.as_deref(),
            },
        };
        // Cannot fail: all keys are strings. An empty line would still say that there was one.
        serde_json::to_string(&outer).unwrap_or_default()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Failure {
        let kind = match &error {
            ConfigError::Interrupted => Kind::Interrupted,
            error if error.is_usage() => Kind::Usage,
            _ => Kind::Config,
        };
        Failure {
            hint: error.hint(),
            ..Failure::new(kind, error.to_string())
        }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Failure {
        let kind = match &error.problem {
            Problem::Status { status, .. } => Kind::of_status(*status),
            Problem::Redirect { .. } | Problem::BadAnswer { .. } | Problem::Stuck { .. } => {
                Kind::Server
            }
            Problem::Network { .. } | Problem::Deadline => Kind::Network,
            Problem::NotThere { .. } => Kind::NotFound,
            Problem::Interrupted => Kind::Interrupted,
            Problem::NotShown { .. } => Kind::Other,
            Problem::Path { .. } | Problem::LongPath { .. } => Kind::Usage,
            Problem::Setup { .. } => Kind::Config,
        };
        Failure {
            hint: hint(&error),
            service: Some(Box::new(Service {
                status: error.status(),
                object: error.object().cloned().unwrap_or_default(),
                method: error.method.to_string(),
                url: error.url.clone(),
            })),
            ..Failure::new(kind, error.to_string())
        }
    }
}

/// What helps, where that is known.
fn hint(error: &ApiError) -> Option<String> {
    Some(
        match &error.problem {
            Problem::Status { status: 401, .. } => {
                "the service took no API key: `cyxth profile show` says where the key comes from"
            }
            Problem::Status { status: 403, .. } => {
                "is it the key of this instance? `cyxth profile show` says where the key comes from"
            }
            Problem::Status {
                status: 404,
                object,
                ..
            } if object.is_empty() && error.url.to_ascii_uppercase().contains("%2F") => {
                "a proxy in front of the service may refuse the `/` of the id, which is sent as \
                 `%2F`: Apache does, unless `AllowEncodedSlashes NoDecode` is set"
            }
            Problem::Status {
                status: 404,
                object,
                ..
            } if object.is_empty() => "is the app URL right? It is the one that the console shows",
            Problem::Status { status: 404, .. }
                if error.url.to_ascii_uppercase().contains("%2F") =>
            {
                "is the id right? `cyxth channels list` shows the channels; a proxy in front of \
                 the service that decodes `%2F` keeps requests from ids with a `/` (nginx does \
                 where its `proxy_pass` has a path)"
            }
            Problem::Status { status: 404, .. } => {
                "is the id right, and the app URL? `cyxth channels list` shows the channels"
            }
            Problem::Status { status: 413, .. } => {
                "something before the service limits how large a request may be (nginx: \
                 `client_max_body_size`): raise that, or make the record smaller"
            }
            Problem::Status {
                status: 502,
                object,
                ..
            } if object.is_empty() && error.method != http::Method::GET => {
                "this answer is that of a proxy before the service; some (Caddy) answer so where a \
                 request is too large: `--batch-size N` makes requests smaller"
            }
            Problem::NotThere { .. } => "is the id right? `list` shows those that are there",
            Problem::Status { status: 429, .. } => "`--max-wait SECONDS` waits longer",
            Problem::Redirect { .. } => {
                "the app URL may be out of date: `cyxth profile add NAME --replace --app-url URL`"
            }
            Problem::BadAnswer { .. } => {
                "is the app URL right? It is the one that the console shows"
            }
            Problem::Deadline => "`--deadline SECONDS` gives the run more time",
            Problem::Network {
                stage: Stage::Untrusted,
                ..
            } => "`--ca-cert FILE` adds the root certificate of a company's own authority",
            Problem::Network {
                stage: Stage::Insecure,
                ..
            } => "is the host of the app URL right, and the clock of this machine?",
            Problem::Network {
                stage: Stage::Barred | Stage::NoProxy,
                ..
            } => {
                "the variable looks like `http://USER:PASSWORD@HOST:PORT`; where the network allows \
                 it, `NO_PROXY=HOST` goes without the proxy"
            }
            Problem::Network {
                stage: Stage::TimedOut,
                ..
            } => "`--timeout SECONDS` waits longer for an answer",
            Problem::Network {
                stage: Stage::Unprocessed | Stage::Unsent | Stage::Closed | Stage::BrokenOff,
                ..
            } => "is a Cyxth instance behind the app URL? `cyxth profile check` tells more",
            Problem::Network { .. } => {
                "is the app URL right, and the network up? `cyxth profile check` tells more"
            }
            _ => return None,
        }
        .to_owned(),
    )
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Failure {
        Failure {
            hint: error.hint(),
            ..Failure::usage(error.to_string())
        }
    }
}

impl From<FeedError> for Failure {
    fn from(error: FeedError) -> Failure {
        match error {
            FeedError::Input(error) => error.into(),
            FeedError::Sort(_) => Failure::new(Kind::Other, error.to_string()),
        }
    }
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Failure {
        match error {
            PlanError::Document(DocumentError::Input(error)) => error.into(),
            PlanError::Document(DocumentError::Mistakes(_)) => Failure::usage(error.to_string())
                .hint("`cyxth apply --schema` prints what a document looks like"),
            PlanError::Document(DocumentError::Kept(_)) | PlanError::File(_) => {
                Failure::new(Kind::Other, error.to_string())
            }
            PlanError::Api(error) => error.into(),
            PlanError::Unordered => Failure::new(Kind::Server, error.to_string()),
            PlanError::NoWayBack(_) => Failure::new(Kind::Other, error.to_string())
                .hint("these users have to be mended by hand: delete and create them"),
            PlanError::Unreachable(_) => Failure::new(Kind::Other, error.to_string())
                .hint("delete the channel first (`cyxth channels delete ID`)"),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::new(Kind::Other, error.to_string())
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Failure {
        match &error {
            FileError::Refused { hint, .. } => Failure {
                hint: hint.map(str::to_owned),
                ..Failure::usage(error.to_string())
            },
            FileError::Failed { .. } => Failure::new(Kind::Other, error.to_string()),
        }
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Failure {
        match error {
            RenderError::Id { .. } => {
                Failure::new(Kind::Other, error.to_string()).hint("`-o json` can hold it")
            }
            RenderError::File(error) => error.into(),
            RenderError::Closed => Failure {
                closed_pipe: true,
                ..Failure::new(Kind::Other, error.to_string())
            },
            RenderError::Interrupted => Failure::new(Kind::Interrupted, error.to_string()),
            RenderError::Io(_) | RenderError::Aside(_) | RenderError::Prompt(_) => {
                Failure::new(Kind::Other, error.to_string())
            }
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::new(Kind::Other, format!("{error:#}"))
    }
}

#[cfg(feature = "sandbox")]
impl From<crate::sandbox::SandboxError> for Failure {
    fn from(error: crate::sandbox::SandboxError) -> Failure {
        Failure::new(Kind::Other, error.to_string())
    }
}
