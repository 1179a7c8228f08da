//! The rules that users and channels must obey, for every command and for documents, where the rules
//! are stricter.
//!
//! Two things are changed in a record: the name of a mode becomes its number, and the spelling of
//! common exporters is put right ([`Mended`]).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::id::id_field;
use super::known::KnownField;
use super::mend::{Edits, Mended, Spelling};
use super::misspelling::{Misspelling, misspellings};
use super::mistake::Mistake;
use super::mode::Mode;
use super::remedy;
use super::rules::{RecordKind, RecordRules, RecordUse};
use super::text::offset_in;
use super::unread_fields::UnreadFields;
use super::values::{
    as_text, check_initial_members, check_metadata, check_mode, check_text, expected, is_named,
    refuse_dotted,
};

/// A record that obeys the rules.
#[derive(Debug, PartialEq)]
pub struct CheckedRecord<'a> {
    pub id: Cow<'a, str>,
    /// The record as it is sent.
    pub json: Cow<'a, str>,
    /// Of a user. Also none for a number that is not a mode: the service refuses that.
    pub mode: Option<Mode>,
    pub is_nameless: bool,
    /// Its mode is given by a name, and is not 0, which is the same in every scale.
    pub has_named_mode: bool,
    /// Fields that look like misspelt fields of the API, and are passed on as they are.
    pub misspelt: Vec<Misspelling<'a>>,
    /// Where the value of `members` stands in the text.
    pub members: Option<usize>,
    /// What was put right.
    pub mended: Mended,
}

/// Reads and checks a record.
pub fn read_record(text: &str, rules: RecordRules) -> Result<CheckedRecord<'_>, Mistake<usize>> {
    let what = match rules.kind {
        RecordKind::User => "a user",
        RecordKind::Channel => "a channel",
    };
    check_record(text, &UnreadFields::read(text, what)?, rules)
}

/// Checks a record whose `fields` were read from all of `text`.
pub fn check_record<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    rules: RecordRules,
) -> Result<CheckedRecord<'a>, Mistake<usize>> {
    let RecordRules { kind, purpose, .. } = rules;
    match purpose {
        RecordUse::Document => fields.refuse_twin(text)?,
        RecordUse::Create | RecordUse::Update => fields.refuse_known_twin(text)?,
    }
    refuse_dotted(text, fields, rules)?;
    let mut edits = Edits::default();
    let id = record_id(text, fields, rules, &mut edits)?;
    if purpose == RecordUse::Create {
        leave_out_nulls(text, fields, kind, &mut edits);
    }
    if purpose == RecordUse::Document {
        check_text(text, fields, KnownField::Name)?;
    }
    check_metadata(text, fields, rules, &mut edits)?;
    let mut mode = None;
    match (kind, purpose) {
        (RecordKind::User, _) => mode = check_mode(text, fields, rules, &mut edits)?,
        (RecordKind::Channel, RecordUse::Document) => {
            check_text(text, fields, KnownField::Logo)?;
            check_array_of_members(text, fields, rules, &mut edits)?;
        }
        (RecordKind::Channel, _) => check_initial_members(text, fields, rules, &mut edits)?,
    }
    let given = |field: KnownField| {
        let value = fields.known(field).map(RawValue::get);
        value.filter(|value| *value != "null")
    };
    Ok(CheckedRecord {
        id,
        mended: edits.mended,
        json: edits.apply(text),
        is_nameless: given(KnownField::Name).is_none(),
        mode,
        has_named_mode: is_named(mode, fields),
        misspelt: misspellings(text, fields, kind.fields()).collect(),
        members: given(KnownField::Members).map(|members| offset_in(text, members)),
    })
}

/// Exporters write `null` for a field that has no value, and services do not take it.
fn leave_out_nulls(text: &str, fields: &UnreadFields<'_>, kind: RecordKind, edits: &mut Edits) {
    let known = kind.fields().iter().filter_map(|name| KnownField::of(name));
    for value in known.filter_map(|field| fields.known(field)) {
        if value.get() == "null" {
            let at = offset_in(text, value.get());
            edits.leave_out(at..at + value.get().len());
            edits.mended.note(Spelling::Null);
        }
    }
}

/// The id of a record. Where that is asked for, the characters of a number are taken for an id.
fn record_id<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    rules: RecordRules,
    edits: &mut Edits,
) -> Result<Cow<'a, str>, Mistake<usize>> {
    let json = fields.known(KnownField::Id).map_or("", RawValue::get);
    let is_number = json.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    if rules.ids_as_text && is_number {
        let at = offset_in(text, json);
        edits.replace(at..at + json.len(), as_text(json));
        return Ok(Cow::Borrowed(json));
    }
    let id = id_field(text, fields);
    if json.starts_with('{') && json.contains("\"$oid\"") {
        let way = remedy::update(rules, ".id | objects", r#".["$oid"]"#);
        let hint = format!("MongoDB writes such ids: {way} takes the text out of it");
        return id.map_err(|mistake| mistake.hint(hint));
    }
    match (is_number, rules.purpose) {
        (true, RecordUse::Create | RecordUse::Update) => id.map_err(|mistake| {
            let hint = mistake.hint.clone().unwrap_or_default();
            mistake.hint(format!("{hint}, or `--ids-as-text` takes its characters"))
        }),
        _ => id,
    }
}

/// `null` counts as not given.
fn check_array_of_members(
    text: &str,
    fields: &UnreadFields<'_>,
    rules: RecordRules,
    edits: &mut Edits,
) -> Result<(), Mistake<usize>> {
    match fields.known(KnownField::Members).map(RawValue::get) {
        Some(json @ "null") => {
            let at = offset_in(text, json);
            edits.leave_out(at..at + json.len());
            Ok(())
        }
        Some(json) if !json.starts_with('[') => {
            let mistake = expected(text, "members", "an array", json);
            Err(mistake.hint(remedy::of_members(json, rules)))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
