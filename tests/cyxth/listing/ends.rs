//! Where a listing ends: not where a page happens to be empty.

use crate::support::server::{Action, Begin, Request, Server, json, numbered, page};
use crate::support::{Env, Ran};

fn list(server: &Server) -> (Vec<String>, Ran) {
    let ran = Env::of(server).run("users list --all -o id");
    let ids = ran.out.lines().map(str::to_owned).collect();
    (ids, ran)
}

fn is_after(request: &Request, id: &str) -> bool {
    request.query("starting_after").as_deref() == Some(id)
}

fn empty() -> Action {
    json(200, "[]")
}

/// The cursor's record is away for one request only, and there again when it is looked for.
#[test]
fn a_record_that_is_away_for_a_moment_ends_nothing() {
    for begin in [Begin::After, Begin::At] {
        for cap in [2, 10, 1000] {
            let ids = numbered(60);
            let away = ids[cap.min(60) - 1].clone();
            let asked = std::sync::atomic::AtomicBool::new(false);
            let server = Server::new(move |_, request| {
                let is_away = is_after(request, &away)
                    && !asked.swap(true, std::sync::atomic::Ordering::SeqCst);
                match is_away {
                    true => empty(),
                    false => page(&ids, cap, begin, request),
                }
            });
            let (found, ran) = list(&server);
            assert_eq!((ran.code, found), (0, numbered(60)), "{cap} {begin:?}");
        }
    }
}

/// Nothing comes from five cursors in a row, and what comes from further back is known already,
/// up to a record that was not asked about.
#[test]
fn an_empty_page_in_the_middle_ends_nothing() {
    let ids = numbered(200);
    let server = Server::new(move |number, request| match number {
        3..=7 => empty(),
        _ => page(&ids, 50, Begin::After, request),
    });
    let (found, ran) = list(&server);
    assert_eq!((ran.code, found), (0, numbered(200)), "{}", ran.err);
}

/// Cursors have brought records, and from some point on none does, although there are records behind
/// them.
#[test]
fn cursors_that_bring_nothing_any_more_are_an_error() {
    let ids = numbered(30);
    let server = Server::new(move |_, request| {
        let is_late = request
            .query("starting_after")
            .is_some_and(|cursor| cursor.as_str() > "u010");
        match is_late {
            true => empty(),
            false => page(&ids, 10, Begin::After, request),
        }
    });
    let (_, ran) = list(&server);
    assert_eq!(ran.code, 8, "{ran:#?}");
    assert_eq!(Env::of(&server).run("export").code, 8);
}

/// A service that gives all it has at once, and nothing for any cursor.
#[test]
fn a_service_without_pages_has_given_all() {
    let ids = numbered(5);
    let server = Server::new(move |_, request| match request.query("starting_after") {
        Some(_) => empty(),
        None => page(&ids, 1000, Begin::After, request),
    });
    let (found, ran) = list(&server);
    assert_eq!((ran.code, found), (0, numbered(5)), "{}", ran.err);
}

/// Records are created between the last page and the look whether it was the last: those that were
/// there the whole time are listed once, and so are the new ones.
#[test]
fn records_that_come_at_the_last_moment_are_no_error() {
    for late in [1, 2, 3] {
        let server = Server::new(move |number, request| {
            let mut ids = numbered(10);
            if number >= 2 {
                ids.extend((0..late).map(|n| format!("u009{}", ['a', 'b', 'c'][n])));
                ids.sort();
            }
            page(&ids, 1000, Begin::After, request)
        });
        let (mut found, ran) = list(&server);
        assert_eq!(ran.code, 0, "{ran:#?}");
        found.sort();
        found.retain(|id| id.len() == 4);
        assert_eq!(found, numbered(10), "{late}");
        assert_eq!(Env::of(&server).run("export").code, 0);
    }
}

/// A page that holds the cursor's record alone is the beginning of the collection, where the
/// service reads another name and gives one record a page.
#[test]
fn pages_of_one_record_and_the_other_name() {
    let ids = numbered(5);
    let server = Server::new(move |_, request| {
        let mut read = request.clone();
        read.target = request
            .target
            .replace("starting_after", "unread")
            .replace("starting%20after", "starting_after");
        page(&ids, 1, Begin::After, &read)
    });
    let (found, ran) = list(&server);
    assert_eq!((ran.code, found), (0, numbered(5)), "{}", ran.err);
}

/// The same where the order is descending: the other name is not what helps.
#[test]
fn pages_of_one_record_in_descending_order() {
    let server = Server::new(move |_, request| {
        let mut ids = numbered(5);
        ids.reverse();
        let at = request
            .query("starting_after")
            .and_then(|cursor| ids.iter().position(|id| *id == cursor));
        let next = ids.get(at.map_or(0, |at| at + 1));
        let record = next.map_or(String::new(), |id| format!("{{\"id\":\"{id}\"}}"));
        json(200, format!("[{record}]"))
    });
    let (mut found, ran) = list(&server);
    found.reverse();
    assert_eq!((ran.code, found), (0, numbered(5)), "{}", ran.err);
}

#[test]
fn a_record_twice_in_a_page_is_there_once() {
    let server = Server::new(|_, request| match request.query("starting_after") {
        None => json(200, r#"[{"id":"a"},{"id":"b"},{"id":"b"},{"id":"c"}]"#),
        Some(_) => empty(),
    });
    let ran = Env::of(&server).run("users list --limit 4 -o id");
    assert_eq!(
        ran.out.lines().collect::<Vec<_>>(),
        ["a", "b", "c"],
        "{ran:#?}"
    );
}
