//! The members of one channel: adding, removing, moderating.

use rusqlite::{Connection, Transaction};

use super::body;
use super::faults::Rules;
use super::refusal::Refusal;
use super::store::immediate;
use super::table::RecordTable;

pub(crate) fn add(
    connection: &mut Connection,
    channel: &str,
    body: &str,
    rules: Rules,
) -> Result<usize, Refusal> {
    let ids = body::some_ids(body)?;
    let transaction = begin(connection, channel)?;
    let mut unknown = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        if !RecordTable::Users.holds(&transaction, id)? {
            unknown.push((index, &**id));
        }
    }
    if !unknown.is_empty() {
        return Err(Refusal::unknown_users(&unknown));
    }
    let mut added = 0;
    let mut there = Vec::new();
    {
        let sql = "INSERT INTO members(channel, user) VALUES(?1, ?2) ON CONFLICT DO NOTHING";
        let mut insert = transaction.prepare_cached(sql)?;
        for (index, id) in ids.iter().enumerate() {
            match insert.execute((channel, id))? {
                0 => there.push((index, &**id)),
                new => added += new,
            }
        }
    }
    if rules.strict_add && !there.is_empty() {
        let what = "are members already";
        return Err(Refusal::ids("ERR_MEMBER_EXISTS", "users", what, &there));
    }
    transaction.commit()?;
    Ok(added)
}

pub(crate) fn remove(
    connection: &mut Connection,
    channel: &str,
    body: &str,
) -> Result<usize, Refusal> {
    let ids = body::some_ids(body)?;
    let transaction = begin(connection, channel)?;
    let mut removed = 0;
    {
        let sql = "DELETE FROM members WHERE channel = ?1 AND user = ?2";
        let mut member = transaction.prepare_cached(sql)?;
        // An initial member that is still pending must not be added later.
        let sql = "DELETE FROM pending WHERE channel = ?1 AND user = ?2";
        let mut pending = transaction.prepare_cached(sql)?;
        for id in &ids {
            removed += member.execute((channel, id))?;
            pending.execute((channel, id))?;
        }
    }
    transaction.commit()?;
    Ok(removed)
}

/// Sets the modes of members in this channel. The modes of the users stay as they are.
pub(crate) fn moderate(
    connection: &mut Connection,
    channel: &str,
    body: &str,
) -> Result<usize, Refusal> {
    let (mode, ids) = body::moderation(body)?;
    let transaction = begin(connection, channel)?;
    let mut moderated = 0;
    {
        let sql = "UPDATE members SET mode = ?3 WHERE channel = ?1 AND user = ?2";
        let mut update = transaction.prepare_cached(sql)?;
        for id in &ids {
            moderated += update.execute((channel, id, mode))?;
        }
    }
    transaction.commit()?;
    Ok(moderated)
}

fn begin<'a>(connection: &'a mut Connection, channel: &str) -> Result<Transaction<'a>, Refusal> {
    let transaction = immediate(connection)?;
    if !RecordTable::Channels.holds(&transaction, channel)? {
        return Err(Refusal::no_channel(channel));
    }
    Ok(transaction)
}
