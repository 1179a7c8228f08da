//! Which `--map` would make records of a value that is not a record, because its fields have other
//! names or the records are inside something else.

use serde_json::value::RawValue;

use crate::record::{
    COLLECTIONS, Fields, KnownField, Mistake, RecordKind, UnreadFields, offset_in,
};

/// What others call an id, the most likely first.
const IDS: [&str; 24] = [
    "user_id",
    "userId",
    "localId",
    "_id",
    "uid",
    "userid",
    "UserID",
    "channel_id",
    "channelId",
    "uuid",
    "guid",
    "sub",
    "ID",
    "Id",
    "objectId",
    "object_id",
    "username",
    "userName",
    "login",
    "sid",
    "slug",
    "key",
    "nickname",
    "email",
];
/// What others call a name.
const NAMES: [&str; 14] = [
    "displayName",
    "display_name",
    "full_name",
    "fullName",
    "real_name",
    "username",
    "userName",
    "nickname",
    "title",
    "Name",
    "login",
    "handle",
    "email",
    "mail",
];
/// The longest name of a field that may hold records.
const LONGEST_NAME: usize = 64;

/// The same mistake. If it is a missing id, a `--map` that fits the value is its hint.
pub(super) fn near_hint(text: &str, kind: RecordKind, mistake: Mistake<usize>) -> Mistake<usize> {
    if mistake.hint.is_some() {
        return mistake;
    }
    let has_id = |fields: &UnreadFields<'_>| fields.known(KnownField::Id).is_some();
    match serde_json::from_str::<UnreadFields<'_>>(text) {
        Ok(fields) if !has_id(&fields) => match map_of(text, Some(kind)) {
            Some(map) => mistake.hint(format!("`--map '{map}'` takes it")),
            None => mistake,
        },
        _ => mistake,
    }
}

/// The same mistake in an array: the `--map` in its hint takes each element.
pub(super) fn of_elements(mistake: Mistake<usize>) -> Mistake<usize> {
    with_map_behind(".[]", mistake)
}

/// The same mistake for an expression that comes after the one that the person gave.
pub(super) fn of_mapped(mistake: Mistake<usize>) -> Mistake<usize> {
    with_map_behind("…", mistake)
}

fn with_map_behind(first: &str, mistake: Mistake<usize>) -> Mistake<usize> {
    let hint = mistake.hint;
    let hint = hint.map(|hint| hint.replace("`--map '", &format!("`--map '{first} | ")));
    Mistake { hint, ..mistake }
}

/// Refuses a record that holds others of its kind, as the export of a whole realm does.
pub(super) fn refuse_collection(
    text: &str,
    kind: RecordKind,
    fields: &UnreadFields<'_>,
) -> Result<(), Mistake<usize>> {
    let name = collection_of(kind);
    let holds_objects = |value: &&RawValue| {
        let inner = value.get().strip_prefix('[');
        inner.is_some_and(|inner| inner.trim_ascii_start().starts_with('{'))
    };
    let Some(value) = fields.other(name).filter(holds_objects) else {
        return Ok(());
    };
    let message = format!("the field `{name}` holds {name}: this is more than one of them");
    let mistake = Mistake::new(offset_in(text, value.get()), message);
    Err(match map_of_field(name, value) {
        Some(map) => mistake.hint(format!("`--map '{map}'` takes it")),
        None => mistake,
    })
}

fn collection_of(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::User => COLLECTIONS[0],
        RecordKind::Channel => COLLECTIONS[1],
    }
}

/// The expression that makes records of a value. Where it is known of which kind they are, a field
/// that is called like them comes first, and one that is called like others does not count.
fn map_of(text: &str, kind: Option<RecordKind>) -> Option<String> {
    let Fields(fields) = Fields::of(text)?;
    if let Some(id) = known_name(&fields, &IDS) {
        return Some(map_of_record(&fields, id));
    }
    let own = kind.map(collection_of);
    let is_own = |name: &str| own == Some(name);
    let is_foreign = |name: &str| own.is_some() && !is_own(name) && COLLECTIONS.contains(&name);
    let (first, others): (Vec<_>, Vec<_>) = fields.iter().partition(|(name, _)| is_own(name));
    let others = others.into_iter().filter(|(name, _)| !is_foreign(name));
    let mut holders = first.into_iter().chain(others);
    holders.find_map(|(name, value)| map_of_field(name, value))
}

/// The same of a field that holds records: in an array, or under their ids.
fn map_of_field(name: &str, value: &RawValue) -> Option<String> {
    let (first, is_keyed) = first_of(value.get())?;
    let path = path(name)?;
    let Fields(inner) = Fields::of(first)?;
    let has_id = inner.iter().any(|(name, _)| name == "id");
    Some(match (is_keyed, has_id) {
        (false, true) => format!("{path}[]"),
        (false, false) => match known_name(&inner, &IDS) {
            Some(id) => format!("{path}[] | {}", map_of_record(&inner, id)),
            None => return None,
        },
        (true, true) => format!("{path}[]"),
        (true, false) => format!("{path} | to_entries[] | {{id: .key}} + .value"),
    })
}

/// The first record that a value holds, and whether they stand under names.
fn first_of(json: &str) -> Option<(&str, bool)> {
    if json.starts_with('[') {
        let elements: Vec<&RawValue> = serde_json::from_str(json).ok()?;
        let first = elements.first()?.get();
        return first.starts_with('{').then_some((first, false));
    }
    let Fields(fields) = Fields::of(json)?;
    let (_, first) = fields.first()?;
    let all_objects = fields.iter().all(|(_, value)| value.get().starts_with('{'));
    (fields.len() > 1 && all_objects).then_some((first.get(), true))
}

type FieldsOf<'a> = [(std::borrow::Cow<'a, str>, &'a RawValue)];

fn known_name<'n>(fields: &FieldsOf<'_>, names: &[&'n str]) -> Option<(&'n str, String)> {
    names.iter().find_map(|wanted| {
        let (_, value) = fields.iter().find(|(name, _)| name == wanted)?;
        let json = value.get();
        let way = match json.as_bytes().first()? {
            b'"' => format!(".{wanted}"),
            b'-' | b'0'..=b'9' => format!("(.{wanted} | tostring)"),
            b'{' if json.contains("\"$oid\"") => format!(".{wanted}[\"$oid\"]"),
            _ => return None,
        };
        Some((*wanted, way))
    })
}

fn map_of_record(fields: &FieldsOf<'_>, (id, way): (&str, String)) -> String {
    let has = |wanted: &str| fields.iter().any(|(name, _)| name == wanted);
    let mut map = format!("{{id: {way}");
    if has("name") {
        map.push_str(", name");
    } else if let Some(name) = NAMES.iter().find(|name| has(name) && **name != id) {
        map.push_str(&format!(", name: .{name}"));
    }
    for field in ["mode", "metadata", "logo", "members"] {
        if has(field) {
            map.push_str(&format!(", {field}"));
        }
    }
    map + "}"
}

/// The expression that makes records of rows with such columns.
pub(super) fn map_of_names<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let text = RawValue::from_string("\"\"".to_owned()).ok()?;
    // A column such as `metadata.team` is a part of a field.
    let field = |name: &'n str| match name.split_once('.') {
        Some((field, _)) if KnownField::of(field).is_some() => field,
        _ => name,
    };
    let fields: Vec<_> = names.map(|name| (field(name).into(), &*text)).collect();
    let id = known_name(&fields, &IDS)?;
    Some(map_of_record(&fields, id))
}

/// A field in an expression.
fn path(name: &str) -> Option<String> {
    let is_plain = !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_harmless =
        !name.contains(|c: char| c.is_control() || c == '\'' || c == '"' || c == '\\');
    match (is_plain, is_harmless && name.len() <= LONGEST_NAME) {
        (true, true) => Some(format!(".{name}")),
        (false, true) => Some(format!(".[\"{name}\"]")),
        _ => None,
    }
}

/// The same for a value that is too long to be read as a record, from its beginning.
pub(super) fn map_of_beginning(text: &str) -> Option<String> {
    let rest = text.trim_ascii_start().strip_prefix('{')?;
    // Other fields may come before the one that is long.
    let mut at = 0;
    while at < rest.len().min(4096) {
        let open = at + memchr::memchr(b'[', &rest.as_bytes()[at..])?;
        let before = rest[..open].trim_ascii_end().strip_suffix(':');
        let name = before.and_then(|before| {
            let inner = before.trim_ascii_end().strip_suffix('"')?;
            inner.rsplit_once('"').map(|(_, name)| name)
        });
        if let Some(name) = name {
            let mut elements =
                serde_json::Deserializer::from_str(&rest[open + 1..]).into_iter::<&RawValue>();
            let first = elements.next().and_then(Result::ok).map(RawValue::get);
            if let Some(first) = first.filter(|first| first.starts_with('{')) {
                return map_of(&format!("{{\"{name}\":[{first}]}}"), None);
            }
        }
        at = open + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_named_with_the_way() {
        for (text, map) in [
            (r#"{"user_id":"a","name":"n"}"#, "{id: .user_id, name}"),
            (
                r#"{"localId":"a","displayName":"n","x":1}"#,
                "{id: .localId, name: .displayName}",
            ),
            (
                r#"{"_id":{"$oid":"f"},"username":"n"}"#,
                r#"{id: ._id["$oid"], name: .username}"#,
            ),
            (
                r#"{"username":"n","email":"e"}"#,
                "{id: .username, name: .email}",
            ),
            (r#"{"uid":17}"#, "{id: (.uid | tostring)}"),
            (r#"{"users":[{"id":"a"}],"total":1}"#, ".users[]"),
            (
                r#"{"n":1,"data":[{"user_id":"a","metadata":{}}]}"#,
                ".data[] | {id: .user_id, metadata}",
            ),
            (
                r#"{"people":{"a":{"name":"A"},"b":{"name":"B"}}}"#,
                ".people | to_entries[] | {id: .key} + .value",
            ),
            (r#"{"my users":[{"id":"a"}]}"#, r#".["my users"][]"#),
        ] {
            assert_eq!(map_of(text, None).as_deref(), Some(map), "{text}");
        }
        for text in [
            r#"{"name":"n"}"#,
            r#"{"x":[1]}"#,
            r#"{"it's":[{"id":"a"}]}"#,
            "{}",
        ] {
            assert_eq!(map_of(text, None), None, "{text}");
        }
        let document = r#"{"groups":[{"id":"g"}],"users":[{"id":"a"}],"channels":[{"id":"c"}]}"#;
        for (kind, map) in [
            (RecordKind::User, ".users[]"),
            (RecordKind::Channel, ".channels[]"),
        ] {
            assert_eq!(map_of(document, Some(kind)).as_deref(), Some(map));
        }
        let users = r#"{"users":[{"id":"a"}]}"#;
        assert_eq!(map_of(users, Some(RecordKind::Channel)), None);
        let later = r#"{"total":[{"n":1}],"data":[{"id":"a"}]}"#;
        assert_eq!(map_of(later, None).as_deref(), Some(".data[]"));
        let begun = r#"{"kind":"x","tags":["a"],"users": [{"user_id":"a"},{"user_"#;
        assert_eq!(
            map_of_beginning(begun).as_deref(),
            Some(".users[] | {id: .user_id}")
        );
    }
}
