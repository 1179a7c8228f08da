//! A Cyxth instance on this machine: the vendor's API over HTTP on loopback, and a store in SQLite.
//!
//! It knows nothing of the rest of the tool. This is the way of a request:
//!
//! ```text
//! serving (axum) ─> server (key, bounded body) ─> routes (raw path) ─> workers (a thread that writes,
//!     reply   <─────────────────────────────────────────────────────   a thread that reads)
//!                                                             │ body, record: borrowed views
//!                                                             └ users, channels, members, lists
//!                                                                 └ store (schema, opening)
//! ```
//!
//! `faults` lists what a sandbox can be told to do wrong, so that clients can be tested. `faulty` then
//! comes between `serving` and `server`. `wire` cuts the connections of requests that fail on purpose,
//! and of clients that take too long.
//!
//! Where the vendor's reference leaves something open, the rules are those of the project's
//! contract; `tests/cyxth/sandbox/rules.rs` has a test for each.

mod allowed_hosts;
mod body;
mod channels;
mod contents;
mod cursor;
mod error;
mod fault_error;
mod faults;
mod faulty;
mod key;
mod largest_page;
mod lists;
mod members;
mod page_query;
mod pending;
mod record;
mod refusal;
mod reply;
mod routes;
mod running;
mod server;
mod serving;
mod settings;
mod store;
mod store_failure;
mod table;
mod users;
mod wire;
mod workers;

pub use contents::{StoreCounts, count, first_ids, reset, set_aside};
pub use cursor::{Cursor, UnknownCursor};
pub use error::SandboxError;
pub use fault_error::FaultError;
pub use faults::{Failing, Fault, Faults, Latency, RateLimit, Rules};
pub use key::made_up_key;
pub use largest_page::LargestPage;
pub use running::{Sandbox, start};
pub use settings::{PATIENCE, SandboxSettings, StoreLocation};
