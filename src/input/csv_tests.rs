use crate::input::testing::{IDS, gather, hint};
use crate::input::{InputFormat, InputKind};

fn rows(text: &str, kind: InputKind) -> Result<Vec<String>, String> {
    let items = gather(text.as_bytes(), InputFormat::Csv, kind)?;
    Ok(items.into_iter().map(|item| item.json).collect())
}

#[test]
fn rows_become_objects() {
    for (text, wanted) in [
        ("id\na\nb", &[r#"{"id":"a"}"#, r#"{"id":"b"}"#][..]),
        (
            "\u{feff}\r\nid,name\r\n\r\na,A b \r\n",
            &[r#"{"id":"a","name":"A b "}"#],
        ),
        (
            "name,id\n,a\n1,b\n",
            &[r#"{"id":"a"}"#, r#"{"name":"1","id":"b"}"#],
        ),
        (
            "id,mode\na,300\nb,send-only\nc,\nd,007",
            &[
                r#"{"id":"a","mode":300}"#,
                r#"{"id":"b","mode":200}"#,
                r#"{"id":"c"}"#,
                r#"{"id":"d","mode":7}"#,
            ],
        ),
        (
            "m.a,id,m.b.c,x,m.b.d\n1,i,2,3,4\n,j,,,\n,k,5,,",
            &[
                r#"{"m":{"a":"1","b":{"c":"2","d":"4"}},"id":"i","x":"3"}"#,
                r#"{"id":"j"}"#,
                r#"{"m":{"b":{"c":"5"}},"id":"k"}"#,
            ],
        ),
        (
            "id,\"a \"\"b\"\"\"\n\"x,\"\"\ny\",\"\"\n\"é\",c\"d\n",
            &[r#"{"id":"x,\"\ny"}"#, r#"{"id":"é","a \"b\"":"c\"d"}"#],
        ),
        ("id,x\na,b\r", &[r#"{"id":"a","x":"b"}"#]),
        ("id,x\na,", &[r#"{"id":"a"}"#]),
        ("id,x\n", &[]),
        ("\n \n", &[]),
    ] {
        assert_eq!(rows(text, InputKind::Users).unwrap(), wanted, "{text:?}");
    }
}

#[test]
fn only_the_id_counts_where_ids_are_wanted() {
    let text = "name,mode,id\nx,boss,a\n,,\"b\n\"\n";
    assert_eq!(rows(text, IDS).unwrap(), ["\"a\"", "\"b\\n\""]);
    let items = gather(text.as_bytes(), InputFormat::Csv, IDS).unwrap();
    let got: Vec<_> = items
        .iter()
        .map(|i| (i.id.as_str(), i.place.as_str()))
        .collect();
    assert_eq!(got, [("a", "f:2:1"), ("b\n", "f:3:1")]);
}

#[test]
fn what_is_not_a_table_is_refused_where_it_goes_wrong() {
    let no_id = "f:1:1: the header has no column `id`";
    for (text, error) in [
        ("name\na\n", no_id),
        ("\n\nid;name\na;b\n", "f:3:1: the header has no column `id`"),
        ("Id\na\n", no_id),
        ("id,,x\n", "f:1:4: a column has no name"),
        (
            "id,a..b\n",
            "f:1:4: the column `a..b` has an empty part between dots",
        ),
        (
            "id, name\n",
            "f:1:4: the column ` name` has white space around its name",
        ),
        ("id,x,id\n", "f:1:6: the column `id` is there twice"),
        ("id,x.y,x.y\n", "f:1:8: the column `x.y` is there twice"),
        (
            "id,x,x.y\n",
            "f:1:6: the column `x.y` is a field of something that is a value in another column",
        ),
        (
            "id,x.y,x\n",
            "f:1:8: the column `x` is a value here and has fields of its own in another column",
        ),
        (
            "id,x\na\n",
            "f:2:1: expected 2 cells as in the header, found 1",
        ),
        (
            "id\n\"a\nb\"\nc,d\n",
            "f:4:1: expected 1 cell as in the header, found 2",
        ),
        ("id,x\n,b\n", "f:2:1: an id must not be empty"),
        ("x,id\nb,\"\"\n", "f:2:3: an id must not be empty"),
        (
            "id,x,mode\n\"a\nb\",\"\n\",boss\n",
            "f:4:3: the mode `boss` is neither a number nor a name",
        ),
        (
            "id,mode\na,-1\n",
            "f:2:3: the mode `-1` is neither a number nor a name",
        ),
        (
            "id\n\"a\"b\n",
            "f:2:4: expected `,` or the end of the row after a closing quote, found `b`",
        ),
        ("id\na\n\"b\n\nc", "f:3:1: a quoted cell is not closed"),
        ("id\ra\rb", "f:1:3: a carriage return without a line feed"),
        ("id\na\0", "f:2:2: not text (found a NUL byte)"),
    ] {
        assert_eq!(rows(text, InputKind::Users).unwrap_err(), error, "{text:?}");
    }
    let error = gather(b"id\n\xe9\n", InputFormat::Csv, InputKind::Users).unwrap_err();
    assert_eq!(error, "f:2:1: not UTF-8 text (found the byte 0xE9)");
    let deep = format!("id,{}\n", vec!["a"; 200].join("."));
    assert!(
        rows(&deep, InputKind::Users)
            .unwrap_err()
            .ends_with("has more than 100 levels")
    );
    let open = format!("id\n\"{}", "x\n".repeat(5000));
    assert_eq!(
        rows(&open, InputKind::Users).unwrap_err(),
        "f:2:1: a record is longer than 5000 bytes"
    );
}

#[test]
fn other_separators_get_a_hint() {
    for (text, wanted) in [
        ("id;name\n", "the cells must be separated by commas"),
        (
            "name\n",
            "the first row must name the columns, and one of them `id`",
        ),
    ] {
        assert_eq!(
            hint(text.as_bytes(), InputFormat::Csv, InputKind::Users).unwrap(),
            wanted
        );
    }
}
