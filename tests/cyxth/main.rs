//! Tests through the real binary, in a cleared environment; a file per topic.

#[cfg(feature = "sandbox")]
mod sandbox_rules;
