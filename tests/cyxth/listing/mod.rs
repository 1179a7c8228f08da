//! Lists: page by page, to their end, while others change the instance.

mod ahead;
mod count;
mod cursors;
#[cfg(feature = "sandbox")]
mod ends;
mod filters;
mod get;
pub mod habits;
mod limits;
mod of_member;
mod pages;
mod sorting;
#[cfg(feature = "sandbox")]
mod stats;
mod walks;
mod walks_sandbox;
