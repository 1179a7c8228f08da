//! One request for some records of a batch, and what its answer says of them.

use bytes::Bytes;

use crate::api::{ApiError, Changed, Client, Collection, Request};

use super::job::Job;
use super::{Accounts, Batch, Task, create, present};

/// What became of some records of a batch.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub accounts: Accounts,
    /// Records that are not there to be changed; not in `accounts`.
    pub absent: Option<(ApiError, Vec<usize>)>,
    /// A success whose count could not be used, in words.
    pub odd_answer: Option<String>,
    /// Answers to updates.
    pub answers: Vec<Bytes>,
    pub failed: Option<Failed>,
}

/// The records that an error left behind; not in `accounts`.
#[derive(Debug)]
pub(super) struct Failed {
    pub error: ApiError,
    pub records: Vec<usize>,
}

impl Sent {
    pub fn done(accounts: Accounts) -> Sent {
        Sent {
            accounts,
            ..Sent::default()
        }
    }

    pub fn failed(accounts: Accounts, error: ApiError, records: Vec<usize>) -> Sent {
        Sent {
            accounts,
            failed: Some(Failed { error, records }),
            ..Sent::default()
        }
    }

    /// All of them, as a success without a usable count has to be understood.
    pub fn unconfirmed(
        mut accounts: Accounts,
        client: &Client,
        request: &Request,
        changed: &Changed,
        sent: u64,
    ) -> Sent {
        accounts.done += sent;
        accounts.unconfirmed = true;
        Sent {
            odd_answer: Some(odd_answer(client, request, changed)),
            ..Sent::done(accounts)
        }
    }
}

/// One request, and for some tasks what it takes to know its outcome.
pub(super) async fn send(job: &Job, batch: &Batch, records: &[usize]) -> Sent {
    let client = &job.client;
    let body = || batch.some(records).body();
    let request = match job.task(batch) {
        Task::Create(collection) => {
            return create::create(client, collection, batch, records, job.skip_existing).await;
        }
        Task::Update(collection) => return update(client, collection, batch, records).await,
        Task::Moderate(collection) => return moderate(client, collection, batch, records).await,
        Task::Delete(collection) => collection.delete(body()),
        Task::Add(collection) => collection.add(body()),
    };
    let sent = records.len() as u64;
    let mut accounts = Accounts::default();
    let changed = match client.change(&request).await {
        Err(error) => return Sent::failed(accounts, error, records.to_vec()),
        Ok(None) => {
            accounts.not_sent = sent;
            return Sent::done(accounts);
        }
        Ok(Some(changed)) => changed,
    };
    match changed.count_of(sent) {
        None => return Sent::unconfirmed(accounts, client, &request, &changed, sent),
        Some(count) if count < sent && changed.repeated => {
            accounts.done = sent;
            accounts.unconfirmed = true;
        }
        Some(count) => {
            accounts.done = count;
            accounts.unchanged = sent - count;
        }
    }
    Sent::done(accounts)
}

/// A count that is not that of all may be of users who have the mode already, or who are not
/// there: the answer does not tell, so it is looked who is.
async fn moderate(
    client: &Client,
    collection: &Collection,
    batch: &Batch,
    records: &[usize],
) -> Sent {
    let request = collection.moderate(batch.some(records).body());
    let sent = records.len() as u64;
    let mut accounts = Accounts::default();
    let changed = match client.change(&request).await {
        Err(error) => return Sent::failed(accounts, error, records.to_vec()),
        Ok(None) => {
            accounts.not_sent = sent;
            return Sent::done(accounts);
        }
        Ok(Some(changed)) => changed,
    };
    let count = changed.count_of(sent);
    if count == Some(sent) {
        accounts.done = sent;
        return Sent::done(accounts);
    }
    let there = match present(client, collection, &batch.ids(records)).await {
        Ok(there) => there,
        Err(mut error) => {
            // It was applied to some of them; nobody knows to whom.
            let done = count.unwrap_or_default() as usize;
            accounts.done = done as u64;
            error.unknown = true;
            return Sent::failed(accounts, error, records[done..].to_vec());
        }
    };
    let is_there = |at: &usize| there.contains_key(&batch.id(*at));
    let (there, absent): (Vec<usize>, Vec<usize>) = records.iter().partition(|at| is_there(at));
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
    let odd_answer = count
        .is_none()
        .then(|| odd_answer(client, &request, &changed));
    let error = request.not_there(client, collection.singular());
    Sent {
        absent: (!absent.is_empty()).then_some((error, absent)),
        odd_answer,
        ..Sent::done(accounts)
    }
}

async fn update(
    client: &Client,
    collection: &Collection,
    batch: &Batch,
    records: &[usize],
) -> Sent {
    let mut sent = Sent::default();
    for (done, &at) in records.iter().enumerate() {
        let record = Bytes::copy_from_slice(batch.json(at));
        match client.update(&collection.update(record)).await {
            Ok(Some(answer)) => {
                sent.accounts.done += 1;
                sent.answers.push(answer);
            }
            Ok(None) => sent.accounts.not_sent += 1,
            Err(error) => {
                let records = records[done..].to_vec();
                sent.failed = Some(Failed { error, records });
                return sent;
            }
        }
    }
    sent
}

fn odd_answer(client: &Client, request: &Request, changed: &Changed) -> String {
    format!(
        "{} {} was answered with {}, which does not say how many were done",
        request.method,
        request.place(client),
        changed.answer
    )
}
