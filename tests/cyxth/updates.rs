//! `channels update`: what is printed and counted while it goes on.

use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::server::{Request, Server, json};
use crate::support::Env;

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
        let ran = run(&refusing(), "channels update in -o json", stdout);
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
fn a_file_that_grows_meanwhile_is_counted_as_it_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("in");
    // Longer than what is read at a time.
    let long = |id: &str| format!("{{\"id\":\"{id}\",\"name\":\"{}\"}}\n", "x".repeat(40_000));
    let text: String = (0..10).map(|n| long(&format!("c{n}"))).collect();
    std::fs::write(&path, text).unwrap();
    let more = long("d0") + &long("d1") + &long("d2");
    let grown = path.clone();
    let server = Server::new(move |number, _| match number {
        0 => {
            let mut file = std::fs::OpenOptions::new()
                .append(true)
                .open(&grown)
                .unwrap();
            file.write_all(more.as_bytes()).unwrap();
            json(200, "{\"id\":\"c0\"}")
        }
        12 => json(404, r#"{"message":"no such channel"}"#),
        _ => json(200, "{\"id\":\"c\"}"),
    });
    let ran = Env::of(&server).args(&["channels", "update", path.to_str().unwrap(), "-o", "id"]);
    assert_eq!(server.lines().len(), 13);
    assert_eq!(ran.out.lines().count(), 12, "{ran:#?}");
    assert!(
        ran.fails(10).contains("updated 12 of 13 channels"),
        "{ran:#?}"
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
        .command(&["channels", "update", "in", "-o", "json"])
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
    let ran = env.run("channels update in -o json");
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
