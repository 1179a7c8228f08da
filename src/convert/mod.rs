//! Exports of other chat services as documents: their users, their public and private channels, and the
//! members of these.
//!
//! ```text
//! folder, .zip or file ──> slack | mattermost | stream ──> ExportCollector ──> Converted, in order
//!                          one item after the other        sorters             nothing in memory
//! ```
//!
//! Nothing is guessed. What a document cannot hold, and what would not be true in it, is left out and
//! counted ([`left_out`]).

mod archive;
mod collector;
mod error;
mod items;
mod left_out;
mod mattermost;
mod slack;
mod stream;

use std::path::{Path, PathBuf};

use archive::Archive;
pub use collector::{Converted, MemberEntry};
pub use error::ConvertError;

/// The service that wrote the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Service {
    Slack,
    Mattermost,
    Stream,
}

/// The files of an export, except those in an archive. None of them may be overwritten.
pub fn files_of(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).into_iter().flatten();
    let inside = entries.filter_map(|entry| Some(entry.ok()?.path()));
    std::iter::once(path.to_owned()).chain(inside).collect()
}

/// Reads an export.
///
/// # Errors
/// It cannot be read, or it is not an export of this service.
pub fn convert(service: Service, path: &Path) -> Result<Converted, ConvertError> {
    let mut archive = Archive::open(path)?;
    match service {
        Service::Slack => slack::convert(&mut archive),
        Service::Mattermost => mattermost::convert(&mut archive),
        Service::Stream => stream::convert(&mut archive),
    }
}
