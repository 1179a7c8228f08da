//! `--sort` and `--no-headers`: the order and the frame of a list.

use crate::support::server::{Begin, Server, collection, json, numbered};
use crate::support::{Env, Ran};

const RECORDS: &str = r#"[{"id":"a","name":"x","mode":700},
{"id":"b","Name":"X","mode":300,"metadata":{"n":9007199254740993}},
{"id":"c","mode":"300","metadata":{"n":9007199254740992}},
{"id":"d","name":null,"mode":300.0,"metadata":{"n":1e1}},
{"id":"e","name":"a","mode":0,"metadata":{}}]"#;

/// Answers the first page with all records, and every other one with none.
fn server() -> Server {
    Server::new(|_, request| match request.query("starting_after") {
        None => json(200, RECORDS),
        Some(_) => json(200, "[]"),
    })
}

#[track_caller]
fn listed(server: &Server, options: &str) -> Ran {
    Env::of(server).run(&format!("users list {options}"))
}

#[test]
fn values_come_in_the_order_of_jq_and_equal_ones_in_that_of_their_ids() {
    let server = server();
    for (options, ids) in [
        ("--sort mode", "e b d a c"),
        ("--sort -mode", "c a b d e"),
        ("--sort=-MODE", "c a b d e"),
        ("--sort name", "c d b e a"),
        ("--sort -name", "a e b d c"),
        ("--sort metadata.n", "a e d c b"),
        ("--sort -Metadata.N", "b c d a e"),
        ("--sort -id", "e d c b a"),
        ("--sort mode --limit 2", "e b"),
        ("--sort -mode --filter mode>0 --limit 2", "a b"),
        ("--sort mode --starting-after zz", ""),
    ] {
        let ran = listed(&server, &format!("-o id {options}"));
        assert_eq!(ran.ok().replace('\n', " ").trim(), ids, "{options}");
        assert_eq!(ran.err, "", "{options}");
    }
}

#[test]
fn every_page_is_read_and_no_more_is_spoken_of() {
    let server = collection(numbered(900), 300, Begin::After);
    let ran = listed(&server, "--sort -id -o id --limit 3");
    assert_eq!((ran.ok(), ran.err.as_str()), ("u900\nu899\nu898\n", ""));
    assert_eq!(server.lines()[0], "GET /api/users?limit=1000");
    let ran = listed(&server, "--sort mode -o id");
    let mut all = numbered(900).join("\n");
    all.push('\n');
    assert_eq!((ran.ok(), ran.err.as_str()), (all.as_str(), ""));
}

/// Far more than is sorted in memory.
#[test]
fn more_than_memory_holds_is_sorted_too() {
    const COUNT: usize = 12_000;
    let server = Server::new(|_, request| {
        let first = request.query("starting_after").map_or(0, |id| {
            id.trim_start_matches('u').parse::<usize>().unwrap() + 1
        });
        let records: Vec<String> = (first..COUNT.min(first + 1000))
            .map(|number| {
                let place = number * 7919 % COUNT;
                let padding = "é".repeat(500);
                format!(r#"{{"id":"u{number:06}","place":{place},"name":"{padding}"}}"#)
            })
            .collect();
        json(200, format!("[{}]", records.join(",")))
    });
    let ran = listed(&server, "--sort -place -r --jq .[]|.place");
    let places: Vec<String> = (0..COUNT).rev().map(|place| place.to_string()).collect();
    assert!(ran.ok().lines().eq(places.iter().map(String::as_str)));
}

#[test]
fn every_format_is_sorted() {
    let server = server();
    for (options, printed) in [
        (
            "--limit 2 --columns id,mode",
            "ID  MODE\ne   0 block\nb   300\n",
        ),
        (
            "--limit 2 --columns id,mode -o csv",
            "id,mode\ne,0\nb,300\n",
        ),
        (
            "--limit 1 -o jsonl",
            "{\"id\":\"e\",\"name\":\"a\",\"mode\":0,\"metadata\":{}}\n",
        ),
        (
            "-o jsonl --jq map(.id)",
            "[\"e\",\"b\",\"d\",\"a\",\"c\"]\n",
        ),
        ("--jq first(.[]|.id)", "\"e\"\n"),
    ] {
        let ran = listed(&server, &format!("--sort mode {options}"));
        assert_eq!(ran.ok(), printed, "{options}");
    }
    let empty = Server::always(json(200, "[]"));
    let ran = listed(&empty, "--sort mdoe -o json");
    assert_eq!((ran.ok(), ran.err.as_str()), ("[]\n", ""));
}

#[test]
fn a_field_that_no_record_has_leaves_the_order_and_is_noted() {
    let ran = listed(&server(), "--sort -metadata.age -o id");
    assert_eq!(ran.ok(), "a\nb\nc\nd\ne\n");
    assert_eq!(ran.err, "no record has the field `metadata.age`\n");
    for options in ["--sort -", "--sort=", "--sort --all"] {
        let ran = listed(&server(), options);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{options}");
        assert!(ran.err.contains("expected a FIELD"), "{}", ran.err);
    }
}

#[test]
fn tables_and_csv_without_their_first_line() {
    let server = server();
    for (options, printed) in [
        ("--limit 2 --columns id,mode", "a  700 admin\nb  300\n"),
        ("--limit 2 --columns id,mode -o csv", "a,700\nb,300\n"),
        ("--limit 2 -o id", "a\nb\n"),
        ("--filter mode=1", ""),
        ("--filter mode=1 -o csv", ""),
        ("--filter mode=1 -o json", "[]\n"),
    ] {
        let ran = listed(&server, &format!("--no-headers {options}"));
        assert_eq!(ran.ok(), printed, "{options}");
    }
}
