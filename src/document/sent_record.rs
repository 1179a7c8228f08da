//! Records as they are sent, which is not always as the document has them.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::value::RawValue;

use crate::record::{Fields, ObjectText, json_string};

use super::compare::Difference;
use super::ignore::Ignored;

/// A user as it is recreated: the fields of the document on top of those that are there. Fields
/// that are left alone, or ignored, stay as they are there. A mode of `null` counts as not given.
pub fn anew(wanted: &str, there: &str, left: &[Difference], ignored: &Ignored) -> String {
    let wanted = ignored.with_those_of(wanted, there);
    let (Some(mut fields), Some(there)) = (Fields::of(&wanted), Fields::of(there)) else {
        return wanted.into_owned();
    };
    fields.0.retain(|(name, value)| {
        let is_left = left.iter().any(|change| change.field == *name);
        !is_left && (name != "mode" || value.get() != "null")
    });
    let given: HashSet<&str> = fields.0.iter().map(|(name, _)| name.as_ref()).collect();
    let kept = there.0.iter();
    let kept = kept.filter(|(name, _)| !given.contains(name.as_ref()));
    let all = fields.0.iter().chain(kept);
    Fields::object(all.filter(|field| !is_unset(field)))
}

/// The fields of a channel that are updated. A field is replaced as a whole, so what is ignored
/// within it goes along as it is there.
pub fn update_of(id: &str, there: &str, changes: &[Difference], ignored: &Ignored) -> String {
    let there = Fields::of(there).unwrap_or(Fields(Vec::new()));
    let mut object = ObjectText::default();
    object.push("id", &json_string(id));
    for Difference { field, to, .. } in changes {
        let found = there.0.iter().find(|(name, _)| name == field);
        let there = found.map_or("null", |(_, value)| value.get());
        object.push(field, &ignored.within(field).with_those_of(to, there));
    }
    object.end()
}

/// A field that a document says should not exist: services do not accept it as `null`. Unknown
/// fields pass through.
fn is_unset((name, value): &(Cow<'_, str>, &RawValue)) -> bool {
    value.get() == "null" && matches!(name.as_ref(), "name" | "mode" | "metadata" | "logo")
}

/// A record as it is created.
pub fn to_create(json: Vec<u8>) -> String {
    // What comes out of a document was text before.
    let json = String::from_utf8(json).unwrap_or_default();
    if memchr::memmem::find(json.as_bytes(), b"null").is_none() {
        return json;
    }
    let Some(fields) = Fields::of(&json) else {
        return json;
    };
    match fields.0.iter().any(is_unset) {
        true => Fields::object(fields.0.iter().filter(|field| !is_unset(field))),
        false => json,
    }
}
