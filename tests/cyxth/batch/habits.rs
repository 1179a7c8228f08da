//! Services that refuse for reasons of their own: bodies that are too large, members who are
//! there, users who are not.

use std::sync::atomic::{AtomicBool, Ordering};

use cyxth::sandbox::Faults;

use crate::support::Env;
use crate::support::counts::{Counts, id_of, rejects};
use crate::support::instance::{Instance, Rules, ids, refused};
use crate::support::server::{Action, Begin, Request, Server, count_of_body, json, page};
use crate::support::stage::{Stage, words};

/// nginx's answer to a body past `client_max_body_size`, 1 MB by default.
fn nginx(request: &Request) -> Option<Action> {
    (request.body.len() > 1 << 20).then(|| {
        let page = "<html><head><title>413 Request Entity Too Large</title></head></html>";
        Action::Answer(
            413,
            vec![("Content-Type", "text/html".to_owned())],
            page.to_owned(),
        )
    })
}

/// Users of about so many bytes each.
fn large(count: usize, bytes: usize) -> String {
    let name = "x".repeat(bytes);
    ids(0..count)
        .map(|id| format!("{{\"id\":\"{id}\",\"name\":\"{name}\"}}\n"))
        .collect()
}

fn refusals(server: &Server) -> usize {
    let requests = server.requests();
    requests.iter().filter(|r| nginx(r).is_some()).count()
}

#[test]
fn what_is_too_large_goes_in_parts_by_itself() {
    for (how, most) in [("--concurrency 1", 2), ("--concurrency 4", 8)] {
        let instance = Instance::with(|seen| nginx(seen.request));
        let env = Env::of(&instance.server);
        // Batches of 2 MB.
        env.file("in.jsonl", large(5000, 2000));
        let ran = env.run(&format!("users create in.jsonl {how} -o json"));
        assert_eq!(
            (Counts::printed(&ran).done, ran.code),
            (5000, 0),
            "{ran:#?}"
        );
        let refused = refusals(&instance.server);
        assert!((1..=most).contains(&refused), "{how}: {refused}");
        assert!(!ran.err.contains("whole"), "{ran:#?}");
    }
}

#[test]
fn it_is_said_where_one_request_becomes_several() {
    let instance = Instance::with(|seen| nginx(seen.request));
    let env = Env::of(&instance.server);
    env.file("in.jsonl", large(800, 2000));
    let ran = env.run("users create in.jsonl");
    assert_eq!(ran.ok(), "created 800 users\n");
    assert!(ran.err.contains("whole or not at all"), "{ran:#?}");
    // A refusal after that leaves a part done.
    let instance = Instance::new(Rules {
        bad: vec!["u0799".to_owned()],
        instead: Some(Box::new(|seen| nginx(seen.request))),
        ..Rules::default()
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", large(800, 2000));
    let ran = env.run("users create in.jsonl -o json");
    let counts = Counts::printed(&ran);
    counts.check(800, &ran);
    assert_eq!(counts.done, 400, "{ran:#?}");
    assert_eq!(instance.users().len(), 400);
    assert!(ran.err.contains("whole or not at all"), "{ran:#?}");
}

#[test]
fn every_change_goes_in_parts() {
    // Ids of 2000 bytes.
    let ids: Vec<String> = ids(0..1000).map(|id| id + &"x".repeat(2000)).collect();
    let list = ids.join("\n");
    for line in [
        "users delete --yes",
        "members add c",
        "members remove c --yes",
        "users moderate --mode 300",
    ] {
        let server =
            Server::new(|_, request| nginx(request).unwrap_or_else(|| count_of_body(request)));
        let ran = Env::of(&server).pipe(&list, &format!("{line} -o json"));
        let counts = Counts::printed(&ran);
        assert_eq!((counts.done, ran.code), (1000, 0), "{line} {ran:#?}");
        assert!((1..=2).contains(&refusals(&server)), "{line}");
    }
    let server = Server::new(|_, request| match request.method.as_str() {
        "GET" => json(200, "[]"),
        _ => nginx(request).unwrap_or_else(|| count_of_body(request)),
    });
    let users: Vec<String> = large(1000, 2000).lines().map(str::to_owned).collect();
    let document = format!("{{\"users\":[{}]}}", users.join(","));
    let ran = Env::of(&server).pipe(document, "apply -o json --concurrency 1");
    assert_eq!(Counts::printed(&ran).done, 1000, "{ran:#?}");
    assert!((1..=2).contains(&refusals(&server)));
}

#[test]
fn one_that_is_too_large_by_itself_is_refused_and_named() {
    let input = format!(
        "{}{{\"id\":\"huge\",\"name\":\"{}\"}}\n{}",
        large(3, 10),
        "x".repeat(2 << 20),
        "{\"id\":\"last\",\"name\":\"L\"}\n"
    );
    let run = |options: &str| {
        let instance = Instance::with(|seen| nginx(seen.request));
        let env = Env::of(&instance.server);
        env.file("in.jsonl", &input);
        let line = format!("users create in.jsonl -o json --rejects r.jsonl {options}");
        let ran = env.run(&line);
        let counts = Counts::printed(&ran);
        counts.check(5, &ran);
        let error = ran.error();
        assert_eq!(error["status"], 413);
        let message = error["message"].as_str().unwrap();
        assert!(
            message.contains("in.jsonl:4:1") && message.contains("`huge`"),
            "{message}"
        );
        assert!(
            error["hint"]
                .as_str()
                .unwrap()
                .contains("client_max_body_size")
        );
        let rejected = rejects(&env.path("r.jsonl"));
        assert_eq!(rejected.len(), 1);
        assert_eq!(id_of(&rejected[0].1), "huge");
        (counts.done, counts.rejected, counts.not_sent)
    };
    assert_eq!(run("--keep-going"), (4, 1, 0));
    assert_eq!(run("--batch-size 1 --concurrency 1"), (3, 1, 1));
    // Nothing after it is sent where it ends the run.
    let (done, rejected, not_sent) = run("");
    assert_eq!((done + not_sent, rejected), (4, 1));
}

/// A sandbox that refuses to add who is there, with users `u0000` to `u0019`, of which the first
/// five are members.
#[test]
fn members_who_are_there_do_not_keep_the_others_away() {
    for options in ["", "--keep-going", "--batch-size 3 --concurrency 1"] {
        let stage = Stage::new();
        let users: Vec<String> = ids(0..20)
            .map(|id| format!(r#"{{"id":"{id}","name":"N"}}"#))
            .collect();
        stage.fill("/users", &[format!("[{}]", users.join(","))]);
        stage.fill("/channels", &[r#"[{"id":"c","name":"C"}]"#.to_owned()]);
        let list = |range| format!("[\"{}\"]", ids(range).collect::<Vec<_>>().join("\",\""));
        stage.fill("/channels/c/users", &[list(0..5)]);
        let mut faults = Faults::default();
        faults.rules.strict_add = true;
        let sandbox = stage.start(faults);
        stage.env.file("ids", list(0..20));
        let line = format!("members add c --from ids {options}");
        let ran = stage.run(&sandbox, &words(&line));
        assert_eq!(
            ran.ok(),
            "added 15 of 20 members: 5 unchanged (5 were there already)\n"
        );
        assert_eq!(ran.err, "");
        // Again: nothing is left to add.
        let ran = stage.run(&sandbox, &words(&format!("{line} -o json")));
        let counts = Counts::printed(&ran);
        assert_eq!(
            (counts.done, counts.unchanged, ran.code),
            (0, 20, 0),
            "{ran:#?}"
        );
        // What is refused for another reason is refused all the same, and named.
        stage.env.file("ids", r#"["u0001","nobody"]"#);
        let ran = stage.run(&sandbox, &words(&line));
        assert!(ran.err.contains("nobody"), "{ran:#?}");
        assert_eq!(ran.code, 10, "{ran:#?}");
        sandbox.stop();
        assert_eq!(stage.holds("/channels/c/users").len(), 20);
    }
}

/// A first try that was applied, without an answer: the second is refused for it.
#[test]
fn members_whom_a_lost_try_has_added_are_done() {
    let server = Server::new(|number, request: &Request| match request.method.as_str() {
        "GET" => page(&["a".to_owned(), "b".to_owned()], 50, Begin::After, request),
        _ if number == 0 => Action::CloseRead,
        _ => refused(409, "MEMBER", "a is a member"),
    });
    let ran = Env::of(&server).run("members add c a b");
    assert_eq!(ran.ok(), "added 2 members (count not confirmed)\n");
}

#[test]
fn moderating_who_is_not_there_is_not_believed() {
    let env = Env::sandbox();
    env.pipe(
        r#"[{"id":"a","name":"A"},{"id":"b","name":"B"},{"id":"c","name":"C"}]"#,
        "users create",
    )
    .ok();
    env.run("channels create --id lobby --name L --member a --member b")
        .ok();
    for (line, noun) in [
        ("users moderate --mode block", "user"),
        ("members moderate lobby --mode block", "member"),
        ("channels moderate lobby --mode block", "member"),
    ] {
        let ran = env.run(&format!("{line} TYPO"));
        let err = ran.fails(5);
        assert!(
            err.contains(&format!("moderated 0 of 1 {noun}: 1 rejected")),
            "{err}"
        );
        assert!(err.contains("`TYPO`") && err.contains("number 1"), "{err}");
        assert_eq!(ran.out, "");
        // The others are done, and all who are missing are named.
        let ran = env.run(&format!(
            "{line} a TYPO b TYPO2 TYPO3 -o json --rejects r.jsonl"
        ));
        let counts = Counts::printed(&ran);
        counts.check(5, &ran);
        assert_eq!(
            (counts.done, counts.rejected, ran.code),
            (2, 3, 10),
            "{ran:#?}"
        );
        let error = ran.error();
        let message = error["message"].as_str().unwrap();
        for id in ["`TYPO`", "`TYPO2`", "`TYPO3`"] {
            assert!(message.contains(id), "{message}");
        }
        let text = std::fs::read_to_string(env.path("r.jsonl")).unwrap();
        for id in [
            "\"record\":\"TYPO\"",
            "\"record\":\"TYPO2\"",
            "\"record\":\"TYPO3\"",
        ] {
            assert!(text.contains(id), "{text}");
        }
    }
    // Who is in the instance is not for that in the channel.
    env.run("members moderate lobby --mode block c").fails(5);
    let ran = env.run("users list -o json");
    assert_eq!(ran.ok().matches("\"mode\":0").count(), 2, "{ran:#?}");
}

/// A service that counts only those whose mode was another one, and one that answers 404.
#[test]
fn a_smaller_count_is_not_who_is_missing() {
    let all = |request: &Request| {
        let ids: Vec<String> = ids(0..300).collect();
        page(&ids, 100, Begin::After, request)
    };
    let server = Server::new(move |_, request: &Request| match request.method.as_str() {
        "GET" => all(request),
        _ => crate::support::server::count(1),
    });
    let list: Vec<String> = ids(0..300).collect();
    let ran = Env::of(&server).pipe(list.join("\n"), "users moderate --mode 300");
    assert_eq!(ran.ok(), "moderated 1 of 300 users: 299 unchanged\n");
    let ran = Env::of(&server).pipe("u0007\nnobody\n", "users moderate --mode 300 -o json");
    let counts = Counts::printed(&ran);
    assert_eq!(
        (counts.done, counts.rejected, ran.code),
        (1, 1, 10),
        "{ran:#?}"
    );

    let server = Server::new(move |_, request: &Request| match request.method.as_str() {
        "GET" => all(request),
        _ if request.body.contains("nobody") => refused(404, "NONE", "no such user"),
        _ => count_of_body(request),
    });
    let ran = Env::of(&server).pipe("u0007\nnobody\nu0008\n", "users moderate --mode 300");
    assert_eq!(ran.out, "moderated 2 of 3 users: 1 rejected\n");
    assert!(ran.fails(10).contains("`nobody`"), "{ran:#?}");

    // Where it cannot be looked, nobody knows of whom the count is.
    let server = Server::new(|_, request: &Request| match request.method.as_str() {
        "GET" => json(500, "{}"),
        _ => crate::support::server::count(1),
    });
    let ran = Env::of(&server).run("users moderate --mode 300 a b c -o json --retries 0");
    let counts = Counts::printed(&ran);
    assert_eq!(
        (counts.done, counts.unknown, ran.code),
        (1, 2, 10),
        "{ran:#?}"
    );
}

/// Somebody who went after the plan was made.
#[test]
fn apply_does_not_believe_that_somebody_who_went_is_moderated() {
    let has_gone = AtomicBool::new(false);
    let server = Server::new(move |_, request: &Request| match request.method.as_str() {
        "GET" if has_gone.load(Ordering::SeqCst) => json(200, "[]"),
        "GET" => page(&["a".to_owned()], 50, Begin::After, request),
        _ => {
            has_gone.store(true, Ordering::SeqCst);
            crate::support::server::count(0)
        }
    });
    let env = Env::of(&server);
    env.file("doc.json", r#"{"users":[{"id":"a","name":"n","mode":0}]}"#);
    let ran = env.run("apply doc.json");
    let err = ran.fails(5);
    assert!(
        err.contains("user `a`") && err.contains("no such user"),
        "{err}"
    );
    assert_eq!(ran.out, "");
}
