//! Records of the API: views that borrow from the raw text, the rules they must obey, and where in
//! the input they stood.
//!
//! The raw bytes travel, and these types only look at them. Fields that the tool does not know are
//! neither parsed nor lost.

mod check;
mod fields;
mod formula;
mod hash;
mod id;
mod json_mistake;
mod known;
mod location;
mod member;
mod mend;
mod misspelling;
mod mistake;
mod mode;
mod remedy;
mod rules;
mod text;
mod unread_fields;
mod values;
mod wording;

pub use check::{CheckedRecord, check_record, read_record};
pub use fields::{
    Fields, MOST_LEVELS, ObjectText, Text, is_same_in_any_case, json_string, without_field,
};
pub use formula::{guarded, is_formula, unguarded};
pub use hash::stable_hash;
pub use id::{check_id, check_id_field, not_a_string};
pub use json_mistake::{error_offset, mistake_of_json, unexpected};
pub use known::{Id, KNOWN_FIELDS, KnownField, near_miss};
pub use location::{Location, Point};
pub use member::{CheckedMember, check_channel_member, check_member_line};
pub use mend::Mended;
pub use misspelling::Misspelling;
pub use mistake::Mistake;
pub use mode::{Mode, ModeScale, likely_scale, spelled_mode};
pub use rules::{RecordKind, RecordRules, RecordUse};
pub use text::{compact, fits_in_path, offset_in, one_line, shortened};
pub use unread_fields::{COLLECTIONS, LikelyFields, UnreadFields};
pub use values::twin_of;
pub use wording::{clean, described, quoted};
