//! The arguments of `cyxth apply`.

use std::path::PathBuf;

use clap::Args;

use crate::commands::document::DocumentArguments;

#[derive(Debug, Args)]
pub struct Apply {
    #[command(flatten)]
    pub document: DocumentArguments,
    /// Remove what is not in the document, within the sections that it has
    ///
    /// Members that a channel of the document does not list, channels where the document has
    /// channels, users where it has users. Asks first; --yes confirms.
    #[arg(long)]
    pub prune: bool,
    /// Delete users whose name or metadata differ, and recreate them
    ///
    /// Their memberships and modes are put back, those too that the document does not manage.
    /// What is to be put back is first written to a file on this machine, so that the next run
    /// here completes one that was killed. Members that are to have no mode of their own in a
    /// channel, where the user has none either, are removed and added again. Asks first; --yes
    /// confirms.
    #[arg(long)]
    pub recreate: bool,
    /// Refuse a plan that deletes more than N users, channels and memberships, before anything is sent
    ///
    /// Those that are deleted to be created anew count too.
    #[arg(long, value_name = "N")]
    pub max_delete: Option<u64>,
    /// Isolate what the service refuses, and do all other steps
    ///
    /// Without it the first refusal ends the run. Members are added to new channels by themselves
    /// then, so that one who is refused does not keep a channel from being created.
    #[arg(long)]
    pub keep_going: bool,
    /// Write the result of every request to a file, as JSON
    ///
    /// Requests that put something back, or add members that did not come with their channel, are
    /// in it too, but not in its counts, which are those of the steps. What an earlier run has left
    /// to put back is not in it.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Print the JSON Schema of documents, and do nothing else
    #[arg(long, conflicts_with_all = ["files", "more_files", "ignore", "prune", "recreate", "max_delete", "keep_going", "report"])]
    pub schema: bool,
}
