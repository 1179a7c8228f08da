//! A store as a whole, without a server: counting and emptying it.

use std::path::Path;

use rusqlite::Connection;

use super::Counts;
use super::error::SandboxError;
use super::store::{immediate, open_existing};

pub(crate) fn count(path: &Path) -> Result<Counts, SandboxError> {
    let Some(connection) = open_existing(path)? else {
        return Ok(Counts::default());
    };
    let counted = connection.query_row(
        "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM channels),
                (SELECT count(*) FROM members)",
        [],
        |row| {
            let number = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
            Ok(Counts {
                users: number(0)?,
                channels: number(1)?,
                members: number(2)?,
            })
        },
    );
    counted.map_err(|error| SandboxError::store(path, error))
}

pub(crate) fn reset(path: &Path) -> Result<Counts, SandboxError> {
    let Some(mut connection) = open_existing(path)? else {
        return Ok(Counts::default());
    };
    // The rows are deleted and the file stays: another process may have it open.
    let counts = empty(&mut connection).map_err(|error| SandboxError::store(path, error))?;
    // Giving the space back is not owed; with another process in the middle of a read it fails.
    let _ = connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
    Ok(counts)
}

fn empty(connection: &mut Connection) -> rusqlite::Result<Counts> {
    let transaction = immediate(connection)?;
    transaction.execute("DELETE FROM pending", [])?;
    let counts = Counts {
        members: transaction.execute("DELETE FROM members", [])? as u64,
        channels: transaction.execute("DELETE FROM channels", [])? as u64,
        users: transaction.execute("DELETE FROM users", [])? as u64,
    };
    transaction.commit()?;
    Ok(counts)
}
