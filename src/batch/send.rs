//! One request for some records of a batch, and what its answer says of them.

use bytes::Bytes;

use crate::api::{Changed, Client, Collection, MASK, Request};
use crate::record::Id;

use super::job::Job;
use super::lookup::look_up;
use super::sent::{Sent, odd_answer};
use super::short_count::{check_short_count, refuted};
use super::{Accounts, Batch, Task};

/// Sends a request that is answered with a count, and finds out what became of its records.
pub(super) async fn send_counted(
    job: &Job,
    request: &Request,
    batch: &Batch,
    records: &[usize],
) -> Sent {
    let client = &job.client;
    let sent = records.len() as u64;
    let mut accounts = Accounts::default();
    let changed = match client.change(request).await {
        Err(error) => return Sent::failed(accounts, error, records.to_vec()),
        Ok(None) => {
            accounts.not_sent = sent;
            return Sent::done(accounts);
        }
        Ok(Some(changed)) => changed,
    };
    let count = changed.count_of(sent);
    if let Task::Moderate(collection, _) = batch.task()
        && count != Some(sent)
    {
        return look_for_moderated(job, collection, batch, records, request, &changed).await;
    }
    match count {
        None => return Sent::unconfirmed(accounts, client, request, &changed, sent),
        Some(count) if count < sent && changed.repeated => {
            accounts.done = sent;
            accounts.unconfirmed = true;
        }
        Some(count) if count < sent && job.is_needed => {
            return check_short_count(client, batch, records, request, count).await;
        }
        Some(count) => {
            accounts.done = count;
            accounts.unchanged = sent - count;
        }
    }
    Sent::done(accounts)
}

/// Looks up who exists, where a moderation counts fewer than were sent: the others may have the
/// mode already, or not exist, and the answer does not tell.
async fn look_for_moderated(
    job: &Job,
    collection: &Collection,
    batch: &Batch,
    records: &[usize],
    request: &Request,
    changed: &Changed,
) -> Sent {
    let client = &job.client;
    let mut accounts = Accounts::default();
    let count = changed.count_of(records.len() as u64);
    let found = match look_up(client, collection, &batch.ids(records)).await {
        Ok(found) => found,
        Err(mut error) => {
            // It was applied to some of them; nobody knows to whom.
            let done = count.unwrap_or_default() as usize;
            accounts.done = done as u64;
            error.unknown = true;
            return Sent::failed(accounts, error, records[done..].to_vec());
        }
    };
    let (there, absent) = batch.partition(records, |id| found.contains_key(id));
    let error = request.not_there(client, collection.singular());
    let absent = (!absent.is_empty()).then_some((error, absent));
    if let Some(count) = count
        && (count == 0 || job.is_needed)
        && !changed.repeated
        && let Some(refuted) = refuted(client, batch, &there, request, &found, count)
    {
        return Sent { absent, ..refuted };
    }
    let there = there.len() as u64;
    match count {
        Some(count) if !changed.repeated => {
            accounts.done = count.min(there);
            accounts.unchanged = there - accounts.done;
        }
        _ => {
            accounts.done = there;
            accounts.unconfirmed = true;
        }
    }
    Sent {
        absent,
        odd_answer: count
            .is_none()
            .then(|| odd_answer(client, request, changed)),
        ..Sent::done(accounts)
    }
}

/// Sends the one record of an update; the service answers with what it has become.
pub(super) async fn update(
    client: &Client,
    collection: &Collection,
    batch: &Batch,
    records: &[usize],
) -> Sent {
    let mut sent = Sent::default();
    // A batch of updates has one record.
    let at = records.first().copied().unwrap_or_default();
    let record = Bytes::copy_from_slice(batch.json(at));
    match client.update(&collection.update(record)).await {
        Ok(Some(answer)) => {
            sent.accounts.done = 1;
            sent.odd_answer = other_record(client, &batch.id(at), &answer);
            sent.answers.push(answer);
        }
        Ok(None) => sent.accounts.not_sent = 1,
        Err(error) => return Sent::failed(sent.accounts, error, vec![at]),
    }
    sent
}

/// What is said where the answer to an update is a record with another id. The API key in one is
/// masked in what was read.
fn other_record(client: &Client, id: &str, answer: &[u8]) -> Option<String> {
    let Id { id: answered } = serde_json::from_slice(answer).ok()?;
    let is_other = answered != id && !answered.contains(MASK);
    is_other.then(|| {
        let (id, answered) = (client.without_key(id), client.without_key(&answered));
        format!("the update of `{id}` was answered with the record `{answered}`")
    })
}
