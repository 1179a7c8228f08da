//! Tests through the real binary, in a cleared environment; a file per topic.

#[cfg(feature = "sandbox")]
mod generated;
#[cfg(feature = "sandbox")]
mod readme;
#[cfg(feature = "sandbox")]
mod sandbox_rules;
