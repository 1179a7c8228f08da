//! Any number of records in requests: batches in, accounts of every record out.
//!
//! ```text
//! input ──> feed ──> (skip) ──> engine ──> job ──> send ──> api
//!           checked,  what is    several    as many    one request,
//!           sharded,  there is   in flight  requests   and what its
//!           sorted    left out              as needed  answer says
//! ```

mod accounts;
mod bodies;
mod create;
mod engine;
mod feed;
mod files;
mod groups;
mod guess;
mod job;
mod limit;
mod look;
mod order;
mod rejects;
mod send;
mod shard;
mod skip;
mod sort;
mod task;

pub use accounts::Accounts;
pub use bodies::{Batch, Wrap};
pub use engine::{Observer, Run, Settings, Stop, run};
pub use feed::{Feed, FeedError, FeedSettings, Feeder};
pub use files::{Files, Totals};
pub use groups::{Grouped, Groups};
pub use job::Job;
pub use limit::BodyLimit;
pub use look::present;
pub use rejects::Kept;
pub use shard::Shard;
pub use sort::Record;
pub use task::{Cause, Outcome, Rejected, Task};
