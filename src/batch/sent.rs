//! The results of some records of a batch.

use bytes::Bytes;

use crate::api::{ApiError, Changed, Client, Request};

use super::Accounts;

/// What a request, or several, made of them.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub accounts: Accounts,
    /// Records that are not there to be changed; not in `accounts`.
    pub absent: Option<(ApiError, Vec<usize>)>,
    /// A success whose count could not be used, in words.
    pub odd_answer: Option<String>,
    /// Answers to updates.
    pub answers: Vec<Bytes>,
    pub failed: Option<FailedRecords>,
}

/// The records that an error left behind; not in `accounts`.
#[derive(Debug)]
pub(super) struct FailedRecords {
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
            failed: Some(FailedRecords { error, records }),
            ..Sent::default()
        }
    }

    /// All of them are done: a success without a usable count must mean that.
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

pub(super) fn odd_answer(client: &Client, request: &Request, changed: &Changed) -> String {
    format!(
        "{} {} was answered with {}, which does not say how many were done",
        request.method,
        request.shown_url(client),
        changed.excerpt(client)
    )
}
