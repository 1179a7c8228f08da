//! Showing records by their ids.

use bytes::Bytes;

use crate::api::{Collection, Page};
use crate::batch::{Found, Lookup};
use crate::commands::arguments::IdArguments;
use crate::commands::noted::short_id;
use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::input::{Input, Items};
use crate::render::{Columns, Listing};

use super::list::choose_columns;

/// Ids that are looked up together.
const CHUNK: usize = 10_000;
/// Records that are printed at a time.
const PAGE: usize = 1000;

/// Prints the records with these ids in the order in which they are asked for.
pub fn get(
    context: &Context,
    collection: &Collection,
    ids: &IdArguments,
    columns: Columns,
) -> Result<()> {
    let columns = choose_columns(context, columns)?;
    let input = ids.open(context, collection)?;
    let (wanted, saw_anything) = count_ids(context, &input)?;
    if !saw_anything && !ids.allow_empty {
        return Err(Failure::usage("no id is given: the input is empty")
            .hint("the step before may have failed; `--allow-empty` takes it as nothing to do"));
    }
    let connection = context.connect()?;
    let mut listing = Listing::new(&context.console, columns);
    let mut missing = MissingIds::default();
    context.block_on(async {
        let mut lookup = Lookup::of_records(connection.client.clone(), collection.clone());
        let mut items = input.items();
        loop {
            let ids = read_ids(&mut items)?;
            if ids.is_empty() || listing.is_over() {
                return Ok(());
            }
            let found = lookup.find(&ids).await?;
            print_found(&mut listing, &ids, &found)?;
            let are_missing = ids.into_iter().filter(|id| !found.contains_key(id));
            are_missing.for_each(|id| missing.add(id));
        }
    })?;
    // If none of the ids is there, an empty list would look like an answer.
    if missing.count == 0 || missing.count < wanted {
        listing.end()?;
    }
    missing.into_result(collection, wanted)
}

/// Reads all ids, so that a mistake in the last of them is reported before anything is asked. Tells
/// how many there are, and whether there was any input: an empty array is.
fn count_ids(context: &Context, input: &Input) -> Result<(u64, bool)> {
    let _deadline = context.deadline_of_reading();
    let mut items = input.items();
    let mut count = 0;
    while items.next()?.is_some() {
        count += 1;
    }
    Ok((count, items.saw_anything()))
}

fn read_ids(items: &mut Items) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    while ids.len() < CHUNK
        && let Some(item) = items.next()?
    {
        ids.push(item.id.into_owned());
    }
    Ok(ids)
}

fn print_found(listing: &mut Listing, ids: &[String], found: &Found) -> Result<()> {
    for ids in ids.chunks(PAGE) {
        let records = ids.iter().filter_map(|id| found.get(id));
        let records = records.map(|record| Bytes::copy_from_slice(record.as_bytes()));
        let page = Page::of(records.collect());
        if !page.is_empty() {
            listing.page(&page)?;
        }
    }
    Ok(())
}

/// Ids that are not there; the first of them are named.
#[derive(Default)]
struct MissingIds {
    first: Vec<String>,
    count: u64,
}

impl MissingIds {
    const NAMED: usize = 25;

    fn add(&mut self, id: String) {
        self.count += 1;
        if self.first.len() < MissingIds::NAMED {
            self.first.push(format!("`{}`", short_id(&id)));
        }
    }

    fn into_result(self, collection: &Collection, wanted: u64) -> Result<()> {
        let (singular, plural) = (collection.singular(), collection.plural());
        let mut named = self.first.join(", ");
        let message = match (self.count, wanted) {
            (0, _) => return Ok(()),
            (1, _) => format!("there is no {singular} {named}"),
            (count, wanted) => {
                let more = count - self.first.len() as u64;
                if more > 0 {
                    named = format!("{named}, and {more} more");
                }
                format!("{count} of {wanted} {plural} are not there: {named}")
            }
        };
        let failure = Failure::new(Kind::NotFound, message).hint(format!(
            "are the ids right? `cyxth {plural} list` shows the {plural}"
        ));
        match self.count < wanted {
            true => Err(failure.partial()),
            false => Err(failure),
        }
    }
}
