//! jq expressions: jaq evaluates them, and this module makes it agree with jq 1.8.

mod access;
#[cfg(test)]
mod agreement_tests;
mod arithmetic;
mod count;
mod decimal;
#[cfg(test)]
mod depth_tests;
mod engine;
mod error;
mod evaluation;
mod lex;
mod map;
mod natives;
mod number;
mod output_order;
mod parse;
mod paths;
mod pattern;
mod pattern_syntax;
mod precedence;
mod program;
mod read;
mod refused;
mod rewrite;
mod stream;
mod thread;
mod tree;
mod value;
mod worker;
mod write;

pub use decimal::Decimal;
pub use evaluation::{Continuation, Evaluation};
pub use map::{MapValues, MapWork, MappedChunk, start_map};
pub use natives::utc_stamp;
pub use pattern::regex_mistake;
pub use program::{ElementsAt, MapProgram, Program, compile, compile_map};
pub use read::ValueReader;
pub use value::{Value, sorted_names};
pub use worker::{EvaluationError, OutputStyle};
