//! What is tried again, how often, and what a create does whose outcome is unknown.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::server::{Action, Request, Server, count, count_of_body, json};
use crate::support::Env;

fn slow_down(after: &str) -> Action {
    Action::Answer(
        429,
        vec![("Retry-After", after.to_owned())],
        r#"{"type":"t","code":"SLOW","message":"slow down"}"#.to_owned(),
    )
}

/// Answers the first requests with these actions, all others well.
fn first(actions: Vec<Action>) -> Server {
    Server::new(move |number, request| match actions.get(number) {
        Some(action) => action.clone(),
        None if request.method == "GET" => json(200, r#"[{"id":"u1"}]"#),
        None if request.method == "PUT" => json(200, request.body.clone()),
        None => count_of_body(request),
    })
}

const EVERY_KIND: [&str; 6] = [
    "users list",
    "users create --id u1",
    "users delete u1 --yes",
    "users moderate u1 --mode 1",
    "members add c u1",
    "channels update --id c",
];

#[test]
fn a_429_is_waited_for_whatever_the_request() {
    let past = "Sun, 06 Nov 1994 08:49:37 GMT";
    for line in EVERY_KIND {
        let server = first(vec![slow_down("0"), slow_down(past)]);
        Env::of(&server).run(line).ok();
        // A 429 was certainly not applied: nothing is looked up.
        let lines = server.lines();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines.iter().all(|line| *line == lines[0]), "{lines:?}");
    }
    let server = first(vec![slow_down("1"), json(429, "{}")]);
    Env::of(&server).run("users create --id u1").ok();
    assert_eq!(server.lines().len(), 3);
}

#[test]
fn a_wait_that_would_be_too_long_is_not_begun() {
    for after in [
        "3600",
        "99999999999999999999",
        "Fri, 01 Jan 2100 00:00:00 GMT",
    ] {
        let server = Server::always(slow_down(after));
        let ran = Env::of(&server).run("users list -o json");
        assert_eq!(ran.code, 7);
        assert_eq!(ran.error()["kind"], "rate_limited");
        assert_eq!(server.lines().len(), 1);
    }
    let server = Server::always(slow_down("2"));
    Env::of(&server).run("users list --max-wait 1").fails(7);
    assert_eq!(server.lines().len(), 1);
}

/// The bound holds for a service that asks for no waiting at all, time and again.
#[test]
fn waiting_for_429_is_bounded_by_time() {
    for after in ["0", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        let server = Server::new(move |number, _| match number {
            // Would otherwise go on for ever.
            500 => json(400, "{}"),
            _ => slow_down(after),
        });
        Env::of(&server).run("users list --max-wait 0.5").fails(7);
        assert!(server.lines().len() < 50, "{}", server.lines().len());
    }
    // By time, and not by `--retries`.
    let server = first(vec![slow_down("0"); 4]);
    Env::of(&server).run("users list --retries 1").ok();
    assert_eq!(server.lines().len(), 5);
}

#[test]
fn no_retries_means_none() {
    for action in [
        slow_down("0"),
        json(500, "{}"),
        json(503, "{}"),
        Action::CloseRead,
        json(200, "odd"),
    ] {
        for line in EVERY_KIND {
            let server = first(vec![action.clone()]);
            let ran = Env::of(&server).run(&format!("{line} --retries 0"));
            if line.contains("create") {
                // It may look, but sends nothing again.
                let posts = server
                    .lines()
                    .iter()
                    .filter(|l| l.starts_with("POST"))
                    .count();
                assert_eq!(posts, 1, "{action:?}");
                continue;
            }
            assert_ne!(ran.code, 0, "{line} {action:?}");
            assert_eq!(server.lines().len(), 1, "{line} {action:?}");
        }
    }
}

#[test]
fn a_fault_of_the_service_is_tried_again_where_that_is_harmless() {
    for action in [
        json(503, "{}"),
        json(500, "{}"),
        Action::CloseUnread,
        Action::CloseRead,
        Action::Raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_owned()),
    ] {
        for line in EVERY_KIND.iter().filter(|line| !line.contains("create")) {
            let server = first(vec![action.clone()]);
            Env::of(&server).run(line).ok();
            let lines = server.lines();
            assert_eq!(lines.len(), 2, "{line} {action:?}");
            assert_eq!(lines[0], lines[1]);
        }
    }
}

#[test]
fn retries_are_counted() {
    for (retries, calls) in [(0, 1), (1, 2), (2, 3)] {
        let server = Server::always(json(503, "{}"));
        Env::of(&server)
            .run(&format!("users list --retries {retries}"))
            .fails(8);
        assert_eq!(server.lines().len(), calls);
    }
}

#[test]
fn a_refusal_is_not_tried_again() {
    for status in [400, 401, 403, 404, 409, 302] {
        let server = Server::always(json(status, "{}"));
        for line in EVERY_KIND.iter().filter(|line| !line.contains("create")) {
            let before = server.lines().len();
            Env::of(&server).run(line);
            assert_eq!(server.lines().len(), before + 1, "{status} {line}");
        }
        let server = Server::always(json(status, "{}"));
        Env::of(&server).run("users create --id u1");
        let posts = server
            .lines()
            .iter()
            .filter(|l| l.starts_with("POST"))
            .count();
        assert_eq!(posts, 1, "{status}");
    }
}

#[test]
fn a_repeated_delete_says_that_its_count_is_not_confirmed() {
    let server = Server::new(|number, _| match number {
        0 => Action::CloseRead,
        _ => count(0),
    });
    let ran = Env::of(&server).run("users delete a b --yes");
    assert_eq!(ran.ok(), "deleted 2 users (count not confirmed)\n");
    // A first try that was certainly not applied leaves no doubt.
    let server = Server::new(|number, _| match number {
        0 => slow_down("0"),
        _ => count(1),
    });
    let ran = Env::of(&server).run("users delete a b --yes");
    assert_eq!(ran.ok(), "deleted 1 of 2 users: 1 unchanged\n");
}

/// What happens to a create.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Applied,
    NotApplied,
}

/// A service that keeps users, and breaks off its first create: after it was applied, or before.
struct Breaking {
    server: Server,
    users: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Breaking {
    fn new(fate: Fate, end: Action) -> Breaking {
        let users = Arc::new(Mutex::new(BTreeMap::new()));
        let kept = users.clone();
        let server = Server::new(move |number, request| {
            let mut users = kept.lock().unwrap();
            if request.method == "GET" {
                return Breaking::page(&users, request);
            }
            let records: Vec<serde_json::Value> = serde_json::from_str(&request.body).unwrap();
            if records
                .iter()
                .any(|r| users.contains_key(r["id"].as_str().unwrap()))
            {
                return json(400, r#"{"type":"t","code":"EXISTS","message":"exists"}"#);
            }
            if number > 0 || fate == Fate::Applied {
                for record in &records {
                    users.insert(
                        record["id"].as_str().unwrap().to_owned(),
                        record.to_string(),
                    );
                }
            }
            match number {
                0 => end.clone(),
                _ => count(records.len() as u64),
            }
        });
        Breaking { server, users }
    }

    fn page(users: &BTreeMap<String, String>, request: &Request) -> Action {
        let after = request.query("starting_after").unwrap_or_default();
        let limit: usize = request.query("limit").unwrap().parse().unwrap();
        let page: Vec<&str> = users
            .iter()
            .filter(|(id, _)| **id > after)
            .take(limit)
            .map(|(_, record)| record.as_str())
            .collect();
        json(200, format!("[{}]", page.join(",")))
    }

    fn posts(&self) -> usize {
        self.server
            .lines()
            .iter()
            .filter(|line| line.starts_with("POST"))
            .count()
    }
}

const TWO: &str = r#"[{"id":"ua","name":"A"},{"id":"ub","name":"B"}]"#;

fn broken_ends() -> Vec<Action> {
    vec![
        Action::CloseRead,
        Action::CloseUnread,
        Action::Stall,
        json(500, "{}"),
        json(502, "<html>"),
        Action::Raw("HTTP/1.1 203 X\r\nContent-Length: 12\r\n\r\n{\"st".to_owned()),
        json(203, "<html>"),
    ]
}

#[test]
fn a_create_that_was_applied_is_looked_up_and_not_sent_twice() {
    for end in broken_ends() {
        let service = Breaking::new(Fate::Applied, end.clone());
        let ran = Env::of(&service.server).pipe(TWO, "users create --timeout 1");
        assert_eq!(ran.ok(), "created 2 users\n", "{end:?}");
        assert_eq!(service.posts(), 1, "{end:?}");
        // Even where nothing is tried again, looking is allowed.
        let service = Breaking::new(Fate::Applied, end.clone());
        let ran = Env::of(&service.server).pipe(TWO, "users create --timeout 1 --retries 0");
        assert_eq!(ran.ok(), "created 2 users\n", "{end:?}");
    }
}

#[test]
fn a_create_that_was_not_applied_is_looked_up_and_sent_again() {
    for end in broken_ends() {
        let service = Breaking::new(Fate::NotApplied, end.clone());
        let ran = Env::of(&service.server).pipe(TWO, "users create --timeout 1 -o json");
        assert!(
            ran.ok()
                .starts_with("{\"status\":2,\"input\":2,\"requests\":"),
            "{end:?}"
        );
        assert_eq!(service.posts(), 2, "{end:?}");
        assert_eq!(service.users.lock().unwrap().len(), 2);
        let lines = service.server.lines();
        assert!(lines[1].starts_with("GET /api/users?"), "{lines:?}");
    }
}

#[test]
fn channels_are_looked_up_alike() {
    let service = Breaking::new(Fate::Applied, Action::CloseRead);
    let ran = Env::of(&service.server).pipe(TWO, "channels create");
    assert_eq!(ran.ok(), "created 2 channels\n");
    assert!(service.server.lines()[1].starts_with("GET /api/channels?"));
}

#[test]
fn a_create_that_cannot_be_looked_up_stays_unknown() {
    let server = Server::new(|number, _| match number {
        0 => Action::CloseRead,
        _ => json(403, r#"{"message":"no"}"#),
    });
    let ran = Env::of(&server).pipe(TWO, "users create -o json");
    assert_eq!((ran.code, ran.out.as_str()), (9, ""));
    let accounts = ran.err.lines().next().unwrap();
    assert_eq!(
        accounts,
        "{\"status\":0,\"input\":2,\"unknown\":2,\"requests\":2}"
    );
}

#[test]
fn somebody_elses_record_of_the_same_id_is_not_taken_for_ours() {
    let service = Breaking::new(Fate::NotApplied, Action::CloseRead);
    let other = r#"{"id":"ua","name":"somebody else"}"#;
    service
        .users
        .lock()
        .unwrap()
        .insert("ua".to_owned(), other.to_owned());
    // The service breaks off before it would have refused.
    let users = service.users.clone();
    let server = Server::new(
        move |number, request| match (number, request.method.as_str()) {
            (0, _) => Action::CloseRead,
            (_, "GET") => Breaking::page(&users.lock().unwrap(), request),
            _ => json(400, r#"{"message":"exists","code":"EXISTS"}"#),
        },
    );
    let ran = Env::of(&server).pipe(TWO, "users create -o json");
    ran.fails(6);
    assert!(
        ran.err
            .starts_with("{\"status\":0,\"input\":2,\"rejected\":2,"),
        "{ran:#?}"
    );
    assert!(ran.error()["message"].as_str().unwrap().contains("`ua`"));
    let posts = |request: &Request| request.method == "POST";
    assert_eq!(server.requests().into_iter().filter(posts).count(), 2);
}

#[test]
fn verbose_tells_of_retries() {
    let server = first(vec![json(503, r#"{"message":"busy","code":"BUSY"}"#)]);
    let ran = Env::of(&server).run("users list -o id -v");
    assert_eq!(ran.ok(), "u1\n");
    assert!(
        ran.err.contains("BUSY") && ran.err.contains("again in"),
        "{ran:#?}"
    );
    let server = first(vec![json(503, "{}")]);
    assert_eq!(Env::of(&server).run("users list -o id").err, "");
}
