//! Every way in which a command can fail: kind and exit status, message, causes, and a hint.

mod any;
mod failure;
mod hint;
mod json;
mod kind;

pub use failure::{Failure, Result};
pub use kind::Kind;
