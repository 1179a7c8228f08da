//! Which ids are there: by reading no more of a collection than needed.
//!
//! Wanted ids are looked for in ascending order, as the service lists them. Where they are far
//! apart, the reading jumps to a place just before the next one. Such a cursor names an id that
//! need not exist, and the reference does not say that this is allowed. So a refusal, or a page
//! from another place, ends the jumping, and an empty page is only believed once the service has
//! shown that it knows where such a cursor points.

use std::collections::{HashMap, HashSet};

use crate::api::{ApiError, Client, Collection, Page, Walk};
use crate::model::Id;

/// Records a page at most.
const LARGE: u64 = 1000;
const SMALL: u64 = 8;
/// Pages that are read after an interruption.
const READ_ON: u32 = 8;

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
    jumps: Jumps,
    is_ordered: bool,
    /// The page at hand: all that is there behind `low`, up to its last id.
    low: Option<String>,
    page: Page,
    /// Of the records of the page, in their order.
    ids: Vec<String>,
    /// Nothing is there behind the page at hand.
    is_last: bool,
    size: u64,
    /// Whether the last page settled several of the wanted ids.
    is_dense: bool,
    /// All ids there are, where the service does not list them in order.
    all: Option<HashSet<String>>,
    /// Pages read since the person wanted an end.
    read_since: u32,
}

/// What is known of cursors that name no existing id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Jumps {
    /// Used, but an empty page is not believed.
    Untested,
    Trusted,
    Never,
}

impl Search {
    pub fn new(client: Client, collection: Collection) -> Search {
        Search {
            client,
            collection,
            jumps: Jumps::Untested,
            is_ordered: true,
            low: None,
            page: Page::default(),
            ids: Vec::new(),
            is_last: false,
            size: LARGE,
            is_dense: true,
            all: None,
            read_since: 0,
        }
    }

    /// Whether the service lists in ascending order, so far as it was seen.
    pub fn is_ordered(&self) -> bool {
        self.is_ordered
    }

    /// Tells of the wanted records that are there.
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
            self.ids.clear();
            self.is_last = false;
        }
        // Wanted ids that the page at hand has told of, be they there or not.
        let mut settled = 0;
        // Where in the page the search goes on: wanted ids and page are both in order.
        let mut from = 0;
        for &id in &wanted {
            while self.is_ordered && !self.covers(id) {
                if !self.ids.is_empty() {
                    self.adapt(settled, self.ids.len());
                }
                (settled, from) = (0, 0);
                self.fetch(id, wanted.len() as u64).await?;
            }
            if !self.is_ordered {
                return self.find_in_all(&wanted, tell).await;
            }
            while self.ids.get(from).is_some_and(|there| there.as_str() < id) {
                from += 1;
            }
            if self.ids.get(from).is_some_and(|there| there == id) {
                tell(id, self.page.record(from));
            }
            settled += 1;
        }
        Ok(())
    }

    /// Whether the page at hand tells if this id is there.
    fn covers(&self, id: &str) -> bool {
        self.is_last || self.ids.last().is_some_and(|high| id <= high.as_str())
    }

    /// A page that settles several wanted ids saves a request for each but one, and large pages
    /// pay. Where it settles one among many records, the wanted ids are far apart: smaller ones
    /// will do.
    fn adapt(&mut self, settled: usize, records: usize) {
        self.is_dense = settled >= 2;
        if self.is_dense {
            self.size = (self.size * 4).min(LARGE);
        } else if records > settled * 16 {
            self.size = (self.size / 4).max(SMALL);
        }
    }

    /// Reads the page that tells whether `id` is there, or one on the way to it.
    async fn fetch(&mut self, id: &str, wanted: u64) -> Result<(), ApiError> {
        if self.client.is_interrupted() {
            // A few pages may settle what was in flight; a long walk is not waited for.
            self.read_since += 1;
            if self.read_since > READ_ON {
                return Err(self.client.interrupted(&self.collection));
            }
        }
        let high = self.ids.last().cloned();
        let jump = just_before(id)
            .filter(|_| self.jumps != Jumps::Never && !(self.is_dense && high.is_some()))
            .filter(|jump| high.as_ref().is_none_or(|high| high < jump));
        let is_jump = jump.is_some();
        let cursor = jump.or(high);
        // Without jumps it is a walk over all that comes before.
        let size = match self.jumps {
            Jumps::Never => LARGE,
            _ => self.size.min(wanted.max(SMALL)),
        };
        let mut page = match self.read(size, cursor.as_deref()).await {
            Ok(page) => page,
            Err(error) if is_jump && matches!(error.status(), Some(400 | 404 | 422)) => {
                self.jumps = Jumps::Never;
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        page.drop_cursor(cursor.as_deref());
        let ids: Vec<String> = page.records().filter_map(id_of).collect();
        let follows = match (&cursor, ids.first()) {
            (Some(cursor), Some(first)) => first > cursor,
            _ => true,
        };
        if is_jump && !follows {
            self.jumps = Jumps::Never;
            return Ok(());
        }
        if !follows || !ids.is_sorted_by(|a, b| a < b) {
            self.is_ordered = false;
            return Ok(());
        }
        if ids.is_empty() && is_jump && self.jumps == Jumps::Untested {
            self.jumps = self.test_jumps().await?;
            if self.jumps == Jumps::Never {
                return Ok(());
            }
        }
        self.is_last = ids.is_empty();
        self.low = cursor;
        self.page = page;
        self.ids = ids;
        Ok(())
    }

    /// Finds out whether a cursor that names no id points to its place: between two that exist.
    async fn test_jumps(&self) -> Result<Jumps, ApiError> {
        let page = self.read(2, None).await?;
        let ids: Vec<String> = page.records().filter_map(id_of).collect();
        let [first, second, ..] = ids.as_slice() else {
            return Ok(Jumps::Never);
        };
        let between = [just_before(second), Some(format!("{first}!"))]
            .into_iter()
            .flatten()
            .find(|between| first < between && between < second);
        let Some(between) = between else {
            return Ok(Jumps::Never);
        };
        Ok(match self.read(1, Some(&between)).await {
            Ok(page) if page.records().next().and_then(id_of).as_ref() == Some(second) => {
                Jumps::Trusted
            }
            Ok(_) => Jumps::Never,
            Err(error) if error.status().is_some() => Jumps::Never,
            Err(error) => return Err(error),
        })
    }

    /// Without an order nothing can be told from where a page begins or ends: all is read, once.
    /// Later calls know the ids alone, and tell of no records.
    async fn find_in_all(
        &mut self,
        wanted: &[&str],
        mut tell: impl FnMut(&str, &str),
    ) -> Result<(), ApiError> {
        if let Some(all) = &self.all {
            for id in wanted.iter().filter(|id| all.contains(**id)) {
                tell(id, "{}");
            }
            return Ok(());
        }
        let mut all = HashSet::new();
        let mut walk = Walk::new(self.client.clone(), self.collection.clone(), LARGE);
        while let Some(page) = walk.next().await? {
            for record in page.records() {
                if let Some(id) = id_of(record) {
                    if wanted.binary_search(&id.as_str()).is_ok() {
                        tell(&id, record);
                    }
                    all.insert(id);
                }
            }
        }
        self.all = Some(all);
        Ok(())
    }

    async fn read(&self, size: u64, cursor: Option<&str>) -> Result<Page, ApiError> {
        self.client.page(&self.collection, size, cursor).await
    }
}

fn id_of(record: &str) -> Option<String> {
    let id: Id<'_> = serde_json::from_str(record).ok()?;
    Some(id.id.into_owned())
}

/// A text shortly before the id in the order of bytes; none where only the beginning is.
fn just_before(id: &str) -> Option<String> {
    let mut text = id.to_owned();
    let last = text.pop()?;
    if matches!(last, '1'..='9' | 'B'..='Z' | 'b'..='z') {
        text.push(char::from(last as u8 - 1));
        text.push('~');
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_before_an_id_is_before_it() {
        for id in ["u1", "u0", "ua", "uA", "b", "x-9", "é", "aé", "u~"] {
            if let Some(before) = just_before(id) {
                assert!(before.as_str() < id, "{before} {id}");
            }
        }
        assert_eq!(just_before("u124").as_deref(), Some("u123~"));
        assert_eq!(just_before("u120").as_deref(), Some("u12"));
        assert_eq!(just_before("a"), None);
    }
}
