//! Jumping from one wanted id to the next, with a page at hand that settles those around it.
//!
//! Such a cursor is a guess: it names an id that need not exist, and the reference does not say
//! what a service makes of that. An id that comes up exists. That an id is missing is believed only
//! where the service has shown that it finds the place of a guess, and where all orders that it may
//! list in agree about the gap between the neighbours ([`ListingOrders`]). An empty page at a guess
//! proves nothing.

use foldhash::fast::RandomState;

use crate::api::{Client, Collection, LARGE_PAGE, Page};

use super::collection_end::come_near_end;
use super::cursor_guesses::just_before;
use super::guesses::{Guesses, Unproved};
use super::listing_orders::ListingOrders;
use super::lookup_pages::{LookupPages, SMALL};
use super::places::Found;

/// A way through a collection by jumps. Calls with ascending ids go on from where the last one was.
pub(super) struct Jumps {
    pub pages: LookupPages,
    pub guesses: Guesses,
    pub orders: ListingOrders,
    /// The records are wanted, and not only whether they exist.
    pub wants_records: bool,
    /// The orders have learned from a large page too.
    has_learned: bool,
    window: Option<LookupWindow>,
    size: u64,
    /// The fewest records on a page, even where fewer are wanted.
    smallest: u64,
    /// How many ids are wanted by the call at hand.
    wanted: u64,
    /// The records have been looked for where they would be. What is read from then on is to prove that
    /// something is missing.
    pub has_looked: bool,
    /// The last window settled several of the wanted ids.
    is_dense: bool,
    /// It begins in the middle of the collection.
    pub is_branch: bool,
}

/// The page at hand: all that exists behind `low`, up to its last id.
struct LookupWindow {
    /// An id that was seen, or a guess; none at the beginning of the collection.
    low: Option<String>,
    page: Page,
    /// It has fewer records than were asked for.
    is_short: bool,
}

impl LookupWindow {
    fn last(&self) -> Option<&String> {
        self.page.ids().last()
    }

    fn high(&self) -> Option<&String> {
        self.last().or(self.low.as_ref())
    }

    /// Whether it settles this id. Behind an empty page there is nothing more.
    fn reaches(&self, id: &str) -> bool {
        self.last().is_none_or(|last| id <= last.as_str())
    }
}

impl Jumps {
    pub fn new(client: Client, collection: Collection) -> Jumps {
        Jumps {
            pages: LookupPages::new(client, collection),
            guesses: Guesses::Untested,
            orders: ListingOrders::new(),
            wants_records: true,
            has_learned: false,
            window: None,
            size: LARGE_PAGE,
            smallest: SMALL,
            wanted: 1,
            has_looked: false,
            is_dense: true,
            is_branch: false,
        }
    }

    /// The same, with large pages only.
    pub fn of_large_pages(client: Client, collection: Collection) -> Jumps {
        Jumps {
            smallest: LARGE_PAGE,
            has_looked: true,
            ..Jumps::new(client, collection)
        }
    }

    /// A way that begins at this id, and knows what this one has learned. None where it would be of
    /// no use.
    pub fn branch(&self, first: &str) -> Option<Jumps> {
        // The window settles it.
        let is_settled = self.window.as_ref().is_some_and(|window| {
            let is_before = window.low.as_deref().is_none_or(|low| low < first);
            is_before && window.reaches(first)
        });
        let is_useful = self.guesses != Guesses::Useless && !is_settled;
        is_useful.then(|| Jumps {
            guesses: self.guesses,
            orders: self.orders.clone(),
            wants_records: self.wants_records,
            has_learned: self.has_learned,
            is_branch: true,
            ..Jumps::new(self.pages.client.clone(), self.pages.collection.clone())
        })
    }

    /// Goes on from where a branch has come to.
    pub fn adopt(&mut self, mut branch: Jumps) {
        branch.smallest = self.smallest;
        branch.is_branch = self.is_branch;
        std::mem::swap(&mut branch.pages, &mut self.pages);
        *self = branch;
    }

    /// Finds those of the wanted ids that exist, which are in ascending order. A branch that cannot
    /// tell begins at the beginning of the collection after all.
    pub async fn find_from_anywhere(&mut self, wanted: &[&str]) -> Result<Found, Unproved> {
        let found = self.find(wanted).await;
        if !(self.is_branch && matches!(found, Err(Unproved::Gap))) {
            return found;
        }
        self.is_branch = false;
        self.window = None;
        self.find(wanted).await
    }

    /// The same, from where it is.
    pub async fn find(&mut self, wanted: &[&str]) -> Result<Found, Unproved> {
        self.wanted = wanted.len() as u64;
        let mut found = Found::with_capacity_and_hasher(wanted.len(), RandomState::default());
        let Some(&first) = wanted.first() else {
            return Ok(found);
        };
        let low = self.window.as_ref().and_then(|window| window.low.as_ref());
        if low.is_some_and(|low| low.as_str() >= first) {
            self.window = None;
        }
        // Wanted ids that the window has settled, whether they exist or not.
        let mut told = 0;
        // Of the records in the window, those before the id at hand.
        let mut before = 0;
        for &id in wanted {
            loop {
                if let Some(window) = &self.window {
                    if window.reaches(id) {
                        break;
                    }
                    self.adapt_size(told, window.page.len());
                    told = 0;
                }
                before = 0;
                self.move_towards(id).await?;
            }
            told += 1;
            let Some(LookupWindow { page, .. }) = &self.window else {
                continue;
            };
            let behind = &page.ids()[before..];
            before += behind.iter().take_while(|seen| seen.as_str() < id).count();
            if page.ids().get(before).is_some_and(|seen| seen == id) {
                let record = match self.wants_records {
                    true => page.record(before),
                    false => "",
                };
                found.insert(id.to_owned(), record.to_owned());
            } else {
                self.prove_missing(id, before).await?;
            }
        }
        Ok(found)
    }

    /// A page that tells of several wanted ids saves a request for each but one, so large pages
    /// pay. Where it tells of one among many records, the wanted ids are far apart, and smaller
    /// ones will do.
    fn adapt_size(&mut self, told: usize, records: usize) {
        self.is_dense = told >= 2;
        if self.is_dense {
            self.size = (self.size * 4).min(LARGE_PAGE);
        } else if records > told * 16 {
            self.size = (self.size / 4).max(self.smallest);
        }
    }

    /// Moves the window to `id`, or to one on the way to it.
    async fn move_towards(&mut self, id: &str) -> Result<(), Unproved> {
        let least = match std::mem::replace(&mut self.has_looked, true) {
            true => self.smallest,
            false => 1,
        };
        let size = self.size.min(self.wanted.max(least));
        if self.is_branch && self.window.is_none() {
            let guess = just_before(id).ok_or(Unproved::Gap)?;
            let page = self.pages.read(size, Some(&guess)).await?;
            // An empty page proves nothing.
            let page = page.filter(|page| !page.is_empty());
            return self.put_window(Some(guess), page, size);
        }
        let Some(window) = &self.window else {
            // The beginning needs no guess, and tells what a guess must not lead to.
            return self.read_window(size, None).await;
        };
        let may_guess = self.guesses != Guesses::Useless && !self.is_dense && !window.is_short;
        let high = window.high().cloned().unwrap_or_default();
        let guess = just_before(id).filter(|guess| may_guess && *guess > high);
        let Some(guess) = guess else {
            return self.read_window(size, Some(high)).await;
        };
        match self.pages.read(size, Some(&guess)).await? {
            Some(page) if page.is_empty() => self.move_to_end(high, guess).await,
            page => self.put_window(Some(guess), page, size),
        }
    }

    async fn read_window(&mut self, size: u64, low: Option<String>) -> Result<(), Unproved> {
        let page = self.pages.read(size, low.as_deref()).await?;
        self.put_window(low, page, size)
    }

    /// Makes a page the window, if it is one that comes behind `low`.
    fn put_window(
        &mut self,
        low: Option<String>,
        page: Option<Page>,
        size: u64,
    ) -> Result<(), Unproved> {
        let is_behind = |page: &Page| {
            let first = page.ids().first();
            page.is_ascending() && (first.is_none() || first > low.as_ref())
        };
        let page = page.filter(is_behind).ok_or(Unproved::Gap)?;
        self.orders.learn(page.ids());
        let is_short = (page.len() as u64) < size;
        self.window = Some(LookupWindow {
            low,
            page,
            is_short,
        });
        Ok(())
    }

    /// Moves the window to the end of the collection, which is somewhere between an id that was
    /// seen and a guess at which nothing came.
    async fn move_to_end(&mut self, seen: String, empty: String) -> Result<(), Unproved> {
        self.prove_guesses().await?;
        let window = self.window.as_ref();
        let first = window.and_then(|window| window.page.ids().first());
        let mut seen = come_near_end(&mut self.pages, first, seen, empty).await?;
        loop {
            self.read_window(LARGE_PAGE, Some(seen)).await?;
            match self.window.as_ref().and_then(LookupWindow::last) {
                Some(last) => seen = last.clone(),
                None => return Ok(()),
            }
        }
    }

    /// Makes sure that an id is missing. The window reaches it, and it would stand at this position
    /// of the page.
    async fn prove_missing(&mut self, id: &str, at: usize) -> Result<(), Unproved> {
        let window = self.window.as_ref();
        if window.is_none_or(|window| window.low.is_none() && window.page.is_empty()) {
            // Nothing exists at all.
            return Ok(());
        }
        self.prove_guesses().await?;
        loop {
            let Some(LookupWindow { low, page, .. }) = &self.window else {
                return Err(Unproved::Gap);
            };
            let before = at.checked_sub(1).map(|before| &page.ids()[before]);
            let low = before.or(low.as_ref()).map(String::as_str);
            let high = page.ids().get(at).map(String::as_str);
            if self.orders.agree(low, id, high) {
                return Ok(());
            }
            if self.has_learned {
                return Err(Unproved::Gap);
            }
            // Among many neighbours there may be some that tell.
            self.has_learned = true;
            match self.pages.read(LARGE_PAGE, None).await? {
                Some(page) if page.is_ascending() => self.orders.learn(page.ids()),
                _ => return Err(Unproved::Gap),
            }
        }
    }

    async fn prove_guesses(&mut self) -> Result<(), Unproved> {
        let window = self.window.as_ref();
        let at_hand = window.map_or(&[][..], |window| window.page.ids());
        self.guesses.prove(&mut self.pages, at_hand).await
    }
}
