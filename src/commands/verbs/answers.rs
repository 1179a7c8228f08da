//! The records that the service answers updates with, printed a page at a time.

use bytes::Bytes;

use crate::api::Page;
use crate::context::Context;
use crate::render::{Columns, Listing, RenderError};

/// How many answers are kept before they are printed.
const PAGE: usize = 1000;

pub struct AnswerPages {
    listing: Listing,
    kept: Vec<Bytes>,
    /// Once printing has failed, nothing more is printed; the updates go on.
    failed: Option<RenderError>,
}

impl AnswerPages {
    /// `count` is the number of records: a single one is not printed as a list.
    pub fn new(context: &Context, columns: Columns, count: u64) -> AnswerPages {
        let listing = Listing::new(&context.console, columns).within_run();
        AnswerPages {
            listing: if count == 1 {
                listing.single()
            } else {
                listing
            },
            kept: Vec::new(),
            failed: None,
        }
    }

    pub fn add(&mut self, answers: &[Bytes]) {
        if self.failed.is_none() {
            self.kept.extend_from_slice(answers);
        }
    }

    /// Whether there is enough for a page.
    pub fn has_page(&self) -> bool {
        self.kept.len() >= PAGE
    }

    pub fn print_page(&mut self) {
        let page = Page::of(std::mem::take(&mut self.kept));
        self.failed = self.listing.page(&page).err();
    }

    /// Prints the rest. If nothing failed, an empty list is printed too.
    pub fn end(mut self, is_success: bool) -> Result<(), RenderError> {
        if !self.kept.is_empty() {
            self.print_page();
        }
        match self.failed {
            Some(error) => Err(error),
            None if is_success || self.listing.has_begun() => self.listing.end(),
            None => Ok(()),
        }
    }
}
