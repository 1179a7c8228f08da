//! Creating: the one change that must not simply be repeated.
//!
//! A create whose answer was lost may have been applied. The service has no idempotency keys, so
//! the tool looks up which of the records exist before it sends them again.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::api::{ApiError, Client, Collection, Left, Problem, Request, Tries};

use super::lookup::look_up;
use super::sent::Sent;
use super::{Accounts, Batch, IfExisting};

/// Creates some of the records of a batch. If the service refuses them, those that exist already
/// are left out, unless the person wants them refused.
pub async fn create(
    client: &Client,
    collection: &Collection,
    batch: &Batch,
    of: &[usize],
    if_existing: IfExisting,
) -> Sent {
    let skip_existing = if_existing != IfExisting::Refuse;
    let mut accounts = Accounts::default();
    let mut todo = of.to_vec();
    // Whether an earlier try may still turn out to have been applied.
    let mut in_doubt = false;
    let mut tries = Tries::default();
    loop {
        let request = collection.create(batch.some(&todo).body());
        let sent = todo.len() as u64;
        let mut is_too_few = false;
        let mut error = match client.change(&request).await {
            Ok(None) => {
                accounts.not_sent += sent;
                return Sent::done(accounts);
            }
            Ok(Some(changed)) => match changed.count_of(sent) {
                None => return Sent::unconfirmed(accounts, client, &request, &changed, sent),
                Some(count) if count == sent => {
                    accounts.done += sent;
                    return Sent::done(accounts);
                }
                Some(count) => {
                    is_too_few = true;
                    too_few(client, &request, count, sent)
                }
            },
            Err(error) => error,
        };
        let is_odd = matches!(
            &error.problem,
            Problem::BadAnswer {
                status: 200..=299,
                ..
            }
        ) && !error.unknown;
        let is_refused = error.leaves() == Left::Rejected;
        // Held back, but an earlier try may have come through.
        let is_held_back = in_doubt && error.leaves() == Left::NotSent;
        error.unknown |= is_held_back;
        let is_worth_a_look = error.unknown
            || is_odd
            || (is_refused && (in_doubt || (skip_existing && may_exist(&error))));
        if !is_worth_a_look {
            return Sent::failed(accounts, error, todo);
        }
        let there = match look_up(client, collection, &batch.ids(&todo)).await {
            Ok(there) => there,
            Err(_) => {
                error.unknown |= in_doubt;
                return Sent::failed(accounts, error, todo);
            }
        };
        // A create is done whole or not at all: if all of it is there, ours was applied.
        let may_be_ours = in_doubt || error.unknown || is_odd;
        let is_there = |at: &usize| {
            there
                .get(&batch.id(*at))
                .is_some_and(|found| is_same(batch.json(*at), found))
        };
        if may_be_ours && todo.iter().all(is_there) {
            accounts.done += sent;
            return Sent::done(accounts);
        }
        if is_held_back {
            return Sent::failed(accounts, error, todo);
        }
        if is_odd {
            if is_too_few {
                // The service says that it did something: whatever is there counts as done,
                // whatever number it gave.
                todo.retain(|at| !is_there(at));
                let seen = sent - todo.len() as u64;
                accounts.done += seen;
                add_seen(&mut error, seen);
            }
            return Sent::failed(accounts, error, todo);
        }
        if skip_existing {
            todo.retain(|&at| !there.contains_key(&batch.id(at)));
            accounts.skipped += sent - todo.len() as u64;
        }
        let has_moved_on = (todo.len() as u64) < sent;
        if todo.is_empty() {
            return Sent::done(accounts);
        }
        if has_moved_on {
            // It is another request now, with tries of its own.
            tries = Tries::default();
        }
        let wait = match (is_refused, has_moved_on) {
            (true, true) => Some(Duration::ZERO),
            (true, false) => None,
            (false, _) => tries.next_wait(client, &error),
        };
        let Some(wait) = wait.filter(|wait| client.may_wait(*wait)) else {
            return Sent::failed(accounts, error, todo);
        };
        in_doubt |= !is_refused;
        if !client.wait(wait).await {
            return Sent::failed(accounts, error, todo);
        }
        client.count_retry();
    }
}

/// Whether a refusal may mean that a record is there already.
fn may_exist(error: &ApiError) -> bool {
    matches!(error.status(), Some(400 | 409 | 422))
}

/// Whether a record that is there can be the one that was sent: what both say is the same. A
/// service may leave fields out, or add some.
fn is_same(sent: &[u8], found: &str) -> bool {
    let (Ok(sent), Ok(found)) = (
        serde_json::from_slice::<Map<String, Value>>(sent),
        serde_json::from_str::<Map<String, Value>>(found),
    ) else {
        return true;
    };
    sent.iter()
        .filter(|(field, _)| *field != "members")
        .all(|(field, value)| found.get(field).is_none_or(|there| there == value))
}

fn too_few(client: &Client, request: &Request, status: u64, sent: u64) -> ApiError {
    let why = format!(
        "it counts {status} created of {sent} sent, although a create is done whole or not at all"
    );
    request.not_meant(client, why)
}

/// Adds what the look-up found, which may not be what the answer says.
fn add_seen(error: &mut ApiError, seen: u64) {
    if let Problem::BadAnswer { why, .. } = &mut error.problem {
        why.push_str(&match seen {
            0 => "; none of them is there".to_owned(),
            1 => "; 1 of them is there".to_owned(),
            _ => format!("; {seen} of them are there"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn records_are_the_same_in_what_both_say() {
        let sent = br#"{"id":"a","name":"A","mode":300,"metadata":{"x":1,"y":2},"members":["b"]}"#;
        for same in [
            r#"{"id":"a"}"#,
            r#"{"id":"a","name":"A","mode":300,"created":7}"#,
            r#"{"mode": 300, "metadata": {"y": 2, "x": 1}, "members": []}"#,
        ] {
            assert!(is_same(sent, same), "{same}");
        }
        for other in [
            r#"{"id":"a","name":"B"}"#,
            r#"{"id":"a","name":null}"#,
            r#"{"id":"a","name":"A","mode":400}"#,
            r#"{"id":"a","metadata":{"x":1}}"#,
        ] {
            assert!(!is_same(sent, other), "{other}");
        }
    }
}
