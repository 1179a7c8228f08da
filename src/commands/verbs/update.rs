//! Updating records one by one.

use bytes::Bytes;

use crate::api::{Client, Collection, Left, Page};
use crate::bulk::Accounts;
use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::input::Input;
use crate::render::{Columns, Listing, RenderError, Summary};

use super::change::{inspect, is_given};
use super::list::chosen;

/// How many answers are kept before they are printed.
const PAGE: usize = 1000;

/// Sends one `PUT` for every record, and prints what the service answers.
pub fn update(
    context: &Context,
    collection: &Collection,
    input: Input,
    allow_empty: bool,
    columns: Columns,
) -> Result<()> {
    let columns = chosen(context, columns)?;
    let names = input.names();
    let inspected = inspect(context, collection, &input, None, false)?;
    let count = inspected.count;
    if !is_given(context, collection, &inspected, allow_empty)? {
        return Ok(());
    }
    let connection = context.connect()?;
    let mut items = input.items();
    let mut accounts = Accounts::default();
    let mut answers = Answers::new(context, columns, count);
    let mut failure = None;
    // A file that grows meanwhile has more records now than when they were counted.
    let mut read = 0;
    context.block_on(async {
        let interrupt = context.on_interrupt();
        loop {
            let item = match items.next() {
                Ok(Some(item)) => item,
                Ok(None) => break,
                Err(error) => {
                    failure = Some(Failure::from(error));
                    break;
                }
            };
            read += 1;
            if *interrupt.borrow() {
                failure = Some(Failure::new(Kind::Interrupted, "interrupted"));
                break;
            }
            let place = item.place.show(&names);
            let id = item.id.to_string();
            let record = Bytes::copy_from_slice(item.json);
            match one(&connection.client, collection, record).await {
                Ok(Some(answer)) => {
                    accounts.done += 1;
                    answers.add(answer);
                }
                Ok(None) => {}
                Err((left, cause)) => {
                    match left {
                        Left::NotSent => {}
                        Left::Rejected => accounts.rejected += 1,
                        Left::Unknown => accounts.unknown += 1,
                    }
                    let singular = collection.singular();
                    failure = Some(if *interrupt.borrow() {
                        Failure::new(Kind::Interrupted, "interrupted")
                    } else {
                        cause.context(&format!("{place}: {singular} `{id}`"))
                    });
                    break;
                }
            }
        }
        Ok(())
    })?;
    if connection.client.is_dry_run() {
        if let Some(failure) = failure {
            return Err(failure);
        }
        context.console.note(&format!(
            "dry run: nothing was sent for {}",
            collection.counted(read)
        ));
        return Ok(());
    }
    let printed = answers.end();
    let Some(failure) = failure else {
        return Ok(printed?);
    };
    // What became of the run counts more than who reads of it.
    if let Err(error @ (RenderError::Io(_) | RenderError::Id { .. })) = printed {
        context.console.warn(&error.to_string());
    }
    accounts.input = count.max(read);
    let done = accounts.done;
    accounts.not_sent = accounts
        .input
        .saturating_sub(done + accounts.rejected + accounts.unknown);
    accounts.requests = connection.client.requests();
    // Standard output has the channels; the counts go to where the error goes.
    Summary {
        accounts: &accounts,
        past: "updated",
        singular: collection.singular(),
        plural: collection.plural(),
    }
    .tell(&context.console);
    if done == 0 {
        return Err(failure);
    }
    Err(failure.partial())
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

/// What the service answers, printed a page at a time.
struct Answers<'a> {
    context: &'a Context,
    columns: Columns,
    /// How many records were counted before.
    count: u64,
    kept: Vec<Bytes>,
    listing: Option<Listing>,
    /// Once printing has failed, nothing more is printed; the updates go on.
    failed: Option<RenderError>,
}

impl<'a> Answers<'a> {
    fn new(context: &'a Context, columns: Columns, count: u64) -> Answers<'a> {
        Answers {
            context,
            columns,
            count,
            kept: Vec::new(),
            listing: None,
            failed: None,
        }
    }

    fn add(&mut self, answer: Bytes) {
        if self.failed.is_none() {
            self.kept.push(answer);
        }
        if self.kept.len() == PAGE {
            self.page();
        }
    }

    fn page(&mut self) {
        let kept = std::mem::take(&mut self.kept);
        let is_single = self.count == 1 && kept.len() == 1;
        let listing = self.listing.get_or_insert_with(|| {
            let listing = Listing::new(&self.context.console, self.columns.clone());
            if is_single { listing.single() } else { listing }
        });
        self.failed = listing.page(&Page::of(kept)).err();
    }

    /// Prints the rest.
    fn end(mut self) -> Result<(), RenderError> {
        if !self.kept.is_empty() {
            self.page();
        }
        match (self.failed, self.listing) {
            (Some(error), _) => Err(error),
            (None, Some(listing)) => listing.end(),
            (None, None) => Ok(()),
        }
    }
}
