//! Exports of an instance that others change at the same time, or that holds what no document can.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::support::server::{Action, Request, Server, json as answer};
use crate::support::{Env, KEY};

/// A page of a collection: all of it, and then nothing.
pub fn all(request: &Request, records: Value) -> Action {
    match request.query("starting_after") {
        None => answer(200, records.to_string()),
        Some(after) => {
            let left = records.as_array().unwrap().iter();
            let left = left.filter(|one| one["id"].as_str().unwrap() > after.as_str());
            answer(
                200,
                Value::from(left.cloned().collect::<Vec<_>>()).to_string(),
            )
        }
    }
}

fn path(request: &Request) -> &str {
    request.target.split('?').next().unwrap()
}

pub fn not_found() -> Action {
    answer(
        404,
        r#"{"type":"error","code":"E404","message":"no such channel"}"#,
    )
}

/// A user who appears while the instance is read: `late` comes after the first listing of users.
/// One member is no user at all, and one channel goes before its members are asked for.
fn moving() -> Server {
    let (is_late, has_gone) = (AtomicBool::new(false), AtomicBool::new(false));
    Server::new(move |_, request| match path(request) {
        "/api/users" => {
            let mut users = vec![json!({"id": "ann", "mode": 600})];
            if is_late.load(Ordering::SeqCst) {
                users.push(json!({"id": "late", "name": "Late", "mode": 300}));
            }
            all(request, Value::from(users))
        }
        "/api/channels" => {
            is_late.store(true, Ordering::SeqCst);
            let mut channels = vec![
                json!({"id": "b", "name": "B"}),
                json!({"id": "gone"}),
                json!({"id": "z"}),
            ];
            if has_gone.load(Ordering::SeqCst) {
                channels.remove(1);
            }
            all(request, Value::from(channels))
        }
        "/api/channels/gone/users" => {
            has_gone.store(true, Ordering::SeqCst);
            not_found()
        }
        "/api/channels/b/users" => all(
            request,
            json!([{"id": "ann", "mode": 600}, {"id": "ghost", "mode": 600}, {"id": "late", "mode": 400}]),
        ),
        _ => all(
            request,
            json!([{"id": "ghost", "mode": 600}, {"id": "late", "mode": 300}]),
        ),
    })
}

#[test]
fn an_export_of_a_moving_instance_can_be_applied() {
    for format in ["json", "jsonl"] {
        let server = moving();
        let ran = Env::of(&server).run(&format!("export -o {format}"));
        ran.ok();
        for words in [
            "the user `late` appeared meanwhile",
            "warning: the member `ghost` of channel `b` is left out",
            "warning: the member `ghost` of channel `z` is left out",
            "warning: the channel `gone` is left out",
        ] {
            assert_eq!(ran.err.matches(words).count(), 1, "{words}: {ran:#?}");
        }
        let env = Env::sandbox();
        env.pipe(&ran.out, "apply - --prune --yes").ok();
        let there: Value = serde_json::from_str(env.run("export -o json").ok()).unwrap();
        assert_eq!(
            there,
            json!({
                "users": [{"id": "ann", "mode": 600}, {"id": "late", "name": "Late", "mode": 300}],
                "channels": [
                    {"id": "b", "name": "B", "members": ["ann", {"id": "late", "mode": 400}]},
                    {"id": "z", "members": ["late"]},
                ],
            })
        );
        if format == "json" {
            // One field of a name, whatever came late.
            assert_eq!(ran.out.matches("\"users\"").count(), 1);
            assert_eq!(serde_json::from_str::<Value>(&ran.out).unwrap(), there);
        }
    }
}

/// However many channels have the same stranger.
#[test]
fn a_stranger_is_looked_for_once() {
    let looks = |count: usize| {
        let server = Server::new(move |_, request| match path(request) {
            "/api/users" => all(request, json!([{"id": "a"}])),
            "/api/channels" => {
                let channels = (0..count).map(|n| json!({"id": format!("c{n:02}")}));
                all(request, channels.collect())
            }
            _ => all(request, json!([{"id": "a"}, {"id": "ghost"}])),
        });
        let ran = Env::of(&server).run("export");
        ran.ok();
        assert_eq!(ran.err.matches("the member `ghost`").count(), count);
        let lines = server.lines().into_iter();
        lines.filter(|line| line.contains("/api/users?")).count()
    };
    assert_eq!(looks(1), looks(20));
}

/// Without users in the document, its members are still users of the instance.
#[test]
fn members_alone_are_users_too() {
    let ran = Env::of(&moving()).run("export --members");
    let document: Value = serde_json::from_str(ran.ok()).unwrap();
    assert_eq!(
        document,
        json!({"channels": [
            {"id": "b", "members": ["ann", {"id": "late", "mode": 400}]},
            {"id": "z", "members": ["late"]},
        ]})
    );
}

/// A proxy may refuse the `/` of an id, or decode it, so that the service knows no such path: the
/// channel may well be there, and a document without it would have `--prune` delete it.
#[test]
fn a_channel_that_no_request_reaches_has_not_gone() {
    let html = Action::Answer(404, Vec::new(), "<html>Not Found</html>".to_owned());
    for refusal in [html, not_found()] {
        let server = Server::new(move |_, request| match path(request) {
            "/api/users" => all(request, json!([{"id": "a"}])),
            "/api/channels" => all(request, json!([{"id": "x/y", "name": "N"}])),
            _ => refusal.clone(),
        });
        let env = Env::of(&server);
        let ran = env.run("export");
        let document: Value = serde_json::from_str(ran.ok()).unwrap();
        assert_eq!(document["channels"], json!([{"id": "x/y", "name": "N"}]));
        assert!(
            ran.err
                .contains("warning: the members of the channel `x/y` are missing"),
            "{ran:#?}"
        );
        let ran = env.pipe(&ran.out, "apply - --prune --yes");
        assert_eq!(ran.ok(), "applied 0 steps\n");
        assert!(env.run("members list x/y").fails(5).contains("`%2F`"));
    }
}

/// Any other failure is one.
#[test]
fn what_is_refused_is_not_left_out() {
    for (status, code) in [(400, 6), (403, 4), (500, 8)] {
        let server = Server::new(move |_, request| match path(request) {
            "/api/users" => all(request, json!([{"id": "a"}])),
            "/api/channels" => all(request, json!([{"id": "c"}])),
            _ => answer(status, r#"{"message":"no"}"#),
        });
        let env = Env::of(&server);
        env.file("there.json", "as it was");
        env.run("export --to there.json --retries 0").fails(code);
        assert_eq!(
            fs::read_to_string(env.path("there.json")).unwrap(),
            "as it was"
        );
    }
}

fn stocked() -> Env {
    let env = Env::sandbox();
    env.pipe(
        r#"[{"id":"a","name":"A"},{"id":"b","mode":600},{"id":"c"}]"#,
        "users create",
    )
    .ok();
    env.pipe(
        r#"[{"id":"x","members":["a","b"]},{"id":"y","members":["b"]},{"id":"z","members":["c"]}]"#,
        "channels create",
    )
    .ok();
    env
}

#[test]
fn a_channel_with_its_members_and_the_users_that_they_are() {
    let env = stocked();
    let of = |line: &str| -> Value { serde_json::from_str(env.run(line).ok()).unwrap() };
    assert_eq!(
        of("export --channel x --channel y"),
        json!({
            "users": [{"id": "a", "name": "A"}, {"id": "b", "mode": 600}],
            "channels": [{"id": "x", "members": ["a", "b"]}, {"id": "y", "members": ["b"]}],
        })
    );
    assert_eq!(
        of("export --channel y --users --channels"),
        json!({"users": [{"id": "b", "mode": 600}], "channels": [{"id": "y"}]})
    );
    // It can be applied elsewhere by itself.
    let other = Env::sandbox();
    let exported = env.run("export --channel x -o jsonl");
    other.pipe(exported.ok(), "apply -").ok();
    assert_eq!(other.run("export --channel x -o jsonl").out, exported.out);
}

/// Of many members the users are read and not looked for one by one.
#[test]
fn a_channel_with_many_members() {
    let env = Env::sandbox();
    let users: Vec<Value> = (0..2500)
        .map(|n| json!({"id": format!("u{n:04}")}))
        .collect();
    env.pipe(Value::from(users).to_string(), "users create")
        .ok();
    let members: Vec<String> = (0..2000).map(|n| format!("u{n:04}")).collect();
    let channel = json!({"id": "c", "members": members});
    env.pipe(channel.to_string(), "channels create").ok();
    let ran = env.run("export --channel c");
    let document: Value = serde_json::from_str(ran.ok()).unwrap();
    assert_eq!(document["users"].as_array().unwrap().len(), 2000);
    assert_eq!(document["channels"], json!([channel]));
}

#[test]
fn a_file_is_replaced_when_the_document_is_whole() {
    let env = stocked();
    let ran = env.run("export --to out.json");
    assert_eq!(ran.ok(), "");
    assert!(
        ran.err
            .contains("exported 3 users, 3 channels and 4 members to out.json"),
        "{ran:#?}"
    );
    let written = fs::read_to_string(env.path("out.json")).unwrap();
    assert_eq!(written, env.run("export").out);
    env.run("export --channel nowhere --to out.json").fails(5);
    assert_eq!(fs::read_to_string(env.path("out.json")).unwrap(), written);
    env.run("export --to -").fails(2);
    env.run("export --to .").fails(1);
}

/// An id that is empty names nothing, and one that is too long cannot be asked about.
#[test]
fn what_no_document_can_name_is_told() {
    let long = "l".repeat(70_000);
    let server = Server::new(move |_, request| match path(request) {
        "/api/users" => all(request, json!([{"id": "", "name": "nobody"}, {"id": "a"}])),
        "/api/channels" => all(request, json!([{"id": ""}, {"id": long}, {"id": "m"}])),
        _ => all(request, json!([{"id": "", "name": "nobody"}, {"id": "a"}])),
    });
    let ran = Env::of(&server).run("export");
    let document: Value = serde_json::from_str(ran.ok()).unwrap();
    assert_eq!(document["users"], json!([{"id": "a"}]));
    assert_eq!(
        document["channels"][1],
        json!({"id": "m", "members": ["a"]})
    );
    assert!(document["channels"][0].get("members").is_none());
    for words in [
        "a user with an empty id is left out",
        "a channel with an empty id is left out",
        "a member with an empty id is left out",
        "lll…` are missing",
    ] {
        assert!(ran.err.contains(words), "{words}: {ran:#?}");
    }
}

/// A document in which the key is masked is not what is there.
#[test]
fn an_export_of_the_key_is_no_backup() {
    let server = Server::new(|_, request| match path(request) {
        "/api/users" => all(
            request,
            json!([{"id": "a"}, {"id": "bot", "metadata": {"token": KEY}}]),
        ),
        _ => all(request, json!([])),
    });
    let env = Env::of(&server);
    let ran = env.run("export");
    let err = ran.fails(8);
    assert!(
        err.contains("error: 1 record held the API key, and has `********` in its place"),
        "{err}"
    );
    assert!(ran.out.contains(r#"{"token":"********"}"#), "{ran:#?}");
    env.file("there.json", "as it was");
    let err = env.run("export --to there.json").fails(8).to_owned();
    assert!(err.contains("there.json is left as it was"), "{err}");
    assert_eq!(
        fs::read_to_string(env.path("there.json")).unwrap(),
        "as it was"
    );
    // What is not in the document is no fault of it.
    env.run("export --channels").ok();
    env.run("export --members").ok();
    // The mask is never stored in the place of the key.
    let other = Env::sandbox();
    let refused = other.pipe(&ran.out, "apply -");
    let err = refused.fails(2);
    assert!(
        err.contains("standard input:3:1: the user `bot` holds `********`"),
        "{err}"
    );
    assert_eq!(other.run("users list -o id").ok(), "");
    // Where it is, nobody can tell whether anything differs.
    env.pipe(&ran.out, "diff - --exit-code").fails(11);
}

/// Nor is it when a user is created anew, of what the document says and what is there.
#[test]
fn a_masked_record_is_not_created_anew() {
    let server = Server::new(
        |_, request| match (request.method.as_str(), path(request)) {
            ("GET", "/api/users") => all(
                request,
                json!([{"id": "bot", "name": "B", "metadata": {"token": KEY}}, {"id": "c", "name": "C"}]),
            ),
            ("GET", _) => all(request, json!([])),
            _ => crate::support::server::count_of_body(request),
        },
    );
    let env = Env::of(&server);
    let document = r#"{"users":[{"id":"bot","name":"new"},{"id":"c","name":"new"}]}"#;
    let ran = env.pipe(document, "apply - --recreate --yes");
    let err = ran.fails(10);
    assert!(
        err.contains("warning: standard input:1:11: cannot compare name of the user `bot`"),
        "{err}"
    );
    assert!(err.contains("error: 1 record cannot be compared"), "{err}");
    let sent: Vec<String> = server
        .requests()
        .into_iter()
        .filter(|request| request.method != "GET")
        .map(|request| request.body)
        .collect();
    assert_eq!(sent, [r#"["c"]"#, r#"[{"id":"c","name":"new"}]"#]);
}

#[test]
fn fields_that_the_service_keeps_for_itself_are_left_out() {
    let env = Env::sandbox();
    env.pipe(
        r#"{"id":"a","last_seen":7,"metadata":{"seen":1,"x":2}}"#,
        "users create",
    )
    .ok();
    env.pipe(r#"{"id":"c","member_count":0}"#, "channels create")
        .ok();
    let line = "export --ignore last_seen --ignore metadata.seen --ignore member_count";
    let document: Value = serde_json::from_str(env.run(line).ok()).unwrap();
    assert_eq!(
        document,
        json!({"users": [{"id": "a", "metadata": {"x": 2}}], "channels": [{"id": "c", "members": []}]})
    );
    for field in ["id", "members", "a..b", ""] {
        env.args(&["export", "--ignore", field]).fails(2);
    }
}
