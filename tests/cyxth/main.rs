//! Tests through the real binary, in a cleared environment; a file per topic.

mod errors;
#[cfg(feature = "sandbox")]
mod generated;
mod ids;
mod input;
mod listing;
mod output;
#[cfg(feature = "sandbox")]
mod plain_http;
mod profiles;
#[cfg(feature = "sandbox")]
mod readme;
mod retry;
#[cfg(feature = "sandbox")]
mod sandbox_faults;
#[cfg(feature = "sandbox")]
mod sandbox_rules;
mod server;
mod support;
mod target;
mod usage;
mod wire;
