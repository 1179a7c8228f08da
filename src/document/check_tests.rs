use super::*;

#[test]
fn records_keep_their_bytes() {
    let found = user(r#"{"id":"a\u0062","mode":"recv-only","n":1.10}"#).unwrap();
    assert_eq!(found.id, "ab");
    assert_eq!(found.mode, Some(400));
    assert_eq!(found.json, r#"{"id":"a\u0062","mode":400,"n":1.10}"#);
    let text = r#"{"id":"l", "members":["a",{"id":"b","mode":7}], "big":9007199254740993}"#;
    let found = channel(text).unwrap();
    assert_eq!(found.json, r#"{"id":"l","big":9007199254740993}"#);
    let members = found.members.unwrap();
    let [Ok(first), Ok(second)] = &members[..] else {
        panic!("{members:?}");
    };
    assert_eq!(first.id, "a");
    assert_eq!((second.mode, second.offset), (Some(7), 26));
    assert!(channel(r#"{"id":"l"}"#).unwrap().members.is_none());
    let (channel, found) = member(r#"{"channel":"l","id":"a"}"#).unwrap();
    assert_eq!((&*channel, &*found.id, found.mode), ("l", "a", None));
}

#[test]
fn mistakes_have_their_place() {
    let at = |text: &str| user(text).unwrap_err();
    for (text, offset, message) in [
        ("7", 0, "a user: expected an object, found a number"),
        ("{\"name\":\"x\"}", 0, "the field `id` is missing"),
        ("{\"id\":\"\"}", 6, "`id`: an id must not be empty"),
        ("{\"id\":1}", 6, "`id`: expected a string, found a number"),
        (
            "{\"id\":\"a\",\"name\":1}",
            17,
            "`name`: expected a string, found a number",
        ),
        (
            "{\"id\":\"a\",\"metadata\":[]}",
            21,
            "`metadata`: expected an object, found an array",
        ),
        (
            "{\"id\":\"a\",\"mode\":\"boss\"}",
            17,
            "`boss` is no mode: expected block",
        ),
        ("{\"id\":\"a\",\"mode\":-1}", 17, "`-1` is no mode"),
        ("{\"id\":\"a\",\"mode\":1.5}", 17, "`1.5` is no mode"),
        ("{\"id\":\"a\",\"mode\":{}}", 17, "an object is no mode"),
        (
            "{\"id\":\"a\",\"id\":\"b\"}",
            15,
            "the field `id` is given twice",
        ),
    ] {
        let found = at(text);
        assert_eq!(found.offset, offset, "{found:?}");
        assert!(found.message.starts_with(message), "{found:?}");
    }
    let text = r#"{"id":"l","members":["a",{"id":"b","mode":"x"},1]}"#;
    let members = channel(text).unwrap().members.unwrap();
    let offsets: Vec<usize> = members
        .iter()
        .filter_map(|member| member.as_ref().err())
        .map(|wrong| wrong.offset)
        .collect();
    assert_eq!(offsets, [42, 47]);
    assert!(channel(r#"{"id":"l","members":null}"#).is_err());
    assert!(member(r#"{"id":"l"}"#).is_err());
    let reach = |text| channel(text).unwrap().out_of_reach;
    assert_eq!(reach(r#"{"id":".."}"#), None);
    assert_eq!(reach(r#"{"id":"..","members":[]}"#), Some(21));
    assert_eq!(reach(r#"{"id":"a/..b","members":[]}"#), None);
}
