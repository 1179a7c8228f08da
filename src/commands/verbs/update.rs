//! Updating records one by one.

use bytes::Bytes;

use crate::api::{Client, Collection, Left, Page};
use crate::bulk::{self, Accounts};
use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::input::Input;
use crate::render::{Columns, Listing, Summary};

use super::change::is_given;
use super::list::chosen;

/// Sends one `PUT` for every record, and prints what the service answers.
pub fn update(
    context: &Context,
    collection: &Collection,
    mut input: Input,
    allow_empty: bool,
    columns: Columns,
) -> Result<()> {
    let columns = chosen(context, columns)?;
    let names = input.names();
    let checked = bulk::check(&mut input, None)?;
    let count = checked.count;
    if !is_given(context, collection, checked, allow_empty)? {
        return Ok(());
    }
    let connection = context.connect()?;
    let mut items = input.items()?;
    let mut accounts = Accounts {
        input: count,
        ..Accounts::default()
    };
    let mut answers = Vec::new();
    let mut failure = None;
    context.block_on(async {
        let interrupt = context.on_interrupt();
        while let Some(item) = items.next()? {
            if *interrupt.borrow() {
                failure = Some(Failure::new(Kind::Interrupted, "interrupted"));
                break;
            }
            let place = item.place.show(&names);
            let id = item.id.to_string();
            let record = Bytes::copy_from_slice(item.json);
            match one(&connection.client, collection, record).await {
                Ok(Some(answer)) => answers.push(answer),
                Ok(None) => {}
                Err((left, cause)) => {
                    match left {
                        Left::NotSent => {}
                        Left::Rejected => accounts.rejected += 1,
                        Left::Unknown => accounts.unknown += 1,
                    }
                    let singular = collection.singular();
                    failure = Some(cause.context(&format!("{place}: {singular} `{id}`")));
                    break;
                }
            }
        }
        Ok(())
    })?;
    if connection.client.is_dry_run() {
        context.console.note(&format!(
            "dry run: nothing was sent for {}",
            collection.counted(count)
        ));
        return Ok(());
    }
    accounts.done = answers.len() as u64;
    accounts.not_sent = count - accounts.done - accounts.rejected - accounts.unknown;
    if !answers.is_empty() {
        print(context, columns, answers, count)?;
    }
    let Some(failure) = failure else {
        return Ok(());
    };
    let done = accounts.done;
    // Standard output has the channels; the counts go to where the error goes.
    let told = Accounts {
        done: 0,
        ..accounts
    };
    if done == 0 {
        Summary {
            accounts: &told,
            past: "updated",
            singular: collection.singular(),
            plural: collection.plural(),
        }
        .print(&context.console)?;
        return Err(failure);
    }
    context.console.note(&format!(
        "updated {done} of {}: {} rejected, {} not sent, {} unknown",
        collection.counted(count),
        accounts.rejected,
        accounts.not_sent,
        accounts.unknown
    ));
    Err(match failure.kind {
        Kind::Interrupted => failure,
        _ => failure.partial(),
    })
}

async fn one(
    client: &Client,
    collection: &Collection,
    record: Bytes,
) -> Result<Option<Bytes>, (Left, Failure)> {
    client
        .update(&collection.update(record))
        .await
        .map_err(|error| (error.leaves(), error.into()))
}

fn print(context: &Context, columns: Columns, answers: Vec<Bytes>, count: u64) -> Result<()> {
    let mut listing = Listing::new(&context.console, columns);
    if count == 1 {
        listing = listing.single();
    }
    listing.page(&Page::of(answers))?;
    Ok(listing.end()?)
}
