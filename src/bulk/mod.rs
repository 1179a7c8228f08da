//! Any number of records in requests: batches in, accounts of every record out.
//!
//! ```text
//! input ──> feed ──> (skip) ──> engine ──> task ──> api
//!           checked,  what is    several     one request, or as many as it
//!           sharded,  there is   in flight   takes to isolate what is refused
//!           sorted    left out
//! ```

mod accounts;
mod batch;
mod create;
mod engine;
mod feed;
mod files;
mod groups;
mod guess;
mod look;
mod order;
mod rejects;
mod shard;
mod skip;
mod sort;
mod sorter;
mod task;

pub use accounts::Accounts;
pub use batch::{Batch, Wrap};
pub use engine::{Observer, Run, Settings, Stop, run};
pub use feed::{Feed, FeedError, FeedSettings, Feeder};
pub use files::{Files, Totals};
pub use groups::{Grouped, Groups};
pub use look::present;
pub use rejects::Kept;
pub use shard::Shard;
pub use sorter::{Ascending, Record, Sorter};
pub use task::{Job, Outcome, Rejected, Task};

use task::Part;
