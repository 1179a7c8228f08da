use super::*;
use crate::input::testing::IDS;

/// The JSON and the id that come out, or the offset and the message.
fn checked(text: &str, kind: InputKind) -> Result<(String, String), (usize, String)> {
    let mut scratch = Scratch::new(kind);
    let spans = UnreadFields::read(text, "a record")
        .and_then(|fields| read_object(text, &fields, Location::default(), &mut scratch));
    let (json, id) = spans.map_err(|mistake| (mistake.at, mistake.message))?;
    let json = match json {
        ItemSpan::Text(range) => text[range].to_owned(),
        ItemSpan::Scratch => String::from_utf8(scratch.json).unwrap(),
    };
    let id = match id {
        ItemSpan::Text(range) => text[range].to_owned(),
        ItemSpan::Scratch => scratch.id,
    };
    Ok((json, id))
}

#[test]
fn ids_come_out_as_they_were_written() {
    for (text, json, id) in [
        (r#"{"name":"x","id":"a"}"#, r#""a""#, "a"),
        (
            r#"{"id": "\u00fc\/", "mode":"admin"}"#,
            r#""\u00fc\/""#,
            "ü/",
        ),
    ] {
        assert_eq!(checked(text, IDS), Ok((json.to_owned(), id.to_owned())));
    }
}

#[test]
fn lines_of_a_rejects_file_are_records() {
    let inner = r#"{"id":"a", "mode":"admin"}"#;
    let line = format!(r#"{{"line":3,"record":{inner},"error":{{"code":1}}}}"#);
    let (json, id) = checked(&line, InputKind::Users).unwrap();
    assert_eq!(
        (json.as_str(), id.as_str()),
        (r#"{"id":"a", "mode":700}"#, "a")
    );
    assert_eq!(checked(&line, InputKind::Channels).unwrap().0, inner);
    assert_eq!(checked(&line, IDS).unwrap().0, r#""a""#);
    let line = r#"{"error":{},"record":"a","line":null}"#;
    assert_eq!(
        checked(line, IDS).unwrap(),
        (r#""a""#.to_owned(), "a".to_owned())
    );
    // With an id it is a record that happens to have these fields.
    let line = r#"{"line":3,"record":{"id":"a"},"error":{},"id":"b"}"#;
    assert_eq!(
        checked(line, InputKind::Users).unwrap(),
        (line.to_owned(), "b".to_owned())
    );
}

#[test]
fn other_lines_are_not_of_a_rejects_file() {
    let missing = "the field `id` is missing";
    for (text, offset, message) in [
        (r#"{"line":1,"record":{"id":"a"}}"#, 0, missing),
        (r#"{"line":1,"record":{"id":"a"},"error":"e"}"#, 0, missing),
        (r#"{"line":1,"record":"a","error":{}}"#, 0, missing),
        (
            r#"{"line":1,"record":{"id":"a"},"error":{},"x":1}"#,
            0,
            missing,
        ),
        (r#"{"line":1,"record":{},"error":{}}"#, 19, missing),
        (
            r#"{"line":1,"record":{"line":1,"record":{"id":"a"},"error":{}},"error":{}}"#,
            19,
            missing,
        ),
        (
            r#"{"line":1,"record":{"id":7},"error":{}}"#,
            25,
            "the field `id`: expected a string, found a number",
        ),
    ] {
        let error = Err((offset, message.to_owned()));
        assert_eq!(checked(text, InputKind::Users), error, "{text}");
    }
}
