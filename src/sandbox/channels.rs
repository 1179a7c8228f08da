//! Creating, updating and deleting channels.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};

use super::answer::{Answer, Refusal};
use super::body;
use super::failure::Failure;
use super::faults::Rules;
use super::members::user_exists;
use super::pending::Pending;
use super::record::{merged, without};
use super::store::immediate;

pub(crate) fn create(
    connection: &mut Connection,
    body: &str,
    rules: Rules,
    pending: &mut Pending,
) -> Result<usize, Failure> {
    let records = body::records(body, "channels", rules)?;
    let order = body::ascending(&records, |record| &record.id)?;
    let mut initial = Vec::new();
    for (index, record) in records.iter().enumerate() {
        // No members is a fine beginning: an array that is empty is refused as a body alone.
        let members = record.fields.members.filter(|m| !is_empty_array(m.get()));
        if let Some(members) = members {
            // How many initial members a channel may have is a setting of the instance; here, any.
            let ids = body::ids(members.get(), None).map_err(|mut refusal| {
                refusal.message = format!(
                    "the members of the channel at position {index}: {}",
                    refusal.message
                );
                refusal.at(index, &record.id)
            })?;
            initial.push((index, ids));
        }
    }
    let transaction = immediate(connection)?;
    let mut existing = Vec::new();
    {
        let sql = "INSERT INTO channels(id, record) VALUES(?1, ?2) ON CONFLICT DO NOTHING";
        let mut insert = transaction.prepare_cached(sql)?;
        for index in order {
            let record = &records[index];
            let stored: Cow<'_, str> = match record.fields.members {
                Some(_) => without(record.raw, "members")?.into(),
                None => record.raw.into(),
            };
            if insert.execute((&*record.id, &*stored))? == 0 {
                existing.push((index, &*record.id));
            }
        }
    }
    if !existing.is_empty() {
        existing.sort_unstable();
        let what = "exist already";
        return Err(Refusal::ids("ERR_CHANNEL_EXISTS", "channels", what, &existing).into());
    }
    let mut unknown = Vec::new();
    for (index, ids) in &initial {
        for id in ids {
            if !user_exists(&transaction, id)? {
                unknown.push((*index, &**id));
            }
        }
    }
    if !unknown.is_empty() {
        return Err(unknown_users(&unknown).into());
    }
    for (index, ids) in &initial {
        pending.add(&transaction, &records[*index].id, ids)?;
    }
    transaction.commit()?;
    Ok(records.len())
}

fn is_empty_array(json: &str) -> bool {
    let inner = json
        .strip_prefix('[')
        .and_then(|json| json.strip_suffix(']'));
    inner.is_some_and(|inner| inner.trim_ascii().is_empty())
}

pub(crate) fn unknown_users(ids: &[(usize, &str)]) -> Refusal {
    Refusal::ids("ERR_UNKNOWN_USER", "users", "are not known", ids)
}

pub(crate) fn update(connection: &mut Connection, body: &str) -> Result<Answer, Failure> {
    let changes = body::one_record(body)?;
    if changes.fields.members.is_some() {
        let message = "an update cannot change members: add and remove them at the channel's users";
        return Err(Refusal::body(message).into());
    }
    let transaction = immediate(connection)?;
    let channel = {
        let mut read = transaction.prepare_cached("SELECT record FROM channels WHERE id = ?1")?;
        let record: Option<String> = read.query_row([&changes.id], |row| row.get(0)).optional()?;
        let record = record.ok_or_else(|| Refusal::no_channel(&changes.id))?;
        let channel = merged(&record, changes.raw)?;
        transaction
            .prepare_cached("UPDATE channels SET record = ?2 WHERE id = ?1")?
            .execute((&changes.id, &channel))?;
        channel
    };
    transaction.commit()?;
    Ok(Answer::json(channel))
}

pub(crate) fn delete(connection: &mut Connection, body: &str) -> Result<usize, Failure> {
    let ids = body::some_ids(body)?;
    let transaction = immediate(connection)?;
    let mut deleted = 0;
    {
        let mut channel = transaction.prepare_cached("DELETE FROM channels WHERE id = ?1")?;
        let mut members = transaction.prepare_cached("DELETE FROM members WHERE channel = ?1")?;
        let mut pending = transaction.prepare_cached("DELETE FROM pending WHERE channel = ?1")?;
        for id in &ids {
            if channel.execute([id])? == 1 {
                deleted += 1;
                members.execute([id])?;
                pending.execute([id])?;
            }
        }
    }
    transaction.commit()?;
    Ok(deleted)
}
