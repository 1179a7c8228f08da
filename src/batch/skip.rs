//! Leaving out what is there already: between the reading of the input and the sending.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::mpsc;

use crate::api::{Client, Collection};

use super::engine::Fed;
use super::look::Search;

/// Takes batches in ascending order of ids, looks which of their records are there, and passes
/// on the others. The looking reads on from where it was, so that all of it together is one
/// reading of the ranges that the input covers. Once `is_over`, batches pass as they are: they
/// are only counted then.
pub(super) async fn skip(
    client: Client,
    collection: Collection,
    mut from: mpsc::Receiver<Fed>,
    to: mpsc::Sender<Fed>,
    is_over: Arc<AtomicBool>,
) {
    let mut search = Search::new(client, collection);
    while let Some(fed) = from.recv().await {
        let passed_on = match fed {
            Fed::Batch { batch, .. } if !is_over.load(Ordering::Relaxed) => {
                let all: Vec<usize> = (0..batch.len()).collect();
                let ids = batch.ids(&all);
                let mut there = vec![false; ids.len()];
                // In order already, but for the one batch in which sorted input begins anew.
                let mut order: Vec<usize> = (0..ids.len()).collect();
                order.sort_by(|a, b| ids[*a].cmp(&ids[*b]));
                let found = search
                    .find(&ids, |id, _| {
                        let at = order.binary_search_by(|at| ids[*at].as_str().cmp(id)).ok();
                        if let Some(at) = at {
                            there[order[at]] = true;
                        }
                    })
                    .await;
                match found {
                    Ok(()) => {
                        let missing: Vec<usize> =
                            all.into_iter().filter(|&at| !there[at]).collect();
                        Fed::Batch {
                            skipped: (batch.len() - missing.len()) as u64,
                            batch: batch.some(&missing),
                            is_unordered: !search.is_ordered(),
                        }
                    }
                    Err(error) => {
                        is_over.store(true, Ordering::Relaxed);
                        Fed::NotLooked { batch, error }
                    }
                }
            }
            other => other,
        };
        if to.send(passed_on).await.is_err() {
            return;
        }
    }
}
