//! Runs that end in unusual ways: files over files, a reader that goes, a deadline, SIGTERM; and
//! how many requests looking takes.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::Env;
use crate::support::process::start;
#[cfg(unix)]
use crate::support::process::{Signal, send_and_settle, wait_for_requests};
use crate::support::server::{Action, Server, count, json};
use crate::support::stage::{Stage, words};

use cyxth::sandbox::Faults;

fn two(env: &Env) {
    env.file("in.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
}

#[test]
fn a_reader_that_has_gone_does_not_hide_a_failure() {
    let server = Server::new(|number, _| match number {
        0 => count(1),
        _ => json(400, r#"{"message":"no","code":"NO"}"#),
    });
    let env = Env::of(&server);
    two(&env);
    let line = "users create in.jsonl --batch-size 1 --concurrency 1";
    let mut child = env.start(line);
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(10), "{output:?}");
}

#[test]
fn files_that_would_replace_the_input_are_refused() {
    let server = Server::always(count(1));
    let env = Env::of(&server);
    two(&env);
    for (line, word) in [
        ("users create in.jsonl --report in.jsonl", "--report"),
        ("users create in.jsonl --report ./in.jsonl", "--report"),
        (
            "users create in.jsonl --rejects in.jsonl --shard 1/2",
            "--shard",
        ),
        (
            "users create in.jsonl --rejects out --report out",
            "same file",
        ),
    ] {
        let ran = env.run(line);
        assert!(ran.fails(2).contains(word), "{line}: {ran:#?}");
    }
    // The same file by way of standard input.
    let mut command = env.command(&["users", "create", "--report", "in.jsonl"]);
    command.stdin(std::fs::File::open(env.path("in.jsonl")).unwrap());
    let output = command.output().unwrap();
    #[cfg(unix)]
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let kept = std::fs::read_to_string(env.path("in.jsonl")).unwrap();
    assert_eq!(kept, "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
    assert!(server.requests().is_empty());
}

#[test]
fn where_nothing_is_to_do_the_files_say_so() {
    let server = Server::always(count(1));
    let env = Env::of(&server);
    env.file("in.json", "[]");
    env.file("rejects", "of an earlier run");
    let ran = env.run("users create in.json --rejects rejects --report report");
    assert_eq!(ran.ok(), "created 0 users\n");
    let rejects = std::fs::read_to_string(env.path("rejects")).unwrap();
    assert_eq!(rejects, "");
    let report = std::fs::read_to_string(env.path("report")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["counts"]["input"], 0);
}

#[test]
fn waits_between_tries_are_in_the_report() {
    let server = Server::new(|number, _| match number {
        0 => Action::Raw(
            "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 2\r\n\r\n{}".to_owned(),
        ),
        _ => count(2),
    });
    let env = Env::of(&server);
    two(&env);
    env.run("users create in.jsonl --report report").ok();
    let report = std::fs::read_to_string(env.path("report")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert!(report["waited_ms"].as_u64().unwrap() >= 1000, "{report}");
}

/// A pipe that gives a record and then nothing, for as long as the child lives.
#[test]
fn the_deadline_holds_while_input_is_waited_for() {
    let server = Server::always(count(1));
    let env = Env::of(&server);
    let begun = Instant::now();
    let mut command = env.command(&["users", "create", "--deadline", "0.3", "-o", "json"]);
    let mut child = start(command.stdin(Stdio::piped()));
    let stdin = child.stdin.take();
    let status = child.wait().unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(status.code(), Some(9), "{output:?}");
    assert!(begun.elapsed() >= Duration::from_millis(300));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.starts_with(r#"{"error":{"kind":"network""#), "{err}");
    assert!(server.requests().is_empty());
}

#[cfg(unix)]
#[test]
fn sigterm_lets_what_is_in_flight_finish() {
    let (server, gate) = Server::held(count(1));
    let env = Env::of(&server);
    two(&env);
    let line = "users create in.jsonl --batch-size 1 --concurrency 1 -o json";
    let child = env.start(line);
    wait_for_requests(&server, 1);
    send_and_settle(Signal::TERM, &child);
    gate.open();
    let ran = env.end(child);
    assert_eq!(ran.code, 130, "{ran:#?}");
    let counts = "{\"status\":1,\"input\":2,\"not_sent\":1,\"requests\":1}\n";
    assert_eq!(ran.out, counts);
}

#[test]
fn a_page_size_of_any_number_is_taken() {
    let server = Server::always(json(200, r#"[{"id":"a"}]"#));
    let env = Env::of(&server);
    let ran = env.run("users list -o id --page-size 18446744073709551615");
    assert_eq!(ran.ok(), "a\n");
}

/// One wanted in `step` of those that are there: looking reads the pages between, or jumps, but
/// never asks for each id by itself where a page holds several.
#[test]
fn looking_takes_few_requests_at_any_density() {
    let stage = Stage::new();
    let there: Vec<String> = (0..20_000)
        .map(|n| format!(r#"{{"id":"u{n:06}"}}"#))
        .collect();
    let bodies: Vec<String> = there
        .chunks(1000)
        .map(|chunk| format!("[{}]", chunk.join(",")))
        .collect();
    stage.fill("/users", &bodies);
    for (cursor, step, most) in [
        ("exclusive", 1, 30),
        ("exclusive", 5, 60),
        ("exclusive", 10, 60),
        ("exclusive", 50, 130),
        ("exclusive", 2000, 40),
        // No jumps: a walk over all of it, in large pages.
        ("existing", 50, 60),
        ("existing-empty", 2000, 60),
    ] {
        let wanted: String = (0..20_000)
            .step_by(step)
            .map(|n| format!("{{\"id\":\"u{n:06}\",\"name\":\"N\"}}\n"))
            .collect();
        stage.env.file("in.jsonl", wanted);
        let sandbox = stage.start(Faults {
            cursor: cursor.parse().unwrap(),
            ..Faults::default()
        });
        let ran = stage.run(
            &sandbox,
            &words("users create in.jsonl --skip-existing -o json"),
        );
        let counts: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
        assert_eq!(counts["skipped"], 20_000_u64.div_ceil(step as u64));
        let requests = counts["requests"].as_u64().unwrap();
        assert!(requests <= most, "{cursor}, 1 in {step}: {requests}");
        sandbox.stop();
    }
}

#[test]
fn what_is_refused_on_the_way_is_told_in_the_services_words() {
    let env = Env::sandbox();
    env.file(
        "in.jsonl",
        "{\"id\":\"a\"}\n{\"id\":\"b\",\"mode\":-1}\n{\"id\":\"c\",\"mode\":-2}\n",
    );
    let ran = env.run("users create in.jsonl --keep-going");
    let err = ran.fails(10);
    assert!(err.contains("in.jsonl:2:1: user `b`"), "{err}");
    assert!(err.contains("1 more") && err.contains("ERR_BODY"), "{err}");
    assert!(err.contains("--rejects FILE"), "{err}");
    let ran = env.run("users create in.jsonl --keep-going --rejects out -o json");
    let error = ran.error();
    assert_eq!(
        (&error["kind"], &error["status"]),
        (&"refused".into(), &400.into())
    );
    assert!(error.get("hint").is_none(), "{error}");
    env.run("users create in.jsonl --rejects -").fails(2);
}
