//! What a create does whose outcome is unknown: it looks, and sends nothing twice.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::support::Env;
use crate::support::server::{Action, Request, Server, count, json};

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
fn a_count_that_is_too_small_is_looked_into() {
    for (status, there, code, accounts) in [
        (1, vec!["ua", "ub"], 0, "{\"status\":2,"),
        (0, vec!["ua", "ub"], 0, "{\"status\":2,"),
        (1, vec!["ua"], 10, "{\"status\":1,\"input\":2,"),
        (0, vec![], 8, "{\"status\":0,\"input\":2,"),
    ] {
        let users: BTreeMap<String, String> = there
            .iter()
            .map(|id| ((*id).to_owned(), format!("{{\"id\":\"{id}\"}}")))
            .collect();
        let server = Server::new(move |_, request| match request.method.as_str() {
            "GET" => Breaking::page(&users, request),
            _ => count(status),
        });
        let two = r#"[{"id":"ua","name":"A"},{"id":"ub","name":"B"}]"#;
        let ran = Env::of(&server).pipe(two, "users create -o json");
        assert_eq!(ran.code, code, "{there:?}: {ran:#?}");
        let all = ran.out.clone() + &ran.err;
        assert!(all.starts_with(accounts), "{ran:#?}");
        let posts = |request: &Request| request.method == "POST";
        assert_eq!(server.requests().into_iter().filter(posts).count(), 1);
    }
}

/// What is there counts, and not what the answer says.
#[test]
fn a_count_that_looking_contradicts_is_not_believed() {
    for (status, there, code, text, seen) in [
        (2, "", 8, "created 0 of 3 users: 3 unknown", "none of them"),
        (
            2,
            "uc",
            10,
            "created 1 of 3 users: 2 unknown",
            "1 of them is there",
        ),
        (
            1,
            "ua uc",
            10,
            "created 2 of 3 users: 1 unknown",
            "2 of them are there",
        ),
        (
            0,
            "ub",
            10,
            "created 1 of 3 users: 2 unknown",
            "1 of them is there",
        ),
        // Another record under the same id is not the one that was sent.
        (
            1,
            "ua=other",
            8,
            "created 0 of 3 users: 3 unknown",
            "none of them",
        ),
    ] {
        let users = there.split_whitespace().map(|one| {
            let (id, name) = one.split_once('=').unwrap_or((one, "N"));
            let record = format!(r#"{{"id":"{id}","name":"{name}"}}"#);
            (id.to_owned(), record)
        });
        let users: BTreeMap<String, String> = users.collect();
        let server = Server::new(move |_, request| match request.method.as_str() {
            "GET" => Breaking::page(&users, request),
            _ => count(status),
        });
        let three = r#"[{"id":"ua","name":"N"},{"id":"ub","name":"N"},{"id":"uc","name":"N"}]"#;
        let ran = Env::of(&server).pipe(three, "users create");
        let err = ran.fails(code);
        assert!(format!("{}{err}", ran.out).contains(text), "{ran:#?}");
        assert!(err.contains(seen), "{ran:#?}");
    }
}
