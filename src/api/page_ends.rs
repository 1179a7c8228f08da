//! Where the last pages of a walk ended, and how far apart its ids are by that.

use std::collections::VecDeque;

use super::id_scale::IdScale;

/// Pages that are counted back for the distance between ids.
const LOOKED_BACK: usize = 8;

/// The last ids of pages that were given out, and how many records had come up to there.
#[derive(Default)]
pub(super) struct PageEnds(VecDeque<(String, u64)>);

impl PageEnds {
    /// Adds a page of so many records that ended with this one.
    pub fn add(&mut self, last: &str, records: usize) {
        let all = self.records() + records as u64;
        self.0.push_back((last.to_owned(), all));
        if self.0.len() > LOOKED_BACK {
            self.0.pop_front();
        }
    }

    /// The last id of all.
    pub fn last(&self) -> Option<&String> {
        self.0.back().map(|(last, _)| last)
    }

    /// The records of all pages so far.
    pub fn records(&self) -> u64 {
        self.0.back().map_or(0, |(_, records)| *records)
    }

    pub fn are_several(&self) -> bool {
        self.0.len() > 1
    }

    /// How far one record is from the next, as far as pages tell. `known` are ids of one page, in order.
    pub fn distance(&self, scale: &IdScale, known: &[String]) -> Option<f64> {
        let (first, last) = (known.first()?, known.last()?);
        let end = scale.number(last)?;
        let near =
            (end.checked_sub(scale.number(first)?)?) as f64 / (known.len() - 1).max(1) as f64;
        // Over several pages chance counts for less, unless the ids change.
        let (last, records) = self.0.back()?;
        let end = scale.number(last);
        let far = self.0.iter().find_map(|(id, before)| {
            let (from, to) = (scale.number(id)?, end?);
            (to > from).then(|| (to - from) as f64 / (records - before) as f64)
        });
        let far = far.filter(|far| (near * 0.8..near * 1.25).contains(far));
        Some(far.unwrap_or(near)).filter(|distance| *distance > 0.0)
    }
}
