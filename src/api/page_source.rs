//! Where the pages of a walk come from: a list of a service, or in tests a simulated one.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::call::Request;
use super::client::Client;
use super::error::{ApiError, Problem};
use super::page::Page;
use super::paging::{CursorName, Paging};
use super::stray_habit::StrayHabit;

pub(super) type PageFuture<'a> = Pin<Box<dyn Future<Output = Result<Page, ApiError>> + Send + 'a>>;

pub(super) trait PageSource: Send + Sync {
    /// A page of at most `limit` records after a cursor.
    fn page<'a>(&'a self, name: CursorName, limit: u64, cursor: Option<&'a str>) -> PageFuture<'a>;

    /// The same, asked for once, and only where other requests leave room: nothing depends on it.
    fn early_page(self: Arc<Self>, limit: u64, cursor: String) -> PageFuture<'static>;

    fn paging(&self) -> &Paging;

    /// What is known of cursors that name nothing; only for lists of which a run may read many.
    fn strays(&self) -> Option<&StrayHabit>;

    /// How many requests may be in flight.
    fn room(&self) -> usize;

    /// The error of a walk with pages of this size.
    fn error(&self, limit: u64, problem: Problem) -> ApiError;
}

pub(super) struct ServicePages {
    pub client: Client,
    /// Without limit and cursor.
    pub list: Request,
    /// There are many lists of its kind: one for each channel.
    pub is_one_of_many: bool,
}

impl PageSource for ServicePages {
    fn page<'a>(&'a self, name: CursorName, limit: u64, cursor: Option<&'a str>) -> PageFuture<'a> {
        Box::pin(self.client.page_by(name, &self.list, limit, cursor))
    }

    fn early_page(self: Arc<Self>, limit: u64, cursor: String) -> PageFuture<'static> {
        Box::pin(async move { self.client.early_page(&self.list, limit, &cursor).await })
    }

    fn paging(&self) -> &Paging {
        self.client.paging()
    }

    fn strays(&self) -> Option<&StrayHabit> {
        self.is_one_of_many.then(|| &self.client.paging().strays)
    }

    fn room(&self) -> usize {
        self.client.inner.pace.room()
    }

    fn error(&self, limit: u64, problem: Problem) -> ApiError {
        let request = self.list.page(limit, None);
        request.error(request.shown_url(&self.client), problem)
    }
}
