//! What a JSON value of the input holds: a record, an id, or a line of a rejects file.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::item::{ItemSpan, Scratch};
use super::kind::InputKind;
use super::near::{near_hint, refuse_collection};
use super::remarks::is_rounded;
use crate::record::{
    KnownField, Location, Mistake, RecordRules, UnreadFields, check_id, check_id_field,
    check_record, offset_in,
};

/// The JSON and the id of an item.
pub(super) type ItemSpans = (ItemSpan, ItemSpan);

/// A line of a rejects file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RejectLine<'a> {
    #[serde(rename = "line")]
    _line: IgnoredAny,
    #[serde(borrow)]
    record: &'a RawValue,
    #[serde(borrow)]
    error: &'a RawValue,
}

/// Reads an object of which `fields` were read from all of `text`: a record, or a line of a rejects
/// file that holds one.
pub(super) fn read_object<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    location: Location,
    scratch: &mut Scratch,
) -> Result<ItemSpans, Mistake<usize>> {
    let inner = match fields.known(KnownField::Id) {
        None => rejected(text, scratch.kind),
        Some(_) => None,
    };
    let Some(inner) = inner else {
        return read_record(text, fields, location, scratch);
    };
    let spans = match inner.starts_with('{') {
        // Only one level: a line of a rejects file does not hold another such line.
        true => UnreadFields::read(inner, "a record")
            .and_then(|fields| read_record(inner, &fields, location, scratch)),
        false => read_string(inner, scratch),
    };
    let at = offset_in(text, inner);
    match spans {
        Ok((json, id)) => Ok((json.shifted(at), id.shifted(at))),
        Err(mistake) => Err(mistake.shifted(at)),
    }
}

/// Reads an id that stands by itself.
pub(super) fn read_string(text: &str, scratch: &mut Scratch) -> Result<ItemSpans, Mistake<usize>> {
    let id = check_id(text)?;
    Ok((ItemSpan::Text(0..text.len()), scratch.id(text, id)))
}

fn read_record<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    location: Location,
    scratch: &mut Scratch,
) -> Result<ItemSpans, Mistake<usize>> {
    let Some(rules) = scratch.kind.rules() else {
        let (literal, id) = check_id_field(text, fields)?;
        return Ok((scratch.json(text, literal.into()), scratch.id(text, id)));
    };
    let rules = RecordRules {
        ids_as_text: scratch.ids_as_text,
        scale: scratch.modes.scale,
        ..rules
    };
    let record = check_record(text, fields, rules)
        .map_err(|mistake| near_hint(text, rules.kind, mistake))?;
    refuse_collection(text, rules.kind, fields)?;
    if !record.mended.is_empty() {
        scratch.remarks.note_mended(&record.mended, location);
    }
    if scratch.ids_as_text && is_rounded(&record.id) {
        scratch.remarks.note_rounded(&record.id, location);
    }
    scratch.modes.are_used |= record.has_named_mode;
    if record.is_nameless {
        scratch.remarks.note_nameless(location);
    }
    for field in &record.misspelt {
        scratch.remarks.note_misspelt(field, location);
    }
    let json = scratch.json(text, record.json);
    Ok((json, scratch.id(text, record.id)))
}

/// The record that a value is, or holds as a line of a rejects file.
pub(super) fn record_of(text: &str) -> &str {
    let line = serde_json::from_str(text).ok();
    line.map_or(text, |RejectLine { record, .. }| record.get())
}

/// What a line of a rejects file holds: a record or, if ids are read, an id.
fn rejected(text: &str, kind: InputKind) -> Option<&str> {
    let line: RejectLine<'_> = serde_json::from_str(text).ok()?;
    let inner = line.record.get();
    let is_meant = inner.starts_with('{') || (kind.is_ids() && inner.starts_with('"'));
    (is_meant && line.error.get().starts_with('{')).then_some(inner)
}

#[cfg(test)]
#[path = "object_tests.rs"]
mod tests;
