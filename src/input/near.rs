//! Which `--map` would make records of a value that is not a record, because its fields have other
//! names or the records are inside something else.

use serde_json::value::RawValue;

use crate::record::{Fields, KnownField, Mistake, UnreadFields};

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
pub(super) fn near_hint(text: &str, mistake: Mistake<usize>) -> Mistake<usize> {
    if mistake.hint.is_some() {
        return mistake;
    }
    let has_id = |fields: &UnreadFields<'_>| fields.known(KnownField::Id).is_some();
    match serde_json::from_str::<UnreadFields<'_>>(text) {
        Ok(fields) if !has_id(&fields) => match map_of(text) {
            Some(map) => mistake.hint(format!("`--map '{map}'` takes it")),
            None => mistake,
        },
        _ => mistake,
    }
}

/// The same mistake in an array: the `--map` in its hint takes each element.
pub(super) fn of_elements(mistake: Mistake<usize>) -> Mistake<usize> {
    Mistake {
        hint: mistake
            .hint
            .map(|hint| hint.replace("`--map '", "`--map '.[] | ")),
        ..mistake
    }
}

/// The expression that makes records of a value.
fn map_of(text: &str) -> Option<String> {
    let Fields(fields) = Fields::of(text)?;
    if let Some(id) = known_name(&fields, &IDS) {
        return Some(map_of_record(&fields, id));
    }
    // A field that holds records: in an array, or under their ids.
    let holder = fields.iter().find_map(|(name, value)| {
        let inner = first_of(value.get())?;
        Some((name, inner))
    });
    let (name, (first, is_keyed)) = holder?;
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
    let fields: Vec<_> = names.map(|name| (name.into(), &*text)).collect();
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
                return map_of(&format!("{{\"{name}\":[{first}]}}"));
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
            assert_eq!(map_of(text).as_deref(), Some(map), "{text}");
        }
        for text in [
            r#"{"name":"n"}"#,
            r#"{"x":[1]}"#,
            r#"{"it's":[{"id":"a"}]}"#,
            "{}",
        ] {
            assert_eq!(map_of(text), None, "{text}");
        }
        let begun = r#"{"kind":"x","tags":["a"],"users": [{"user_id":"a"},{"user_"#;
        assert_eq!(
            map_of_beginning(begun).as_deref(),
            Some(".users[] | {id: .user_id}")
        );
    }
}
