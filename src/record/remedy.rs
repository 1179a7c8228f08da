//! Expressions that put records right, for hints: of `--map` where records are given, and of jq over
//! the whole file where they are in a document.
//!
//! They change what is wrong wherever it stands and leave other records as they are, because few
//! inputs have the same mistake in every record.

use serde_json::value::RawValue;

use super::fields::Text;
use super::known::KnownField;
use super::rules::{RecordKind, RecordRules, RecordUse};
use super::unread_fields::UnreadFields;

/// Changes what stands at a path, if it is there.
pub(super) fn update(rules: RecordRules, path: &str, becomes: &str) -> String {
    quoted_for(
        rules,
        &format!("({}{path}) |= {becomes}", records_of(rules)),
    )
}

/// Takes away what stands at a path.
pub(super) fn delete(rules: RecordRules, path: &str) -> String {
    quoted_for(rules, &format!("del({}{path})", records_of(rules)))
}

/// Takes JSON out of a text; an empty text is taken away.
pub(super) fn unwrap_text(rules: RecordRules, path: &str) -> String {
    let path = format!("{}{path}", records_of(rules));
    let expression = format!(r#"del({path} | select(. == "")) | ({path} | strings) |= fromjson"#);
    quoted_for(rules, &expression)
}

fn quoted_for(rules: RecordRules, expression: &str) -> String {
    match rules.purpose {
        RecordUse::Document => format!("`jq '{expression}'`"),
        RecordUse::Create | RecordUse::Update => format!("`--map '{expression}'`"),
    }
}

/// The records of a document, which are under its sections or each on a line.
fn records_of(rules: RecordRules) -> &'static str {
    match (rules.purpose, rules.kind) {
        (RecordUse::Create | RecordUse::Update, _) => "",
        (RecordUse::Document, RecordKind::User) => ".users[]?, .user | objects | ",
        (RecordUse::Document, RecordKind::Channel) => ".channels[]?, .channel | objects | ",
    }
}

/// What helps if `members` is not an array.
pub(super) fn of_members(json: &str, rules: RecordRules) -> String {
    if json.starts_with('{') {
        return format!(
            "some languages write an array with gaps as an object (PHP: `array_values`): {} takes \
             its values",
            update(rules, ".members | objects", "[.[]]")
        );
    }
    let Ok(Text(inner)) = serde_json::from_str(json) else {
        return "initial members are texts: \"members\": [\"u1\", \"u2\"]".to_owned();
    };
    if inner.is_empty() {
        let way = delete(rules, r#".members | select(. == "")"#);
        return format!("leave out what is not known: {way} does");
    }
    if serde_json::from_str::<Vec<&RawValue>>(&inner).is_ok() {
        let way = unwrap_text(rules, ".members");
        return format!("it is an array inside a text: {way} takes it out of it");
    }
    if inner.contains(',') {
        let way = update(rules, ".members | strings", r#"[splits(", *")]"#);
        return format!("several ids are an array of texts: {way} takes them apart");
    }
    format!(
        "one member is an array too: \"members\": [{}]; {} makes it one",
        match json.len() {
            0..=40 => json,
            _ => "\"u1\"",
        },
        update(rules, ".members | strings", "[.]")
    )
}

/// What helps if an element of `members` is not a text.
pub(super) fn of_initial_member(json: &str, rules: RecordRules) -> String {
    let shape = "initial members are texts: \"members\": [\"u1\", \"u2\"]";
    let elements = |becomes: &str| update(rules, ".members | arrays", &format!("map({becomes})"));
    if json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        let becomes = r#"if type == "number" then tostring else . end"#;
        return format!("ids are strings: {} makes them so", elements(becomes));
    }
    let fields: UnreadFields<'_> = serde_json::from_str(json).unwrap_or_default();
    let id = match fields.known(KnownField::Id) {
        Some(_) => Some("id"),
        None => ["user_id", "userId"]
            .into_iter()
            .find(|name| fields.other(name).is_some()),
    };
    match id {
        Some(id) => format!(
            "{shape}; {} takes the ids",
            elements(&format!(".{id}? // ."))
        ),
        None => shape.to_owned(),
    }
}
