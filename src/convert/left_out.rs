//! What is left out of the document.

use std::collections::BTreeMap;

/// How many names of each kind are kept, to be shown.
const SHOWN: usize = 3;

/// How many there are of each kind, and the names of the first ones.
#[derive(Debug, Default)]
pub struct LeftOut(BTreeMap<&'static str, (u64, Vec<String>)>);

impl LeftOut {
    /// `kind` is a plural that can follow a number, for example `deleted users`.
    pub fn add(&mut self, kind: &'static str, name: &str) {
        let (count, names) = self.0.entry(kind).or_default();
        *count += 1;
        if names.len() < SHOWN && !name.is_empty() {
            names.push(name.to_owned());
        }
    }

    /// Each kind with its count and its first names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64, &[String])> {
        self.0
            .iter()
            .map(|(kind, (count, names))| (*kind, *count, names.as_slice()))
    }
}
