//! What the tables of users and of channels have in common.

use std::borrow::Cow;

use rusqlite::{Connection, Transaction};

use super::body::{self, BodyRecord};
use super::call_error::CallError;
use super::refusal::Refusal;
use super::store::immediate;

/// A table of records with ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordTable {
    Users,
    Channels,
}

impl RecordTable {
    fn name(self) -> &'static str {
        match self {
            RecordTable::Users => "users",
            RecordTable::Channels => "channels",
        }
    }

    pub fn holds(self, connection: &Connection, id: &str) -> rusqlite::Result<bool> {
        let sql = match self {
            RecordTable::Users => "SELECT 1 FROM users WHERE id = ?1",
            RecordTable::Channels => "SELECT 1 FROM channels WHERE id = ?1",
        };
        connection.prepare_cached(sql)?.exists([id])
    }

    /// Puts in new records, each as `stored` has it; refuses them all where one exists already.
    pub fn insert<'a>(
        self,
        transaction: &Transaction<'_>,
        records: &[BodyRecord<'a>],
        stored: impl Fn(&BodyRecord<'a>) -> serde_json::Result<Cow<'a, str>>,
    ) -> Result<(), CallError> {
        // In the order of the ids, which is the table's: neighbours land on the same page.
        let order = body::ascending(records, |record| &record.id)?;
        let (sql, code) = match self {
            RecordTable::Users => (
                "INSERT INTO users(id, record) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
                "ERR_USER_EXISTS",
            ),
            RecordTable::Channels => (
                "INSERT INTO channels(id, record) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
                "ERR_CHANNEL_EXISTS",
            ),
        };
        let mut insert = transaction.prepare_cached(sql)?;
        let mut existing = Vec::new();
        for index in order {
            let record = &records[index];
            if insert.execute((&*record.id, &*stored(record)?))? == 0 {
                existing.push((index, &*record.id));
            }
        }
        if existing.is_empty() {
            return Ok(());
        }
        existing.sort_unstable();
        Err(Refusal::ids(code, self.name(), "exist already", &existing).into())
    }

    /// Deletes the records with these ids, and all memberships of theirs.
    pub fn delete(self, connection: &mut Connection, body: &str) -> Result<usize, CallError> {
        let mut ids = body::some_ids(body)?;
        // In the order of the table: neighbours lie on the same page.
        ids.sort_unstable();
        let statements = match self {
            RecordTable::Users => [
                "DELETE FROM users WHERE id = ?1",
                "DELETE FROM members WHERE user = ?1",
                "DELETE FROM pending WHERE user = ?1",
            ],
            RecordTable::Channels => [
                "DELETE FROM channels WHERE id = ?1",
                "DELETE FROM members WHERE channel = ?1",
                "DELETE FROM pending WHERE channel = ?1",
            ],
        };
        let transaction = immediate(connection)?;
        let mut deleted = 0;
        {
            let [mut record, mut members, mut pending] = [
                transaction.prepare_cached(statements[0])?,
                transaction.prepare_cached(statements[1])?,
                transaction.prepare_cached(statements[2])?,
            ];
            for id in &ids {
                if record.execute([id])? == 1 {
                    deleted += 1;
                    members.execute([id])?;
                    pending.execute([id])?;
                }
            }
        }
        transaction.commit()?;
        Ok(deleted)
    }
}
