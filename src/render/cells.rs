//! A field of a record as the text of a cell.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::record::{Fields, Mode, ModeScale, Text};

/// One field of a record as text for people; empty if the record does not have it.
pub fn cell<'a>(record: &'a str, column: &str) -> Cow<'a, str> {
    let value = Fields::of(record).and_then(|fields| fields.at(column));
    for_people(column, value, ModeScale::default())
}

/// The text of a cell for people: modes with their names, nested fields readable.
pub fn for_people<'a>(column: &str, value: Option<&'a RawValue>, scale: ModeScale) -> Cow<'a, str> {
    let Some(value) = value else {
        return Cow::Borrowed("");
    };
    if column == "mode"
        && let Ok(number) = value.get().parse()
    {
        return Cow::Owned(scale.show(Mode(number)));
    }
    if !value.get().starts_with('{') {
        return plain(value);
    }
    let mut text = String::with_capacity(value.get().len());
    match Fields::of(value.get()) {
        Some(fields) => push_pairs(&fields, "", NESTED, &mut text),
        None => text.push_str(&crate::record::one_line(value.get())),
    }
    Cow::Owned(text)
}

/// Objects are taken apart down to this depth; deeper ones stay JSON.
const NESTED: usize = 8;

/// `avatar=https://…, address.city=Ulm`: the names of nested fields have dots.
fn push_pairs(fields: &Fields<'_>, before: &str, depth: usize, text: &mut String) {
    for (key, value) in &fields.0 {
        let raw = value.get();
        let inner = (raw.starts_with('{') && depth > 0)
            .then(|| Fields::of(raw))
            .flatten()
            .filter(|inner| !inner.0.is_empty());
        if let Some(inner) = inner {
            push_pairs(&inner, &format!("{before}{key}."), depth - 1, text);
            continue;
        }
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(before);
        text.push_str(key);
        text.push('=');
        text.push_str(&plain(value));
    }
}

/// Whether `create` reads the same value back from the cell that CSV has for it. It takes cells of
/// dotted and of unknown columns for texts, and leaves out a field that is `null`.
pub fn comes_back(column: &str, value: &RawValue) -> bool {
    let raw = value.get();
    match (column, raw.as_bytes().first()) {
        (_, Some(b'n')) => true,
        ("metadata", first) => first == Some(&b'{'),
        ("mode", _) => raw.parse::<u64>().is_ok(),
        ("members", _) => serde_json::from_str::<Vec<Text<'_>>>(raw).is_ok(),
        (_, Some(b'"')) => serde_json::from_str::<Text<'_>>(raw).is_ok_and(|Text(text)| {
            let may_be_empty = matches!(column, "name" | "logo");
            (may_be_empty || !text.is_empty()) && !text.contains('\0')
        }),
        _ => false,
    }
}

/// The text of a cell for programs: strings as they are, all else as JSON.
pub fn plain(value: &RawValue) -> Cow<'_, str> {
    let raw = value.get();
    match raw.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<Text<'_>>(raw) {
            Ok(Text(text)) => text,
            Err(_) => Cow::Borrowed(raw),
        },
        Some(b'n') => Cow::Borrowed(""),
        _ => crate::record::one_line(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_values_do_not_survive_csv() {
        let json = r#"{"id":"a","name":"","mode":600,"metadata":{"n":1.10,"t":"x","e":""},
            "members":["u"],"x":"y","nul":"a\u0000b","half":"\ud800","no":null}"#;
        let fields = Fields::of(json).unwrap();
        for (column, same) in [
            ("id", true),
            ("name", true),
            ("mode", true),
            ("metadata", true),
            ("metadata.t", true),
            ("metadata.n", false),
            ("metadata.e", false),
            ("members", true),
            ("x", true),
            ("nul", false),
            ("half", false),
            ("no", true),
        ] {
            let value = fields.at(column).unwrap();
            assert_eq!(comes_back(column, value), same, "{column}");
        }
        for (column, json) in [
            ("mode", "-1"),
            ("mode", "6e2"),
            ("metadata", "\"x\""),
            ("members", "[1]"),
            ("name", "7"),
        ] {
            let value: &RawValue = serde_json::from_str(json).unwrap();
            assert!(!comes_back(column, value), "{column} {json}");
        }
    }

    #[test]
    fn cells() {
        let record = r#"{"id":"a","mode":700,"metadata":{"avatar":"x","n":1.10,"a.b":true},
            "deep":{"a":{"b":[1, 2]}},"no":null,"big":9007199254740993}"#;
        assert_eq!(cell(record, "mode"), "700 admin");
        assert_eq!(cell(record, "metadata"), "avatar=x, n=1.10, a.b=true");
        assert_eq!(cell(record, "metadata.avatar"), "x");
        assert_eq!(cell(record, "metadata.a.b"), "true");
        assert_eq!(cell(record, "deep.a.b"), "[1, 2]");
        assert_eq!(cell(record, "deep"), "a.b=[1, 2]");
        assert_eq!(cell(record, "no"), "");
        assert_eq!(cell(record, "missing.x"), "");
        assert_eq!(cell(record, "big"), "9007199254740993");
        assert_eq!(cell(r#"{"mode":300}"#, "mode"), "300");
        assert_eq!(cell(r#"{"mode":-3}"#, "mode"), "-3");
    }
}
