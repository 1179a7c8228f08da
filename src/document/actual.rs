//! What an instance holds: a collection in ascending order of ids, each record once.
//!
//! Services mostly list in that order, and then every page is handed on as it comes. What a service
//! lists in another order is sorted, in memory up to a bound and in files past it.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::runtime::Handle;

use crate::api::{Client, Collection, MASK, Page};
use crate::batch::Record;
use crate::store::{Ascending, Sorter};

use super::error::{ListingError, PlanError};
use super::id_set::IdSet;
use super::pages::{ListedRecord, Pages, records};

/// Bytes of a listing that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;
/// Sorted records that are handed on at a time.
const CHUNK: usize = 1000;

/// When a listing is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorting {
    /// What comes out of order is an error.
    Never,
    /// From the first page that is out of order. So there are at most two ascending runs, and no
    /// record of the first comes again in the second.
    WhenNeeded,
    /// Before the first record is handed on.
    Always,
}

/// How many records no request can name: those with an empty id, and those with a masked key in
/// their id.
#[derive(Debug, Default)]
pub struct LeftAlone {
    pub nameless: AtomicU64,
    pub masked: AtomicU64,
}

/// What several listings have in common.
#[derive(Debug, Clone)]
pub(super) struct ListingSettings {
    pub sorting: Sorting,
    /// Records are left out that have the mask of an API key in their id.
    pub without_masked: bool,
    /// Counts the records as they come, for others to watch.
    pub read: Arc<AtomicU64>,
    pub left_alone: Arc<LeftAlone>,
}

impl ListingSettings {
    pub fn new(sorting: Sorting) -> ListingSettings {
        ListingSettings {
            sorting,
            without_masked: false,
            read: Arc::default(),
            left_alone: Arc::default(),
        }
    }
}

/// A listing in order, each record once.
pub(super) struct OrderedListing {
    client: Client,
    settings: ListingSettings,
    pages: Pages,
    has_ended: bool,
    /// The id that was handed on last.
    last: Option<String>,
    /// The ids of all records, where they may be sorted later.
    ids: IdSet,
    sorted: Option<Ascending<Record>>,
    is_unordered: bool,
}

impl OrderedListing {
    /// Begins to list at once.
    pub fn begin(
        client: &Client,
        collection: Collection,
        settings: ListingSettings,
    ) -> OrderedListing {
        OrderedListing {
            client: client.clone(),
            settings,
            pages: Pages::begin(client, collection),
            has_ended: false,
            last: None,
            ids: IdSet::default(),
            sorted: None,
            is_unordered: false,
        }
    }

    /// Whether something came out of order and had to be sorted.
    pub fn is_unordered(&self) -> bool {
        self.is_unordered
    }

    /// The ids of all records that were handed on; of a listing that is sorted when needed.
    pub fn into_ids(self) -> IdSet {
        self.ids
    }

    /// Some more records, possibly none of a page; nothing at the end.
    pub async fn next(&mut self) -> Result<Option<Page>, ListingError> {
        if self.sorted.is_none() {
            let first = match self.settings.sorting {
                Sorting::Always => Page::default(),
                Sorting::Never | Sorting::WhenNeeded => match self.next_page().await? {
                    None => return Ok(None),
                    Some(page) => match self.take_ordered(page) {
                        Ok(page) => return Ok(Some(page)),
                        Err(page) => page,
                    },
                },
            };
            if self.settings.sorting == Sorting::Never {
                return Err(ListingError::Unordered);
            }
            self.sorted = Some(self.sort_rest(first).await?);
        }
        self.next_sorted()
    }

    /// The next page, without records that no request can name.
    async fn next_page(&mut self) -> Result<Option<Page>, ListingError> {
        if self.has_ended {
            return Ok(None);
        }
        let Some(mut page) = self.pages.next().await? else {
            self.has_ended = true;
            return Ok(None);
        };
        let read = page.len() as u64;
        self.settings.read.fetch_add(read, Ordering::Relaxed);
        let may_be_masked = self.settings.without_masked && self.client.masked_records() > 0;
        page.retain(|id| {
            let count = if id.is_empty() {
                &self.settings.left_alone.nameless
            } else if may_be_masked && id.contains(MASK) {
                &self.settings.left_alone.masked
            } else {
                return true;
            };
            count.fetch_add(1, Ordering::Relaxed);
            false
        });
        Ok(Some(page))
    }

    /// Takes a page whose records come in order after all that were handed on, or gives it back.
    /// A record that moved between two pages may be listed twice in a row.
    fn take_ordered(&mut self, mut page: Page) -> Result<Page, Page> {
        page.drop_cursor(self.last.as_deref());
        let first = page.ids().first();
        let is_behind = first.is_none() || first > self.last.as_ref();
        if !is_behind || !page.is_ascending() {
            return Err(page);
        }
        self.note(page.ids());
        Ok(page)
    }

    fn note(&mut self, ids: &[String]) {
        if self.settings.sorting == Sorting::WhenNeeded {
            ids.iter().for_each(|id| self.ids.add_new(id));
        }
        if let Some(last) = ids.last() {
            self.last.get_or_insert_default().clone_from(last);
        }
    }

    /// Sorts these records and all that follow.
    async fn sort_rest(&mut self, first: Page) -> Result<Ascending<Record>, ListingError> {
        self.is_unordered = self.settings.sorting == Sorting::WhenNeeded;
        self.ids.sort();
        self.last = None;
        let mut sorter = Sorter::new(IN_MEMORY);
        let mut page = Some(first);
        while let Some(some) = page {
            for record in records(&some).filter(|record| !self.ids.has(&record.id)) {
                sorter.push(record)?;
            }
            page = self.next_page().await?;
        }
        Ok(sorter.finish()?.read()?)
    }

    fn next_sorted(&mut self) -> Result<Option<Page>, ListingError> {
        let mut chunk: Vec<Record> = Vec::new();
        for record in self.sorted.iter_mut().flatten() {
            let record = record?;
            let before = chunk.last().map(|record| &record.id).or(self.last.as_ref());
            if before != Some(&record.id) {
                chunk.push(record);
            }
            if chunk.len() == CHUNK {
                break;
            }
        }
        let page = Page::of_known(chunk.into_iter().map(|record| (record.id, record.json)));
        self.note(page.ids());
        Ok((!page.is_empty()).then_some(page))
    }
}

/// A listing for blocking code on a thread of its own.
pub(super) struct BlockingListing {
    listing: OrderedListing,
    page: Rc<Page>,
    /// How many records of the page were handed on.
    given: usize,
}

impl BlockingListing {
    pub fn new(listing: OrderedListing) -> BlockingListing {
        BlockingListing {
            listing,
            page: Rc::default(),
            given: 0,
        }
    }
}

impl Iterator for BlockingListing {
    type Item = Result<ListedRecord, PlanError>;

    fn next(&mut self) -> Option<Result<ListedRecord, PlanError>> {
        while self.given == self.page.len() {
            match Handle::current().block_on(self.listing.next()) {
                Ok(page) => (self.page, self.given) = (Rc::new(page?), 0),
                Err(error) => return Some(Err(error.into())),
            }
        }
        self.given += 1;
        Some(Ok(ListedRecord::of(&self.page, self.given - 1)))
    }
}
