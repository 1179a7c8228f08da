//! How a call can fail inside the store's threads: refused by a rule, or by the store itself.

use http::StatusCode;
use rusqlite::ErrorCode;

use super::answer::Refusal;

#[derive(Debug)]
pub(crate) enum Failure {
    Refused(Refusal),
    Store(rusqlite::Error),
    /// A stored record that is no JSON; only a damaged or meddled-with store has one.
    Damaged(serde_json::Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        Failure::Store(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::Damaged(error)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Refusal {
        let message = match failure {
            Failure::Refused(refusal) => return refusal,
            Failure::Store(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy) => {
                    return Refusal::new(
                        StatusCode::SERVICE_UNAVAILABLE,
                        "ERR_BUSY",
                        "another process holds the sandbox's store; nothing was done",
                    );
                }
                Some(ErrorCode::DiskFull) => {
                    "no space left for the sandbox's store; nothing was done".to_owned()
                }
                _ => format!("the sandbox's store failed: {error}"),
            },
            Failure::Damaged(error) => {
                format!("the sandbox's store holds a record that is no JSON: {error}")
            }
        };
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "ERR_INTERNAL", message)
    }
}
