//! Tests through the real binary, in a cleared environment; a folder per topic.

mod api;
mod batch;
#[cfg(feature = "sandbox")]
mod document;
mod house;
mod input;
mod listing;
mod output;
mod profile;
#[cfg(feature = "sandbox")]
mod sandbox;
mod support;
mod terminal;
mod tokens;
