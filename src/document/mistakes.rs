//! Mistakes are reported together, up to a limit.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::input::InputError;
use crate::record::Location;

use super::error::DocumentError;
use super::mistake::{DocumentMistake, ReportedMistake};

/// The most mistakes in one report.
const MOST: usize = 25;

/// Mistakes in the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Mistakes(Vec<ReportedMistake>);

impl Mistakes {
    pub fn add(&mut self, location: String, mistake: DocumentMistake) {
        if self.0.len() < MOST {
            self.0.push(ReportedMistake::At(location, mistake));
        } else if self.0.len() == MOST {
            self.0.push(ReportedMistake::More);
        }
    }

    pub fn end(self) -> Result<(), DocumentError> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(DocumentError::Mistakes(self.0))
    }
}

/// Mistakes in the order in which they stand in the document, one at a place.
pub(super) struct InPlace {
    names: Arc<[String]>,
    mistakes: BTreeMap<Location, DocumentMistake>,
}

impl InPlace {
    pub fn new(names: Arc<[String]>) -> InPlace {
        InPlace {
            names,
            mistakes: BTreeMap::new(),
        }
    }

    /// Adds a mistake, instead of one that was found at the same place before.
    pub fn add(&mut self, place: Location, mistake: impl Into<DocumentMistake>) {
        self.mistakes.insert(place, mistake.into());
        // One too many is kept, which shows that there are more.
        if self.mistakes.len() > MOST + 1 {
            self.mistakes.pop_last();
        }
    }

    /// Adds that something is given twice.
    pub fn add_twin(&mut self, what: String, place: Location, first: Location) {
        let first = first.show(&self.names);
        self.add(place, DocumentMistake::Twin { what, first });
    }

    pub fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// Whether there are more than are reported.
    pub fn is_full(&self) -> bool {
        self.mistakes.len() > MOST
    }

    /// Ends the reading. What it broke off at comes after everything else in the document, and is
    /// reported in any case: what is behind it is not known.
    pub fn end(self, broken: Option<InputError>) -> Result<(), DocumentError> {
        if self.mistakes.is_empty() {
            return broken.map_or(Ok(()), |error| Err(error.into()));
        }
        Err(DocumentError::Mistakes(self.into_report(broken)))
    }

    /// The lines of a report.
    pub fn into_report(self, broken: Option<InputError>) -> Vec<ReportedMistake> {
        let is_full = self.is_full();
        let first = self.mistakes.into_iter().take(MOST);
        let mut report: Vec<ReportedMistake> = first
            .map(|(place, mistake)| ReportedMistake::At(place.show(&self.names), mistake))
            .collect();
        report.extend(broken.map(ReportedMistake::Broken));
        if is_full {
            report.push(ReportedMistake::More);
        }
        report
    }
}
