//! What helps against an error, if that is known.

use http::Method;

use crate::api::retry::Bound;
use crate::api::{ApiError, ErrorObject, Problem, Stage};
use crate::document::{DocumentError, PlanError};
use crate::render::RenderError;
#[cfg(feature = "sandbox")]
use crate::sandbox::SandboxError;
use crate::store::FileError;

use super::any::AnyError;

pub fn hint_of(error: &AnyError) -> Option<String> {
    let hint = match error {
        AnyError::Config(error) => return error.hint(),
        AnyError::Input(error) => return error.hint(),
        AnyError::Api(error) => hint_of_api(error)?,
        AnyError::Plan(PlanError::Document(DocumentError::Mistakes(_))) => {
            "`cyxth apply --schema` prints what a document looks like"
        }
        AnyError::Plan(PlanError::Document(DocumentError::Kept(_))) => {
            "let TMPDIR name a directory that has room for the document"
        }
        AnyError::Plan(PlanError::NoWayBack(_)) => {
            "these users have to be mended by hand: delete and create them"
        }
        AnyError::Plan(PlanError::Unreachable(_)) => {
            "delete the channel first (`cyxth channels delete ID`)"
        }
        AnyError::File(FileError::Refused { hint, .. }) => (*hint)?,
        #[cfg(feature = "sandbox")]
        AnyError::Sandbox(SandboxError::Damaged { .. } | SandboxError::NotAStore { .. }) => {
            "`cyxth sandbox reset` moves the store of the profile `sandbox` aside and begins anew"
        }
        AnyError::Render(RenderError::NotAsked { .. }) => "`--yes` confirms",
        AnyError::Render(RenderError::MaskedId) => {
            "no record should hold the API key: replace the key in the console"
        }
        AnyError::Render(RenderError::Id { .. }) => "`-o json` can hold it",
        _ => return None,
    };
    Some(hint.to_owned())
}

const MORE_TIME: &str = "`--deadline SECONDS` gives the run more time";

fn hint_of_api(error: &ApiError) -> Option<&'static str> {
    let is_foreign = error.object().is_some_and(ErrorObject::is_empty);
    let has_slash = error.url.to_ascii_uppercase().contains("%2F");
    Some(match &error.problem {
        Problem::Status { status: 401, .. } => {
            "the service did not accept the API key: `cyxth profile show` says where the key comes from"
        }
        Problem::Status { status: 403, .. } => {
            "is it the key of this instance? `cyxth profile show` says where the key comes from"
        }
        Problem::Status { status: 404, .. } if is_foreign && has_slash => {
            "a proxy in front of the service may refuse the `/` of the id, which is sent as \
                 `%2F`: Apache does, unless `AllowEncodedSlashes NoDecode` is set"
        }
        Problem::Status { status: 404, .. } if is_foreign => {
            "is the app URL right? It is the one that the console shows"
        }
        Problem::Status { status: 404, .. } if has_slash => {
            "is the id right? `cyxth channels list` shows the channels; a proxy in front of \
                 the service that decodes `%2F` keeps requests from ids with a `/` (nginx does \
                 where its `proxy_pass` has a path)"
        }
        Problem::Status { status: 404, .. } if !is_about_channels(&error.url) => {
            "is the app URL right, and the path below it?"
        }
        Problem::Status { status: 404, .. } => {
            "is the id right, and the app URL? `cyxth channels list` shows the channels"
        }
        Problem::Status { status: 413, .. } => {
            "something before the service limits how large a request may be (nginx: \
                 `client_max_body_size`): raise that, or make the record smaller"
        }
        Problem::Status { status: 502, .. } if is_foreign && error.method != Method::GET => {
            "this answer comes from a proxy before the service; some (Caddy) give it where a \
                 request is too large: `--batch-size N` makes requests smaller"
        }
        Problem::NotThere { .. } => "is the id right? `list` shows those that are there",
        Problem::Status {
            status: 429, bound, ..
        } => match bound {
            Some(Bound::Retries) => "`--retries N` tries more often",
            Some(Bound::Deadline) => MORE_TIME,
            Some(Bound::MaxWait) | None => "`--max-wait SECONDS` waits longer",
        },
        Problem::Redirect { .. } => {
            "the app URL may be out of date: `cyxth profile add NAME --replace --app-url URL`"
        }
        Problem::BadAnswer { .. } => "is the app URL right? It is the one that the console shows",
        Problem::Deadline
        | Problem::Network {
            stage: Stage::OutOfTime,
            ..
        } => MORE_TIME,
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
    })
}

/// Whether a request went to channels, or to the members of one.
fn is_about_channels(url: &str) -> bool {
    let path = url.split('?').next().unwrap_or_default();
    path.ends_with("/channels") || path.contains("/channels/")
}
