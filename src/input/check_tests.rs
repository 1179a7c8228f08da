use super::*;

const IDS: InputKind = InputKind::Ids { noun: "user" };

/// The JSON and the id that come out, or the offset and the message.
fn checked(text: &str, kind: InputKind) -> Result<(String, String), (usize, String)> {
    let mut scratch = Scratch::default();
    let result = serde_json::from_str::<Look<'_>>(text)
        .map_err(|error| reworded(&error, text))
        .and_then(|look| record(text, &look, kind, &mut scratch));
    let checked = result.map_err(|refusal| (refusal.offset, refusal.message))?;
    let json = match checked.json {
        Piece::Text(range) => text[range].to_owned(),
        Piece::Scratch => String::from_utf8(scratch.json).unwrap(),
    };
    let id = match checked.id {
        Piece::Text(range) => text[range].to_owned(),
        Piece::Scratch => scratch.id,
    };
    Ok((json, id))
}

#[test]
fn records_stay_as_they_were_written() {
    for (text, id) in [
        (r#"{"id":"a"}"#, "a"),
        (
            r#"{ "x" : 9007199254740993, "id" : "ü" , "y":[1.10,{"id":2}]}"#,
            "ü",
        ),
        (r#"{"\u0069d":"a\nb"}"#, "a\nb"),
        (r#"{"id":"a","mode":300,"name":null}"#, "a"),
        (r#"{"id":"a","mode":"boss"}"#, "a"),
        (r#"{"id":"a","mode":null}"#, "a"),
        (r#"{"id":"a","mode":"\ud800"}"#, "a"),
        (r#"{"id":"a","metadata":{"a":1,"a":2}}"#, "a"),
    ] {
        for kind in [InputKind::Users, InputKind::Channels] {
            assert_eq!(checked(text, kind), Ok((text.to_owned(), id.to_owned())));
        }
    }
    let deep = format!(
        r#"{{"id":"a","x":{}{}}}"#,
        "[".repeat(9999),
        "]".repeat(9999)
    );
    assert_eq!(checked(&deep, InputKind::Users).unwrap().0, deep);
}

#[test]
fn the_name_of_a_mode_becomes_its_number() {
    for (mode, number) in [
        ("\"admin\"", "700"),
        ("\"send-only\"", "200"),
        ("\"recv_only\"", "400"),
        ("\"send\\u005frecv\"", "600"),
        ("\"block\"", "0"),
    ] {
        let text = format!("{{ \"mode\" : {mode}, \"id\":\"a\\u0062\", \"x\": 1.0 }}");
        let wanted = text.replace(mode, number);
        assert_eq!(
            checked(&text, InputKind::Users),
            Ok((wanted, "ab".to_owned()))
        );
        assert_eq!(checked(&text, InputKind::Channels).unwrap().0, text);
    }
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
fn what_is_no_record_is_refused() {
    let missing = "expected an object with the field `id`, found one without it";
    for (text, offset, message) in [
        ("{}", 0, missing),
        (r#"{"Id":"a"}"#, 0, missing),
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
        (
            r#"{"id":7}"#,
            6,
            "the field `id`: expected a string, found a number",
        ),
        (
            r#"{"id":null}"#,
            6,
            "the field `id`: expected a string, found `null`",
        ),
        (
            r#"{"id":["a"]}"#,
            6,
            "the field `id`: expected a string, found an array",
        ),
        (r#"{"id":""}"#, 6, "the field `id`: an id must not be empty"),
        (
            r#"{"id":"x\ud800"}"#,
            14,
            "the field `id`: an escape for half a character (a lone surrogate)",
        ),
        (
            r#"{"id":"a","id":"b"}"#,
            13,
            "the field `id` is given twice",
        ),
        (
            r#"{"id":"a" "x":1}"#,
            10,
            "expected `,` or `}`, found a string",
        ),
        (
            r#"{"id":"a",}"#,
            10,
            "expected a field name in quotes, found `}`",
        ),
        (r#"{"id":"a","x":[1,]}"#, 17, "expected a value, found `]`"),
        (
            r#"{"id":"a","x":[1 2]}"#,
            17,
            "expected `,` or `]`, found a number",
        ),
        (
            r#"{"id":"a","x":{"y" 2}}"#,
            19,
            "expected `:`, found a number",
        ),
        (
            r#"{'id':"a"}"#,
            1,
            "expected a field name in quotes, found `'`",
        ),
        (
            r#"{"id":"a","x":nul}"#,
            17,
            "expected `null`, `true` or `false`, found `}`",
        ),
        ("{\"id\":\"a\",\n\"x\":01}", 16, "invalid number"),
        (
            "{\"id\":\"a\",\"x\":\"b\tc\"}",
            16,
            "`\\t` (U+0009) inside a string",
        ),
        (
            "{\"id\":\"a\",\"x\":\"b\nc\"}",
            16,
            "a line break inside a string",
        ),
        (r#"{"id":"a","x":"\q"}"#, 16, "invalid escape"),
    ] {
        let error = Err((offset, message.to_owned()));
        assert_eq!(checked(text, InputKind::Users), error, "{text}");
    }
}

#[test]
fn what_the_service_cannot_mend_is_refused() {
    for (text, kind, message) in [
        (
            r#"{"id":"a","metadata":"{\"a\":1}"}"#,
            InputKind::Users,
            Some("the field `metadata`: expected an object, found a string"),
        ),
        (
            r#"{"id":"a","metadata":7}"#,
            InputKind::Channels,
            Some("the field `metadata`: expected an object, found a number"),
        ),
        (
            r#"{"id":"a","metadata":[1]}"#,
            InputKind::Users,
            Some("the field `metadata`: expected an object, found an array"),
        ),
        (
            r#"{"id":"a","members":"u1"}"#,
            InputKind::Channels,
            Some("the field `members`: expected an array of user ids, found a string"),
        ),
        (
            r#"{"id":"a","members":["u1",{"id":"u2"}]}"#,
            InputKind::Channels,
            Some(
                "the field `members`: expected an array of user ids, found one with other things \
                 in it",
            ),
        ),
        (r#"{"id":"a","metadata":{}}"#, InputKind::Users, None),
        (r#"{"id":"a","metadata":null}"#, InputKind::Users, None),
        (r#"{"id":"a","metadata":[ ]}"#, InputKind::Users, None),
        (r#"{"id":"a","metadata":"x"}"#, IDS, None),
        (
            r#"{"id":"a","members":["u\u0031"]}"#,
            InputKind::Channels,
            None,
        ),
        (r#"{"id":"a","members":null}"#, InputKind::Channels, None),
        (r#"{"id":"a","members":7}"#, InputKind::Users, None),
    ] {
        let refused = checked(text, kind).err().map(|(_, message)| message);
        assert_eq!(refused.as_deref(), message, "{text}");
    }
}

#[test]
fn numbers_as_ids_get_a_hint() {
    let refusal = not_a_string(0, "-17.5e3, 4");
    assert_eq!(refusal.hint.unwrap(), "ids are strings: write \"-17.5e3\"");
    assert_eq!(not_a_string(0, "null").hint, None);
}
