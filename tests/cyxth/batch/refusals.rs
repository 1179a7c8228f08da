//! Refused batches: what isolating costs, what the files say, and when it is not worth it.

use serde_json::Value;

use cyxth::sandbox::Faults;
use fastrand::Rng;

use crate::support::counts::{Counts, id_of, rejects, report};
use crate::support::instance::{Instance, Rules, Seen, ids, lines, refused};
use crate::support::server::{Action, json};
use crate::support::stage::{Stage, words};
use crate::support::{Env, mode};

const KEEP: &str = "users create in.jsonl --keep-going --rejects r.jsonl -o json";

/// Runs `KEEP` over 1000 records of which these are bad; gives back how many requests it took.
#[track_caller]
fn cost(bad: &[usize], seed: &str) -> usize {
    let bad: Vec<String> = bad.iter().map(|n| format!("u{n:04}")).collect();
    let instance = Instance::new(Rules {
        bad: bad.clone(),
        ..Rules::default()
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..1000)));
    let ran = env.run(KEEP);
    let counts = Counts::printed(&ran);
    counts.check(1000, &ran);
    assert_eq!(counts.rejected, bad.len() as u64, "{seed} {ran:#?}");
    assert_eq!(instance.users().len(), 1000 - bad.len());
    let rejected = rejects(&env.path("r.jsonl"));
    assert!(rejected.iter().map(|(_, record, _)| id_of(record)).eq(bad));
    instance.server.requests().len()
}

#[test]
fn one_bad_record_of_1000_costs_25_requests_at_most() {
    for bad in [0, 1, 499, 500, 501, 624, 998, 999] {
        let requests = cost(&[bad], "");
        assert!(requests <= 25, "{requests} for {bad}");
    }
}

#[test]
fn ten_bad_records_of_1000_cost_180_requests_at_most() {
    let spread: Vec<usize> = (0..10).map(|n| n * 100 + 37).collect();
    let mut worst = cost(&spread, "spread");
    for seed in 0..20 {
        let mut rng = Rng::with_seed(seed);
        let mut bad: Vec<usize> = (0..1000).collect();
        rng.shuffle(&mut bad);
        bad.truncate(10);
        bad.sort_unstable();
        worst = worst.max(cost(&bad, &format!("seed {seed}")));
    }
    assert!(worst <= 180, "{worst}");
}

/// The same at a sandbox, where the bad ones are there already.
#[test]
fn existing_records_are_isolated_at_the_same_cost() {
    for (bad, most) in [(1, 25), (10, 180)] {
        let stage = Stage::new();
        let there: Vec<String> = (0..bad)
            .map(|n| format!(r#"{{"id":"u{:04}","name":"there"}}"#, n * 100 + 37))
            .collect();
        stage.fill("/users", &[format!("[{}]", there.join(","))]);
        stage.env.file("in.jsonl", lines(ids(0..1000)));
        let sandbox = stage.start(Faults::default());
        let ran = stage.run(&sandbox, &words(&format!("{KEEP} --report report.json")));
        sandbox.stop();
        let counts = Counts::printed(&ran);
        counts.check(1000, &ran);
        assert_eq!(counts.rejected, bad, "{ran:#?}");
        let requests = report(&stage.env.path("report.json"))["requests"].clone();
        assert!(requests.as_u64().unwrap() <= most, "{requests}");
        assert_eq!(stage.holds("/users").len(), 1000);
        for (_, _, error) in rejects(&stage.env.path("r.jsonl")) {
            assert_eq!(error["code"], "ERR_USER_EXISTS");
        }
    }
}

#[test]
fn a_file_of_rejects_is_exact_private_and_input_again() {
    let instance = Instance::new(Rules {
        bad: vec!["b".to_owned(), "d".to_owned()],
        ..Rules::default()
    });
    let env = Env::of(&instance.server);
    // Blank lines, blanks within, a record on two lines.
    let text = "{\"id\":\"a\"}\n\n{ \"id\": \"b\",\n  \"x\": 1.10 }\n{\"id\":\"c\"} {\"id\":\"d\",\"ü\":\"\\u00fc\"}\n";
    env.file("in.json", text);
    let ran = env.run("users create in.json --keep-going --rejects r.jsonl -o json");
    ran.fails(10);
    let path = env.path("r.jsonl");
    let written = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    let error = r#""status":400,"type":"t","#;
    assert_eq!(lines.len(), 2);
    for (line, begins) in lines.iter().zip([
        r#"{"line":3,"record":{"id":"b","x":1.10},"error":{"#,
        r#"{"line":5,"record":{"id":"d","ü":"\u00fc"},"error":{"#,
    ]) {
        assert!(line.starts_with(begins), "{line}");
    }
    let parsed: Value = serde_json::from_str(lines[0]).unwrap();
    let expected: Value = serde_json::from_str(&format!(
        r#"{{{error}"code":"BAD","message":"b is bad","data":null}}"#
    ))
    .unwrap();
    assert_eq!(parsed["error"], expected);
    #[cfg(unix)]
    assert_eq!(mode(&path), 0o600);

    // Mended, and fed to another instance; it is named as input and as output.
    let other = Instance::new(Rules {
        bad: vec!["d".to_owned()],
        ..Rules::default()
    });
    let env = env.var("CYXTH_API_URL", &other.server.api_url());
    env.file("r.jsonl", written.replace("1.10", "2.20"));
    let line = "users create r.jsonl --keep-going --rejects r.jsonl -o json";
    let ran = env.run(line);
    let counts = Counts::printed(&ran);
    assert_eq!((counts.done, counts.rejected), (1, 1), "{ran:#?}");
    assert_eq!(other.users()["b"], r#"{"id":"b","x":2.20}"#);
    let left = rejects(&path);
    assert_eq!(left.len(), 1);
    // Its line is that in the file that was read.
    assert_eq!((left[0].0, id_of(&left[0].1)), (2, "d".to_owned()));
    #[cfg(unix)]
    assert_eq!(mode(&path), 0o600);
}

/// What was neither done nor refused is nowhere but in the input.
#[test]
fn rejects_over_the_input_do_not_lose_what_was_not_sent() {
    let gone = "http://127.0.0.1:1/api";
    let refusing = Instance::with(|_| Some(refused(403, "NO", "not allowed")));
    for url in [gone, &refusing.server.api_url()] {
        let env = Env::new()
            .var("CYXTH_API_URL", url)
            .var("CYXTH_API_KEY", crate::support::KEY);
        let text = lines(ids(0..30));
        env.file("in.jsonl", &text);
        let line = "users create in.jsonl --rejects ./in.jsonl --batch-size 10 --concurrency 1 \
                    --retries 0 -o json";
        let ran = env.run(line);
        let counts = Counts::printed(&ran);
        assert!(counts.not_sent >= 20, "{ran:#?}");
        let after = std::fs::read_to_string(env.path("in.jsonl")).unwrap();
        assert_eq!(after, text, "{ran:#?}");
        assert!(ran.err.contains("in.jsonl"), "{ran:#?}");
    }
}

/// Answers 413 to more than so many records.
fn too_large(most: usize) -> impl Fn(&Seen) -> Option<Action> {
    move |seen| (seen.records > most).then(|| refused(413, "LARGE", "too large"))
}

#[test]
fn a_413_halves_the_batches_from_then_on() {
    let instance = Instance::with(too_large(130));
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..5000)));
    let ran = env.run("users create in.jsonl --keep-going --concurrency 1 -o json");
    assert_eq!(Counts::printed(&ran).done, 5000, "{ran:#?}");
    assert_eq!(ran.code, 0);
    // 1000, 500, 250 are too large; then 125 at a time.
    assert_eq!(instance.server.requests().len(), 3 + 40);
    // One that is too large by itself is refused by itself.
    let instance = Instance::with(|seen| {
        let is_large = seen.request.body.contains("u0007");
        is_large.then(|| refused(413, "LARGE", "too large"))
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..20)));
    let ran = env.run(KEEP);
    let counts = Counts::printed(&ran);
    assert_eq!((counts.done, counts.rejected), (19, 1), "{ran:#?}");
}

/// However many are refused in a row, whatever goes into one request, and however many are in
/// flight: all good records are done.
#[test]
fn what_is_done_does_not_depend_on_batches() {
    for how in [
        "--batch-size 1000",
        "--batch-size 20 --concurrency 1",
        "--batch-size 20 --concurrency 4",
    ] {
        let stage = Stage::new();
        let bad = (0..60).map(|n| format!("{{\"id\":\"b{n:03}\",\"mode\":-1}}\n"));
        let text: String = bad.chain([lines(ids(0..100))]).collect();
        stage.env.file("in.jsonl", text);
        let sandbox = stage.start(Faults::default());
        let ran = stage.run(&sandbox, &words(&format!("{KEEP} {how}")));
        sandbox.stop();
        let counts = Counts::printed(&ran);
        counts.check(160, &ran);
        assert_eq!((counts.done, counts.rejected), (100, 60), "{how} {ran:#?}");
        assert_eq!(rejects(&stage.env.path("r.jsonl")).len(), 60);
        assert_eq!(stage.holds("/users").len(), 100);
    }
}

/// A refusal of all the rest, for a quota say, is that of each record.
#[test]
fn many_refusals_for_one_cause_are_refusals_of_each() {
    let instance = Instance::with(|seen| {
        let is_full = seen.instance.len() + seen.records > 40;
        is_full.then(|| refused(400, "QUOTA", "the quota is used up"))
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..200)));
    let ran = env.run(&format!("{KEEP} --concurrency 1"));
    let counts = Counts::printed(&ran);
    counts.check(200, &ran);
    assert_eq!((counts.done, counts.rejected), (40, 160), "{ran:#?}");
    let message = ran.error()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("the quota is used up"), "{message}");
}

#[test]
fn without_keep_going_the_record_is_named() {
    let instance = Instance::new(Rules::default());
    instance.put(["u0013".to_owned()]);
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..50)));
    let line = "users create in.jsonl --batch-size 10 --concurrency 1 --rejects r.jsonl";
    let ran = env.run(line);
    let err = ran.fails(10);
    assert!(err.contains("in.jsonl:14:1: the user `u0013`"), "{err}");
    assert!(
        ran.out
            .contains("created 10 of 50 users: 10 rejected, 30 not sent")
    );
    assert_eq!(rejects(&env.path("r.jsonl")).len(), 10);
    // Nothing is there: the batch is named.
    let instance = Instance::with(|_| Some(refused(422, "X", "no")));
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..50)));
    let ran = env.run(line);
    let err = ran.fails(6);
    assert!(
        err.contains("in.jsonl:1:1 to in.jsonl:10:1 (10 users): no"),
        "{err}"
    );
}

#[test]
fn what_is_no_matter_of_records_is_not_isolated() {
    for (status, code) in [(401, 4), (403, 4), (404, 5), (405, 6), (410, 6)] {
        let instance = Instance::with(move |_| Some(json(status, "{}")));
        let env = Env::of(&instance.server);
        env.file("in.jsonl", lines(ids(0..100)));
        let ran = env.run(&format!("{KEEP} --concurrency 1 --batch-size 50"));
        let counts = Counts::printed(&ran);
        counts.check(100, &ran);
        assert_eq!((counts.rejected, counts.not_sent), (50, 50));
        assert_eq!(ran.code, code, "{status}");
        assert_eq!(instance.count("POST"), 1, "{status}");
    }
}
