//! The sandbox as a process: one store for several, starting, stopping, emptying.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use cyxth::sandbox::{self, SandboxError, SandboxSettings, StoreLocation};

use crate::support::plain_http::{
    KEY, call, connect, count, get, ids, memory, on_file, read_reply, settings, users,
};
use crate::support::process::wait_until;

/// What a sandbox that stops gives to requests in flight, less a second.
const GRACE: Duration = Duration::from_secs(4);

/// The sandbox asks for the body: the request is in flight.
fn read_continue(stream: &mut TcpStream) {
    let mut answer = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 100 "));
}

#[test]
fn two_instances_on_one_file_do_not_lose_each_others_changes() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("new/store");
    let (one, two) = (on_file(&path), on_file(&path));
    thread::scope(|scope| {
        for (part, sandbox) in [&one, &two, &one, &two].into_iter().enumerate() {
            scope.spawn(move || {
                for batch in 0..25 {
                    let from = (part * 25 + batch) * 100;
                    assert_eq!(
                        count(sandbox, 203, "POST", "/users", &users(from..from + 100)),
                        100
                    );
                    assert!(!ids(sandbox, "/users?limit=100").is_empty());
                }
            });
        }
    });
    let reply = call(&one, "POST", "/users", &users(9990..10_010));
    assert_eq!(reply.field("data")["count"], 10);
    assert_eq!(
        ids(&two, "/users?limit=1000&starting_after=u009000").len(),
        999
    );
    drop(one);
    assert_eq!(count(&two, 200, "DELETE", "/users", r#"["u000000"]"#), 1);
    two.stop();
    assert_eq!(sandbox::count(&path).unwrap().users, 9999);
}

#[test]
fn a_store_can_be_emptied_while_it_is_open() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store");
    let sandbox = on_file(&path);
    count(&sandbox, 203, "POST", "/users", &users(0..1000));
    count(
        &sandbox,
        203,
        "POST",
        "/channels",
        r#"[{"id":"c","members":["u000001","u000002"]}]"#,
    );
    let full = sandbox::count(&path).unwrap();
    assert_eq!((full.users, full.channels, full.members), (1000, 1, 2));
    assert_eq!(sandbox::reset(&path).unwrap(), full);
    assert_eq!(get(&sandbox, "/users"), "[]");
    assert_eq!(get(&sandbox, "/channels"), "[]");
    count(&sandbox, 203, "POST", "/users", &users(0..10));
    assert_eq!(sandbox::count(&path).unwrap().users, 10);
}

#[test]
fn stopping_does_not_wait_for_idle_connections() {
    let sandbox = memory();
    let address = sandbox.address();
    let unused = connect(address);
    let mut idle = connect(address);
    let head =
        format!("GET /users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n\r\n");
    idle.write_all(head.as_bytes()).unwrap();
    assert_eq!(read_reply(&idle).status, 200);
    let begun = Instant::now();
    sandbox.stop();
    assert!(begun.elapsed() < GRACE, "{:?}", begun.elapsed());
    assert!(TcpStream::connect(address).is_err());
    drop((unused, idle));
}

#[test]
fn stopping_lets_a_request_in_flight_finish() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store");
    let sandbox = on_file(&path);
    let mut stream = connect(sandbox.address());
    let body = users(0..3);
    let head = format!(
        "POST /users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n\
         Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    read_continue(&mut stream);
    stream.write_all(&body.as_bytes()[..10]).unwrap();
    let address = sandbox.address();
    let stopping = thread::spawn(move || sandbox.stop());
    wait_until("it takes no more connections", || {
        TcpStream::connect(address).is_err()
    });
    stream.write_all(&body.as_bytes()[10..]).unwrap();
    assert_eq!(read_reply(&stream).status, 203);
    let _ = stream.shutdown(Shutdown::Both);
    stopping.join().unwrap();
    assert_eq!(sandbox::count(&path).unwrap().users, 3);
}

#[test]
fn dropping_is_quick_even_with_a_request_half_sent() {
    let sandbox = memory();
    let mut stream = connect(sandbox.address());
    stream
        .write_all(
            b"POST /users HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
        )
        .unwrap();
    read_continue(&mut stream);
    let begun = Instant::now();
    drop(sandbox);
    assert!(begun.elapsed() < GRACE, "{:?}", begun.elapsed());
}

#[test]
fn what_cannot_start_says_why() {
    let running = memory();
    let settings = |listen, api_key: &str| SandboxSettings {
        listen,
        api_key: api_key.to_owned(),
        ..settings(StoreLocation::Memory)
    };
    let error = sandbox::start(settings(running.address(), KEY)).unwrap_err();
    assert!(
        error.to_string().contains(&running.address().to_string()),
        "{error}"
    );
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    assert!(matches!(
        sandbox::start(settings(any, "")),
        Err(SandboxError::Key)
    ));
    assert!(matches!(
        sandbox::start(settings(any, "a b")),
        Err(SandboxError::Key)
    ));
}

#[test]
fn keys_are_made_up() {
    let key = sandbox::made_up_key().unwrap();
    let made = key.strip_prefix("sandbox_").unwrap();
    assert!(made.len() == 32 && made.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    assert_ne!(key, sandbox::made_up_key().unwrap());
}
