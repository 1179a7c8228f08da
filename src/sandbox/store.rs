//! The store: one SQLite file, its schema, and how it is opened.
//!
//! Several processes may have the file open at once, for example two commands in a pipeline. Write-ahead
//! logging lets them read while one writes; `BEGIN IMMEDIATE` and a busy timeout make writers wait for
//! each other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::error::SandboxError;
use super::settings::StoreLocation;

/// The schema's version, in `PRAGMA user_version`. A store with a higher one is refused.
const VERSION: i64 = 1;

/// "Cyxt", in `PRAGMA application_id`. It marks our stores among the SQLite files of other programs.
const APPLICATION: i64 = 0x4379_7874;

/// How long a writer waits for another process's transaction.
const PATIENCE: Duration = Duration::from_secs(10);

/// Records are kept as they were written, in the order that listings need. The mode of a member is the
/// one in the channel, and null until one is set there. `pending` holds the initial members that are
/// still to be added to channels, and which sandbox is to add them.
const SCHEMA: &str = "
    CREATE TABLE users(id TEXT NOT NULL PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE channels(id TEXT NOT NULL PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE members(
        channel TEXT NOT NULL, user TEXT NOT NULL, mode TEXT,
        PRIMARY KEY(channel, user)
    ) WITHOUT ROWID;
    CREATE INDEX members_by_user ON members(user);
    CREATE TABLE pending(
        channel TEXT NOT NULL, user TEXT NOT NULL, due INTEGER NOT NULL, owner INTEGER NOT NULL,
        PRIMARY KEY(channel, user)
    ) WITHOUT ROWID;
    CREATE INDEX pending_by_user ON pending(user);
";

/// In POSIX, closing any descriptor of a file drops every lock that the process has on that file, also
/// those of SQLite. So a store's file is only ever opened here to create it, and this lock keeps other
/// threads from opening it with SQLite until the descriptor that created it is closed.
static CREATING: Mutex<()> = Mutex::new(());

/// Opens the store, and creates its directory, file and schema if they are missing.
pub(crate) fn open(location: &StoreLocation) -> Result<Connection, SandboxError> {
    match location {
        StoreLocation::Memory => {
            in_memory().map_err(|error| SandboxError::store(location.path(), error))
        }
        StoreLocation::File(path) => {
            let path = absolute(path)?;
            create_file(&path)?;
            open_file(&path)
        }
    }
}

/// Another connection to a store that is open already, for reading.
pub(crate) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let connection = connect(&path)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// A write transaction, which waits for its turn when it begins. A transaction that began with a read
/// would be refused at once at its first write if another process had written meanwhile.
pub(crate) fn immediate(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// Opens a store if there is one, and does not create it.
pub(crate) fn open_existing(path: &Path) -> Result<Option<Connection>, SandboxError> {
    let path = absolute(path)?;
    match fs::metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // SQLite describes any other obstacle.
        _ => open_file(&path).map(Some),
    }
}

fn absolute(path: &Path) -> Result<PathBuf, SandboxError> {
    // An absolute path cannot be one of SQLite's special names, such as `:memory:`.
    std::path::absolute(path).map_err(|source| SandboxError::Create {
        path: path.to_owned(),
        source,
    })
}

fn in_memory() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

fn create_file(path: &Path) -> Result<(), SandboxError> {
    let failed = |source| SandboxError::Create {
        path: path.to_owned(),
        source,
    };
    if fs::metadata(path).is_ok() {
        return Ok(());
    }
    if let Some(directory) = path.parent() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(directory).map_err(failed)?;
    }
    // SQLite gives the files beside the store the mode of the store.
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _creating = CREATING.lock().unwrap_or_else(PoisonError::into_inner);
    match options.open(path) {
        Ok(_) => Ok(()),
        // Another process was faster; its file is as good as ours.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(failed(error)),
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let _creating = CREATING.lock().unwrap_or_else(PoisonError::into_inner);
    // The flag for URIs is not set, because a file may be called `file:x`.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Opens a store's file after checking whose it is. An empty file gets the schema.
fn open_file(path: &Path) -> Result<Connection, SandboxError> {
    let failed = |error| SandboxError::store(path, error);
    let mut connection = connect(path).map_err(failed)?;
    match identify_at_once(&connection).map_err(failed)? {
        StoreOwner::Us(VERSION) => {}
        // There are no older versions yet that would have to be converted.
        StoreOwner::Us(found) if found > VERSION => {
            return Err(SandboxError::Newer {
                path: path.to_owned(),
                found,
                known: VERSION,
            });
        }
        StoreOwner::Us(_) | StoreOwner::Another => {
            return Err(SandboxError::NotAStore {
                path: path.to_owned(),
            });
        }
        StoreOwner::Nobody => create_schema(&mut connection).map_err(failed)?,
    }
    // In WAL mode this syncs at checkpoints only, not at every commit. A power cut may lose the last
    // changes but never harms the store, and it is hardly slower than OFF.
    connection
        .pragma_update(None, "synchronous", "NORMAL")
        .map_err(failed)?;
    // Fewer checkpoints while seeding, because each of them syncs the store. If ids come in random
    // order, so that most pages change again and again, a log of 64 MB is 1.2 to 1.4 times as fast as
    // one of 16 MB.
    connection
        .pragma_update(None, "wal_autocheckpoint", 16_384)
        .map_err(failed)?;
    Ok(connection)
}

enum StoreOwner {
    Nobody,
    Us(i64),
    Another,
}

/// Identifies in one transaction: another process may create the schema between two queries.
fn identify_at_once(connection: &Connection) -> rusqlite::Result<StoreOwner> {
    identify(&*connection.unchecked_transaction()?)
}

fn identify(connection: &Connection) -> rusqlite::Result<StoreOwner> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    match number("application_id")? {
        APPLICATION => Ok(StoreOwner::Us(number("user_version")?)),
        0 => {
            let sql = "SELECT NOT EXISTS(SELECT 1 FROM sqlite_schema)";
            let empty: bool = connection.query_row(sql, [], |row| row.get(0))?;
            Ok(if empty && number("user_version")? == 0 {
                StoreOwner::Nobody
            } else {
                StoreOwner::Another
            })
        }
        _ => Ok(StoreOwner::Another),
    }
}

fn create_schema(connection: &mut Connection) -> rusqlite::Result<()> {
    // There is nothing yet that a power cut could harm.
    connection.pragma_update(None, "synchronous", "OFF")?;
    use_write_ahead_log(connection)?;
    let transaction = immediate(connection)?;
    // Another process may have created it while this one waited.
    if let StoreOwner::Nobody = identify(&transaction)? {
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()
}

/// Switches to the write-ahead log, which the file remembers. If two processes do so at the same time,
/// SQLite does not wait but fails, so we wait here.
fn use_write_ahead_log(connection: &Connection) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && begun.elapsed() < PATIENCE =>
            {
                thread::sleep(Duration::from_millis(2));
            }
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::contents::{StoreCounts, count, reset};
    use super::*;

    #[test]
    fn stores_of_others_and_of_newer_versions_are_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        let text = directory.path().join("text");
        fs::write(&text, "not a store at all").unwrap();
        let other = directory.path().join("other");
        Connection::open(&other)
            .and_then(|other| other.execute_batch("CREATE TABLE t(x)"))
            .unwrap();
        let newer = directory.path().join("newer");
        drop(open(&StoreLocation::File(newer.clone())).unwrap());
        Connection::open(&newer)
            .and_then(|newer| newer.pragma_update(None, "user_version", VERSION + 1))
            .unwrap();

        for path in [&text, &other] {
            let before = fs::read(path).unwrap();
            for result in [count(path), reset(path)] {
                assert!(
                    matches!(result, Err(SandboxError::NotAStore { .. })),
                    "{result:?}"
                );
            }
            assert!(open(&StoreLocation::File(path.clone())).is_err());
            assert_eq!(fs::read(path).unwrap(), before);
        }
        let error = reset(&newer).unwrap_err();
        assert!(matches!(
            error,
            SandboxError::Newer {
                found: 2,
                known: 1,
                ..
            }
        ));
        assert!(error.to_string().contains("newer version"));
        assert!(open(&StoreLocation::File(newer)).is_err());
    }

    #[test]
    fn an_absent_store_counts_as_empty_and_is_not_made() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a/b/store");
        assert_eq!(count(&path).unwrap(), StoreCounts::default());
        assert_eq!(reset(&path).unwrap(), StoreCounts::default());
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_store_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("data/store");
        let _open = open(&StoreLocation::File(path.clone())).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(mode(&path.with_file_name("store-wal")), 0o600);
    }

    #[test]
    fn many_can_open_a_new_store_at_once() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store");
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    // Repeatedly: whoever closes last removes the log, and the next one needs it.
                    for _ in 0..10 {
                        drop(open(&StoreLocation::File(path.clone())).unwrap());
                    }
                });
            }
        });
    }
}
