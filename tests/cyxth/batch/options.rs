//! Options of a run over many records: report, shards, check, and how fast it goes.

use std::time::{Duration, Instant};

use crate::support::Env;
use crate::support::counts::{Counts, report};
use crate::support::instance::{Instance, Rules, ids, lines, refused};
use crate::support::server::{Action, json};

#[test]
fn a_report_tells_every_batch() {
    let instance = Instance::new(Rules {
        bad: vec!["u0013".to_owned()],
        ..Rules::default()
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..25)));
    let line = "users create in.jsonl --keep-going --batch-size 10 --concurrency 1 -o json \
                --report report.json";
    let ran = env.run(line);
    let counts = Counts::printed(&ran);
    let report = report(&env.path("report.json"));
    assert_eq!(Counts::of(&report["counts"]), counts);
    let requests = instance.server.requests().len();
    assert_eq!(report["requests"], requests);
    assert_eq!(report["retries"], 0);
    assert!(report["instance"].as_str().unwrap().contains("127.0.0.1"));
    let batches = report["batches"].as_array().unwrap();
    assert_eq!(batches.len(), 3);
    for (batch, (first, last, done)) in batches.iter().zip([(1, 10, 10), (11, 20, 9), (21, 25, 5)])
    {
        assert_eq!(batch["first"], format!("in.jsonl:{first}:1"));
        assert_eq!(batch["last"], format!("in.jsonl:{last}:1"));
        assert_eq!(
            (batch["records"].clone(), batch["done"].clone()),
            ((last - first + 1).into(), done.into())
        );
    }
    let rejected = &batches[1]["rejected"];
    assert_eq!(rejected[0]["id"], "u0013");
    assert_eq!(rejected[0]["line"], 14);
    assert_eq!(rejected[0]["error"]["code"], "BAD");
    #[cfg(unix)]
    assert_eq!(crate::support::mode(&env.path("report.json")), 0o600);
    let text = std::fs::read_to_string(env.path("report.json")).unwrap();
    assert!(!text.contains(crate::support::KEY));
}

/// A create that is sent again after a look counts as tried again.
#[test]
fn retries_of_creates_are_in_the_report() {
    let instance = Instance::with(|seen| (seen.number == 0).then(|| json(503, "{}")));
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..3)));
    env.run("users create in.jsonl --report report.json").ok();
    assert_eq!(instance.count("POST"), 2);
    assert_eq!(report(&env.path("report.json"))["retries"], 1);
}

#[test]
fn shards_together_are_the_input() {
    for of in [1, 3, 8] {
        let instance = Instance::new(Rules::default());
        let env = Env::of(&instance.server);
        env.file("in.jsonl", lines(ids(0..500)));
        let mut sum = 0;
        for part in 1..=of {
            let line = format!("users create in.jsonl --shard {part}/{of} -o json");
            let ran = env.run(&line);
            let counts = Counts::printed(&ran);
            assert_eq!((counts.done, ran.code), (counts.input, 0), "{ran:#?}");
            sum += counts.done;
        }
        // A record that two shards had would have been refused.
        assert_eq!((sum, instance.users().len()), (500, 500));
    }
}

#[test]
fn a_check_sends_nothing() {
    let instance = Instance::new(Rules::default());
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..500)));
    let ran = env.run("users create in.jsonl --check");
    assert_eq!(ran.ok(), "no mistake in 500 users\n");
    let ran = env.run("users create in.jsonl --check -o json");
    assert_eq!(ran.ok(), "{\"status\":0,\"input\":500,\"not_sent\":500}\n");
    env.file("in.jsonl", lines(ids(0..500).chain(["u0007".to_owned()])));
    let err = env.run("users create in.jsonl --check").fails(2).to_owned();
    assert!(
        err.contains("in.jsonl:501") && err.contains("in.jsonl:8"),
        "{err}"
    );
    env.run("users delete --from in.jsonl --check").fails(2);
    assert!(instance.server.requests().is_empty());
}

#[test]
fn the_number_in_flight_is_bounded() {
    for most in [1, 2, 5] {
        let instance = Instance::new(Rules {
            takes: Duration::from_millis(30),
            ..Rules::default()
        });
        let env = Env::of(&instance.server);
        env.file("in.jsonl", lines(ids(0..200)));
        let line = format!("users create in.jsonl --batch-size 10 --concurrency {most}");
        env.run(&line).ok();
        assert_eq!(instance.most_in_flight(), most);
    }
}

#[test]
fn a_rate_spaces_requests() {
    let instance = Instance::new(Rules::default());
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..100)));
    let begun = Instant::now();
    env.run("users create in.jsonl --batch-size 10 --concurrency 8 --rate 20")
        .ok();
    assert!(begun.elapsed() >= Duration::from_millis(450));
    assert_eq!(instance.count("POST"), 10);
}

/// One 429 is a pause for all, and none of the pause is spent on further requests.
#[test]
fn a_429_pauses_all_requests() {
    let instance = Instance::with(|seen| {
        (seen.number == 8).then(|| {
            let body = r#"{"code":"SLOW","message":"slow down"}"#.to_owned();
            Action::Answer(429, vec![("Retry-After", "1".to_owned())], body)
        })
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..400)));
    env.run("users create in.jsonl --batch-size 10 --concurrency 4")
        .ok();
    assert_eq!(instance.users().len(), 400);
    let begun = instance.begun();
    assert_eq!(begun.len(), 41);
    // Those that were on their way may still come in; then nothing for a second.
    let late = begun[8] + Duration::from_millis(900);
    let between = begun[9..].iter().filter(|at| **at < late).count();
    assert!(between <= 3, "{between} during the pause");
    assert!(begun[40] >= begun[8] + Duration::from_secs(1));
}

#[test]
fn a_deadline_bounds_the_run() {
    // Refused for ever, slow for ever, limited for ever.
    for (what, status) in [("503", 503), ("slow", 200), ("429", 429)] {
        let instance = Instance::with(move |seen| match status {
            200 => {
                std::thread::sleep(Duration::from_millis(300));
                None
            }
            _ if seen.request.method == "GET" => None,
            _ => Some(json(status, "{}")),
        });
        let env = Env::of(&instance.server);
        env.file("in.jsonl", lines(ids(0..400)));
        let line = "users create in.jsonl --batch-size 10 --concurrency 1 --deadline 1 \
                    --retries 100 -o json";
        let ran = env.run(line);
        let counts = Counts::printed(&ran);
        counts.check(400, &ran);
        assert!(counts.not_sent > 300, "{what} {ran:#?}");
        let there = instance.users().len() as u64;
        assert!((counts.done..=counts.done + counts.unknown).contains(&there));
    }
}

/// `Retry-After` is waited for by creates too, whose outcome is looked up first.
#[test]
fn a_create_waits_as_long_as_a_503_asks_for() {
    let instance = Instance::with(|seen| {
        (seen.number == 0).then(|| {
            let after = vec![("Retry-After", "1".to_owned())];
            Action::Answer(503, after, "{}".to_owned())
        })
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..3)));
    env.run("users create in.jsonl").ok();
    let begun = instance.begun();
    let requests = instance.server.requests();
    let again = requests.iter().rposition(|r| r.method == "POST").unwrap();
    assert!(begun[again] >= begun[0] + Duration::from_secs(1));
}

/// A create whose first try comes through late: after the look, and before the second try.
#[test]
fn a_create_that_lands_late_is_found() {
    let instance = Instance::with(|seen| match seen.number {
        0 => Some(Action::CloseRead),
        // Looked at as nothing; then it lands.
        1 => {
            seen.instance.create(&Rules::default(), &lines_array(0..10));
            Some(json(200, "[]"))
        }
        _ => None,
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..10)));
    let ran = env.run("users create in.jsonl -o json");
    assert_eq!((Counts::printed(&ran).done, ran.code), (10, 0), "{ran:#?}");
}

/// The same, and then nothing more can be found out: it is not claimed that it was refused, nor
/// that it was never sent.
#[test]
fn what_may_have_landed_is_unknown_whatever_comes_after() {
    for (what, then) in [
        ("refused", refused(409, "EXISTS", "exists")),
        (
            "limited",
            Action::Answer(
                429,
                vec![("Retry-After", "9000".to_owned())],
                "{}".to_owned(),
            ),
        ),
    ] {
        for line in [
            "users create in.jsonl",
            "users delete --from in.jsonl --yes",
        ] {
            let then = then.clone();
            let instance = Instance::with(move |seen| match seen.number {
                0 => Some(Action::CloseRead),
                1 if seen.request.method == "GET" => Some(json(200, "[]")),
                _ if seen.request.method == "GET" => Some(json(500, "{}")),
                _ => Some(then.clone()),
            });
            let env = Env::of(&instance.server);
            env.file("in.jsonl", lines(ids(0..10)));
            let ran = env.run(&format!("{line} --retries 1 -o json"));
            let counts = Counts::printed(&ran);
            counts.check(10, &ran);
            assert_eq!(counts.unknown, 10, "{line} {what} {ran:#?}");
        }
    }
}

fn lines_array(range: std::ops::Range<usize>) -> String {
    format!("[{}]", lines(ids(range)).trim_end().replace('\n', ","))
}
