//! Finds ids that are given twice, with little memory.
//!
//! Ids mostly come in ascending order, from a list or an export, and as long as they do, none of them
//! can occur twice. Only when the order breaks are hashes remembered; those of the ids
//! before the break are taken from the input, which can be read again.

use std::cmp::Ordering;
use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use super::open::Input;
use crate::record::Location;

/// The most ids whose hashes are remembered.
const REMEMBERED: usize = 1_000_000;

/// Finds ids that occur twice among the first million. After those, an id is still found if it is
/// one of that million, or the same as the id right before it.
pub(super) struct Duplicates<'a> {
    input: &'a Input,
    hasher: RandomState,
    /// None as long as the ids are in ascending order.
    hashes: Option<HashSet<u64>>,
    last: Option<String>,
    count: u64,
    most: usize,
}

impl<'a> Duplicates<'a> {
    pub fn new(input: &'a Input) -> Duplicates<'a> {
        Duplicates {
            input,
            hasher: RandomState::new(),
            hashes: None,
            last: None,
            count: 0,
            most: REMEMBERED,
        }
    }

    /// Takes the next id, and says whether it seems to have occurred before. An id that merely has
    /// the hash of another one is told apart later, by [`Duplicates::first_locations`].
    pub fn add(&mut self, id: &str) -> bool {
        let order = self.last.as_deref().map(|last| id.cmp(last));
        let is_twin =
            order == Some(Ordering::Equal) || self.has_hash(id, order == Some(Ordering::Less));
        if !is_twin {
            let last = self.last.get_or_insert_default();
            last.clear();
            last.push_str(id);
        }
        self.count += 1;
        is_twin
    }

    /// Whether all ids so far came in ascending order.
    pub fn are_ascending(&self) -> bool {
        self.hashes.is_none()
    }

    /// Whether an id comes after all ids so far.
    pub fn are_before(&self, id: &str) -> bool {
        self.are_ascending() && self.last.as_deref().is_none_or(|last| last < id)
    }

    /// Whether the id's hash is remembered already; from now on it is, up to the limit. `is_lower`
    /// says that the id breaks the ascending order.
    fn has_hash(&mut self, id: &str, is_lower: bool) -> bool {
        if self.hashes.is_none() && is_lower {
            self.hashes = Some(self.hashes_so_far());
        }
        let Some(hashes) = &mut self.hashes else {
            return false;
        };
        let hash = self.hasher.hash_one(id);
        match hashes.len() < self.most {
            true => !hashes.insert(hash),
            false => hashes.contains(&hash),
        }
    }

    fn hashes_so_far(&self) -> HashSet<u64> {
        // Memory for all of them at once: growing would need half as much again meanwhile.
        let mut hashes = HashSet::with_capacity(self.most);
        self.read_again(|id, _| {
            hashes.insert(self.hasher.hash_one(id));
            hashes.len() < self.most
        });
        hashes
    }

    /// Where each of these ids occurred for the first time.
    pub fn first_locations<'i>(&self, ids: &HashSet<&'i str>) -> HashMap<&'i str, Location> {
        let mut found = HashMap::new();
        if !ids.is_empty() {
            self.read_again(|id, location| {
                if let Some(&id) = ids.get(id) {
                    found.entry(id).or_insert(location);
                }
                found.len() < ids.len()
            });
        }
        found
    }

    /// Reads again as many ids as have been taken so far. It must not read further, because the
    /// rest of a stream may not have been written yet.
    fn read_again(&self, mut goes_on: impl FnMut(&str, Location) -> bool) {
        let mut items = self.input.items();
        let mut left = self.count;
        while left > 0 {
            match items.next() {
                Ok(Some(item)) if goes_on(&item.id, item.place) => left -= 1,
                Ok(_) => return,
                // This mistake was found the first time, too.
                Err(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::input::{InputFormat, InputKind, InputSource};

    fn input(ids: &[String]) -> Input {
        let kind = InputKind::Ids { noun: "user" };
        Input::open(vec![InputSource::arguments(ids)], InputFormat::Json, kind).unwrap()
    }

    /// The indices of the ids that have occurred before.
    fn twins(duplicates: &mut Duplicates<'_>, ids: &[String]) -> Vec<usize> {
        let twins = ids.iter().enumerate();
        let twins = twins.filter(|(_, id)| duplicates.add(id));
        twins.map(|(at, _)| at).collect()
    }

    #[test]
    fn ascending_ids_are_not_remembered() {
        let mut ids: Vec<String> = (0..5000).map(|n| format!("u{n:09}")).collect();
        let input = input(&ids);
        let mut duplicates = Duplicates::new(&input);
        assert!(twins(&mut duplicates, &ids).is_empty());
        assert!(duplicates.hashes.is_none());
        ids = ["u000004999", "u000000007", "a", "a", "b", "a"]
            .map(str::to_owned)
            .to_vec();
        assert_eq!(twins(&mut duplicates, &ids), [0, 1, 3, 5]);
        assert_eq!(duplicates.hashes.map(|hashes| hashes.len()), Some(5002));
    }

    #[test]
    fn past_the_limit_the_first_ones_and_the_last_one_are_known() {
        let ids: Vec<String> = (0..100).map(|n| format!("u{n:03}")).collect();
        let input = input(&ids);
        let mut duplicates = Duplicates {
            most: 10,
            ..Duplicates::new(&input)
        };
        assert!(twins(&mut duplicates, &ids).is_empty());
        let again = ["u099", "u004", "u050"].map(str::to_owned);
        assert_eq!(twins(&mut duplicates, &again), [0, 1]);
        assert_eq!(duplicates.hashes.map(|hashes| hashes.len()), Some(10));
    }

    proptest! {
        #[test]
        fn finds_exactly_what_is_there_twice(ids in prop::collection::vec(0..300_u32, 0..400), sorted: bool) {
            let mut ids = ids;
            if sorted {
                ids.sort_unstable();
            }
            let ids: Vec<String> = ids.iter().map(|id| format!("{id:03}")).collect();
            let input = input(&ids);
            let mut duplicates = Duplicates::new(&input);
            let found = twins(&mut duplicates, &ids);
            let mut known = BTreeSet::new();
            let wanted = ids.iter().enumerate().filter(|(_, id)| !known.insert(id.as_str()));
            let wanted: Vec<usize> = wanted.map(|(at, _)| at).collect();
            prop_assert_eq!(&found, &wanted);
            let twins: HashSet<&str> = found.iter().map(|&at| ids[at].as_str()).collect();
            let firsts = duplicates.first_locations(&twins);
            for id in twins {
                let first = ids.iter().position(|other| other == id).map(|at| at as u64 + 1);
                let shown = firsts[id].show(&input.names());
                prop_assert_eq!(shown, format!("the arguments, number {}", first.unwrap()));
            }
        }
    }
}
