//! Terminals, streams that close, and signals.

#[cfg(unix)]
mod questions;
#[cfg(unix)]
mod streams;
