//! Any number of records in requests: batches in, accounts of every record out.
//!
//! ```text
//! input or ──> batch_source ──> supply ────────> engine ───> job ──────> create ──> api
//! steps        sharded, sorted,  read ahead,      several     as many     or send:
//!              one task a batch  what exists      in flight   requests    one request, and
//!                                may be left out              as needed   what its answer says
//!                                     └── lookup ──────────────┴───────────┘
//! ```

mod accounts;
mod batch_source;
mod batch_work;
mod body;
mod collection_end;
mod create;
mod cursor_guesses;
mod engine;
mod files;
mod guesses;
mod input_order;
mod job;
mod jumps;
mod limit;
mod listing_orders;
mod lookup;
mod lookup_ahead;
mod lookup_memory;
mod lookup_pages;
mod path_look;
mod places;
mod rejects;
mod send;
mod sent;
mod shard;
mod short_count;
mod supply;
mod task;

pub use accounts::Accounts;
pub use batch_source::{BatchSource, InputRecords, TaskRecord};
pub use body::Batch;
pub use engine::{Observer, RunResult, Stop, run};
pub use files::{Files, Totals};
pub use input_order::{Record, SourceError};
pub use job::Job;
pub use limit::BodyLimit;
pub use lookup::{Lookup, is_listed, look_up};
pub use places::Found;
pub use rejects::KeptRejects;
pub use shard::Shard;
pub use task::{BatchOutcome, Cause, IfExisting, RejectReason, Rejected, Task};
