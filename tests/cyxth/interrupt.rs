//! Ctrl-C: requests in flight finish, the counts are printed, and the exit status is 130.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::server::{Action, Server, count};
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
    let server = Server::always(Action::Slow(Duration::from_millis(400), Box::new(count(1))));
    let env = Env::of(&server);
    let line = "users delete a b c --yes --batch-size 1 --concurrency 1 -o json";
    let child = start(&env, line);
    wait_for(1, &server);
    interrupt(&child);
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
fn the_second_time_it_stops_at_once() {
    let server = Server::always(Action::Stall);
    let env = Env::of(&server);
    let child = start(&env, "users delete a b c --yes");
    wait_for(1, &server);
    // Whichever of these the tool is quick enough to see as a second one.
    let mut child = child;
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
    let answer = crate::server::json(200, "{\"id\":\"a\"}");
    let server = Server::always(Action::Slow(Duration::from_millis(400), Box::new(answer)));
    let env = Env::of(&server);
    env.file("in", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
    let child = start(&env, "channels update in -o id");
    wait_for(1, &server);
    interrupt(&child);
    let ran = end(&env, child);
    assert_eq!((ran.code, ran.out.as_str()), (130, "a\n"), "{ran:#?}");
    assert_eq!(server.lines().len(), 1);
}
