//! Very many ids, in eight bytes each.

use std::hash::BuildHasher;

use foldhash::quality::RandomState;

/// A set of ids. Only their hashes are kept, so two ids are taken for one where these are equal:
/// a negligible chance at any size an instance can have (64 bits, with a new key for every run).
#[derive(Debug, Default)]
pub struct IdSet {
    hasher: RandomState,
    hashes: Vec<u64>,
    /// How many of them are in order and without repetition.
    sorted: usize,
}

impl IdSet {
    /// Adds an id. It is found once [`IdSet::sort`] has been called.
    pub fn add(&mut self, id: &str) {
        let hash = self.hasher.hash_one(id);
        // The members of a channel are mostly followed by those of the next, so an id may come
        // again and again.
        if self.hashes.last() == Some(&hash) {
            return;
        }
        self.hashes.push(hash);
        if self.hashes.len() > 2 * self.sorted + 4096 {
            self.sort();
        }
    }

    /// Adds an id that has not been added before: nothing is sorted until [`IdSet::sort`].
    pub fn add_new(&mut self, id: &str) {
        self.hashes.push(self.hasher.hash_one(id));
    }

    pub fn sort(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        self.sorted = self.hashes.len();
    }

    /// How many ids there are, once they are sorted.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    pub fn has(&self, id: &str) -> bool {
        self.index_of(id).is_some()
    }

    /// The index of an id among the sorted ones, for values that are kept beside them.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        let hash = self.hasher.hash_one(id);
        self.hashes[..self.sorted].binary_search(&hash).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_by_an_index_of_their_own() {
        let mut ids = IdSet::default();
        for n in 0..20_000 {
            ids.add(&format!("u{}", n % 9_000));
        }
        ids.sort();
        assert_eq!(ids.len(), 9_000);
        let mut indices: Vec<usize> = (0..9_000)
            .map(|n| ids.index_of(&format!("u{n}")).unwrap())
            .collect();
        indices.sort_unstable();
        assert!(indices.into_iter().eq(0..9_000));
        assert!(!ids.has("u9000") && !IdSet::default().has("u0"));
    }
}
