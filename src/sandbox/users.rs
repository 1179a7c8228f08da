//! Creating and moderating users.

use rusqlite::{Connection, OptionalExtension};

use super::body;
use super::faults::Rules;
use super::record::with_mode;
use super::refusal::Refusal;
use super::store::immediate;
use super::table::RecordTable;

pub(crate) fn create(
    connection: &mut Connection,
    body: &str,
    rules: Rules,
) -> Result<usize, Refusal> {
    let records = body::records(body, "users", rules)?;
    let transaction = immediate(connection)?;
    RecordTable::Users.insert(&transaction, &records, |record| Ok(record.raw.into()))?;
    transaction.commit()?;
    Ok(records.len())
}

pub(crate) fn moderate(connection: &mut Connection, body: &str) -> Result<usize, Refusal> {
    let (mode, ids) = body::moderation(body)?;
    let transaction = immediate(connection)?;
    let mut moderated = 0;
    {
        let mut read = transaction.prepare_cached("SELECT record FROM users WHERE id = ?1")?;
        let sql = "UPDATE users SET record = ?2 WHERE id = ?1";
        let mut write = transaction.prepare_cached(sql)?;
        for id in &ids {
            let record: Option<String> = read.query_row([id], |row| row.get(0)).optional()?;
            if let Some(record) = record {
                moderated += write.execute((id, with_mode(&record, mode)?))?;
            }
        }
    }
    transaction.commit()?;
    Ok(moderated)
}
