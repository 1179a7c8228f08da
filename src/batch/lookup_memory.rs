//! What look-ups have learned of the service, for those that come later in the run.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::api::{Client, Collection};

use super::listing_orders::ListingOrders;

/// By the kind of collection: whether the service is known to find the place of a guess, and in which
/// orders it may list.
#[derive(Debug, Default)]
pub(super) struct LookupMemory(Mutex<HashMap<&'static str, (bool, ListingOrders)>>);

/// What an earlier look-up learned, if a few pages told it everything.
pub(super) fn recall(client: &Client, collection: &Collection) -> Option<(bool, ListingOrders)> {
    let memory = client.kept::<LookupMemory>();
    let known = memory.0.lock().unwrap_or_else(PoisonError::into_inner);
    known.get(collection.plural()).cloned()
}

pub(super) fn remember(
    client: &Client,
    collection: &Collection,
    is_placed: bool,
    orders: &ListingOrders,
) {
    let memory = client.kept::<LookupMemory>();
    let mut known = memory.0.lock().unwrap_or_else(PoisonError::into_inner);
    known.insert(collection.plural(), (is_placed, orders.clone()));
}
