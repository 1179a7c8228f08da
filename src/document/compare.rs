//! Whether a record is as a document wants it: field by field, and by what the JSON means.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::api::MASK;
use crate::record::{Fields, Text, one_line};

use super::ignore::Ignored;

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub field: String,
    /// As it is there; none if the field is missing.
    pub from: Option<String>,
    pub to: String,
}

/// The result of comparing two records.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Fields that differ.
    pub seen: Vec<Difference>,
    /// Fields that cannot be compared, because the API key in them is masked.
    pub hidden: Vec<Difference>,
}

/// The fields that `wanted` gives and that differ in `there`. `null` is the same as a missing
/// field. The fields in `but` are left out, and so is what is ignored. If the key may be masked in
/// `there`, a mask says nothing about what the service has.
pub fn differences(
    wanted: &str,
    there: &str,
    but: &[&str],
    ignored: &Ignored,
    may_be_masked: bool,
) -> Compared {
    let mut found = Compared::default();
    let is_masked = may_be_masked && there.contains(MASK);
    if wanted == there && !is_masked {
        return found;
    }
    // Both have been read as objects before.
    let (Some(wanted), Some(mut there)) = (Fields::of(wanted), Fields::of(there)) else {
        return found;
    };
    let has_masked_name = is_masked && there.0.iter().any(|(name, _)| name.contains(MASK));
    there.0.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (field, to) in &wanted.0 {
        if but.contains(&field.as_ref()) || ignored.has(field) {
            continue;
        }
        let from = there.0.binary_search_by(|(name, _)| name.cmp(field));
        let from = from.map_or("null", |at| there.0[at].1.get());
        let within = ignored.within(field);
        let (to, from) = (within.without(to.get()), within.without(from));
        // All that the document gives may be ignored.
        let is_empty = !within.is_empty() && to == "{}" && from == "null";
        // A field that seems to be missing may be the one whose name is masked.
        let is_hidden = is_masked && from.contains(MASK) || has_masked_name && from == "null";
        if !is_empty && (is_hidden || !same(&to, &from)) {
            let into = match is_hidden {
                true => &mut found.hidden,
                false => &mut found.seen,
            };
            into.push(Difference {
                field: field.to_string(),
                from: (from != "null").then(|| one_line(&from).into_owned()),
                to: one_line(&to).into_owned(),
            });
        }
    }
    found
}

/// How deep objects and arrays are compared: as deep as serde reads.
const DEPTH: usize = 127;

/// Whether two JSON texts mean the same. The order of fields and the spelling of strings do not
/// count; large numbers, and what is very deep within, are the same only where they are written
/// the same.
pub fn same(a: &str, b: &str) -> bool {
    same_within(a, b, DEPTH)
}

fn same_within(a: &str, b: &str, depth: usize) -> bool {
    if a == b {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match (a.as_bytes().first(), b.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => match (Fields::of(a), Fields::of(b)) {
            (Some(a), Some(b)) => same_fields(a, b, depth),
            _ => false,
        },
        (Some(b'['), Some(b'[')) => {
            let elements = |text| serde_json::from_str::<Vec<&RawValue>>(text);
            match (elements(a), elements(b)) {
                (Ok(a), Ok(b)) => {
                    let mut pairs = a.iter().zip(&b);
                    a.len() == b.len() && pairs.all(|(a, b)| same_within(a.get(), b.get(), depth))
                }
                _ => false,
            }
        }
        (Some(b'"'), Some(b'"')) => {
            let text = |text| serde_json::from_str::<Text<'_>>(text).map(|Text(text)| text);
            matches!((text(a), text(b)), (Ok(a), Ok(b)) if a == b)
        }
        (Some(b'-' | b'0'..=b'9'), Some(b'-' | b'0'..=b'9')) => same_numbers(a, b),
        _ => false,
    }
}

fn same_fields(mut a: Fields<'_>, mut b: Fields<'_>, depth: usize) -> bool {
    if a.0.len() != b.0.len() {
        return false;
    }
    a.0.sort_by(|(a, _), (b, _)| a.cmp(b));
    b.0.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut pairs = a.0.iter().zip(&b.0);
    pairs.all(|((a, x), (b, y))| a == b && same_within(x.get(), y.get(), depth))
}

/// Different texts can be the same number, such as `1` and `1.0`, if both are held exactly.
fn same_numbers(a: &str, b: &str) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    const DIGITS: usize = 15;
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    if digits(a) > DIGITS || digits(b) > DIGITS {
        return false;
    }
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a == b && a.abs() < EXACT,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same() {
        for (a, b, expected) in [
            (
                "{\"a\":1,\"b\":[true,null]}",
                "{ \"b\" : [true, null], \"a\" : 1.0 }",
                true,
            ),
            ("{\"a\":1}", "{\"a\":1,\"b\":null}", false),
            ("\"é\"", "\"\\u00e9\"", true),
            ("9007199254740993", "9007199254740992", false),
            ("9007199254740993", "9007199254740993.0", false),
            ("1.10", "1.1", true),
            ("1e2", "100", true),
            ("1", "\"1\"", false),
            ("null", "false", false),
            ("[1,2]", "[2,1]", false),
        ] {
            assert_eq!(same(a, b), expected, "{a} {b}");
            assert_eq!(same(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn only_what_is_given_is_compared() {
        let wanted = r#"{"id":"a","name":"A","metadata":{"n": 1},"logo":null}"#;
        let there = r#"{"id":"a","name":"B","mode":3,"metadata":{"n":1.0}}"#;
        let found = differences(wanted, there, &["id"], &Ignored::default(), false).seen;
        let expected = Difference {
            field: "name".to_owned(),
            from: Some("\"B\"".to_owned()),
            to: "\"A\"".to_owned(),
        };
        assert_eq!(found, [expected]);
        let found = differences(
            r#"{"id":"a","x":[1]}"#,
            r#"{"id":"a"}"#,
            &["id"],
            &Ignored::default(),
            false,
        )
        .seen;
        assert_eq!(found[0].from, None);
    }

    #[test]
    fn what_is_ignored_is_not_compared() {
        let ignored = ["seen", "metadata.at", "more.at"];
        let ignored = Ignored::new(ignored.map(str::to_owned).to_vec());
        let wanted = r#"{"id":"a","seen":1,"metadata":{"at":1,"x":2},"more":{"at":1}}"#;
        let of = |there| differences(wanted, there, &["id"], &ignored, false).seen;
        assert_eq!(of(r#"{"id":"a","seen":2,"metadata":{"x":2,"at":5}}"#), []);
        let found = of(r#"{"id":"a","metadata":{"x":3,"at":5}}"#);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].field, "metadata");
        assert_eq!(found[0].from.as_deref(), Some("{\"x\":3}"));
        assert_eq!(found[0].to, "{\"x\":2}");
    }

    #[test]
    fn what_is_masked_cannot_be_compared() {
        let there = r#"{"id":"a","name":"********","metadata":{"t":"x********"},"logo":"l"}"#;
        for wanted in [
            there,
            r#"{"id":"a","name":"n","metadata":{"t":"x"},"logo":"l"}"#,
        ] {
            let found = differences(wanted, there, &["id"], &Ignored::default(), true);
            let fields: Vec<&str> = found.hidden.iter().map(|f| f.field.as_str()).collect();
            assert_eq!((fields, found.seen), (vec!["name", "metadata"], Vec::new()));
        }
        let ignored = Ignored::new(vec!["name".to_owned(), "metadata.t".to_owned()]);
        assert_eq!(
            differences(there, there, &["id"], &ignored, true),
            Compared::default()
        );
        // What is there may be a mask of its own.
        let own = differences(there, there, &["id"], &Ignored::default(), false);
        assert_eq!(own, Compared::default());
        let found = differences(
            r#"{"id":"a","token":1}"#,
            r#"{"id":"a","********":1}"#,
            &["id"],
            &Ignored::default(),
            true,
        );
        assert_eq!((found.hidden.len(), found.seen.len()), (1, 0));
    }

    #[test]
    fn what_is_very_deep_is_compared_as_it_is_written() {
        let deep = |levels: usize, within: &str| {
            format!("{}{within}{}", "[".repeat(levels), "]".repeat(levels))
        };
        assert!(same(&deep(100, "1"), &deep(100, "1.0")));
        assert!(!same(&deep(100_000, "1"), &deep(100_000, "1.0")));
        assert!(same(&deep(100_000, "1"), &deep(100_000, "1")));
    }
}
