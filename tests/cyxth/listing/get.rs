//! Records by their ids: found by looking and not by reading everything, whatever the service's ways.

use std::cmp::Ordering;

use crate::listing::habits::{ALL_UNKNOWN, HABITS, Habits, Unknown, answer, folded};
use crate::support::Env;
use crate::support::server::{Begin, Server, collection, json, numbered};

fn habitual(habits: Habits, ids: Vec<String>) -> Server {
    Server::new(move |_, request| answer(habits, &ids, request))
}

/// An explicit empty array is nothing to do; nothing at all is a mistake of the step before.
#[test]
fn nobody_is_asked_for() {
    let server = collection(numbered(3), 1000, Begin::After);
    let env = Env::of(&server);
    for (format, printed) in [("json", "[]\n"), ("jsonl", ""), ("id", "")] {
        let ran = env.pipe("[]", &format!("users get -o {format}"));
        assert_eq!(ran.ok(), printed, "{ran:#?}");
    }
    assert!(server.lines().is_empty());
    assert!(env.pipe(" \n", "users get").fails(2).contains("empty"));
}

#[test]
fn one_of_many_takes_one_request() {
    let ids: Vec<String> = (0..20_000).map(|n| format!("user-{n:07}")).collect();
    for begin in [Begin::After, Begin::At] {
        let server = collection(ids.clone(), 1000, begin);
        for (at, id) in [
            "user-0000000",
            "user-0012340",
            "user-0012349",
            "user-0019999",
        ]
        .into_iter()
        .enumerate()
        {
            let ran = Env::of(&server).run(&format!("users get {id} -o id"));
            assert_eq!(ran.ok(), format!("{id}\n"));
            assert_eq!(server.requests().len(), at + 1, "{:#?}", server.lines());
            assert_eq!(server.requests()[at].query("limit").unwrap(), "1");
        }
    }
}

#[test]
fn several_take_a_request_each() {
    let ids: Vec<String> = (0..20_000).map(|n| format!("user-{n:07}")).collect();
    let server = collection(ids, 1000, Begin::After);
    let ran = Env::of(&server).run("users get user-0000100 user-0019000 user-0005000 -o id");
    assert_eq!(ran.ok(), "user-0000100\nuser-0019000\nuser-0005000\n");
    assert_eq!(server.requests().len(), 3, "{:#?}", server.lines());
}

/// Many far from each other, and many close together.
#[test]
fn any_number_of_ids_in_the_order_in_which_they_are_asked_for() {
    let ids: Vec<String> = (0..3000).map(|n| format!("u{n:05}")).collect();
    let server = collection(ids.clone(), 1000, Begin::After);
    let env = Env::of(&server);
    for step in [1, 100] {
        let mut wanted: Vec<String> = ids.iter().step_by(step).cloned().collect();
        fastrand::Rng::with_seed(1).shuffle(&mut wanted);
        let ran = env.pipe(wanted.join("\n"), "users get -o id");
        assert_eq!(ran.ok(), wanted.join("\n") + "\n");
        assert!(server.requests().len() <= 50, "{:#?}", server.lines());
    }
}

#[test]
fn every_format_prints_what_a_list_prints() {
    let server = collection(numbered(5), 1000, Begin::After);
    let env = Env::of(&server);
    let record = |id: &str| format!(r#"{{"id":"{id}","name":"n","mode":300}}"#);
    for (options, printed) in [
        ("u003 -o json", format!("[{}]\n", record("u003"))),
        (
            "u003 u001 -o json",
            format!("[{},\n{}]\n", record("u003"), record("u001")),
        ),
        ("u003 -o jsonl", record("u003") + "\n"),
        ("u003 u003 -o id", "u003\nu003\n".to_owned()),
        (
            "u002 -o csv",
            "id,name,mode,metadata\nu002,n,300,\n".to_owned(),
        ),
        (
            "u002 -o csv --columns mode,id",
            "mode,id\n300,u002\n".to_owned(),
        ),
        ("u002 --columns id,name", "ID    NAME\nu002  n\n".to_owned()),
        ("u002 u001 -r --jq .[].id", "u002\nu001\n".to_owned()),
    ] {
        let ran = env.run(&format!("users get {options}"));
        assert_eq!(ran.ok(), printed, "{options}");
        assert_eq!(ran.err, "", "{options}");
    }
    let channels = env.run("channels get u004 -o csv --columns id,name");
    assert_eq!(channels.ok(), "id,name\nu004,n\n");
    assert_eq!(
        server.lines().last().unwrap(),
        "GET /api/channels?limit=1&starting_after=u003~"
    );
}

#[test]
fn what_is_not_there_is_named() {
    let server = collection(numbered(50), 1000, Begin::After);
    let env = Env::of(&server);
    for format in ["table", "json", "jsonl", "csv", "id"] {
        let ran = env.run(&format!("users get u020x -o {format}"));
        assert!(
            ran.fails(5).contains("there is no user `u020x`"),
            "{ran:#?}"
        );
        assert_eq!(ran.out, "", "{format}");
    }
    let ran = env.run("users get u999 a u007 -o id");
    let told = "error: 2 of 3 users are not there: `u999`, `a`\n";
    assert!(ran.fails(10).starts_with(told), "{ran:#?}");
    assert_eq!(ran.out, "u007\n");
    let ran = env.run("users get u999 a -o json");
    assert_eq!(ran.error()["kind"], "not_found", "{ran:#?}");
    let ran = env.run("users get u001 a -o json");
    assert_eq!(ran.error()["kind"], "partial", "{ran:#?}");
    assert!(ran.out.starts_with(r#"[{"id":"u001""#), "{ran:#?}");
    let many: Vec<String> = (0..40).map(|n| format!("x{n:02}")).collect();
    let ran = env.run(&format!("channels get {}", many.join(" ")));
    let told = "40 of 40 channels are not there: `x00`, `x01`, ";
    assert!(ran.fails(5).contains(told), "{ran:#?}");
    assert!(ran.err.contains("`x24`, and 15 more"), "{ran:#?}");
    // Nothing is there at all.
    let server = collection(Vec::new(), 1000, Begin::After);
    let ran = Env::of(&server).run("users get u001");
    assert!(ran.fails(5).contains("there is no user `u001`"), "{ran:#?}");
}

#[test]
fn odd_ids_are_ids() {
    let ids = [
        "a b", "a/../b", "auth0|1", "é", "zoé", "😀", "x\"y", "-", "null", "a,b", "0",
    ];
    let ids: Vec<String> = ids.map(str::to_owned).to_vec();
    let server = Server::new({
        let mut ids = ids.clone();
        ids.extend(numbered(100));
        ids.sort();
        move |_, request| {
            let cursor = request.query("starting_after").unwrap_or_default();
            let limit: usize = request.query("limit").unwrap().parse().unwrap();
            let page = ids.iter().filter(|id| **id > cursor).take(limit);
            let records: Vec<serde_json::Value> =
                page.map(|id| serde_json::json!({"id": id})).collect();
            json(200, serde_json::to_string(&records).unwrap())
        }
    });
    let env = Env::of(&server);
    for id in &ids {
        let ran = env.args(&["users", "get", "-o", "json", "--", id]);
        let found: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
        assert_eq!(found, serde_json::json!([{"id": id}]));
    }
    let before = server.requests().len();
    let ran = env.args(&["users", "get", "u001", ""]);
    assert!(ran.fails(2).contains("empty"), "{ran:#?}");
    assert_eq!(server.requests().len(), before);
}

#[test]
fn ids_come_from_files_and_pipes_as_for_other_verbs() {
    let server = collection(numbered(9), 1000, Begin::After);
    let env = Env::of(&server);
    let ran = env.pipe(r#"[{"id":"u002"},{"id":"u001"}]"#, "users get -o id");
    assert_eq!(ran.ok(), "u002\nu001\n");
    env.file("ids.txt", "u003\nu004\n");
    assert_eq!(
        env.run("users get --from ids.txt -o id").ok(),
        "u003\nu004\n"
    );
    let before = server.requests().len();
    let ran = env.pipe("", "users get -o json");
    assert!(ran.fails(2).contains("--allow-empty"), "{ran:#?}");
    let ran = env.pipe("u001\n\"u002\n", "users get -o json");
    ran.fails(2);
    assert_eq!(ran.out, "");
    assert_eq!(server.requests().len(), before);
    assert_eq!(env.pipe("", "users get --allow-empty -o json").ok(), "[]\n");
}

/// Whatever the order of the service and its rules about cursors.
#[test]
fn nobody_is_missed_and_nobody_made_up() {
    let there: Vec<String> = (0..60)
        .map(|n| format!("{}{n:02}", ["a", "B", "c_", "D-"][n % 4]))
        .collect();
    for unknown in ALL_UNKNOWN {
        for inclusive in [false, true] {
            for cap in [3, 1000] {
                for order in [str::cmp as fn(&str, &str) -> Ordering, folded] {
                    let habits = Habits {
                        unknown,
                        inclusive,
                        cap,
                        order,
                        ..HABITS
                    };
                    let server = habitual(habits, there.clone());
                    let ran = Env::of(&server).run("users get c_02 b01 B01 zz D-59 a00 A00 -o id");
                    assert_eq!(ran.code, 10, "{unknown:?} {ran:#?}");
                    assert_eq!(ran.out, "c_02\nB01\nD-59\na00\n", "{unknown:?} {ran:#?}");
                    assert!(
                        ran.err.contains("`b01`, `zz`, `A00`"),
                        "{unknown:?} {ran:#?}"
                    );
                }
            }
        }
    }
}

#[test]
fn reading_everything_is_said_and_ends_with_the_last_that_is_wanted() {
    let habits = Habits {
        unknown: Unknown::Refused,
        cap: 10,
        ..HABITS
    };
    let server = habitual(habits, numbered(500));
    let ran = Env::of(&server).run("users get u015 -o id -v");
    assert_eq!(ran.ok(), "u015\n");
    assert!(ran.err.contains("the users are read"), "{ran:#?}");
    assert!(server.requests().len() < 10, "{:#?}", server.lines());
    let ran = Env::of(&server).run("users get u015x");
    ran.fails(5);
    assert!(!ran.err.contains("are read"), "{ran:#?}");
}
