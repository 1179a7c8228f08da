//! Waits for threads to end within a time limit, which joining them cannot do.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

#[derive(Clone, Default)]
pub(crate) struct Latch(Arc<(Mutex<usize>, Condvar)>);

/// LatchHold by a thread as long as it lives.
pub(crate) struct LatchHold(Latch);

impl Latch {
    pub fn hold(&self) -> LatchHold {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        LatchHold(self.clone())
    }

    /// True if all have let go within that time.
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
