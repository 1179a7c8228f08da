//! How many records there are.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::api::{LARGE_PAGE, Walk};
use crate::commands::arguments::Range;
use crate::commands::watched::watched;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{ReadProgress, print_as_json};

use super::pages::Listed;
use super::query::QueryArguments;

/// Prints how many of the wanted records a collection holds: the number alone, in every format.
pub fn count(context: &Context, listed: impl Into<Listed>, query: &QueryArguments) -> Result<()> {
    count_range(context, &listed.into(), &Range::default(), query)
}

/// The same of a part of a collection.
pub fn count_range(
    context: &Context,
    listed: &Listed,
    range: &Range,
    query: &QueryArguments,
) -> Result<()> {
    if context.options.columns.is_some() {
        return Err(Failure::usage("a number has no columns"));
    }
    let mut query = query.compile(context.scale())?;
    let connection = context.connect()?;
    // It cannot be known how many records have to be read to find this many wanted ones.
    let at_most = range
        .limit
        .filter(|_| query.is_empty() && listed.is_whole());
    let client = &connection.client;
    let plural = listed.collection.plural();
    let walk = Walk::new(client.clone(), listed.collection.clone(), LARGE_PAGE)
        .at_most(at_most)
        .starting_after(range.starting_after.clone());
    let mut pages = listed.pages(client, walk);
    let enough = range.limit.unwrap_or(u64::MAX);
    let read = Arc::new(AtomicU64::new(0));
    let what = format!("{plural} read");
    let progress = ReadProgress::new(&context.console, what, &read, false);
    let count = context.block_on(watched(progress, async {
        let mut count = 0;
        while count < enough
            && let Some(page) = pages.next().await?
        {
            read.fetch_add(page.len() as u64, Ordering::Relaxed);
            count += match query.is_empty() {
                true => page.len() as u64,
                false => page
                    .records()
                    .filter(|record| query.is_met_by(record))
                    .count() as u64,
            };
        }
        pages.tell(context).await?;
        Ok(count.min(enough))
    }))?;
    print_as_json(&context.console, &count)?;
    query.note_unseen(&context.console);
    pages.check_whole()
}
