//! A number for each of very many ids.

use std::collections::HashMap;
use std::hash::Hash;

use super::id_set::IdSet;

/// Numbers by id, in twelve bytes an id.
#[derive(Debug, Default)]
pub struct Table {
    ids: IdSet,
    values: Vec<u32>,
}

impl Table {
    /// Adds an id; before [`Table::settle`].
    pub fn add(&mut self, id: &str) {
        self.ids.add(id);
    }

    /// All ids have been added. Each has the number 0.
    pub fn settle(&mut self) {
        self.ids.sort();
        self.values = vec![0; self.ids.len()];
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Where an id is; none if it was not added.
    pub fn at(&self, id: &str) -> Option<usize> {
        self.ids.index_of(id)
    }

    pub fn has(&self, id: &str) -> bool {
        self.ids.has(id)
    }

    /// The number of an id; none if the id was not added.
    pub fn get(&self, id: &str) -> Option<u32> {
        self.at(id).map(|at| self.values[at])
    }

    /// Sets the number of an id that was added.
    pub fn set(&mut self, id: &str, value: u32) {
        if let Some(at) = self.at(id) {
            self.values[at] = value;
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
    fn modes_go_both_ways() {
        let mut modes = Numbers::default();
        for mode in [None, Some(0), Some(700), Some(0), Some(u64::MAX)] {
            let number = modes.number(mode);
            assert!(number > 0);
            assert_eq!(modes.value(number), Some(mode));
        }
    }
}
