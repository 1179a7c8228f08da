//! What the run has learnt of how the service pages: how many records it allows in a page, and by
//! which name it knows the cursor. All requests of a run share it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64};

use super::stray_habit::StrayHabit;

/// Records a page where nothing else is asked for.
pub const LARGE_PAGE: u64 = 1000;

/// What a cursor is called. The text of the reference says `starting_after`, its table and the
/// vendor's OpenAPI say `starting after`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CursorName {
    Underscored,
    Spaced,
}

impl CursorName {
    /// As it stands in a URL.
    pub fn in_query(self) -> &'static str {
        match self {
            CursorName::Underscored => "starting_after",
            CursorName::Spaced => "starting%20after",
        }
    }
}

pub(super) struct Paging {
    /// Records a page that the person asked for.
    pub page_size: Option<u64>,
    /// The most that the service allows.
    pub most: AtomicU64,
    /// The largest limit that it has answered.
    pub borne: AtomicU64,
    /// The service does not find the place of a cursor that names nothing.
    pub is_guessing_useless: AtomicBool,
    /// What the ends of lists of members have shown; a run may read many of them.
    pub strays: StrayHabit,
    /// By which name the service has been seen to read a cursor.
    name: OnceLock<CursorName>,
}

impl Paging {
    pub fn new(page_size: Option<u64>) -> Paging {
        Paging {
            page_size,
            most: AtomicU64::new(u64::MAX),
            borne: AtomicU64::new(0),
            is_guessing_useless: AtomicBool::new(false),
            strays: StrayHabit::default(),
            name: OnceLock::new(),
        }
    }

    /// The cursor's name, where the service has been seen to read it.
    pub fn known_name(&self) -> Option<CursorName> {
        self.name.get().copied()
    }

    /// The cursor's name, as far as it is known.
    pub fn name(&self) -> CursorName {
        self.known_name().unwrap_or(CursorName::Underscored)
    }

    pub fn settle_name(&self, name: CursorName) {
        // Where another request was first, both have seen the same service.
        let _ = self.name.set(name);
    }
}
