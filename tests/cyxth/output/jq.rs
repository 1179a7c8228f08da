//! `--jq`: what an expression makes of lists and results.

use crate::support::server::{Begin, Server, collection, count, json, numbered};
use crate::support::{Env, Ran};

const RECORDS: &str = r#"[{"id":"a","name":"A \u00e9","mode":700,"n":9007199254740993,"m":1.10},
{"id":"b","mode":300,"metadata":{"team":"x"}}]"#;

#[track_caller]
fn listed(expression: &str, options: &[&str]) -> Ran {
    let server = Server::always(json(200, RECORDS));
    let mut arguments = vec!["users", "list", "--jq", expression];
    arguments.extend_from_slice(options);
    Env::of(&server).args(&arguments)
}

#[test]
fn outputs_are_printed_as_jq_prints_them() {
    for (expression, options, printed) in [
        (".[] | .id", &[][..], "\"a\"\n\"b\"\n"),
        (".[] | .id", &["-r"], "a\nb\n"),
        (".[0].name", &["--raw-output"], "A é\n"),
        (".[].n", &["-o", "json"], "9007199254740993\nnull\n"),
        ("map(.m)", &["-o", "jsonl"], "[1.10,null]\n"),
        ("map(.m)", &[], "[\n  1.10,\n  null\n]\n"),
        (
            ".[1]|{id,metadata}",
            &["-o", "jsonl"],
            "{\"id\":\"b\",\"metadata\":{\"team\":\"x\"}}\n",
        ),
        ("length", &["-o", "jsonl"], "2\n"),
        (
            ".[] | select(.mode > 500) | .id, .mode",
            &["-r"],
            "a\n700\n",
        ),
        ("empty", &[], ""),
        (".[0].id, halt, 5", &["-r"], "a\n"),
    ] {
        assert_eq!(listed(expression, options).ok(), printed, "{expression}");
    }
}

#[test]
fn a_whole_list_is_made_of_all_pages() {
    let server = collection(numbered(900), 300, Begin::After);
    let env = Env::of(&server);
    assert_eq!(
        env.args(&["users", "list", "--all", "--jq", "length"]).ok(),
        "900\n"
    );
    let ran = env.args(&["users", "list", "--all", "-r", "--jq", ".[] | .id"]);
    assert_eq!(ran.ok().lines().collect::<Vec<_>>(), numbered(900));
    assert_eq!(
        env.args(&[
            "users",
            "list",
            "--all",
            "--jq",
            "[.[].id] | unique | length"
        ])
        .ok(),
        "900\n"
    );
}

#[test]
fn halt_asks_for_no_further_page() {
    let server = collection(numbered(990), 100, Begin::After);
    let ran = Env::of(&server).args(&["users", "list", "--all", "-r", "--jq", ".[] | .id, halt"]);
    assert_eq!(ran.ok(), format!("{}\n", numbered(1)[0]));
    let lines = server.lines();
    assert!(
        !lines.iter().any(|line| line.ends_with("=u300")),
        "{lines:?}"
    );
}

#[test]
fn an_empty_list_is_an_empty_array() {
    let server = Server::always(json(200, "[]"));
    let env = Env::of(&server);
    assert_eq!(env.args(&["users", "list", "--jq", "length"]).ok(), "0\n");
    assert_eq!(env.args(&["users", "list", "--jq", ".[] | .id"]).ok(), "");
}

#[test]
fn results_of_changes_and_single_objects() {
    let server = Server::new(|_, request| match request.method.as_str() {
        "PUT" => json(200, r#"{"id":"c","name":"Hall"}"#),
        _ => count(1),
    });
    let env = Env::of(&server);
    let ran = env.args(&["users", "create", "--id", "a", "--jq", ".status"]);
    assert_eq!(ran.ok(), "1\n");
    let ran = env.args(&[
        "channels", "update", "c", "--name", "Hall", "-r", "--jq", ".name",
    ]);
    assert_eq!(ran.ok(), "Hall\n");
    let ran = env.args(&[
        "profile",
        "list",
        "--jq",
        "map(.name) | contains([\"sandbox\"])",
    ]);
    assert_eq!(ran.ok(), "true\n");
}

#[test]
fn a_wrong_expression_sends_nothing() {
    let server = Server::always(json(200, RECORDS));
    let env = Env::of(&server);
    for (expression, message) in [
        (
            ".[] | nosuch",
            "--jq: there is no function `nosuch` (character 7)",
        ),
        (".[", "--jq: a closing bracket is expected (character 3)"),
        (
            "env.HOME",
            "--jq: `env` is not available here: it would show every variable, keys among them (character 1)",
        ),
        (
            "$ENV",
            "--jq: `$ENV` is not available here: it would show every variable, keys among them (character 1)",
        ),
        (
            ".[] | test(\"(\")",
            "--jq: `test`: Regex failure: unclosed group (character 7)",
        ),
    ] {
        let ran = env.args(&["users", "list", "--jq", expression]);
        assert_eq!(ran.code, 2, "{ran:#?}");
        assert_eq!(ran.error()["message"], message);
    }
    assert!(server.lines().is_empty());
}

#[test]
fn other_formats_do_not_go_with_it() {
    let server = Server::always(json(200, RECORDS));
    let env = Env::of(&server);
    for format in ["table", "csv", "id"] {
        let ran = env.args(&["users", "list", "-o", format, "--jq", "."]);
        assert!(
            ran.fails(2)
                .contains("--jq goes with the formats json and jsonl"),
            "{ran:#?}"
        );
    }
    assert!(env.args(&["users", "list", "-r"]).fails(2).contains("--jq"));
    assert!(server.lines().is_empty());
}

#[test]
fn an_error_of_the_expression_comes_after_what_was_printed() {
    let ran = listed(".[] | .id + 1", &["-o", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let message = "--jq: string (\"a\") and number (1) cannot be added";
    assert_eq!(ran.error()["message"], message);
    let ran = listed(".[] | .id, error(\"no\")", &["-r"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "a\n"));
    assert_eq!(ran.error()["message"], "--jq: no");
}

#[test]
fn an_expression_without_end_ends_with_the_deadline() {
    for expression in ["def f: f; f", "[repeat(1)]", ".[] | last(range(1e15))"] {
        let ran = listed(expression, &["--deadline", "0.5"]);
        assert_eq!(ran.code, 9, "{ran:#?}");
        assert!(ran.err.contains("deadline"), "{ran:#?}");
    }
}

#[test]
fn a_reader_that_goes_ends_it_quietly() {
    let server = Server::always(json(200, RECORDS));
    let env = Env::of(&server);
    let mut command = env.command(&["users", "list", "--jq", "repeat(1)"]);
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Some of it is read, and then nobody reads any more.
    let mut some = [0; 1000];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut some).unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert!(ended.stderr.is_empty(), "{ended:?}");
}

/// Ctrl-C also while a result is put through an expression that has no end.
#[cfg(unix)]
#[test]
fn control_c_ends_it() {
    use std::io::Read;

    let server = Server::always(count(1));
    let list = Server::always(json(200, RECORDS));
    for (server, line) in [(&list, "users list"), (&server, "users create --id a")] {
        let env = Env::of(server);
        let mut arguments: Vec<&str> = line.split(' ').collect();
        // Outputs are written in chunks: there are enough for one before it goes on for ever.
        arguments.extend(["--jq", "range(20000), (def f: f; f)"]);
        let mut child = env
            .command(&arguments)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut some = [0; 1000];
        child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut some)
            .unwrap();
        let pid = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
        let mut rest = Vec::new();
        child
            .stdout
            .as_mut()
            .unwrap()
            .read_to_end(&mut rest)
            .unwrap();
        let status = child.wait().unwrap();
        // By its handler, or by the signal itself.
        let by_signal = std::os::unix::process::ExitStatusExt::signal(&status);
        assert!(
            status.code() == Some(130) || by_signal == Some(2),
            "{line}: {status:?}"
        );
    }
}
