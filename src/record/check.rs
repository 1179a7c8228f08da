//! The rules that users, channels and members must obey, for every command and for documents, where
//! the rules are stricter.
//!
//! The only thing that is ever changed in a record is the name of a mode, which becomes its number.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::fields::{Fields, Text};
use super::json_mistake::mistake_of_json;
use super::known::{CHANNEL_FIELDS, KnownField, USER_FIELDS, near_miss};
use super::mistake::Mistake;
use super::mode::{Mode, ModeScale};
use super::unread_fields::UnreadFields;
use super::wording::{clean, described, quoted};

/// The fields of a member: in its channel, and on its own line.
const MEMBER_FIELDS: [&str; 2] = ["id", "mode"];
const MEMBER_LINE_FIELDS: [&str; 3] = ["channel", "id", "mode"];

/// How strict the rules are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// The record is sent as it is, so what the service can judge is left to the service.
    Lenient,
    /// The record is compared with others, so every field of the API must have the right type, and
    /// no field may be given twice. The members of a channel are checked one by one, by
    /// [`check_channel_member`].
    Strict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    User,
    Channel,
}

/// A record that obeys the rules.
#[derive(Debug, PartialEq)]
pub struct CheckedRecord<'a> {
    pub id: Cow<'a, str>,
    /// The record as it is sent.
    pub json: Cow<'a, str>,
    /// Of a user whose rules are strict; else only one that is given by name.
    pub mode: Option<Mode>,
    pub is_nameless: bool,
    /// A name stands for its mode, and not for 0, which is the same in every scale.
    pub has_named_mode: bool,
    /// Fields that look like misspelt fields of the API, and are passed on as they are.
    pub misspelt: Vec<Misspelling<'a>>,
    /// Where the value of `members` stands in the text.
    pub members: Option<usize>,
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

/// Reads and checks a record.
pub fn read_record(
    text: &str,
    kind: RecordKind,
    strictness: Strictness,
    scale: ModeScale,
) -> Result<CheckedRecord<'_>, Mistake<usize>> {
    let what = match kind {
        RecordKind::User => "a user",
        RecordKind::Channel => "a channel",
    };
    let fields = UnreadFields::read(text, what)?;
    check_record(text, &fields, kind, strictness, scale)
}

/// Checks a record whose `fields` were read from all of `text`.
pub fn check_record<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    kind: RecordKind,
    strictness: Strictness,
    scale: ModeScale,
) -> Result<CheckedRecord<'a>, Mistake<usize>> {
    let is_strict = strictness == Strictness::Strict;
    let twin = match is_strict {
        true => fields.twin(),
        false => fields.known_twin(),
    };
    refuse_twin(text, twin)?;
    let id = id_field(text, fields, strictness)?;
    let mut mode = None;
    match (kind, strictness) {
        (RecordKind::User, Strictness::Lenient) => {
            check_metadata(text, fields, strictness)?;
            mode = check_mode_name(text, fields, scale)?;
        }
        (RecordKind::User, Strictness::Strict) => {
            check_text(text, fields, KnownField::Name)?;
            check_metadata(text, fields, strictness)?;
            mode = check_mode(text, fields, scale)?;
        }
        (RecordKind::Channel, Strictness::Lenient) => {
            check_metadata(text, fields, strictness)?;
            check_initial_members(text, fields)?;
        }
        (RecordKind::Channel, Strictness::Strict) => {
            check_text(text, fields, KnownField::Name)?;
            check_text(text, fields, KnownField::Logo)?;
            check_array_of_members(text, fields)?;
        }
    }
    let json = match (mode, fields.known(KnownField::Mode)) {
        (Some(Mode(number)), Some(raw)) if is_text(raw) => {
            let at = offset_in(text, raw.get());
            let (before, after) = (&text[..at], &text[at + raw.get().len()..]);
            // Faster than formatting; there may be a name in every record.
            Cow::Owned([before, &number.to_string(), after].concat())
        }
        _ => Cow::Borrowed(text),
    };
    Ok(CheckedRecord {
        id,
        json,
        mode,
        has_named_mode: is_named(mode, fields),
        is_nameless: fields
            .known(KnownField::Name)
            .is_none_or(|name| name.get() == "null"),
        misspelt: misspellings(text, fields, kind.fields()).collect(),
        members: fields
            .known(KnownField::Members)
            .map(|members| offset_in(text, members.get())),
    })
}

/// Checks an object of which only the id is needed. Returns the id as it is written, and as text.
pub fn check_id_field<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
) -> Result<(&'a str, Cow<'a, str>), Mistake<usize>> {
    refuse_twin(text, fields.known_twin())?;
    let id = id_field(text, fields, Strictness::Lenient)?;
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
    let channel = id_of_field(text, channel, "channel", Strictness::Strict)?;
    Ok((channel, member))
}

/// Checks an element of a channel's `members`: an id, or an object with an `id`.
pub fn check_channel_member(
    text: &str,
    scale: ModeScale,
) -> Result<CheckedMember<'_>, Mistake<usize>> {
    if text.starts_with('"') {
        return Ok(CheckedMember {
            id: check_id(text, Strictness::Strict).map_err(|mistake| about("id", mistake))?,
            mode: None,
            has_named_mode: false,
            unsent: None,
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
    let id = id_field(text, fields, Strictness::Strict)?;
    let mode = check_mode(text, fields, scale)?;
    Ok(CheckedMember {
        id,
        mode: mode.map(|Mode(number)| number),
        has_named_mode: is_named(mode, fields),
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
pub fn check_id(literal: &str, strictness: Strictness) -> Result<Cow<'_, str>, Mistake<usize>> {
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
    if strictness == Strictness::Strict && id.contains('\0') {
        return Err(Mistake::new(0, "an id must not hold U+0000"));
    }
    Ok(id)
}

/// The mistake of a value that should have been an id.
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

fn id_field<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    strictness: Strictness,
) -> Result<Cow<'a, str>, Mistake<usize>> {
    let id = fields.known(KnownField::Id);
    id_of_field(text, id, "id", strictness).map_err(|mistake| {
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
    strictness: Strictness,
) -> Result<Cow<'a, str>, Mistake<usize>> {
    let Some(raw) = value else {
        return Err(Mistake::new(0, format!("the field `{field}` is missing")));
    };
    check_id(raw.get(), strictness)
        .map_err(|mistake| about(field, mistake).shifted(offset_in(text, raw.get())))
}

/// The same mistake, told of a field.
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

fn expected(text: &str, field: &str, expected: &str, json: &str) -> Mistake<usize> {
    let found = described(json);
    let message = format!("the field `{field}`: expected {expected}, found {found}");
    Mistake::new(offset_in(text, json), message)
}

fn check_text(
    text: &str,
    fields: &UnreadFields<'_>,
    field: KnownField,
) -> Result<(), Mistake<usize>> {
    match fields.known(field).map(RawValue::get) {
        Some(json) if json != "null" && !json.starts_with('"') => {
            Err(expected(text, field.name(), "a string", json))
        }
        _ => Ok(()),
    }
}

/// `metadata` that is not an object cannot be mended through the API afterwards. Mostly it is an
/// object that an earlier step has turned into a text.
fn check_metadata(
    text: &str,
    fields: &UnreadFields<'_>,
    strictness: Strictness,
) -> Result<(), Mistake<usize>> {
    let Some(json) = fields.known(KnownField::Metadata).map(RawValue::get) else {
        return Ok(());
    };
    // Many languages write an empty object as an empty array.
    let is_empty_array = json
        .strip_prefix('[')
        .is_some_and(|rest| rest.trim_ascii_start() == "]");
    if json.starts_with('{')
        || json == "null"
        || (strictness == Strictness::Lenient && is_empty_array)
    {
        return Ok(());
    }
    let mistake = expected(text, "metadata", "an object", json);
    Err(match serde_json::from_str(json) {
        Ok(Text(inner)) if inner.trim_start().starts_with('{') => mistake
            .hint("it is an object inside a text: `jq '.metadata |= fromjson'` takes it out of it"),
        _ => mistake,
    })
}

fn is_text(raw: &RawValue) -> bool {
    raw.get().starts_with('"')
}

/// Whether a name stands for this mode of a record.
fn is_named(mode: Option<Mode>, fields: &UnreadFields<'_>) -> bool {
    mode.is_some_and(|Mode(number)| number != 0)
        && fields.known(KnownField::Mode).is_some_and(is_text)
}

/// The mode that a JSON string names, if it is a string and names one.
fn mode_by_name(raw: &RawValue, scale: ModeScale) -> Option<Mode> {
    let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if !inner.contains('\\') {
        return scale.by_name(inner);
    }
    let Text(name) = serde_json::from_str(raw.get()).ok()?;
    scale.by_name(&name)
}

/// The mode that a name stands for. A name of the other scale is refused; what is none at all, the
/// service judges.
fn check_mode_name(
    text: &str,
    fields: &UnreadFields<'_>,
    scale: ModeScale,
) -> Result<Option<Mode>, Mistake<usize>> {
    let Some(raw) = fields.known(KnownField::Mode).filter(|raw| is_text(raw)) else {
        return Ok(None);
    };
    let mode = mode_by_name(raw, scale);
    if mode.is_none()
        && let Ok(Text(name)) = serde_json::from_str(raw.get())
        && scale.other_option(&name).is_some()
    {
        let message = scale.refusal(&quoted(&name), &name);
        return Err(Mistake::new(offset_in(text, raw.get()), message));
    }
    Ok(mode)
}

fn check_mode(
    text: &str,
    fields: &UnreadFields<'_>,
    scale: ModeScale,
) -> Result<Option<Mode>, Mistake<usize>> {
    let Some(raw) = fields
        .known(KnownField::Mode)
        .filter(|raw| raw.get() != "null")
    else {
        return Ok(None);
    };
    let json = raw.get();
    let mode = mode_by_name(raw, scale).or_else(|| json.parse().ok().map(Mode));
    if mode.is_some() {
        return Ok(mode);
    }
    let message = match serde_json::from_str(json) {
        Ok(Text(name)) => scale.refusal(&quoted(&name), &name),
        Err(_) if json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
            scale.refusal(&quoted(json), json)
        }
        Err(_) => scale.refusal(&described(json), ""),
    };
    Err(Mistake::new(offset_in(text, json), message))
}

/// The members that a channel is created with.
fn check_initial_members(text: &str, fields: &UnreadFields<'_>) -> Result<(), Mistake<usize>> {
    let Some(json) = fields.known(KnownField::Members).map(RawValue::get) else {
        return Ok(());
    };
    if json == "null" || serde_json::from_str::<Vec<Text<'_>>>(json).is_ok() {
        return Ok(());
    }
    let mut mistake = expected(text, "members", "an array of user ids", json);
    if json.starts_with('[') {
        mistake.message = "the field `members`: expected an array of user ids, found one with \
                           other things in it"
            .to_owned();
    }
    Err(mistake.hint("initial members are texts: \"members\": [\"u1\", \"u2\"]"))
}

fn check_array_of_members(text: &str, fields: &UnreadFields<'_>) -> Result<(), Mistake<usize>> {
    match fields.known(KnownField::Members).map(RawValue::get) {
        Some(json) if !json.starts_with('[') => Err(expected(text, "members", "an array", json)),
        _ => Ok(()),
    }
}

/// The offset in `text` of a part that was borrowed from it.
pub fn offset_in(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
