//! Waiting for threads to end, with a time limit, which joining them does not offer.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Counts the threads that hold it.
#[derive(Clone, Default)]
pub(crate) struct Latch(Arc<(Mutex<usize>, Condvar)>);

/// A thread owns one as long as it lives.
pub(crate) struct LatchHold(Latch);

impl Latch {
    pub fn hold(&self) -> LatchHold {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        LatchHold(self.clone())
    }

    /// Waits until no thread holds it, but no longer than `longest`. Gives back whether none does.
    pub fn wait(&self, longest: Duration) -> bool {
        let (held, changed) = &*self.0;
        let held = held.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = changed.wait_timeout_while(held, longest, |held| *held > 0);
        *waited.unwrap_or_else(PoisonError::into_inner).0 == 0
    }
}

impl Drop for LatchHold {
    fn drop(&mut self) {
        let (held, changed) = &*self.0.0;
        *held.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        changed.notify_all();
    }
}
