//! A cursor walk: one page after the other, until the collection ends.
//!
//! The reference does not say whether a page begins at or after its cursor, nor how large a page
//! may be. So: a first record that is the cursor's own is dropped, and only an empty page (or one
//! with the cursor's record alone) ends the walk.
//!
//! Nor does it say what a cursor means whose record is gone. Somebody may delete it between two
//! pages, and then the next one may be empty, refused, or begin elsewhere. None of this is
//! believed until a cursor from further back has shown that the record is still there: that costs
//! one request more at the end of a walk (two records from the last but one), and nothing before;
//! of many lists of one kind only the first few take it (`stray_habit`).
//! Where the record is gone, the walk goes on from further back, and leaves out what it has given
//! out before.
//!
//! Pages that come further on are asked for meanwhile (`ahead`).

use std::pin::pin;
use std::sync::Arc;
use std::time::Instant;

use super::ahead::Ahead;
use super::call::Request;
use super::client::Client;
use super::collection::Collection;
use super::cursor_probe::CursorProbe;
use super::error::ApiError;
use super::page::Page;
use super::page_source::{PageSource, ServicePages};
use super::pages_ahead::AheadLimits;
use super::trail::Trail;
use super::walk_search::WalkSearch;

/// A walk over a collection.
pub struct Walk {
    probe: CursorProbe,
    ahead: Ahead,
    /// Pages given out so far.
    given: u64,
    is_over: bool,
}

impl Walk {
    /// A walk with pages of this size, or the one that the person asked for.
    pub fn new(client: Client, collection: Collection, page_size: u64) -> Walk {
        let is_one_of_many = matches!(collection, Collection::Members(_));
        Walk::over(client, collection.list(), is_one_of_many, page_size)
    }

    /// The same over whatever a request lists, which has neither limit nor cursor yet.
    pub fn of_request(client: Client, base: Request, page_size: u64) -> Walk {
        Walk::over(client, base, false, page_size)
    }

    fn over(client: Client, list: Request, is_one_of_many: bool, page_size: u64) -> Walk {
        let page_size = client.page_size().unwrap_or(page_size).max(1);
        let source = Arc::new(ServicePages {
            client,
            list,
            is_one_of_many,
        });
        Walk::of_source(source, page_size, AheadLimits::default())
    }

    pub(super) fn of_source(
        source: Arc<dyn PageSource>,
        page_size: u64,
        limits: AheadLimits,
    ) -> Walk {
        Walk {
            probe: CursorProbe::new(source.clone(), page_size),
            ahead: Ahead::new(source, page_size, limits),
            given: 0,
            is_over: false,
        }
    }

    /// Begins after this id.
    pub fn starting_after(mut self, id: Option<String>) -> Walk {
        self.probe.trail = Trail::new(id);
        self
    }

    /// Ends after this many records in all.
    pub fn at_most(mut self, records: Option<u64>) -> Walk {
        self.probe.wanted = records;
        self
    }

    /// Whether all ids so far came in ascending order of their bytes.
    pub fn is_ascending(&self) -> bool {
        self.probe.ascending
    }

    /// The next page that holds records, or none at the end.
    pub async fn next(&mut self) -> Result<Option<Page>, ApiError> {
        if self.is_over || self.probe.wanted == Some(0) {
            return Ok(None);
        }
        if let Some((page, whole)) = self.ahead.next(&mut self.probe).await {
            return self.give(page, Vec::new(), whole).map(Some);
        }
        let begun = Instant::now();
        let found = {
            let mut search = pin!(WalkSearch::new(&mut self.probe, self.given).run());
            tokio::select! {
                biased;
                found = &mut search => found?,
                () = self.ahead.arrive_all() => search.await?,
            }
        };
        self.ahead.time(begun);
        match found {
            Some((page, behind)) => self.give(page, behind, None).map(Some),
            None => {
                self.is_over = true;
                Ok(None)
            }
        }
    }

    /// Gives out a page. `behind` are records that came behind it and were given out before: the
    /// walk goes on from the last of them. `whole` are the ids of the page that came early with it.
    fn give(
        &mut self,
        mut page: Page,
        behind: Vec<String>,
        whole: Option<Arc<Vec<String>>>,
    ) -> Result<Page, ApiError> {
        let probe = &mut self.probe;
        if let Some(wanted) = &mut probe.wanted {
            page.truncate(*wanted);
            *wanted -= page.len() as u64;
        }
        page.drop_repeated();
        let first = page.ids().first().map(String::as_str);
        probe.ascending &= page.is_ascending() && probe.trail.last() < first;
        let cursor = probe.trail.last().unwrap_or_default().to_owned();
        if !probe.trail.add(page.shared_ids()) {
            let last = page.ids().last().map(String::as_str);
            return Err(probe.stuck(format!(
                "the page after `{}` ends with `{}`, which was there before",
                cursor,
                last.unwrap_or_default()
            )));
        }
        probe.trail.repeat(behind);
        self.given += 1;
        self.ahead.give(&self.probe, &page, whole);
        Ok(page)
    }
}

#[cfg(test)]
#[path = "walk_random_tests.rs"]
mod random_tests;
#[cfg(test)]
#[path = "walk_requests_tests.rs"]
mod requests_tests;
#[cfg(test)]
#[path = "walk_service_tests.rs"]
mod simulated_service;
