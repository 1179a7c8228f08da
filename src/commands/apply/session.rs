//! What stays the same throughout a run of `apply`.

use std::sync::Arc;

use crate::context::{Connection, Context};
use crate::document::{ApplyRun, ApplySettings, RestoreFile};

use super::arguments::Apply;

pub(super) struct Session<'a> {
    pub arguments: &'a Apply,
    pub context: &'a Context,
    pub connection: &'a Connection,
    /// The names of the document's files.
    pub names: Arc<[String]>,
    pub restore_file: &'a RestoreFile,
}

impl<'a> Session<'a> {
    /// From here on Ctrl-C ends with the counts; before, it simply ends the process.
    pub fn begin(&self) -> ApplyRun<'a> {
        self.context.on_interrupt();
        let options = &self.context.options;
        let settings = ApplySettings {
            keep_going: self.arguments.keep_going,
            prune: self.arguments.prune,
            concurrency: self.connection.client.most_at_once(),
            batch_size: options.batch_size,
        };
        ApplyRun::new(&self.connection.client, settings, self.restore_file)
    }
}
