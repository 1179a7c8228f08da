//! What of an export is not in the document.

use std::collections::BTreeMap;

/// Names that are kept of each kind, to be shown.
const SHOWN: usize = 3;

/// Counts by kind, and the first of each by name.
#[derive(Debug, Default)]
pub struct LeftOut(BTreeMap<&'static str, (u64, Vec<String>)>);

impl LeftOut {
    /// `kind` in the plural, as it stands after a number: `deleted users`.
    pub fn add(&mut self, kind: &'static str, name: &str) {
        let (count, names) = self.0.entry(kind).or_default();
        *count += 1;
        if names.len() < SHOWN && !name.is_empty() {
            names.push(name.to_owned());
        }
    }

    /// Each kind with its count and the first names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64, &[String])> {
        self.0
            .iter()
            .map(|(kind, (count, names))| (*kind, *count, names.as_slice()))
    }
}
