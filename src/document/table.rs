//! What is remembered of very many ids: a hash and a number each.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};

/// Numbers by id, in thirteen bytes an id. The ids themselves are not kept: two of them are taken
/// for one with a chance that is nil at any size an instance can have (64 bits, keyed anew for
/// every run).
#[derive(Debug, Default)]
pub struct Table {
    hasher: RandomState,
    entries: Vec<u64>,
    values: Vec<u32>,
    /// By the first bits of a hash, where the entries begin that have them: about four each.
    buckets: Vec<u32>,
    /// So many entries are sorted, and there once.
    settled: usize,
}

impl Table {
    /// Adds an id; before the first [`Table::get`].
    pub fn add(&mut self, id: &str) {
        let hash = self.hasher.hash_one(id);
        self.buckets.clear();
        // Sections are mostly sorted, so the same id often comes again at once.
        if self.entries.last() == Some(&hash) {
            return;
        }
        self.entries.push(hash);
        if self.entries.len() > 2 * self.settled + 4096 {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.entries.sort_unstable();
        self.entries.dedup();
        self.settled = self.entries.len();
    }

    /// Ends the adding. Every id has the number 0.
    pub fn settle(&mut self) {
        self.sort();
        self.values = vec![0; self.entries.len()];
        let bits = (self.entries.len() / 4).max(1).ilog2();
        self.buckets = vec![0; (1 << bits) + 1];
        for &hash in &self.entries {
            self.buckets[first_bits(hash, bits) + 1] += 1;
        }
        let mut sum = 0;
        for bucket in &mut self.buckets {
            sum += *bucket;
            *bucket = sum;
        }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Where an id is; none where it was not added.
    pub fn at(&self, id: &str) -> Option<usize> {
        let hash = self.hasher.hash_one(id);
        let bits = self.buckets.len().saturating_sub(1).checked_ilog2()?;
        let bucket = first_bits(hash, bits);
        let from = self.buckets[bucket] as usize;
        let entries = &self.entries[from..self.buckets[bucket + 1] as usize];
        entries.binary_search(&hash).ok().map(|at| from + at)
    }

    pub fn has(&self, id: &str) -> bool {
        !self.is_empty() && self.at(id).is_some()
    }

    /// The number of an id; none where the id was not added.
    pub fn get(&self, id: &str) -> Option<u32> {
        self.at(id).map(|at| self.values[at])
    }

    /// Sets the number of an id that was added.
    pub fn set(&mut self, id: &str, value: u32) {
        if !self.is_empty()
            && let Some(at) = self.at(id)
        {
            self.set_at(at, value);
        }
    }

    pub fn set_at(&mut self, at: usize, value: u32) {
        self.values[at] = value;
    }

    /// Sets all numbers to 0, for another pass.
    pub fn reset(&mut self) {
        self.values.fill(0);
    }

    /// Whether any id has the number 0.
    pub fn has_zero(&self) -> bool {
        self.values.contains(&0)
    }
}

fn first_bits(hash: u64, bits: u32) -> usize {
    (hash.checked_shr(64 - bits).unwrap_or_default()) as usize
}

/// Values, mostly few different ones, as small numbers. 0 is left for "not there".
#[derive(Debug)]
pub struct Numbers<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Numbers<T> {
        Numbers {
            values: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Copy + Eq + Hash> Numbers<T> {
    pub fn number(&mut self, value: T) -> u32 {
        // Most have the first one.
        if self.values.first() == Some(&value) {
            return 1;
        }
        *self.numbers.entry(value).or_insert_with(|| {
            self.values.push(value);
            self.values.len() as u32
        })
    }

    pub fn value(&self, number: u32) -> Option<T> {
        let at = (number as usize).checked_sub(1)?;
        self.values.get(at).copied()
    }
}

/// The modes of all users, of whom most have the same one: only the others are kept.
#[derive(Debug, Default)]
pub struct OwnModes {
    hasher: RandomState,
    common: Option<u32>,
    others: Vec<(u64, u32)>,
    modes: Numbers<Option<u64>>,
    /// All of them, by hash.
    known: Vec<u64>,
    /// Those who came after the adding had ended.
    late: HashMap<String, Option<u64>>,
}

impl OwnModes {
    pub fn add(&mut self, id: &str, mode: Option<u64>) {
        let number = self.modes.number(mode);
        let hash = self.hasher.hash_one(id);
        self.known.push(hash);
        if *self.common.get_or_insert(number) != number {
            self.others.push((hash, number));
        }
    }

    /// Ends the adding.
    pub fn settle(&mut self) {
        self.others.sort_unstable();
        self.known.sort_unstable();
    }

    /// Adds a user after that.
    pub fn add_late(&mut self, id: &str, mode: Option<u64>) {
        self.late.insert(id.to_owned(), mode);
    }

    /// Whether there is such a user.
    pub fn has(&self, id: &str) -> bool {
        let hash = self.hasher.hash_one(id);
        self.known.binary_search(&hash).is_ok() || self.late.contains_key(id)
    }

    pub fn get(&self, id: &str) -> Option<u64> {
        if let Some(mode) = self.late.get(id) {
            return *mode;
        }
        let hash = self.hasher.hash_one(id);
        let found = self.others.binary_search_by_key(&hash, |(hash, _)| *hash);
        let number = found.ok().map(|at| self.others[at].1).or(self.common)?;
        self.modes.value(number)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_their_numbers() {
        let mut table = Table::default();
        for n in 0..20_000 {
            table.add(&format!("u{}", n % 9_000));
        }
        table.settle();
        assert!(table.has_zero());
        for n in 0..9_000 {
            table.set(&format!("u{n}"), n + 1);
        }
        assert!(!table.has_zero());
        for n in 0..9_000 {
            assert_eq!(table.get(&format!("u{n}")), Some(n + 1));
        }
        assert_eq!(table.get("u9000"), None);
        assert!(!table.has("u9000"));
    }

    #[test]
    fn users_have_their_own_modes() {
        let mut own = OwnModes::default();
        assert_eq!(own.get("a"), None);
        for (id, mode) in [("a", Some(3)), ("b", None), ("c", Some(3)), ("d", Some(0))] {
            own.add(id, mode);
        }
        own.settle();
        own.add_late("e", Some(7));
        assert_eq!(
            (own.get("e"), own.has("e"), own.has("f")),
            (Some(7), true, false)
        );
        assert!(own.has("a") && own.has("b"));
        assert_eq!(own.others.len(), 2);
        for (id, mode) in [("a", Some(3)), ("b", None), ("c", Some(3)), ("d", Some(0))] {
            assert_eq!(own.get(id), mode);
        }
    }

    #[test]
    fn modes_go_both_ways() {
        let mut modes = Numbers::default();
        for mode in [None, Some(0), Some(700), Some(0), Some(u64::MAX)] {
            let number = modes.number(mode);
            assert!(number > 0);
            assert_eq!(modes.value(number), Some(mode));
        }
    }
}
