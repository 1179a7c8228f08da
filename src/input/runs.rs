//! Places of records by their ordinal, as straight lines through them instead of one by one.

use crate::record::Location;

/// Up to here every place is known exactly.
const EXACT: usize = 4096;
/// Up to here at least every source is known.
const MOST: usize = 2 * EXACT;

#[derive(Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
}

/// Records whose places follow from the first one.
struct Run {
    first: u32,
    place: Location,
    last: u32,
    /// From one record to the next; unknown while there is only one.
    step: Option<(i64, i64)>,
    column_known: bool,
}

impl Run {
    fn place(&self, ordinal: u32) -> Location {
        let count = i64::from(ordinal - self.first);
        let (line, column) = self.step.unwrap_or_default();
        let along = |from: u64, step: i64| from.wrapping_add_signed(step.wrapping_mul(count));
        Location {
            line: along(self.place.line, line),
            column: match self.column_known {
                true => along(self.place.column, column),
                false => 0,
            },
            ..self.place
        }
    }

    /// Whether the next record's place lies on the line, as exactly as is asked.
    fn takes(&mut self, ordinal: u32, place: Location, exact: bool) -> bool {
        if place.source != self.place.source {
            return false;
        }
        let step = match self.step {
            Some(step) => step,
            None => (
                place.line.wrapping_sub(self.place.line) as i64,
                place.column.wrapping_sub(self.place.column) as i64,
            ),
        };
        let expected = Run {
            step: Some(step),
            ..*self
        }
        .place(ordinal);
        if expected.line != place.line {
            return false;
        }
        if self.column_known && expected.column != place.column {
            if exact {
                return false;
            }
            self.column_known = false;
        }
        self.step = Some(step);
        self.last = ordinal;
        true
    }
}

impl Runs {
    /// Adds the place of the next record. Ordinals ascend.
    pub fn push(&mut self, ordinal: u32, place: Location) {
        let full = self.runs.len() >= EXACT;
        if let Some(run) = self.runs.last_mut()
            && run.takes(ordinal, place, !full)
        {
            return;
        }
        // One run for all that is left of this source, of which no more than the source is known.
        let place = match full {
            true => Location {
                line: 0,
                column: 0,
                ..place
            },
            false => place,
        };
        if let Some(run) = self.runs.last_mut()
            && full
            && run.place.line == 0
            && run.place.source == place.source
        {
            run.last = ordinal;
            return;
        }
        if self.runs.len() < MOST {
            self.runs.push(Run {
                first: ordinal,
                place,
                last: ordinal,
                step: full.then_some((0, 0)),
                column_known: true,
            });
        }
    }

    /// The place of a record, with a line of 0 where it is not known.
    pub fn get(&self, ordinal: u32) -> Location {
        let after = self.runs.partition_point(|run| run.first <= ordinal);
        match after.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) if ordinal <= run.last => run.place(ordinal),
            _ => Location {
                source: u32::MAX,
                line: 0,
                column: 0,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(source: u32, line: u64, column: u64) -> Location {
        Location {
            source,
            line,
            column,
        }
    }

    fn pushed(places: impl IntoIterator<Item = Location>) -> Runs {
        let mut runs = Runs::default();
        for (place, ordinal) in places.into_iter().zip(0..) {
            runs.push(ordinal, place);
        }
        runs
    }

    #[test]
    fn regular_places_are_one_run() {
        use crate::record::NUMBERED;
        for place in [
            |n| at(0, n + 1, 1),
            |n| at(0, 4 * n + 2, 3),
            |n| at(0, 1, 100 * n + 2),
            |n| at(0, n + 1, NUMBERED),
            |_| at(0, 0, 0),
        ] {
            let runs = pushed((0..10_000).map(place));
            assert_eq!(runs.runs.len(), 1);
            for ordinal in [0, 1, 2, 9_999] {
                assert_eq!(runs.get(ordinal), place(u64::from(ordinal)));
            }
        }
    }

    #[test]
    fn irregular_places_are_exact_up_to_a_bound() {
        // In one line, at columns on no line.
        let place = |n: u64| at(0, 1, n * n + 1);
        let runs = pushed((0..100_000).map(place));
        assert!(runs.runs.len() <= EXACT);
        for ordinal in [0, 1, 2, 77, 8_000] {
            assert_eq!(runs.get(ordinal), place(u64::from(ordinal)));
        }
        assert_eq!(runs.get(99_999), at(0, 1, 0));
    }

    #[test]
    fn past_the_bound_the_source_stays_known() {
        let source = |n: u64| (n / 50_000) as u32;
        let runs = pushed((0..100_000).map(|n| at(source(n), n * n + 1, 1)));
        assert!(runs.runs.len() <= EXACT + 2);
        assert_eq!(runs.get(8_000), at(0, 64_000_001, 1));
        assert_eq!(runs.get(20_000), at(0, 0, 0));
        assert_eq!(runs.get(60_000), at(1, 0, 0));
        let many = pushed((0..100_000).map(|n| at(n as u32, 1, 1)));
        assert_eq!(many.runs.len(), MOST);
        assert_eq!(many.get(5_000).source, 5_000);
        assert_eq!(many.get(50_000).show(&[]), "the input");
    }
}
