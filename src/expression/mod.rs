//! Expressions over records: `--jq`, `--filter`, `--match` and `--sort`.

mod filter;
mod jq;
mod raw;
mod sort;

pub use filter::{Filter, FilterError, TextMatch};
pub use jq::{Continuation, Evaluation, EvaluationError, OutputStyle, Program, compile, utc_stamp};
pub use sort::{SortField, SortKey};
