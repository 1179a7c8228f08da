//! The users of an instance, and their modes there.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::quality::RandomState;

use super::id_set::IdSet;

/// Most users have the same mode, so only the others are kept.
#[derive(Debug, Default)]
pub struct OwnModes {
    users: IdSet,
    common: Option<Option<u64>>,
    hasher: RandomState,
    /// By the hash of the user's id.
    others: Vec<(u64, Option<u64>)>,
    /// Users who came after all had been read.
    late: HashMap<String, Option<u64>>,
}

impl OwnModes {
    pub fn add(&mut self, id: &str, mode: Option<u64>) {
        if *self.common.get_or_insert(mode) != mode {
            self.others.push((self.hasher.hash_one(id), mode));
        }
    }

    /// All users have been added: these.
    pub fn end(&mut self, mut users: IdSet) {
        users.sort();
        self.users = users;
        self.others.sort_unstable();
    }

    /// Adds a user after that.
    pub fn add_late(&mut self, id: &str, mode: Option<u64>) {
        self.late.insert(id.to_owned(), mode);
    }

    /// Whether there is such a user.
    pub fn has(&self, id: &str) -> bool {
        self.users.has(id) || self.late.contains_key(id)
    }

    /// The mode of a user.
    pub fn mode_of(&self, id: &str) -> Option<u64> {
        if let Some(mode) = self.late.get(id) {
            return *mode;
        }
        let hash = self.hasher.hash_one(id);
        let found = self.others.binary_search_by_key(&hash, |(hash, _)| *hash);
        found.map_or(self.common.flatten(), |at| self.others[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_have_their_own_modes() {
        let mut own = OwnModes::default();
        let mut users = IdSet::default();
        assert_eq!(own.mode_of("a"), None);
        let modes = [("a", Some(3)), ("b", None), ("c", Some(3)), ("d", Some(0))];
        for (id, mode) in modes {
            own.add(id, mode);
            users.add(id);
        }
        own.end(users);
        own.add_late("e", Some(7));
        assert_eq!(own.mode_of("e"), Some(7));
        assert!(own.has("a") && own.has("b") && own.has("e") && !own.has("f"));
        assert_eq!(own.others.len(), 2);
        for (id, mode) in modes {
            assert_eq!(own.mode_of(id), mode);
        }
    }
}
