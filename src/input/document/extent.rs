//! Where in a source the pieces of each kind are, so that only that part is read again.

use super::{Noun, Spot};
use crate::input::window::Window;
use crate::record::Location;

/// A spot from which reading can begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Bytes of the source before it.
    pub offset: u64,
    pub place: Location,
    pub spot: Spot,
}

impl Mark {
    pub fn here(window: &Window, spot: Spot) -> Mark {
        Mark {
            offset: window.consumed(),
            place: window.location(),
            spot,
        }
    }
}

/// The part of a source that has all pieces of a kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub from: Mark,
    /// Bytes of the source up to its end.
    pub end: u64,
}

impl Extent {
    fn or(self, other: Extent) -> Extent {
        Extent {
            from: match other.from.offset < self.from.offset {
                true => other.from,
                false => self.from,
            },
            end: self.end.max(other.end),
        }
    }
}

/// The extents of one source, by kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extents([Option<Extent>; 3]);

impl Extents {
    pub fn add(&mut self, noun: Noun, from: Mark, end: u64) {
        let extent = &mut self.0[noun as usize];
        extent.get_or_insert(Extent { from, end }).end = end;
    }

    /// The part that has the pieces of all of these kinds; none where there are none.
    pub fn of(&self, nouns: &[Noun]) -> Option<Extent> {
        let extents = nouns.iter().filter_map(|&noun| self.0[noun as usize]);
        extents.reduce(Extent::or)
    }
}
