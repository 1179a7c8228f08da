//! Any number of records in requests: batches in, accounts of every record out.

mod accounts;
mod batch;
mod create;
mod engine;
mod look;
mod task;

pub use accounts::Accounts;
pub use batch::{Batch, FeedError, Feeder, Wrap, check};
pub use engine::{Observer, Run, Settings, Stop, run};
pub use look::present;
pub use task::{Outcome, Task};
