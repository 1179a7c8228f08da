//! What a service does with a cursor that names nothing, as far as a run has seen it at the ends of
//! its lists.
//!
//! An empty page is the end of a list only if the record of its cursor was still there: somebody
//! may have deleted it, and then the answer may be empty because the cursor named nothing. So the
//! record is asked for once more. The cursor of that request may as well name nothing, and stand between
//! the last two records. The answer then shows the last record again, and also that the service finds
//! the place of a cursor without a record. Once that has been seen a few times, an empty page means
//! the end whether the record is there or not, and the request is left out. With hundreds of channels,
//! each with a list of members, that saves every third request.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// How many lists have to show it.
const ENOUGH: u32 = 3;

#[derive(Debug, Default)]
pub(super) struct StrayHabit {
    /// Lists that have shown a cursor without a record to be placed by order.
    seen: AtomicU32,
    /// One list has shown otherwise.
    is_useless: AtomicBool,
}

impl StrayHabit {
    /// Whether a cursor without a record is known to be placed by order.
    pub fn is_placed(&self) -> bool {
        !self.is_useless.load(Ordering::Relaxed) && self.seen.load(Ordering::Relaxed) >= ENOUGH
    }

    /// A cursor to ask with between the last two ids of a list; none where it is known not to help.
    pub fn place_between(&self, last_but_one: &str, last: &str) -> Option<String> {
        if self.is_useless.load(Ordering::Relaxed) {
            return None;
        }
        stray_between(last_but_one, last)
    }

    /// `is_placed`: the place between two records brought the second of them alone.
    pub fn note(&self, is_placed: bool) {
        if is_placed {
            self.seen.fetch_add(1, Ordering::Relaxed);
        } else {
            self.is_useless.store(true, Ordering::Relaxed);
        }
    }
}

/// A cursor between two ids that most likely names nothing: the first of them and one more character,
/// of a kind that ids are made of. A service may cut off other characters, or read an id as a number,
/// and the cursor should not become one of the two by that. Nor is it an id in the middle between them,
/// which may well be that of a record in another list.
pub(super) fn stray_between(low: &str, high: &str) -> Option<String> {
    ['5', 'm', 'M', '0', 'a', 'A']
        .into_iter()
        .map(|letter| format!("{low}{letter}"))
        .find(|text| text.as_str() < high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_between_two_ids_or_there_is_none() {
        for (low, high) in [("u1", "u2"), ("u1", "u15x"), ("a", "b"), ("u", "u1")] {
            let place = stray_between(low, high).unwrap();
            assert!(low < place.as_str() && place.as_str() < high, "{place}");
        }
        assert_eq!(stray_between("u", "u-"), None);
        assert_eq!(stray_between("u", "u0"), None);
    }

    #[test]
    fn one_list_that_shows_otherwise_ends_it() {
        let habit = StrayHabit::default();
        for _ in 0..ENOUGH {
            assert!(!habit.is_placed());
            assert!(habit.place_between("a", "b").is_some());
            habit.note(true);
        }
        assert!(habit.is_placed());
        habit.note(false);
        assert!(!habit.is_placed());
        assert_eq!(habit.place_between("a", "b"), None);
    }
}
