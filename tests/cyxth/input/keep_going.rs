//! `--keep-going` and records that are wrong before they are sent: they are rejected like those
//! that the service refuses, and all others are done.

use crate::support::Env;
use crate::support::server::{Server, count_of_body};

fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn wrong_records_are_rejected_and_the_others_done() {
    let server = Server::content();
    let env = Env::of(&server);
    let input = "{\"id\":\"a\",\"name\":\"A\"}\n{\"id\":7,\"name\":\"B\"}\n\
                 {\"id\":\"c\",\"name\":\"C\"}\n{\"id\":\"a\",\"name\":\"again\"}\n\
                 {\"id\":\"e\",\"name\":\"E\",\"metadata\":\"x\"}\n{\"name\":\"none\"}\n";
    env.file("in", input);
    for (options, order) in [("", true), (" --batch-size 1 --concurrency 4", false)] {
        let ran = env.run(&format!(
            "users create in --keep-going --rejects r.jsonl{options}"
        ));
        ran.fails(10);
        assert_eq!(ran.out, "created 2 of 6 users: 4 rejected\n");
        assert!(
            ran.err.contains(
                "error: in:2:7: a user without an id (and 3 more were refused): the field `id`"
            ),
            "{}",
            ran.err
        );
        let rejects = lines(&std::fs::read_to_string(env.path("r.jsonl")).unwrap());
        let found: Vec<(u64, &str)> = rejects
            .iter()
            .map(|line| {
                let message = line["error"]["message"].as_str().unwrap();
                (line["line"].as_u64().unwrap(), message)
            })
            .collect();
        assert_eq!(found.len(), 4);
        if order {
            assert_eq!(
                found.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
                [2, 4, 5, 6]
            );
            assert!(
                found[1]
                    .1
                    .contains("the id `a` is given twice; the first is at in:1:1")
            );
        }
        assert_eq!(rejects[0]["record"]["name"], "B");
    }
    // What was mended is input as it is.
    let mended = std::fs::read_to_string(env.path("r.jsonl"))
        .unwrap()
        .replace("\"id\":7", "\"id\":\"b\"")
        .replace("\"metadata\":\"x\"", "\"metadata\":{}")
        .replace("{\"name\":\"none\"}", "{\"id\":\"f\",\"name\":\"F\"}")
        .replace("\"id\":\"a\"", "\"id\":\"d\"");
    env.file("mended", mended);
    assert_eq!(env.run("users create mended").ok(), "created 4 users\n");
}

#[test]
fn wrong_rows_are_rejected_as_objects_that_can_be_mended() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(
        "in.csv",
        "id,name,mode,metadata.team\na,A,300,x\nb,B,boss,y\nc,C,1\nd,D,2,z\n",
    );
    let ran = env.run("users create in.csv --keep-going --rejects r.jsonl");
    ran.fails(10);
    assert_eq!(ran.out, "created 2 of 4 users: 2 rejected\n");
    let rejects = lines(&std::fs::read_to_string(env.path("r.jsonl")).unwrap());
    assert_eq!(
        rejects[0]["record"].to_string(),
        r#"{"id":"b","metadata":{"team":"y"},"mode":"boss","name":"B"}"#
    );
    assert_eq!(rejects[1]["record"].to_string(), r#"["c","C","1"]"#);
    // They are no records before they are mended.
    env.run("users create r.jsonl").fails(2);
}

#[test]
fn the_order_of_ids_and_the_parts_of_an_input_change_nothing() {
    let server = Server::new(|_, request| match request.method.as_str() {
        "GET" => crate::support::server::json(200, "[]"),
        _ => count_of_body(request),
    });
    let env = Env::of(&server);
    let mut input = String::new();
    for n in (0..50).rev() {
        input.push_str(&format!("{{\"id\":\"u{n:02}\",\"name\":\"n\"}}\n"));
        if n % 10 == 0 {
            input.push_str(&format!("{{\"id\":\"w{n:02}\",\"mode\":true}}\n"));
        }
    }
    env.file("in", input);
    let ran = env.run("users create in --keep-going --skip-existing -o json");
    ran.fails(10);
    let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&result["status"], &result["input"], &result["rejected"]),
        (&50.into(), &55.into(), &5.into())
    );
    let sums = (1..=3).map(|part| {
        let ran = env.run(&format!(
            "users create in --keep-going --shard {part}/3 -o json"
        ));
        let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let count = |name: &str| result[name].as_u64().unwrap_or_default();
        (count("status"), count("rejected"), count("input"))
    });
    let sums = sums.fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
    assert_eq!(sums, (50, 5, 55));
}

#[test]
fn what_is_no_record_at_all_still_ends_the_run() {
    let server = Server::content();
    let env = Env::of(&server);
    for (name, input, line) in [
        (
            "in",
            "{\"id\":\"a\"}\n{\"id\":\n",
            "users create in --keep-going",
        ),
        (
            "in",
            "a\nb c\n",
            "users delete --from in --yes --keep-going",
        ),
        ("in", "{\"id\":7}\n", "users create in --keep-going --check"),
    ] {
        env.file(name, input);
        let ran = env.run(line);
        ran.fails(2);
        assert!(server.requests().is_empty(), "{line}");
    }
    // All wrong: nothing was done, for the cause's own status.
    env.file("in", "{\"id\":7}\n{\"id\":8}\n");
    let ran = env.run("users create in --keep-going");
    ran.fails(2);
    assert!(
        ran.err.contains("created 0 of 2 users: 2 rejected"),
        "{}",
        ran.err
    );
}

/// Neither of two ids is the record's.
#[test]
fn a_record_with_two_ids_is_reported_without_one() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in", r#"[{"id":"a","id":"b"},{"id":"c","name":"C"}]"#);
    let ran = env.run("users create in --keep-going --report report.json");
    let told = ran.fails(10);
    assert!(told.contains("a user without an id"), "{told}");
    let report = std::fs::read_to_string(env.path("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["batches"][0]["rejected"][0]["id"], "", "{report}");
}
