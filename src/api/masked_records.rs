//! How many records a service put the key into.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The records that a service put the key into. They are not shown as they are.
#[derive(Debug, Clone, Default)]
pub struct MaskedRecords(Arc<Mutex<HashSet<u64>>>);

impl MaskedRecords {
    /// How many there were, each counted once however often it was read.
    pub fn count(&self) -> u64 {
        self.lock().len() as u64
    }

    pub(super) fn add(&self, record: &[u8]) {
        let mut hasher = DefaultHasher::new();
        record.hash(&mut hasher);
        self.lock().insert(hasher.finish());
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
