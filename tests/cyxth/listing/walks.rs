//! Walks over an instance that others change: every record that stays is listed, and none twice.

use std::sync::Mutex;

use fastrand::Rng;

use crate::support::Env;
use crate::support::server::{Server, numbered};

use super::habits::{ALL_UNKNOWN, HABITS, Habits, Unknown, answer, changing, folded, list};

/// The record that the next cursor names goes, at the end, in the middle, and several at once.
#[test]
fn a_cursor_whose_record_is_deleted_cuts_nothing() {
    for unknown in ALL_UNKNOWN {
        for inclusive in [false, true] {
            for (gone, before) in [
                // The last of the first page, and of the second.
                (vec!["u010"], 1),
                (vec!["u020"], 2),
                // Some of its last ones, and all of it.
                (vec!["u018", "u019", "u020"], 2),
                (vec!["u001", "u002", "u010"], 1),
                (vec!["u029", "u030"], 3),
            ] {
                let habits = Habits {
                    unknown,
                    inclusive,
                    cap: if inclusive { 11 } else { 10 },
                    ..HABITS
                };
                let taken = gone.clone();
                let server = changing(habits, numbered(30), move |number, ids| {
                    if number == before {
                        ids.retain(|id| !taken.contains(&id.as_str()));
                    }
                });
                let (found, ran) = list(&server, "--all --page-size 10");
                assert_eq!(ran.code, 0, "{unknown:?} {inclusive} {gone:?} {ran:#?}");
                let kept: Vec<String> = numbered(30)
                    .into_iter()
                    .filter(|id| !gone.contains(&id.as_str()) || found.contains(id))
                    .collect();
                assert_eq!(found, kept, "{unknown:?} {inclusive} {gone:?}");
                assert_eq!(ran.err, "");
            }
        }
    }
}

#[test]
fn a_whole_page_that_is_deleted_cuts_nothing() {
    for unknown in ALL_UNKNOWN {
        let habits = Habits { unknown, ..HABITS };
        let server = changing(habits, numbered(30), |number, ids| {
            if number == 2 {
                ids.retain(|id| !("u006".."u021").contains(&id.as_str()));
            }
        });
        let (found, ran) = list(&server, "--all --page-size 10");
        let mut there = numbered(30);
        // What was listed before it went.
        there.retain(|id| id.as_str() < "u021" || id.as_str() > "u020");
        assert_eq!((found, ran.code), (there, 0), "{unknown:?}");
        // Everything that was listed, and more than that.
        let server = changing(habits, numbered(30), |number, ids| {
            if number == 2 {
                ids.retain(|id| id.as_str() > "u020");
            }
        });
        let (found, ran) = list(&server, "--all --page-size 10");
        assert_eq!((found, ran.code), (numbered(30), 0), "{unknown:?}");
        let server = changing(habits, numbered(30), |number, ids| {
            if number == 2 {
                ids.clear();
            }
        });
        let (found, ran) = list(&server, "--all --page-size 10");
        assert_eq!((found, ran.code), (numbered(20), 0), "{unknown:?}");
    }
}

/// Deletions at random while it is listed: what stays is there once, what goes at most once.
#[test]
fn random_deletions_lose_nothing_else() {
    for seed in 0..60 {
        let mut rng = Rng::with_seed(seed);
        let habits = Habits {
            unknown: ALL_UNKNOWN[rng.usize(..4)],
            inclusive: rng.bool(),
            names: NAMES[rng.usize(..2)],
            cap: rng.usize(2..12),
            most: *rng.choice(&[50, 100, usize::MAX]).unwrap(),
            order: if rng.u8(..4) == 0 { folded } else { str::cmp },
        };
        let ids: Vec<String> = (0..rng.usize(1..80))
            .map(|n| format!("{}{n:03}", ["a", "B", "c"][n % 3]))
            .collect();
        let stays: Vec<String> = ids.iter().filter(|_| rng.u8(..3) > 0).cloned().collect();
        let (kept, chance) = (stays.clone(), Mutex::new(Rng::with_seed(seed)));
        let server = changing(habits, ids.clone(), move |number, ids| {
            let mut rng = chance.lock().unwrap();
            ids.retain(|id| number == 0 || kept.contains(id) || rng.u8(..3) > 0);
        });
        let (found, ran) = list(&server, "--all");
        assert_eq!(ran.code, 0, "{seed} {ran:#?} {:#?}", server.lines());
        let mut once = found.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), found.len(), "{seed}: twice in {found:?}");
        let lost: Vec<_> = stays.iter().filter(|id| !once.contains(id)).collect();
        assert!(lost.is_empty(), "{seed}: {lost:?} of {found:?}");
        assert!(once.iter().all(|id| ids.contains(id)));
    }
}

const NAMES: [&[&str]; 2] = [&["starting_after"], &["starting_after", "starting%20after"]];

/// A long listing that cannot go on says so: it has no place left that it remembers.
#[test]
fn what_cannot_be_gone_on_with_is_an_error() {
    for unknown in [Unknown::Refused, Unknown::Empty] {
        let ids: Vec<String> = (0..2500).map(|n| format!("u{n:04}")).collect();
        let habits = Habits { unknown, ..HABITS };
        let server = changing(habits, ids.clone(), |number, ids| {
            if number == 2 {
                ids.retain(|id| id.as_str() >= "u2000");
            }
        });
        let (found, ran) = list(&server, "--all");
        assert!(found == ids[..2000], "{unknown:?} {}", found.len());
        assert!(ran.fails(8).contains("u1999"), "{unknown:?} {ran:#?}");
        assert!(server.requests().len() < 20);
    }
}

#[test]
fn every_command_that_walks_gains() {
    let habits = Habits {
        unknown: Unknown::Empty,
        cap: 10,
        ..HABITS
    };
    let deleting = || {
        let users = Mutex::new(numbered(30));
        let after: Mutex<Vec<String>> = Mutex::default();
        Server::new(move |_, request| {
            let mut users = users.lock().unwrap();
            // The first cursor of each collection names a record that goes just then.
            let path = request
                .target
                .split('?')
                .next()
                .unwrap_or_default()
                .to_owned();
            let mut after = after.lock().unwrap();
            if request.query("starting_after").is_some() && !after.contains(&path) {
                after.push(path);
                let cursor = request.query("starting_after").unwrap();
                users.retain(|id| *id != cursor);
            }
            answer(habits, &users, request)
        })
    };
    for line in [
        "users list --all -o id",
        "channels list --all -o id",
        "members list c --all -o id",
    ] {
        let ran = Env::of(&deleting()).run(line);
        assert_eq!(ran.ok().lines().count(), 30, "{line}");
    }
    let server = deleting();
    let ran = Env::of(&server).run("export --users");
    assert_eq!(ran.ok().matches("\"id\"").count(), 30);
    // Nobody is wanted who is there: a difference for each of them.
    let server = deleting();
    let env = Env::of(&server);
    env.file("in.json", r#"{"users":[]}"#);
    let ran = env.run("diff in.json -o json");
    assert_eq!(ran.ok().matches("u0").count(), 30, "{ran:#?}");
}
