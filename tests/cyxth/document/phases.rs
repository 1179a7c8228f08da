//! `apply` from phase to phase: whatever goes wrong in one, what was done before is accounted for.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::support::Env;
use crate::support::server::{Action, Request, Server, count_of_body, json as answer};

fn path(request: &Request) -> &str {
    request.target.split('?').next().unwrap()
}

fn page(request: &Request, records: &str) -> Action {
    match request.query("starting_after") {
        None => answer(200, records),
        Some(_) => answer(200, "[]"),
    }
}

/// An instance with a user and a channel of which that one is a member. The directory goes when
/// the first change comes that this is about.
fn with_vanishing(dir: PathBuf, at: &'static str) -> Server {
    Server::new(
        move |_, request| match (request.method.as_str(), path(request)) {
            ("GET", "/api/users") => page(request, r#"[{"id":"a","name":"old"}]"#),
            ("GET", "/api/channels") => page(request, r#"[{"id":"c"}]"#),
            ("GET", _) => page(request, r#"[{"id":"a","mode":400}]"#),
            (method, path) => {
                if format!("{method} {path}") == at {
                    fs::remove_dir_all(&dir).unwrap();
                }
                count_of_body(request)
            }
        },
    )
}

fn changes(server: &Server) -> Vec<String> {
    let mut lines = server.lines();
    lines.retain(|line| !line.starts_with("GET"));
    lines
}

/// Members come back although nothing can be written any more between removing and adding.
#[test]
fn members_come_back_without_a_temporary_directory() {
    let env = Env::new();
    let dir = env.path("tmp");
    fs::create_dir(&dir).unwrap();
    let server = with_vanishing(dir.clone(), "DELETE /api/channels/c/users");
    let env = env
        .var("CYXTH_API_URL", &server.api_url())
        .var("CYXTH_API_KEY", crate::support::KEY)
        .var("TMPDIR", dir.to_str().unwrap());
    env.file("in.json", r#"{"channels":[{"id":"c","members":["a"]}]}"#);
    let ran = env.run("apply in.json --recreate --yes --report r.json");
    assert_eq!(ran.ok(), "applied 1 step\n", "{ran:#?}");
    assert!(!dir.exists());
    assert_eq!(
        changes(&server),
        ["DELETE /api/channels/c/users", "POST /api/channels/c/users"]
    );
    let report: Value = serde_json::from_slice(&fs::read(env.path("r.json")).unwrap()).unwrap();
    assert_eq!(report["counts"]["status"], 1, "{report}");
}

/// And so do users, with their memberships and modes.
#[test]
fn users_come_back_without_a_temporary_directory() {
    let env = Env::new();
    let dir = env.path("tmp");
    fs::create_dir(&dir).unwrap();
    let server = with_vanishing(dir.clone(), "DELETE /api/users");
    let env = env
        .var("CYXTH_API_URL", &server.api_url())
        .var("CYXTH_API_KEY", crate::support::KEY)
        .var("TMPDIR", dir.to_str().unwrap());
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    let ran = env.run("apply in.json --recreate --yes");
    assert_eq!(ran.ok(), "applied 1 step\n", "{ran:#?}");
    assert!(!dir.exists());
    assert_eq!(
        changes(&server),
        [
            "DELETE /api/users",
            "POST /api/users",
            "POST /api/channels/c/users",
            "POST /api/channels/c/moderate",
        ]
    );
}

/// Where a file is needed after all, the counts, the report and a way on are there.
#[test]
fn what_was_done_is_told_whatever_ends_it() {
    const COUNT: usize = 600;
    let env = Env::new();
    let dir = env.path("tmp");
    fs::create_dir(&dir).unwrap();
    let vanishing = dir.clone();
    let server = Server::new(
        move |_, request| match (request.method.as_str(), path(request)) {
            ("GET", "/api/channels") => page(request, r#"[{"id":"c"}]"#),
            ("GET", _) => page(request, "[]"),
            _ => {
                let _ = fs::remove_dir_all(&vanishing);
                count_of_body(request)
            }
        },
    );
    let env = env
        .var("CYXTH_API_URL", &server.api_url())
        .var("CYXTH_API_KEY", crate::support::KEY)
        .var("TMPDIR", dir.to_str().unwrap());
    // More modes than are sorted in memory.
    let id = |n: usize| format!("{n:04}{}", "i".repeat(30_000));
    let mut document = String::from("{\"users\":[]}\n");
    for n in 0..COUNT {
        document.push_str(&format!("{}\n", json!({"user": {"id": id(n)}})));
    }
    for n in 0..COUNT {
        let member = json!({"channel": "c", "id": id(n), "mode": 400});
        document.push_str(&format!("{}\n", json!({ "member": member })));
    }
    env.file("in.jsonl", document);
    let ran = env.run("apply in.jsonl --report r.json");
    assert_eq!(ran.code, 10, "{}", ran.err);
    assert_eq!(ran.out, "applied 1200 of 1800 steps: 600 not sent\n");
    assert!(
        ran.err.contains("error: cannot go on with the plan: "),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("hint: run the same again"), "{}", ran.err);
    let report: Value = serde_json::from_slice(&fs::read(env.path("r.json")).unwrap()).unwrap();
    assert_eq!(report["counts"]["status"], 1200, "{}", report["counts"]);
    assert_eq!(report["counts"]["not_sent"], 600);
    assert!(report["stopped_by"].is_string());
}

/// An earlier run whose rest cannot be put back ends with a report too.
#[test]
fn what_could_not_be_restored_is_reported() {
    let is_there = AtomicBool::new(true);
    let server = Server::new(
        move |_, request| match (request.method.as_str(), path(request)) {
            ("GET", "/api/users") if is_there.load(Ordering::SeqCst) => {
                page(request, r#"[{"id":"a","name":"old"}]"#)
            }
            ("GET", _) => page(request, "[]"),
            ("DELETE", _) => {
                is_there.store(false, Ordering::SeqCst);
                count_of_body(request)
            }
            _ => answer(503, "{}"),
        },
    );
    let env = Env::of(&server);
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    let line = "apply in.json --recreate --yes --retries 0 --report r.json";
    for _ in 0..2 {
        let ran = env.run(line);
        assert!(ran.code == 10 || ran.code == 8, "{ran:#?}");
        assert!(
            ran.err.contains("hint: the next apply puts back what"),
            "{ran:#?}"
        );
        let report: Value = serde_json::from_slice(&fs::read(env.path("r.json")).unwrap()).unwrap();
        assert!(report["stopped_by"].is_string(), "{report}");
        fs::remove_file(env.path("r.json")).unwrap();
    }
}

/// Somebody else is faster: what is there may be otherwise.
#[test]
fn what_somebody_else_created_is_compared() {
    for (name, is_same) in [("wanted", true), ("other", false)] {
        let created = AtomicBool::new(false);
        let server =
            Server::new(
                move |_, request| match (request.method.as_str(), path(request)) {
                    ("GET", "/api/users") if created.load(Ordering::SeqCst) => page(
                        request,
                        &json!([{"id": "a", "name": name, "more": 1}]).to_string(),
                    ),
                    ("GET", _) => page(request, "[]"),
                    ("POST", "/api/users") => {
                        created.store(true, Ordering::SeqCst);
                        answer(400, r#"{"message":"exists"}"#)
                    }
                    _ => count_of_body(request),
                },
            );
        let env = Env::of(&server);
        env.file(
            "in.json",
            r#"{"users":[{"id":"a","name":"wanted"}],"channels":[{"id":"c"}]}"#,
        );
        let ran = env.run("apply in.json");
        assert_eq!(ran.out, "applied 1 of 2 steps: 1 skipped\n", "{ran:#?}");
        if is_same {
            ran.ok();
            continue;
        }
        let err = ran.fails(10);
        assert!(
            err.contains(
                "error: in.json:1:11: the user `a` was created by somebody else meanwhile, and \
                 differs from the document in name"
            ),
            "{err}"
        );
        assert!(err.contains("hint: run the same again"), "{err}");
    }
}

/// The same of a user who is deleted to be created anew.
#[test]
fn who_comes_back_otherwise_is_told() {
    let is_deleted = AtomicBool::new(false);
    let server = Server::new(
        move |_, request| match (request.method.as_str(), path(request)) {
            ("GET", "/api/users") => page(
                request,
                match is_deleted.load(Ordering::SeqCst) {
                    false => r#"[{"id":"a","name":"old"}]"#,
                    true => r#"[{"id":"a","name":"else"}]"#,
                },
            ),
            ("GET", _) => page(request, "[]"),
            ("POST", "/api/users") => answer(400, r#"{"message":"exists"}"#),
            _ => {
                is_deleted.store(true, Ordering::SeqCst);
                count_of_body(request)
            }
        },
    );
    let env = Env::of(&server);
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    let ran = env.run("apply in.json --recreate --yes");
    let err = ran.fails(10);
    assert!(
        err.contains("error: in.json:1:11: the user `a` was created by somebody else meanwhile"),
        "{err}"
    );
    // One whom the service does not delete is nobody else's.
    let server = Server::new(
        move |_, request| match (request.method.as_str(), path(request)) {
            ("GET", "/api/users") => page(request, r#"[{"id":"a","name":"old"}]"#),
            ("GET", _) => page(request, "[]"),
            _ => answer(400, r#"{"message":"no"}"#),
        },
    );
    let env = Env::of(&server);
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    for more in ["", "--keep-going"] {
        let ran = env.run(&format!("apply in.json --recreate --yes {more}"));
        assert!(!ran.fails(6).contains("somebody else"), "{ran:#?}");
    }
}

#[test]
fn a_result_of_nothing_to_do_comes_out() {
    let env = Env::sandbox();
    assert_eq!(env.pipe("{}", "apply -").ok(), "applied 0 steps\n");
    let ran = env.pipe("{}", "apply - -o json");
    let result: Value = serde_json::from_str(ran.ok()).unwrap();
    assert_eq!(result["status"], 0, "{ran:#?}");
    assert_eq!(env.pipe("{}", "apply - --dry-run").ok(), "");
    // Nothing at all is said of no difference where results go, but for the empty array.
    assert_eq!(env.pipe("{}", "diff -").ok(), "");
    assert_eq!(env.pipe("{}", "diff - -o json").ok(), "[]\n");
}

#[test]
fn a_document_by_option() {
    let env = Env::sandbox();
    env.file("u.json", r#"{"users":[{"id":"a"}]}"#);
    env.file("c.json", r#"{"channels":[{"id":"c","members":["a"]}]}"#);
    env.run("diff -f u.json -f c.json --exit-code").fails(11);
    assert_eq!(env.run("apply u.json -f c.json").ok(), "applied 2 steps\n");
    env.run("diff --file u.json --file c.json --exit-code").ok();
    env.run("apply --schema -f u.json").fails(2);
    assert_eq!(env.run("apply -f u.json --report u.json").code, 2);
}

/// What the service keeps for itself: not compared, and kept where a record is sent.
#[test]
fn what_is_ignored_stays_as_it_is() {
    let env = Env::sandbox();
    env.pipe(
        r#"[{"id":"a","name":"A","last_seen":1,"metadata":{"seen":1}},{"id":"b","last_seen":1}]"#,
        "users create",
    )
    .ok();
    env.pipe(
        r#"{"id":"c","name":"C","updated_at":1,"metadata":{"count":1,"x":1}}"#,
        "channels create",
    )
    .ok();
    let document = r#"{"users":[{"id":"a","name":"A","last_seen":9,"metadata":{"seen":9}},
{"id":"b","last_seen":9}],
"channels":[{"id":"c","name":"C","updated_at":9,"metadata":{"count":9,"x":1}}]}"#;
    env.file("in.json", document);
    // Nobody is deleted for it, whatever is asked for.
    let ran = env.run("apply in.json --recreate --yes --ignore metadata");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (10, "applied 1 of 3 steps: 2 not sent\n"),
        "{ran:#?}"
    );
    assert!(
        ran.err.contains(
            "warning: in.json:2:1: cannot change the user `b`: the API does not edit last_seen"
        ),
        "{ran:#?}"
    );
    assert!(ran.err.contains("hint: `--ignore FIELD`"), "{ran:#?}");
    let ignore = "--ignore last_seen --ignore metadata.seen --ignore updated_at \
                  --ignore metadata.count";
    env.run(&format!("diff in.json --exit-code {ignore}")).ok();
    let ran = env.run(&format!("apply in.json --recreate --prune --yes {ignore}"));
    assert_eq!(ran.ok(), "applied 0 steps\n");
    env.file(
        "in.json",
        document
            .replace("\"A\"", "\"new\"")
            .replace("\"x\":1", "\"x\":2"),
    );
    let ran = env.run(&format!("apply in.json --recreate --yes {ignore}"));
    assert_eq!(ran.ok(), "applied 2 steps\n", "{ran:#?}");
    let there: Value = serde_json::from_str(env.run("export").ok()).unwrap();
    assert_eq!(
        there["users"][0],
        json!({"id": "a", "name": "new", "last_seen": 1, "metadata": {"seen": 1}})
    );
    assert_eq!(
        there["channels"][0]["metadata"],
        json!({"count": 1, "x": 2})
    );
}

/// A reader that has gone hides no difference from a script.
#[cfg(unix)]
#[test]
fn a_difference_is_one_whoever_reads_it() {
    let env = Env::sandbox();
    let users: String = (0..20_000)
        .map(|n| format!("{{\"user\":{{\"id\":\"u{n:06}\"}}}}\n"))
        .collect();
    env.file("in.jsonl", users);
    env.file("same.jsonl", "{}");
    let cyxth = env!("CARGO_BIN_EXE_cyxth");
    let status = |line: &str, reader: &str| {
        let script = format!("{{ {cyxth} {line}; echo $? > status; }} | {reader}");
        let ran = env.ran(env.program("sh").args(["-c", &script]).output().unwrap());
        let status = fs::read_to_string(env.path("status")).unwrap();
        (status.trim().to_owned(), ran.err)
    };
    for reader in ["head -1", "grep -q u000001", "true"] {
        let (code, err) = status("diff in.jsonl --exit-code", reader);
        assert_eq!(code, "11", "{reader}: {err}");
        assert!(
            err.contains("error: differs: 20000 users to create"),
            "{err}"
        );
        // Without the option it is the quiet end of any listing.
        let (code, err) = status("diff in.jsonl", reader);
        assert_eq!((code.as_str(), err.as_str()), ("0", ""), "{reader}");
        let (code, _) = status("diff same.jsonl --exit-code", reader);
        assert_eq!(code, "0", "{reader}");
    }
}
