//! What a walk gave out last: where it can go on from, and what it must not give again.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::page::Page;

/// The fewest ids that are kept. A long walk has nothing left to go on from only where so many records
/// are deleted together, between two requests.
const KEPT: usize = 1000;

/// Positions in a trail count the records that were given out up to there: 0 is where the walk
/// began, and the record at position `n` is the one that makes it `n`.
pub(super) struct Trail {
    /// What the walk begins after; none for the beginning of the collection.
    start: Option<String>,
    /// Ids of the last pages, in the order in which they were given out, and how many they are.
    pages: VecDeque<Arc<Vec<String>>>,
    len: usize,
    /// Nothing was given out before them.
    is_whole: bool,
    /// Hashes of the ids of the first page.
    first_page: HashSet<u64>,
    /// Hashes of the last ids of all pages, to notice a circle.
    ends: HashSet<u64>,
    hasher: RandomState,
}

/// Where a page begins, seen from its cursor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    Behind,
    /// With a record that was given out before the cursor's.
    Before,
    /// With one that comes before the cursor in the order of bytes, and was not given out.
    Doubtful,
}

impl Trail {
    pub fn new(start: Option<String>) -> Trail {
        Trail {
            start,
            pages: VecDeque::new(),
            len: 0,
            is_whole: true,
            first_page: HashSet::new(),
            ends: HashSet::new(),
            hasher: RandomState::new(),
        }
    }

    /// The position of the last record.
    pub fn end(&self) -> usize {
        self.len
    }

    /// The first position that can be asked from.
    pub fn lowest(&self) -> usize {
        usize::from(!self.is_whole)
    }

    pub fn last(&self) -> Option<&str> {
        self.pages.back()?.last().map(String::as_str)
    }

    /// The cursor for what comes after a position; none for the beginning of the collection.
    pub fn cursor(&self, at: usize) -> Option<&str> {
        let Some(mut before) = at.checked_sub(1) else {
            return self.start.as_deref();
        };
        for page in &self.pages {
            match page.get(before) {
                Some(id) => return Some(id),
                None => before -= page.len(),
            }
        }
        None
    }

    /// The positions of the records by their ids.
    pub fn positions(&self) -> HashMap<&str, usize> {
        let ids = self.pages.iter().flat_map(|page| page.iter()).enumerate();
        ids.map(|(at, id)| (id.as_str(), at + 1)).collect()
    }

    /// Whether a record was given out with the first page.
    pub fn began_with(&self, id: &str) -> bool {
        self.first_page.contains(&self.hasher.hash_one(id))
    }

    /// Where a page begins that was asked for from a position; without a cursor that is where the
    /// collection begins. `is_ascending` says that all came in the order of bytes so far.
    pub fn beginning(&self, at: usize, page: &Page, is_ascending: bool) -> Beginning {
        let (Some(cursor), Some(first)) = (self.cursor(at), page.ids().first()) else {
            return Beginning::Behind;
        };
        let is_before = is_ascending && first.as_str() <= cursor;
        if self.is_behind_all(page, is_ascending) && !is_before {
            return Beginning::Behind;
        }
        let positions = self.positions();
        let was_before = |id: &String| match positions.get(id.as_str()) {
            Some(position) => *position <= at,
            None => self.began_with(id),
        };
        if was_before(first) {
            Beginning::Before
        } else if positions.contains_key(first.as_str()) {
            Beginning::Behind
        } else if is_before || page.ids().iter().any(was_before) {
            Beginning::Doubtful
        } else {
            Beginning::Behind
        }
    }

    /// Whether the order alone tells that no record of a page was given out before.
    pub fn is_behind_all(&self, page: &Page, is_ascending: bool) -> bool {
        let first = page.ids().first().map(String::as_str);
        self.len == 0 || (is_ascending && page.is_ascending() && self.last() < first)
    }

    /// Puts records that were given out before at the end, in their order, as they were seen again behind
    /// the last page.
    pub fn repeat(&mut self, ids: Vec<String>) {
        if !ids.is_empty() {
            self.len += ids.len();
            self.pages.push_back(Arc::new(ids));
        }
    }

    /// Adds a page that is given out. False where another one ended with the same record.
    pub fn add(&mut self, ids: Arc<Vec<String>>) -> bool {
        let Some(last) = ids.last() else {
            return true;
        };
        if self.len == 0 {
            let hasher = &self.hasher;
            self.first_page = ids.iter().map(|id| hasher.hash_one(id)).collect();
        }
        let is_first_end = self.ends.insert(self.hasher.hash_one(last));
        self.len += ids.len();
        self.pages.push_back(ids);
        while let Some(oldest) = self.pages.front()
            && self.len - oldest.len() >= KEPT
        {
            self.len -= oldest.len();
            self.pages.pop_front();
            self.is_whole = false;
        }
        is_first_end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_keeps_the_last_page_and_no_fewer_than_some_ids() {
        let page = |from: usize, to: usize| {
            Arc::new((from..to).map(|n| n.to_string()).collect::<Vec<_>>())
        };
        let mut trail = Trail::new(Some("s".to_owned()));
        assert_eq!(
            (trail.end(), trail.lowest(), trail.cursor(0)),
            (0, 0, Some("s"))
        );
        assert!(trail.add(page(0, 600)) && trail.add(page(600, 1000)));
        assert_eq!(
            (trail.end(), trail.lowest(), trail.cursor(1)),
            (1000, 0, Some("0"))
        );
        assert!(trail.add(page(1000, 1600)));
        assert_eq!(
            (trail.end(), trail.lowest(), trail.cursor(1)),
            (1000, 1, Some("600"))
        );
        assert_eq!(
            (trail.cursor(400), trail.cursor(401)),
            (Some("999"), Some("1000"))
        );
        assert!(trail.add(page(2000, 4000)));
        assert_eq!((trail.end(), trail.last()), (2000, Some("3999")));
        assert_eq!(trail.positions()["2001"], 2);
        assert!(trail.began_with("599") && !trail.began_with("600"));
        assert!(!trail.add(page(500, 600)));
    }
}
