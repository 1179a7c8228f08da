//! Records: every accepted shape reaches the wire as it was written, and every mistake is found
//! with its place before anything is sent.

use crate::support::Env;
use crate::support::server::Server;

/// Records as JSON arrays are made of: one after the other with commas between them.
const TWO: &str = r#"[{"id":"a","name":"A"},{"id":"b"}]"#;

/// The body that the input becomes, given as a file, as `-`, and piped.
#[track_caller]
fn body_of(name: &str, input: &[u8], options: &str) -> String {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(name, input);
    env.run(&format!("users create {name}{options}")).ok();
    let body = server.only().body;
    if !name.ends_with(".csv") {
        env.pipe(input, &format!("users create -{options}")).ok();
        env.pipe(input, &format!("users create{options}")).ok();
        for request in server.requests() {
            assert_eq!(request.body, body);
        }
    }
    body
}

/// The words about a mistake; nothing may have been sent.
#[track_caller]
fn mistake(name: &str, input: impl AsRef<[u8]>, line: &str) -> String {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(name, input);
    let ran = env.run(line);
    ran.fails(2);
    assert_eq!(ran.out, "", "{ran:#?}");
    assert_eq!(server.lines(), Vec::<String>::new(), "something was sent");
    ran.err
}

#[test]
fn every_shape_of_json_is_accepted() {
    for (input, body) in [
        (TWO, TWO),
        (r#"{"id":"a"}"#, r#"[{"id":"a"}]"#),
        (
            "{\"id\":\"a\"}\n{\"id\":\"b\"}\n",
            r#"[{"id":"a"},{"id":"b"}]"#,
        ),
        (
            "{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}",
            r#"[{"id":"a"},{"id":"b"}]"#,
        ),
        (
            r#"{"id":"a"}{"id":"b"} {"id":"c"}"#,
            r#"[{"id":"a"},{"id":"b"},{"id":"c"}]"#,
        ),
        ("\u{feff}[{\"id\":\"a\"}]", r#"[{"id":"a"}]"#),
        ("\n\t [ {\"id\":\"a\"} ]\n", r#"[{"id":"a"}]"#),
        (r#"[{"id":"a"}][{"id":"b"}]"#, r#"[{"id":"a"},{"id":"b"}]"#),
    ] {
        assert_eq!(body_of("in.json", input.as_bytes(), ""), body, "{input}");
        // The content counts, not the name.
        assert_eq!(body_of("in.jsonl", input.as_bytes(), ""), body, "{input}");
    }
}

#[test]
fn values_reach_the_wire_as_they_were_written() {
    let record = r#"{"id":"ä\u00e4\"\/","name":"x\ty\ud83d\ude00😀","big":9007199254740993,"n":1.10,"e":1E+2,"z":-0.0,"unknown":{"deep":[null,true,{"k":""}]},"mode":300}"#;
    let body = body_of("in.json", record.as_bytes(), "");
    assert_eq!(body, format!("[{record}]"));
}

#[test]
fn the_name_of_a_mode_becomes_its_number() {
    let input =
        r#"[{"id":"a","mode":"admin","n":1.10},{"id":"b","mode":"send-only"},{"id":"c","mode":7}]"#;
    let body = r#"[{"id":"a","mode":700,"n":1.10},{"id":"b","mode":200},{"id":"c","mode":7}]"#;
    let scale = " --mode-scale levels";
    assert_eq!(body_of("in.json", input.as_bytes(), scale), body);
}

#[test]
fn csv_becomes_objects() {
    let input = "\u{feff}id,name,mode,metadata.avatar,metadata.n\r\n\
                 a,\"Doe, \"\"J\"\"\nline\",admin,https://x.example/a,007\r\n\
                 b,,300,,\r\n";
    let body = r#"[{"id":"a","name":"Doe, \"J\"\nline","mode":700,"metadata":{"avatar":"https://x.example/a","n":"007"}},{"id":"b","mode":300}]"#;
    let scale = " --mode-scale levels";
    assert_eq!(body_of("in.csv", input.as_bytes(), scale), body);
    let as_csv = format!("{scale} --format csv");
    assert_eq!(body_of("in.txt", input.as_bytes(), &as_csv), body);
}

#[test]
fn files_are_read_one_after_the_other() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("a.json", r#"[{"id":"a"}]"#);
    env.file("b.csv", "id\nb\n");
    let ran = env.pipe(r#"{"id":"c"}"#, "users create a.json b.csv -");
    assert_eq!(ran.ok(), "created 3 users\n");
    assert_eq!(server.only().body, r#"[{"id":"a"},{"id":"b"},{"id":"c"}]"#);
}

#[test]
fn a_record_can_be_given_by_flags() {
    let server = Server::content();
    let env = Env::of(&server);
    env.args(&[
        "users",
        "create",
        "--id",
        "u1",
        "--name",
        "John \"Doe\"",
        "--mode",
        "send-recv",
        "--mode-scale",
        "levels",
        "--metadata",
        "avatar=https://a.example/?x=1",
        "--metadata",
        "n=1",
    ])
    .ok();
    env.run(
        "channels create --id c1 --name lobby --logo https://l.example --member u1 --member u2",
    )
    .ok();
    env.run("channels update --id c1 --name hall").ok();
    let bodies: Vec<String> = server.requests().into_iter().map(|r| r.body).collect();
    assert_eq!(
        bodies,
        [
            r#"[{"id":"u1","name":"John \"Doe\"","mode":600,"metadata":{"avatar":"https://a.example/?x=1","n":"1"}}]"#,
            r#"[{"id":"c1","name":"lobby","logo":"https://l.example","members":["u1","u2"]}]"#,
            r#"{"id":"c1","name":"hall"}"#,
        ]
    );
}

#[test]
fn mistakes_are_found_with_their_place() {
    for (input, place) in [
        (r#"[{"id":"a"},{"name":"b"}]"#, "in:1:13"),
        ("{\"id\":\"a\"}\n{\"id\":7}\n", "in:2:7"),
        ("{\"id\":\"a\"}\n{\"id\":\"\"}\n", "in:2:7"),
        ("{\"id\":\"a\"}\n{\"id\":null}\n", "in:2:7"),
        ("[\n {\"id\":\"a\"},\n]", "in:3:1"),
        ("[{\"id\":\"a\"}\n{\"id\":\"b\"}]", "in:2:1"),
        ("{\"id\":\"a\"},{\"id\":\"b\"}", "in:1:11"),
        ("[{\"id\":\"a\"}", "in:1:12"),
        ("{\"id\":\"a\",\n\"name\":\"x", "in:2:"),
        ("{\"id\":\"a\"}\n{\"id\":\"b\",}\n", "in:2:11"),
        ("{\"id\":\"a\"}\n{'id':'b'}\n", "in:2:2"),
        ("{\"id\":\"a\"}\n\"b\"\n", "in:2:1"),
        ("[{\"id\":\"a\"},[]]", "in:1:13"),
        ("[null]", "in:1:2"),
        ("7", "in:1:1"),
        ("id,name\na,b\n", "in:1:1"),
        ("{\"id\":\"a\",\"id\":\"b\"}", "in:1:"),
        ("{\"id\":\"\\ud800\"}", "in:1:"),
        ("{\"id\":\"a\0\"}", "in:1:"),
        ("{\"id\":\"a\nb\"}", "in:1:"),
    ] {
        let err = mistake("in", input, "users create in");
        assert!(
            err.starts_with(&format!("error: {place}")),
            "{input:?}: {err}"
        );
    }
    let err = mistake(
        "in",
        b"{\"id\":\"a\"}\n{\"id\":\"\xff\"}",
        "users create in",
    );
    assert!(err.starts_with("error: in:2:8"), "{err}");
    let err = mistake("in", b"\xff\xfe{\0", "users create in");
    assert!(err.starts_with("error: in:1:1"), "{err}");
}

#[test]
fn mistakes_in_csv_are_found_with_their_place() {
    for (input, place) in [
        ("name\na\n", "in.csv:1:1"),
        ("id,id\na,b\n", "in.csv:1:4"),
        ("id,name\na\n", "in.csv:2:1"),
        ("id,name\na,b,c\n", "in.csv:2:1"),
        ("id,name\n,b\n", "in.csv:2:1"),
        ("id,mode\na,300\nb,boss\n", "in.csv:3:3"),
        ("id,name\na,\"b\n", "in.csv:2:3"),
        ("id,name\na,\"b\"c\n", "in.csv:2:6"),
        ("id;name\na;b\n", "in.csv:1:1"),
        ("id,metadata,metadata.x\na,b,c\n", "in.csv:1:13"),
    ] {
        let err = mistake("in.csv", input, "users create in.csv");
        assert!(
            err.starts_with(&format!("error: {place}")),
            "{input:?}: {err}"
        );
    }
}

#[test]
fn files_that_are_not_there_or_given_wrongly_are_refused() {
    for line in [
        "users create missing.json",
        "users create in missing.json",
        "users create .",
        "users create - -",
        "users create in --format csv",
        "users create in --format lines",
    ] {
        mistake("in", TWO, line);
    }
}

#[test]
fn an_id_given_twice_is_found_with_both_places() {
    let input = "{\"id\":\"b\"}\n{\"id\":\"a\"}\n{\"id\":\"\\u0061\"}\n";
    let err = mistake("in", input, "users create in");
    assert!(err.contains("in:3:1") && err.contains("in:2:1"), "{err}");
    assert!(err.contains("`a`"), "{err}");

    let server = Server::content();
    let env = Env::of(&server);
    env.file("one.csv", "id\na\n");
    env.file("two.json", TWO);
    let ran = env.run("users create one.csv two.json");
    let err = ran.fails(2);
    assert!(
        err.contains("one.csv:2:1") && err.contains("two.json:1:2"),
        "{err}"
    );
    assert!(server.requests().is_empty());
}

/// The whole input is read before the first request, however many requests it takes.
#[test]
fn a_mistake_in_the_last_line_means_that_nothing_was_sent() {
    let mut input: String = (0..20).map(|n| format!("{{\"id\":\"u{n}\"}}\n")).collect();
    input.push_str("{\"id\":}\n");
    let err = mistake("in", input, "users create in --batch-size 2");
    assert!(err.starts_with("error: in:21:7"), "{err}");
}

#[test]
fn empty_input_is_a_mistake_and_an_empty_array_is_not() {
    for input in ["", "\n \t\r\n", "\u{feff}"] {
        let err = mistake("in", input, "users create in");
        assert!(err.contains("--allow-empty"), "{err}");
        mistake("in", input, "channels update in");
        mistake("in", input, "users delete --from in --yes");
    }
    let server = Server::content();
    let env = Env::of(&server);
    for (input, line, printed) in [
        ("[]", "users create", "created 0 users"),
        (" [ ] \n", "channels create", "created 0 channels"),
        ("[]", "channels update", "ID  NAME  LOGO"),
        ("[]", "users delete --yes", "deleted 0 users"),
        ("[]", "users delete", "deleted 0 users"),
        ("[]", "members add c1", "added 0 members"),
        ("", "users create --allow-empty", "created 0 users"),
        ("\n", "channels update --allow-empty", "ID  NAME  LOGO"),
        ("", "users delete --yes --allow-empty", "deleted 0 users"),
        (
            "",
            "members moderate c1 --mode 1 --allow-empty",
            "moderated 0 members",
        ),
        ("id\n", "users create --format csv", "created 0 users"),
    ] {
        let ran = env.pipe(input, line);
        assert_eq!(ran.ok(), format!("{printed}\n"), "{line}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_large_input_is_split_and_a_small_one_stays_whole() {
    let records = |count: usize| -> String {
        (0..count)
            .map(|n| format!("{{\"id\":\"u{n:04}\"}}\n"))
            .collect()
    };
    let sizes = |count: usize, line: &str| -> Vec<usize> {
        let server = Server::content();
        let ran = Env::of(&server).pipe(records(count), line);
        let word = line.split(' ').next().unwrap();
        assert_eq!(ran.ok(), format!("created {count} {word}\n"));
        let bodies = server.requests().into_iter().map(|r| r.body);
        bodies.map(|body| body.matches("\"id\"").count()).collect()
    };
    assert_eq!(sizes(1000, "users create"), [1000]);
    assert_eq!(sizes(2001, "users create --concurrency 1"), [1000, 1000, 1]);
    assert_eq!(
        sizes(5, "users create --concurrency 1 --batch-size 2"),
        [2, 2, 1]
    );
    // The service takes no more than a thousand channels.
    assert_eq!(
        sizes(1001, "channels create --concurrency 1 --batch-size 5000"),
        [1000, 1]
    );
}

#[test]
fn several_channels_are_updated_one_by_one() {
    let server = Server::content();
    let input = "[{\"id\":\"a\",\"name\":\"x\"},\n{\"id\":\"b\",\"x\":1.10}]";
    let ran = Env::of(&server).pipe(input, "channels update -o jsonl --concurrency 1");
    assert_eq!(
        ran.ok(),
        "{\"id\":\"a\",\"name\":\"x\"}\n{\"id\":\"b\",\"x\":1.10}\n"
    );
    let sent: Vec<String> = server.requests().into_iter().map(|r| r.body).collect();
    assert_eq!(sent, [r#"{"id":"a","name":"x"}"#, r#"{"id":"b","x":1.10}"#]);
}
