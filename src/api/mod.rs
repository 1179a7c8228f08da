//! The thin HTTP module: every call of the API reference, and the one door they go through.

mod answer;
mod cause;
mod client;
mod curl;
mod endpoints;
mod error;
mod exchange;
mod mask;
mod pace;
mod pages;
mod paging;
mod progress;
mod proxy;
mod rate;
mod refusal;
mod request;
pub mod retry;
mod spelling;
mod trail;
mod transport;
mod tries;
mod walk;

pub use client::{Client, ClientSettings, MaskedRecords, Trace};
pub use endpoints::{Changed, Collection};
pub use error::{ApiError, ErrorObject, Left, Problem, Stage};
pub use mask::MASK;
pub use pages::Page;
pub use paging::LARGE_PAGE;
pub use proxy::Proxy;
pub use request::Request;
pub use tries::Tries;
pub use walk::Walk;
