//! Which ids exist, found by reading no more of a collection than needed.
//!
//! Wanted ids are looked for in ascending order, as services list them. Where they are far apart,
//! the reading jumps to just before the next one ([`Jumps`]). Where that proves nothing, the whole
//! collection is read.
//!
//! A few ids are first looked for one by one where they would stand ([`look_at_places`]): mostly that
//! is all it takes.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::api::{ApiError, Client, Collection, LARGE_PAGE, Walk};

use super::guesses::{Guesses, Unproved};
use super::jumps::Jumps;
use super::lookup_memory::{recall, remember};
use super::lookup_pages::LookupPages;
use super::places::{Found, look_at_places};

/// When somebody waits for records and wants no more than this, each is worth a request of its own,
/// because all of them go out at the same time.
const FEW: usize = 16;

/// Reads which of the ids exist. For everything that asks: `--skip-existing`, a create whose answer
/// was lost, a moderation whose count is too small, members of a document who may be no users.
pub async fn look_up(
    client: &Client,
    collection: &Collection,
    ids: &[String],
) -> Result<Found, ApiError> {
    let mut jumps = Jumps::new(client.clone(), collection.clone());
    let known = recall(client, collection);
    // Where something is known of the service, the first jump looks at the id's place anyway.
    let few = if known.is_some() { 0 } else { 1 };
    if let Some((is_placed, orders)) = known {
        // The first page may begin at the ids that are wanted.
        jumps.is_branch = true;
        jumps.orders = orders;
        if is_placed {
            jumps.guesses = Guesses::Placed;
        }
    }
    let mut lookup = Lookup::new(jumps, few);
    let found = lookup.find(ids).await?;
    let Jumps {
        guesses, orders, ..
    } = &lookup.jumps;
    if *guesses != Guesses::Useless && !lookup.must_walk {
        remember(client, collection, *guesses == Guesses::Placed, orders);
    }
    Ok(found)
}

/// Whether an id is in a collection of a kind that comes in many small ones, such as the members of
/// a channel. For most of them one large page is enough.
pub async fn is_listed(
    client: &Client,
    collection: &Collection,
    id: &str,
) -> Result<bool, ApiError> {
    let jumps = Jumps::of_large_pages(client.clone(), collection.clone());
    let mut lookup = Lookup::new(jumps, 0);
    let found = lookup.find(&[id.to_owned()]).await?;
    Ok(!found.is_empty())
}

/// A look-up that remembers where it is: calls with ascending ids read on from there.
pub struct Lookup {
    jumps: Jumps,
    has_begun: bool,
    /// Up to this many ids are looked for one by one.
    few: usize,
    /// Jumping has failed, so the collection is walked.
    must_walk: bool,
    /// Once the whole collection was read: hashes of all ids, and whether they came in order.
    whole: Option<(HashSet<u64>, bool)>,
    hasher: RandomState,
}

impl Lookup {
    /// A look-up of which ids exist, without the records. Where the whole collection has to be read
    /// for it, that happens once.
    pub fn of_ids(client: Client, collection: Collection) -> Lookup {
        let mut jumps = Jumps::new(client, collection);
        jumps.wants_records = false;
        Lookup::new(jumps, 1)
    }

    /// A look-up of records. Where the collection has to be read for it, each call reads it, up to
    /// the last record that it wants.
    pub fn of_records(client: Client, collection: Collection) -> Lookup {
        Lookup::new(Jumps::new(client, collection), FEW)
    }

    fn new(jumps: Jumps, few: usize) -> Lookup {
        Lookup {
            jumps,
            has_begun: false,
            few,
            must_walk: false,
            whole: None,
            hasher: RandomState::new(),
        }
    }

    /// A look-up that begins at this id, and knows what this one has learned. None where it would be of
    /// no use.
    pub(super) fn branch(&self, first: &str) -> Option<Lookup> {
        let jumps = self.jumps.branch(first).filter(|_| !self.must_walk)?;
        Some(Lookup {
            has_begun: true,
            ..Lookup::new(jumps, 0)
        })
    }

    /// Finds the wanted records that exist, or nothing where that takes more than jumping.
    pub(super) async fn find_ahead(
        &mut self,
        wanted: &[String],
    ) -> Result<Option<Found>, ApiError> {
        let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        match self.jumps.find(&wanted).await {
            Ok(found) => Ok(Some(found)),
            Err(Unproved::Gap) => Ok(None),
            Err(Unproved::Api(error)) => Err(error),
        }
    }

    /// Goes on from where a branch has come to.
    pub(super) fn adopt(&mut self, branch: Lookup) {
        self.jumps.adopt(branch.jumps);
    }

    /// Pages read so far.
    pub(super) fn reads(&self) -> u32 {
        self.jumps.pages.reads
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
            return Ok(known.map(|id| ((*id).to_owned(), String::new())).collect());
        }
        let mut found = self.find_few(&wanted).await?;
        if !found.is_empty() {
            wanted.retain(|id| !found.contains_key(*id));
        }
        if !self.must_walk {
            match self.jumps.find_from_anywhere(&wanted).await {
                Ok(others) if found.is_empty() => return Ok(others),
                Ok(others) => {
                    found.extend(others);
                    return Ok(found);
                }
                Err(Unproved::Api(error)) => return Err(error),
                Err(Unproved::Gap) => self.must_walk = true,
            }
            let LookupPages {
                client, collection, ..
            } = &self.jumps.pages;
            let plural = collection.plural();
            client.explain(&format!(
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
        let pages = &self.jumps.pages;
        if !is_first || wanted.len() > self.few || pages.client.is_interrupted() {
            return Ok(Found::default());
        }
        self.jumps.has_looked = true;
        let pages = &self.jumps.pages;
        look_at_places(&pages.client, &pages.collection, wanted).await
    }

    /// Reads all of it, or until every wanted record is found where the other ids do not matter.
    async fn find_in_all(&mut self, wanted: &[&str]) -> Result<Found, ApiError> {
        let mut found = Found::default();
        let mut all = HashSet::new();
        let wants_records = self.jumps.wants_records;
        let pages = &mut self.jumps.pages;
        let mut walk = Walk::new(pages.client.clone(), pages.collection.clone(), LARGE_PAGE);
        while !(wants_records && found.len() == wanted.len())
            && let Some(page) = walk.next().await?
        {
            pages.check_interruption()?;
            for (at, id) in page.ids().iter().enumerate() {
                if wanted.binary_search(&id.as_str()).is_ok() {
                    found.insert(id.clone(), page.record(at).to_owned());
                }
                if !wants_records {
                    all.insert(self.hasher.hash_one(id.as_str()));
                }
            }
        }
        if !wants_records {
            self.whole = Some((all, walk.is_ascending()));
        }
        Ok(found)
    }
}
