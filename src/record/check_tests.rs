use super::*;

/// The JSON and the id that come out, or the offset and the message.
fn lenient(text: &str, kind: RecordKind) -> Result<(String, String), (usize, String)> {
    match read_record(text, RecordRules::new(kind, RecordUse::Create)) {
        Ok(record) => Ok((record.json.into_owned(), record.id.into_owned())),
        Err(mistake) => Err((mistake.at, mistake.message)),
    }
}

fn strict(text: &str, kind: RecordKind) -> Result<CheckedRecord<'_>, Mistake<usize>> {
    read_record(text, RecordRules::new(kind, RecordUse::Document))
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
        (r#"{"id":"a","mode":300}"#, "a"),
        (r#"{"id":"a","mode":-1,"x":null}"#, "a"),
        (r#"{"id":"a","mode":300.5}"#, "a"),
        (r#"{"id":"a","metadata":{"a":1,"a":2}}"#, "a"),
    ] {
        for kind in [RecordKind::User, RecordKind::Channel] {
            assert_eq!(lenient(text, kind), Ok((text.to_owned(), id.to_owned())));
        }
    }
    let deep = format!(
        r#"{{"id":"a","x":{}{}}}"#,
        "[".repeat(9999),
        "]".repeat(9999)
    );
    assert_eq!(lenient(&deep, RecordKind::User).unwrap().0, deep);
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
            lenient(&text, RecordKind::User),
            Ok((wanted, "ab".to_owned()))
        );
        assert_eq!(lenient(&text, RecordKind::Channel).unwrap().0, text);
    }
}

#[test]
fn what_only_an_exporter_spells_otherwise_is_put_right() {
    let (user, channel) = (RecordKind::User, RecordKind::Channel);
    for (text, kind, purpose, json) in [
        (
            r#"{"id":"a","mode":300.0,"metadata":[]}"#,
            user,
            RecordUse::Create,
            r#"{"id":"a","mode":300,"metadata":{}}"#,
        ),
        (
            r#"{"id":"a","mode":"300.0"}"#,
            user,
            RecordUse::Document,
            r#"{"id":"a","mode":300}"#,
        ),
        (
            r#"{"id":"a","mode":"Send_Recv","metadata":[ ]}"#,
            user,
            RecordUse::Document,
            r#"{"id":"a","mode":600,"metadata":{}}"#,
        ),
        (
            r#"{"name":null,"id":"a","mode":null,"metadata":null,"x":null}"#,
            user,
            RecordUse::Create,
            r#"{"id":"a","x":null}"#,
        ),
        (
            r#"{"id":"a","logo":null,"members":null}"#,
            channel,
            RecordUse::Create,
            r#"{"id":"a"}"#,
        ),
        (
            r#"{"id":"a","logo":null,"metadata":[]}"#,
            channel,
            RecordUse::Update,
            r#"{"id":"a","logo":null,"metadata":{}}"#,
        ),
    ] {
        let record = read_record(text, RecordRules::new(kind, purpose)).unwrap();
        assert_eq!(record.json, json);
        assert!(!record.mended.is_empty(), "{text}");
    }
    let rules = RecordRules {
        ids_as_text: true,
        ..RecordRules::new(channel, RecordUse::Create)
    };
    let record = read_record(r#"{"id":9007199254740993,"members":["a",17]}"#, rules).unwrap();
    assert_eq!(
        record.json,
        r#"{"id":"9007199254740993","members":["a","17"]}"#
    );
    assert_eq!(record.id, "9007199254740993");
}

#[test]
fn what_is_not_a_record_is_refused() {
    let missing = "the field `id` is missing";
    for (text, offset, message) in [
        ("{}", 0, missing),
        (r#"{"Id":"a"}"#, 0, missing),
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
            15,
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
        assert_eq!(lenient(text, RecordKind::User), error, "{text}");
    }
}

#[test]
fn what_the_service_cannot_mend_is_refused() {
    for (text, kind, message) in [
        (
            r#"{"id":"a","metadata":"{\"a\":1}"}"#,
            RecordKind::User,
            Some("the field `metadata`: expected an object, found a string"),
        ),
        (
            r#"{"id":"a","metadata":7}"#,
            RecordKind::Channel,
            Some("the field `metadata`: expected an object, found a number"),
        ),
        (
            r#"{"id":"a","metadata":[1]}"#,
            RecordKind::User,
            Some("the field `metadata`: expected an object, found an array"),
        ),
        (
            r#"{"id":"a","members":"u1"}"#,
            RecordKind::Channel,
            Some("the field `members`: expected an array of user ids, found a string"),
        ),
        (
            r#"{"id":"a","members":["u1",{"id":"u2"}]}"#,
            RecordKind::Channel,
            Some("the field `members`: expected an array of user ids, found an object in it"),
        ),
        (r#"{"id":"a","metadata":{}}"#, RecordKind::User, None),
        (r#"{"id":"a","metadata":null}"#, RecordKind::User, None),
        (
            r#"{"id":"a","metadata.avatar":"x"}"#,
            RecordKind::User,
            Some("the field `metadata.avatar`: in JSON a dot makes no nested field"),
        ),
        (r#"{"id":"a","address.city":"x"}"#, RecordKind::User, None),
        (
            r#"{"id":"a","mode":"boss"}"#,
            RecordKind::User,
            Some(
                "`boss` is not a mode: expected block, send_only, recv_only, send_recv, admin or \
                 a non-negative integer",
            ),
        ),
        (
            r#"{"id":"a","members":["u",17]}"#,
            RecordKind::Channel,
            Some("the field `members`: expected an array of user ids, found a number in it"),
        ),
        (
            r#"{"id":"a","members":["u","v","u"]}"#,
            RecordKind::Channel,
            Some("the field `members`: the id `u` is given twice"),
        ),
        (
            r#"{"id":"a","members":{"0":"u","2":"v"}}"#,
            RecordKind::Channel,
            Some("the field `members`: expected an array of user ids, found an object"),
        ),
        (r#"{"id":"a","metadata":[ ]}"#, RecordKind::User, None),
        (
            r#"{"id":"a","members":["u\u0031"]}"#,
            RecordKind::Channel,
            None,
        ),
        (r#"{"id":"a","members":null}"#, RecordKind::Channel, None),
        (r#"{"id":"a","members":7}"#, RecordKind::User, None),
    ] {
        let refused = lenient(text, kind).err().map(|(_, message)| message);
        assert_eq!(refused.as_deref(), message, "{text}");
    }
}

#[test]
fn documents_are_checked_strictly() {
    let found = strict(
        r#"{"id":"a\u0062","mode":"recv-only","n":1.10}"#,
        RecordKind::User,
    )
    .unwrap();
    assert_eq!(found.id, "ab");
    assert_eq!(found.json, r#"{"id":"a\u0062","mode":400,"n":1.10}"#);
    for (text, offset, message) in [
        ("7", 0, "a user: expected an object, found a number"),
        ("{\"name\":\"x\"}", 0, "the field `id` is missing"),
        (
            "{\"id\":\"\"}",
            6,
            "the field `id`: an id must not be empty",
        ),
        (
            "{\"id\":1}",
            6,
            "the field `id`: expected a string, found a number",
        ),
        (
            "{\"id\":\"a\",\"name\":1}",
            17,
            "the field `name`: expected a string, found a number",
        ),
        (
            "{\"id\":\"a\",\"metadata\":[1]}",
            21,
            "the field `metadata`: expected an object, found an array",
        ),
        (
            "{\"id\":\"a\",\"mode\":\"boss\"}",
            17,
            "`boss` is not a mode: expected block",
        ),
        ("{\"id\":\"a\",\"mode\":-1}", 17, "`-1` is not a mode"),
        ("{\"id\":\"a\",\"mode\":1.5}", 17, "`1.5` is not a mode"),
        ("{\"id\":\"a\",\"mode\":{}}", 17, "an object is not a mode"),
        (
            "{\"id\":\"a\",\"id\":\"b\"}",
            15,
            "the field `id` is given twice",
        ),
        (
            "{\"id\":\"a\",\"x\":1,\"x\":2}",
            20,
            "the field `x` is given twice",
        ),
    ] {
        let mistake = strict(text, RecordKind::User).unwrap_err();
        assert_eq!(mistake.at, offset, "{mistake:?}");
        assert!(mistake.message.starts_with(message), "{mistake:?}");
    }
    let many: String = (0..20).map(|n| format!("\"{n}\":0,")).collect();
    let text = format!("{{{many}\"17\":1,\"id\":\"a\"}}");
    let mistake = strict(&text, RecordKind::User).unwrap_err();
    assert_eq!(mistake.message, "the field `17` is given twice");
    for text in [
        r#"{"id":"l","members":{}}"#,
        r#"{"id":"l","metadata":7}"#,
        r#"{"id":"l","members":7}"#,
        r#"{"id":"l","name":7}"#,
        r#"{"id":"l","logo":7}"#,
    ] {
        assert!(strict(text, RecordKind::Channel).is_err(), "{text}");
    }
}

#[test]
fn fields_that_look_like_known_ones_are_noted() {
    let text = r#"{"id":"a","Name":"b","memebrs":1,"x":2}"#;
    for (kind, noted) in [
        (RecordKind::User, &[("Name", "name", 17)][..]),
        (
            RecordKind::Channel,
            &[("Name", "name", 17), ("memebrs", "members", 31)],
        ),
    ] {
        let record = strict(text, kind).unwrap();
        let found = record.misspelt.iter();
        let found: Vec<_> = found.map(|f| (&*f.name, f.meant, f.offset)).collect();
        assert_eq!(found, noted);
        assert!(record.is_nameless);
    }
}

#[test]
fn it_is_known_where_the_members_of_a_channel_stand() {
    let text = r#"{"id":"l", "members":["a"], "big":9007199254740993}"#;
    let found = strict(text, RecordKind::Channel).unwrap();
    assert_eq!(found.members, Some(21));
}
