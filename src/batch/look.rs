//! Which ids are there: by reading no more of a collection than needed.
//!
//! Wanted ids are looked for in ascending order, as services list them. Where they are far apart,
//! the reading jumps to a place just before the next one. Such a cursor is a guess: it names an id
//! that need not exist, and the reference does not say what a service makes of that.
//!
//! An id that comes up is there. That one is not there is believed only where the service has
//! shown that it finds the place of a guess, and all orders that it may list in agree about the gap
//! between the neighbours ([`Orders`]); and nothing is told by an empty page at a guess. Elsewhere
//! the collection is walked, once.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use crate::api::{ApiError, Client, Collection, LARGE_PAGE, Page, Problem, Walk};

use super::guess::{behind_all_like, between, just_before};
use super::order::Orders;

/// Records a page at least.
const SMALL: u64 = 8;
/// Pages that are read after an interruption.
const READ_ON: u32 = 8;
/// How many guesses the way to the end of a collection may take.
const HALVINGS: u32 = 24;

/// Reads which of the ids the service has, with the records as they are there.
pub async fn present(
    client: &Client,
    collection: &Collection,
    ids: &[String],
) -> Result<HashMap<String, String>, ApiError> {
    let mut found = HashMap::new();
    Search::new(client.clone(), collection.clone())
        .find(ids, |id, record| {
            found.insert(id.to_owned(), record.to_owned());
        })
        .await?;
    Ok(found)
}

/// A search that remembers where it is. Calls with ascending ids read on from there.
pub struct Search {
    client: Client,
    collection: Collection,
    guesses: Guesses,
    orders: Orders,
    /// Neighbours from a large page were looked at too.
    has_learnt: bool,
    is_ordered: bool,
    /// The page at hand: all that is there behind `low`, up to its last id. `low` is an id that was
    /// seen or a guess, and none at the beginning.
    low: Option<String>,
    page: Page,
    /// Something was read since the search began anew.
    has_begun: bool,
    /// The page at hand has fewer records than were asked for.
    is_short: bool,
    /// Nothing is there behind the page at hand.
    is_last: bool,
    size: u64,
    /// Whether the last page settled several of the wanted ids.
    is_dense: bool,
    /// The whole collection is read instead.
    is_walk: bool,
    /// Hashes of all ids there are, once it was.
    all: Option<HashSet<u64>>,
    hasher: RandomState,
    /// Pages read since the person wanted an end.
    read_since: u32,
}

/// What is known of cursors that name no existing id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guesses {
    Untested,
    /// The page begins where the id would be.
    Placed,
    /// They tell nothing.
    Useless,
}

impl Search {
    pub fn new(client: Client, collection: Collection) -> Search {
        Search {
            client,
            collection,
            guesses: Guesses::Untested,
            orders: Orders::new(),
            has_learnt: false,
            is_ordered: true,
            low: None,
            page: Page::default(),
            has_begun: false,
            is_short: false,
            is_last: false,
            size: LARGE_PAGE,
            is_dense: true,
            is_walk: false,
            all: None,
            hasher: RandomState::new(),
            read_since: 0,
        }
    }

    /// Whether the service lists in ascending order, so far as it was seen.
    pub fn is_ordered(&self) -> bool {
        self.is_ordered
    }

    /// Tells of the wanted records that are there, of some of them twice.
    pub async fn find(
        &mut self,
        wanted: &[String],
        mut tell: impl FnMut(&str, &str),
    ) -> Result<(), ApiError> {
        let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        // Sorted already, mostly, which costs next to nothing then.
        wanted.sort_unstable();
        let Some(&first) = wanted.first() else {
            return Ok(());
        };
        if self.low.as_deref().is_some_and(|low| low >= first) {
            self.low = None;
            self.page = Page::default();
            self.has_begun = false;
            self.is_last = false;
        }
        // Wanted ids that the page at hand has told of, be they there or not.
        let mut settled = 0;
        // Where in the page the search goes on: wanted ids and page are both in order.
        let mut from = 0;
        for &id in &wanted {
            while !self.is_walk && !self.covers(id) {
                if !self.page.is_empty() {
                    self.adapt(settled, self.page.len());
                }
                (settled, from) = (0, 0);
                self.fetch(id, wanted.len() as u64).await?;
            }
            if self.is_walk {
                break;
            }
            let ids = self.page.ids();
            while ids.get(from).is_some_and(|there| there.as_str() < id) {
                from += 1;
            }
            if ids.get(from).is_some_and(|there| there == id) {
                tell(id, self.page.record(from));
            } else if !self.is_missing(id, from).await? {
                self.is_walk = true;
                break;
            }
            settled += 1;
        }
        match self.is_walk {
            true => self.find_in_all(&wanted, tell).await,
            false => Ok(()),
        }
    }

    /// Whether the page at hand reaches this id.
    fn covers(&self, id: &str) -> bool {
        self.is_last
            || self
                .page
                .ids()
                .last()
                .is_some_and(|high| id <= high.as_str())
    }

    /// A page that settles several wanted ids saves a request for each but one, and large pages
    /// pay. Where it settles one among many records, the wanted ids are far apart: smaller ones
    /// will do.
    fn adapt(&mut self, settled: usize, records: usize) {
        self.is_dense = settled >= 2;
        if self.is_dense {
            self.size = (self.size * 4).min(LARGE_PAGE);
        } else if records > settled * 16 {
            self.size = (self.size / 4).max(SMALL);
        }
    }

    /// Reads the page that reaches `id`, or one on the way to it; or finds out that all has to be
    /// walked.
    async fn fetch(&mut self, id: &str, wanted: u64) -> Result<(), ApiError> {
        let size = self.size.min(wanted.max(SMALL));
        let high = self.page.ids().last().cloned().or(self.low.clone());
        let Some(high) = high.filter(|_| self.has_begun) else {
            // The beginning needs no guess, and tells what a guess must not lead to.
            let page = self.read(size, None).await?;
            self.has_begun = true;
            self.put(None, page, size);
            return Ok(());
        };
        let guess = just_before(id)
            .filter(|_| self.guesses != Guesses::Useless && !self.is_dense && !self.is_short)
            .filter(|guess| *guess > high);
        let Some(guess) = guess else {
            let page = self.read(size, Some(&high)).await?;
            self.put(Some(high), page, size);
            return Ok(());
        };
        let page = self.read(size, Some(&guess)).await?;
        if page.as_ref().is_some_and(Page::is_empty) {
            return self.find_end(high, guess).await;
        }
        self.put(Some(guess), page, size);
        Ok(())
    }

    /// Takes a page as the one at hand; what is no page behind `low` means a walk.
    fn put(&mut self, low: Option<String>, page: Option<Page>, size: u64) {
        let Some(page) = page.filter(|page| {
            let first = page.ids().first();
            page.is_ascending() && (first.is_none() || first > low.as_ref())
        }) else {
            self.is_walk = true;
            return;
        };
        self.orders.learn(page.ids());
        self.is_last = page.is_empty();
        self.is_short = (page.len() as u64) < size;
        self.low = low;
        self.page = page;
    }

    /// Goes to the end of the collection, which is somewhere between an id that was seen and a
    /// guess at which nothing came. It is reached only by a cursor that was seen.
    async fn find_end(&mut self, mut seen: String, mut empty: String) -> Result<(), ApiError> {
        if !self.finds_guesses().await? {
            self.is_walk = true;
            return Ok(());
        }
        let first = self.page.ids().first().cloned().unwrap_or(seen.clone());
        let mut is_halving = false;
        for _ in 0..HALVINGS {
            // Ids mostly begin alike: first it is found out how much alike.
            let place = match is_halving {
                false => behind_all_like(&first, &seen),
                true => between(&seen, &empty),
            };
            let Some(middle) = place.filter(|place| *place > seen && *place < empty) else {
                if is_halving {
                    break;
                }
                is_halving = true;
                continue;
            };
            let page = self.read(SMALL, Some(&middle)).await?.unwrap_or_default();
            match page.ids().last() {
                None => {
                    empty = middle;
                    is_halving = true;
                }
                Some(last) if *last > middle => {
                    seen.clone_from(last);
                    if (page.len() as u64) < SMALL {
                        break;
                    }
                }
                Some(_) => {
                    self.is_walk = true;
                    return Ok(());
                }
            }
        }
        while !self.is_walk && !self.is_last {
            let page = self.read(LARGE_PAGE, Some(&seen)).await?;
            self.put(Some(seen.clone()), page, LARGE_PAGE);
            if let Some(last) = self.page.ids().last() {
                seen.clone_from(last);
            }
        }
        Ok(())
    }

    /// Whether an id is missing that the page at hand reaches, and that would stand at this place
    /// in it.
    async fn is_missing(&mut self, id: &str, at: usize) -> Result<bool, ApiError> {
        if self.low.is_none() && self.page.is_empty() {
            // Nothing is there at all.
            return Ok(true);
        }
        if !self.finds_guesses().await? {
            return Ok(false);
        }
        loop {
            let ids = self.page.ids();
            let low = at.checked_sub(1).map(|before| &ids[before]);
            let low = low.or(self.low.as_ref()).map(String::as_str);
            let high = ids.get(at).map(String::as_str);
            if self.orders.agree(low, id, high) {
                return Ok(true);
            }
            if self.has_learnt {
                return Ok(false);
            }
            // Among many neighbours there may be some that tell.
            self.has_learnt = true;
            match self.read(LARGE_PAGE, None).await? {
                Some(page) if page.is_ascending() => self.orders.learn(page.ids()),
                _ => return Ok(false),
            }
        }
    }

    /// Whether the service finds the place of a cursor that names no id: between two that exist.
    /// The second of them must not be the first of all, which some services begin with again.
    async fn finds_guesses(&mut self) -> Result<bool, ApiError> {
        if self.guesses == Guesses::Untested {
            let mut ids = self.page.ids().to_vec();
            if ids.len() < 2 {
                let page = self.read(SMALL, None).await?;
                ids = page.map_or(Vec::new(), |page| page.ids().to_vec());
            }
            let guess = ids.windows(2).find_map(|pair| {
                let (first, second) = (&pair[0], &pair[1]);
                let guesses = [just_before(second), Some(format!("{first}!"))];
                let mut guesses = guesses.into_iter().flatten();
                let guess = guesses.find(|guess| first < guess && guess < second)?;
                Some((guess, second.clone()))
            });
            self.guesses = Guesses::Useless;
            if let Some((guess, second)) = guess
                && let Some(page) = self.read(1, Some(&guess)).await?
                && page.ids().first() == Some(&second)
            {
                self.guesses = Guesses::Placed;
            }
        }
        Ok(self.guesses == Guesses::Placed)
    }

    /// Reads all of it, once. Later calls know the ids alone, and tell of no records.
    async fn find_in_all(
        &mut self,
        wanted: &[&str],
        mut tell: impl FnMut(&str, &str),
    ) -> Result<(), ApiError> {
        if let Some(all) = &self.all {
            let is_there = |id: &&&str| all.contains(&self.hasher.hash_one(**id));
            for id in wanted.iter().filter(is_there) {
                tell(id, "{}");
            }
            return Ok(());
        }
        let mut all = HashSet::new();
        let mut walk = Walk::new(self.client.clone(), self.collection.clone(), LARGE_PAGE);
        while let Some(page) = walk.next().await? {
            self.count_page()?;
            for (at, id) in page.ids().iter().enumerate() {
                if wanted.binary_search(&id.as_str()).is_ok() {
                    tell(id, page.record(at));
                }
                all.insert(self.hasher.hash_one(id.as_str()));
            }
        }
        self.is_ordered = walk.is_ascending();
        self.all = Some(all);
        Ok(())
    }

    /// A page behind a cursor, without the cursor's own record; none where the cursor is refused,
    /// or cannot be sent.
    async fn read(&mut self, size: u64, cursor: Option<&str>) -> Result<Option<Page>, ApiError> {
        self.count_page()?;
        let size = self.client.page_size().map_or(size, |most| size.min(most));
        match self.client.page(&self.collection, size, cursor).await {
            Ok(mut page) => {
                page.drop_cursor(cursor);
                Ok(Some(page))
            }
            Err(error) => match error.problem {
                Problem::Status {
                    status: 400 | 404 | 422,
                    ..
                }
                | Problem::LongPath { .. }
                    if cursor.is_some() =>
                {
                    Ok(None)
                }
                _ => Err(error),
            },
        }
    }

    /// After an interruption, a few pages may settle what was in flight; a long walk is not waited
    /// for.
    fn count_page(&mut self) -> Result<(), ApiError> {
        if self.client.is_interrupted() {
            self.read_since += 1;
            if self.read_since > READ_ON {
                return Err(self.client.interrupted(&self.collection));
            }
        }
        Ok(())
    }
}
