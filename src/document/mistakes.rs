//! Mistakes are reported together, up to a limit.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::input::InputError;
use crate::record::Location;

use super::error::DocumentError;

/// The most mistakes in one report.
const MOST: usize = 25;

/// Mistakes in the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Mistakes(Vec<String>);

impl Mistakes {
    pub fn add(&mut self, place: &str, message: &str) {
        if self.0.len() < MOST {
            self.0.push(format!("{place}: {message}"));
        } else if self.0.len() == MOST {
            self.0.push("and more".to_owned());
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
    messages: BTreeMap<Location, String>,
}

impl InPlace {
    pub fn new(names: Arc<[String]>) -> InPlace {
        InPlace {
            names,
            messages: BTreeMap::new(),
        }
    }

    /// Adds a mistake, instead of one that was found at the same place before.
    pub fn add(&mut self, place: Location, message: String) {
        self.messages.insert(place, message);
        // One too many is kept, which shows that there are more.
        if self.messages.len() > MOST + 1 {
            self.messages.pop_last();
        }
    }

    /// Adds what is given again, which was given before.
    pub fn add_twin(&mut self, what: &str, place: Location, first: Location) {
        let first = first.show(&self.names);
        let message = format!("the {what} is given twice; the first is at {first}");
        self.add(place, message);
    }

    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Whether there are more than are reported.
    pub fn is_full(&self) -> bool {
        self.messages.len() > MOST
    }

    /// Tells of them. What reading broke off at comes after everything else in the document, and
    /// is reported in any case: what is behind it is not known.
    pub fn end(self, broken: Option<InputError>) -> Result<(), DocumentError> {
        if self.messages.is_empty() {
            return broken.map_or(Ok(()), |error| Err(error.into()));
        }
        let mut told = self.first();
        told.extend(broken.map(|error| error.to_string()));
        told.extend(self.more());
        Err(DocumentError::Mistakes(told))
    }

    /// The report, where the mistakes are no reason to refuse anything.
    pub fn told(&self) -> Vec<String> {
        let mut told = self.first();
        told.extend(self.more());
        told
    }

    fn first(&self) -> Vec<String> {
        let messages = self.messages.iter().take(MOST);
        let told =
            messages.map(|(place, message)| format!("{}: {message}", place.show(&self.names)));
        told.collect()
    }

    fn more(&self) -> Option<String> {
        self.is_full().then(|| "and more".to_owned())
    }
}
