//! Creating, deleting and moderating the instance's users.

use rusqlite::{Connection, OptionalExtension};

use super::answer::Refusal;
use super::body;
use super::failure::Failure;
use super::faults::Rules;
use super::record::with_mode;
use super::store::immediate;

pub(crate) fn create(
    connection: &mut Connection,
    body: &str,
    rules: Rules,
) -> Result<usize, Failure> {
    let records = body::records(body, "users", rules)?;
    // In the order of the ids, which is the table's: neighbours land on the same page.
    let order = body::ascending(&records, |record| &record.id)?;
    let transaction = immediate(connection)?;
    let mut existing = Vec::new();
    {
        let sql = "INSERT INTO users(id, record) VALUES(?1, ?2) ON CONFLICT DO NOTHING";
        let mut insert = transaction.prepare_cached(sql)?;
        for index in order {
            let record = &records[index];
            if insert.execute((&*record.id, record.raw))? == 0 {
                existing.push((index, &*record.id));
            }
        }
    }
    if !existing.is_empty() {
        existing.sort_unstable();
        let what = "exist already";
        return Err(Refusal::ids("ERR_USER_EXISTS", "users", what, &existing).into());
    }
    transaction.commit()?;
    Ok(records.len())
}

pub(crate) fn delete(connection: &mut Connection, body: &str) -> Result<usize, Failure> {
    let ids = body::some_ids(body)?;
    let transaction = immediate(connection)?;
    let mut deleted = 0;
    {
        let mut user = transaction.prepare_cached("DELETE FROM users WHERE id = ?1")?;
        let mut members = transaction.prepare_cached("DELETE FROM members WHERE user = ?1")?;
        let mut pending = transaction.prepare_cached("DELETE FROM pending WHERE user = ?1")?;
        for id in &ids {
            if user.execute([id])? == 1 {
                deleted += 1;
                members.execute([id])?;
                pending.execute([id])?;
            }
        }
    }
    transaction.commit()?;
    Ok(deleted)
}

pub(crate) fn moderate(connection: &mut Connection, body: &str) -> Result<usize, Failure> {
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
