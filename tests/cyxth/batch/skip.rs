//! `--skip-existing`: a second run completes the first and changes nothing else, however the
//! service takes cursors.

use std::sync::Mutex;
use std::thread;

use cyxth::sandbox::Faults;
use fastrand::Rng;

use crate::support::Env;
use crate::support::counts::{Counts, for_seeds, rejects};
use crate::support::instance::{Instance, Rules, ids, lines, refused};
use crate::support::server::{Action, Gate, json};
use crate::support::stage::{Stage, words};

const SKIP: &str = "users create in.jsonl --skip-existing -o json";

/// Every cursor a service may have, every order of the input, some and all and none there.
#[test]
fn the_rest_is_created_whatever_cursors_are_like() {
    let cursors = [
        "exclusive",
        "inclusive",
        "existing",
        "existing-empty",
        "inclusive,existing",
        "inclusive,existing-empty",
    ];
    let mut rng = Rng::with_seed(3);
    for (at, cursor) in cursors.iter().enumerate() {
        for page in [None, Some(7), Some(2)] {
            let stage = Stage::new();
            // Ids of the input are between, before and behind those that are there.
            let step = [1, 3, 29][at % 3];
            let there: Vec<String> = (0..120).map(|n| format!("u{:05}", n * step)).collect();
            let records: Vec<String> = there
                .iter()
                .map(|id| format!(r#"{{"id":"{id}","name":"there"}}"#))
                .collect();
            stage.fill("/users", &[format!("[{}]", records.join(","))]);
            let mut wanted: Vec<String> = (0..150).map(|n| format!("u{:05}", n * 7)).collect();
            wanted.push("a".to_owned());
            wanted.push("z".to_owned());
            if rng.bool() {
                rng.shuffle(&mut wanted);
            }
            stage.env.file("in.jsonl", lines(wanted.clone()));
            let sandbox = stage.start(Faults {
                cursor: cursor.parse().unwrap(),
                largest_page: page.map(|page: u32| page.to_string().parse().unwrap()),
                ..Faults::default()
            });
            let batch = rng.usize(1..60);
            let line = format!("{SKIP} --batch-size {batch}");
            for run in 0..2 {
                let ran = stage.run(&sandbox, &words(&line));
                let counts = Counts::printed(&ran);
                counts.check(wanted.len(), &ran);
                let is_there = |id: &&String| run == 1 || there.contains(id);
                let skipped = wanted.iter().filter(is_there).count() as u64;
                assert_eq!(counts.skipped, skipped, "{cursor} {page:?} {ran:#?}");
                assert_eq!(ran.code, 0, "{cursor} {page:?} {ran:#?}");
            }
            sandbox.stop();
            let holds = stage.holds("/users");
            let mut all: Vec<&String> = there.iter().chain(&wanted).collect();
            all.sort_unstable();
            all.dedup();
            assert!(holds.keys().eq(all), "{cursor} {page:?}");
            assert!(there.iter().all(|id| holds[id].contains("there")));
        }
    }
}

/// Channels take the same way.
#[test]
fn channels_are_skipped_too() {
    let stage = Stage::new();
    stage.fill("/channels", &[r#"[{"id":"b","name":"there"}]"#.to_owned()]);
    stage
        .env
        .file("in.jsonl", lines(["c", "b", "a"].map(str::to_owned)));
    let sandbox = stage.start(Faults::default());
    let line = "channels create in.jsonl --skip-existing -o json";
    let counts = Counts::printed(&stage.run(&sandbox, &words(line)));
    assert_eq!((counts.done, counts.skipped), (2, 1));
    sandbox.stop();
    assert!(stage.holds("/channels")["b"].contains("there"));
}

#[test]
fn small_input_reads_little_of_a_large_instance() {
    let there: Vec<String> = ids(0..5000).collect();
    let instance = Instance::new(Rules::default());
    instance.put(there);
    let env = Env::of(&instance.server);
    // Far apart: some there, some between, one behind.
    let wanted = ["u0007", "u1234x", "u2500", "u4999", "v"].map(str::to_owned);
    env.file("in.jsonl", lines(wanted));
    let ran = env.run(SKIP);
    let counts = Counts::printed(&ran);
    assert_eq!((counts.done, counts.skipped), (2, 3), "{ran:#?}");
    let requests = instance.server.requests();
    let read: usize = requests
        .iter()
        .filter_map(|request| request.query("limit"))
        .map(|limit| limit.parse::<usize>().unwrap())
        .sum();
    assert!(
        requests.len() <= 12 && read <= 200,
        "{read} in {requests:#?}"
    );
    assert_eq!(instance.users().len(), 5002);
}

/// All together is one reading of what is there.
#[test]
fn a_full_rerun_reads_the_instance_once() {
    let instance = Instance::new(Rules::default());
    instance.put(ids(0..5000));
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..5000)));
    let ran = env.run(&format!("{SKIP} --batch-size 100"));
    assert_eq!(Counts::printed(&ran).skipped, 5000);
    let requests = instance.server.requests();
    assert!(requests.iter().all(|request| request.method == "GET"));
    let read: usize = requests
        .iter()
        .map(|request| request.query("limit").unwrap().parse::<usize>().unwrap())
        .sum();
    assert!(read <= 6200, "{read} in {} requests", requests.len());
}

#[test]
fn a_service_without_an_order_is_read_whole_and_named() {
    let mut there: Vec<String> = ids(0..200).collect();
    Rng::with_seed(1).shuffle(&mut there);
    let instance = Instance::new(Rules {
        is_unordered: true,
        ..Rules::default()
    });
    instance.put(there);
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(100..300)));
    let ran = env.run(&format!("{SKIP} --batch-size 50"));
    let counts = Counts::printed(&ran);
    assert_eq!((counts.done, counts.skipped), (100, 100), "{ran:#?}");
    assert!(ran.err.contains("ascending order"), "{ran:#?}");
    assert_eq!(instance.users().len(), 300);
}

/// Somebody else creates a record between the look and the create.
#[test]
fn a_refusal_means_looking_again() {
    let instance = Instance::with(|seen| {
        let is_first_post = seen.request.method == "POST" && seen.records == 20;
        if is_first_post {
            seen.instance.put(["u0003".to_owned(), "u0011".to_owned()]);
        }
        None
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..20)));
    let ran = env.run(SKIP);
    let counts = Counts::printed(&ran);
    assert_eq!((counts.done, counts.skipped), (18, 2), "{ran:#?}");
    assert_eq!(instance.count("POST"), 2);
    assert_eq!(instance.users().len(), 20);
}

/// Two machines run the same seed at the same time: each record is done by one of them.
#[test]
fn two_runs_at_once_share_the_work() {
    for_seeds("two_runs_at_once_share_the_work", 12, |seed| {
        let mut rng = Rng::with_seed(seed);
        let stage = Stage::new();
        let mut wanted: Vec<String> = ids(0..300).collect();
        for name in ["in0.jsonl", "in1.jsonl"] {
            if rng.bool() {
                rng.shuffle(&mut wanted);
            }
            stage.env.file(name, lines(wanted.clone()));
        }
        let sandbox = stage.start(Faults {
            latency: Some("2±2".parse().unwrap()),
            ..Faults::default()
        });
        let sizes = [rng.usize(5..60), rng.usize(5..60)];
        let run = |which: usize| {
            let line = format!(
                "users create in{which}.jsonl --skip-existing -o json --batch-size {}",
                sizes[which]
            );
            let ran = stage.run(&sandbox, &words(&line));
            let counts = Counts::printed(&ran);
            counts.check(300, &ran);
            assert_eq!(ran.code, 0, "{ran:#?}");
            counts.done
        };
        let done = thread::scope(|scope| {
            let other = scope.spawn(|| run(1));
            run(0) + other.join().unwrap()
        });
        sandbox.stop();
        assert_eq!((done, stage.holds("/users").len()), (300, 300));
    });
}

/// All of it is there meanwhile: nothing is left to do, and nothing is claimed.
#[test]
fn another_run_may_do_it_all_first() {
    let instance = Instance::with(|seen| {
        if seen.request.method == "POST" && seen.instance.len() == 0 {
            seen.instance.put(ids(0..20));
        }
        None
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..20)));
    let ran = env.run(SKIP);
    let counts = Counts::printed(&ran);
    assert_eq!((counts.done, counts.skipped, ran.code), (0, 20, 0));
}

/// A record that is refused for a reason of its own is no record that is there.
#[test]
fn what_is_bad_is_rejected_and_the_rest_done() {
    let instance = Instance::new(Rules {
        bad: vec!["u0013".to_owned()],
        ..Rules::default()
    });
    instance.put(ids(0..5));
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..40)));
    let ran = env.run(&format!("{SKIP} --keep-going --rejects r.jsonl"));
    let counts = Counts::printed(&ran);
    counts.check(40, &ran);
    assert_eq!((counts.done, counts.skipped, counts.rejected), (34, 5, 1));
    let rejected = rejects(&env.path("r.jsonl"));
    assert_eq!((rejected[0].0, rejected.len()), (14, 1));
    assert_eq!(rejected[0].2["message"], "u0013 is bad");
}

/// The looking fails for good while a batch fails too: every record is still in the counts.
#[test]
fn a_look_that_fails_leaves_its_records_not_sent() {
    // Which of the two fails first.
    for look_first in [true, false] {
        let (gate, wait) = Gate::new();
        let gate = Mutex::new(Some(gate));
        let open = move || drop(gate.lock().unwrap().take());
        let instance = Instance::with(move |seen| match seen.request.method.as_str() {
            // The first batch is looked for, and whether what comes is to be believed.
            "GET" if seen.number > 1 => {
                if look_first {
                    open();
                } else {
                    wait();
                }
                Some(json(404, "{}"))
            }
            "POST" => {
                if look_first {
                    wait();
                } else {
                    open();
                }
                Some(refused(403, "NO", "not allowed"))
            }
            _ => None,
        });
        // One between each two of the input, so that each batch has to be looked for.
        instance.put(ids(0..95).map(|id| id + "x"));
        let env = Env::of(&instance.server);
        env.file("in.jsonl", lines(ids(0..95)));
        let ran = env.run(&format!("{SKIP} --batch-size 10 --retries 0"));
        assert_eq!(instance.count("POST"), 1);
        let counts = Counts::printed(&ran);
        counts.check(95, &ran);
        assert_eq!((counts.rejected, counts.not_sent), (10, 85));
    }
}

/// A page that is no page is no reason to create everything anew.
#[test]
fn nothing_is_sent_where_it_cannot_be_looked() {
    for action in [json(500, "{}"), json(200, "{}"), Action::CloseRead] {
        let answer = action.clone();
        let instance =
            Instance::with(move |seen| (seen.request.method == "GET").then(|| answer.clone()));
        let env = Env::of(&instance.server);
        env.file("in.jsonl", lines(ids(0..10)));
        let ran = env.run(&format!("{SKIP} --retries 0"));
        let counts = Counts::printed(&ran);
        counts.check(10, &ran);
        assert_eq!(counts.not_sent, 10);
        assert_eq!(instance.count("POST"), 0);
        assert!(ran.err.contains("cannot look"), "{ran:#?}");
    }
}
