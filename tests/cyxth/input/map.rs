//! `--map` and `--expect`: input with other names, and with records inside something else.

use crate::support::Env;
use crate::support::server::Server;

/// The body that an input becomes.
#[track_caller]
fn mapped(name: &str, input: &str, map: &str) -> String {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(name, input);
    env.args(&["users", "create", name, "--map", map]).ok();
    server.only().body
}

/// The words about a mistake; nothing may have been sent.
#[track_caller]
fn refused(name: &str, input: &str, map: &str) -> String {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(name, input);
    let ran = env.args(&["users", "create", name, "--map", map]);
    ran.fails(2);
    assert!(server.requests().is_empty(), "something was sent: {ran:#?}");
    ran.err
}

#[test]
fn each_value_becomes_records() {
    let users = r#"[{"id":"a","name":"A"},{"id":"b","name":"B"}]"#;
    let ids = "{id: .user_id, name: .username}";
    for (input, map) in [
        (
            "{\"user_id\":\"a\",\"username\":\"A\"}\n{\"user_id\":\"b\",\"username\":\"B\"}\n",
            ids.to_owned(),
        ),
        (
            r#"[{"user_id":"a","username":"A"},{"user_id":"b","username":"B"}]"#,
            format!(".[] | {ids}"),
        ),
        (
            r#"[{"user_id":"a","username":"A"},{"user_id":"b","username":"B"}]"#,
            format!("map({ids})[]"),
        ),
        (
            r#"{"kind":{"users":[1]},"users":[{"user_id":"a","username":"A"},{"user_id":"b","username":"B"}],"n":2}"#,
            format!(".users[] | {ids}"),
        ),
        (
            r#"{"a":{"b c":{"x":{"user_id":"a","username":"A"},"y":{"user_id":"b","username":"B"}}}}"#,
            format!(r#".a | ."b c"[] | {ids}"#),
        ),
        (
            r#"{"a":[["x"],{"l":[{"user_id":"a","username":"A"},{"user_id":"b","username":"B"}]}]}"#,
            format!(".a[1].l[] | {ids}"),
        ),
        (
            "{\"users\":[{\"user_id\":\"a\",\"username\":\"A\"}]}\u{1e}{\"users\":[{\"user_id\":\"b\",\"username\":\"B\"}]}",
            format!("(.users)[] | {ids}"),
        ),
    ] {
        assert_eq!(mapped("in", input, &map), users, "{map}");
    }
    assert_eq!(
        mapped(
            "in.csv",
            "user_id,username,mode\na,A,300.0\nb,B,\n",
            "{id: .user_id, name: .username, mode}",
        ),
        r#"[{"id":"a","name":"A","mode":300},{"id":"b","name":"B"}]"#
    );
}

#[test]
fn numbers_and_texts_stay_as_they_are() {
    let body = mapped(
        "in",
        r#"{"u":[{"k":"é😀\n","name":"N","metadata":{"n":9007199254740993,"big":123456789012345678901234567890}}]}"#,
        ".u[] | {id: .k, name, metadata}",
    );
    assert_eq!(
        body,
        r#"[{"id":"é😀\n","name":"N","metadata":{"n":9007199254740993,"big":123456789012345678901234567890}}]"#
    );
}

#[test]
fn mistakes_have_the_place_of_the_value() {
    for (input, map, words) in [
        (
            "{\"u\":\"a\"}\n{\"u\":7}\n",
            "{id: .u}",
            &["error: in:2:1: the field `id`: expected a string, found a number"][..],
        ),
        (
            "{\"users\":[{\"u\":\"a\"},\n  {\"v\":\"b\"},{\"u\":\"a\"}]}",
            ".users[] | {id: .u}",
            &[
                "in:2:3: the field `id`: expected a string, found `null`",
                "in:2:13: the id `a` is given twice; the first is at in:1:11",
            ],
        ),
        (
            "{\"u\":\"a\"}\n{\"u\":7}\n{\"u\":8}",
            "{id: (.u | ascii_downcase)}",
            &["in:2:1: --map: ", "in:3:1: --map: "],
        ),
        (
            "{\"a\":1}",
            ".users[]",
            &["in:1:1: --map: there is no field `users`"],
        ),
        (
            "{\"users\":7}",
            ".users[]",
            &["in:1:10: --map: expected an array, found a number"],
        ),
        (
            "[1]",
            ".users[]",
            &["in:1:1: --map: expected an object with `users`, found an array"],
        ),
        (
            "{\"users\":[1]} x",
            ".users[]",
            &["in:1:15: expected a JSON value, found `x`"],
        ),
        (
            "{\"users\":[{\"id\":\"a\"}",
            ".users[]",
            &["the input ends inside"],
        ),
        (
            "[{\"id\":\"a\"}]",
            ".",
            &["in:1:1: --map made an array where a user is", "`… | .[]`"],
        ),
        ("{\"id\":\"a\"}", ".id, .", &["--map made a string where"]),
    ] {
        let err = refused("in", input, map);
        for word in words {
            assert!(err.contains(word), "{input}: {err}");
        }
    }
    let err = refused("in", "{}", ".users[");
    assert!(err.contains("--map"), "{err}");
    let err = refused("in.csv", "user_id\na\n", ".[] | {id: .user_id}");
    assert!(
        err.contains("a row of CSV is an object of its cells"),
        "{err}"
    );
    assert!(refused("in", "", ".").contains("the input is empty"));
}

#[test]
fn what_an_expression_needs_whole_is_bounded() {
    let elements = format!("{{\"u\":\"{}\"}},", "u".repeat(1000)).repeat(17_000);
    let input = format!("{{\"users\":[{elements}{{}}],\"x\":[{elements}1]}}");
    let err = refused("in", &input, ".users | map({id: .u})[]");
    assert!(
        err.contains("which the expression of --map needs whole, is longer than 16 MiB")
            && err.contains("takes one element at a time"),
        "{err}"
    );
    // One at a time, the length does not matter, nor that of what is passed over.
    let env = Env::new();
    env.file("in", input);
    let ran = env.args(&[
        "users",
        "create",
        "in",
        "--check",
        "--map",
        ".users[] | select(.u == null) | {id: \"last\", name: \"n\"}",
    ]);
    assert_eq!(ran.ok(), "no mistake in 1 user\n");
}

#[test]
fn rejects_hold_what_was_mapped() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in", "{\"u\":\"a\"}\n{\"u\":7}\n{\"u\":\"c\"}\n");
    let ran = env.args(&[
        "users",
        "create",
        "in",
        "--keep-going",
        "--rejects",
        "r.jsonl",
        "--map",
        "{id: .u, name: \"n\"}",
    ]);
    ran.fails(10);
    assert_eq!(ran.out, "created 2 of 3 users: 1 rejected\n");
    let rejects = std::fs::read_to_string(env.path("r.jsonl")).unwrap();
    assert!(
        rejects.starts_with(r#"{"line":2,"record":{"id":7,"name":"n"},"error":"#),
        "{rejects}"
    );
    assert_eq!(
        env.run("users create r.jsonl --ids-as-text").ok(),
        "created 1 user\n"
    );
}

#[test]
fn the_number_of_records_can_be_said_beforehand() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(
        "in",
        "[[{\"id\":\"a\",\"name\":\"A\"},{\"id\":\"b\",\"name\":\"B\"}]]",
    );
    for (expected, shard) in [("2", "1/1"), ("2", "1/2"), ("2", "2/2")] {
        let ran = env.args(&[
            "users", "create", "in", "--map", ".[][]", "--expect", expected, "--shard", shard,
        ]);
        ran.ok();
    }
    let before = server.requests().len();
    for expected in ["0", "1", "3"] {
        let ran = env.args(&[
            "users", "create", "in", "--map", ".[][]", "--expect", expected,
        ]);
        let err = ran.fails(2);
        assert!(
            err.contains(&format!("holds 2 records, and --expect says {expected}")),
            "{err}"
        );
    }
    assert_eq!(server.requests().len(), before);
    // An empty array, or nothing that is left of the input, is nothing to do.
    for (input, map) in [("[]", ".[]"), ("[1]", ".[] | select(false)")] {
        env.file("in", input);
        let ran = env.args(&["users", "create", "in", "--map", map, "--expect", "0"]);
        assert_eq!(ran.ok(), "created 0 users\n");
    }
    assert_eq!(
        env.pipe("[]", "users create --expect 0").ok(),
        "created 0 users\n"
    );
}

/// The warnings about an input, which is sent all the same.
fn warnings(input: &str, map: &str, options: &[&str]) -> Vec<String> {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in.csv", input);
    let mut words = vec!["users", "create", "in.csv", "--map", map];
    words.extend(options);
    let ran = env.args(&words);
    ran.ok();
    let warnings = ran.err.lines().filter(|line| line.starts_with("warning: "));
    warnings.map(str::to_owned).collect()
}

const EXPORTED: &str = "user_id,full,team,tags\na,NULL,\\N,\"['x', 'y']\"\nb,NULL,1,\n\n\
                        1.75E+17,\"NULL\",NaN,\n";

#[test]
fn doubtful_cells_that_come_out_are_warned_of_as_without_a_map() {
    let map = "{id: .user_id, name: .full, metadata: {team, tags}}";
    assert_eq!(
        warnings(EXPORTED, map, &[]),
        [
            "warning: in.csv:2:3: 2 cells of the column `full` with `NULL` in it, which is taken \
             as text; an empty cell leaves its field out",
            "warning: in.csv:2:8: a cell of the column `team` with `\\N` in it, which is taken as \
             text; an empty cell leaves its field out",
            "warning: in.csv:2:11: a cell of the column `tags` with `['…` in it, which is taken as \
             text: a list or an object needs JSON, in a column `metadata`",
            "warning: in.csv:5:17: a cell of the column `team` with `NaN` in it, which is taken as \
             text; an empty cell leaves its field out",
            "warning: in.csv:5:1: the id `1.75E+17` looks like a number that a spreadsheet has \
             rounded: format the column as text before the numbers come in",
        ]
    );
    // Several records of a row are told of as they are.
    let two = "{id: .user_id, name: .full}, {id: (\"x\" + .user_id), name: .full}";
    let told = warnings(EXPORTED, two, &[]);
    assert!(
        told[0].starts_with("warning: in.csv:2:3: 4 cells of the column `full`"),
        "{told:?}"
    );
}

#[test]
fn a_map_that_puts_doubtful_cells_right_or_leaves_them_out_is_not_warned() {
    for map in [
        "{id: (\"u\" + .user_id), name: \"N\"}",
        "{id: (\"u\" + .user_id), name: (if .full == \"NULL\" then \"\" else .full end)}",
        "select(.full != \"NULL\") | {id: .user_id, name: .full}",
    ] {
        let told = warnings(EXPORTED, map, &["--allow-empty"]);
        assert_eq!(told, Vec::<String>::new(), "{map}");
    }
    // An id alone is looked at for rounding, and told of once.
    let map = "{id: .user_id, name: .n, metadata: {big: .big}}";
    let input = "user_id,n,big\na,A,1.5E+10\n1.5E+10,B,\n";
    for options in [&[][..], &["--ids-as-text"]] {
        let told = warnings(input, map, options);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with("warning: in.csv:3:1: the id `1.5E+10` looks"),
            "{told:?}"
        );
    }
}

#[test]
fn many_doubtful_cells_are_one_warning() {
    let rows: String = (0..20_000).map(|n| format!("u{n},NULL\n")).collect();
    let input = format!("user_id,full\n{rows}");
    let told = warnings(&input, "{id: .user_id, name: .full}", &[]);
    assert_eq!(
        told,
        [
            "warning: in.csv:2:4: 20000 cells of the column `full` with `NULL` in it, which is taken \
          as text; an empty cell leaves its field out"
        ]
    );
}

#[test]
fn a_number_may_end_the_input() {
    let map = "{id: \"a\\(.)\", name: \"n\"}";
    for (input, ids) in [
        ("5", &["a5"][..]),
        ("1 2", &["a1", "a2"]),
        ("-5.5e1", &["a-55"]),
    ] {
        let body = mapped("in.json", input, map);
        for id in ids {
            assert!(
                body.contains(&format!("\"id\":\"{id}\"")),
                "{input}: {body}"
            );
        }
    }
    let map = ".[] | {id: \"a\\(.)\", name: \"n\"}";
    assert!(refused("in.json", "[1, 2", map).contains("ends inside"));
}

#[test]
fn a_question_mark_belongs_to_the_step_before_it() {
    let map = ".users[]? | {id, name}";
    for input in ["[{\"users\":[]}]", "\"oops\"", "5"] {
        let words = refused("in.json", input, map);
        assert!(words.contains("expected an object with `users`"), "{words}");
    }
    let input =
        "null {\"users\":null} {\"users\":5} {} {\"users\":[{\"id\":\"a\",\"name\":\"A\"}]}";
    assert!(mapped("in.json", input, map).contains("\"id\":\"a\""));
}

#[test]
fn of_two_elements_with_one_name_none_is_chosen() {
    let input = "{\"u\":{\"x\":{\"id\":\"a\",\"name\":\"A\"},\"x\":{\"id\":\"b\",\"name\":\"B\"}}}";
    let words = refused("in.json", input, ".u[] | {id, name}");
    assert!(words.contains("the field `x` is given twice"), "{words}");
}
