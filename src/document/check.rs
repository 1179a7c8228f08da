//! What one piece of a document must be, and what it says.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::record::{
    CheckedMember, CheckedRecord, Mistake, RecordKind, Strictness, check_channel_member, clean,
    offset_in, read_record, without_field,
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

/// The members of a channel, each with where it stands in the channel's text.
pub fn members<'a>(
    text: &'a str,
    channel: &CheckedRecord<'_>,
) -> Vec<(usize, Result<CheckedMember<'a>, Mistake<usize>>)> {
    let elements = channel.members.and_then(|at| {
        let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter();
        values.next()?.ok()
    });
    let elements: Vec<&RawValue> = elements.unwrap_or_default();
    let members = elements.into_iter().map(|element| {
        let at = offset_in(text, element.get());
        let member = check_channel_member(element.get());
        (at, member.map_err(|mistake| mistake.shifted(at)))
    });
    members.collect()
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
