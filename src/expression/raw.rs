//! Looking into records without reading them whole. The text of a record is known to be JSON.

use std::borrow::Cow;

use super::json_text::{JsonText, find_value};
use crate::record::is_same_in_any_case;

/// Finds the field at a dotted path. A name that is spelled exactly so comes before one that differs in
/// case, and a field whose own name has dots comes before the path.
pub fn find_field<'a>(record: &'a str, path: &str) -> Option<&'a str> {
    find_with(record, path, |name, wanted| name == wanted)
        .or_else(|| find_with(record, path, is_same_in_any_case))
}

fn find_with<'a>(object: &'a str, path: &str, is: fn(&str, &str) -> bool) -> Option<&'a str> {
    let find = |path: &str| find_value(object, |name| is(name, path)).ok().flatten();
    if let Some(value) = find(path) {
        return Some(value);
    }
    path.match_indices('.')
        .find_map(|(dot, _)| find_with(find(&path[..dot])?, &path[dot + 1..], is))
}

/// The text that a JSON string stands for; `None` for any other value.
pub fn text_of(json: &str) -> Option<Cow<'_, str>> {
    match json.starts_with('"') {
        true => JsonText::new(json).string().ok(),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_wherever_they_stand() {
        let record =
            r#" { "a" : "x\"}," , "B.c":[1,{"d":"]"}], "m": {"T\u0065am": 5, "e":{}} ,"n":null}"#;
        assert_eq!(find_field(record, "a"), Some(r#""x\"},""#));
        assert_eq!(find_field(record, "A"), Some(r#""x\"},""#));
        assert_eq!(find_field(record, "b.C"), Some(r#"[1,{"d":"]"}]"#));
        assert_eq!(find_field(record, "m.team"), Some("5"));
        assert_eq!(find_field(record, "m.e"), Some("{}"));
        assert_eq!(find_field(record, "n"), Some("null"));
        assert_eq!(find_field(record, "n.x"), None);
        assert_eq!(find_field(record, "z"), None);
        assert_eq!(find_field("[1]", "z"), None);
        assert_eq!(find_field("{", "z"), None);
    }

    #[test]
    fn the_exact_spelling_comes_first() {
        let record = r#"{"Team":1,"team":2}"#;
        assert_eq!(find_field(record, "team"), Some("2"));
        // Of several names that differ only in case the last one counts, as it does of equal names.
        assert_eq!(find_field(record, "TEAM"), Some("2"));
    }
}
