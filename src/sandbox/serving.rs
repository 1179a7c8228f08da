//! Serving requests, with or without faults, until the sandbox is stopped.

use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

use super::faulty::{self, Faulty};
use super::server::{self, Instance};
use super::wire::Wires;

/// Serves until `stop` says how long requests in flight may take to finish.
pub(crate) async fn serve(
    wires: Wires,
    instance: Instance,
    faulty: Option<Faulty>,
    stop: oneshot::Receiver<Duration>,
) {
    let (finish, stopping) = watch::channel(());
    let mut serving = match faulty {
        None => server::serve(wires, instance, stopping),
        Some(faulty) => faulty::serve(wires, instance, faulty, stopping),
    };
    tokio::select! {
        // Never ends by itself: errors of `accept` are waited out inside.
        _ = &mut serving => {}
        // A sender that is dropped without a word would be a quick stop.
        grace = stop => {
            let grace = grace.unwrap_or_default();
            if !grace.is_zero() {
                drop(finish);
                let _ = timeout(grace, serving).await;
            }
        }
    }
}
