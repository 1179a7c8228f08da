//! Services that bear no large pages, for every command.

use crate::support::Env;
use crate::support::server::{Server, count_of_body, json, numbered};

use super::habits::{HABITS, Habits, answer, limits, list, still};

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
            _ => count_of_body(request),
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
            _ => count_of_body(request),
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
