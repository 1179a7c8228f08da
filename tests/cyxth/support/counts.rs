//! What the tests of many records share: seeds, counts, reports, and what an instance holds.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use crate::support::Ran;

/// Runs a test once for every seed, several at a time: most of each is waiting. The variable
/// `CYXTH_TEST_SEED` picks a single seed, and `CYXTH_TEST_SEEDS` says how many there are.
pub fn for_seeds(test: &str, seeds: u64, run: impl Fn(u64) + Sync) {
    for_part_of_seeds(test, (0, 1), seeds, run);
}

/// The same for the seeds of one part of several, counted from 0: tests of their own, which the
/// harness runs beside each other.
pub fn for_part_of_seeds(
    test: &str,
    (part, parts): (u64, u64),
    seeds: u64,
    run: impl Fn(u64) + Sync,
) {
    if let Some(seed) = variable("CYXTH_TEST_SEED") {
        return if seed % parts == part {
            run(seed)
        };
    }
    let seeds = variable("CYXTH_TEST_SEEDS").unwrap_or(seeds);
    let next = AtomicU64::new(part);
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(parts, Ordering::Relaxed);
                    if seed >= seeds {
                        return;
                    }
                    if catch_unwind(AssertUnwindSafe(|| run(seed))).is_err() {
                        note(&format!("the failure above is that of seed {seed}"));
                        failed.lock().unwrap().push(seed);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(
        failed.is_empty(),
        "seeds {failed:?} failed; one alone: CYXTH_TEST_SEED={} cargo test --test cyxth {test}",
        failed[0]
    );
}

#[expect(clippy::disallowed_methods, reason = "for whoever runs a test")]
fn variable(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is a number")),
    )
}

/// Shown where the test fails.
#[expect(clippy::disallowed_macros, reason = "the harness keeps it")]
pub fn note(text: &str) {
    println!("{text}");
}

/// The counts that a run printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub done: u64,
    pub input: u64,
    pub unchanged: u64,
    pub skipped: u64,
    pub rejected: u64,
    pub not_sent: u64,
    pub unknown: u64,
}

impl Counts {
    pub fn of(value: &Value) -> Counts {
        let count = |name: &str| {
            let count = value.get(name);
            count.map_or(0, |count| count.as_u64().unwrap())
        };
        Counts {
            done: count("status"),
            input: count("input"),
            unchanged: count("unchanged"),
            skipped: count("skipped"),
            rejected: count("rejected"),
            not_sent: count("not_sent"),
            unknown: count("unknown"),
        }
    }

    /// Those of a run with `-o json`: on standard output where the run went well or anything
    /// was done.
    #[track_caller]
    pub fn printed(ran: &Ran) -> Counts {
        let mut lines = ran.out.lines().chain(ran.err.lines());
        let line = lines.find(|line| line.starts_with("{\"status\""));
        let line = line.unwrap_or_else(|| panic!("no counts: {ran:#?}"));
        let counts = Counts::of(&serde_json::from_str(line).unwrap());
        let has_result = counts.done > 0 || ran.code == 0;
        assert_eq!(ran.out.is_empty(), !has_result, "{ran:#?}");
        counts
    }

    pub fn failed(&self) -> u64 {
        self.rejected + self.not_sent + self.unknown
    }

    /// Every record is in one group, and the exit status is that of the groups.
    #[track_caller]
    pub fn check(&self, input: usize, ran: &Ran) {
        let good = self.done + self.unchanged + self.skipped;
        assert_eq!(self.input, input as u64, "{ran:#?}");
        assert_eq!(good + self.failed(), self.input, "{ran:#?}");
        match (good, self.failed()) {
            (_, 0) => assert_eq!(ran.code, 0, "{ran:#?}"),
            (0, _) => assert!((3..10).contains(&ran.code), "{ran:#?}"),
            _ => assert_eq!(ran.code, 10, "{ran:#?}"),
        }
        if self.failed() > 0 {
            ran.error();
        }
    }
}

pub fn report(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A line of a file of rejects: line, record, error.
pub fn rejects(path: &Path) -> Vec<(u64, String, Value)> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| {
        let value: BTreeMap<String, &serde_json::value::RawValue> =
            serde_json::from_str(line).unwrap();
        let names: Vec<&str> = value.keys().map(String::as_str).collect();
        assert_eq!(names, ["error", "line", "record"]);
        let error: Value = serde_json::from_str(value["error"].get()).unwrap();
        let names: Vec<&String> = error.as_object().unwrap().keys().collect();
        assert_eq!(names, ["code", "data", "message", "status", "type"]);
        let number = value["line"].get().parse().unwrap();
        (number, value["record"].get().to_owned(), error)
    });
    lines.collect()
}

/// The id of a record.
pub fn id_of(record: &str) -> String {
    let value: Value = serde_json::from_str(record).unwrap();
    value["id"].as_str().unwrap().to_owned()
}

/// Records by their ids, as they are written in an array.
pub fn by_id(array: &str) -> BTreeMap<String, String> {
    let records: Vec<&serde_json::value::RawValue> = serde_json::from_str(array).unwrap();
    let records = records.iter().map(|record| record.get().to_owned());
    records.map(|record| (id_of(&record), record)).collect()
}
