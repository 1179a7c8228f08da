//! How the service pages, as far as the run has learnt it: how many records it bears in a page, and
//! by which name it knows the cursor. All requests of a run share it.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use super::client::Client;
use super::endpoints::Collection;
use super::error::{ApiError, Problem};
use super::pages::Page;

/// Records a page where nobody has said anything else.
pub const LARGE_PAGE: u64 = 1000;

/// What a service that refuses a larger limit is asked for: what the vendor's own clients ask for,
/// and the reference's default.
const SMALLER: [u64; 2] = [100, 50];

/// What a cursor is called. The text of the reference says `starting_after`, its table and the
/// vendor's OpenAPI say `starting after`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CursorName {
    Underscored,
    Spaced,
}

impl CursorName {
    /// As it stands in a URL.
    pub fn in_query(self) -> &'static str {
        match self {
            CursorName::Underscored => "starting_after",
            CursorName::Spaced => "starting%20after",
        }
    }
}

pub(super) struct Paging {
    /// Records a page that the person asked for.
    page_size: Option<u64>,
    /// The most that the service bears.
    most: AtomicU64,
    /// The largest limit that it has answered.
    borne: AtomicU64,
    /// 0 until it is known, then one more than the name's place in [`NAMES`].
    name: AtomicU8,
}

const NAMES: [CursorName; 2] = [CursorName::Underscored, CursorName::Spaced];

impl Paging {
    pub fn new(page_size: Option<u64>) -> Paging {
        Paging {
            page_size,
            most: AtomicU64::new(u64::MAX),
            borne: AtomicU64::new(0),
            name: AtomicU8::new(0),
        }
    }

    /// By which name the service has been seen to read a cursor.
    pub fn known_name(&self) -> Option<CursorName> {
        let name = self.name.load(Ordering::Relaxed);
        NAMES.get(usize::from(name).checked_sub(1)?).copied()
    }

    pub fn settle_name(&self, name: CursorName) {
        let place = NAMES.iter().position(|known| *known == name).unwrap_or(0);
        self.name.store(place as u8 + 1, Ordering::Relaxed);
    }
}

impl Client {
    pub(super) fn paging(&self) -> &Paging {
        &self.inner.paging
    }

    /// Records a page that the person asked for.
    pub fn page_size(&self) -> Option<u64> {
        self.inner.paging.page_size
    }

    /// Reads a page of at most `limit` records that begins after `cursor`, whatever the service
    /// makes of that cursor. A service that refuses the limit is asked for less, and only for that
    /// from then on.
    pub async fn page(
        &self,
        collection: &Collection,
        limit: u64,
        cursor: Option<&str>,
    ) -> Result<Page, ApiError> {
        let name = self.paging().known_name();
        self.page_by(
            name.unwrap_or(CursorName::Underscored),
            collection,
            limit,
            cursor,
        )
        .await
    }

    pub(super) async fn page_by(
        &self,
        name: CursorName,
        collection: &Collection,
        limit: u64,
        cursor: Option<&str>,
    ) -> Result<Page, ApiError> {
        let paging = self.paging();
        let mut limit = limit.min(paging.most.load(Ordering::Relaxed));
        let mut refused: Option<ApiError> = None;
        loop {
            let cursor = cursor.map(|cursor| (name.in_query(), cursor));
            let request = collection.page(limit, cursor);
            let error = match self.send(&request, Page::decode).await {
                Ok(page) => {
                    paging.borne.fetch_max(limit, Ordering::Relaxed);
                    if refused.is_some() {
                        paging.most.fetch_min(limit, Ordering::Relaxed);
                    }
                    return Ok(page);
                }
                Err(error) => error,
            };
            let is_refused = matches!(&error.problem, Problem::Status { status: 400, .. });
            let smaller = SMALLER.into_iter().find(|smaller| *smaller < limit);
            let may_be_the_limit = limit > paging.borne.load(Ordering::Relaxed);
            match smaller {
                Some(smaller) if is_refused && may_be_the_limit => {
                    // The first one says what the service has against what was wanted.
                    refused.get_or_insert(error);
                    limit = smaller;
                }
                _ if is_refused => return Err(refused.unwrap_or(error)),
                _ => return Err(error),
            }
        }
    }
}
