//! What is tried again, and how often.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::Env;
use crate::support::server::{Action, Begin, Server, count, count_of_body, json, page};

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
            let lines = server.lines().split_off(before);
            let (looks, others): (Vec<_>, Vec<_>) = lines
                .iter()
                .partition(|sent| !line.contains("list") && sent.starts_with("GET"));
            // A limit that may be too large is not the same request again with a smaller one.
            let calls = if status == 400 && line.contains("list") {
                2
            } else {
                1
            };
            assert_eq!(others.len(), calls, "{status} {line}");
            // Who is a member, or there at all, may be why.
            let has_looked = match status {
                400 | 409 => line.contains("members add"),
                404 => ["moderate", "delete", "remove"]
                    .iter()
                    .any(|verb| line.contains(verb)),
                _ => false,
            };
            assert_eq!(!looks.is_empty(), has_looked, "{status} {line}");
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

/// Applies a delete whose answer is lost, so that nothing is there for the second try.
fn lost_delete() -> Server {
    Server::new(|number, _| match number {
        0 => Action::CloseRead,
        _ => count(0),
    })
}

#[test]
fn a_repeated_delete_says_that_its_count_is_not_confirmed() {
    let server = lost_delete();
    let ran = Env::of(&server).run("users delete a b --yes");
    assert_eq!(ran.ok(), "deleted 2 users (count not confirmed)\n");
    assert_eq!(ran.err, "");
    // The fields of the object are promised, so that it is said beside it.
    for format in ["json", "jsonl"] {
        let server = lost_delete();
        let ran = Env::of(&server).run(&format!("users delete a b --yes -o {format}"));
        assert_eq!(ran.ok(), "{\"status\":2,\"input\":2,\"requests\":2}\n");
        assert!(
            ran.err.starts_with("warning: the count is not confirmed"),
            "{ran:#?}"
        );
        assert_eq!(ran.err.lines().count(), 1, "{ran:#?}");
        let server = lost_delete();
        let ran = Env::of(&server).run(&format!("users delete a b --yes -q -o {format}"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    }
    // A document's changes say it alike.
    let is_gone = AtomicBool::new(false);
    let server = Server::new(move |_, request| match request.method.as_str() {
        "GET" if request.line().contains("/users?") && !is_gone.load(Ordering::SeqCst) => {
            page(&["a".to_owned()], 50, Begin::After, request)
        }
        "GET" => json(200, "[]"),
        _ if is_gone.swap(true, Ordering::SeqCst) => count(0),
        _ => Action::CloseRead,
    });
    let env = Env::of(&server);
    env.file("doc.json", r#"{"users":[]}"#);
    let ran = env.run("apply doc.json --prune --yes -o json");
    assert!(ran.ok().starts_with("{\"status\":1,"), "{ran:#?}");
    assert_eq!(ran.err.matches("not confirmed").count(), 1, "{ran:#?}");
    // A first try that was certainly not applied leaves no doubt.
    let server = Server::new(|number, _| match number {
        0 => slow_down("0"),
        _ => count(1),
    });
    let ran = Env::of(&server).run("users delete a b --yes");
    assert_eq!(
        ran.ok(),
        "deleted 1 of 2 users: 1 unchanged (1 was not there)\n"
    );
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
