//! A Cyxth instance on this machine: the vendor's API over HTTP on loopback, and a store in SQLite.
//!
//! It knows nothing of the rest of the tool. A request takes this way:
//!
//! ```text
//! server (axum: key, bounded body) ─> routes (raw path) ─> workers (a thread that writes,
//!     reply   <──────────────────────────────────────────   a thread that reads)
//!                                                              │ body, record: borrowed views
//!                                                              └ users, channels, members, lists
//!                                                                  └ store (schema, opening)
//! ```
//!
//! `faults` lists what a sandbox can be told to do wrong, to test what depends on it; `faulty` then
//! stands before `server`, and `wire` before both: it cuts connections that fail on purpose, and those
//! of clients that take too long.
//!
//! Where the vendor's reference leaves something open, the rules are those of the project's
//! contract; `tests/cyxth/sandbox/rules.rs` holds one test for each.

mod allowed_hosts;
mod body;
mod call_error;
mod channels;
mod contents;
mod cursor;
mod error;
mod fault_error;
mod faults;
mod faulty;
mod key;
mod largest_page;
mod latch;
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
