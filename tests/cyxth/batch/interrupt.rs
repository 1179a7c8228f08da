//! Ctrl-C: requests in flight finish, the counts are printed, and the exit status is 130.

use std::process::Child;

use crate::support::Env;
use crate::support::process::{Signal, send, send_and_settle, wait_for_requests, wait_until};
use crate::support::server::{Action, Gate, Server, count, json};

/// Interrupts while the first request is in flight, and lets it be answered then.
fn interrupt_first(child: &Child, server: &Server, gate: Gate) {
    wait_for_requests(server, 1);
    send_and_settle(Signal::INT, child);
    gate.open();
}

#[test]
fn what_is_in_flight_is_finished_and_counted() {
    let (server, gate) = Server::held(count(1));
    let env = Env::of(&server);
    let line = "users delete a b c --yes --batch-size 1 --concurrency 1 -o json";
    let child = env.start(line);
    interrupt_first(&child, &server, gate);
    let ran = env.end(child);
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
    let child = env.start("users delete a b c --yes --batch-size 1 -o json");
    wait_for_requests(&server, 1);
    // Whether it still waits for the answers or already for the minute that they ask for.
    send_and_settle(Signal::INT, &child);
    let ran = env.end(child);
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
    let mut child = env.start("users delete a b c --yes");
    wait_for_requests(&server, 1);
    send_and_settle(Signal::INT, &child);
    assert!(child.try_wait().unwrap().is_none(), "it lets it finish");
    send(Signal::INT, &child);
    // The server never answers.
    wait_until("it stops", || child.try_wait().unwrap().is_some());
    assert_eq!(env.end(child).code, 130);
}

#[test]
fn updates_are_counted_too() {
    let (server, gate) = Server::held(json(200, "{\"id\":\"a\"}"));
    let env = Env::of(&server);
    env.file("in", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
    let child = env.start("channels update in -o id --concurrency 1");
    interrupt_first(&child, &server, gate);
    let ran = env.end(child);
    assert_eq!((ran.code, ran.out.as_str()), (130, "a\n"), "{ran:#?}");
    assert_eq!(server.lines().len(), 1);
}
