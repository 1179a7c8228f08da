//! A change whose answer counts nothing. That means that nothing had to be done, or that it failed
//! (API reference: `status`); what the collection holds tells which.

use crate::api::{Client, Request};
use crate::record::Fields;

use super::lookup::look_up;
use super::places::Found;
use super::sent::Sent;
use super::{Accounts, Batch, Task};

/// Looks up the records of a request that is said to have changed none of them.
pub(super) async fn check_nothing_done(
    client: &Client,
    batch: &Batch,
    records: &[usize],
    request: &Request,
) -> Sent {
    let collection = batch.task().collection();
    let mut accounts = Accounts::default();
    match look_up(client, collection, &batch.ids(records)).await {
        Ok(found) => refuted(client, batch, records, request, &found).unwrap_or_else(|| {
            accounts.unchanged = records.len() as u64;
            Sent::done(accounts)
        }),
        Err(_) => {
            accounts.unchanged = records.len() as u64;
            accounts.unconfirmed = true;
            Sent::done(accounts)
        }
    }
}

/// The result where some of the records are not as the change would have them; the others need it
/// no more.
pub(super) fn refuted(
    client: &Client,
    batch: &Batch,
    records: &[usize],
    request: &Request,
    found: &Found,
) -> Option<Sent> {
    let is_undone = |id: &str| is_undone(batch.task(), found.get(id).map(String::as_str));
    let (undone, unchanged) = batch.partition(records, is_undone);
    let first = batch.id(*undone.first()?);
    let is = match batch.task() {
        Task::Delete(_) => "is still there",
        Task::Add(_) => "is no member",
        _ => "still has another mode",
    };
    let why = format!("it counts none, and `{}` {is}", client.without_key(&first));
    let accounts = Accounts {
        unchanged: unchanged.len() as u64,
        ..Accounts::default()
    };
    Some(Sent::failed(
        accounts,
        request.not_meant(client, why),
        undone,
    ))
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
