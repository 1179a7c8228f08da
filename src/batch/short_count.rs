//! A change whose answer counts fewer records than were sent. The others needed no change, or it
//! failed for them (API reference: `status`); what the collection holds tells which.

use crate::api::{Client, Request};
use crate::record::Fields;

use super::lookup::look_up;
use super::places::Found;
use super::sent::Sent;
use super::{Accounts, Batch, Task};

/// Looks up the records of a request of which so many are said to be done.
pub(super) async fn check_short_count(
    client: &Client,
    batch: &Batch,
    records: &[usize],
    request: &Request,
    count: u64,
) -> Sent {
    let is_known = match look_up(client, batch.task().collection(), &batch.ids(records)).await {
        Ok(found) => match refuted(client, batch, records, request, &found, count) {
            Some(refuted) => return refuted,
            None => true,
        },
        Err(_) => false,
    };
    Sent::done(Accounts {
        done: count,
        unchanged: records.len() as u64 - count,
        unconfirmed: !is_known,
        ..Accounts::default()
    })
}

/// The result where some of the records are not as the change would have them.
pub(super) fn refuted(
    client: &Client,
    batch: &Batch,
    records: &[usize],
    request: &Request,
    found: &Found,
    count: u64,
) -> Option<Sent> {
    let is_undone = |id: &str| is_undone(batch.task(), found.get(id).map(String::as_str));
    let (undone, others) = batch.partition(records, is_undone);
    let first = batch.id(*undone.first()?);
    let is = match batch.task() {
        Task::Delete(_) => "is still there",
        Task::Add(_) => "is no member",
        _ => "still has another mode",
    };
    let (sent, first) = (records.len(), client.without_key(&first));
    let why = format!("it counts {count} of {sent}, and `{first}` {is}");
    let others = others.len() as u64;
    let accounts = Accounts {
        done: count.min(others),
        unchanged: others.saturating_sub(count),
        ..Accounts::default()
    };
    let error = request.not_meant(client, why);
    Some(Sent::failed(accounts, error, undone))
}

fn is_undone(task: &Task, found: Option<&str>) -> bool {
    match task {
        Task::Delete(_) => found.is_some(),
        Task::Add(_) => found.is_none(),
        Task::Moderate(_, mode) => {
            let mode_of = |json| Fields::of(json)?.at("mode")?.get().parse().ok();
            let there: Option<u64> = found.and_then(mode_of);
            // Where the list has no mode, it says nothing.
            there.is_some_and(|there| there != mode.0)
        }
        Task::Create(_) | Task::Update(_) => false,
    }
}
