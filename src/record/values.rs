//! What the known fields of a record may hold. The spelling of common exporters is put right; what
//! cannot be meant is refused, with a hint.

use std::collections::HashSet;

use serde_json::value::RawValue;

use super::fields::Text;
use super::known::KnownField;
use super::mend::{Edits, Spelling};
use super::mistake::Mistake;
use super::mode::{Mode, spelled_mode};
use super::remedy;
use super::rules::{RecordRules, RecordUse};
use super::text::offset_in;
use super::unread_fields::UnreadFields;
use super::wording::{clean, described, quoted};

/// Up to this many members are compared with each other to find a repeated one.
const FEW: usize = 16;

pub(super) fn expected(text: &str, field: &str, expected: &str, json: &str) -> Mistake<usize> {
    let found = described(json);
    let message = format!("the field `{field}`: expected {expected}, found {found}");
    Mistake::new(offset_in(text, json), message)
}

pub(super) fn check_text(
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

/// `metadata` that is not an object cannot be mended through the API afterwards. It is mostly an
/// object that an earlier step has turned into a text.
pub(super) fn check_metadata(
    text: &str,
    fields: &UnreadFields<'_>,
    rules: RecordRules,
    edits: &mut Edits,
) -> Result<(), Mistake<usize>> {
    let Some(json) = fields.known(KnownField::Metadata).map(RawValue::get) else {
        return Ok(());
    };
    if json.starts_with('{') || json == "null" {
        return Ok(());
    }
    if is_empty_array(json) {
        let at = offset_in(text, json);
        edits.replace(at..at + json.len(), "{}");
        edits.mended.note(Spelling::EmptyArray);
        return Ok(());
    }
    let mistake = expected(text, "metadata", "an object", json);
    Err(match serde_json::from_str(json) {
        Ok(Text(inner)) if inner.trim_start().starts_with('{') => {
            let way = remedy::unwrap_text(rules, ".metadata");
            mistake.hint(format!(
                "it is an object inside a text: {way} takes it out of it"
            ))
        }
        _ => mistake,
    })
}

/// Many languages write an empty object as an empty array.
fn is_empty_array(json: &str) -> bool {
    let rest = json.strip_prefix('[');
    rest.is_some_and(|rest| rest.trim_ascii_start() == "]")
}

/// The mode of a record, which is sent as a number. In a document it must be valid; in a record that is
/// only sent, the service judges numbers.
pub(super) fn check_mode(
    text: &str,
    fields: &UnreadFields<'_>,
    rules: RecordRules,
    edits: &mut Edits,
) -> Result<Option<Mode>, Mistake<usize>> {
    let RecordRules { purpose, scale, .. } = rules;
    let raw = fields.known(KnownField::Mode).map(RawValue::get);
    let Some(json) = raw.filter(|json| *json != "null") else {
        return Ok(None);
    };
    let at = offset_in(text, json);
    if let Ok(number) = json.parse() {
        return Ok(Some(Mode(number)));
    }
    let is_number = json.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let inner: Option<Text<'_>> = serde_json::from_str(json).ok();
    let spelled = match &inner {
        Some(Text(inner)) => spelled_mode(inner, scale).map(|(mode, spelling)| {
            let is_in_digits = inner.starts_with(|c: char| c.is_ascii_digit());
            (
                mode,
                match is_in_digits {
                    true => Some(Spelling::QuotedMode),
                    false => spelling,
                },
            )
        }),
        None => spelled_mode(json, scale),
    };
    if let Some((mode, spelling)) = spelled {
        edits.replace(at..at + json.len(), mode.0.to_string());
        if let Some(spelling) = spelling {
            edits.mended.note(spelling);
        }
        return Ok(Some(mode));
    }
    if is_number && purpose != RecordUse::Document {
        return Ok(None);
    }
    let message = match &inner {
        Some(Text(name)) => scale.refusal(&quoted(name), name),
        None if is_number => scale.refusal(&quoted(json), json),
        None => scale.refusal(&described(json), ""),
    };
    let mistake = Mistake::new(at, message);
    Err(match inner {
        Some(Text(inner)) if inner.is_empty() => mistake.hint(format!(
            "leave out what is not known: {} does",
            remedy::delete(rules, r#".mode | select(. == "")"#)
        )),
        _ => mistake,
    })
}

/// Whether a name stands for this mode of a record.
pub(super) fn is_named(mode: Option<Mode>, fields: &UnreadFields<'_>) -> bool {
    let is_name = |raw: &RawValue| {
        let inner = raw.get().strip_prefix('"');
        inner.is_some_and(|inner| !inner.starts_with(|c: char| c.is_ascii_digit()))
    };
    mode.is_some_and(|Mode(number)| number != 0)
        && fields.known(KnownField::Mode).is_some_and(is_name)
}

/// The members that a channel is created with: texts, each once.
pub(super) fn check_initial_members(
    text: &str,
    fields: &UnreadFields<'_>,
    rules: RecordRules,
    edits: &mut Edits,
) -> Result<(), Mistake<usize>> {
    let raw = fields.known(KnownField::Members).map(RawValue::get);
    let Some(json) = raw.filter(|json| *json != "null") else {
        return Ok(());
    };
    if let Ok(members) = serde_json::from_str::<Vec<Text<'_>>>(json) {
        return match twin_of(&members) {
            None => Ok(()),
            Some(twin) => {
                let twin = clean(twin);
                let message = format!("the field `members`: the id `{twin}` is given twice");
                let way = remedy::update(rules, ".members | arrays", "unique");
                Err(Mistake::new(offset_in(text, json), message).hint(format!("{way} keeps one")))
            }
        };
    }
    if !json.starts_with('[') {
        let mistake = expected(text, "members", "an array of user ids", json);
        return Err(mistake.hint(remedy::of_members(json, rules)));
    }
    let at = offset_in(text, json);
    let elements: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    let is_number = |json: &str| json.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let odd = elements.iter().map(|element| element.get());
    let odd = odd.filter(|json| !json.starts_with('"'));
    let Some(first) = odd
        .clone()
        .find(|json| !(rules.ids_as_text && is_number(json)))
    else {
        if odd.clone().next().is_none() {
            // One of them is a text that cannot be read.
            let message = "the field `members`: an escape for half a character (a lone surrogate)";
            return Err(Mistake::new(at, message));
        }
        let texts: Vec<String> = elements
            .iter()
            .map(|element| as_text(element.get()))
            .collect();
        edits.replace(at..at + json.len(), format!("[{}]", texts.join(",")));
        return Ok(());
    };
    let found = described(first);
    let message =
        format!("the field `members`: expected an array of user ids, found {found} in it");
    let mistake = Mistake::new(offset_in(text, first), message);
    Err(mistake.hint(remedy::of_initial_member(first, rules)))
}

/// The characters of a number, or a string as it is, as a JSON string.
pub(super) fn as_text(json: &str) -> String {
    match json.starts_with('"') {
        true => json.to_owned(),
        false => format!("\"{json}\""),
    }
}

/// An id that is given twice.
pub fn twin_of<'m>(members: &'m [Text<'_>]) -> Option<&'m str> {
    let mut seen = HashSet::new();
    let ids = members.iter().map(|Text(id)| id.as_ref()).enumerate();
    let mut ids = ids.filter(|(at, id)| match members.len() {
        0..=FEW => members[..*at].iter().any(|Text(before)| before == id),
        _ => !seen.insert(*id),
    });
    ids.next().map(|(_, id)| id)
}

/// A field such as `metadata.avatar`: a table program has flattened the record, and the service
/// would keep the field under that name.
pub(super) fn refuse_dotted(
    text: &str,
    fields: &UnreadFields<'_>,
    rules: RecordRules,
) -> Result<(), Mistake<usize>> {
    let is_dotted = |name: &str| {
        let head = name.split_once('.').map(|(head, _)| head);
        head.is_some_and(|head| rules.kind.fields().contains(&head))
    };
    let mut others = fields.others().iter();
    let Some((name, value)) = others.find(|(name, _)| is_dotted(name)) else {
        return Ok(());
    };
    let nested = remedy::update(
        rules,
        ".",
        r#"reduce to_entries[] as $e ({}; setpath($e.key / "."; $e.value))"#,
    );
    let message = format!(
        "the field {}: in JSON a dot makes no nested field",
        quoted(name)
    );
    Err(
        Mistake::new(offset_in(text, value.get()), message).hint(format!(
            "{nested} nests such fields; CSV columns nest by themselves"
        )),
    )
}
