//! What is wrong with the input, a line for each mistake, and hints.

use std::sync::Arc;

use crate::record::{Id, Mistake};

/// The input cannot be read or is not what was expected.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", .0.joined())]
// Boxed, because every record passes through a `Result` with this in it.
pub struct InputError(Box<MistakesOfInput>);

#[derive(Debug, Clone)]
struct MistakesOfInput {
    /// Names of the sources that the mistakes are in.
    names: Arc<[String]>,
    found: Vec<Mistake>,
    /// There are more mistakes than these.
    are_more: bool,
    /// The wrong item has been skipped, and the next one can be read.
    goes_on: bool,
    /// The wrong record, if it is a record that is wrong.
    record: Option<String>,
}

/// A record that is wrong, as JSON.
#[derive(Debug, Clone)]
pub struct WrongRecord {
    pub json: String,
    pub mistake: Mistake,
}

impl WrongRecord {
    /// Its id; empty if it has none.
    pub fn id(&self) -> String {
        let id = serde_json::from_str(&self.json).map(|Id { id }| id.into_owned());
        id.unwrap_or_default()
    }
}

impl MistakesOfInput {
    fn joined(&self) -> String {
        let lines: Vec<String> = self.lines().map(|(line, _)| line).collect();
        lines.join("; ")
    }

    fn lines(&self) -> impl Iterator<Item = (String, Option<&str>)> {
        let found = self.found.iter();
        let found = found.map(|one| (one.show(&self.names), one.hint.as_deref()));
        let more = self.are_more.then(|| ("and more".to_owned(), None));
        found.chain(more)
    }
}

impl InputError {
    /// A mistake that has no location: it concerns the whole input, or a source that could not be
    /// opened.
    pub(crate) fn whole(message: impl Into<String>) -> InputError {
        InputError::new(Mistake::new(None, message), Arc::default())
    }

    pub(super) fn new(mistake: Mistake, names: Arc<[String]>) -> InputError {
        InputError::several(vec![mistake], false, names)
    }

    /// Several mistakes, and whether there are more.
    pub(super) fn several(found: Vec<Mistake>, are_more: bool, names: Arc<[String]>) -> InputError {
        InputError(Box::new(MistakesOfInput {
            names,
            found,
            are_more,
            goes_on: false,
            record: None,
        }))
    }

    pub fn into_mistakes(self) -> Vec<Mistake> {
        self.0.found
    }

    /// Everything that is wrong, each on a line that begins with the location, and what may help.
    pub fn lines(&self) -> Vec<(String, Option<&str>)> {
        self.0.lines().collect()
    }

    /// Marks the wrong item as skipped, so that reading can go on after it.
    #[must_use]
    pub(super) fn passed_over(mut self) -> InputError {
        self.0.goes_on = true;
        self
    }

    /// Marks a wrong record as skipped; it goes with the error.
    #[must_use]
    pub(super) fn passed_over_record(self, record: String) -> InputError {
        let mut error = self.passed_over();
        error.0.record = Some(record);
        error
    }

    /// The wrong record, and what is wrong with it, if the records after it can be read.
    pub fn into_wrong_record(self) -> Result<WrongRecord, InputError> {
        match *self.0 {
            MistakesOfInput {
                record: Some(json),
                mut found,
                ..
            } if found.len() == 1 => Ok(WrongRecord {
                json,
                mistake: found.remove(0),
            }),
            mistakes => Err(InputError(Box::new(mistakes))),
        }
    }

    pub(super) fn goes_on(&self) -> bool {
        self.0.goes_on
    }

    /// What may help, without repetitions.
    pub fn hint(&self) -> Option<String> {
        let mut hints: Vec<&str> = Vec::new();
        for hint in self.0.found.iter().filter_map(|one| one.hint.as_deref()) {
            if !hints.contains(&hint) {
                hints.push(hint);
            }
        }
        (!hints.is_empty()).then(|| hints.join("; "))
    }
}
