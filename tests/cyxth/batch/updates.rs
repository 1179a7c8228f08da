//! `channels update`: what is printed and counted while it goes on.

use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::support::Env;
use crate::support::process::wait_until;
use crate::support::server::{Request, Server, json};

fn lines(count: usize) -> String {
    (0..count)
        .map(|n| format!("{{\"id\":\"c{n}\"}}\n"))
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_does_not_hide_a_failure() {
    let full = || std::fs::File::create("/dev/full").unwrap();
    let closed = || std::io::pipe().unwrap().1;
    let refusing = || {
        Server::new(|number, request: &Request| match number {
            1 => json(404, r#"{"message":"no such channel"}"#),
            _ => json(200, request.body.clone()),
        })
    };
    let run = |server: &Server, line: &str, stdout: Stdio| {
        let env = Env::of(server);
        env.file("in", lines(3));
        let mut command = env.command(&line.split(' ').collect::<Vec<_>>());
        command.stdin(Stdio::null()).stdout(stdout);
        env.ran(
            command
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
                .wait_with_output()
                .unwrap(),
        )
    };
    let server = Server::content();
    let ran = run(&server, "channels update in --dry-run", full().into());
    ran.fails(1);
    assert_eq!(server.lines().len(), 0);
    for stdout in [full().into(), closed().into()] {
        let ran = run(
            &refusing(),
            "channels update in -o json --concurrency 1",
            stdout,
        );
        assert!(ran.fails(10).contains("no such channel"), "{ran:#?}");
        assert_eq!(ran.error()["status"], 404);
    }
    // All are updated all the same.
    let server = Server::content();
    run(&server, "channels update in", full().into()).fails(1);
    assert_eq!(server.lines().len(), 3);
    let ran = run(&server, "channels update in", closed().into());
    assert_eq!((ran.code, server.lines().len()), (0, 6), "{ran:#?}");
}

#[test]
fn a_file_that_grows_meanwhile_is_not_sent_any_further() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("in");
    // Longer than what is read at a time.
    let long = |id: &str| format!("{{\"id\":\"{id}\",\"name\":\"{}\"}}\n", "x".repeat(40_000));
    let text: String = (0..10).map(|n| long(&format!("c{n}"))).collect();
    std::fs::write(&path, text).unwrap();
    let more = long("d0") + &long("d1") + &long("d2");
    let grown = path.clone();
    let server = Server::new(move |number, _| {
        if number == 0 {
            let mut file = std::fs::OpenOptions::new()
                .append(true)
                .open(&grown)
                .unwrap();
            file.write_all(more.as_bytes()).unwrap();
        }
        json(200, "{\"id\":\"c\"}")
    });
    let ran = Env::of(&server).args(&[
        "channels",
        "update",
        path.to_str().unwrap(),
        "-o",
        "id",
        "--concurrency",
        "1",
    ]);
    // What was not checked is not sent, and what was not sent is counted.
    let sent = server.lines().len();
    assert!(sent < 10, "{ran:#?}");
    assert_eq!(ran.out.lines().count(), sent, "{ran:#?}");
    let err = ran.fails(10);
    assert!(err.contains("has changed since it was checked"), "{err}");
    assert!(
        err.contains(&format!(
            "updated {sent} of 10 channels: {} not sent",
            10 - sent
        )),
        "{err}"
    );
}

#[test]
fn many_answers_are_printed_in_pages() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in", lines(1002));
    let ran = env.run("channels update in -o json");
    let all: Vec<serde_json::Value> = serde_json::from_str(ran.ok()).unwrap();
    assert_eq!((all.len(), server.lines().len()), (1002, 1002));
    assert_eq!(all[1001]["id"], "c1001");

    // The first page is out before the last record is refused.
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let (seen, seen_by_server) = (out.clone(), Arc::new(AtomicU64::new(0)));
    let length = seen_by_server.clone();
    let server = Server::new(move |number, request: &Request| match number {
        1001 => {
            length.store(std::fs::metadata(&seen).unwrap().len(), Ordering::SeqCst);
            json(404, r#"{"message":"no such channel"}"#)
        }
        _ => json(200, request.body.clone()),
    });
    let env = Env::of(&server);
    env.file("in", lines(1002));
    let status = env
        .command(&[
            "channels",
            "update",
            "in",
            "-o",
            "json",
            "--concurrency",
            "1",
        ])
        .stdout(std::fs::File::create(&out).unwrap())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(10));
    assert!(seen_by_server.load(Ordering::SeqCst) > 10_000);
    let text = std::fs::read_to_string(&out).unwrap();
    let all: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(all.len(), 1001);
}

#[test]
fn accounts_of_updates_are_json_too_and_an_answer_must_be_a_channel() {
    let server = Server::new(|number, request: &Request| match number {
        0 => json(200, request.body.clone()),
        _ => json(404, r#"{"message":"no such channel","code":"NONE"}"#),
    });
    let env = Env::of(&server);
    env.file("in", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
    let ran = env.run("channels update in -o json --concurrency 1");
    assert_eq!(ran.code, 10, "{ran:#?}");
    assert_eq!(
        ran.err.lines().next().unwrap(),
        "{\"status\":1,\"input\":3,\"rejected\":1,\"not_sent\":1,\"requests\":2}"
    );
    let server = Server::always(json(200, r#"{"status":1}"#));
    let ran = Env::of(&server).run("channels update --id c --name x --retries 0");
    assert_eq!(ran.fails(8), ran.err);
    assert_eq!(ran.out, "");
}

#[test]
fn another_record_in_an_answer_is_told() {
    let server = Server::always(json(200, r#"{"id":"other","name":"x"}"#));
    let ran = Env::of(&server).run("channels update --id c --name x");
    assert_eq!(ran.code, 0, "{ran:#?}");
    let told = "the update of `c` was answered with the record `other`";
    assert!(ran.err.contains(told), "{}", ran.err);
}

/// A server that holds the update of `c0` back until so many others have come in.
fn late_first(others: usize) -> Server {
    let seen = Arc::new(AtomicU64::new(0));
    Server::new(move |_, request: &Request| {
        if request.body.contains("\"c0\"") {
            wait_until("the others come", || {
                seen.load(Ordering::SeqCst) >= others as u64
            });
        } else {
            seen.fetch_add(1, Ordering::SeqCst);
        }
        json(200, request.body.clone())
    })
}

#[test]
fn several_are_in_flight_and_answers_stay_in_order() {
    // With one at a time it would wait for ever.
    let server = late_first(30);
    let env = Env::of(&server);
    env.file("in", lines(40));
    let ran = env.run("channels update in -o id --concurrency 2");
    let expected: String = (0..40).map(|n| format!("c{n}\n")).collect();
    assert_eq!(ran.ok(), expected);
    // Not all the rest is waited with: a thousand answers at most.
    let server = late_first(999);
    let env = Env::of(&server);
    env.file("in", lines(1100));
    let ran = env.run("channels update in -o id --concurrency 2");
    assert_eq!(ran.ok().lines().count(), 1100);
    assert_eq!(ran.out.lines().last(), Some("c1099"));
}

#[test]
fn what_is_refused_is_isolated() {
    let server = Server::new(|_, request: &Request| {
        let is = |id: &str| request.body.contains(&format!("\"{id}\""));
        match () {
            () if is("c3") => json(404, r#"{"message":"no such channel","code":"NONE"}"#),
            () if is("c5") => json(400, r#"{"message":"a bad logo","code":"BAD"}"#),
            () => json(200, request.body.clone()),
        }
    });
    let env = Env::of(&server);
    env.file("in", lines(10));
    let line = "channels update in -o id --keep-going --rejects r.jsonl --report report.json";
    let ran = env.run(line);
    assert_eq!(ran.out, "c0\nc1\nc2\nc4\nc6\nc7\nc8\nc9\n");
    let err = ran.fails(10);
    assert!(
        err.contains("updated 8 of 10 channels: 2 rejected"),
        "{err}"
    );
    assert!(err.contains("in:4:1: channel `c3` (and 1 more"), "{err}");
    let rejects = std::fs::read_to_string(env.path("r.jsonl")).unwrap();
    let codes: Vec<bool> = rejects.lines().map(|line| line.contains("NONE")).collect();
    assert_eq!(codes, [true, false]);
    let report = std::fs::read_to_string(env.path("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["batches"].as_array().unwrap().len(), 10);
    assert_eq!(report["counts"]["rejected"], 2);
    // Mended, they are input again.
    let server = Server::content();
    let ran = env
        .var("CYXTH_API_URL", &server.api_url())
        .run("channels update r.jsonl -o id");
    assert_eq!(ran.ok(), "c3\nc5\n");
}

#[test]
fn they_are_tried_again_checked_and_split() {
    let server = Server::new(|number, request: &Request| match number {
        0 => json(503, "{}"),
        _ => json(200, request.body.clone()),
    });
    let env = Env::of(&server);
    env.file("in", lines(10));
    assert_eq!(env.run("channels update in -o id").ok().lines().count(), 10);
    let server = Server::content();
    let env = env.var("CYXTH_API_URL", &server.api_url());
    assert_eq!(
        env.run("channels update in --check").ok(),
        "no mistake in 10 channels\n"
    );
    assert!(server.lines().is_empty());
    let parts: Vec<String> = (1..=3)
        .map(|part| {
            let ran = env.run(&format!("channels update in -o id --shard {part}/3"));
            ran.ok().to_owned()
        })
        .collect();
    let mut ids: Vec<&str> = parts.iter().flat_map(|part| part.lines()).collect();
    ids.sort_unstable();
    assert_eq!(ids.len(), 10);
    assert_eq!(server.lines().len(), 10);
    env.run("channels update in --report -").fails(2);
}

#[test]
fn an_argument_beside_fields_is_an_id() {
    let server = Server::content();
    let env = Env::of(&server);
    // A file of this name does not matter.
    env.file("c1", lines(3));
    for (line, body) in [
        (
            "channels update c1 --name hall",
            r#"{"id":"c1","name":"hall"}"#,
        ),
        ("channels update --logo l c1", r#"{"id":"c1","logo":"l"}"#),
        (
            "channels update --id c1 --name hall",
            r#"{"id":"c1","name":"hall"}"#,
        ),
    ] {
        let ran = env.run(&format!("{line} -o json"));
        assert_eq!(ran.ok(), format!("{body}\n"), "{line}");
        assert_eq!(server.requests().last().unwrap().body, body);
    }
    assert_eq!(env.run("channels update c1 -o id").ok(), "c0\nc1\nc2\n");
    let before = server.lines().len();
    for line in [
        "channels update --name hall",
        "channels update c1 c2 --name hall",
        "channels update c1 --id c2 --name hall",
    ] {
        env.run(line).fails(2);
    }
    assert_eq!(server.lines().len(), before);
}
