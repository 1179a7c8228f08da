//! Everything that is printed, and everything that is asked: the only place that touches
//! standard output, standard error and the terminal.
//!
//! Standard output carries results alone; everything else goes to standard error.

mod cells;
mod clean;
mod console;
mod csv;
mod document;
mod jq;
mod jq_output;
mod listing;
mod out;
mod progress;
mod prompt;
mod steps;
mod summary;
mod table;

pub use cells::cell;
pub use clean::for_terminal;
pub use console::{Color, Console, LONGEST_TEXT};
pub use csv::csv;
pub use document::{DocumentLayout, DocumentWriter};
pub use jq::Jq;
pub use jq_output::print_json;
pub use listing::{Columns, Listing};
pub use out::Out;
pub use progress::Progress;
pub use prompt::{Stdin, ask, ask_key, confirm};
pub use steps::{StepWriter, counted};
pub use summary::Summary;
pub use table::{Grid, sober};

use std::io;

/// What a result is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Columns under a header.
    #[default]
    Table,
    /// One array, or one object.
    Json,
    /// One object a line.
    Jsonl,
    /// Comma-separated values under a header (RFC 4180).
    Csv,
    /// Ids only, one a line.
    Id,
}

impl Format {
    pub fn is_json(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl)
    }
}

/// Why a result could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The reader has gone: the quiet end of `… | head -1`.
    #[error("standard output is closed")]
    Closed,
    #[error("cannot write to standard output: {0}")]
    Io(#[source] io::Error),
    /// An id that would be read back as another one, or as two.
    #[error("the id {id} {why}")]
    Id { id: String, why: &'static str },
    /// A part of a document that has to wait cannot be kept.
    #[error("cannot keep a part of the document: {0}")]
    Aside(#[source] io::Error),
    #[error(transparent)]
    File(#[from] crate::store::FileError),
    /// `--jq` ended before its time.
    #[error("--jq: {0}")]
    Expression(#[from] crate::expression::EvaluationError),
    #[error("{0}")]
    Prompt(String),
    /// Ctrl-C, or SIGTERM.
    #[error("interrupted at the question")]
    Interrupted,
}

impl From<io::Error> for RenderError {
    fn from(error: io::Error) -> RenderError {
        match error.kind() {
            io::ErrorKind::BrokenPipe => RenderError::Closed,
            _ => RenderError::Io(error),
        }
    }
}
