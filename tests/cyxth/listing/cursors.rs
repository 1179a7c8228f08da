//! Cursors: what services call them, and those that lead nowhere.

use crate::support::Env;
use crate::support::server::{Server, json, numbered};

use super::habits::{HABITS, Habits, answer, folded, list, still};

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

/// It has nothing behind the cursor that comes after it.
#[test]
fn a_later_start_from_the_top_down_is_an_error() {
    let mut ids = numbered(30);
    ids.reverse();
    let server = Server::new(move |_, request| {
        let cursor = request.query("starting_after");
        let at = cursor.and_then(|cursor| ids.iter().position(|id| *id == cursor));
        let limit: usize = request.query("limit").unwrap().parse().unwrap();
        let page = ids.iter().skip(at.map_or(0, |at| at + 1)).take(limit);
        let page: Vec<String> = page.map(|id| format!("{{\"id\":\"{id}\"}}")).collect();
        json(200, format!("[{}]", page.join(",")))
    });
    for more in ["", "--limit 1", "--all", "--page-size 2 --limit 6"] {
        let (found, ran) = list(&server, &format!("--starting-after u010 {more}"));
        assert!(found.is_empty(), "{ran:#?}");
        let err = ran.fails(8);
        assert!(
            err.contains("begins with `u009`, which does not come after it"),
            "{err}"
        );
    }
    // From the beginning, it is a list in another order.
    let (found, ran) = list(&server, "--all");
    assert_eq!((found.len(), ran.code), (30, 0), "{ran:#?}");
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
