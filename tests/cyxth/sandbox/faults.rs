//! The faults of the sandbox, one test each, over plain HTTP: what the client sees, and whether
//! the change was made, seen by a second sandbox without faults on the same file.

use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use cyxth::sandbox::{self, Faults, Rules, Sandbox, SandboxError, SandboxSettings, StoreLocation};
use tempfile::TempDir;

use crate::support::plain_http::{
    Reply, ask, call, count, error, get, ids, refused, settings, try_reply, users,
};
use crate::support::process::wait_until;

const USERS: &str = r#"[{"id":"a"},{"id":"b"}]"#;

/// A sandbox with faults, and the store that it works on.
struct Faulty {
    sandbox: Sandbox,
    path: PathBuf,
    _directory: TempDir,
}

fn faulty(faults: Faults) -> Faulty {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store");
    Faulty {
        sandbox: start(StoreLocation::File(path.clone()), faults).unwrap(),
        path,
        _directory: directory,
    }
}

fn start(place: StoreLocation, faults: Faults) -> Result<Sandbox, SandboxError> {
    sandbox::start(SandboxSettings {
        faults,
        ..settings(place)
    })
}

/// Every request is hit.
fn failing(what: &str) -> Faulty {
    faulty(fails(&[&format!("1:{what}")], 1))
}

fn fails(failures: &[&str], seed: u64) -> Faults {
    let failures = failures.iter().map(|text| text.parse().unwrap());
    Faults {
        failures: failures.collect(),
        seed: Some(seed),
        ..Faults::default()
    }
}

impl Faulty {
    /// What is in the store, looked at without faults.
    fn users(&self) -> Vec<String> {
        let clean = start(StoreLocation::File(self.path.clone()), Faults::default()).unwrap();
        ids(&clean, "/api/users?limit=1000")
    }

    /// How a request broke, and what was heard before.
    fn broken(&self, method: &str, body: &str) -> (ErrorKind, String) {
        match try_reply(&ask(&self.sandbox, method, "/api/users", body)) {
            Ok(reply) => panic!("answered {} {}", reply.status, reply.body),
            Err((error, got)) => (error.kind(), got),
        }
    }
}

fn in_memory(faults: Faults) -> Sandbox {
    let sandbox = start(StoreLocation::Memory, faults).unwrap();
    let users = r#"[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"}]"#;
    count(&sandbox, 203, "POST", "/users", users);
    let channels = r#"[{"id":"r"},{"id":"s","members":["a","c"]}]"#;
    count(&sandbox, 203, "POST", "/channels", channels);
    sandbox
}

fn cursor(text: &str) -> Sandbox {
    in_memory(Faults {
        cursor: text.parse().unwrap(),
        ..Faults::default()
    })
}

fn retry_after(reply: &Reply) -> Option<&str> {
    let mut lines = reply.head.lines();
    lines.find_map(|line| line.strip_prefix("retry-after: "))
}

#[test]
fn answers_are_held_back() {
    let one = faulty(Faults {
        latency: Some("120±20".parse().unwrap()),
        ..Faults::default()
    });
    for (method, body) in [("POST", USERS), ("GET", ""), ("PATCH", "")] {
        let begun = Instant::now();
        call(&one.sandbox, method, "/users", body);
        assert!(begun.elapsed() >= Duration::from_millis(100), "{method}");
    }
    // The change does not wait for its answer.
    let slow = faulty(Faults {
        latency: Some("600000".parse().unwrap()),
        ..Faults::default()
    });
    let stream = ask(&slow.sandbox, "POST", "/users", USERS);
    wait_until("users are there", || !slow.users().is_empty());
    // And a sandbox that stops waits no longer.
    let Faulty { sandbox, .. } = slow;
    sandbox.stop();
    assert_eq!(try_reply(&stream).unwrap().status, 203);
}

#[test]
fn a_4xx_changes_nothing() {
    for status in ["400", "404", "409", "418", "499"] {
        let one = failing(status);
        let reply = call(&one.sandbox, "POST", "/users", USERS);
        assert_eq!(reply.error(), error(status.parse().unwrap(), "ERR_FAULT"));
        assert_eq!(retry_after(&reply), None);
        assert!(one.users().is_empty());
    }
    let one = failing("429");
    let reply = call(&one.sandbox, "POST", "/users", USERS);
    assert_eq!(reply.error(), error(429, "ERR_FAULT"));
    assert_eq!(retry_after(&reply), Some("0"));
    assert!(one.users().is_empty());
}

#[test]
fn a_5xx_leaves_open_whether_the_change_was_made() {
    let one = failing("503");
    let mut answers = Vec::new();
    for n in 0..40 {
        let reply = call(&one.sandbox, "POST", "/users", &users(n..n + 1));
        assert_eq!(reply.error(), error(503, "ERR_FAULT"));
        answers.push(reply.body);
    }
    // The answer does not tell.
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let made = one.users().len();
    assert!((5..=35).contains(&made), "{made}");
    assert_eq!(refused(&one.sandbox, "GET", "/users", "").0, 503);
}

#[test]
fn a_reset_before_the_change_leaves_no_trace() {
    let one = failing("reset-before");
    let reset = (ErrorKind::ConnectionReset, String::new());
    assert_eq!(one.broken("POST", USERS), reset);
    assert_eq!(one.broken("POST", &users(0..1000)), reset);
    assert_eq!(one.broken("GET", ""), reset);
    assert!(one.users().is_empty());
}

#[test]
fn a_reset_after_the_change_leaves_the_change() {
    let one = failing("reset-after");
    let reset = (ErrorKind::ConnectionReset, String::new());
    assert_eq!(one.broken("POST", USERS), reset);
    assert_eq!(one.users(), ["a", "b"]);
    assert_eq!(one.broken("DELETE", r#"["a"]"#), reset);
    assert_eq!(one.users(), ["b"]);
}

#[test]
fn a_stall_makes_the_change_and_says_nothing_until_the_sandbox_stops() {
    let one = failing("stall");
    let mut stream = ask(&one.sandbox, "POST", "/users", USERS);
    wait_until("users are there", || !one.users().is_empty());
    let short = Some(Duration::from_millis(100));
    stream.set_read_timeout(short).unwrap();
    let kind = stream.read(&mut [0]).unwrap_err().kind();
    assert!(matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut));
    stream.set_read_timeout(None).unwrap();
    // Without waiting for the grace that a request in flight is given, at whose end it would close
    // the connection and not reset it.
    one.sandbox.stop();
    let (error, got) = try_reply(&stream).err().unwrap();
    assert_eq!((error.kind(), &*got), (ErrorKind::ConnectionReset, ""));
}

#[test]
fn a_truncated_answer_announces_more_than_it_has() {
    let one = failing("truncate");
    let (kind, got) = one.broken("POST", USERS);
    assert_eq!(kind, ErrorKind::UnexpectedEof);
    assert!(got.starts_with("http/1.1 203"), "{got}");
    assert!(got.contains("content-length: 12\r\n"), "{got}");
    assert!(got.ends_with("\r\n\r\n{\"stat"), "{got}");
    assert_eq!(one.users(), ["a", "b"]);
    let (_, got) = one.broken("GET", "");
    assert!(got.ends_with("\r\n\r\n[{\"id\":\"a\"}"), "{got}");
    // One that is too much for a single packet.
    let clean = start(StoreLocation::File(one.path.clone()), Faults::default()).unwrap();
    let blob = format!(r#"[{{"id":"c","blob":"{}"}}]"#, "b".repeat(4 << 20));
    count(&clean, 203, "POST", "/users", &blob);
    let (kind, got) = one.broken("GET", "");
    assert_eq!(kind, ErrorKind::UnexpectedEof);
    assert!(got.contains("content-length: 419") && got.len() <= (2 << 20) + 300);
}

#[test]
fn an_answer_in_html_comes_with_status_200() {
    let one = failing("html");
    let reply = call(&one.sandbox, "POST", "/users", USERS);
    assert_eq!(reply.status, 200);
    assert!(reply.head.contains("content-type: text/html"));
    assert!(reply.body.starts_with("<!DOCTYPE html>"));
    assert_eq!(one.users(), ["a", "b"]);
    assert!(get(&one.sandbox, "/users").starts_with("<!DOCTYPE html>"));
}

#[test]
fn the_same_seed_is_the_same_run() {
    let run = |seed| {
        let faults = fails(&["20%:503", "20%:429", "10%:reset-after", "10%:html"], seed);
        let one = faulty(faults);
        let seen: Vec<String> = (0..60)
            .map(|n| {
                let stream = ask(&one.sandbox, "POST", "/users", &users(n..n + 1));
                match try_reply(&stream) {
                    Ok(reply) => reply.status.to_string(),
                    Err((error, _)) => error.kind().to_string(),
                }
            })
            .collect();
        (seen, one.users())
    };
    let first = run(42);
    assert_eq!(first, run(42));
    assert_ne!(first, run(43));
    for seen in ["200", "203", "429", "503"] {
        assert!(first.0.iter().any(|status| status == seen), "{seen}");
    }
}

#[test]
fn a_rate_of_nothing_hits_nothing() {
    let one = faulty(fails(&["0:reset-before"], 1));
    for n in 0..100 {
        assert_eq!(
            count(&one.sandbox, 203, "POST", "/users", &users(n..n + 1)),
            1
        );
    }
}

#[test]
fn more_than_the_rate_limit_is_refused() {
    // So slow that none is added while the test runs, unless it takes a second.
    let one = faulty(Faults {
        rate_limit: Some("1".parse().unwrap()),
        ..Faults::default()
    });
    let replies: Vec<Reply> = (0..200)
        .map(|n| call(&one.sandbox, "POST", "/users", &users(n..n + 1)))
        .collect();
    let taken = replies.iter().filter(|reply| reply.status == 203).count();
    assert_eq!(replies[0].status, 203);
    assert_eq!(one.users().len(), taken);
    let limited = replies.iter().find(|reply| reply.status != 203).unwrap();
    assert_eq!(limited.error(), error(429, "ERR_RATE"));
    assert_eq!(retry_after(limited), Some("1"));
    // It means what it says.
    thread::sleep(Duration::from_secs(1));
    assert_eq!(call(&one.sandbox, "GET", "/users", "").status, 200);
}

#[test]
fn a_rate_limit_can_answer_as_other_services_do() {
    let one = faulty(Faults {
        rate_limit: Some("1:503".parse().unwrap()),
        ..Faults::default()
    });
    let replies: Vec<Reply> = (0..200)
        .map(|n| call(&one.sandbox, "POST", "/users", &users(n..n + 1)))
        .collect();
    let taken = replies.iter().filter(|reply| reply.status == 203).count();
    assert_eq!(one.users().len(), taken);
    let limited = replies.iter().find(|reply| reply.status != 203).unwrap();
    assert_eq!(limited.error(), error(503, "ERR_RATE"));
    assert_eq!(retry_after(limited), None);
}

#[test]
fn pages_can_begin_at_their_cursor() {
    let sandbox = cursor("inclusive");
    assert_eq!(ids(&sandbox, "/users"), ["a", "b", "c", "d"]);
    assert_eq!(ids(&sandbox, "/users?starting_after=c"), ["c", "d"]);
    assert_eq!(ids(&sandbox, "/users?starting_after=d"), ["d"]);
    assert_eq!(ids(&sandbox, "/users?starting_after=bb"), ["c", "d"]);
    assert_eq!(ids(&sandbox, "/channels?starting_after=s"), ["s"]);
    assert_eq!(
        ids(&sandbox, "/channels/s/users?starting_after=a"),
        ["a", "c"]
    );
    let plain = cursor("exclusive");
    assert_eq!(ids(&plain, "/users?starting_after=bb"), ["c", "d"]);
    assert_eq!(ids(&plain, "/users?starting_after=c"), ["d"]);
}

#[test]
fn cursors_that_name_nothing_can_be_refused_or_have_empty_pages() {
    let unknown = [
        "/users?starting_after=bb",
        "/channels?starting_after=a",
        // A user, but no member.
        "/channels/s/users?starting_after=b",
    ];
    let refusing = cursor("existing");
    let empty = cursor("existing-empty,inclusive");
    for path in unknown {
        assert_eq!(
            refused(&refusing, "GET", path, ""),
            error(400, "ERR_CURSOR")
        );
        assert_eq!(get(&empty, path), "[]");
    }
    assert_eq!(ids(&refusing, "/users?starting_after=c"), ["d"]);
    assert_eq!(ids(&empty, "/users?starting_after=c"), ["c", "d"]);
    for sandbox in [&refusing, &empty] {
        assert_eq!(ids(sandbox, "/users").len(), 4);
        assert_eq!(ids(sandbox, "/channels/s/users?starting_after=").len(), 2);
        let path = "/channels/x/users?starting_after=a";
        assert_eq!(refused(sandbox, "GET", path, "").0, 404);
    }
}

#[test]
fn pages_can_be_short() {
    let sandbox = in_memory(Faults {
        largest_page: Some("3".parse().unwrap()),
        ..Faults::default()
    });
    assert_eq!(ids(&sandbox, "/users"), ["a", "b", "c"]);
    assert_eq!(ids(&sandbox, "/users?limit=1000"), ["a", "b", "c"]);
    assert_eq!(ids(&sandbox, "/users?limit=2"), ["a", "b"]);
    assert_eq!(ids(&sandbox, "/users?limit=5&starting_after=c"), ["d"]);
}

#[test]
fn limits_above_the_largest_page_can_be_refused() {
    let sandbox = in_memory(Faults {
        largest_page: Some("3:reject".parse().unwrap()),
        ..Faults::default()
    });
    assert_eq!(ids(&sandbox, "/users"), ["a", "b", "c"]);
    assert_eq!(ids(&sandbox, "/users?limit=3&starting_after=c"), ["d"]);
    for path in ["/users", "/channels", "/channels/s/users"] {
        assert_eq!(
            refused(&sandbox, "GET", &format!("{path}?limit=4"), ""),
            error(400, "ERR_LIMIT")
        );
    }
}

#[test]
fn cursors_that_name_nothing_can_begin_at_the_start() {
    let sandbox = cursor("existing-first");
    assert_eq!(ids(&sandbox, "/users?starting_after=bb").len(), 4);
    assert_eq!(ids(&sandbox, "/users?starting_after=c"), ["d"]);
}

#[test]
fn the_cursor_can_have_its_name_of_the_table_alone() {
    let both = cursor("exclusive");
    assert_eq!(ids(&both, "/users?starting%20after=c"), ["d"]);
    let spaced = cursor("spaced");
    assert_eq!(ids(&spaced, "/users?starting%20after=c"), ["d"]);
    assert_eq!(ids(&spaced, "/users?starting_after=c").len(), 4);
}

#[test]
fn names_can_be_required_of_what_is_created() {
    let sandbox = start(
        StoreLocation::Memory,
        Faults {
            rules: Rules {
                strict: true,
                ..Rules::default()
            },
            ..Faults::default()
        },
    );
    let sandbox = sandbox.unwrap();
    for path in ["/users", "/channels"] {
        let named = r#"[{"id":"a","name":""}]"#;
        assert_eq!(count(&sandbox, 203, "POST", path, named), 1);
        let reply = call(
            &sandbox,
            "POST",
            path,
            r#"[{"id":"b","name":"B"},{"id":"c"}]"#,
        );
        assert_eq!(reply.error(), error(400, "ERR_BODY"));
        let data = reply.field("data");
        assert_eq!((&data["id"], &data["index"]), (&"c".into(), &1.into()));
        assert_eq!(ids(&sandbox, path), ["a"]);
    }
    // An update needs the id alone.
    let reply = call(&sandbox, "PUT", "/channels", r#"{"id":"a","logo":"l"}"#);
    assert_eq!(reply.status, 200);
}

#[test]
fn adding_somebody_who_is_there_can_be_refused() {
    let sandbox = in_memory(Faults {
        rules: Rules {
            strict_add: true,
            ..Rules::default()
        },
        ..Faults::default()
    });
    let path = "/channels/s/users";
    let reply = call(&sandbox, "POST", path, r#"["b","c","a"]"#);
    assert_eq!(reply.error(), error(400, "ERR_MEMBER_EXISTS"));
    assert_eq!(reply.field("data")["ids"], serde_json::json!(["c", "a"]));
    assert_eq!(ids(&sandbox, path), ["a", "c"]);
    assert_eq!(count(&sandbox, 200, "POST", path, r#"["b","d"]"#), 2);
}

#[test]
fn bodies_can_be_bounded() {
    let sandbox = start(
        StoreLocation::Memory,
        Faults {
            largest_body: Some(20.try_into().unwrap()),
            ..Faults::default()
        },
    );
    let sandbox = sandbox.unwrap();
    assert_eq!(
        count(&sandbox, 203, "POST", "/users", r#"[{"id":"12345678"} ]"#),
        1
    );
    assert_eq!(
        refused(&sandbox, "POST", "/users", r#"[{"id":"123456789"} ]"#),
        error(413, "ERR_TOO_LARGE")
    );
}

#[test]
fn faults_that_make_no_sense_do_not_start() {
    let error = start(StoreLocation::Memory, fails(&["60%:503", "60%:html"], 1)).unwrap_err();
    assert!(error.to_string().contains("120%"), "{error}");
}
