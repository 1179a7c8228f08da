//! Runs of `apply` that are killed at any moment, and completed by the next.

use std::io::Read;
use std::process::{Child, Command};
use std::time::Duration;

use cyxth::sandbox::Faults;
use fastrand::Rng;
use serde_json::json;

use crate::document::model::{Model, export, is_settled};
use crate::support::Env;
use crate::support::counts::for_seeds;
use crate::support::process::{Signal, send, start, wait_until};
use crate::support::server::{Action, Server, json as json_answer};
use crate::support::stage::{Restarted, Stage, words};

fn killed(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let stage = Stage::new();
    let (before, after) = (Model::random(&mut rng), Model::random(&mut rng));
    let faults = Faults {
        latency: Some("2±2".parse().unwrap()),
        seed: Some(seed),
        ..Faults::default()
    };
    let mut sandbox = Restarted::new(&stage, faults);
    let files = before.write(&mut rng, &stage.env, "before");
    assert_eq!(sandbox.run(&format!("apply {files}")).code, 0);
    let files = after.write(&mut rng, &stage.env, "after");
    let line = format!("apply {files} --prune --recreate --yes --batch-size 2");
    for _ in 0..rng.usize(1..4) {
        let after = Duration::from_millis(rng.u64(10..200));
        sandbox = sandbox.kill(&words(&line), after);
    }
    let last = sandbox.run(&line);
    assert_eq!(last.code, 0, "{last:#?}");
    is_settled(&|line| sandbox.run(line), &files, &after);
    let left = std::fs::read_dir(stage.env.path("data"));
    let names = left
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    // The lock is all that stays.
    let is_kept = |name: &String| name.starts_with("recreate-") && !name.ends_with(".lock");
    assert!(!left.iter().any(is_kept), "{left:?}");
}

#[test]
fn a_killed_apply_is_completed_by_the_next() {
    for_seeds("a_killed_apply_is_completed_by_the_next", 30, killed);
}

/// Memberships that the document says nothing of survive, and so do their modes, even where the
/// run is killed right after the users are gone.
#[test]
fn what_is_put_back() {
    for kill_after in [
        None,
        Some("DELETE /users"),
        Some("POST /users"),
        Some("POST /channels"),
    ] {
        let stage = Stage::new();
        let faults = Faults {
            latency: kill_after.map(|_| "60".parse().unwrap()),
            ..Faults::default()
        };
        let mut sandbox = Restarted::new(&stage, faults);
        let document = json!({
            "users": [{"id": "a", "name": "A", "mode": 600, "x": 1.5}, {"id": "b", "mode": 300}],
            "channels": [
                {"id": "c", "members": [{"id": "a", "mode": 200}, "b"]},
                {"id": "d", "members": ["a"]},
                {"id": "e", "members": ["b"]},
            ],
        });
        stage.env.file("before.json", document.to_string());
        sandbox.run("apply before.json").ok();
        let users = json!({"users": [{"id": "a", "name": "Ada"}]});
        stage.env.file("after.json", users.to_string());
        let line = "apply after.json --recreate --yes -v";
        if let Some(kill_after) = kill_after {
            let mut child = until_told(sandbox.command(line), kill_after);
            child.kill().unwrap();
            child.wait().unwrap();
            sandbox = sandbox.restart();
        }
        let last = sandbox.run(line);
        assert_eq!(last.code, 0, "{kill_after:?} {last:#?}");
        let mut wanted = document;
        wanted["users"][0]["name"] = "Ada".into();
        let exported = export(&|line| sandbox.run(line));
        assert_eq!(exported, wanted, "{kill_after:?}");
    }
}

/// Runs until `--verbose` tells of such a request.
fn until_told(mut command: Command, told: &str) -> Child {
    let (method, path) = told.split_once(' ').unwrap();
    let mut child = start(&mut command);
    // Byte by byte, so that what comes after is left to others.
    let stderr = child.stderr.as_mut().unwrap();
    let mut text = String::new();
    let is_it = |line: &str| line.starts_with(method) && line.contains(path);
    while !text.lines().any(is_it) || !text.ends_with('\n') {
        let mut byte = [0];
        stderr.read_exact(&mut byte).unwrap();
        text.push(char::from(byte[0]));
    }
    child
}

/// The first Ctrl-C lets requests in flight finish, the counts add up, and the next run does the
/// rest.
#[test]
fn an_interrupted_apply_counts_its_steps() {
    let stage = Stage::new();
    let sandbox = stage.start(Faults {
        latency: Some("30".parse().unwrap()),
        ..Faults::default()
    });
    let user = |n: usize| format!("{{\"user\":{{\"id\":\"u{n:03}\"}}}}\n");
    stage
        .env
        .file("users.jsonl", (0..400).map(user).collect::<String>());
    let line = "apply users.jsonl --batch-size 2 --concurrency 2 -o json -v";
    let command = stage.command(sandbox.address(), &words(line));
    let child = until_told(command, "POST /users");
    send(Signal::INT, &child);
    let ran = stage.env.ran(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 130, "{ran:#?}");
    let counts: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!(count("input"), 400, "{ran:#?}");
    assert_eq!(count("status") + count("not_sent"), 400, "{ran:#?}");
    let rest = stage.run(&sandbox, &words("apply users.jsonl"));
    let left = format!("applied {} steps\n", count("not_sent"));
    assert_eq!(rest.ok(), left);
    sandbox.stop();
}

/// As long as nothing is sent that changes anything, Ctrl-C simply ends it. The service keeps the
/// plan waiting for as long as it takes the signal to come.
#[test]
fn an_interrupted_plan_is_no_plan() {
    let server = Server::new(|_, request| {
        if request.target.starts_with("/api/channels") {
            Action::Stall
        } else {
            json_answer(200, "[]")
        }
    });
    let env = Env::of(&server);
    env.file(
        "d.json",
        r#"{"users":[{"id":"a","name":"A"}],"channels":[{"id":"c","name":"C"}]}"#,
    );
    let child = env.start("apply d.json");
    let is_waiting = |line: &String| line.starts_with("GET /api/channels");
    wait_until("a plan is made", || server.lines().iter().any(is_waiting));
    send(Signal::INT, &child);
    let output = child.wait_with_output().unwrap();
    assert!(!output.status.success(), "{output:?}");
    let lines = server.lines();
    assert!(
        lines.iter().all(|line| line.starts_with("GET ")),
        "{lines:?}"
    );
}
