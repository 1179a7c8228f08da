//! The thin HTTP module: every call of the API reference, and the one door they go through.

mod answer;
mod client;
mod curl;
mod endpoints;
mod error;
mod mask;
mod pace;
mod pages;
mod request;
pub mod retry;
mod spelling;

pub use client::{Client, ClientSettings, MaskedRecords, Trace};
pub use endpoints::{Changed, Collection};
pub use error::{ApiError, ErrorObject, Left, Problem, Stage};
pub use pages::{Page, Walk};
pub use request::{Effect, Request};
