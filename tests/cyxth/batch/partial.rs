//! Changes that are done in part, or not at all: counts that add up, and which records it was.

use crate::support::Env;
use crate::support::server::{Begin, Request, Server, count, count_of_body, json, page};

fn error_body(message: &str) -> String {
    format!(r#"{{"type":"t_err","code":"E_CODE","message":"{message}"}}"#)
}

/// Counts so many done of any change, and has users and members from `a` to `f`.
fn counts(status: u64) -> Server {
    Server::new(move |_, request: &Request| match request.method.as_str() {
        "GET" => {
            let ids: Vec<String> = ('a'..='f').map(String::from).collect();
            page(&ids, 1000, Begin::After, request)
        }
        _ => count(status),
    })
}

#[test]
fn smaller_counts_are_reported() {
    let server = counts(4);
    let env = Env::of(&server);
    for (line, text, looks) in [
        (
            "users delete --yes",
            "deleted 4 of 6 users: 2 unchanged (2 were not there)",
            0,
        ),
        (
            "members add c",
            "added 4 of 6 members: 2 unchanged (2 were there already)",
            0,
        ),
        (
            "members remove c --yes",
            "removed 4 of 6 members: 2 unchanged (2 were not there)",
            0,
        ),
        (
            "users moderate --mode 1",
            "moderated 4 of 6 users: 2 unchanged",
            1,
        ),
    ] {
        let ran = env.pipe("a\nb\nc\nd\ne\nf\n", line);
        assert_eq!(ran.ok(), format!("{text}\n"));
        let ran = env.pipe("a\nb\nc\nd\ne\nf\n", &format!("{line} -o json"));
        let result: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
        assert_eq!(
            (&result["status"], &result["unchanged"]),
            (&4.into(), &2.into())
        );
        assert_eq!(result["input"], 6);
        assert!(result["requests"].as_u64().unwrap() > looks);
    }
}

/// Sent is done where the service says that it went well; only the number is in doubt.
#[test]
fn a_count_that_cannot_be_used_is_done_and_not_confirmed() {
    for answer in [
        "{}",
        r#"{"status":null}"#,
        r#"{"status":-1}"#,
        r#"{"status":1.5}"#,
        r#"{"status":"ok"}"#,
        r#"{"status":true}"#,
        r#"{"status":7}"#,
        r#"{"status":99999999999999999999}"#,
        r#"{"Status":3}"#,
        r#"{"message":"created"}"#,
    ] {
        let server = Server::new(move |_, request: &Request| match request.method.as_str() {
            "GET" => {
                let ids: Vec<String> = ('a'..='f').map(String::from).collect();
                page(&ids, 1000, Begin::After, request)
            }
            _ => json(200, answer),
        });
        let env = Env::of(&server);
        for (line, text) in [
            ("users create", "created 3 users"),
            ("users delete --yes", "deleted 3 users"),
            ("members add c", "added 3 members"),
            ("members remove c --yes", "removed 3 members"),
            ("users moderate --mode 1", "moderated 3 users"),
        ] {
            let input = "{\"id\":\"a\",\"name\":\"A\"}\n{\"id\":\"b\",\"name\":\"B\"}\n{\"id\":\"c\",\"name\":\"C\"}";
            let ran = env.pipe(input, line);
            assert_eq!(
                ran.ok(),
                format!("{text} (count not confirmed)\n"),
                "{answer}"
            );
            assert!(ran.err.contains(answer), "{line}: {ran:#?}");
            assert_eq!(ran.err.matches("not confirmed").count(), 1, "{ran:#?}");
        }
        let begun = server.lines().len();
        env.file("doc.json", r#"{"users":[{"id":"new","name":"N"}]}"#);
        let ran = env.run("apply doc.json");
        assert_eq!(ran.ok(), "applied 1 step (count not confirmed)\n");
        assert!(ran.err.contains(answer), "{ran:#?}");
        let writes = server.lines().split_off(begun);
        let writes = writes.iter().filter(|line| !line.starts_with("GET"));
        assert_eq!(writes.count(), 1);
    }
    // A number in quotes is a number, zero is one too.
    let server = Server::always(json(200, r#"{"status":"0"}"#));
    let ran = Env::of(&server).run("users delete a --yes");
    assert_eq!(
        ran.ok(),
        "deleted 0 of 1 user: 1 unchanged (1 was not there)\n"
    );
}

/// Three batches of two, the second of which is refused.
fn second_refused() -> Server {
    Server::new(|number, request: &Request| match number {
        1 => json(403, error_body("not these")),
        _ => count_of_body(request),
    })
}

#[test]
fn what_is_done_in_part_ends_with_10_and_counts_that_add_up() {
    let ids = "a\nb\nc\nd\ne\n";
    let server = second_refused();
    let ran = Env::of(&server).pipe(
        ids,
        "users delete --yes --concurrency 1 --batch-size 2 -o json",
    );
    assert_eq!(
        ran.out,
        "{\"status\":2,\"input\":5,\"rejected\":2,\"not_sent\":1,\"requests\":2}\n"
    );
    let error = ran.error();
    assert_eq!((ran.code, &error["kind"]), (10, &"partial".into()));
    assert_eq!(error["status"], 403);

    let ran =
        Env::of(&second_refused()).pipe(ids, "users delete --yes --concurrency 1 --batch-size 2");
    assert_eq!(ran.out, "deleted 2 of 5 users: 2 rejected, 1 not sent\n");
    assert!(ran.fails(10).contains("not these"));

    // Nothing done: the cause's own status, and the accounts stand where the error stands.
    let server = Server::always(json(403, error_body("no")));
    let ran = Env::of(&server).pipe(
        ids,
        "users delete --yes --concurrency 1 --batch-size 2 -o json",
    );
    assert_eq!((ran.code, ran.out.as_str()), (4, ""));
    let accounts = ran.err.lines().next().unwrap();
    assert_eq!(
        accounts,
        "{\"status\":0,\"input\":5,\"rejected\":2,\"not_sent\":3,\"requests\":1}"
    );
    assert_eq!(ran.error()["kind"], "auth");
}

#[test]
fn an_update_that_fails_keeps_what_was_done() {
    let server = Server::new(|number, request: &Request| match number {
        1 => json(404, error_body("no such channel")),
        _ => json(200, request.body.clone()),
    });
    let env = Env::of(&server);
    env.file("in", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
    let ran = env.run("channels update in -o id --concurrency 1");
    assert_eq!(ran.out, "a\n");
    let err = ran.fails(10);
    assert!(err.contains("in:2:1") && err.contains("`b`"), "{err}");
    assert_eq!(server.lines().len(), 2);
}

#[test]
fn the_record_that_is_refused_is_named() {
    let env = |server: &Server| {
        let env = Env::of(server);
        env.file("in", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
        env
    };
    let server = Server::always(json(400, error_body("no")));
    let err = env(&server).run("users create in --batch-size 1").err;
    assert!(err.contains("in:1:1") && err.contains("`a`"), "{err}");
    let err = env(&server).run("users delete --from in --yes").err;
    assert!(err.contains("in:1:1") && err.contains("in:3:1"), "{err}");

    // A create that is refused because one is there: it looks which.
    let server = Server::new(|_, request: &Request| match request.method.as_str() {
        "POST" => json(400, error_body("exists")),
        _ if request
            .query("starting_after")
            .is_some_and(|after| *after >= *"b") =>
        {
            json(200, "[]")
        }
        _ => json(200, r#"[{"id":"b","name":"B"}]"#),
    });
    let ran = env(&server).run("users create in");
    let err = ran.fails(6);
    assert!(err.contains("in:2:1") && err.contains("`b`"), "{err}");
    assert_eq!(ran.out, "");
}

/// A service that does nothing and says so, with users `a` to `c` of mode 300 and no channels.
fn idle() -> Server {
    Server::new(|_, request: &Request| match request.method.as_str() {
        "GET" if request.target.contains("/users") => {
            let user = |id| format!(r#"{{"id":"{id}","name":"N","mode":300}}"#);
            let after = request.query("starting_after").unwrap_or_default();
            let users: Vec<String> = ["a", "b", "c"]
                .into_iter()
                .filter(|id| *id > after.as_str())
                .map(user)
                .collect();
            json(200, format!("[{}]", users.join(",")))
        }
        "GET" => json(200, "[]"),
        _ => count(0),
    })
}

/// Zero means that nothing had to be done, or that it failed (API reference: `status`). What was
/// read says which.
#[test]
fn a_count_of_none_is_no_success_where_something_had_to_be_done() {
    let server = idle();
    let env = Env::of(&server);
    let ran = env.run("users moderate --mode block a b --mode-scale levels");
    let err = ran.fails(8);
    assert!(
        err.contains("it counts 0 of 2, and `a` still has another mode"),
        "{err}"
    );
    // Those have it already.
    let ran = env.run("users moderate --mode 300 a b");
    assert_eq!(ran.ok(), "moderated 0 of 2 users: 2 unchanged\n");
    for (document, options, words) in [
        (
            r#"{"users":[{"id":"a","mode":700}]}"#,
            "",
            "`a` still has another mode",
        ),
        (r#"{"users":[{"id":"a"}]}"#, "--prune", "`b` is still there"),
    ] {
        env.file("doc.json", document);
        let ran = env.run(&format!("apply doc.json --yes {options}"));
        assert!(ran.fails(8).contains(words), "{ran:#?}");
        assert_eq!(env.run("diff doc.json --exit-code").code, 11);
    }
}
