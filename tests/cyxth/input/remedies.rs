//! What a hint says to do helps: the expression in it is taken out of the message and run.

use crate::input::exporters::{refused, sent};
use crate::support::Env;
use crate::support::server::Server;

/// The expression in a hint.
#[track_caller]
fn expression<'a>(program: &str, words: &'a str) -> &'a str {
    let (_, after) = words
        .split_once(&format!("`{program} '"))
        .unwrap_or_else(|| panic!("no expression: {words}"));
    after.split_once("'`").unwrap().0
}

/// Few inputs have the same mistake in every record.
#[test]
fn what_helps_one_record_leaves_the_others_as_they_are() {
    for (line, wrong, others, right) in [
        (
            "users create",
            r#"{"id":"a","metadata":"{\"x\":1}"}"#,
            r#"{"id":"b"},{"id":"c","metadata":null},{"id":"d","metadata":""},{"id":"e","metadata":{"y":2}}"#,
            r#"[{"id":"a","metadata":{"x":1}},{"id":"b"},{"id":"c"},{"id":"d"},{"id":"e","metadata":{"y":2}}]"#,
        ),
        (
            "users create",
            r#"{"id":"a","mode":""}"#,
            r#"{"id":"b"},{"id":"c","mode":300}"#,
            r#"[{"id":"a"},{"id":"b"},{"id":"c","mode":300}]"#,
        ),
        (
            "users create",
            r#"{"id":"a","metadata.team":"x"}"#,
            r#"{"id":"b","metadata":{"y":2}}"#,
            r#"[{"id":"a","metadata":{"team":"x"}},{"id":"b","metadata":{"y":2}}]"#,
        ),
        (
            "users create",
            r#"{"id":{"$oid":"a"}}"#,
            r#"{"id":"b"}"#,
            r#"[{"id":"a"},{"id":"b"}]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":"u1"}"#,
            r#"{"id":"b"},{"id":"c","members":["u2"]},{"id":"d","members":null}"#,
            r#"[{"id":"a","members":["u1"]},{"id":"b"},{"id":"c","members":["u2"]},{"id":"d"}]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":"u1, u2,u3"}"#,
            r#"{"id":"b"}"#,
            r#"[{"id":"a","members":["u1","u2","u3"]},{"id":"b"}]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":"[\"u1\",\"u2\"]"}"#,
            r#"{"id":"b","members":""}"#,
            r#"[{"id":"a","members":["u1","u2"]},{"id":"b"}]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":""}"#,
            r#"{"id":"b","members":[]}"#,
            r#"[{"id":"a"},{"id":"b","members":[]}]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":{"0":"u1","2":"u2"}}"#,
            r#"{"id":"b"}"#,
            r#"[{"id":"a","members":["u1","u2"]},{"id":"b"}]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":["u1",2]}"#,
            r#"{"id":"b"}"#,
            r#"[{"id":"a","members":["u1","2"]},{"id":"b"}]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":["u1","u1"]}"#,
            r#"{"id":"b"}"#,
            r#"[{"id":"a","members":["u1"]},{"id":"b"}]"#,
        ),
        (
            "channels create",
            r#"{"id":"a","members":[{"user_id":"u1"},"u2"]}"#,
            r#"{"id":"b"}"#,
            r#"[{"id":"a","members":["u1","u2"]},{"id":"b"}]"#,
        ),
        // A field that is emptied stays as it is in an update: `null` would take it away.
        (
            "channels update --concurrency 1",
            r#"{"id":"a","metadata":"{\"x\":1}"}"#,
            r#"{"id":"b","metadata":""}"#,
            r#"{"id":"a","metadata":{"x":1}}"#,
        ),
    ] {
        let named = |json: &str| json.replace("{\"id\":", "{\"name\":\"N\",\"id\":");
        let names_out = |json: &str| json.replace("\"name\":\"N\",", "");
        let input = named(&format!("[{wrong},{others}]"));
        let words = refused("in", &input, line);
        let map = expression("--map", &words).to_owned();
        let server = Server::content();
        let env = Env::of(&server);
        env.file("in", &input);
        let mut arguments: Vec<&str> = line.split(' ').collect();
        arguments.extend(["in", "--map", &map]);
        env.args(&arguments).ok();
        let body = names_out(&server.requests()[0].body);
        let fields = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(fields(&body), fields(right), "{map}: {input}");
    }
}

/// In a document the expression goes to jq, and over the whole file.
#[test]
#[cfg(feature = "sandbox")]
fn what_helps_a_document_is_for_all_of_it() {
    let env = Env::sandbox();
    for (noun, document, applied) in [
        (
            "user",
            r#"{"users":[{"id":"a","metadata":"{\"x\":1}"},{"id":"b","metadata":""},{"id":"c"}]}"#,
            r#"[{"id":"a","metadata":{"x":1}},{"id":"b"},{"id":"c"}]"#,
        ),
        (
            "user",
            "{\"user\":{\"id\":\"a\",\"metadata\":\"{}\"}}\n{\"user\":{\"id\":\"b\"}}\n",
            r#"[{"id":"a","metadata":{}},{"id":"b"}]"#,
        ),
        (
            "channel",
            r#"{"channels":[{"id":"a","members":"b"},{"id":"c"}],"users":[{"id":"b"}]}"#,
            r#"[{"id":"a","members":["b"]},{"id":"c"}]"#,
        ),
    ] {
        env.file("in.json", document);
        let words = env.run("apply in.json").fails(2).to_owned();
        let way = expression("jq", &words);
        // `--map` has the same language, and reads any value as long as it becomes records.
        let nouns = format!("{noun}s");
        let records = format!("{way} | (.{nouns}[]?, .{noun} | objects)");
        let ran = env.args(&[&*nouns, "create", "in.json", "--dry-run", "--map", &records]);
        let sent = ran.ok().lines().find(|line| line.starts_with('[')).unwrap();
        let fields = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(fields(sent), fields(applied), "{way}");
    }
}

#[test]
fn what_holds_other_records_is_not_taken_for_one() {
    let realm = r#"{"id":"r1","realm":"acme","users":[{"id":"a","username":"n"}],"groups":[]}"#;
    let err = refused("in", realm, "users create");
    assert!(err.contains("the field `users` holds users"), "{err}");
    assert!(err.contains("`--map '.users[]'` takes it"), "{err}");
    // In a channel it is a field like any other.
    let channel = r#"{"id":"c","name":"C","users":[{"id":"a"}]}"#;
    let (body, _) = sent("in", channel, "channels create");
    assert_eq!(body, format!("[{channel}]"));
    // The hint names the records of the kind that is wanted.
    let document = r#"{"users":[{"id":"a"}],"channels":[{"id":"c"}]}"#;
    for (line, map) in [
        ("users create", "`--map '.users[]'`"),
        ("channels create", "`--map '.channels[]'`"),
    ] {
        let err = refused("in", document, line);
        assert!(err.contains(map), "{err}");
    }
    let err = refused("in", r#"{"users":[{"id":"a"}]}"#, "channels create");
    assert!(!err.contains("--map"), "{err}");
}

#[test]
fn what_comes_out_of_a_map_gets_hints_that_go_on_from_it() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in", r#"{"people":[{"id":"a","mode":""}]}"#);
    let ran = env.args(&["users", "create", "in", "--map", ".people[]"]);
    let err = ran.fails(2);
    assert!(err.contains("`--map '… | del("), "{err}");
}

#[test]
fn columns_of_fields_that_have_no_parts_are_refused() {
    for (header, word) in [
        (
            "id,name,mode.x",
            "the column `mode.x`: `mode` has no fields",
        ),
        ("id,name.first", "the column `name.first`: `name` has no"),
        ("id,\"a;b\";c", "the cells must be separated by commas"),
        ("id|name", "the cells must be separated by commas"),
        ("sep=,\nid,name", "Excel's line `sep=…`"),
        ("id,name,,", "leave out the commas at the end"),
        (
            "_id,name,metadata.team",
            "`--map '{id: ._id, name, metadata}'`",
        ),
    ] {
        let err = refused("in.csv", &format!("{header}\na,b,c\n"), "users create");
        assert!(err.contains(word), "{header}: {err}");
    }
    // As Miller flattens an array.
    let input = "id,name,members.1,members.2\nc,C,u1,u2\n";
    let err = refused("in.csv", input, "channels create");
    let map = expression("--map", &err).to_owned();
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in.csv", input);
    env.args(&["channels", "create", "in.csv", "--map", &map])
        .ok();
    assert_eq!(
        server.only().body,
        r#"[{"id":"c","name":"C","members":["u1","u2"]}]"#
    );
}
