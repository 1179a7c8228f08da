//! Changes that are done in part, or not at all: counts that add up, and which records it was.

use crate::server::{Request, Server, count, count_of_body, json};
use crate::support::Env;

fn error_body(message: &str) -> String {
    format!(r#"{{"type":"t_err","code":"E_CODE","message":"{message}"}}"#)
}

#[test]
fn smaller_counts_are_reported_and_larger_ones_refused() {
    let server = Server::always(count(4));
    let env = Env::of(&server);
    for (line, past, noun) in [
        ("users delete --yes", "deleted", "users"),
        ("members add c", "added", "members"),
        ("members remove c --yes", "removed", "members"),
        ("users moderate --mode 1", "moderated", "users"),
    ] {
        let ran = env.pipe("a|b\nc\nd\ne\nf\ng\n", line);
        assert_eq!(ran.ok(), format!("{past} 4 of 6 {noun}: 2 unchanged\n"));
        let ran = env.pipe("a|b\nc\nd\ne\nf\ng\n", &format!("{line} -o json"));
        assert_eq!(
            ran.ok(),
            "{\"status\":4,\"input\":6,\"unchanged\":2,\"requests\":1}\n"
        );
        env.pipe("a\nb\nc\n", line).fails(8);
    }
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
    let ran = env.run("channels update in -o id");
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
