//! Listing a collection page by page.

use std::sync::Arc;

use clap::{Args, ValueHint};

use crate::api::{LARGE_PAGE, Walk};
use crate::commands::arguments::Range;
use crate::commands::watched::watched;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::expression::SortField;
use crate::render::{Columns, Format, Listing, ReadProgress};

use super::count::count_range;
use super::pages::{Listed, RecordPages};
use super::query::QueryArguments;
use super::sorted::{PageSorter, sort_field};
use super::wanted::WantedRecords;

/// Records of a first page (API reference: pagination).
const FIRST_PAGE: u64 = 50;

/// What is listed, and how.
#[derive(Debug, Args)]
pub struct ListArguments {
    #[command(flatten)]
    range: Range,
    #[command(flatten)]
    query: QueryArguments,
    /// In the order of this field, -FIELD for descending; all records are read first
    ///
    /// Values come in the order of jq: null, false, true, numbers, texts, arrays, objects; records
    /// without the field come before all of them. With -FIELD all of this is the other way round.
    /// Records with equal values stay in the order of their ids. The field is found whatever the
    /// case of its letters, and dots lead into nested ones. What does not fit into memory is sorted
    /// in temporary files. --limit takes the first of the sorted records.
    #[arg(long, value_name = "FIELD", value_parser = sort_field, value_hint = ValueHint::Other, allow_hyphen_values = true)]
    sort: Option<SortField>,
    /// Tables and CSV without their first line
    #[arg(long)]
    no_headers: bool,
}

/// Lists a part of a collection.
pub fn list(
    context: &Context,
    listed: impl Into<Listed>,
    arguments: &ListArguments,
    columns: Columns,
) -> Result<()> {
    let listed = listed.into();
    let range = &arguments.range;
    if range.count {
        return count_range(context, &listed, range, &arguments.query);
    }
    let columns = choose_columns(context, columns)?;
    let query = arguments.query.compile(context.scale())?;
    let connection = context.connect()?;
    let plural = listed.collection.plural();
    let mut listing = Listing::new(&context.console, columns).of(plural);
    if arguments.no_headers {
        listing = listing.without_header();
    }
    let shown = context.options.page_size.unwrap_or(FIRST_PAGE);
    let asks = !listed.is_whole() || !query.is_empty() || arguments.sort.is_some();
    let is_whole = asks || range.all || range.limit.is_some();
    // One record more than is shown reveals whether there are more, in the same request.
    let more = shown.saturating_add(1);
    let (page_size, most) = match is_whole {
        // It cannot be known how many records have to be read to find this many.
        true if asks => (LARGE_PAGE, None),
        true => (LARGE_PAGE, range.limit),
        false => (more, Some(more)),
    };
    let client = &connection.client;
    let walk = Walk::new(client.clone(), listed.collection.clone(), page_size)
        .at_most(most)
        .starting_after(range.starting_after.clone());
    let mut pages = listed.pages(client, walk);
    context.block_on(async {
        if is_whole {
            let wanted = WantedRecords {
                query,
                sorter: arguments.sort.clone().map(PageSorter::new),
                left: range.limit,
                listing,
            };
            let read = Arc::default();
            let what = format!("{plural} read");
            let progress = ReadProgress::new(&context.console, what, &read, true);
            let work = wanted.print(&mut pages, &read, context);
            watched(progress, work).await?;
        } else {
            let there = print_first_page(&mut pages, listing, shown).await?;
            if there > shown {
                context.console.note(&format!(
                    "only the first {shown} {plural} are shown; `--all` or `--limit N` shows more"
                ));
            } else if there == shown {
                context.console.note(&format!(
                    "the first {shown} {plural} are shown; there may be more: `--all` or `--limit N` shows them"
                ));
            }
        }
        pages.tell(context).await?;
        if !pages.is_ascending() {
            context.console.warn(&format!(
                "the service does not list its {plural} in ascending order of their ids"
            ));
        }
        pages.check_whole()
    })
}

/// `--columns` if given, else the columns of the collection.
pub fn choose_columns(context: &Context, columns: Columns) -> Result<Columns> {
    let Some(wanted) = &context.options.columns else {
        return Ok(columns);
    };
    if !matches!(context.console.format(), Format::Table | Format::Csv) {
        return Err(
            Failure::usage("--columns goes with the formats table and csv")
                .hint("`jq` chooses fields of JSON"),
        );
    }
    if wanted.iter().any(String::is_empty) {
        return Err(Failure::usage("--columns holds an empty name"));
    }
    Ok(Columns::chosen(wanted))
}

/// Prints at most `shown` records; returns how many there were, of one more at most. That is one
/// page, unless it has the size of a limit of the service.
async fn print_first_page(
    pages: &mut RecordPages,
    mut listing: Listing,
    shown: u64,
) -> Result<u64> {
    let mut there = 0;
    while let Some(mut page) = pages.next().await? {
        let len = page.len() as u64;
        page.truncate(shown.saturating_sub(there));
        listing.page(&page)?;
        there += len;
        if there >= shown || !may_be_limit(len) {
            break;
        }
    }
    listing.end()?;
    Ok(there)
}

/// Whether a page has as many records as a service may give at most. Limits are round numbers, so
/// that few small collections cost requests more to be told from the first page of a large one.
fn may_be_limit(records: u64) -> bool {
    const LEAST: u64 = 8;
    records >= LEAST && (records.is_multiple_of(5) || records.is_power_of_two())
}
