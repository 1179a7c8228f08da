//! The file of `--har`: where it goes, and what is in it whatever ends the run.

use crate::support::server::{Action, Server, json};
use crate::support::{Env, KEY};

#[test]
fn the_file_is_one_of_those_of_a_run() {
    let server = Server::content();
    let env = Env::of(&server);
    let input = r#"[{"id":"u1"}]"#;
    for (line, why) in [
        ("users create in.json --har in.json", "names the input"),
        (
            "users create in.json --har a --report a",
            "name the same file",
        ),
        (
            "api POST users --input in.json --har in.json",
            "names the input",
        ),
        (
            "api POST users -F x=@in.json --har in.json",
            "names the input",
        ),
        ("diff in.json --har in.json", "names the input"),
        ("apply in.json --har ./in.json", "names the input"),
        ("users list --har -", "takes a file"),
        ("users list --har missing/a", "cannot write"),
    ] {
        env.file("in.json", input);
        env.file("a", "before");
        let ran = env.run(line);
        assert!(matches!(ran.code, 1 | 2), "{line}: {ran:#?}");
        assert!(ran.err.contains(why), "{line}: {}", ran.err);
        assert_eq!(std::fs::read_to_string(env.path("in.json")).unwrap(), input);
        assert_eq!(std::fs::read_to_string(env.path("a")).unwrap(), "before");
    }
    let ran = env.pipe(input, "users create --har in.json --api-key-file in.json");
    assert!(ran.fails(2).contains("--api-key-file"));
    assert_eq!(server.lines(), [""; 0]);
    env.run("users list --har a").ok();
    assert_eq!(env.har("a").len(), 1);
    #[cfg(unix)]
    assert_eq!(crate::support::mode(&env.path("a")), 0o600);
    let left = std::fs::read_dir(env.path("a").parent().unwrap()).unwrap();
    let beside = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().contains("cyxth-");
    assert_eq!(left.flatten().filter(beside).count(), 0);
}

#[test]
fn a_run_that_sends_nothing_keeps_nothing() {
    let server = Server::content();
    let env = Env::of(&server);
    env.run("users create --id u1 --dry-run --har dry.har").ok();
    assert_eq!(env.har("dry.har").len(), 0);
    env.file("a", "before");
    let ran = env.run("profile list --har a");
    assert_eq!(ran.code, 0);
    let note = "nothing was sent, and a was not written\n";
    assert!(ran.err.contains(note), "{ran:#?}");
    env.pipe("{", "users create --har a").fails(2);
    assert_eq!(std::fs::read_to_string(env.path("a")).unwrap(), "before");
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_file_that_cannot_be_written_is_known_before_anything_is_sent() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let server = Server::always(json(200, "[]"));
    let env = Env::of(&server);
    let ran = env.run("users list --har /dev/full -o id");
    assert!(ran.fails(1).contains("cannot write /dev/full"), "{ran:#?}");
    assert_eq!(server.lines(), [""; 0]);
}

#[cfg(unix)]
mod ended {
    use std::os::unix::process::ExitStatusExt;

    use super::*;
    use crate::support::process::{Signal, is_there, send, send_and_settle, wait_for_requests};

    /// One page is there, and the next one never comes.
    fn stalling() -> Server {
        Server::new(|number, _| match number {
            0 => json(200, r#"[{"id":"a"}]"#),
            _ => Action::Stall,
        })
    }

    #[test]
    fn the_archive_is_whole_when_the_process_is_killed() {
        let server = stalling();
        let env = Env::of(&server);
        let child = env.start("users list --all -o id --har run.har");
        wait_for_requests(&server, 2);
        send(Signal::KILL, &child);
        child.wait_with_output().unwrap();
        let entries = env.har("run.har");
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0]["response"]["content"]["text"], r#"[{"id":"a"}]"#);
    }

    #[test]
    fn what_was_in_flight_at_an_end_is_there() {
        for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
            let server = stalling();
            let env = Env::of(&server);
            let child = env.start("users list --all -o id --har run.har");
            wait_for_requests(&server, 2);
            send(signal, &child);
            let status = child.wait_with_output().unwrap().status;
            assert_eq!(status.signal(), Some(signal.as_raw()));
            let entries = env.har("run.har");
            assert_eq!(entries.len(), 2);
            assert_eq!(entries[1]["response"]["status"], 0);
            let error = &entries[1]["response"]["_error"];
            assert_eq!(error, "the run ended before there was an answer");
            let text = std::fs::read_to_string(env.path("run.har")).unwrap();
            assert!(!text.contains(KEY), "{text}");
        }
    }

    #[test]
    fn a_change_that_is_ended_at_once_is_there_too() {
        let server = Server::always(Action::Stall);
        let env = Env::of(&server);
        env.file("in.json", r#"[{"id":"u1"}]"#);
        let child = env.start("users create in.json --har run.har");
        wait_for_requests(&server, 1);
        send_and_settle(Signal::INT, &child);
        send(Signal::INT, &child);
        assert_eq!(env.end(child).code, 130);
        let entries = env.har("run.har");
        assert_eq!(entries.len(), 1);
        let body = &entries[0]["request"]["postData"]["text"];
        assert_eq!(body, r#"[{"id":"u1"}]"#);
    }

    #[test]
    fn a_pipe_gets_a_whole_archive_too() {
        if !is_there("mkfifo") {
            return;
        }
        let server = stalling();
        let env = Env::of(&server);
        env.program("mkfifo").arg("pipe").status().unwrap();
        let path = env.path("pipe");
        let reader = std::thread::spawn(move || std::fs::read(path).unwrap());
        let child = env.start("users list --all -o id --har pipe");
        wait_for_requests(&server, 2);
        send(Signal::INT, &child);
        child.wait_with_output().unwrap();
        env.file("run.har", reader.join().unwrap());
        assert_eq!(env.har("run.har").len(), 2);
    }
}
