//! Refusals in a row that look like one cause for all: a quota, say.

use crate::api::ApiError;

/// As many single records in a row, refused in the same words and nothing done between.
const SUSPICIOUS: u32 = 50;

#[derive(Debug, Default)]
pub(super) struct Refusals {
    last: Option<(Option<u16>, Option<String>, Option<String>)>,
    in_a_row: u32,
}

impl Refusals {
    /// Counts a refused record; true when it is time to suspect one cause for all.
    pub fn refused(&mut self, error: &ApiError) -> bool {
        let object = error.object();
        let this = (
            error.status(),
            object.and_then(|object| object.code.clone()),
            object.and_then(|object| object.message.clone()),
        );
        if self.last.as_ref() == Some(&this) {
            self.in_a_row += 1;
        } else {
            self.last = Some(this);
            self.in_a_row = 1;
        }
        self.in_a_row >= SUSPICIOUS
    }

    pub fn succeeded(&mut self) {
        self.in_a_row = 0;
        self.last = None;
    }
}
