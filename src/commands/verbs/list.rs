//! Listing a collection page by page.

use crate::api::{Collection, LARGE_PAGE, Walk};
use crate::commands::arguments::Range;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Columns, Format, Listing};

/// Records of a first page (API reference: pagination).
const FIRST_PAGE: u64 = 50;

/// Lists a part of a collection.
pub fn list(
    context: &Context,
    collection: Collection,
    range: &Range,
    columns: Columns,
) -> Result<()> {
    let columns = choose_columns(context, columns)?;
    let connection = context.connect()?;
    let listing = Listing::new(&context.console, columns);
    let is_whole = range.all || range.limit.is_some();
    let shown = context.options.page_size.unwrap_or(FIRST_PAGE);
    let plural = collection.plural();
    let mut walk = if is_whole {
        Walk::new(connection.client.clone(), collection, LARGE_PAGE).at_most(range.limit)
    } else {
        // One record more than is shown tells whether there are more, in the same request.
        let more = shown.saturating_add(1);
        Walk::new(connection.client.clone(), collection, more).at_most(Some(more))
    }
    .starting_after(range.starting_after.clone());
    context.block_on(async {
        if is_whole {
            print_all(&mut walk, listing).await?;
        } else {
            let there = print_first_page(&mut walk, listing, shown).await?;
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
        if !walk.is_ascending() {
            context.console.warn(&format!(
                "the service does not list its {plural} in ascending order of their ids"
            ));
        }
        Ok(())
    })
}

/// `--columns` where it was given, else those of the collection.
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

/// Prints a page while the next one is on its way.
async fn print_all(walk: &mut Walk, mut listing: Listing) -> Result<()> {
    let mut next = walk.next().await?;
    while let Some(page) = next {
        let print = tokio::task::spawn_blocking(move || {
            let printed = listing.page(&page);
            (listing, printed)
        });
        let (fetched, printed) = tokio::join!(walk.next(), print);
        let printed = match printed {
            Ok((returned, printed)) => {
                listing = returned;
                printed
            }
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        };
        printed?;
        if listing.is_over() {
            break;
        }
        next = fetched?;
    }
    Ok(listing.end()?)
}

/// Prints at most `shown` records of one page; gives back how many there were.
async fn print_first_page(walk: &mut Walk, mut listing: Listing, shown: u64) -> Result<u64> {
    let mut there = 0;
    if let Some(mut page) = walk.next().await? {
        there = page.len() as u64;
        page.truncate(shown);
        listing.page(&page)?;
    }
    listing.end()?;
    Ok(there)
}
