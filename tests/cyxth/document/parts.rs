//! Parts of an instance, instances of other services, and what a document leaves alone.

use serde_json::{Value, json};

use crate::document::apply::filled;
use crate::document::model::export;
use crate::support::Env;
use crate::support::server::{Server, count_of_body, json as answer};

#[test]
fn what_a_document_does_not_have_is_left_alone() {
    let env = filled();
    for document in [
        "{}",
        r#"{"users": [{"id": "ada"}, {"id": "bob"}]}"#,
        r#"{"channels": [{"id": "lobby"}, {"id": "hall", "name": "Hall"}]}"#,
        r#"{"member": {"channel": "lobby", "id": "bob", "mode": 400}} {"member": {"channel": "lobby", "id": "ada"}}"#,
    ] {
        let before = export(&|line| env.run(line));
        let ran = env.pipe(document, "apply - --prune --recreate");
        assert_eq!(ran.ok(), "applied 0 steps\n", "{document}");
        assert_eq!(export(&|line| env.run(line)), before, "{document}");
    }
    // Only the members of this channel are managed.
    let ran = env.pipe(
        r#"{"member": {"channel": "lobby", "id": "bob"}}"#,
        "apply - --prune --yes",
    );
    assert_eq!(ran.ok(), "applied 2 steps\n");
    let members = env.run("members list lobby --columns id,mode -o csv");
    assert_eq!(members.ok(), "id,mode\nbob,600\n");
}

#[test]
fn parts_of_an_instance() {
    let env = filled();
    let parts = |line: &str| -> Value { serde_json::from_str(env.run(line).ok()).unwrap() };
    assert!(parts("export --users").get("channels").is_none());
    let channels = parts("export --channels");
    assert!(channels.get("users").is_none());
    assert!(channels["channels"][0].get("members").is_none());
    let members = json!([{"id": "lobby", "members": ["ada", {"id": "bob", "mode": 400}]}]);
    let one = parts("export --members --channel lobby");
    assert_eq!(one, json!({ "channels": members }));
    // An empty channel too, and as JSON Lines the same document.
    let lines = env.run("export --members -o jsonl");
    assert_eq!(
        lines.ok(),
        "{\"channel\":{\"id\":\"hall\",\"members\":[]}}\n{\"channel\":{\"id\":\"lobby\"}}\n\
         {\"member\":{\"channel\":\"lobby\",\"id\":\"ada\"}}\n\
         {\"member\":{\"channel\":\"lobby\",\"id\":\"bob\",\"mode\":400}}\n"
    );
    env.pipe(lines.ok(), "diff - --exit-code").ok();
    env.run("export --channel nowhere").fails(5);
    env.run("export --users --channel lobby").fails(2);
    for format in ["table", "csv", "id"] {
        env.run(&format!("export -o {format}")).fails(2);
    }
    let env = env.var("CYXTH_OUTPUT", "csv");
    assert!(env.run("export").ok().starts_with("{\"users\":[\n"));
    env.run("diff d.json").fails(2);
}

#[test]
fn an_instance_moves_through_a_pipe() {
    for format in ["json", "jsonl"] {
        let (from, to) = (filled(), Env::sandbox());
        let exported = from.run(&format!("export -o {format}"));
        to.pipe(exported.ok(), "apply -").ok();
        assert_eq!(to.run(&format!("export -o {format}")).out, exported.out);
        to.pipe(exported.ok(), "diff - --exit-code").ok();
        // An empty one too.
        let empty = Env::sandbox().run(&format!("export -o {format}"));
        to.pipe(empty.ok(), "apply - --prune --yes").ok();
        assert_eq!(to.run(&format!("export -o {format}")).out, empty.out);
    }
}

#[test]
fn a_dry_run_prints_requests_and_leaves_no_file() {
    let env = filled();
    env.file(
        "e.json",
        r#"{"users": [{"id": "ada", "name": "A"}, {"id": "bob"}, {"id": "c"}]}"#,
    );
    let before = export(&|line| env.run(line));
    let ran = env.run("apply e.json --recreate --prune --dry-run");
    let calls: Vec<&str> = ran
        .ok()
        .lines()
        .filter(|line| line.starts_with("curl"))
        .collect();
    assert_eq!(calls.len(), 4, "{calls:#?}");
    assert_eq!(export(&|line| env.run(line)), before);
    let left = std::fs::read_dir(env.path("data")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().contains("recreate")),
        "{left:?}"
    );
}

/// One request a mode for users, one a channel and mode for members.
#[test]
fn modes_go_together() {
    let server = Server::new(|_, request| match request.method.as_str() {
        "GET" if request.query("starting_after").is_some() => answer(200, "[]"),
        "GET" if request.target.starts_with("/api/channels/") => answer(
            200,
            r#"[{"id":"a","mode":1},{"id":"b","mode":1},{"id":"c","mode":1}]"#,
        ),
        "GET" if request.target.starts_with("/api/users") => answer(
            200,
            r#"[{"id":"a","mode":1},{"id":"b","mode":1},{"id":"c","mode":1}]"#,
        ),
        "GET" => answer(200, r#"[{"id":"x"},{"id":"y"}]"#),
        _ => count_of_body(request),
    });
    let env = Env::of(&server);
    let members = r#"[{"id":"a","mode":5},{"id":"b","mode":4},{"id":"c","mode":5}]"#;
    let document = format!(
        r#"{{"users":[{{"id":"a","mode":2}},{{"id":"b","mode":3}},{{"id":"c","mode":2}}],
            "channels":[{{"id":"x","members":{members}}},{{"id":"y","members":{members}}}]}}"#
    );
    let ran = env.pipe(document, "apply - --concurrency 1 --report report.json");
    assert_eq!(ran.ok(), "applied 9 steps\n");
    let requests = server.requests();
    let changes: Vec<String> = requests
        .iter()
        .filter(|request| request.method != "GET")
        .map(|request| format!("{} {}", request.target, request.body))
        .collect();
    insta::assert_snapshot!(changes.join("\n"), @r##"
    /api/users/moderate {"mode":2,"ids":["a","c"]}
    /api/users/moderate {"mode":3,"ids":["b"]}
    /api/channels/x/moderate {"mode":4,"ids":["b"]}
    /api/channels/x/moderate {"mode":5,"ids":["a","c"]}
    /api/channels/y/moderate {"mode":4,"ids":["b"]}
    /api/channels/y/moderate {"mode":5,"ids":["a","c"]}
    "##);
    let report = std::fs::read_to_string(env.path("report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["counts"]["status"], 9);
    assert_eq!(report["batches"].as_array().unwrap().len(), 6);
    assert_eq!(report["batches"][2]["channel"], "x");
}

/// Sorted where the service does not sort, with a warning.
#[test]
fn an_instance_that_lists_in_another_order() {
    let list = |ids: &'static [&'static str]| {
        move |after: Option<String>| {
            let from = after.map_or(0, |after| {
                ids.iter().position(|id| *id == after).unwrap() + 1
            });
            let page: Vec<Value> = ids[from..]
                .iter()
                .take(3)
                .map(|id| json!({"id": id}))
                .collect();
            Value::from(page).to_string()
        }
    };
    let server = Server::new(move |_, request| {
        let after = request.query("starting_after");
        match request.target.split(['?', '/']).nth(2).unwrap() {
            "users" => answer(200, list(&["c", "a", "d", "b"])(after)),
            _ if request.target.starts_with("/api/channels/") => {
                answer(200, list(&["b", "a"])(after))
            }
            _ => answer(200, list(&["y", "z", "x"])(after)),
        }
    });
    let env = Env::of(&server);
    let exported = env.run("export");
    let value: Value = serde_json::from_str(exported.ok()).unwrap();
    let ids = |value: &Value| -> Vec<String> {
        let values = value.as_array().unwrap().iter();
        values
            .map(|value| value["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&value["users"]), ["a", "b", "c", "d"]);
    assert_eq!(ids(&value["channels"]), ["x", "y", "z"]);
    assert_eq!(value["channels"][0]["members"], json!(["a", "b"]));
    assert!(
        exported
            .err
            .contains("warning: the service does not list in ascending order")
    );
    let ran = env.pipe(&exported.out, "diff - --exit-code");
    assert_eq!(ran.ok(), "");
    assert!(
        ran.err
            .contains("warning: the service does not list in ascending order")
    );
}

/// What is listed twice is there once: nothing of it is removed, and it is written once.
#[test]
fn an_instance_that_lists_some_twice() {
    for ids in [
        &["a", "a", "b", "c", "d"][..],
        &["a", "b", "c", "c", "d"],
        &["a", "b", "c", "d", "a"],
        &["d", "b", "c", "a", "b"],
    ] {
        let server = Server::new(move |_, request| {
            let page = match request.query("starting_after") {
                None => ids.iter().map(|id| json!({ "id": id })).collect(),
                Some(_) => Vec::new(),
            };
            answer(200, Value::from(page).to_string())
        });
        let mut sorted = ids.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let env = Env::of(&server);
        let exported = env.run("export");
        let value: Value = serde_json::from_str(exported.ok()).unwrap();
        let found = |value: &Value| -> Vec<String> {
            let ids = value.as_array().unwrap().iter();
            let ids = ids.map(|value| value.get("id").unwrap_or(value));
            ids.map(|id| id.as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(found(&value["users"]), sorted, "{ids:?}");
        assert_eq!(found(&value["channels"]), sorted, "{ids:?}");
        assert_eq!(found(&value["channels"][0]["members"]), sorted, "{ids:?}");
        let ran = env.pipe(&exported.out, "apply - --prune --yes");
        assert_eq!(ran.ok(), "applied 0 steps\n", "{ids:?} {ran:#?}");
    }
}

/// What is out of order comes late, and may have been written before.
#[test]
fn what_was_written_before_is_not_written_again() {
    let server = Server::new(move |_, request| {
        let page = match request.query("starting_after").as_deref() {
            None => vec!["b", "d"],
            Some("d") => vec!["e", "f"],
            Some("f") => vec!["c", "d", "a", "b", "g"],
            Some("a") => vec!["b", "g"],
            _ => vec![],
        };
        let page: Vec<Value> = page.iter().map(|id| json!({"id": id})).collect();
        answer(200, Value::from(page).to_string())
    });
    let env = Env::of(&server);
    let exported = env.run("export --users -o jsonl");
    let ids: Vec<&str> = exported
        .ok()
        .lines()
        .map(|line| {
            line.trim_start_matches("{\"user\":{\"id\":\"")
                .trim_end_matches("\"}}")
        })
        .collect();
    assert_eq!(ids, ["b", "d", "e", "f", "a", "c", "g"]);
    assert!(exported.err.contains("ascending order"), "{exported:#?}");
}
