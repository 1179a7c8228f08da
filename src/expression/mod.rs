//! Expressions over records: `--jq`, `--map`, `--filter`, `--match` and `--sort`.

mod filter;
mod jq;
mod json_text;
mod map_input;
mod map_splitter;
mod raw;
mod sort;

pub use filter::{Filter, FilterError, TextMatch};
pub use jq::{
    Continuation, Evaluation, EvaluationError, OutputStyle, Program, compile, compile_map,
    utc_stamp,
};
pub use map_input::map_input;
pub use sort::{SortField, SortKey};
