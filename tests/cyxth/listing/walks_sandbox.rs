//! Walks over a sandbox while users of it are deleted: what stays is listed, once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use cyxth::sandbox::{self, Faults, Sandbox, SandboxSettings, StoreLocation};
use fastrand::Rng;

use crate::support::Env;
use crate::support::plain_http::{KEY, count, settings};

fn start(faults: Faults) -> (Sandbox, Env) {
    let sandbox = sandbox::start(SandboxSettings {
        faults,
        ..settings(StoreLocation::Memory)
    });
    let sandbox = sandbox.unwrap();
    let env = Env::new()
        .var(
            "CYXTH_API_URL",
            &format!("http://{}/api", sandbox.address()),
        )
        .var("CYXTH_API_KEY", KEY);
    (sandbox, env)
}

fn records(ids: &[String]) -> String {
    let records: Vec<String> = ids
        .iter()
        .map(|id| format!(r#"{{"id":"{id}","name":"n"}}"#))
        .collect();
    format!("[{}]", records.join(","))
}

#[test]
fn deletions_while_it_is_listed_cut_nothing() {
    let modes = [
        "exclusive",
        "existing",
        "existing-empty",
        "existing-first",
        "inclusive,existing",
        "inclusive,existing-empty",
        "inclusive,existing-first",
        "spaced,existing-empty",
    ];
    for (seed, mode) in modes.into_iter().enumerate() {
        let mut rng = Rng::with_seed(seed as u64);
        let (sandbox, env) = start(Faults {
            cursor: mode.parse().unwrap(),
            latency: Some("2±2".parse().unwrap()),
            ..Faults::default()
        });
        let ids: Vec<String> = (0..400).map(|n| format!("u{n:04}")).collect();
        count(&sandbox, 203, "POST", "/users", &records(&ids));
        let members = serde_json::to_string(&ids).unwrap();
        let channel = format!(r#"[{{"id":"c","name":"c","members":{members}}}]"#);
        count(&sandbox, 203, "POST", "/channels", &channel);
        let (mut stay, mut go): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for id in &ids {
            match rng.u8(..3) {
                0 => stay.push(id.clone()),
                _ => go.push(id.clone()),
            }
        }
        rng.shuffle(&mut go);
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::SeqCst)
                    && let Some(id) = go.pop()
                {
                    count(&sandbox, 200, "DELETE", "/users", &format!(r#"["{id}"]"#));
                }
            });
            for line in [
                "users list --all --page-size 7",
                "members list c --all --page-size 10",
            ] {
                let ran = env.run(&format!("{line} -o id"));
                let found: Vec<String> = ran.out.lines().map(str::to_owned).collect();
                let once = found.is_sorted_by(|a, b| a < b);
                let is_whole = stay.iter().all(|id| found.binary_search(id).is_ok());
                if !once || !is_whole || ran.code != 0 || !ran.err.is_empty() {
                    is_over.store(true, Ordering::SeqCst);
                    panic!(
                        "{mode} {line}: {} of {} {}",
                        found.len(),
                        stay.len(),
                        ran.err
                    );
                }
            }
            is_over.store(true, Ordering::SeqCst);
        });
    }
}

/// The channel itself goes: that is no listing that is over, and is not asked for over and over.
#[test]
fn a_channel_that_goes_while_its_members_are_listed_is_not_found() {
    let (sandbox, env) = start(Faults::default());
    let ids: Vec<String> = (0..300).map(|n| format!("u{n:04}")).collect();
    count(&sandbox, 203, "POST", "/users", &records(&ids));
    let members = serde_json::to_string(&ids).unwrap();
    let channel = format!(r#"[{{"id":"c","name":"c","members":{members}}}]"#);
    count(&sandbox, 203, "POST", "/channels", &channel);
    let address = sandbox.address();
    let server = crate::support::server::Server::new(move |number, request| {
        if number == 2 {
            count(&sandbox, 200, "DELETE", "/channels", r#"["c"]"#);
        }
        let headers = format!("Authorization: Bearer {KEY}\r\n");
        let reply = crate::support::plain_http::raw(address, "GET", &request.target, &headers, b"");
        crate::support::server::json(reply.status, reply.body)
    });
    let ran = Env::of(&server).run("members list c --all --page-size 100");
    assert!(ran.fails(5).contains("no channel"), "{ran:#?}");
    assert!(server.requests().len() <= 12, "{:#?}", server.lines());
    drop(env);
}

#[test]
fn ids_too_long_for_a_url_do_not_end_an_export() {
    let (sandbox, env) = start(Faults::default());
    let long = "x".repeat(70_000);
    let ids = ["a".to_owned(), format!("b{long}"), "c".to_owned()];
    count(&sandbox, 203, "POST", "/users", &records(&ids));
    count(&sandbox, 203, "POST", "/channels", &records(&ids));
    for line in ["export", "export --users", "users list --all --page-size 2"] {
        let ran = env.run(line);
        assert_eq!(
            ran.code,
            0,
            "{line} {}",
            ran.err.chars().take(300).collect::<String>()
        );
        assert!(
            ran.out.contains("\"c\"") || ran.out.contains("\nc "),
            "{line}"
        );
    }
}
