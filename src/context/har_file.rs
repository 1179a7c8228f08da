//! The file of `--har`, from its name to its end.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::api::HttpArchive;
use crate::store::{FileError, Output};

/// What has become of it so far.
#[derive(Default)]
pub(super) struct HarFile(Mutex<HarState>);

#[derive(Default)]
enum HarState {
    #[default]
    Unclaimed,
    /// The command neither reads it nor writes anything else to it.
    Claimed(Output),
    Begun(Arc<HttpArchive>),
}

impl HarFile {
    pub fn is_claimed(&self) -> bool {
        !matches!(*self.lock(), HarState::Unclaimed)
    }

    pub fn claim(&self, output: Output) {
        *self.lock() = HarState::Claimed(output);
    }

    /// The archive. The first call puts it in the place of the file.
    pub fn begin(&self) -> Result<Option<Arc<HttpArchive>>, FileError> {
        let mut state = self.lock();
        if let HarState::Claimed(output) = &*state {
            let archive = Arc::new(HttpArchive::begin(output.clone())?);
            #[cfg(unix)]
            {
                let archive = Arc::clone(&archive);
                // Without this, what is in flight at Ctrl-C is not in the archive.
                let _ = crate::system::before_end(move || archive.end_in_a_hurry());
            }
            *state = HarState::Begun(archive);
        }
        drop(state);
        Ok(self.begun())
    }

    pub fn begun(&self) -> Option<Arc<HttpArchive>> {
        match &*self.lock() {
            HarState::Begun(archive) => Some(Arc::clone(archive)),
            _ => None,
        }
    }

    fn lock(&self) -> MutexGuard<'_, HarState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
