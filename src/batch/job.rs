//! How batches are done.

use std::sync::Arc;

use crate::api::Client;

use super::limit::BodyLimit;
use super::task::IfExisting;

/// How batches are done; the same for all batches of a run.
pub struct Job {
    pub client: Client,
    pub if_existing: IfExisting,
    /// Isolate what the service refuses, and do all else.
    pub keep_going: bool,
    /// With `keep_going`: no refusal ends the run, whatever its reason.
    pub never_stops: bool,
    /// The members are of several channels, so a channel that does not exist need not end the run.
    pub has_many_channels: bool,
    /// It was seen that the records need the change, so an answer that counts too few is looked into.
    pub is_needed: bool,
    /// What is known of the size of requests; the runs of one command may share it.
    pub limit: Arc<BodyLimit>,
}

impl Job {
    /// A job that ends with the first refusal and leaves nothing out.
    pub fn new(client: Client) -> Job {
        Job {
            client,
            if_existing: IfExisting::default(),
            keep_going: false,
            never_stops: false,
            has_many_channels: false,
            is_needed: false,
            limit: Arc::default(),
        }
    }

    /// In how many requests so many bytes of records go: as many as the service takes, and as the
    /// line carries in good time.
    pub(super) fn parts(&self, bytes: u64) -> usize {
        let borne = self.client.upload_limit().bytes() as u64;
        // A batch may have been made before the limit was known. Up to twice as much goes whole.
        let for_line = (bytes / borne.max(1)).max(1);
        let for_line = usize::try_from(for_line).unwrap_or(usize::MAX);
        self.limit.parts(bytes).max(for_line)
    }
}
