//! A 404 to a change: about records in the API's own words, or about the path.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::Env;
use crate::support::counts::{Counts, rejects};
use crate::support::instance::{ids, lines, refused};
use crate::support::server::{Action, Begin, Request, Server, count, page};

/// The ids in a body, be it of records or of ids.
fn ids_in(request: &Request) -> Vec<String> {
    let body: Vec<serde_json::Value> = serde_json::from_str(&request.body).unwrap();
    let id =
        |value: &serde_json::Value| value.get("id").unwrap_or(value).as_str().map(String::from);
    body.iter().map(|value| id(value).unwrap()).collect()
}

fn not_found(id: &str) -> Action {
    refused(404, "ERR_NOT_FOUND", &format!("{id} is not known"))
}

/// Whatever the path, one collection: what is to be deleted and is not there is refused with 404, and
/// so is what is to be created or added and has `bad` in its id.
fn refusing(there: impl IntoIterator<Item = String>) -> Server {
    let there: Mutex<BTreeSet<String>> = Mutex::new(there.into_iter().collect());
    Server::new(move |_, request| {
        let mut there = there.lock().unwrap();
        if request.method == "GET" {
            let ids: Vec<String> = there.iter().cloned().collect();
            return page(&ids, 1000, Begin::After, request);
        }
        let ids = ids_in(request);
        let is_delete = request.method == "DELETE";
        let is_refused = |id: &&String| match is_delete {
            true => !there.contains(*id),
            false => id.contains("bad"),
        };
        if let Some(id) = ids.iter().find(is_refused) {
            return not_found(id);
        }
        for id in &ids {
            match is_delete {
                true => there.remove(id),
                false => there.insert(id.clone()),
            };
        }
        count(ids.len() as u64)
    })
}

fn changes(server: &Server) -> usize {
    let requests = server.requests();
    requests.iter().filter(|one| one.method != "GET").count()
}

#[test]
fn deleting_what_is_not_there_is_unchanged_whatever_the_status() {
    for line in [
        "users delete",
        "channels delete",
        "members remove c1",
        "users delete --keep-going",
    ] {
        let server = refusing(ids(0..8));
        let env = Env::of(&server);
        let past = if line.contains("remove") {
            "removed"
        } else {
            "deleted"
        };
        let ran = env.run(&format!("{line} u0003 zz u0005 --yes"));
        let out = ran.ok();
        assert!(out.starts_with(&format!("{past} 2 of 3 ")), "{out}");
        assert!(out.contains("1 was not there"), "{out}");
        assert_eq!(changes(&server), 2, "{line}");
        let out = env.run(&format!("{line} zz --yes")).text();
        assert!(out.contains("1 was not there"), "{out}");
    }
}

#[test]
fn records_that_are_refused_with_404_are_isolated() {
    for line in ["users create", "members add c1 --from"] {
        for how in ["--batch-size 2 --concurrency 1", "--batch-size 4", ""] {
            let server = refusing([]);
            let env = Env::of(&server);
            let bad = ["bad1", "bad2"].map(String::from);
            let all = ids(0..7).chain(bad).chain(ids(7..30));
            env.file("in.jsonl", lines(all));
            let rest = "--keep-going --rejects r.jsonl -o json";
            let ran = env.run(&format!("{line} in.jsonl {rest} {how}"));
            let counts = Counts::printed(&ran);
            counts.check(32, &ran);
            assert_eq!(
                (counts.done, counts.rejected),
                (30, 2),
                "{line} {how} {ran:#?}"
            );
            assert_eq!(ran.code, 10);
            let mut rejected = rejects(&env.path("r.jsonl"));
            // They are written as their requests end.
            rejected.sort_by_key(|(line, ..)| *line);
            let lines: Vec<u64> = rejected.iter().map(|(line, ..)| *line).collect();
            assert_eq!(lines, [8, 9]);
            assert_eq!(rejected[0].2["status"], 404);
        }
    }
}

#[test]
fn the_record_is_named_without_keep_going() {
    let server = refusing([]);
    let env = Env::of(&server);
    let ran = env.run("users create --id bad --name x");
    let err = ran.fails(5);
    assert!(err.contains("user `bad`: bad is not known (404"), "{err}");
    env.file("in.jsonl", lines(["a", "bad"].map(String::from)));
    let ran = env.run("members add c1 --from in.jsonl");
    let err = ran.fails(5);
    assert!(
        err.contains("in.jsonl:1:1 to in.jsonl:2:1 (2 members)"),
        "{err}"
    );
}

/// A channel that is not there, or a wrong URL, refuses everything.
#[test]
fn a_path_that_is_not_there_is_not_halved() {
    for line in [
        "users create in.jsonl",
        "members add c1 --from in.jsonl",
        "members remove c1 --from in.jsonl --yes",
        "users delete --from in.jsonl --yes",
    ] {
        let server = Server::always(not_found("c1"));
        let env = Env::of(&server);
        env.file("in.jsonl", lines(ids(0..1000)));
        let line = format!("{line} --batch-size 100 --concurrency 1 --keep-going -o json");
        let ran = env.run(&line);
        assert_eq!(ran.code, 5, "{ran:#?}");
        let counts = Counts::printed(&ran);
        counts.check(1000, &ran);
        assert_eq!((counts.rejected, counts.not_sent), (100, 900));
        assert_eq!(changes(&server), 1, "{line}");
        assert!(server.requests().len() < 10, "{:?}", server.lines());
        let message = ran.error()["message"].as_str().unwrap().to_owned();
        assert!(!message.contains("in.jsonl"), "{message}");
    }
}

/// It was there when the first refusal came.
#[test]
fn a_channel_that_goes_meanwhile_ends_the_halving() {
    let reads = AtomicUsize::new(0);
    let server = Server::new(move |_, request| {
        if request.method == "GET" && reads.fetch_add(1, Ordering::SeqCst) == 0 {
            return page(&[], 1000, Begin::After, request);
        }
        not_found("c1")
    });
    let env = Env::of(&server);
    env.file("in.jsonl", lines(ids(0..1000)));
    let ran = env.run("members add c1 --from in.jsonl --keep-going -o json");
    assert_eq!(ran.code, 5, "{ran:#?}");
    Counts::printed(&ran).check(1000, &ran);
    assert!(server.requests().len() < 25, "{}", server.requests().len());
}
