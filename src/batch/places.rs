//! Reading at places in the order of ids, whether an id exists there or not.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use tokio::task::JoinSet;

use crate::api::{ApiError, Client, Collection, Page, Problem};

use super::cursor_guesses::just_before;

/// Records by their ids, as the service has them; empty texts where only the ids are wanted.
pub type Found = HashMap<String, String, RandomState>;

/// A page behind a cursor, without the cursor's own record; none where the cursor is refused, or
/// cannot be sent.
pub(super) async fn read_behind(
    client: &Client,
    collection: &Collection,
    size: u64,
    cursor: Option<&str>,
) -> Result<Option<Page>, ApiError> {
    let size = client.page_size().map_or(size, |most| size.min(most));
    let mut answer = client.page(collection, size, cursor).await;
    if let Ok(page) = &mut answer
        && page.drop_cursor(cursor)
        && page.is_empty()
    {
        // That was the only record, which says nothing of those behind it.
        answer = client.page(collection, size + 1, cursor).await;
        if let Ok(page) = &mut answer {
            page.drop_cursor(cursor);
        }
    }
    match answer {
        Ok(page) => Ok(Some(page)),
        Err(error) => match error.problem {
            Problem::Status {
                status: 400 | 404 | 422,
                ..
            }
            | Problem::LongPath { .. }
                if cursor.is_some() =>
            {
                Ok(None)
            }
            _ => Err(error),
        },
    }
}

/// Looks for each id where it would stand, all of them at the same time: a request each. What comes
/// up exists; what does not may be missing, or the service may place it elsewhere.
pub(super) async fn look_at_places(
    client: &Client,
    collection: &Collection,
    ids: &[&str],
) -> Result<Found, ApiError> {
    let mut looks = JoinSet::new();
    for &id in ids {
        let (client, collection, id) = (client.clone(), collection.clone(), id.to_owned());
        looks.spawn(async move {
            let cursor = just_before(&id);
            let page = read_behind(&client, &collection, 1, cursor.as_deref()).await?;
            let found = page.and_then(|page| {
                let at = page.ids().iter().position(|seen| *seen == id)?;
                Some(page.record(at).to_owned())
            });
            Ok(found.map(|record| (id, record)))
        });
    }
    let mut found = Found::default();
    while let Some(look) = looks.join_next().await {
        match look {
            Ok(record) => found.extend(record?),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    Ok(found)
}
