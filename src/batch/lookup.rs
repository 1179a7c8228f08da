//! Which ids exist, found by reading no more of a collection than needed.
//!
//! Wanted ids are looked for in ascending order, as services list them. Where they are far apart,
//! the reading jumps to just before the next one. Such a cursor is a guess: it names an id that
//! need not exist, and the reference does not say what a service makes of that.
//!
//! An id that comes up exists. That an id is missing is believed only where the service has shown
//! that it finds the place of a guess, and where all orders that it may list in agree about the gap
//! between the neighbours ([`ListingOrders`]). An empty page at a guess proves nothing. Where no
//! proof can be had, the whole collection is read.
//!
//! A few ids are first looked for one by one where they would stand ([`look_at_places`]): mostly that
//! is all it takes.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use crate::api::{ApiError, Client, Collection, LARGE_PAGE, Page, Walk};

use super::cursor_guesses::{behind_common_prefix, between, just_before};
use super::listing_orders::ListingOrders;
use super::lookup_memory::{recall, remember};
use super::places::{look_at_places, read_behind};

/// Where somebody waits for a few records, each of so many is worth a request of its own, because
/// all of them go out at the same time.
const FEW: usize = 16;
/// Records a page at least, where little is wanted.
const SMALL: u64 = 8;
/// Pages that are read after an interruption.
const READ_ON: u32 = 8;
/// How many guesses the way to the end of a collection may take.
const HALVINGS: u32 = 24;

/// Records by their ids, as the service has them.
pub type Found = HashMap<String, String>;

/// Reads which of the ids exist. For everything that asks: `--skip-existing`, a create whose answer
/// was lost, a moderation whose count is too small, members of a document who may be no users.
pub async fn look_up(
    client: &Client,
    collection: &Collection,
    ids: &[String],
) -> Result<Found, ApiError> {
    let mut lookup = Lookup::new(client.clone(), collection.clone(), true, 1);
    if let Some((is_placed, orders)) = recall(client, collection) {
        // The first page may begin at the ids that are wanted.
        lookup.is_branch = true;
        lookup.orders = orders;
        if is_placed {
            lookup.guesses = Guesses::Placed;
        }
    }
    let found = lookup.find(ids).await?;
    if lookup.guesses != Guesses::Useless && !lookup.must_walk {
        let is_placed = lookup.guesses == Guesses::Placed;
        remember(client, collection, is_placed, &lookup.orders);
    }
    Ok(found)
}

/// Whether an id is in a collection of which there are many, mostly small ones, such as the members of
/// a channel. A first page that is large tells it of most of them.
pub async fn is_listed(
    client: &Client,
    collection: &Collection,
    id: &str,
) -> Result<bool, ApiError> {
    let mut lookup = Lookup {
        smallest: LARGE_PAGE,
        ..Lookup::new(client.clone(), collection.clone(), true, 0)
    };
    let found = lookup.find(&[id.to_owned()]).await?;
    Ok(!found.is_empty())
}

/// A look-up that remembers where it is: calls with ascending ids read on from there.
pub struct Lookup {
    client: Client,
    collection: Collection,
    guesses: Guesses,
    orders: ListingOrders,
    /// Neighbours from a large page have been learned from too.
    has_learned: bool,
    window: Option<LookupWindow>,
    size: u64,
    /// Records a page at least.
    smallest: u64,
    /// The last window had several of the wanted ids in it.
    is_dense: bool,
    has_begun: bool,
    /// So many ids are looked for one by one.
    few: usize,
    /// Records are wanted, and not only whether they exist.
    wants_records: bool,
    /// Jumping does not find out what is wanted.
    must_walk: bool,
    /// Once the whole collection was read: hashes of all ids, and whether they came in order.
    whole: Option<(HashSet<u64>, bool)>,
    hasher: RandomState,
    /// Pages read since the person wanted an end.
    read_since: u32,
    /// It begins in the middle, and not at the beginning of the collection.
    is_branch: bool,
    reads: u32,
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

/// The page at hand: all that exists behind `low`, up to its last id.
struct LookupWindow {
    /// An id that was seen, or a guess; none at the beginning of the collection.
    low: Option<String>,
    page: Page,
    /// It has fewer records than were asked for.
    is_short: bool,
}

impl LookupWindow {
    fn high(&self) -> Option<&String> {
        self.page.ids().last().or(self.low.as_ref())
    }

    /// Whether it settles this id. Behind an empty page there is nothing more.
    fn reaches(&self, id: &str) -> bool {
        match self.page.ids().last() {
            Some(last) => id <= last.as_str(),
            None => true,
        }
    }
}

/// Why jumping does not find out what is wanted.
enum Unproved {
    /// This service does not list so that a missing id can be told from a gap.
    Gap,
    Api(ApiError),
}

impl From<ApiError> for Unproved {
    fn from(error: ApiError) -> Unproved {
        Unproved::Api(error)
    }
}

impl Lookup {
    /// A look-up of which ids exist. Where the whole collection has to be read for it, that happens
    /// once, and later calls give `{}` for the records.
    pub fn of_ids(client: Client, collection: Collection) -> Lookup {
        Lookup::new(client, collection, false, 1)
    }

    /// A look-up of records. Where the collection has to be read for it, each call reads it, up to
    /// the last record that it wants.
    pub fn of_records(client: Client, collection: Collection) -> Lookup {
        Lookup::new(client, collection, true, FEW)
    }

    fn new(client: Client, collection: Collection, wants_records: bool, few: usize) -> Lookup {
        Lookup {
            client,
            collection,
            guesses: Guesses::Untested,
            orders: ListingOrders::new(),
            has_learned: false,
            window: None,
            size: LARGE_PAGE,
            smallest: SMALL,
            is_dense: true,
            has_begun: false,
            few,
            wants_records,
            must_walk: false,
            whole: None,
            hasher: RandomState::new(),
            read_since: 0,
            is_branch: false,
            reads: 0,
        }
    }

    /// A look-up that begins at this id, and knows what this one has learned. None where it would be of
    /// no use.
    pub(super) fn branch(&self, first: &str) -> Option<Lookup> {
        // The window is at the end of the collection, and settles everything behind it.
        let is_settled = self.window.as_ref().is_some_and(|window| {
            let is_before = window.low.as_deref().is_none_or(|low| low < first);
            window.page.is_empty() && is_before
        });
        let is_useful = self.guesses != Guesses::Useless && !self.must_walk && !is_settled;
        let (client, collection) = (self.client.clone(), self.collection.clone());
        is_useful.then(|| Lookup {
            guesses: self.guesses,
            orders: self.orders.clone(),
            has_learned: self.has_learned,
            has_begun: true,
            is_branch: true,
            ..Lookup::new(client, collection, self.wants_records, 0)
        })
    }

    /// Finds the wanted records that exist, or nothing where that takes more than jumping.
    pub(super) async fn find_ahead(
        &mut self,
        wanted: &[String],
    ) -> Result<Option<Found>, ApiError> {
        let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        match self.find_by_jumps(&wanted).await {
            Ok(found) => Ok(Some(found)),
            Err(Unproved::Gap) => Ok(None),
            Err(Unproved::Api(error)) => Err(error),
        }
    }

    /// Goes on from where a branch has come to.
    pub(super) fn adopt(&mut self, branch: Lookup) {
        let Lookup {
            guesses,
            orders,
            has_learned,
            window,
            size,
            is_dense,
            ..
        } = branch;
        self.guesses = guesses;
        self.orders = orders;
        self.has_learned = has_learned;
        self.window = window;
        self.size = size;
        self.is_dense = is_dense;
    }

    /// Pages read so far.
    pub(super) fn reads(&self) -> u32 {
        self.reads
    }

    /// Whether the service lists in ascending order, as far as is known.
    pub fn is_ordered(&self) -> bool {
        self.whole
            .as_ref()
            .is_none_or(|(_, is_ordered)| *is_ordered)
    }

    /// Finds the wanted records that exist.
    pub async fn find(&mut self, wanted: &[String]) -> Result<Found, ApiError> {
        let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        // Mostly sorted already, which costs next to nothing then.
        wanted.sort_unstable();
        wanted.dedup();
        if let Some((all, _)) = &self.whole {
            let exists = |id: &&&str| all.contains(&self.hasher.hash_one(**id));
            let known = wanted.iter().filter(exists);
            return Ok(known
                .map(|id| ((*id).to_owned(), "{}".to_owned()))
                .collect());
        }
        let mut found = self.find_few(&wanted).await?;
        wanted.retain(|id| !found.contains_key(*id));
        if !self.must_walk {
            let mut jumped = self.find_by_jumps(&wanted).await;
            if self.is_branch && matches!(jumped, Err(Unproved::Gap)) {
                // From the beginning it may be found out.
                self.is_branch = false;
                self.window = None;
                jumped = self.find_by_jumps(&wanted).await;
            }
            match jumped {
                Ok(others) => {
                    found.extend(others);
                    return Ok(found);
                }
                Err(Unproved::Api(error)) => return Err(error),
                Err(Unproved::Gap) => self.must_walk = true,
            }
            let plural = self.collection.plural();
            self.client.explain(&format!(
                "this service does not show by a few pages what is not there: the {plural} are read \
                 one page after the other"
            ));
        }
        found.extend(self.find_in_all(&wanted).await?);
        Ok(found)
    }

    /// Finds those that come up where they would stand, if few are wanted. Only at the beginning:
    /// later calls read on from where the last one was.
    async fn find_few(&mut self, wanted: &[&str]) -> Result<Found, ApiError> {
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        if !is_first || wanted.len() > self.few || self.client.is_interrupted() {
            return Ok(Found::new());
        }
        look_at_places(&self.client, &self.collection, wanted).await
    }

    /// `wanted` is in ascending order.
    async fn find_by_jumps(&mut self, wanted: &[&str]) -> Result<Found, Unproved> {
        let mut found = Found::new();
        let Some(&first) = wanted.first() else {
            return Ok(found);
        };
        let low = self.window.as_ref().and_then(|window| window.low.as_ref());
        if low.is_some_and(|low| low.as_str() >= first) {
            self.window = None;
        }
        // Wanted ids that the window has told of, whether they exist or not.
        let mut told = 0;
        for &id in wanted {
            loop {
                if let Some(window) = &self.window {
                    if window.reaches(id) {
                        break;
                    }
                    self.adapt_size(told, window.page.len());
                    told = 0;
                }
                self.move_towards(id, wanted.len() as u64).await?;
            }
            told += 1;
            let Some(LookupWindow { page, .. }) = &self.window else {
                continue;
            };
            match page.ids().binary_search_by(|seen| seen.as_str().cmp(id)) {
                Ok(at) => {
                    found.insert(id.to_owned(), page.record(at).to_owned());
                }
                Err(at) => self.prove_missing(id, at).await?,
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
    async fn move_towards(&mut self, id: &str, wanted: u64) -> Result<(), Unproved> {
        let size = self.size.min(wanted.max(self.smallest));
        if self.is_branch && self.window.is_none() {
            let guess = just_before(id).ok_or(Unproved::Gap)?;
            let page = self.read(size, Some(&guess)).await?;
            // Nothing there proves nothing.
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
        match self.read(size, Some(&guess)).await? {
            Some(page) if page.is_empty() => self.move_to_end(high, guess).await,
            page => self.put_window(Some(guess), page, size),
        }
    }

    async fn read_window(&mut self, size: u64, low: Option<String>) -> Result<(), Unproved> {
        let page = self.read(size, low.as_deref()).await?;
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
    /// seen and a guess at which nothing came. Only a cursor that was seen reaches it.
    async fn move_to_end(&mut self, mut seen: String, mut empty: String) -> Result<(), Unproved> {
        self.prove_guesses().await?;
        let page = self.window.as_ref().map(|window| window.page.ids());
        let first = page.and_then(<[String]>::first).unwrap_or(&seen).clone();
        let mut is_halving = false;
        for _ in 0..HALVINGS {
            // Ids mostly begin alike: first it is found out how much alike.
            let place = match is_halving {
                false => behind_common_prefix(&first, &seen),
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
                Some(_) => return Err(Unproved::Gap),
            }
        }
        loop {
            self.read_window(LARGE_PAGE, Some(seen)).await?;
            match self
                .window
                .as_ref()
                .and_then(|window| window.page.ids().last())
            {
                Some(last) => seen = last.clone(),
                None => return Ok(()),
            }
        }
    }

    /// Makes sure that an id is missing which the window reaches, and which would stand at this
    /// position in its page.
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
            match self.read(LARGE_PAGE, None).await? {
                Some(page) if page.is_ascending() => self.orders.learn(page.ids()),
                _ => return Err(Unproved::Gap),
            }
        }
    }

    /// Makes sure that the service finds the place of a cursor that names no id: between two that
    /// exist. The second of them must not be the first of all, which some services begin with again.
    async fn prove_guesses(&mut self) -> Result<(), Unproved> {
        if self.guesses == Guesses::Untested {
            let window = self.window.as_ref();
            let mut ids = window.map_or(Vec::new(), |window| window.page.ids().to_vec());
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
        match self.guesses {
            Guesses::Placed => Ok(()),
            Guesses::Untested | Guesses::Useless => Err(Unproved::Gap),
        }
    }

    /// Reads all of it, or until every wanted record is found where the other ids do not matter.
    async fn find_in_all(&mut self, wanted: &[&str]) -> Result<Found, ApiError> {
        let mut found = Found::new();
        let mut all = HashSet::new();
        let mut walk = Walk::new(self.client.clone(), self.collection.clone(), LARGE_PAGE);
        while !(self.wants_records && found.len() == wanted.len())
            && let Some(page) = walk.next().await?
        {
            self.count_page()?;
            for (at, id) in page.ids().iter().enumerate() {
                if wanted.binary_search(&id.as_str()).is_ok() {
                    found.insert(id.clone(), page.record(at).to_owned());
                }
                if !self.wants_records {
                    all.insert(self.hasher.hash_one(id.as_str()));
                }
            }
        }
        if !self.wants_records {
            self.whole = Some((all, walk.is_ascending()));
        }
        Ok(found)
    }

    async fn read(&mut self, size: u64, cursor: Option<&str>) -> Result<Option<Page>, ApiError> {
        self.count_page()?;
        self.reads += 1;
        read_behind(&self.client, &self.collection, size, cursor).await
    }

    /// After an interruption, a few pages may tell what became of what was in flight; a long walk
    /// is not waited for.
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
