//! Services that are far away: pages further on are asked for while others are on their way.

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

use crate::support::Env;
use crate::support::server::{Action, Begin, Request, Server, count_of_body, json, page};

/// So long takes every answer at least: sooner, nothing is asked for early.
const WAY: Duration = Duration::from_millis(10);

/// Requests that wait until there are so many of them.
struct Meeting {
    people: usize,
    there: Mutex<usize>,
    changed: Condvar,
}

impl Meeting {
    fn of(people: usize) -> Meeting {
        Meeting {
            people,
            there: Mutex::new(0),
            changed: Condvar::new(),
        }
    }

    /// Whether all have come.
    fn join(&self) -> bool {
        let mut there = self.there.lock().unwrap();
        *there += 1;
        self.changed.notify_all();
        let patience = Duration::from_secs(15);
        let is_missing = |there: &mut usize| *there < self.people;
        let waited = self.changed.wait_timeout_while(there, patience, is_missing);
        !waited.unwrap().1.timed_out()
    }
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("u{number:06}")).collect()
}

/// Answers reads, after the first few of them only once several have come.
fn answer(
    number: usize,
    alone: usize,
    meeting: &Meeting,
    ids: &[String],
    request: &Request,
) -> Action {
    thread::sleep(WAY);
    if number >= alone && !meeting.join() {
        return json(403, r#"{"type":"t","code":"ALONE","message":"alone"}"#);
    }
    page(ids, 1000, Begin::After, request)
}

#[test]
fn pages_of_a_long_listing_are_asked_for_at_a_time() {
    for line in [
        "users list --all -o id",
        "users list --all --filter name=n -o id",
    ] {
        let meeting = Meeting::of(3);
        let server =
            Server::new(move |number, request| answer(number, 2, &meeting, &ids(12_000), request));
        let ran = Env::of(&server).run(line);
        let listed: Vec<&str> = ran.ok().lines().collect();
        assert_eq!(listed.len(), 12_000, "{line}");
        for (listed, id) in listed.iter().zip(ids(12_000)) {
            assert!(listed.contains(&id), "{line}: {listed}");
        }
    }
}

#[test]
fn batches_are_looked_up_at_a_time() {
    let meeting = Meeting::of(3);
    let server = Server::new(move |number, request| match request.method.as_str() {
        "GET" => answer(number, 3, &meeting, &ids(6000), request),
        _ => count_of_body(request),
    });
    let env = Env::of(&server);
    // In another order, and two that are not there.
    let mut all = ids(6000);
    all.extend(["u001234x", "u004321x"].map(str::to_owned));
    all.sort();
    let records: Vec<String> = all
        .iter()
        .rev()
        .map(|id| format!(r#"{{"id":"{id}","name":"n"}}"#))
        .collect();
    let ran = env.pipe(records.join("\n"), "users create --skip-existing");
    assert!(
        ran.ok().contains("created 2 of 6002 users: 6000 skipped"),
        "{ran:#?}"
    );
    let created: Vec<String> = server
        .requests()
        .iter()
        .filter(|request| request.method == "POST")
        .map(|request| request.body.clone())
        .collect();
    let created = created.concat();
    for id in ["u001234x", "u004321x"] {
        assert!(created.contains(id), "{created}");
    }
    // A page for each batch, and few more to know of those that are missing.
    let reads = server.requests().len();
    assert!(reads < 30, "{reads}");
}
