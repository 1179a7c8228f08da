//! Listing a collection page by page.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::Args;

use crate::api::{LARGE_PAGE, Page, Walk};
use crate::commands::arguments::Range;
use crate::commands::watched::watched;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Columns, Format, Listing, ReadProgress, RenderError};

use super::count::count;
use super::pages::{Listed, RecordPages};
use super::query::{Query, QueryArguments};

/// Records of a first page (API reference: pagination).
const FIRST_PAGE: u64 = 50;

/// What is listed, and how.
#[derive(Debug, Args)]
pub struct ListArguments {
    #[command(flatten)]
    range: Range,
    #[command(flatten)]
    query: QueryArguments,
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
        return count(context, &listed, range, &arguments.query);
    }
    let columns = choose_columns(context, columns)?;
    let query = arguments.query.compile()?;
    let connection = context.connect()?;
    let plural = listed.collection.plural();
    let listing = Listing::new(&context.console, columns).of(plural);
    let shown = context.options.page_size.unwrap_or(FIRST_PAGE);
    let asks = !listed.is_whole() || !query.is_empty();
    let is_whole = asks || range.all || range.limit.is_some();
    // One record more than is shown tells whether there are more, in the same request.
    let more = shown.saturating_add(1);
    let (page_size, most) = match is_whole {
        // How many records have to be looked at for so many cannot be known.
        true if asks => (LARGE_PAGE, None),
        true => (LARGE_PAGE, range.limit),
        false => (more, Some(more)),
    };
    let client = &connection.client;
    let walk = Walk::new(client.clone(), listed.collection.clone(), page_size)
        .at_most(most)
        .starting_after(range.starting_after.clone());
    let mut pages = listed.pages(context, client, walk);
    context.block_on(async {
        if is_whole {
            let wanted = WantedRecords {
                query,
                left: range.limit,
                listing,
            };
            let read = Arc::new(AtomicU64::new(0));
            let what = format!("{plural} read");
            let progress = ReadProgress::new(&context.console, what, Arc::clone(&read), true);
            let work = print_wanted(&mut pages, wanted, &read, context);
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
        Ok(())
    })
}

/// Prints those records of a walk that are wanted.
struct WantedRecords {
    query: Query,
    /// How many are still to be printed at most.
    left: Option<u64>,
    listing: Listing,
}

impl WantedRecords {
    fn page(&mut self, mut page: Page) -> Result<(), RenderError> {
        self.query.keep(&mut page);
        if let Some(left) = &mut self.left {
            page.truncate(*left);
            *left -= page.len() as u64;
        }
        if page.is_empty() {
            return Ok(());
        }
        self.listing.page(&page)
    }

    /// Whether nothing will be wanted any more.
    fn is_over(&self) -> bool {
        self.left == Some(0) || self.listing.is_over()
    }

    /// Whether a page may hold all that is still wanted.
    fn may_end_with(&self, page: &Page) -> bool {
        self.left.is_some_and(|left| left <= page.len() as u64)
    }
}

/// Prints a page while the next one is on its way.
async fn print_wanted(
    pages: &mut RecordPages,
    mut wanted: WantedRecords,
    read: &AtomicU64,
    context: &Context,
) -> Result<()> {
    let mut next = pages.next().await?;
    while let Some(page) = next {
        read.fetch_add(page.len() as u64, Ordering::Relaxed);
        let may_be_last = wanted.may_end_with(&page);
        let print = tokio::task::spawn_blocking(move || {
            let printed = wanted.page(page);
            (wanted, printed)
        });
        let (fetched, printed) = match may_be_last {
            // No page is asked for that nobody may want.
            true => (None, print.await),
            false => {
                let (fetched, printed) = tokio::join!(pages.next(), print);
                (Some(fetched), printed)
            }
        };
        let printed = match printed {
            Ok((returned, printed)) => {
                wanted = returned;
                printed
            }
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        };
        printed?;
        if wanted.is_over() {
            break;
        }
        next = match fetched {
            Some(fetched) => fetched?,
            None => pages.next().await?,
        };
    }
    wanted.listing.end()?;
    wanted.query.note_unseen(&context.console);
    Ok(())
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

/// Prints at most `shown` records of one page; gives back how many there were.
async fn print_first_page(
    pages: &mut RecordPages,
    mut listing: Listing,
    shown: u64,
) -> Result<u64> {
    let mut there = 0;
    if let Some(mut page) = pages.next().await? {
        there = page.len() as u64;
        page.truncate(shown);
        listing.page(&page)?;
    }
    listing.end()?;
    Ok(there)
}
