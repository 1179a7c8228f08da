//! The fields of a document.

use super::part::Noun;

/// A field of a document's object.
pub(super) enum DocumentField {
    /// One record.
    Record(Noun),
    /// An array of records, and its name.
    Section(Noun, &'static str),
    Schema,
    ModeScale,
    Partial,
    Unknown(String),
}

impl DocumentField {
    pub fn of(name: &str) -> DocumentField {
        match name {
            "user" => DocumentField::Record(Noun::User),
            "channel" => DocumentField::Record(Noun::Channel),
            "member" => DocumentField::Record(Noun::Member),
            "users" => DocumentField::Section(Noun::User, "users"),
            "channels" => DocumentField::Section(Noun::Channel, "channels"),
            "$schema" => DocumentField::Schema,
            "mode_scale" => DocumentField::ModeScale,
            "partial" => DocumentField::Partial,
            _ => DocumentField::Unknown(name.to_owned()),
        }
    }
}
