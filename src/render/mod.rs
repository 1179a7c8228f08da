//! Everything that is printed, and everything that is asked: the only place that touches
//! standard output, standard error and the terminal.
//!
//! Standard output carries results alone; everything else goes to standard error.

mod answer;
mod cells;
mod clean;
mod columns;
mod console;
mod csv;
mod csv_list;
mod digits;
mod document;
mod error;
mod format;
mod id_list;
mod jq;
mod jq_output;
mod json_list;
mod listing;
mod out;
mod pretty;
mod progress;
mod progress_line;
mod prompt;
mod read_progress;
mod stats;
mod steps;
mod summary;
mod table;
mod table_writer;
mod terminal;
mod widths;

pub use answer::print_answer;
pub use cells::cell;
pub use clean::for_terminal;
pub use columns::Columns;
pub use console::{Console, LONGEST_TEXT};
pub use csv::csv;
pub use digits::number_of;
pub use document::{DocumentLayout, DocumentWriter};
pub use error::RenderError;
pub use format::Format;
pub use jq::Jq;
pub use jq_output::print_as_json;
pub use listing::Listing;
pub use out::{Out, print_line};
pub use progress::Progress;
pub use prompt::{Stdin, ask, ask_key, ask_name, confirm};
pub use read_progress::ReadProgress;
pub use stats::print_stats;
pub use steps::{StepWriter, StepsOf, counted, step_in_words};
pub use summary::{Summary, counted_records};
pub use table::{sober, table_width};
pub use terminal::Color;
pub use widths::Shrinking;
