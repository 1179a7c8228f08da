//! What the tool looks at in the records of the API, borrowed from the raw record.
//!
//! The raw bytes travel; these types only look at them. Fields that the tool does not know are
//! neither parsed nor lost.

mod fields;
mod hash;
mod known;
mod location;
mod mode;
mod text;

pub use fields::{Fields, Text};
pub use hash::stable_hash;
pub use known::{CHANNEL_FIELDS, Id, KNOWN_FIELDS, USER_FIELDS, near_miss};
pub use location::{Along, Hole, Location, NUMBERED};
pub use mode::{MODE_NAMES, Mode, ModeError};
pub use text::{fits_in_path, one_line, shortened};
