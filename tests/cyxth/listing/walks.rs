//! Walks over an instance that others change, and over services with habits of their own: every
//! record that stays is listed, and none twice.

use std::cmp::Ordering;
use std::sync::Mutex;

use fastrand::Rng;

use crate::support::server::{Action, Request, Server, json, numbered};
use crate::support::{Env, Ran};

/// What a service does with a cursor that names nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unknown {
    Placed,
    Refused,
    Empty,
    First,
}

/// The ways of a service.
#[derive(Clone, Copy)]
pub struct Habits {
    pub unknown: Unknown,
    /// Pages begin at their cursor.
    pub inclusive: bool,
    /// The names of the cursor that are read.
    pub names: &'static [&'static str],
    pub cap: usize,
    /// Larger limits are refused.
    pub most: usize,
    pub order: fn(&str, &str) -> Ordering,
}

pub const HABITS: Habits = Habits {
    unknown: Unknown::Placed,
    inclusive: false,
    names: &["starting_after"],
    cap: 1000,
    most: usize::MAX,
    order: str::cmp,
};

pub fn answer(habits: Habits, ids: &[String], request: &Request) -> Action {
    let limit: usize = request
        .query("limit")
        .map_or(50, |limit| limit.parse().unwrap());
    if limit > habits.most {
        let most = habits.most;
        let body = format!(r#"{{"type":"t","code":"LIMIT","message":"at most {most}"}}"#);
        return json(400, body);
    }
    let mut ids = ids.to_vec();
    ids.sort_by(|a, b| (habits.order)(a, b));
    let cursor = habits.names.iter().find_map(|name| request.query(name));
    let mut begin = 0;
    if let Some(cursor) = cursor {
        let place = ids.partition_point(|id| (habits.order)(id, &cursor).is_lt());
        let is_there = ids.get(place) == Some(&cursor);
        begin = match habits.unknown {
            _ if is_there => place + usize::from(!habits.inclusive),
            Unknown::Placed => place,
            Unknown::Refused => {
                return json(
                    400,
                    r#"{"type":"t","code":"CURSOR","message":"no such cursor"}"#,
                );
            }
            Unknown::Empty => ids.len(),
            Unknown::First => 0,
        };
    }
    let page = ids[begin..].iter().take(limit.min(habits.cap));
    let records: Vec<String> = page
        .map(|id| format!(r#"{{"id":"{id}","name":"n"}}"#))
        .collect();
    json(200, format!("[{}]", records.join(",")))
}

/// A service whose records are changed before each request, which comes with its number.
fn changing(
    habits: Habits,
    ids: Vec<String>,
    change: impl Fn(usize, &mut Vec<String>) + Send + Sync + 'static,
) -> Server {
    let ids = Mutex::new(ids);
    Server::new(move |number, request| {
        let mut ids = ids.lock().unwrap();
        change(number, &mut ids);
        answer(habits, &ids, request)
    })
}

fn still(habits: Habits, ids: Vec<String>) -> Server {
    changing(habits, ids, |_, _| {})
}

fn list(server: &Server, options: &str) -> (Vec<String>, Ran) {
    let ran = Env::of(server).run(&format!("users list -o id {options}"));
    (ran.out.lines().map(str::to_owned).collect(), ran)
}

fn limits(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let limits = requests.iter().filter_map(|request| request.query("limit"));
    limits.collect()
}

pub const ALL_UNKNOWN: [Unknown; 4] = [
    Unknown::Placed,
    Unknown::Refused,
    Unknown::Empty,
    Unknown::First,
];

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

pub fn folded(a: &str, b: &str) -> Ordering {
    a.to_lowercase().cmp(&b.to_lowercase())
}

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
fn a_cursor_that_is_refused_though_its_record_is_there_is_the_services_word() {
    let server = Server::new(|_, request| {
        let habits = Habits { cap: 10, ..HABITS };
        match request.query("starting_after").as_deref() {
            Some("u010" | "u030") => {
                json(400, r#"{"type":"t","code":"NO","message":"not this one"}"#)
            }
            _ => answer(habits, &numbered(30), request),
        }
    });
    let (found, ran) = list(&server, "--all");
    assert_eq!(found, numbered(30));
    assert!(ran.fails(6).contains("not this one"), "{ran:#?}");
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

#[test]
fn a_service_that_refuses_large_limits_is_asked_for_less() {
    for (most, cursor) in [(100, false), (50, false), (100, true)] {
        let habits = Habits { most, ..HABITS };
        let server = still(habits, numbered(230));
        let options = if cursor { "--starting-after u030" } else { "" };
        let (found, ran) = list(&server, &format!("--all {options}"));
        assert_eq!(found, &numbered(230)[if cursor { 30 } else { 0 }..]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let asked = limits(&server);
        // Once for the whole run.
        let refused = asked
            .iter()
            .filter(|limit| limit.parse::<usize>().unwrap() > most);
        assert_eq!(refused.count(), if most == 50 { 2 } else { 1 }, "{asked:?}");
    }
    // One page, of which one record more is asked for.
    let server = still(Habits { most: 50, ..HABITS }, numbered(60));
    let (found, ran) = list(&server, "");
    assert_eq!(found, numbered(50));
    assert!(ran.err.contains("--all"), "{ran:#?}");
    assert_eq!(limits(&server), ["51", "50"]);
    // What was refused for another reason stays refused, in the service's first words.
    let server = Server::new(|_, request| {
        let limit = request.query("limit").unwrap();
        json(
            400,
            format!(r#"{{"type":"t","code":"C","message":"no {limit}"}}"#),
        )
    });
    let ran = Env::of(&server).run("users list --all");
    assert!(ran.fails(6).contains("no 1000"), "{ran:#?}");
    assert_eq!(limits(&server), ["1000", "100", "50"]);
}

#[test]
fn every_command_gets_by_with_the_limit_that_is_borne() {
    for line in [
        "channels list --all",
        "members list c --limit 200",
        "export",
        "diff in.json",
        "apply in.json",
        "users create in.jsonl --skip-existing",
    ] {
        let server = Server::new(|_, request| match request.method.as_str() {
            "GET" => answer(Habits { most: 50, ..HABITS }, &numbered(130), request),
            _ => crate::support::server::count_of_body(request),
        });
        let env = Env::of(&server);
        env.file("in.json", r#"{"users":[{"id":"u001","name":"n"}]}"#);
        let records: Vec<String> = numbered(200)
            .iter()
            .map(|id| format!(r#"{{"id":"{id}","name":"n"}}"#))
            .collect();
        env.file("in.jsonl", records.join("\n"));
        env.run(line).ok();
        let asked = limits(&server);
        assert!(asked.iter().any(|limit| limit == "50"), "{line} {asked:?}");
        // Lists that are read at the same time may each have asked before one was answered.
        let refused = asked
            .iter()
            .filter(|limit| limit.parse::<usize>().unwrap() > 50);
        assert!(refused.count() <= 12, "{line} {asked:?}");
    }
}

#[test]
fn the_page_size_is_for_every_command() {
    for line in [
        "users list --all",
        "export --users",
        "diff in.json",
        "users create in.jsonl --skip-existing",
    ] {
        let server = Server::new(|_, request| match request.method.as_str() {
            "GET" => answer(Habits { most: 20, ..HABITS }, &numbered(45), request),
            _ => crate::support::server::count_of_body(request),
        });
        let env = Env::of(&server);
        env.file("in.json", r#"{"users":[{"id":"u001","name":"n"}]}"#);
        env.file(
            "in.jsonl",
            "{\"id\":\"u001\",\"name\":\"n\"}\n{\"id\":\"u044\",\"name\":\"n\"}\n",
        );
        env.run(&format!("{line} --page-size 20")).ok();
        if !line.contains("create") {
            env.run(line).fails(6);
        }
    }
}

#[test]
fn a_cursor_by_the_name_of_the_table_is_found_out_once() {
    let spaced = Habits {
        names: &["starting%20after"],
        cap: 10,
        ..HABITS
    };
    for inclusive in [false, true] {
        for size in [1, 2, 10] {
            let server = still(
                Habits {
                    inclusive,
                    ..spaced
                },
                numbered(30),
            );
            let (found, ran) = list(&server, &format!("--all --page-size {size}"));
            assert_eq!(
                (found, ran.code),
                (numbered(30), 0),
                "{inclusive} {size} {ran:#?}"
            );
            let by_the_other = server
                .requests()
                .iter()
                .filter(|request| request.query("starting_after").is_some())
                .count();
            // One record a page, and the cursor's own comes first: that may be a page as it should.
            assert!(
                by_the_other <= if size == 1 { 3 } else { 1 },
                "{inclusive} {size}"
            );
        }
        let server = still(
            Habits {
                inclusive,
                ..spaced
            },
            numbered(30),
        );
        let (found, ran) = list(&server, "--starting-after u010 --limit 2");
        assert_eq!(
            (found, ran.code),
            (numbered(12).split_off(10), 0),
            "{ran:#?}"
        );
    }
    // One that reads neither: no wrong records.
    let server = still(
        Habits {
            names: &[],
            ..spaced
        },
        numbered(30),
    );
    let (found, ran) = list(&server, "--starting-after u010 --limit 2");
    assert!(found.is_empty(), "{ran:#?}");
    ran.fails(8);
    let ran = Env::of(&server).run("export --users");
    ran.fails(8);
}

/// `C` comes before `b` in the order of bytes and after it in that of the service.
#[test]
fn a_later_start_in_another_order_is_no_lost_cursor() {
    let ids = ["a", "b", "C", "d", "E", "f"].map(str::to_owned).to_vec();
    let habits = Habits {
        order: folded,
        ..HABITS
    };
    for size in ["", "--page-size 2"] {
        let server = still(habits, ids.clone());
        let (found, ran) = list(&server, &format!("--starting-after b --all {size}"));
        assert_eq!((&found[..], ran.code), (&ids[2..], 0), "{ran:#?}");
        assert!(ran.err.contains("ascending order"), "{ran:#?}");
        let (found, _) = list(&server, &format!("--all {size}"));
        assert_eq!(found, ids);
    }
}

#[test]
fn an_id_that_is_too_long_for_a_url_is_gone_around() {
    let long = format!("u015{}", "x".repeat(70_000));
    let mut ids = numbered(30);
    ids.insert(15, long.clone());
    for size in [16, 8, 4] {
        let server = still(HABITS, ids.clone());
        let (found, ran) = list(&server, &format!("--all --page-size {size}"));
        assert_eq!((found.len(), ran.code), (31, 0), "{size} {}", ran.err);
        assert_eq!(found, ids);
    }
    // The last one of all.
    let server = still(HABITS, ids[..16].to_vec());
    let (found, ran) = list(&server, "--all --page-size 8");
    assert_eq!((found.len(), ran.code), (16, 0), "{}", ran.err);
    // Nothing to ask from that would show what is behind it.
    let server = still(Habits { cap: 1, ..HABITS }, ids);
    let (found, ran) = list(&server, "--all");
    assert_eq!(found.len(), 16);
    assert!(ran.fails(8).contains("70004 bytes"), "{}", ran.err);
    assert!(ran.err.len() < 2000);
}
