//! What the tests share: the binary in a cleared environment, servers to run it against, and what a
//! run has left behind.

#[cfg(feature = "sandbox")]
pub mod counts;
pub mod environment;
#[cfg(feature = "sandbox")]
pub mod instance;
pub mod leaks;
pub mod listener;
#[cfg(feature = "sandbox")]
pub mod plain_http;
pub mod process;
pub mod server;
#[cfg(feature = "sandbox")]
pub mod stage;
pub mod tls_server;

pub use environment::*;
