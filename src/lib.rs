//! The library behind the `cyxth` binary: records come in, become requests, go through one door,
//! and come back as results.
//!
//! ```text
//!                argv, files, stdin                      stdout (results)   stderr (all else)
//!                       |                                        ^                 ^
//! cli ──> commands ──> input ──> batch ─> api ──> network        |                 |
//!            |                     |                             |                 |
//!            └── context (profile, key, client, renderer)        |                 |
//!            └────────────────────── render <────────────────────┴─────────────────┘
//! document ── an instance as a document: export, diff, apply
//! convert ── exports of other services as documents
//! expression ── `--jq`, `--filter` and `--sort`: expressions over records
//! tokens ── sign-in tokens, signed and taken apart
//! config ── where instances and keys are written down
//! store ── files that are written on the way, and how one takes its place
//! sandbox ── a Cyxth instance on this machine; knows nothing of the rest
//! system ── signals, the terminal of a question, and how the process itself is run
//! ```
//!
//! Imports point downwards only:
//!
//! ```text
//! cli → commands → context → error → render → {document, convert, tokens}
//!     → {batch, expression} → {input, api} → store → {record, config} → system
//! ```
//!
//! `render` watches the runs of `batch` and shows the steps of `document`, and neither knows of it.
//! The sandbox imports `record` at most, and only `context`, `error` and `commands/sandbox` name
//! it. No two files import each other. A test reads every path in the code.
//!
//! A record is never rebuilt on its way: its bytes travel as they were written, and typed views
//! ([`record`]) borrow from them.

pub(crate) mod api;
pub(crate) mod batch;
pub mod cli;
pub(crate) mod commands;
pub(crate) mod config;
pub(crate) mod context;
pub(crate) mod convert;
pub(crate) mod document;
pub(crate) mod error;
pub(crate) mod expression;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
pub(crate) mod input;
pub(crate) mod record;
pub(crate) mod render;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub(crate) mod store;
pub mod system;
pub(crate) mod tokens;

/// What the benchmarks time by itself. Everything else is for this crate alone, so that the
/// compiler finds what is unused.
#[doc(hidden)]
pub mod hot_paths {
    pub use crate::api::Collection;
    pub use crate::batch::{BatchSource, InputRecords, Task};
    pub use crate::expression::{
        Evaluation, EvaluationError, Filter, FilterError, OutputStyle, SortField, SortKey,
        TextMatch, compile,
    };
    pub use crate::input::{Input, InputFormat, InputKind, InputSource, Inspection};
    pub use crate::render::cell;
}
