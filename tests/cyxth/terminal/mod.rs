//! Terminals, streams that close, and signals.

#[cfg(unix)]
mod guards;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod questions;
#[cfg(unix)]
mod results;
#[cfg(unix)]
mod streams;
