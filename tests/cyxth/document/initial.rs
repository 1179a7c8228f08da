//! Members that go along with a new channel: `apply` ends when they are there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cyxth::sandbox::StoreLocation;
use fastrand::Rng;
use serde_json::{Value, json};

use crate::document::model::{Model, changes, export, is_settled};
use crate::support::Env;
use crate::support::counts::for_seeds;
use crate::support::plain_http::{KEY, start};
use crate::support::server::{Action, Request, Server, count_of_body, json as answer};

#[test]
fn one_request_for_channels_and_their_members() {
    let env = Env::sandbox();
    let document = json!({
        "users": [{"id": "a", "mode": 600}, {"id": "b"}],
        "channels": [
            {"id": "c", "name": "C", "members": ["b", {"id": "a", "mode": 600}]},
            {"id": "d", "members": []},
            {"id": "e", "members": ["a"]},
        ],
    });
    env.file("d.json", document.to_string());
    let diff = env.run("diff d.json");
    insta::assert_snapshot!(diff.ok(), @r"
    + user a
    + user b
    + channel c with a, b
    + channel d
    + channel e with a
    ");
    let steps = env.run("diff d.json -o json");
    let steps: Value = serde_json::from_str(steps.ok()).unwrap();
    assert_eq!(
        steps[2],
        json!({"step": "create_channel", "id": "c", "record": {"id": "c", "name": "C", "members": ["a", "b"]}})
    );
    let ran = env.run("apply d.json -v");
    assert_eq!(ran.ok(), "applied 5 steps\n");
    assert!(
        ran.err
            .contains("2 users to create, 3 channels to create with 3 members\n"),
        "{ran:#?}"
    );
    assert_eq!(changes(&ran), ["POST /users", "POST /channels"]);
    env.run("diff d.json --exit-code").ok();
}

#[test]
fn many_members_go_by_themselves() {
    for (count, requests) in [(100, 2), (101, 3)] {
        let env = Env::sandbox();
        let ids: Vec<String> = (0..count).map(|n| format!("u{n:03}")).collect();
        let users: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
        let document = json!({"users": users, "channels": [{"id": "c", "members": ids}]});
        env.file("d.json", document.to_string());
        let ran = env.run("apply d.json -v");
        assert_eq!(changes(&ran).len(), requests, "{ran:#?}");
        env.run("diff d.json --exit-code").ok();
    }
}

/// A service that adds them later.
#[test]
fn they_are_waited_for() {
    let sandbox = start(StoreLocation::Memory, Duration::from_millis(400));
    let env = Env::new()
        .var(
            "CYXTH_API_URL",
            &format!("http://{}/api", sandbox.address()),
        )
        .var("CYXTH_API_KEY", KEY);
    let document = json!({
        "users": [{"id": "a"}, {"id": "b"}],
        "channels": [{"id": "c", "members": ["a", "b"]}, {"id": "d", "members": ["b"]}],
    });
    env.file("d.json", document.to_string());
    let ran = env.run("apply d.json -v");
    ran.ok();
    assert_eq!(export(&|line| env.run(line)), document);
    assert_eq!(changes(&ran), ["POST /users", "POST /channels"]);
    sandbox.stop();
}

/// Does not add them with the channel; by themselves, it answers with `added`.
fn forgetful(added: impl Fn(&Request) -> Action + Send + Sync + 'static) -> (Server, Env) {
    let server = Server::new(move |_, request| match request.method.as_str() {
        "GET" if request.query("starting_after").is_some() => answer(200, "[]"),
        "GET" if request.target.starts_with("/api/users") => answer(200, r#"[{"id":"a"}]"#),
        "GET" => answer(200, "[]"),
        _ if request.target == "/api/channels" => count_of_body(request),
        _ => added(request),
    });
    let env = Env::of(&server);
    env.file("d.json", r#"{"channels":[{"id":"c","members":["a"]}]}"#);
    (server, env)
}

#[test]
fn those_that_do_not_come_are_added() {
    let (server, env) = forgetful(count_of_body);
    let ran = env.run("apply d.json --max-wait 0.1");
    assert_eq!(ran.ok(), "applied 1 step\n");
    let requests = server.requests();
    let added: Vec<_> = requests
        .iter()
        .filter(|request| request.line() == "POST /api/channels/c/users")
        .map(|request| request.body.as_str())
        .collect();
    assert_eq!(added, [r#"["a"]"#]);
}

/// A channel that somebody else has created meanwhile did not get its members with the request.
#[test]
fn those_of_a_channel_that_is_there_already_are_added() {
    let is_there = AtomicBool::new(false);
    let server = Server::new(move |_, request| match request.method.as_str() {
        "GET" if request.query("starting_after").is_some() => answer(200, "[]"),
        "GET" if request.target.starts_with("/api/users") => answer(200, r#"[{"id":"a"}]"#),
        "GET" if is_there.load(Ordering::SeqCst) => answer(200, r#"[{"id":"c"}]"#),
        "GET" => answer(200, "[]"),
        _ if request.target == "/api/channels" => {
            is_there.store(true, Ordering::SeqCst);
            answer(409, r#"{"message":"channels exist"}"#)
        }
        _ => count_of_body(request),
    });
    let env = Env::of(&server);
    env.file("d.json", r#"{"channels":[{"id":"c","members":["a"]}]}"#);
    let ran = env.run("apply d.json");
    assert_eq!(ran.code, 0, "{ran:#?}");
    let requests = server.requests();
    assert!(
        requests
            .iter()
            .any(|request| request.line() == "POST /api/channels/c/users")
    );
}

#[test]
fn those_that_the_service_refuses_are_told() {
    let full = r#"{"type":"error","code":"E9","message":"the channel is full"}"#;
    let (_server, env) = forgetful(move |_| answer(400, full));
    let ran = env.run("apply d.json --max-wait 0.1");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (10, "applied 1 step\n"),
        "{ran:#?}"
    );
    assert!(ran.err.contains("the channel is full"), "{ran:#?}");
}

/// Under `--keep-going` one who is refused must not keep the channel from being created.
#[test]
fn they_go_by_themselves_where_some_may_be_refused() {
    let env = Env::sandbox();
    env.file(
        "d.json",
        r#"{"users":[{"id":"a"}],"channels":[{"id":"c","members":["a"]}]}"#,
    );
    let ran = env.run("apply d.json --keep-going -v");
    assert_eq!(ran.ok(), "applied 3 steps\n");
    let sent = ["POST /users", "POST /channels", "POST /channels/c/users"];
    assert_eq!(changes(&ran), sent);
}

/// Whatever the document, all of it is there when `apply` ends.
fn all_is_there(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let sandbox = start(StoreLocation::Memory, Duration::from_millis(rng.u64(1..60)));
    let env = Env::new()
        .var(
            "CYXTH_API_URL",
            &format!("http://{}/api", sandbox.address()),
        )
        .var("CYXTH_API_KEY", KEY);
    let run = |line: &str| env.run(line);
    for name in ["first", "second"] {
        let model = Model::random(&mut rng);
        let files = model.write(&mut rng, &env, name);
        let batch = rng.usize(1..5);
        let line = format!("apply {files} --prune --recreate --yes --batch-size {batch}");
        assert_eq!(run(&line).code, 0);
        is_settled(&run, &files, &model);
    }
    sandbox.stop();
}

#[test]
fn all_is_there_in_the_end() {
    for_seeds("all_is_there_in_the_end", 15, all_is_there);
}
