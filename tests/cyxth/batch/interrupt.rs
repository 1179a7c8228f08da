//! Ctrl-C: requests in flight finish, the counts are printed, and the exit status is 130.

use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use crate::support::server::{Action, Server, count, json};
use crate::support::{Env, Ran};

fn start(env: &Env, line: &str) -> Child {
    env.command(&line.split(' ').collect::<Vec<_>>())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn interrupt(child: &Child) {
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
}

/// A server that answers only when it is told to.
fn held(action: Action) -> (Server, Sender<()>) {
    let (release, held) = channel();
    let held = Mutex::new(held);
    let server = Server::new(move |_, _| {
        let _ = held.lock().unwrap().recv();
        action.clone()
    });
    (server, release)
}

/// Interrupts while the first request is in flight, and lets it be answered then.
fn interrupt_first(child: &Child, server: &Server, release: Sender<()>) {
    wait_for(1, server);
    interrupt(child);
    std::thread::sleep(Duration::from_millis(200));
    drop(release);
}

fn wait_for(requests: usize, server: &Server) {
    let begun = Instant::now();
    while server.lines().len() < requests {
        assert!(begun.elapsed() < Duration::from_secs(20), "no request");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn end(env: &Env, child: Child) -> Ran {
    env.ran(child.wait_with_output().unwrap())
}

#[test]
fn what_is_in_flight_is_finished_and_counted() {
    let (server, release) = held(count(1));
    let env = Env::of(&server);
    let line = "users delete a b c --yes --batch-size 1 --concurrency 1 -o json";
    let child = start(&env, line);
    interrupt_first(&child, &server, release);
    let ran = end(&env, child);
    assert_eq!(
        ran.out,
        "{\"status\":1,\"input\":3,\"not_sent\":2,\"requests\":1}\n"
    );
    assert_eq!(
        (ran.code, &ran.error()["kind"]),
        (130, &"interrupted".into())
    );
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn a_wait_for_the_rate_limit_ends_and_it_is_still_an_interruption() {
    let slow = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 60\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
    let server = Server::always(Action::Raw(slow.to_owned()));
    let env = Env::of(&server);
    let child = start(&env, "users delete a b c --yes --batch-size 1 -o json");
    wait_for(1, &server);
    // The answers are on their way; everybody waits a minute after them.
    std::thread::sleep(Duration::from_millis(300));
    interrupt(&child);
    let ran = end(&env, child);
    assert_eq!(
        (ran.code, &ran.error()["kind"]),
        (130, &"interrupted".into())
    );
    assert!(ran.err.contains("\"not_sent\":3"), "{ran:#?}");
}

#[test]
fn the_second_time_it_stops_at_once() {
    let server = Server::always(Action::Stall);
    let env = Env::of(&server);
    let mut child = start(&env, "users delete a b c --yes");
    wait_for(1, &server);
    // Two in quick succession may be seen as one.
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "it does not stop"
        );
        interrupt(&child);
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(end(&env, child).code, 130);
}

#[test]
fn updates_are_counted_too() {
    let (server, release) = held(json(200, "{\"id\":\"a\"}"));
    let env = Env::of(&server);
    env.file("in", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
    let child = start(&env, "channels update in -o id --concurrency 1");
    interrupt_first(&child, &server, release);
    let ran = end(&env, child);
    assert_eq!((ran.code, ran.out.as_str()), (130, "a\n"), "{ran:#?}");
    assert_eq!(server.lines().len(), 1);
}
