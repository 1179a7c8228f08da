//! What can be done with the table of users in the same way as with that of channels.

use std::borrow::Cow;

use rusqlite::{Connection, Transaction};

use super::body::{self, BodyRecord};
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

    /// Inserts new records, each as `stored` gives it. If one exists already, all are refused.
    pub fn insert<'a>(
        self,
        transaction: &Transaction<'_>,
        records: &[BodyRecord<'a>],
        stored: impl Fn(&BodyRecord<'a>) -> Result<Cow<'a, str>, Refusal>,
    ) -> Result<(), Refusal> {
        // In the order of the table, so that neighbours are on the same page.
        let order = body::ascending(records, |record| &record.id)?;
        let table = self.name();
        let mut insert = transaction.prepare_cached(&format!(
            "INSERT INTO {table}(id, record) VALUES(?1, ?2) ON CONFLICT DO NOTHING"
        ))?;
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
        let code = match self {
            RecordTable::Users => "ERR_USER_EXISTS",
            RecordTable::Channels => "ERR_CHANNEL_EXISTS",
        };
        Err(Refusal::ids(code, table, "exist already", &existing))
    }

    /// Deletes the records with the ids in the body, and all their memberships.
    pub fn delete(self, connection: &mut Connection, body: &str) -> Result<usize, Refusal> {
        let mut ids = body::some_ids(body)?;
        // In the order of the table, so that neighbours are on the same page.
        ids.sort_unstable();
        let (table, column) = match self {
            RecordTable::Users => ("users", "user"),
            RecordTable::Channels => ("channels", "channel"),
        };
        let transaction = immediate(connection)?;
        let mut deleted = 0;
        {
            let delete = |table, column| {
                transaction.prepare_cached(&format!("DELETE FROM {table} WHERE {column} = ?1"))
            };
            let mut record = delete(table, "id")?;
            let mut members = delete("members", column)?;
            let mut pending = delete("pending", column)?;
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
