//! Reading one page of a collection.

use std::sync::atomic::Ordering;

use super::call::Request;
use super::client::Client;
use super::collection::Collection;
use super::error::{ApiError, Problem};
use super::page::Page;
use super::paging::{CursorName, Paging};

/// The limits tried where a service refuses a larger one: that of the vendor's own clients, then the
/// reference's default.
const SMALLER: [u64; 2] = [100, 50];

impl Client {
    pub(super) fn paging(&self) -> &Paging {
        &self.inner.paging
    }

    /// Records a page that the person asked for.
    pub fn page_size(&self) -> Option<u64> {
        self.inner.paging.page_size
    }

    /// Reads a page of at most `limit` records after `cursor`, however the service understands that
    /// cursor. A service that refuses the limit is asked for fewer records, from then on always.
    pub async fn page(
        &self,
        collection: &Collection,
        limit: u64,
        cursor: Option<&str>,
    ) -> Result<Page, ApiError> {
        let name = self.paging().name();
        self.page_by(name, &collection.list(), limit, cursor).await
    }

    /// The same of whatever a request lists, with the cursor by this name.
    pub(super) async fn page_by(
        &self,
        name: CursorName,
        list: &Request,
        limit: u64,
        cursor: Option<&str>,
    ) -> Result<Page, ApiError> {
        let paging = self.paging();
        let mut limit = limit.min(paging.most.load(Ordering::Relaxed));
        let mut refused: Option<ApiError> = None;
        loop {
            let request = list.page(limit, cursor.map(|cursor| (name, cursor)));
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
                    // The first refusal is about what was wanted.
                    refused.get_or_insert(error);
                    limit = smaller;
                }
                _ if is_refused => return Err(refused.unwrap_or(error)),
                _ => return Err(error),
            }
        }
    }

    /// Asks once for a page that nobody depends on, where other requests leave room.
    pub(super) async fn early_page(
        &self,
        list: &Request,
        limit: u64,
        cursor: &str,
    ) -> Result<Page, ApiError> {
        let paging = self.paging();
        let limit = limit.min(paging.most.load(Ordering::Relaxed));
        let mut request = list.page(limit, Some((paging.name(), cursor)));
        request.is_early = true;
        self.send(&request, Page::decode).await
    }

    /// The error of a listing that the person does not want to wait for.
    pub fn interrupted(&self, collection: &Collection) -> ApiError {
        let url = format!("{}/{}", self.inner.settings.api_url, collection.plural());
        collection.list().error(url, Problem::Interrupted)
    }
}
