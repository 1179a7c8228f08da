//! Request bodies as the calls take them: an array of records, an array of ids, a mode with ids.

use std::borrow::Cow;

use http::StatusCode;
use serde::Deserialize;
use serde_json::Deserializer;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::faults::Rules;
use super::record::{RuledFields, is_mode, text};
use super::refusal::Refusal;

/// The largest number of elements in one body.
const MOST: usize = 1000;

/// One record of a body, borrowed from it.
pub(crate) struct BodyRecord<'a> {
    pub id: Cow<'a, str>,
    /// The object as it was written.
    pub raw: &'a str,
    pub fields: RuledFields<'a>,
}

/// The body as text, so that it is checked only once to be UTF-8.
pub(crate) fn utf8(body: &[u8]) -> Result<&str, Refusal> {
    let text = std::str::from_utf8(body)
        .map_err(|error| Refusal::body(format!("the body is not UTF-8: {error}")))?;
    if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Err(Refusal::body("the request has no body; it needs one"));
    }
    Ok(text)
}

/// The records to create, from an array. `noun` is what they are called, in the plural.
pub(crate) fn records<'a>(
    body: &'a str,
    noun: &str,
    rules: Rules,
) -> Result<Vec<BodyRecord<'a>>, Refusal> {
    let mut records = Vec::new();
    elements(body, noun, MOST, |index, raw, fields: RuledFields| {
        if !raw.starts_with('{') {
            // Serde would also read a struct from an array.
            return Err(Refusal::element(
                index,
                format!("the element at position {index} is not an object"),
            ));
        }
        let id = fields.check().map_err(|fault| {
            Refusal::element(index, format!("the record at position {index} {fault}"))
        })?;
        if rules.strict && fields.name.is_none() {
            let message = format!("the record at position {index} must have a name");
            return Err(Refusal::element(index, message).at(index, &id));
        }
        records.push(BodyRecord { id, raw, fields });
        Ok(())
    })?;
    Ok(records)
}

/// A single record, for an update.
pub(crate) fn one_record(body: &str) -> Result<BodyRecord<'_>, Refusal> {
    let raw = body.trim_ascii();
    if !raw.starts_with('{') {
        return Err(not_json(raw, "one object"));
    }
    let fields: RuledFields = serde_json::from_str(raw)
        .map_err(|error| Refusal::body(format!("the body is not usable JSON: {error}")))?;
    let id = fields
        .check()
        .map_err(|fault| Refusal::body(format!("the record {fault}")))?;
    Ok(BodyRecord { id, raw, fields })
}

/// The ids in an array, none of which may be in it twice.
pub(crate) fn ids(body: &str, most: usize) -> Result<Vec<Cow<'_, str>>, Refusal> {
    let mut ids = Vec::new();
    elements(body, "ids", most, |index, _, value: &RawValue| {
        match text(value).filter(|id| !id.is_empty()) {
            Some(id) => ids.push(id),
            None => {
                let message =
                    format!("the id at position {index} must be a string that is not empty");
                return Err(Refusal::element(index, message));
            }
        }
        Ok(())
    })?;
    ascending(&ids, |id| id)?;
    Ok(ids)
}

/// The ids in an array with at most as many elements as one request may have.
pub(crate) fn some_ids(body: &str) -> Result<Vec<Cow<'_, str>>, Refusal> {
    ids(body, MOST)
}

/// `{"mode": number, "ids": [...]}`.
pub(crate) fn moderation(body: &str) -> Result<(&str, Vec<Cow<'_, str>>), Refusal> {
    #[derive(Deserialize)]
    struct Moderation<'a> {
        #[serde(borrow)]
        mode: Option<&'a RawValue>,
        #[serde(borrow)]
        ids: Option<&'a RawValue>,
    }
    let raw = body.trim_ascii();
    if !raw.starts_with('{') {
        return Err(not_json(raw, "an object with mode and ids"));
    }
    let Moderation { mode, ids } = serde_json::from_str(raw)
        .map_err(|error| Refusal::body(format!("the body is not usable JSON: {error}")))?;
    let mode = mode
        .map(RawValue::get)
        .filter(|mode| is_mode(mode))
        .ok_or_else(|| Refusal::body("mode must be given, a non-negative integer"))?;
    let ids = ids.ok_or_else(|| Refusal::body("ids must be given, an array of user ids"))?;
    Ok((mode, some_ids(ids.get())?))
}

/// The positions of the items in ascending order of their ids. An id that comes twice is refused.
pub(crate) fn ascending<'a, T>(
    items: &'a [T],
    id: impl Fn(&'a T) -> &'a str,
) -> Result<Vec<usize>, Refusal> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&index| id(&items[index]));
    let twice = order
        .windows(2)
        .filter(|pair| id(&items[pair[0]]) == id(&items[pair[1]]))
        .min_by_key(|pair| pair[1]);
    match twice {
        Some(pair) => Err(Refusal::repeated(id(&items[pair[0]]), pair[0], pair[1])),
        None => Ok(order),
    }
}

/// Calls `each` with the elements of a JSON array, together with the text of each.
///
/// This is done in one pass: serde's own sequences do not say where an element is in the text, and an
/// array of raw values would be read twice.
fn elements<'a, T: Deserialize<'a>>(
    body: &'a str,
    noun: &str,
    most: usize,
    mut each: impl FnMut(usize, &'a str, T) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut rest = skip_space(body);
    match rest.strip_prefix('[') {
        Some(inner) => rest = skip_space(inner),
        None => return Err(not_json(rest, &format!("an array of {noun}"))),
    }
    if rest.starts_with(']') {
        return Err(Refusal::body(format!(
            "the array is empty; it must hold at least one of the {noun}"
        )));
    }
    for index in 0.. {
        if index == most {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "ERR_TOO_MANY",
                format!("the body holds more than {most} {noun}, the most for one request"),
            ));
        }
        let mut stream = Deserializer::from_str(rest).into_iter::<T>();
        let element = match stream.next() {
            Some(Ok(element)) => element,
            Some(Err(error)) => return Err(unusable(index, &error)),
            None => return Err(cut_short()),
        };
        let (raw, behind) = rest.split_at(stream.byte_offset());
        each(index, raw, element)?;
        rest = skip_space(behind);
        match rest.as_bytes().first() {
            Some(b',') => rest = skip_space(&rest[1..]),
            Some(b']') => break,
            Some(_) => {
                return Err(Refusal::element(
                    index,
                    format!("the body is not JSON: no comma after position {index}"),
                ));
            }
            None => return Err(cut_short()),
        }
    }
    if skip_space(&rest[1..]).is_empty() {
        Ok(())
    } else {
        Err(Refusal::body(
            "the body is not JSON: something follows the array",
        ))
    }
}

/// Skips white space as JSON defines it, which is less than in Rust.
fn skip_space(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}

fn cut_short() -> Refusal {
    Refusal::body("the body is not JSON: it ends inside the array")
}

fn unusable(index: usize, error: &serde_json::Error) -> Refusal {
    // The line and the column are relative to the element, so the position in the array helps more.
    let said = error.to_string();
    let cause = said.split(" at line ").next().unwrap_or(&said);
    let message = match error.classify() {
        Category::Data => format!("the element at position {index} is not usable: {cause}"),
        _ => format!("the body is not JSON: {cause} in the element at position {index}"),
    };
    Refusal::element(index, message)
}

/// The refusal of a body that does not begin like what is wanted.
fn not_json(body: &str, wanted: &str) -> Refusal {
    match serde_json::from_str::<&RawValue>(body) {
        Ok(_) => Refusal::body(format!("the body must be {wanted}")),
        Err(error) => Refusal::body(format!("the body is not JSON: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raws(body: &str) -> Vec<&str> {
        let records = records(body, "users", Rules::default()).map_err(|refusal| refusal.message);
        records
            .unwrap()
            .into_iter()
            .map(|record| record.raw)
            .collect()
    }

    #[test]
    fn elements_are_handed_out_as_written() {
        assert_eq!(
            raws(" [ {\"id\": \"a\", \"n\": 1.10} ,\n\t{\"id\":\"b]\",\"x\":[1,{}]}]\r\n"),
            [r#"{"id": "a", "n": 1.10}"#, r#"{"id":"b]","x":[1,{}]}"#]
        );
    }

    #[test]
    fn bodies_of_another_shape_are_refused() {
        for body in [
            "{}",
            r#"{"id":"a"}"#,
            "null",
            "3",
            "[",
            "[]",
            " [ ] ",
            "[{}]",
            "[1]",
            "[[\"a\"]]",
            r#"["a"]"#,
            r#"[{"id":"a"}"#,
            r#"[{"id":"a"},]"#,
            r#"[{"id":"a"} {"id":"b"}]"#,
            r#"[{"id":"a"}]x"#,
            r#"[{"id":"a"}][]"#,
            r#"[,{"id":"a"}]"#,
            r#"[{"id":"a",}]"#,
            r#"[{"id":"a","id":"b"}]"#,
            "\u{a0}[{\"id\":\"a\"}]",
            "[{\"id\":\"a\nb\"}]",
            "\u{feff}[{\"id\":\"a\"}]",
        ] {
            let refusal = records(body, "users", Rules::default()).err();
            assert_eq!(refusal.map(|r| r.code), Some("ERR_BODY"), "{body}");
        }
        assert!(utf8(b"").is_err());
        assert!(utf8(b" \n").is_err());
        assert!(utf8(b"[\"\xff\"]").is_err());
    }

    #[test]
    fn ids_are_strings_and_none_is_there_twice() {
        assert_eq!(some_ids(r#"["b","a\n"]"#).unwrap(), ["b", "a\n"]);
        for body in ["[1]", r#"[""]"#, r#"["a",null]"#, r#""a""#, r#"["\udc00"]"#] {
            assert!(some_ids(body).is_err(), "{body}");
        }
        let refusal = some_ids(r#"["b","a","c","\u0061"]"#).unwrap_err();
        assert_eq!(refusal.code, "ERR_DUPLICATE");
        assert_eq!(
            refusal.message,
            r#""a" is in the body twice, at positions 1 and 3"#
        );
    }

    #[test]
    fn a_moderation_has_a_mode_and_ids() {
        let (mode, ids) = moderation(r#" {"ids":["u"],"mode":300,"x":1} "#).unwrap();
        assert_eq!((mode, ids.len()), ("300", 1));
        for body in [
            "[]",
            "{}",
            r#"{"mode":1}"#,
            r#"{"ids":["u"]}"#,
            r#"{"mode":1,"ids":[]}"#,
            r#"{"mode":-1,"ids":["u"]}"#,
            r#"{"mode":"1","ids":["u"]}"#,
            r#"{"mode":1.5,"ids":["u"]}"#,
            r#"{"mode":1,"ids":"u"}"#,
            r#"{"mode":1,"ids":["u"]"#,
        ] {
            assert!(moderation(body).is_err(), "{body}");
        }
    }
}
