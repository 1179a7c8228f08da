//! What all phases of an apply share. None of it changes while they run.

use std::sync::Arc;

use crate::api::Client;
use crate::batch::BodyLimit;

use super::restore_file::RestoreFile;

/// How a plan is applied.
#[derive(Clone)]
pub struct ApplySettings {
    /// Isolate what the service refuses, and do all other steps.
    pub keep_going: bool,
    /// Remove what the document does not have.
    pub prune: bool,
    pub concurrency: usize,
    pub batch_size: usize,
}

pub struct ApplyRun<'a> {
    pub client: &'a Client,
    pub settings: ApplySettings,
    pub restore_file: &'a RestoreFile,
    /// What is known of the size of requests.
    pub(super) limit: Arc<BodyLimit>,
}

impl<'a> ApplyRun<'a> {
    pub fn new(
        client: &'a Client,
        settings: ApplySettings,
        restore_file: &'a RestoreFile,
    ) -> ApplyRun<'a> {
        ApplyRun {
            client,
            settings,
            restore_file,
            limit: Arc::default(),
        }
    }
}

/// What requests are sent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Steps of the plan: they are counted, and unless the run keeps going, the first refusal ends
    /// them.
    Plan,
    /// What belongs to a step without being one. A refusal does not keep the others away, and
    /// nothing of it is counted.
    BesidePlan,
    /// The same for records of the restore file.
    PutBack,
}
