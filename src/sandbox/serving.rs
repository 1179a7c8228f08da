//! Serving requests, with or without faults, until the sandbox is stopped.

use std::future::IntoFuture;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

use super::faulty::{Faulty, over};
use super::server::{Instance, respond_to};
use super::wire::{Wire, Wires};

struct Server {
    instance: Instance,
    faulty: Option<Faulty>,
    stopping: watch::Receiver<()>,
}

/// Serves until `stop` says how long requests in flight may take to finish.
pub(crate) async fn serve(
    wires: Wires,
    instance: Instance,
    faulty: Option<Faulty>,
    stop: oneshot::Receiver<Duration>,
) {
    let (finish, stopping) = watch::channel(());
    let server = Server {
        instance,
        faulty,
        stopping: stopping.clone(),
    };
    let app = Router::new()
        .fallback(answer)
        .with_state(Arc::new(server))
        .into_make_service_with_connect_info::<Wire>();
    let serving = axum::serve(wires, app).with_graceful_shutdown(over(stopping));
    let mut serving = pin!(serving.into_future());
    tokio::select! {
        // This never ends by itself: errors of `accept` are waited out inside.
        _ = &mut serving => {}
        // If the sender is dropped without a value, the stop is a quick one.
        grace = stop => {
            let grace = grace.unwrap_or_default();
            if !grace.is_zero() {
                drop(finish);
                let _ = timeout(grace, serving).await;
            }
        }
    }
}

async fn answer(
    State(server): State<Arc<Server>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response {
    let _busy = wire.busy();
    let instance = &server.instance;
    match &server.faulty {
        None => respond_to(instance, request).await,
        Some(faulty) => {
            faulty
                .respond_to(instance, request, &wire, &server.stopping)
                .await
        }
    }
}
