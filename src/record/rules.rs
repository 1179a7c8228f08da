//! By which rules a record is checked.

use super::known::{CHANNEL_FIELDS, USER_FIELDS};
use super::mode::ModeScale;

/// What a record is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordUse {
    /// What the service can judge is left to the service.
    Create,
    /// The same; `null` has a meaning.
    Update,
    /// The record is compared with others, so every field of the API must have the right type, and
    /// no field may be given twice. The members of a channel are checked one by one, by
    /// `check_channel_member`.
    Document,
}

/// By which rules a record is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordRules {
    pub kind: RecordKind,
    pub purpose: RecordUse,
    /// If an id is a number, its characters are taken for the id.
    pub ids_as_text: bool,
    /// What names of modes stand for.
    pub scale: ModeScale,
}

impl RecordRules {
    pub fn new(kind: RecordKind, purpose: RecordUse) -> RecordRules {
        RecordRules {
            kind,
            purpose,
            ids_as_text: false,
            scale: ModeScale::default(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    User,
    Channel,
}

impl RecordKind {
    /// The fields that the API knows.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            RecordKind::User => &USER_FIELDS,
            RecordKind::Channel => &CHANNEL_FIELDS,
        }
    }
}
