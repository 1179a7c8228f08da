//! What the sandbox answers when its store fails.

use http::StatusCode;
use rusqlite::ErrorCode;

use super::refusal::Refusal;

const DAMAGED: &str = "the sandbox's store is damaged (`cyxth sandbox path` names it, and `cyxth \
    sandbox reset` moves it aside)";

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Refusal {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy) => Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "ERR_BUSY",
                "another process holds the sandbox's store; nothing was done",
            ),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => internal(DAMAGED),
            Some(ErrorCode::DiskFull) => {
                internal("no space left for the sandbox's store; nothing was done")
            }
            _ => internal(format!("the sandbox's store failed: {error}")),
        }
    }
}

/// For a stored record that is not JSON, which only a damaged store can hold.
pub(crate) fn damaged_record(error: &serde_json::Error) -> Refusal {
    internal(format!(
        "{DAMAGED}: it holds a record that is not JSON: {error}"
    ))
}

fn internal(message: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "ERR_INTERNAL", message)
}
