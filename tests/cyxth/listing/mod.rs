//! Lists: page by page, to their end, while others change the instance.

mod ahead;
mod count;
#[cfg(feature = "sandbox")]
mod ends;
mod filters;
mod get;
mod of_member;
mod pages;
mod sorting;
#[cfg(feature = "sandbox")]
mod stats;
pub mod walks;
mod walks_sandbox;
