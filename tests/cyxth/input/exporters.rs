//! Records as other programs write them: what only their spelling keeps from being right is put
//! right, and what cannot be meant is refused with what helps.

use crate::support::Env;
use crate::support::server::Server;

/// The body that is sent, and the notes and warnings.
#[track_caller]
pub fn sent(name: &str, input: &str, line: &str) -> (String, String) {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(name, input);
    let ran = env.run(&format!("{line} {name}"));
    ran.ok();
    (server.only().body, ran.err)
}

/// The words about a mistake; nothing may have been sent.
#[track_caller]
pub fn refused(name: &str, input: &str, line: &str) -> String {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(name, input);
    let ran = env.run(&format!("{line} {name}"));
    ran.fails(2);
    assert!(server.requests().is_empty(), "something was sent: {ran:#?}");
    ran.err
}

#[test]
fn spellings_of_exporters_are_put_right_and_counted() {
    let input = "{\"id\":\"a\",\"name\":\"A\",\"mode\":300.0,\"metadata\":[]}\n\
                 {\"id\":\"b\",\"name\":\"B\",\"mode\":\"300\",\"metadata\":null}\n\
                 {\"id\":\"c\",\"name\":\"C\",\"mode\":\"Send_Recv\",\"x\":null}\n\
                 {\"id\":\"d\",\"name\":\"D\",\"mode\":null,\"n\":1.10}\n";
    // Names of modes are looked into where their scale is not said.
    let (body, err) = sent("in", input, "users create --mode-scale levels");
    assert_eq!(
        body,
        r#"[{"id":"a","name":"A","mode":300,"metadata":{}},{"id":"b","name":"B","mode":300},{"id":"c","name":"C","mode":600,"x":null},{"id":"d","name":"D","n":1.10}]"#
    );
    assert_eq!(
        err,
        "in:1:1: 4 records were put right: 1 mode written as a whole float, 1 mode in \
         quotes, 1 name of a mode in other case, 2 `null` left out, 1 empty array as `metadata`, \
         now an object\n"
    );
    let (body, err) = sent(
        "in.csv",
        "id,name,mode,metadata\na,A,600.0,{}\nb,B,ADMIN,\n",
        "users create --mode-scale levels",
    );
    assert_eq!(
        body,
        r#"[{"id":"a","name":"A","mode":600,"metadata":{}},{"id":"b","name":"B","mode":700}]"#
    );
    assert!(err.contains("2 records were put right: 1 mode"), "{err}");
    let channel = r#"{"id":"c","name":"C","logo":null,"metadata":null,"members":null}"#;
    let (body, _) = sent("in", channel, "channels create");
    assert_eq!(body, r#"[{"id":"c","name":"C"}]"#);
    // An update takes a field away with it.
    let (body, err) = sent("in", channel, "channels update");
    assert_eq!((body.as_str(), err.as_str()), (channel, ""));
}

#[test]
fn a_check_says_the_same_as_a_create() {
    let env = Env::new();
    env.file("in", r#"{"id":"a","name":"A","mode":300.0}"#);
    let ran = env.run("users create in --check");
    assert_eq!(ran.ok(), "no mistake in 1 user\n");
    assert!(ran.err.contains("1 record was put right"), "{}", ran.err);
    env.file("in", r#"{"id":"a","metadata":"{}"}"#);
    let ran = env.run("users create in --check");
    assert!(
        ran.fails(2)
            .contains("it is an object inside a text: `--map '")
    );
}

#[test]
#[cfg(feature = "sandbox")]
fn a_document_is_put_right_too() {
    let env = Env::sandbox();
    env.file(
        "in.json",
        r#"{"users":[{"id":"a","name":"A","mode":"600","metadata":[]},{"id":"b","name":null,"mode":700.0}],
            "channels":[{"id":"c","name":"C","logo":null,"members":null},
                        {"id":"d","name":"D","members":[{"id":"a","mode":"BLOCK"}]}]}"#,
    );
    let ran = env.run("apply in.json");
    ran.ok();
    assert!(
        ran.err.contains("3 records were put right: "),
        "{}",
        ran.err
    );
    assert_eq!(
        env.run("users list -o jsonl").ok(),
        "{\"id\":\"a\",\"name\":\"A\",\"mode\":600,\"metadata\":{}}\n{\"id\":\"b\",\"mode\":700}\n"
    );
    assert_eq!(env.run("diff in.json --exit-code -q").code, 0);
    for (document, word) in [
        (
            r#"{"users":[{"id":"a","metadata":"{\"x\":1}"}]}"#,
            "it is an object inside a text: `jq '",
        ),
        (
            r#"{"channels":[{"id":"a","metadata":7}]}"#,
            "the field `metadata`: expected an object",
        ),
        (
            r#"{"users":[{"id":"a","metadata.team":"x"}]}"#,
            "in JSON a dot makes no nested field",
        ),
        (
            r#"{"channels":[{"id":"a","members":"u1"}]}"#,
            "one member is an array too",
        ),
        (
            r#"{"channels":[{"id":"a","members":{"0":"u1"}}]}"#,
            "array_values",
        ),
    ] {
        env.file("in.json", document);
        let ran = env.run("apply in.json");
        let err = ran.fails(2);
        assert!(err.contains(word), "{document}: {err}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused_with_what_helps() {
    for (line, input, word) in [
        (
            "users create",
            r#"{"id":"a","metadata":"{\"x\":1}"}"#,
            "`--map 'del(.metadata | select(. == \"\")) | (.metadata | strings) |= fromjson'`",
        ),
        (
            "users create",
            r#"[{"id":"a","metadata":"{\"x\":1}"}]"#,
            "`--map '.[] | del(.metadata | ",
        ),
        (
            "users create",
            r#"{"id":"a","metadata.avatar":"x"}"#,
            "setpath",
        ),
        (
            "users create",
            r#"{"id":"a","metadata":{"x":NaN}}"#,
            "JSON has no such number",
        ),
        (
            "users create",
            r#"{"id":17}"#,
            "or `--ids-as-text` takes its characters",
        ),
        (
            "users create",
            r#"{"id":"a","mode":""}"#,
            "leave out what is not known",
        ),
        (
            "channels create",
            r#"{"id":"a","members":"u1"}"#,
            r#""members": ["u1"]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":{"0":"u1","2":"u2"}}"#,
            "`--map '(.members | objects) |= [.[]]'`",
        ),
        (
            "channels create",
            r#"{"id":"a","members":["u1",2]}"#,
            "`--map '(.members | arrays) |= map(if type == \"number\"",
        ),
        (
            "channels create",
            r#"{"id":"a","members":["u1","u1"]}"#,
            "the id `u1` is given twice",
        ),
        (
            "users create",
            r#"[{"user_id":"a","username":"n"}]"#,
            "`--map '.[] | {id: .user_id, name: .username}'` takes it",
        ),
        (
            "users create",
            r#"{"users":[{"localId":"a","displayName":"A"}]}"#,
            "`--map '.users[] | {id: .localId, name: .displayName}'`",
        ),
    ] {
        let err = refused("in", input, line);
        assert!(err.contains(word), "{input}: {err}");
    }
    let err = refused("in.csv", "user_id,name\na,A\n", "users create");
    assert!(err.contains("`--map '{id: .user_id, name}'`"), "{err}");
    // Too long to be one record, and easily told from one all the same.
    let elements = format!("{{\"_id\":\"u\",\"name\":\"{}\"}},", "n".repeat(1000)).repeat(17_000);
    let err = refused(
        "in",
        &format!("{{\"data\":[{elements}{{}}]}}"),
        "users create",
    );
    assert!(
        err.contains("`--map '.data[] | {id: ._id, name}'`"),
        "{err}"
    );
}

#[test]
fn the_characters_of_numbers_are_ids_where_that_is_said() {
    let (body, _) = sent(
        "in",
        r#"[{"id":9007199254740993,"name":"A"},{"id":"b","name":"B"}]"#,
        "users create --ids-as-text",
    );
    assert_eq!(
        body,
        r#"[{"id":"9007199254740993","name":"A"},{"id":"b","name":"B"}]"#
    );
    let (body, _) = sent(
        "in",
        r#"{"id":7,"name":"c","members":[1,"b"]}"#,
        "channels create --ids-as-text",
    );
    assert_eq!(body, r#"[{"id":"7","name":"c","members":["1","b"]}]"#);
    let (_, err) = sent(
        "in",
        r#"{"id":1.75E+17,"name":"A"}"#,
        "users create --ids-as-text",
    );
    assert!(err.contains("a spreadsheet has rounded"), "{err}");
}

#[test]
fn rows_of_commas_at_the_end_are_left_out() {
    for end in [",,\n", ",,\n,,\n", "\n,,\r\n\n,,"] {
        let (body, err) = sent(
            "in.csv",
            &format!("id,name,mode\na,A,1\n{end}"),
            "users create",
        );
        assert_eq!(body, r#"[{"id":"a","name":"A","mode":1}]"#, "{end:?}");
        assert_eq!(err, "", "{end:?}");
    }
    let err = refused("in.csv", "id,name\na,A\n,\n,\nb,B\n", "users create");
    assert!(
        err.starts_with("error: in.csv:3:1: a row of empty cells"),
        "{err}"
    );
    // In quotes they are texts.
    refused("in.csv", "id,name\na,A\n\"\",\"\"\n", "users create");
}

#[test]
fn cells_that_mean_no_value_elsewhere_are_warned_of() {
    let (body, err) = sent(
        "in.csv",
        "id,name,metadata.x\na,NULL,\\N\nb,NULL,1\n1.75E+17,\"NULL\",x\n",
        "users create",
    );
    assert!(body.contains(r#""name":"NULL""#), "{body}");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(
        lines,
        [
            "warning: in.csv:2:3: 2 cells of the column `name` with `NULL` in it, which is taken \
             as text; an empty cell leaves its field out",
            "warning: in.csv:2:8: a cell of the column `metadata.x` with `\\N` in it, which is \
             taken as text; an empty cell leaves its field out",
            "warning: in.csv:4:1: the id `1.75E+17` looks like a number that a spreadsheet has \
             rounded: format the column as text before the numbers come in",
        ]
    );
    let (_, err) = sent(
        "in.csv",
        "id,name,metadata.tags\na,A,\"['x', 'y']\"\n",
        "users create",
    );
    assert!(err.contains("`['…` in it, which is taken as text"), "{err}");
    let err = refused("in.csv", "id,mode\na,NULL\n", "users create");
    assert!(err.contains("an empty cell leaves the field out"), "{err}");
}

#[test]
fn a_second_header_is_no_row() {
    for (input, place) in [
        ("id,name\na,A\nid,name\nb,B\n", "in.csv:3:1"),
        (
            "id,name,mode\na,A,1\n\nid,name,metadata.x\nb,B,y\n",
            "in.csv:4:1",
        ),
        ("id,name\na,A\n\nid,name,mode\nb,B,1\n", "in.csv:4:1"),
    ] {
        for options in ["", " --keep-going"] {
            let err = refused("in.csv", input, &format!("users create{options}"));
            assert!(
                err.starts_with(&format!("error: {place}: a header once more")),
                "{err}"
            );
        }
    }
    let (body, _) = sent("in.csv", "id,name\nid,A name\n", "users create");
    assert_eq!(body, r#"[{"id":"id","name":"A name"}]"#);
}

#[test]
fn record_separators_are_read() {
    let (body, _) = sent(
        "in",
        "\u{1e}{\"id\":\"a\",\"name\":\"A\"}\n\u{1e}{\"id\":\"b\",\"name\":\"B\"}\n",
        "users create",
    );
    assert_eq!(body.matches("\"id\"").count(), 2);
    let server = Server::content();
    let ran = Env::of(&server).pipe("\u{1e}\"a\"\n\u{1e}\"b\"\n", "users delete --yes");
    ran.ok();
    assert_eq!(server.only().body, r#"["a","b"]"#);
}

#[test]
fn metadata_by_options_nests_and_takes_json() {
    let server = Server::content();
    let env = Env::of(&server);
    env.args(&[
        "users",
        "create",
        "--id",
        "u",
        "--name",
        "U",
        "--metadata",
        "a.b=1",
        "--metadata",
        "a.c:=[1.10,null]",
        "--metadata",
        "x==y:=z",
    ])
    .ok();
    env.run("channels create --id c --name C --metadata topic=x --metadata n:=9007199254740993")
        .ok();
    env.run("channels update c --metadata topic:={\"a\":1}")
        .ok();
    let bodies: Vec<String> = server.requests().into_iter().map(|r| r.body).collect();
    assert_eq!(
        bodies,
        [
            r#"[{"id":"u","name":"U","metadata":{"a":{"b":"1","c":[1.10,null]},"x":"=y:=z"}}]"#,
            r#"[{"id":"c","name":"C","metadata":{"topic":"x","n":9007199254740993}}]"#,
            r#"{"id":"c","metadata":{"topic":{"a":1}}}"#,
        ]
    );
    for metadata in ["a:=nope", "a", "=b", ":=1", "a..b=1"] {
        let ran = env.args(&["users", "create", "--id", "u", "--metadata", metadata]);
        assert!(ran.fails(2).contains("--metadata"), "{metadata}");
    }
    let ran = env.run("users create --id u --metadata a=1 --metadata a.b=2");
    assert!(
        ran.fails(2).contains("has fields of its own"),
        "{}",
        ran.err
    );
}
