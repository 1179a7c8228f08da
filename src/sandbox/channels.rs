//! Creating and updating channels.

use rusqlite::{Connection, OptionalExtension};

use super::body;
use super::faults::Rules;
use super::pending::PendingMembers;
use super::record::{merged, without};
use super::refusal::Refusal;
use super::reply::Reply;
use super::store::immediate;
use super::table::RecordTable;

pub(crate) fn create(
    connection: &mut Connection,
    body: &str,
    rules: Rules,
    pending: &mut PendingMembers,
) -> Result<usize, Refusal> {
    let records = body::records(body, "channels", rules)?;
    let mut initial = Vec::new();
    for (index, record) in records.iter().enumerate() {
        // A channel may have no initial members; an empty array is only refused as a whole body.
        let members = record.fields.members.filter(|m| !is_empty_array(m.get()));
        if let Some(members) = members {
            // Real instances limit the number of initial members by a setting. Here it is not limited.
            let ids = body::ids(members.get(), usize::MAX).map_err(|mut refusal| {
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
    RecordTable::Channels.insert(&transaction, &records, |record| {
        match record.fields.members {
            Some(_) => without(record.raw, "members").map(Into::into),
            None => Ok(record.raw.into()),
        }
    })?;
    let mut unknown = Vec::new();
    for (index, ids) in &initial {
        for id in ids {
            if !RecordTable::Users.holds(&transaction, id)? {
                unknown.push((*index, &**id));
            }
        }
    }
    if !unknown.is_empty() {
        return Err(Refusal::unknown_users(&unknown));
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

pub(crate) fn update(connection: &mut Connection, body: &str) -> Result<Reply, Refusal> {
    let changes = body::one_record(body)?;
    if changes.fields.members.is_some() {
        let message = "an update cannot change members: add and remove them at the channel's users";
        return Err(Refusal::body(message));
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
    Ok(Reply::json(channel))
}
