//! Initial members that are added some time after their channel, as the service does it.
//!
//! They are written to the store together with the channel. So if the process is killed, the next
//! sandbox that uses the store adds them when they are due.

use std::borrow::Cow;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::Connection;

use super::store::immediate;

pub(crate) struct PendingMembers {
    delay: Duration,
    /// Distinguishes the pending members of this sandbox from those of others on the same store.
    owner: i64,
    /// When the next members are due, in milliseconds since 1970.
    next: Option<i64>,
}

impl PendingMembers {
    /// Looks for members that an earlier process has left pending.
    pub fn new(connection: &Connection, delay: Duration) -> rusqlite::Result<PendingMembers> {
        Ok(PendingMembers {
            delay,
            owner: fastrand::i64(..),
            next: next_due(connection)?,
        })
    }

    /// Adds initial members in the transaction of the caller: at once, or as pending ones.
    pub fn add(
        &mut self,
        connection: &Connection,
        channel: &str,
        users: &[Cow<'_, str>],
    ) -> rusqlite::Result<()> {
        if self.delay.is_zero() {
            let sql = "INSERT INTO members(channel, user) VALUES(?1, ?2) ON CONFLICT DO NOTHING";
            let mut insert = connection.prepare_cached(sql)?;
            for user in users {
                insert.execute((channel, user))?;
            }
            return Ok(());
        }
        let delay = i64::try_from(self.delay.as_millis()).unwrap_or(i64::MAX);
        let due = now().saturating_add(delay);
        let sql =
            "INSERT OR REPLACE INTO pending(channel, user, due, owner) VALUES(?1, ?2, ?3, ?4)";
        let mut insert = connection.prepare_cached(sql)?;
        for user in users {
            insert.execute((channel, user, due, self.owner))?;
        }
        // If the transaction is not committed, this only causes a query that finds nothing.
        self.next = Some(self.next.map_or(due, |next| next.min(due)));
        Ok(())
    }

    /// How long until the next members are due; `None` if none are pending.
    pub fn wait(&self) -> Option<Duration> {
        let milliseconds = self.next?.saturating_sub(now());
        Some(Duration::from_millis(
            u64::try_from(milliseconds).unwrap_or(0),
        ))
    }

    /// Adds the members that are due.
    pub fn add_due(&mut self, connection: &mut Connection) {
        if self.wait().is_some_and(|wait| wait.is_zero()) {
            self.next = match apply(connection, "due <= ?1", now()) {
                Ok(next) => next,
                // There is no request that could be answered. The members stay pending.
                Err(_) => Some(now().saturating_add(1000)),
            };
        }
    }

    /// Adds the pending members of this sandbox, due or not, because it is about to end.
    pub fn add_own(&mut self, connection: &mut Connection) {
        if self.next.is_some() {
            let _ = apply(connection, "owner = ?1", self.owner);
        }
    }
}

fn apply(connection: &mut Connection, which: &str, value: i64) -> rusqlite::Result<Option<i64>> {
    let transaction = immediate(connection)?;
    // A user or channel that was deleted meanwhile has no row in `pending` any more.
    transaction.execute(
        &format!(
            "INSERT INTO members(channel, user) SELECT channel, user FROM pending WHERE {which}
             ON CONFLICT DO NOTHING"
        ),
        [value],
    )?;
    transaction.execute(&format!("DELETE FROM pending WHERE {which}"), [value])?;
    let next = next_due(&transaction)?;
    transaction.commit()?;
    Ok(next)
}

fn next_due(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection.query_row("SELECT min(due) FROM pending", [], |row| row.get(0))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
