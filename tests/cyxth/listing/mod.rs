//! Lists: page by page, to their end, while others change the instance.

#[cfg(feature = "sandbox")]
mod ends;
mod filters;
mod pages;
pub mod walks;
mod walks_sandbox;
