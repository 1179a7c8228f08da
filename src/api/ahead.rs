//! The requests of a walk for pages that it has not reached yet.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::cursor_probe::CursorProbe;
use super::error::ApiError;
use super::page::Page;
use super::page_source::PageSource;
use super::pages_ahead::{AheadLimits, EarlyPageEnd, PagesAhead};

/// An early page is waited for as long as so many of the quickest requests take, and no less than this.
const PATIENCE: (u32, Duration) = (4, Duration::from_millis(250));

pub(super) struct Ahead {
    source: Arc<dyn PageSource>,
    limits: AheadLimits,
    page_size: u64,
    pages: PagesAhead,
    /// Given up when the walk ends.
    asked: JoinSet<(String, Result<Page, ApiError>)>,
    /// How long the quickest page took.
    quickest: Option<Duration>,
    is_possible: bool,
    wanted: Option<u64>,
}

impl Ahead {
    pub fn new(source: Arc<dyn PageSource>, page_size: u64, limits: AheadLimits) -> Ahead {
        Ahead {
            source,
            limits,
            page_size,
            pages: PagesAhead::new(limits),
            asked: JoinSet::new(),
            quickest: None,
            is_possible: true,
            wanted: None,
        }
    }

    /// Notes how long the walk waited for a page.
    pub fn time(&mut self, begun: Instant) {
        let took = begun.elapsed();
        self.quickest = Some(self.quickest.map_or(took, |quickest| quickest.min(took)));
    }

    /// What follows the last record, if it has come already or is about to; and the ids of the whole
    /// page where that is only a part of one.
    pub async fn next(
        &mut self,
        probe: &mut CursorProbe,
    ) -> Option<(Page, Option<Arc<Vec<String>>>)> {
        while let Some(ended) = self.asked.try_join_next() {
            self.end(ended.ok());
        }
        loop {
            while let Some((page, whole)) = self.pages.take() {
                if let Some(page) = probe.take_early(page, whole.is_none()) {
                    return Some((page, whole));
                }
            }
            if !self.pages.is_coming() {
                break;
            }
            let (times, least) = PATIENCE;
            let patience = (self.quickest.unwrap_or_default() * times).max(least);
            match tokio::time::timeout(patience, self.arrive()).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(_) => self.pages.come_late(),
            }
        }
        // The walk has to ask by itself.
        self.pages.miss();
        None
    }

    /// The walk has given out a page.
    pub fn give(&mut self, probe: &CursorProbe, page: &Page, whole: Option<Arc<Vec<String>>>) {
        self.pages.give(page, whole);
        let paging = self.source.paging();
        if self.pages.is_given_up {
            paging.is_guessing_useless.store(true, Ordering::Relaxed);
        }
        self.is_possible = probe.ascending
            && paging.known_name().is_some()
            && !paging.is_guessing_useless.load(Ordering::Relaxed)
            && self
                .quickest
                .is_some_and(|quickest| quickest >= self.limits.least_time);
        self.wanted = probe.wanted;
        self.plan();
    }

    /// Asks for what may come next.
    fn plan(&mut self) {
        if !self.is_possible || self.wanted == Some(0) {
            return;
        }
        for cursor in self.pages.plan(self.wanted, self.source.room()) {
            let page = self
                .source
                .clone()
                .early_page(self.page_size, cursor.clone());
            self.asked.spawn(async move { (cursor, page.await) });
        }
    }

    /// Waits until an early request has ended, and asks for more. False where there is none to wait
    /// for.
    pub async fn arrive(&mut self) -> bool {
        let Some(ended) = self.asked.join_next().await else {
            return false;
        };
        self.end(ended.ok());
        self.plan();
        true
    }

    /// Ends once nothing is on its way any more.
    pub async fn arrive_all(&mut self) {
        while self.arrive().await {}
    }

    fn end(&mut self, ended: Option<(String, Result<Page, ApiError>)>) {
        let Some((cursor, result)) = ended else {
            return;
        };
        let end = match result {
            Ok(page) => EarlyPageEnd::Page(page),
            Err(error) if error.refuses_cursor() => EarlyPageEnd::Refused,
            Err(_) => EarlyPageEnd::Failed,
        };
        self.pages.end(&cursor, end);
    }
}
