//! Finds an id that is given twice, with little memory.
//!
//! Ids mostly come in ascending order, out of a list or an export. As long as they do, none can
//! be there twice. Only when the order breaks are the hashes of all that came before put into a
//! table: for that they are read from the input once more.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use super::Items;
use super::runs::Runs;
use crate::record::Location;

/// Records that are remembered. 8 bytes each, and about as much again for a table.
const REMEMBERED: usize = 1_000_000;
/// Hashes are kept in pieces of this length, because one long vector is copied as it grows.
const CHUNK: usize = 1 << 13;
const EMPTY: u32 = u32::MAX;

/// Looks for an id that is there twice among the first million records. Beyond them it still
/// looks whether an id is one of that million, or the same as the one before it.
pub(super) struct Seen {
    hasher: RandomState,
    /// By ordinal.
    hashes: Vec<Box<[u64; CHUNK]>>,
    len: usize,
    places: Runs,
    last: Option<(String, Location)>,
    table: Option<Table>,
    remembered: usize,
    /// The input from its beginning, as long as nothing needs to be remembered of it.
    replay: Option<Box<Items>>,
    /// Records that were not remembered because they can be read again.
    passed: usize,
}

/// Ordinals by hash, with open addressing. The hash itself is looked up by the ordinal.
struct Table {
    slots: Box<[u32]>,
}

impl Seen {
    /// `replay` is the input from its beginning.
    pub fn replaying(replay: Items) -> Seen {
        Seen {
            replay: Some(Box::new(replay)),
            ..Seen::remembering(REMEMBERED)
        }
    }

    fn remembering(remembered: usize) -> Seen {
        Seen {
            hasher: RandomState::new(),
            hashes: Vec::new(),
            len: 0,
            places: Runs::default(),
            last: None,
            table: None,
            remembered,
            replay: None,
            passed: 0,
        }
    }

    /// Where this id was before, if it was. The line of that place is 0 where it is not known.
    pub fn check(&mut self, id: &str, place: Location) -> Option<Location> {
        let order = self.last.as_ref().map(|(last, _)| id.cmp(last.as_str()));
        if order == Some(std::cmp::Ordering::Equal) {
            return self.last.as_ref().map(|(_, place)| *place);
        }
        let has_broken = order == Some(std::cmp::Ordering::Less);
        if self.replay.is_some() && !has_broken {
            self.passed += 1;
            self.note_last(id, place);
            return None;
        }
        let hash = self.hasher.hash_one(id);
        if self.table.is_none() && has_broken {
            if let Some(replay) = self.replay.take() {
                self.recall(*replay);
            }
            self.table = Some(self.build());
        }
        if let Some(table) = &self.table
            && let Some(ordinal) = table.find(hash, |ordinal| self.hash(ordinal))
        {
            return Some(self.places.get(ordinal));
        }
        self.remember(hash, place);
        self.note_last(id, place);
        None
    }

    fn note_last(&mut self, id: &str, place: Location) {
        match &mut self.last {
            Some((last, last_place)) => {
                last.clear();
                last.push_str(id);
                *last_place = place;
            }
            None => self.last = Some((id.to_owned(), place)),
        }
    }

    /// Reads again what has passed. A file that has changed since is not what was sent, and no
    /// longer tells anything.
    fn recall(&mut self, mut replay: Items) {
        for _ in 0..self.passed.min(self.remembered) {
            let Ok(Some(item)) = replay.next() else {
                return;
            };
            let hash = self.hasher.hash_one(item.id.as_ref());
            let place = item.place;
            self.remember(hash, place);
        }
    }

    fn remember(&mut self, hash: u64, place: Location) {
        if self.len == self.remembered {
            return;
        }
        let at = self.len % CHUNK;
        if at == 0 {
            self.hashes.push(Box::new([0; CHUNK]));
        }
        if let Some(chunk) = self.hashes.last_mut() {
            chunk[at] = hash;
        }
        // `remembered` is far below what 32 bits can count.
        let ordinal = self.len as u32;
        self.len += 1;
        self.places.push(ordinal, place);
        let full = match &mut self.table {
            None => false,
            Some(table) if table.has_room_for(self.len) => {
                table.insert(hash, ordinal);
                false
            }
            Some(_) => true,
        };
        if full {
            self.table = Some(self.build());
        }
    }

    fn hash(&self, ordinal: u32) -> u64 {
        let ordinal = ordinal as usize;
        self.hashes[ordinal / CHUNK][ordinal % CHUNK]
    }

    fn build(&self) -> Table {
        let mut table = Table::with_room_for(self.len + 1);
        for ordinal in 0..self.len as u32 {
            table.insert(self.hash(ordinal), ordinal);
        }
        table
    }
}

impl Table {
    fn with_room_for(len: usize) -> Table {
        // Three quarters full at most, and room to grow.
        let slots = (len * 3 / 2).next_power_of_two().max(16);
        Table {
            slots: vec![EMPTY; slots].into_boxed_slice(),
        }
    }

    fn has_room_for(&self, len: usize) -> bool {
        len <= self.slots.len() / 4 * 3
    }

    fn insert(&mut self, hash: u64, ordinal: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != EMPTY {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = ordinal;
    }

    fn find(&self, hash: u64, hash_of: impl Fn(u32) -> u64) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != EMPTY {
            if hash_of(self.slots[slot]) == hash {
                return Some(self.slots[slot]);
            }
            slot = (slot + 1) & mask;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn place(line: u64) -> Location {
        Location {
            source: 0,
            line,
            column: 1,
        }
    }

    #[test]
    fn ascending_ids_need_no_table() {
        let mut seen = Seen::remembering(REMEMBERED);
        for n in 0..50_000_u64 {
            assert_eq!(seen.check(&format!("u{n:09}"), place(n + 1)), None);
        }
        assert!(seen.table.is_none());
        assert_eq!(seen.check("u000049999", place(0)), Some(place(50_000)));
        assert_eq!(seen.check("u000000007", place(0)), Some(place(8)));
        assert_eq!(seen.check("u000031234", place(0)), Some(place(31_235)));
        assert_eq!(seen.check("a", place(50_001)), None);
        assert_eq!(seen.check("a", place(50_002)), Some(place(50_001)));
        assert_eq!(seen.check("b", place(50_003)), None);
        assert_eq!(seen.check("a", place(50_004)), Some(place(50_001)));
    }

    #[test]
    fn past_the_limit_the_first_ones_and_the_last_one_are_known() {
        let mut seen = Seen::remembering(10);
        for n in 0..100 {
            assert_eq!(seen.check(&format!("u{n:03}"), place(n + 1)), None);
        }
        assert_eq!(seen.check("u099", place(101)), Some(place(100)));
        assert_eq!(seen.check("u004", place(101)), Some(place(5)));
        assert_eq!(seen.check("u050", place(101)), None);
        assert_eq!(seen.len, 10);
    }

    proptest! {
        #[test]
        fn finds_exactly_what_is_there_twice(ids in prop::collection::vec(0..300_u32, 0..400), sorted: bool) {
            let mut ids = ids;
            if sorted {
                ids.sort_unstable();
            }
            let (mut seen, mut known) = (Seen::remembering(REMEMBERED), HashMap::new());
            for (id, line) in ids.iter().zip(1..) {
                let first = known.get(id).copied();
                prop_assert_eq!(seen.check(&format!("{id:03}"), place(line)), first);
                known.entry(id).or_insert(place(line));
            }
        }
    }
}
