//! Looking up what is there: whatever the order of the service and its rules about cursors, nobody
//! who is there is believed missing.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

use fastrand::Rng;

use crate::listing::habits::{ALL_UNKNOWN, HABITS, Habits, Unknown, answer, folded};
use crate::support::server::{Action, Server, count, json, numbered};
use crate::support::{Env, Ran};

/// A service that creates users, and refuses those that are there.
struct Service {
    server: Server,
    /// Ids that were sent although they were there.
    sent_again: Arc<Mutex<Vec<String>>>,
    users: Arc<Mutex<Vec<String>>>,
}

fn service(habits: Habits, ids: Vec<String>) -> Service {
    let users = Arc::new(Mutex::new(ids));
    let sent_again: Arc<Mutex<Vec<String>>> = Arc::default();
    let (there, again) = (users.clone(), sent_again.clone());
    let server = Server::new(move |_, request| {
        let mut there = there.lock().unwrap();
        if request.method == "GET" {
            return answer(habits, &there, request);
        }
        let records: Vec<serde_json::Value> = serde_json::from_str(&request.body).unwrap();
        let ids: Vec<String> = records
            .iter()
            .map(|record| record["id"].as_str().unwrap().to_owned())
            .collect();
        let known: Vec<String> = ids
            .iter()
            .filter(|id| there.contains(id))
            .cloned()
            .collect();
        if !known.is_empty() {
            again.lock().unwrap().extend(known);
            return json(400, r#"{"type":"t","code":"EXISTS","message":"is there"}"#);
        }
        let created = ids.len() as u64;
        there.extend(ids);
        count(created)
    });
    Service {
        server,
        sent_again,
        users,
    }
}

impl Service {
    /// Creates some users, without those that are there.
    fn create(&self, wanted: &[String], options: &str) -> Ran {
        let env = Env::of(&self.server);
        let records: Vec<String> = wanted
            .iter()
            .map(|id| serde_json::json!({"id": id, "name": "n"}).to_string())
            .collect();
        env.file("in.jsonl", records.join("\n"));
        env.run(&format!(
            "users create in.jsonl --skip-existing -o json {options}"
        ))
    }

    #[track_caller]
    fn creates_the_others(&self, wanted: &[String], options: &str) {
        let before = self.users.lock().unwrap().clone();
        let new = wanted.iter().filter(|id| !before.contains(id)).count();
        let ran = self.create(wanted, options);
        assert_eq!(ran.code, 0, "{ran:#?}");
        let again = self.sent_again.lock().unwrap().clone();
        assert!(
            again.is_empty(),
            "sent although there: {again:?} {:#?}",
            self.server.lines()
        );
        assert_eq!(
            self.users.lock().unwrap().len(),
            before.len() + new,
            "{ran:#?}"
        );
    }
}

fn texts(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn units(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// As a dictionary has it: punctuation is looked past.
fn letters(a: &str, b: &str) -> Ordering {
    let key = |text: &str| -> String {
        let folded = text.to_lowercase();
        folded.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    key(a).cmp(&key(b)).then(a.cmp(b))
}

fn numbers(a: &str, b: &str) -> Ordering {
    let key = |text: &str| {
        let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let word = text[..text.len() - digits.len()].to_owned();
        let number: String = digits.chars().take_while(char::is_ascii_digit).collect();
        (word, number.parse().unwrap_or(0_u64), text.to_owned())
    };
    key(a).cmp(&key(b))
}

/// Many ids on which all orders agree, with a few among them on which they do not.
fn many(others: &[&str]) -> Vec<String> {
    let mut ids: Vec<String> = (0..200).map(|n| format!("a{n:04}")).collect();
    ids.extend(texts(others));
    ids
}

#[test]
fn an_order_that_ignores_the_case_hides_nobody() {
    for unknown in ALL_UNKNOWN {
        for cap in [5, 1000] {
            let habits = Habits {
                unknown,
                cap,
                order: folded,
                ..HABITS
            };
            let service = service(habits, many(&["Zb"]));
            service.creates_the_others(&texts(&["Zb", "a0100"]), "");
            service.creates_the_others(&texts(&["Zc", "a0100", "a0100x", "b"]), "");
            service.creates_the_others(&texts(&["A0100x", "zb"]), "--batch-size 1");
        }
    }
}

#[test]
fn other_orders_hide_nobody() {
    let wide = "\u{ff41}\u{1f600}";
    for (order, others, wanted) in [
        (
            units as fn(&str, &str) -> Ordering,
            vec!["\u{ff41}", "\u{1f600}"],
            vec!["\u{1f600}", wide],
        ),
        (
            letters,
            vec!["a-0150x", "a_b", "b.c"],
            vec!["a-0150x", "a-0151x", "a_b", "b.c", "b-d"],
        ),
        (
            numbers,
            vec!["c1", "c2", "c9", "c10", "c11"],
            vec!["c10", "c11", "c12", "c3"],
        ),
    ] {
        for unknown in ALL_UNKNOWN {
            for cap in [4, 1000] {
                let habits = Habits {
                    unknown,
                    cap,
                    order,
                    ..HABITS
                };
                let service = service(habits, many(&others));
                service.creates_the_others(&texts(&wanted), "");
            }
        }
    }
}

/// Ids that were created in ascending order, and one that came late.
#[test]
fn an_order_of_creation_hides_nobody() {
    for unknown in ALL_UNKNOWN {
        let ids = Arc::new(many(&["a0100x"]));
        let sent: Arc<Mutex<Vec<String>>> = Arc::default();
        let (there, posted) = (ids.clone(), sent.clone());
        let server = Server::new(move |_, request| {
            if request.method == "POST" {
                posted.lock().unwrap().push(request.body.clone());
                return count(1);
            }
            let limit: usize = request.query("limit").unwrap().parse().unwrap();
            let cursor = request.query("starting_after");
            let place = cursor.map(|cursor| there.iter().position(|id| *id == cursor));
            let begin = match place {
                None => 0,
                Some(Some(at)) => at + 1,
                Some(None) => match unknown {
                    Unknown::Refused => return json(400, "{}"),
                    Unknown::First => 0,
                    _ => there.len(),
                },
            };
            let page = there[begin..].iter().take(limit);
            let records: Vec<String> = page.map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
            json(200, format!("[{}]", records.join(",")))
        });
        let env = Env::of(&server);
        env.file(
            "in.jsonl",
            "{\"id\":\"a0100x\",\"name\":\"n\"}\n{\"id\":\"a0101\",\"name\":\"n\"}\n",
        );
        let ran = env.run("users create in.jsonl --skip-existing -o json");
        assert_eq!(ran.code, 0, "{unknown:?} {ran:#?}");
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains(r#""skipped":2"#), "{unknown:?} {ran:#?}");
        assert!(sent.lock().unwrap().is_empty(), "{unknown:?}");
    }
}

/// A page at a guess that begins one record too late.
#[test]
fn a_guess_that_is_placed_wrong_hides_nobody() {
    let ids: Vec<String> = (0..100).map(|n| format!("u{:03}", n * 2)).collect();
    let server = Server::new(move |_, request| {
        if request.method == "POST" {
            return json(400, r#"{"type":"t","code":"EXISTS","message":"is there"}"#);
        }
        let cursor = request.query("starting_after").unwrap_or_default();
        let mut request = request.clone();
        if !cursor.is_empty() && !ids.contains(&cursor) {
            let next = ids.iter().find(|id| **id > cursor).or(ids.last()).unwrap();
            request.target = request
                .target
                .split("starting_after")
                .next()
                .unwrap()
                .to_owned();
            request.target += &format!("starting_after={next}");
        }
        answer(HABITS, &ids, &request)
    });
    let env = Env::of(&server);
    for id in ["u100", "u198", "u050"] {
        let ran = env.run(&format!(
            "users create --id {id} --name n --skip-existing -o json"
        ));
        assert_eq!(ran.code, 0, "{id} {ran:#?}");
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains(r#""skipped":1"#), "{id} {ran:#?}");
    }
    assert!(server.lines().iter().all(|line| line.starts_with("GET")));
}

#[test]
fn any_order_and_any_rule_about_cursors() {
    let orders: [fn(&str, &str) -> Ordering; 5] = [str::cmp, folded, units, letters, numbers];
    for seed in 0..60 {
        let mut rng = Rng::with_seed(seed);
        let habits = Habits {
            unknown: ALL_UNKNOWN[rng.usize(..4)],
            inclusive: rng.bool(),
            cap: rng.usize(3..40),
            order: orders[rng.usize(..5)],
            ..HABITS
        };
        let alphabet: Vec<char> = "abABzZ01_-9é\u{ff41}😀".chars().collect();
        let plain = rng.bool();
        let mut ids: Vec<String> = (0..rng.usize(1..150))
            .map(|n| match plain {
                true => format!("u{n:04}"),
                false => (0..rng.usize(1..4))
                    .map(|_| rng.choice(&alphabet).unwrap())
                    .collect(),
            })
            .collect();
        ids.sort();
        ids.dedup();
        rng.shuffle(&mut ids);
        let there = ids.split_off(ids.len() / 2);
        let mut wanted = ids;
        wanted.extend(there.iter().filter(|_| rng.bool()).cloned());
        let service = service(habits, there);
        let batch = *rng.choice(&[1, 2, 3, 20, 50]).unwrap();
        service.creates_the_others(&wanted, &format!("--allow-empty --batch-size {batch}"));
    }
}

/// New ids are mostly the last ones.
#[test]
fn what_comes_behind_everything_is_found_missing_without_reading_it_all() {
    let ids: Vec<String> = (0..60_000).map(|n| format!("user-{n:07}")).collect();
    for wanted in ["user-0060000", "user-0060001", "v", "user-0030000x", "a"] {
        let service = service(HABITS, ids.clone());
        service.creates_the_others(&texts(&[wanted]), "");
        let calls = service.server.requests().len();
        assert!(
            calls <= 34,
            "{wanted}: {calls} {:#?}",
            service.server.lines()
        );
    }
}

/// Where few of many exist, a page tells of several batches.
#[test]
fn a_page_that_settles_the_next_batch_is_not_asked_for_again() {
    let wanted: Vec<String> = (0..2000).map(|n| format!("u{n:05}")).collect();
    let there = wanted.iter().step_by(50).cloned().collect();
    let service = service(HABITS, there);
    service.creates_the_others(&wanted, "--batch-size 100");
    let lines = service.server.lines();
    let reads = lines.iter().filter(|line| line.starts_with("GET")).count();
    assert!(reads <= 6, "{reads} {lines:#?}");
}

/// What was learned of the service when the first create was lost is known when others are.
#[test]
fn a_lost_create_takes_fewer_looks_than_the_first_one() {
    let cases = [(true, 10, 11), (false, 10, 12), (true, 1, 5), (false, 1, 9)];
    for (is_applied, most, reads_at_most) in cases {
        let wanted: Vec<String> = (0..5 * most).map(|n| format!("u{}x", 100 + n)).collect();
        let (limits, lines) =
            lost_creates(HABITS, numbered(900), move |_| is_applied, most, &wanted);
        assert!(
            limits.len() <= reads_at_most,
            "{is_applied} {most} {limits:?} {lines:#?}"
        );
        // No more than were sent, unless it is to prove that something is missing.
        assert!(limits[0] <= most, "{most} {lines:#?}");
        let at_most = if is_applied { most } else { most.max(8) };
        assert!(
            limits.iter().all(|limit| *limit <= at_most),
            "{is_applied} {most} {lines:#?}"
        );
    }
}

/// A page of one record may be that of the cursor, behind which there are others.
#[test]
fn a_page_of_the_cursor_alone_hides_nobody() {
    let habits = Habits {
        inclusive: true,
        ..HABITS
    };
    let letters = || ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}")));
    // The place just before `ba0` is `ba`, and somebody is there. The last one stands alone when it is
    // known already how the service places a guess.
    let among: Vec<String> = letters().skip(26).take(11).map(|id| id + "0").collect();
    let behind: Vec<String> = (10..21).map(|n| format!("zz{n}")).collect();
    for most in [1, 2] {
        for wanted in [&among, &behind] {
            lost_creates(habits, letters().collect(), |_| true, most, wanted);
            lost_creates(habits, letters().collect(), |_| false, most, wanted);
            lost_creates(habits, letters().collect(), |batch| batch > 0, most, wanted);
        }
    }
}

/// Creates users, so many at a time, and each answer is lost once. None is sent again
/// that was applied. Gives back the limits of the looks, and all that was sent.
#[track_caller]
fn lost_creates(
    habits: Habits,
    there: Vec<String>,
    is_applied: impl Fn(usize) -> bool + Copy + Send + Sync + 'static,
    most: u64,
    wanted: &[String],
) -> (Vec<u64>, Vec<String>) {
    let users = Mutex::new(there);
    let lost = Mutex::new(Vec::new());
    let server = Server::new(move |_, request| {
        let mut users = users.lock().unwrap();
        if request.method == "GET" {
            return answer(habits, &users, request);
        }
        let mut lost = lost.lock().unwrap();
        let is_first = !lost.contains(&request.body);
        let batch = lost.len();
        if is_first {
            lost.push(request.body.clone());
        }
        let records: Vec<serde_json::Value> = serde_json::from_str(&request.body).unwrap();
        if !is_first || is_applied(batch) {
            let ids = records.iter().map(|record| record["id"].as_str().unwrap());
            users.extend(ids.map(str::to_owned));
        }
        match is_first {
            true => Action::CloseRead,
            false => count(records.len() as u64),
        }
    });
    let env = Env::of(&server);
    let records: Vec<String> = wanted
        .iter()
        .map(|id| format!(r#"{{"id":"{id}","name":"n"}}"#))
        .collect();
    let line = format!("users create --batch-size {most} --concurrency 1 -o json");
    let ran = env.pipe(records.join("\n"), &line);
    assert_eq!(ran.code, 0, "{ran:#?}");
    let lines = server.lines();
    let posts = lines.iter().filter(|line| line.starts_with("POST")).count();
    let batches = wanted.len().div_ceil(most as usize);
    let sent_again = (0..batches).filter(|batch| !is_applied(*batch)).count();
    let expected = batches + sent_again;
    assert_eq!(posts, expected, "{lines:#?}");
    let reads = lines.iter().filter(|line| line.starts_with("GET"));
    let limits = reads.map(|line| {
        let limit = line.split("limit=").nth(1).unwrap();
        limit.split('&').next().unwrap().parse().unwrap()
    });
    (limits.collect(), lines)
}
