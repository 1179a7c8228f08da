//! What one piece of a document must be, and what it says.

use std::borrow::Cow;

use crate::record::{
    CheckedRecord, Mistake, RecordKind, Strictness, clean, read_record, without_field,
};

pub fn user(text: &str) -> Result<CheckedRecord<'_>, Mistake<usize>> {
    read_record(text, RecordKind::User, Strictness::Strict)
}

/// Checks a channel; its members are left out of its JSON.
pub fn channel(text: &str) -> Result<CheckedRecord<'_>, Mistake<usize>> {
    let mut channel = read_record(text, RecordKind::Channel, Strictness::Strict)?;
    if channel.members.is_some() {
        channel.json = Cow::Owned(without_field(text, "members"));
    }
    Ok(channel)
}

/// Fields that are passed on as they are, but may be meant otherwise.
pub fn doubts(record: &CheckedRecord<'_>) -> Vec<Mistake<usize>> {
    let doubts = record.misspelt.iter().map(|field| {
        let (name, meant) = (clean(&field.name), field.meant);
        let message = format!("the field `{name}` is passed on as it is; `{meant}` may be meant");
        Mistake::new(field.offset, message)
    });
    doubts.collect()
}
