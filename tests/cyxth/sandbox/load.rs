//! The sandbox under load: many connections of which some do nothing, and a process that is killed again
//! and again while it writes.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::support::plain_http::{KEY, call, connect, memory, read_reply, try_reply};

/// A third of the connections say half a word, a third wait with an answer in their hands, and all
/// honest requests among them are answered.
#[test]
fn honest_requests_are_answered_among_five_hundred_connections() {
    const ALL: usize = 500;
    // Both ends are in this process.
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let raised = Rlimit {
            current: limit.maximum.map(|most| most.min(65_536)),
            maximum: limit.maximum,
        };
        let _ = setrlimit(Resource::Nofile, raised);
    }
    let sandbox = memory();
    let request = format!(
        "GET /api/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n\r\n"
    );
    let open: Vec<TcpStream> = (0..ALL)
        .map(|number| {
            let mut stream = connect(sandbox.address());
            let part = match number % 3 {
                0 => &request[..request.len() - 4],
                _ => request.as_str(),
            };
            stream.write_all(part.as_bytes()).unwrap();
            stream
        })
        .collect();
    for number in 0..50 {
        let body = format!(r#"[{{"id":"u{number}"}}]"#);
        assert_eq!(call(&sandbox, "POST", "/api/users", &body).status, 203);
        assert_eq!(call(&sandbox, "GET", "/api/users", "").status, 200);
    }
    let answered = open
        .iter()
        .enumerate()
        .filter(|(number, _)| number % 3 != 0);
    for (_, stream) in answered {
        assert_eq!(read_reply(stream).status, 200);
    }
}

/// So many at once need not try again after a second, as they do where the system turns their first
/// packets away: all connections come to be, although nobody takes them up.
#[cfg(target_os = "linux")]
#[test]
fn five_hundred_connections_wait_to_be_taken_up() {
    use crate::support::Env;
    use crate::support::process::{Signal, send, start};
    use std::io::{BufRead, BufReader};
    use std::time::Duration;

    let most = std::fs::read_to_string("/proc/sys/net/core/somaxconn").unwrap();
    if most.trim().parse::<u32>().unwrap() < 600 {
        return crate::support::process::skip("this system lets fewer connections wait");
    }
    let env = Env::new();
    let words = ["sandbox", "serve", "--in-memory", "--api-key", KEY];
    let mut served = start(env.command(&words).args(["-o", "json"]));
    let mut ready = String::new();
    BufReader::new(served.stdout.as_mut().unwrap())
        .read_line(&mut ready)
        .unwrap();
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    let url = ready["app_url"].as_str().unwrap();
    let address = url.trim_start_matches("http://").parse().unwrap();
    send(Signal::STOP, &served);
    let patience = Duration::from_secs(20);
    let open: Result<Vec<TcpStream>, _> = (0..500)
        .map(|_| TcpStream::connect_timeout(&address, patience))
        .collect();
    send(Signal::CONT, &served);
    send(Signal::TERM, &served);
    let open = open.unwrap();
    served.wait().unwrap();
    drop(open);
}

/// What was acknowledged is there after the next start, whenever the process was killed.
#[cfg(unix)]
#[test]
fn nothing_that_was_acknowledged_is_lost_when_it_is_killed() {
    use crate::support::Env;
    use crate::support::process::{Signal, send, start};
    use std::io::{BufRead, BufReader};
    use std::sync::atomic::AtomicUsize;

    const KILLS: usize = 20;
    let env = Env::new();
    let line = format!("sandbox serve --data store.db --api-key {KEY} -o json");
    let words: Vec<&str> = line.split(' ').collect();
    let acknowledged = Mutex::new(BTreeSet::new());
    let next = AtomicUsize::new(0);
    for round in 0..=KILLS {
        let mut served = start(&mut env.command(&words));
        let mut ready = String::new();
        BufReader::new(served.stdout.as_mut().unwrap())
            .read_line(&mut ready)
            .unwrap();
        let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
        let address = ready["app_url"].as_str().unwrap().parse().unwrap();
        let there = {
            let client = Env::new()
                .var("CYXTH_API_URL", ready["api_url"].as_str().unwrap())
                .var("CYXTH_API_KEY", KEY);
            client.run("users list --all -o id").ok().to_owned()
        };
        let there: BTreeSet<&str> = there.lines().collect();
        let acknowledged_so_far = acknowledged.lock().unwrap().clone();
        let lost: Vec<&String> = acknowledged_so_far
            .iter()
            .filter(|id: &&String| !there.contains(id.as_str()))
            .collect();
        assert!(lost.is_empty(), "round {round}: {lost:?}");
        if round == KILLS {
            send(Signal::TERM, &served);
            served.wait().unwrap();
            break;
        }
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while !is_over.load(Ordering::SeqCst) {
                        let id = format!("u{:06}", next.fetch_add(1, Ordering::SeqCst));
                        let body = format!(r#"[{{"id":"{id}"}}]"#);
                        let Ok(mut stream) = TcpStream::connect::<std::net::SocketAddr>(address) else {
                            return;
                        };
                        let sent = write!(
                            stream,
                            "POST /api/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n\
                             Content-Length: {}\r\n\r\n{body}",
                            body.len()
                        );
                        if sent.is_err() {
                            return;
                        }
                        match try_reply(&stream) {
                            Ok(reply) if reply.status == 203 => {
                                acknowledged.lock().unwrap().insert(id);
                            }
                            _ => return,
                        }
                    }
                });
            }
            // Killed in the middle of it, after some more were acknowledged.
            let before = acknowledged_so_far.len();
            crate::support::process::wait_until("some are acknowledged", || {
                acknowledged.lock().unwrap().len() >= before + 20
            });
            send(Signal::KILL, &served);
            served.wait().unwrap();
            is_over.store(true, Ordering::SeqCst);
        });
    }
}
