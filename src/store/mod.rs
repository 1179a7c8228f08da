//! Files that are written on the way: which file a path means, and how one takes its place; and
//! temporary ones for more records than memory should hold ([`RecordWriter`], [`Sorter`]).
//!
//! ```text
//! a path ──> Outputs ──> Output ──> PendingFile ──> in its place
//!            refuses     where it   written aside   whole, or not at all
//!            mix-ups     goes       during the run
//! ```
//!
//! A [`GrowingFile`] takes its place at the beginning instead, and is whole at any time.

mod background_writer;
mod error;
mod growing;
mod identity;
mod lock;
mod output;
mod pending;
mod record_file;
mod replace;
mod sorted_records;
mod sorter;

pub use error::FileError;
pub use growing::GrowingFile;
pub use identity::Identity;
pub use output::{Output, Outputs, OverInput};
pub use pending::{PendingFile, Present};
pub use record_file::{RecordFile, RecordReader, RecordWriter};
pub use replace::Verdict;
pub use sorted_records::{Ascending, Sortable, SortedRecords};
pub use sorter::Sorter;
