//! The errors of all modules as one type, and the kind that each of them is.

use crate::api::{ApiError, Problem};
use crate::batch::SourceError;
use crate::config::ConfigError;
use crate::convert::ConvertError;
use crate::document::{DocumentError, ListingError, PlanError};
use crate::expression::EvaluationError;
use crate::input::InputError;
use crate::render::RenderError;
use crate::store::FileError;

use super::kind::Kind;

/// An error of any module. It keeps its own causes.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum AnyError {
    Config(#[from] ConfigError),
    Api(#[from] ApiError),
    Input(#[from] InputError),
    Feed(SourceError),
    Plan(PlanError),
    Convert(#[from] ConvertError),
    File(#[from] FileError),
    Render(RenderError),
    #[cfg(feature = "sandbox")]
    Sandbox(#[from] crate::sandbox::SandboxError),
    Io(#[from] std::io::Error),
    Other(#[from] anyhow::Error),
}

impl AnyError {
    pub fn kind(&self) -> Kind {
        match self {
            AnyError::Config(ConfigError::Interrupted) => Kind::Interrupted,
            AnyError::Config(error) if error.is_usage() => Kind::Usage,
            AnyError::Config(_) => Kind::Config,
            AnyError::Api(error) => match &error.problem {
                Problem::Status { status, .. } => match status {
                    401 | 403 => Kind::Auth,
                    404 => Kind::NotFound,
                    429 => Kind::RateLimited,
                    400..=499 => Kind::Refused,
                    _ => Kind::Server,
                },
                Problem::Redirect { .. } | Problem::BadAnswer { .. } | Problem::Stuck { .. } => {
                    Kind::Server
                }
                Problem::Network { .. } | Problem::Deadline => Kind::Network,
                Problem::NotThere { .. } => Kind::NotFound,
                Problem::Interrupted => Kind::Interrupted,
                Problem::NotShown { .. } => Kind::Other,
                Problem::Path { .. } | Problem::LongPath { .. } => Kind::Usage,
                Problem::Setup { .. } | Problem::ReadOnly { .. } => Kind::Config,
            },
            AnyError::Input(_) | AnyError::Feed(SourceError::Input(_)) => Kind::Usage,
            AnyError::Feed(SourceError::Sort(_) | SourceError::Thread(_)) => Kind::Other,
            AnyError::Plan(error) => match error {
                PlanError::Document(_) => Kind::Usage,
                PlanError::Unordered => Kind::Server,
                // An error of the API is kept as such.
                PlanError::Api(_)
                | PlanError::File(_)
                | PlanError::NoWayBack(_)
                | PlanError::Unreachable(_) => Kind::Other,
            },
            AnyError::Convert(ConvertError::Sort(_)) => Kind::Other,
            AnyError::Convert(_) => Kind::Usage,
            AnyError::File(FileError::Refused { .. }) => Kind::Usage,
            AnyError::File(FileError::Failed { .. }) => Kind::Other,
            AnyError::Render(error) => match error {
                RenderError::Interrupted => Kind::Interrupted,
                RenderError::NotAsked { .. } => Kind::Usage,
                RenderError::NoJson | RenderError::MaskedId => Kind::Server,
                RenderError::Expression(error) => match error {
                    EvaluationError::Failed(_) | EvaluationError::TooLarge => Kind::Other,
                    EvaluationError::Deadline => Kind::Network,
                    EvaluationError::Cancelled => Kind::Interrupted,
                },
                // An error of a file is kept as such.
                RenderError::File(_)
                | RenderError::Id { .. }
                | RenderError::Closed
                | RenderError::Io(_)
                | RenderError::Aside(_)
                | RenderError::Prompt(_) => Kind::Other,
            },
            #[cfg(feature = "sandbox")]
            AnyError::Sandbox(_) => Kind::Other,
            AnyError::Io(_) | AnyError::Other(_) => Kind::Other,
        }
    }

    #[cfg(feature = "sandbox")]
    pub fn is_of_store(&self) -> bool {
        use crate::sandbox::SandboxError;
        matches!(
            self,
            AnyError::Sandbox(SandboxError::Damaged { .. } | SandboxError::NotAStore { .. })
        )
    }

    pub fn message(&self) -> String {
        match self {
            // The outermost text alone would name the step that failed, without the reason.
            AnyError::Other(error) => format!("{error:#}"),
            error => error.to_string(),
        }
    }
}

// An error that another one only passes on is kept as itself, so that its kind and its hint are the
// same wherever it comes from.

impl From<SourceError> for AnyError {
    fn from(error: SourceError) -> AnyError {
        match error {
            SourceError::Input(error) => error.into(),
            error => AnyError::Feed(error),
        }
    }
}

impl From<ListingError> for AnyError {
    fn from(error: ListingError) -> AnyError {
        match error {
            ListingError::Api(error) | ListingError::Members { error, .. } => error.into(),
            ListingError::File(error) => error.into(),
            ListingError::Unordered => PlanError::Unordered.into(),
        }
    }
}

impl From<PlanError> for AnyError {
    fn from(error: PlanError) -> AnyError {
        match error {
            PlanError::Document(DocumentError::Input(error)) => error.into(),
            PlanError::Api(error) => error.into(),
            error => AnyError::Plan(error),
        }
    }
}

impl From<RenderError> for AnyError {
    fn from(error: RenderError) -> AnyError {
        match error {
            RenderError::File(error) => error.into(),
            error => AnyError::Render(error),
        }
    }
}
