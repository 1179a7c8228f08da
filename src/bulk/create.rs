//! Creating: the one change that must not simply be repeated.
//!
//! A create whose answer was lost may have been applied. The service has no idempotency keys, so
//! the tool looks which of the records are there before it sends them again.

use serde::Deserialize;
use std::borrow::Cow;

use crate::api::retry::backoff;
use crate::api::{ApiError, Client, Collection, Left, Problem, Request};

use super::{Accounts, Batch, Outcome, present};

/// Records a page when looking.
const PAGE: u64 = 1000;

/// Creates the records of a batch.
pub async fn create(client: &Client, collection: &Collection, batch: &Batch) -> Outcome {
    let mut accounts = Accounts::default();
    let mut todo: Vec<usize> = (0..batch.len()).collect();
    // Whether an earlier try may still turn out to have been applied.
    let mut in_doubt = false;
    let mut looked = 0;
    loop {
        let request = collection.create(batch.some(&todo).body());
        let sent = todo.len() as u64;
        let error = match client.change(&request).await {
            Ok(None) => {
                accounts.not_sent += sent;
                return ended(accounts);
            }
            Ok(Some(changed)) if changed.status == sent => {
                accounts.done += sent;
                return ended(accounts);
            }
            Ok(Some(changed)) if changed.status > sent => too_many(&request, changed.status, sent),
            Ok(Some(changed)) => too_few(&request, changed.status, sent),
            Err(error) => error,
        };
        let odd_count = matches!(
            &error.problem,
            Problem::BadAnswer {
                status: 200..=299,
                ..
            }
        ) && !error.unknown;
        let refused = error.leaves() == Left::Rejected;
        if !(error.unknown || odd_count || refused) {
            return failed(accounts, error, &todo);
        }
        let ids: Vec<String> = todo.iter().map(|&at| batch.id(at)).collect();
        let Ok(there) = present(client, collection, &ids, PAGE).await else {
            return failed(accounts, error, &todo);
        };
        if refused && !in_doubt {
            // Refused for what it holds: name the records that are there already.
            let causes = todo
                .iter()
                .copied()
                .filter(|&at| there.contains_key(&batch.id(at)))
                .collect();
            return Outcome {
                causes,
                ..failed(accounts, error, &todo)
            };
        }
        let before = todo.len();
        let mut others = Vec::new();
        todo.retain(|&at| match there.get(&batch.id(at)) {
            Some(found) if is_same(batch.json(at), found) => {
                accounts.done += 1;
                false
            }
            Some(_) => {
                accounts.rejected += 1;
                others.push(at);
                false
            }
            None => true,
        });
        if todo.is_empty() {
            return Outcome {
                error: (!others.is_empty()).then_some(error),
                causes: others,
                accounts,
            };
        }
        let moved_on = todo.len() < before;
        if odd_count || (refused && !moved_on) || looked >= client.retry_limit() {
            return Outcome {
                causes: others,
                ..failed(accounts, error, &todo)
            };
        }
        in_doubt = true;
        tokio::time::sleep(backoff(looked, fastrand::f64())).await;
        looked += 1;
    }
}

fn ended(accounts: Accounts) -> Outcome {
    Outcome {
        accounts,
        ..Outcome::default()
    }
}

fn failed(mut accounts: Accounts, error: ApiError, todo: &[usize]) -> Outcome {
    let outcome = Outcome::failed(error, todo.len());
    accounts.add(&outcome.accounts);
    Outcome {
        accounts,
        ..outcome
    }
}

/// Whether a record that is there can be the one that was sent: its name is the same.
fn is_same(sent: &[u8], found: &str) -> bool {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow, default)]
        name: Option<Cow<'a, str>>,
    }
    let (Ok(sent), Ok(found)) = (
        serde_json::from_slice::<Named<'_>>(sent),
        serde_json::from_str::<Named<'_>>(found),
    ) else {
        return true;
    };
    sent.name.is_none() || sent.name == found.name
}

/// A count larger than what was sent.
pub fn too_many(request: &Request, status: u64, sent: u64) -> ApiError {
    odd_count(request, format!("it counts {status} done of {sent} sent"))
}

fn too_few(request: &Request, status: u64, sent: u64) -> ApiError {
    odd_count(
        request,
        format!(
            "it counts {status} created of {sent} sent, although a create is done whole or not at all"
        ),
    )
}

fn odd_count(request: &Request, why: String) -> ApiError {
    ApiError {
        method: request.method.clone(),
        url: request.path.join("/"),
        problem: Problem::BadAnswer {
            status: 200,
            why,
            excerpt: None,
        },
        unknown: false,
    }
}
