use crate::input::testing::{IDS, gather, hint, input};
use crate::input::{InputFormat, InputKind};

fn outline(text: &str, kind: InputKind) -> Result<Vec<(String, String)>, String> {
    let items = gather(text.as_bytes(), InputFormat::Auto, kind)?;
    let outline = items.into_iter().map(|item| (item.json, item.place));
    Ok(outline.collect())
}

#[test]
fn every_arrangement_of_records_is_accepted() {
    let a = r#"{"id":"a", "n":-1.5e+10}"#;
    let b = "{\n \"id\": \"b\"\n}";
    let table: &[(String, &[(&str, &str)])] = &[
        (a.to_owned(), &[(a, "f:1:1")]),
        (format!("\u{feff}{a}"), &[(a, "f:1:1")]),
        (format!("{a}\n{b}\n"), &[(a, "f:1:1"), (b, "f:2:1")]),
        (format!("{a}\r\n\r\n{b}\r\n"), &[(a, "f:1:1"), (b, "f:3:1")]),
        (
            format!("{a}{b} {a}"),
            &[(a, "f:1:1"), (b, "f:1:25"), (a, "f:3:3")],
        ),
        (format!("[{a},{b}]"), &[(a, "f:1:2"), (b, "f:1:27")]),
        (
            format!("\n[\n{b} ,\t{a}\r\n]\n"),
            &[(b, "f:3:1"), (a, "f:5:5")],
        ),
        (
            format!("[{a}][][{b}] {a}"),
            &[(a, "f:1:2"), (b, "f:1:30"), (a, "f:3:4")],
        ),
        ("[]".to_owned(), &[]),
        (" [ ] [\n]".to_owned(), &[]),
    ];
    for (text, wanted) in table {
        let got = outline(text, InputKind::Users).unwrap();
        let got: Vec<_> = got
            .iter()
            .map(|(json, at)| (json.as_str(), at.as_str()))
            .collect();
        assert_eq!(&got, wanted, "{text}");
    }
}

#[test]
fn every_arrangement_of_ids_is_accepted() {
    for text in [
        r#"["a","\u0062"]"#,
        "\"a\"\n\"\\u0062\"\n",
        r#""a""\u0062""#,
        r#"[{"id":"a","x":[1]},{"id":"\u0062"}]"#,
        "{\"id\":\"a\"}\n{\"name\":null,\"id\":\"\\u0062\"}",
        r#"["a"]{"id":"\u0062"}"#,
        r#"{"line":1,"record":"a","error":{}} "\u0062""#,
    ] {
        let items = gather(text.as_bytes(), InputFormat::Auto, IDS).unwrap();
        let got: Vec<_> = items
            .iter()
            .map(|i| (i.json.as_str(), i.id.as_str()))
            .collect();
        assert_eq!(got, [("\"a\"", "a"), (r#""\u0062""#, "b")], "{text}");
    }
}

#[test]
fn what_is_not_a_list_of_records_is_refused_where_it_goes_wrong() {
    let object_or_array = "expected an array or an object, found";
    for (text, error) in [
        ("null", format!("f:1:1: {object_or_array} `null`")),
        (" 17", format!("f:1:2: {object_or_array} a number")),
        ("\"a\"", format!("f:1:1: {object_or_array} a string")),
        ("id,name\n", format!("f:1:1: {object_or_array} `i`")),
        (
            "[{\"id\":\"a\"}] x",
            format!("f:1:14: {object_or_array} `x`"),
        ),
        (
            "[{\"id\":\"a\"}]]",
            format!("f:1:13: {object_or_array} `]`"),
        ),
        (
            "{\"id\":\"a\"},\n{\"id\":\"b\"}",
            format!("f:1:11: {object_or_array} `,`"),
        ),
        (
            "[[]]",
            "f:1:2: expected an object or `]`, found an array".into(),
        ),
        (
            "[\n null]",
            "f:2:2: expected an object or `]`, found `null`".into(),
        ),
        (
            "[\"a\"]",
            "f:1:2: expected an object or `]`, found a string".into(),
        ),
        ("[,]", "f:1:2: expected an object or `]`, found `,`".into()),
        (
            "[{\"id\":\"a\"},\n]",
            "f:2:1: expected an object, found `]`".into(),
        ),
        (
            "[{\"id\":\"a\"},,",
            "f:1:13: expected an object, found `,`".into(),
        ),
        (
            "[{\"id\":\"a\"}\n{\"id\":\"b\"}]",
            "f:2:1: expected `,` or `]`, found an object".into(),
        ),
        (
            "[{\"id\":\"a\"}}",
            "f:1:12: expected `,` or `]`, found `}`".into(),
        ),
        (
            "[\n{\"id\":\"a\"}\n",
            "f:3:1: the input ends inside the array that begins in line 1".into(),
        ),
        (
            "\n[",
            "f:2:2: the input ends inside the array that begins in line 2".into(),
        ),
        (
            "{\"id\":\"a\"}\n{\"id\":\"b\",\"na",
            "f:2:14: the input ends inside the record that begins in line 2".into(),
        ),
        (
            "[{\"id\":\"a\"}, {\n\"id\":  \n",
            "f:2:6: the input ends inside the record that begins in line 1".into(),
        ),
        (
            "{\"id\":\"a\"\n{\"id\":\"b\"}\n",
            "f:2:1: expected `,` or `}`, found an object".into(),
        ),
        (
            "{\"id\":\"a}\n{\"id\":\"b\"}\n",
            "f:1:10: a line break inside a string".into(),
        ),
        (
            "\n {\"id\":\n7}",
            "f:3:1: the field `id`: expected a string, found a number".into(),
        ),
        (
            "\n {\"name\":\n7}",
            "f:2:2: the field `id` is missing".into(),
        ),
        ("{\"id\":\"a\",\"x\":-}", "f:1:16: invalid number".into()),
        ("{\"id\":\"a\",\"x\":1.", "f:1:16: invalid number".into()),
        (
            "{\"id\":\"a\0\"}",
            "f:1:9: not text (found a NUL byte)".into(),
        ),
    ] {
        let got = outline(text, InputKind::Users);
        assert_eq!(got.unwrap_err(), error, "{text:?}");
    }
    let error = gather(b"{\"id\":\"a\xff\"}", InputFormat::Auto, InputKind::Users).unwrap_err();
    assert_eq!(error, "f:1:9: not UTF-8 text (found the byte 0xFF)");
    let long = format!("[\n{{\"id\":\"{}\"}}]", "x".repeat(6000));
    let error = gather(long.as_bytes(), InputFormat::Auto, InputKind::Users).unwrap_err();
    assert_eq!(error, "f:2:1: a record is longer than 5000 bytes");
}

#[test]
fn what_is_not_a_list_of_ids_is_refused_where_it_goes_wrong() {
    for (text, error) in [
        ("[\"a\",17]", "f:1:6: expected a string, found a number"),
        ("[17]", "f:1:2: expected a string, found a number"),
        (
            "[null]",
            "f:1:2: expected a string, an object with an `id`, or `]`, found `null`",
        ),
        (
            "[\"a\",]",
            "f:1:6: expected a string or an object with an `id`, found `]`",
        ),
        (
            "\"a\",\"b\"",
            "f:1:4: expected an array, a string or an object with an `id`, found `,`",
        ),
        ("[\"a\",\n\"\"]", "f:2:1: an id must not be empty"),
        (
            "\"a",
            "f:1:3: the input ends inside the record that begins in line 1",
        ),
        ("\"a\nb\"", "f:1:3: a line break inside a string"),
        (
            "[\"\\ud800\"]",
            "f:1:9: an escape for half a character (a lone surrogate)",
        ),
    ] {
        assert_eq!(outline(text, IDS).unwrap_err(), error, "{text}");
    }
    let error = gather(b"17", InputFormat::Json, IDS).unwrap_err();
    assert_eq!(
        error,
        "f:1:1: expected an array, a string or an object with an `id`, found a number"
    );
}

#[test]
fn hints_say_what_helps() {
    for (text, format, kind, wanted) in [
        (
            "id,name\na,b",
            InputFormat::Auto,
            InputKind::Users,
            Some("records are JSON; for CSV name the file .csv or say so with --format csv"),
        ),
        (
            "a\nb",
            InputFormat::Json,
            IDS,
            Some("for plain lines, one id each, say --format lines"),
        ),
        (
            "[1]",
            InputFormat::Auto,
            IDS,
            Some("ids are strings: write \"1\""),
        ),
        ("{},", InputFormat::Auto, InputKind::Users, None),
        (
            "[{\"id\":\"a\"},]",
            InputFormat::Auto,
            InputKind::Users,
            Some("the comma before it is one too many"),
        ),
        (
            "{\"id\":\"a\"},",
            InputFormat::Auto,
            InputKind::Users,
            Some("values with commas between them need `[` and `]` around them"),
        ),
        (
            "{'id':'a'}",
            InputFormat::Auto,
            InputKind::Users,
            Some("JSON wants straight double quotes, \""),
        ),
    ] {
        assert_eq!(
            hint(text.as_bytes(), format, kind).as_deref(),
            wanted,
            "{text}"
        );
    }
}

#[test]
fn records_before_the_spot_come_out_first() {
    let input = input(
        b"{\"id\":\"a\"}\n{\"id\":\"b\"}\xff",
        InputFormat::Auto,
        InputKind::Users,
        4096,
    )
    .unwrap();
    let mut items = input.items();
    for id in ["a", "b"] {
        assert_eq!(items.next().unwrap().unwrap().id, id);
    }
    assert!(items.next().is_err());
    assert!(items.next().unwrap().is_none());
}
