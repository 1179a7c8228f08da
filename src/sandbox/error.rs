//! Why a sandbox could not be started, or its store could not be used.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::fault_error::FaultError;

#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error("cannot listen on {address}: {source}")]
    Listen {
        address: SocketAddr,
        source: io::Error,
    },
    #[error("cannot make {path}: {source}", path = .path.display())]
    Create { path: PathBuf, source: io::Error },
    #[error("cannot open the sandbox's store {path}: {source}", path = .path.display())]
    Open {
        path: PathBuf,
        source: rusqlite::Error,
    },
    #[error(
        "the sandbox's store {path} was written by a newer version of cyxth (schema {found}, this one knows {known})",
        path = .path.display()
    )]
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    #[error("{path} is not a sandbox store; it was left as it is", path = .path.display())]
    NotAStore { path: PathBuf },
    #[error("the sandbox's store {path} is damaged", path = .path.display())]
    Damaged { path: PathBuf },
    #[error("cannot move the damaged store {path} aside: {source}", path = .path.display())]
    SetAside { path: PathBuf, source: io::Error },
    #[error("no space left for the sandbox's store {path}", path = .path.display())]
    Full { path: PathBuf },
    #[error("the sandbox's store {path} is held by another process; try again", path = .path.display())]
    Busy { path: PathBuf },
    #[error("the sandbox's API key must be one or more visible ASCII characters")]
    Key,
    #[error("the operating system gives no random numbers for an API key: {0}")]
    Random(#[source] getrandom::Error),
    #[error(transparent)]
    Faults(#[from] FaultError),
    #[error("cannot start the sandbox's threads: {0}")]
    Thread(#[source] io::Error),
}

impl SandboxError {
    /// The messages of SQLite are for people who know SQLite, so the common causes get plain ones.
    pub(crate) fn store(path: &Path, source: rusqlite::Error) -> SandboxError {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => SandboxError::NotAStore { path },
            Some(ErrorCode::DatabaseCorrupt) => SandboxError::Damaged { path },
            Some(ErrorCode::DiskFull) => SandboxError::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                SandboxError::Busy { path }
            }
            _ => SandboxError::Open { path, source },
        }
    }
}
