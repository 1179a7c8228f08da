//! Why a call failed inside the store's threads: a rule refused it, or the store did.

use http::StatusCode;
use rusqlite::ErrorCode;

use super::refusal::Refusal;

const DAMAGED: &str = "the sandbox's store is damaged (`cyxth sandbox path` names it, and `cyxth \
    sandbox reset` moves it aside)";

#[derive(Debug)]
pub(crate) enum CallError {
    Refused(Refusal),
    Store(rusqlite::Error),
    /// A stored record that is not JSON, as only a damaged store can hold.
    Damaged(serde_json::Error),
}

impl From<Refusal> for CallError {
    fn from(refusal: Refusal) -> CallError {
        CallError::Refused(refusal)
    }
}

impl From<rusqlite::Error> for CallError {
    fn from(error: rusqlite::Error) -> CallError {
        CallError::Store(error)
    }
}

impl From<serde_json::Error> for CallError {
    fn from(error: serde_json::Error) -> CallError {
        CallError::Damaged(error)
    }
}

impl From<CallError> for Refusal {
    fn from(error: CallError) -> Refusal {
        let message = match error {
            CallError::Refused(refusal) => return refusal,
            CallError::Store(source) => match source.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy) => {
                    return Refusal::new(
                        StatusCode::SERVICE_UNAVAILABLE,
                        "ERR_BUSY",
                        "another process holds the sandbox's store; nothing was done",
                    );
                }
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => DAMAGED.to_owned(),
                Some(ErrorCode::DiskFull) => {
                    "no space left for the sandbox's store; nothing was done".to_owned()
                }
                _ => format!("the sandbox's store failed: {source}"),
            },
            CallError::Damaged(source) => {
                format!("{DAMAGED}: it holds a record that is not JSON: {source}")
            }
        };
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "ERR_INTERNAL", message)
    }
}
