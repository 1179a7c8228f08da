//! Records and ids out of JSON, JSON Lines, CSV and plain lines, as raw items with their location.
//!
//! ```text
//! InputSource ──> OpenSource ──> Window ──> json | csv | lines ──> record::check ──> Item
//!                 can be read    checked    where an item          what it must be   its bytes,
//!                 again          text       begins and ends                          id, location
//! ```
//!
//! All input is read twice: once for its mistakes, before anything is sent, and once to send it.
//! What a record says travels as it was written; only the name of a mode becomes its number.

mod block_sums;
mod cell;
mod csv;
pub(crate) mod doubts;
mod duplicates;
pub(crate) mod error;
mod halves;
mod header;
mod inspect;
mod item;
mod items;
mod json;
mod kind;
mod laid_out;
mod layout;
mod lines;
pub(crate) mod mapped;
mod near;
mod object;
mod open;
pub(crate) mod open_source;
mod reach;
mod remarks;
mod row;
pub(crate) mod rows;
pub(crate) mod scan;
pub(crate) mod sequence;
mod source;
mod spool;
mod text_reader;
pub(crate) mod window;

pub use error::{InputError, WrongRecord};
pub use inspect::{Inspected, Inspection, Twins};
pub use item::Item;
pub use items::Items;
pub use kind::{InputFormat, InputKind};
pub use laid_out::LaidOutRecords;
pub use open::Input;
pub use reach::{Reach, ReadingPosition};
pub use source::InputSource;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
