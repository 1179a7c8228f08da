//! `--filter` and `--match`: which records of a collection are printed.

use crate::support::server::{Begin, Server, collection, json, numbered};
use crate::support::{Env, Ran};

const RECORDS: &str = r#"[{"id":"a1","name":"Ada","mode":700,"metadata":{"team":"x"}},
{"id":"b2","name":"Büb","mode":300,"metadata":{"team":"y","n":5}},
{"id":"c3","name":null,"mode":0},
{"id":"test-4","Big":9007199254740993,"metadata":{"team":"x y","n":"5"}}]"#;

/// Answers the first page with all records, and every other one with none.
fn server() -> Server {
    Server::new(|_, request| match request.query("starting_after") {
        None => json(200, RECORDS),
        Some(_) => json(200, "[]"),
    })
}

#[track_caller]
fn listed(server: &Server, options: &[&str]) -> Ran {
    Env::of(server).args(&[&["users", "list", "-o", "id"], options].concat())
}

#[test]
fn what_is_printed() {
    let server = server();
    for (options, ids) in [
        (&["--filter", "mode=admin"][..], &["a1"][..]),
        (&["--filter", "mode!=admin"], &["b2", "c3", "test-4"]),
        (&["--filter", "metadata.team!=x"], &["b2", "c3", "test-4"]),
        (&["--filter", "METADATA.Team=x y"], &["test-4"]),
        (&["--filter", "id~^test-"], &["test-4"]),
        (&["--filter", "mode<300"], &["c3"]),
        (&["--filter", "mode<=300"], &["b2", "c3"]),
        (&["--filter", "metadata.n>4"], &["b2"]),
        (&["--filter", "metadata.n=5"], &["b2", "test-4"]),
        (&["--filter", "big>9007199254740992"], &["test-4"]),
        (&["--filter", "name=null"], &["c3"]),
        (
            &["--filter", "mode<700", "--filter", "metadata.team=y"],
            &["b2"],
        ),
        (&["--match", "BÜ"], &["b2"]),
        (&["--match", "TEST"], &["test-4"]),
        (&["--match", "a", "--filter", "mode=block"], &[]),
        (&["--match", "-4"], &["test-4"]),
        (&["--filter", "mode!=admin", "--limit", "2"], &["b2", "c3"]),
    ] {
        let ran = listed(&server, options);
        assert_eq!(ran.ok().lines().collect::<Vec<_>>(), ids, "{options:?}");
        assert_eq!(ran.err, "", "{options:?}");
    }
}

#[test]
fn every_format_holds_the_wanted_records_alone() {
    let server = server();
    let env = Env::of(&server);
    for (format, printed) in [
        (
            "json",
            "[{\"id\":\"b2\",\"name\":\"Büb\",\"mode\":300,\"metadata\":{\"team\":\"y\",\"n\":5}}]\n",
        ),
        (
            "jsonl",
            "{\"id\":\"b2\",\"name\":\"Büb\",\"mode\":300,\"metadata\":{\"team\":\"y\",\"n\":5}}\n",
        ),
        (
            "csv",
            "id,name,mode,metadata\nb2,Büb,300,\"{\"\"team\"\":\"\"y\"\",\"\"n\"\":5}\"\n",
        ),
        (
            "table",
            "ID  NAME  MODE  METADATA\nb2  Büb   300   team=y, n=5\n",
        ),
    ] {
        let ran = env.run(&format!("users list --filter mode=300 -o {format}"));
        assert_eq!(ran.ok(), printed, "{format}");
    }
    for (format, printed) in [
        ("json", "[]\n"),
        ("jsonl", ""),
        ("csv", "id,name,mode,metadata\n"),
        ("table", "ID  NAME  MODE  METADATA\n"),
    ] {
        let ran = env.run(&format!("users list --filter mode=1 -o {format}"));
        assert_eq!(ran.ok(), printed, "{format}");
    }
}

#[test]
fn the_expression_sees_what_the_filters_leave() {
    let server = server();
    let line = "users list --filter mode<=300 --jq map(.id) -o jsonl";
    let ran = Env::of(&server).run(line);
    assert_eq!(ran.ok(), "[\"b2\",\"c3\"]\n");
}

#[test]
fn all_records_are_looked_at_in_large_pages() {
    let server = collection(numbered(900), 300, Begin::After);
    let ran = listed(&server, &["--filter", "id~00$"]);
    assert_eq!(ran.ok().lines().count(), 9);
    assert_eq!(ran.err, "");
    assert_eq!(server.lines()[0], "GET /api/users?limit=1000");
}

#[test]
fn a_limit_ends_the_walk_with_the_page_that_fills_it() {
    for (limit, pages) in [(1, 1), (3, 1), (4, 2), (8, 3)] {
        let server = collection(numbered(900), 300, Begin::After);
        let ran = listed(
            &server,
            &["--filter", "id~00$", "--limit", &limit.to_string()],
        );
        assert_eq!(ran.ok().lines().count(), limit);
        assert_eq!(server.requests().len(), pages, "{:?}", server.lines());
    }
}

#[test]
fn a_filter_begins_where_the_list_begins() {
    let server = collection(numbered(900), 300, Begin::After);
    let ran = listed(&server, &["--filter", "id~00$", "--starting-after", "u700"]);
    assert_eq!(ran.ok(), "u800\nu900\n");
}

#[test]
fn channels_and_members_are_filtered_alike() {
    let server = collection(numbered(120), 50, Begin::After);
    let env = Env::of(&server);
    for line in ["channels list", "members list c"] {
        let ran = env.run(&format!("{line} --filter id~^u.5 --match 59 -o id"));
        assert_eq!(ran.ok(), "u059\n");
    }
}

#[test]
fn what_is_no_filter_sends_nothing() {
    let server = server();
    for (options, part) in [
        (
            &["--filter", "mode"][..],
            "the filter `mode` has no operator",
        ),
        (&["--filter", "name<x"], "numbers alone"),
        (&["--filter", "id~("], "unclosed group"),
        (&["--filter", "mode=chief"], "chief"),
        (&["--filter", "=x"], "names no field"),
        (&["--filter", ""], "no operator"),
        (&["--match", ""], "the text of --match is empty"),
    ] {
        let ran = listed(&server, options);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{options:?}");
        assert!(ran.err.contains(part), "{options:?}: {}", ran.err);
    }
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_field_that_no_record_has_is_noted() {
    let server = server();
    let ran = listed(
        &server,
        &["--filter", "metadata.none!=1", "--filter", "mode=admin"],
    );
    assert_eq!(ran.ok(), "a1\n");
    assert_eq!(ran.err, "no record has the field `metadata.none`\n");
    let ran = listed(&server, &["--filter", "mdoe=700"]);
    assert_eq!(ran.ok(), "");
    assert_eq!(
        ran.err,
        "no record has the field `mdoe`; is `mode` meant?\n"
    );
    // A field that only unwanted records have is there.
    let ran = listed(&server, &["--filter", "mode=admin", "--filter", "big!=1"]);
    assert_eq!((ran.ok(), ran.err.as_str()), ("a1\n", ""));
    // Nobody can say of an empty collection what its records have.
    let empty = Server::always(json(200, "[]"));
    let ran = listed(&empty, &["--filter", "mdoe=700"]);
    assert_eq!((ran.ok(), ran.err.as_str()), ("", ""));
}
