//! Batches in, accounts out: a bounded number of requests in flight.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::{Accounts, Batch, FeedError, Feeder, Outcome};

/// How a run is carried out.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Requests in flight.
    pub concurrency: usize,
    /// Turns true when the person wants the run to end.
    pub interrupt: watch::Receiver<bool>,
}

/// Watches a run.
pub trait Observer: Send {
    fn batch_ended(&mut self, _batch: &Batch, _outcome: &Outcome) {}
}

/// Why a run ended before its input did.
#[derive(Debug)]
pub enum Stop {
    /// The batch that failed, and how.
    Batch(Arc<Batch>, Box<Outcome>),
    Input(FeedError),
    Interrupted,
}

/// What became of a run.
#[derive(Debug)]
pub struct Run {
    pub accounts: Accounts,
    pub stop: Option<Stop>,
    /// Whether the input held anything at all.
    pub saw_anything: bool,
}

enum Fed {
    Batch(Batch),
    End { saw_anything: bool },
    Mistake(FeedError),
}

/// Runs `send` over all batches of the feeder.
pub async fn run<S, F>(
    feeder: Feeder,
    settings: Settings,
    send: S,
    observer: &mut dyn Observer,
) -> Run
where
    S: Fn(Arc<Batch>) -> F,
    F: Future<Output = Outcome> + Send + 'static,
{
    // Reading and parsing happen on a thread of their own; at most one batch waits for its turn.
    let (sender, mut fed) = mpsc::channel(1);
    let reader = std::thread::spawn(move || feed(feeder, &sender));
    let mut interrupt = settings.interrupt.clone();
    let mut flying: JoinSet<(Arc<Batch>, Outcome)> = JoinSet::new();
    let mut result = Run {
        accounts: Accounts::default(),
        stop: None,
        saw_anything: true,
    };
    let mut more = true;
    loop {
        let may_send = more && result.stop.is_none() && flying.len() < settings.concurrency;
        tokio::select! {
            biased;
            Some(joined) = flying.join_next() => {
                // A task that panicked takes the process down with it: nothing could be said
                // of its records.
                let (batch, outcome) = match joined {
                    Ok(pair) => pair,
                    Err(error) => std::panic::resume_unwind(error.into_panic()),
                };
                result.accounts.add(&outcome.accounts);
                observer.batch_ended(&batch, &outcome);
                if outcome.error.is_some() && !matches!(result.stop, Some(Stop::Batch(..))) {
                    result.stop = Some(Stop::Batch(batch, Box::new(outcome)));
                }
            }
            () = interrupted(&mut interrupt), if result.stop.is_none() => {
                result.stop = Some(Stop::Interrupted);
            }
            next = fed.recv(), if may_send => match next {
                Some(Fed::Batch(batch)) => {
                    result.accounts.input += batch.len() as u64;
                    let batch = Arc::new(batch);
                    let sent = send(batch.clone());
                    flying.spawn(async move { (batch, sent.await) });
                }
                Some(Fed::End { saw_anything }) => {
                    result.saw_anything = saw_anything;
                    more = false;
                }
                Some(Fed::Mistake(error)) => {
                    result.stop = Some(Stop::Input(error));
                    more = false;
                }
                None => more = false,
            },
            else => break,
        }
        if flying.is_empty() && (!more || result.stop.is_some()) {
            break;
        }
    }
    if more && !matches!(result.stop, Some(Stop::Interrupted)) {
        // What is left counts too, so that the sums equal the input.
        while let Some(next) = fed.recv().await {
            if let Fed::Batch(batch) = next {
                result.accounts.input += batch.len() as u64;
                result.accounts.not_sent += batch.len() as u64;
            }
        }
    }
    drop(fed);
    // After an interruption the reader may be waiting for input that never comes.
    if !matches!(result.stop, Some(Stop::Interrupted)) {
        let _ = reader.join();
    }
    result
}

async fn interrupted(interrupt: &mut watch::Receiver<bool>) {
    if interrupt.wait_for(|now| *now).await.is_err() {
        std::future::pending().await
    }
}

fn feed(mut feeder: Feeder, sender: &mpsc::Sender<Fed>) {
    loop {
        let next = match feeder.next_batch() {
            Ok(Some(batch)) => Fed::Batch(batch),
            Ok(None) => Fed::End {
                saw_anything: feeder.saw_anything(),
            },
            Err(error) => Fed::Mistake(error),
        };
        let is_last = !matches!(next, Fed::Batch(_));
        // Nobody listens after an interruption.
        if sender.blocking_send(next).is_err() || is_last {
            return;
        }
    }
}
