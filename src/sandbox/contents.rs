//! A store as a whole, without a server: counting, emptying and moving it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::error::SandboxError;
use super::store::{immediate, open_existing};

/// What a store holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StoreCounts {
    pub users: u64,
    pub channels: u64,
    pub members: u64,
}

/// What the store at `path` holds; nothing if there is no store yet.
pub fn count(path: &Path) -> Result<StoreCounts, SandboxError> {
    let Some(connection) = open_existing(path)? else {
        return Ok(StoreCounts::default());
    };
    let counted = connection.query_row(
        "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM channels),
                (SELECT count(*) FROM members)",
        [],
        |row| {
            let number = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
            Ok(StoreCounts {
                users: number(0)?,
                channels: number(1)?,
                members: number(2)?,
            })
        },
    );
    counted.map_err(|error| SandboxError::store(path, error))
}

/// The ids of at most `most` users and channels in the store at `path`, users first.
pub fn first_ids(path: &Path, most: u32) -> Result<Vec<String>, SandboxError> {
    let Some(connection) = open_existing(path)? else {
        return Ok(Vec::new());
    };
    let read = || {
        let mut statement = connection.prepare(
            "SELECT id FROM (SELECT id, 0 AS kind FROM users UNION ALL SELECT id, 1 FROM channels)
             ORDER BY kind, id LIMIT ?1",
        )?;
        let ids = statement.query_map([most], |row| row.get(0))?;
        ids.collect::<rusqlite::Result<Vec<String>>>()
    };
    read().map_err(|error| SandboxError::store(path, error))
}

/// Empties the store at `path` and returns what was in it. Other processes may have it open.
pub fn reset(path: &Path) -> Result<StoreCounts, SandboxError> {
    let Some(mut connection) = open_existing(path)? else {
        return Ok(StoreCounts::default());
    };
    // The rows are deleted and the file stays, because another process may have it open.
    let counts = empty(&mut connection).map_err(|error| SandboxError::store(path, error))?;
    // This fails while another process is reading, which does no harm.
    let _ = connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
    Ok(counts)
}

/// Renames a store that cannot be read, and gives back its new path. The files that SQLite keeps beside
/// it belong to it and are renamed too.
pub fn set_aside(path: &Path) -> Result<PathBuf, SandboxError> {
    let named = |tail: &str| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(tail);
        path.with_file_name(name)
    };
    let aside = (1..)
        .map(|number| named(&format!(".damaged-{number}")))
        .find(|aside| fs::symlink_metadata(aside).is_err())
        .unwrap_or_else(|| named(".damaged"));
    let moved = |source| SandboxError::SetAside {
        path: path.to_owned(),
        source,
    };
    fs::rename(path, &aside).map_err(moved)?;
    for tail in ["-wal", "-shm", "-journal"] {
        let mut name = aside.clone().into_os_string();
        name.push(tail);
        match fs::rename(named(tail), name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(moved(error)),
            _ => {}
        }
    }
    Ok(aside)
}

fn empty(connection: &mut Connection) -> rusqlite::Result<StoreCounts> {
    let transaction = immediate(connection)?;
    transaction.execute("DELETE FROM pending", [])?;
    let counts = StoreCounts {
        members: transaction.execute("DELETE FROM members", [])? as u64,
        channels: transaction.execute("DELETE FROM channels", [])? as u64,
        users: transaction.execute("DELETE FROM users", [])? as u64,
    };
    transaction.commit()?;
    Ok(counts)
}
