//! The records of a walk that a query wants, printed as they come or sorted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::api::Page;
use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::render::Listing;

use super::pages::RecordPages;
use super::query::Query;
use super::sorted::PageSorter;

/// Where the records of a walk go.
pub struct WantedRecords {
    pub query: Query,
    /// Set if nothing is printed before everything has been read.
    pub sorter: Option<PageSorter>,
    /// How many may still be printed.
    pub left: Option<u64>,
    pub listing: Listing,
}

impl WantedRecords {
    /// Prints a page while the next one is on its way, and counts what was read.
    pub async fn print(
        mut self,
        pages: &mut RecordPages,
        read: &AtomicU64,
        context: &Context,
    ) -> Result<()> {
        let mut next = pages.next().await?;
        while let Some(page) = next {
            read.fetch_add(page.len() as u64, Ordering::Relaxed);
            let may_be_last = self.may_end_with(&page);
            let taken = aside(move || {
                let taken = self.take(page);
                (self, taken)
            });
            let (fetched, taken) = match may_be_last {
                // The next page may not be needed, so it is not asked for yet.
                true => (None, taken.await),
                false => {
                    let (fetched, taken) = tokio::join!(pages.next(), taken);
                    (Some(fetched), taken)
                }
            };
            self = taken.0;
            taken.1?;
            if self.is_over() {
                break;
            }
            next = match fetched {
                Some(fetched) => fetched?,
                None => pages.next().await?,
            };
        }
        let console = context.console.clone();
        let deadline = context.options.deadline;
        aside(move || {
            if let Some(sorter) = &self.sorter {
                sorter.note_unseen(&console);
            }
            self.print_sorted(deadline)?;
            self.listing.end()?;
            self.query.note_unseen(&console);
            Ok(())
        })
        .await
    }

    fn take(&mut self, mut page: Page) -> Result<()> {
        self.query.keep(&mut page);
        if let Some(sorter) = &mut self.sorter {
            return sorter.push(&page);
        }
        if let Some(left) = &mut self.left {
            page.truncate(*left);
            *left -= page.len() as u64;
        }
        // A table takes the widths of its columns from the first page.
        if !page.is_empty() {
            self.listing.page(&page)?;
        }
        Ok(())
    }

    fn print_sorted(&mut self, deadline: Option<Instant>) -> Result<()> {
        let Some(sorter) = self.sorter.take() else {
            return Ok(());
        };
        let mut pages = sorter.finish(self.left)?;
        while let Some(page) = pages.next_page()? {
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                return Err(Failure::new(
                    Kind::Network,
                    "the deadline of the run has passed while the sorted list was printed",
                ));
            }
            self.listing.page(&page)?;
            if self.listing.is_over() {
                break;
            }
        }
        Ok(())
    }

    /// Whether nothing will be wanted any more.
    fn is_over(&self) -> bool {
        self.sorter.is_none() && self.left == Some(0) || self.listing.is_over()
    }

    /// Whether a page may hold all that is still wanted.
    fn may_end_with(&self, page: &Page) -> bool {
        self.sorter.is_none() && self.left.is_some_and(|left| left <= page.len() as u64)
    }
}

/// Does work that may block on files, or on the reader of standard output, beside the requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
