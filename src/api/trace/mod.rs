//! What is sent and what comes back, for people: `-vv` shows it, `--har` keeps it.
//!
//! ```text
//! request.rs ──> TryWatch ──> Trace (the console)     a bounded beginning of each body
//!                    └──────> HttpArchive (a file)    the same, longer, with times
//! ```
//!
//! The key is masked before anything is cut.

mod archive;
mod entry;
mod moments;
mod shown;
mod watch;

pub use archive::HttpArchive;
pub(super) use moments::{ConnectTimer, Connecting, TimedResolver};
pub use shown::ShownMessage;
pub(super) use shown::shown_headers;
pub(super) use watch::TryWatch;
