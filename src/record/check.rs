//! The rules that users, channels and members must obey, for every command and for documents, where
//! the rules are stricter.
//!
//! Two things are changed in a record: the name of a mode becomes its number, and the spelling of
//! common exporters is put right ([`Mended`]).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::fields::{Fields, Text};
use super::json_mistake::mistake_of_json;
use super::known::{KnownField, USER_FIELDS, near_miss};
use super::mend::{Edits, Mended, Spelling};
use super::mistake::Mistake;
use super::mode::{Mode, ModeScale};
use super::rules::{RecordKind, RecordRules, RecordUse};
use super::text::offset_in;
use super::unread_fields::UnreadFields;
use super::values::{
    as_text, check_initial_members, check_metadata, check_mode, check_text, expected, members_hint,
    refuse_dotted,
};
use super::wording::{clean, described, quoted};

/// The fields of a member: in its channel, and on its own line.
const MEMBER_FIELDS: [&str; 2] = ["id", "mode"];
const MEMBER_LINE_FIELDS: [&str; 3] = ["channel", "id", "mode"];

/// A record that obeys the rules.
#[derive(Debug, PartialEq)]
pub struct CheckedRecord<'a> {
    pub id: Cow<'a, str>,
    /// The record as it is sent.
    pub json: Cow<'a, str>,
    /// Of a user. In what is sent it may be missing for a number that is not a mode.
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

/// A field that looks like a misspelt field of the API.
#[derive(Debug, PartialEq)]
pub struct Misspelling<'a> {
    pub name: Cow<'a, str>,
    pub meant: &'static str,
    /// Where its value stands in the text.
    pub offset: usize,
}

/// A member of a channel that obeys the rules.
#[derive(Debug, PartialEq)]
pub struct CheckedMember<'a> {
    pub id: Cow<'a, str>,
    /// None where the user's own mode is meant.
    pub mode: Option<u64>,
    /// As of a record.
    pub has_named_mode: bool,
    /// The first field that is neither a member's nor a user's: it is not sent.
    pub unsent: Option<Cow<'a, str>>,
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
    let twin = match purpose {
        RecordUse::Document => fields.twin(),
        RecordUse::Create | RecordUse::Update => fields.known_twin(),
    };
    refuse_twin(text, twin)?;
    refuse_dotted(text, fields, rules)?;
    let mut edits = Edits::default();
    let id = record_id(text, fields, rules, &mut edits)?;
    if purpose == RecordUse::Create {
        leave_out_nulls(text, fields, kind, &mut edits);
    }
    if purpose == RecordUse::Document {
        check_text(text, fields, KnownField::Name)?;
    }
    check_metadata(text, fields, purpose, &mut edits)?;
    let mut mode = None;
    match (kind, purpose) {
        (RecordKind::User, _) => mode = check_mode(text, fields, rules, &mut edits)?,
        (RecordKind::Channel, RecordUse::Document) => {
            check_text(text, fields, KnownField::Logo)?;
            check_array_of_members(text, fields, &mut edits)?;
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

/// Exporters write `null` for everything that is not there, and services do not take it.
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

/// The id of a record. If that is asked for, the characters of a number are an id too.
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
    match (is_number, rules.purpose) {
        (true, RecordUse::Create | RecordUse::Update) => id.map_err(|mistake| {
            let hint = mistake.hint.clone().unwrap_or_default();
            mistake.hint(format!("{hint}, or `--ids-as-text` takes its characters"))
        }),
        _ => id,
    }
}

/// Checks an object of which only the id is needed. Returns the id as it is written, and as text.
pub fn check_id_field<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
) -> Result<(&'a str, Cow<'a, str>), Mistake<usize>> {
    refuse_twin(text, fields.known_twin())?;
    let id = id_field(text, fields)?;
    let literal = fields.known(KnownField::Id).map_or("", RawValue::get);
    Ok((literal, id))
}

/// Checks a line `{"channel": …, "id": …, "mode": …}`. Returns the channel's id, and the member.
pub fn check_member_line(
    text: &str,
    scale: ModeScale,
) -> Result<(Cow<'_, str>, CheckedMember<'_>), Mistake<usize>> {
    let fields = UnreadFields::read(text, "a member")?;
    let member = check_member(text, &fields, &MEMBER_LINE_FIELDS, scale)?;
    let channel = fields.other("channel");
    let channel = id_of_field(text, channel, "channel")?;
    Ok((channel, member))
}

/// Checks an element of a channel's `members`: an id, or an object with an `id`.
pub fn check_channel_member(
    text: &str,
    scale: ModeScale,
) -> Result<CheckedMember<'_>, Mistake<usize>> {
    if text.starts_with('"') {
        return Ok(CheckedMember {
            id: check_id(text).map_err(|mistake| about("id", mistake))?,
            mode: None,
            has_named_mode: false,
            unsent: None,
            mended: Mended::default(),
        });
    }
    if !text.starts_with('{') {
        let found = described(text);
        let message = format!("a member: expected an id or an object with an `id`, found {found}");
        return Err(Mistake::new(0, message));
    }
    let fields = UnreadFields::read(text, "a member")?;
    check_member(text, &fields, &MEMBER_FIELDS, scale)
}

fn check_member<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    known: &[&'static str],
    scale: ModeScale,
) -> Result<CheckedMember<'a>, Mistake<usize>> {
    refuse_twin(text, fields.twin())?;
    // Such a field would be lost, because members have no other fields.
    if let Some(field) = misspellings(text, fields, known).next() {
        let (name, meant) = (clean(&field.name), field.meant);
        let message = format!("unknown field `{name}`: `{meant}` is meant, it seems");
        return Err(Mistake::new(field.offset, message));
    }
    // The fields of a user are expected here: `members list` prints them.
    let is_sent = |name: &str| known.contains(&name) || USER_FIELDS.contains(&name);
    let id = id_field(text, fields)?;
    let rules = RecordRules {
        scale,
        ..RecordRules::new(RecordKind::User, RecordUse::Document)
    };
    let mut edits = Edits::default();
    let mode = check_mode(text, fields, rules, &mut edits)?;
    Ok(CheckedMember {
        id,
        mode: mode.map(|Mode(number)| number),
        has_named_mode: is_named(mode, fields),
        mended: edits.mended,
        unsent: fields
            .names()
            .find(|name| !is_sent(name))
            .map(|name| Cow::Owned(name.to_owned())),
    })
}

/// The same record without a field.
pub fn without_field(text: &str, field: &str) -> String {
    let fields = Fields::of(text).map_or_else(Vec::new, |Fields(fields)| fields);
    Fields::object(fields.iter().filter(|(name, _)| name != field))
}

/// Checks a whole JSON value that must be an id.
pub fn check_id(literal: &str) -> Result<Cow<'_, str>, Mistake<usize>> {
    let inner = literal.strip_prefix('"');
    let Some(inner) = inner.and_then(|rest| rest.strip_suffix('"')) else {
        return Err(not_a_string(literal));
    };
    let id = match memchr::memchr(b'\\', inner.as_bytes()) {
        None => Cow::Borrowed(inner),
        Some(_) => {
            let Text(id) =
                serde_json::from_str(literal).map_err(|error| mistake_of_json(&error, literal))?;
            id
        }
    };
    if id.is_empty() {
        return Err(Mistake::new(0, "an id must not be empty"));
    }
    Ok(id)
}

/// What is wrong with a value that should have been an id.
pub fn not_a_string(text: &str) -> Mistake<usize> {
    let found = described(text);
    let mistake = Mistake::new(0, format!("expected a string, found {found}"));
    let number = text
        .split(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
        .next()
        .unwrap_or_default();
    if number.is_empty() || number.len() > 40 {
        return mistake;
    }
    mistake.hint(format!("ids are strings: write \"{number}\""))
}

fn id_field<'a>(text: &'a str, fields: &UnreadFields<'a>) -> Result<Cow<'a, str>, Mistake<usize>> {
    let id = fields.known(KnownField::Id);
    id_of_field(text, id, "id").map_err(|mistake| {
        let mut names = fields.others().iter().map(|(name, _)| name);
        match names.find(|name| near_miss(name, &["id"]).is_some()) {
            Some(name) if id.is_none() => mistake.hint(format!(
                "is {} meant? the field must be called `id`",
                quoted(name)
            )),
            _ => mistake,
        }
    })
}

fn id_of_field<'a>(
    text: &'a str,
    value: Option<&'a RawValue>,
    field: &str,
) -> Result<Cow<'a, str>, Mistake<usize>> {
    let Some(raw) = value else {
        return Err(Mistake::new(0, format!("the field `{field}` is missing")));
    };
    let checked = check_id(raw.get()).map_err(|mistake| match raw.get() {
        // `{"id":{"0":"a","1":"b"},"name":{…}}`
        json if json.starts_with('{') => mistake.hint(
            "is this a table by columns? In pandas, `to_json(orient=\"records\")` writes records",
        ),
        _ => mistake,
    });
    checked.map_err(|mistake| about(field, mistake).shifted(offset_in(text, raw.get())))
}

/// The same mistake, with the name of the field.
fn about(field: &str, mistake: Mistake<usize>) -> Mistake<usize> {
    Mistake {
        message: format!("the field `{field}`: {}", mistake.message),
        ..mistake
    }
}

fn refuse_twin(text: &str, twin: Option<(&str, &RawValue)>) -> Result<(), Mistake<usize>> {
    let Some((name, value)) = twin else {
        return Ok(());
    };
    let message = format!("the field `{}` is given twice", clean(name));
    Err(Mistake::new(offset_in(text, value.get()), message))
}

fn misspellings<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    known: &[&'static str],
) -> impl Iterator<Item = Misspelling<'a>> {
    fields.others().iter().filter_map(|(name, value)| {
        Some(Misspelling {
            name: name.clone(),
            meant: near_miss(name, known)?,
            offset: offset_in(text, value.get()),
        })
    })
}

/// `null` counts as not given.
fn check_array_of_members(
    text: &str,
    fields: &UnreadFields<'_>,
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
            Err(mistake.hint(members_hint(json, RecordUse::Document)))
        }
        _ => Ok(()),
    }
}

/// Whether a name stands for this mode of a record.
fn is_named(mode: Option<Mode>, fields: &UnreadFields<'_>) -> bool {
    let is_name = |raw: &RawValue| {
        let inner = raw.get().strip_prefix('"');
        inner.is_some_and(|inner| !inner.starts_with(|c: char| c.is_ascii_digit()))
    };
    mode.is_some_and(|Mode(number)| number != 0)
        && fields.known(KnownField::Mode).is_some_and(is_name)
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
