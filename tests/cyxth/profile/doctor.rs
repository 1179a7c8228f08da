//! `cyxth doctor`: what it finds, what it says to do, and that it changes nothing.

use serde_json::Value;

use crate::support::listener::nobody;
use crate::support::server::{Action, Begin, Request, Server, collection, json, numbered, page};
use crate::support::{Env, KEY, Ran, set_mode};

/// The checks of a report, by their names.
#[track_caller]
fn report(ran: &Ran) -> Value {
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {ran:#?}"));
    report
}

#[track_caller]
fn check<'a>(report: &'a Value, name: &str) -> &'a Value {
    let checks = report["checks"].as_array().unwrap();
    let found: Vec<&Value> = checks.iter().filter(|c| c["check"] == name).collect();
    assert_eq!(found.len(), 1, "{name}: {report:#}");
    found[0]
}

const ALL: [&str; 12] = [
    "configuration",
    "files",
    "profile",
    "key_source",
    "proxy",
    "dns",
    "tcp",
    "tls",
    "key",
    "clock",
    "paging",
    "modes",
];

fn profile_of(server: &Server) -> Env {
    Env::new().profiles(&format!(
        "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\n",
        server.address()
    ))
}

#[test]
fn all_is_looked_at_in_order_and_nothing_is_changed() {
    let server = collection(numbered(120), 1000, Begin::After);
    let env = profile_of(&server);
    let before = env.profiles_text();
    let ran = env.run("doctor");
    let lines: Vec<&str> = ran.ok().lines().collect();
    assert_eq!(lines.len(), ALL.len(), "{ran:#?}");
    for (line, name) in lines.iter().zip(ALL) {
        let name = name.replace('_', " ");
        assert!(line[9..].to_lowercase().starts_with(&name), "{line}");
        assert!(line.starts_with("ok ") || line.starts_with("- "), "{line}");
    }
    let all = env.run("doctor -v").err + &ran.out;
    assert!(!all.contains(KEY) && !all.contains("wxyz"), "{all}");
    assert!(server.requests().iter().all(|r| r.method == "GET"));
    assert_eq!(env.profiles_text(), before);
    assert!(!env.path("data").exists());

    let ran = env.run("doctor -o json");
    let report = report(&ran);
    let names = report["checks"].as_array().unwrap().iter();
    let names: Vec<&str> = names.map(|c| c["check"].as_str().unwrap()).collect();
    assert_eq!(names, ALL);
    assert_eq!(report["instance"], server.api_url());
    assert!(
        !ran.out.contains("wxyz") && !ran.out.contains("u001"),
        "{ran:#?}"
    );
    env.run("doctor -o id").fails(2);
    env.run("doctor --columns check").fails(2);
    let csv = env.run("doctor -o csv");
    assert!(
        csv.ok().starts_with("status,check,found,next\n"),
        "{csv:#?}"
    );
}

#[test]
fn with_nothing_configured_it_says_what_to_do() {
    let env = Env::new();
    let ran = env.run("doctor");
    let err = ran.fails(3);
    assert!(err.contains("cyxth profile add"), "{err}");
    assert!(ran.out.contains("failed   profile"), "{ran:#?}");
    assert!(ran.out.contains("--profile sandbox"), "{ran:#?}");
    let ran = env.run("doctor -o json");
    assert_eq!(ran.error()["kind"], "config");
    let report = report(&ran);
    assert_eq!(check(&report, "profile")["status"], "failed");
    assert_eq!(check(&report, "paging")["status"], "skipped");
    assert_eq!(report["instance"], Value::Null);
}

/// The status is that of the first check that failed.
#[test]
fn what_fails_gives_the_exit_status_of_its_error() {
    let server = Server::always(json(401, r#"{"type":"t","code":"C","message":"no"}"#));
    let ran = profile_of(&server).run("doctor -o json");
    assert_eq!(ran.error()["kind"], "auth");
    let found = report(&ran);
    assert_eq!(check(&found, "key")["status"], "failed");
    assert_eq!(check(&found, "tcp")["status"], "ok");

    let env = Env::new()
        .var("CYXTH_API_URL", &format!("http://{}/api", nobody()))
        .var("CYXTH_API_KEY", KEY);
    let ran = env.run("doctor");
    ran.fails(9);
    assert!(ran.out.contains("failed   TCP"), "{ran:#?}");

    let env = env
        .var("CYXTH_API_URL", "https://cyxth.invalid/api")
        .var("CYXTH_API_KEY", KEY);
    let ran = env.run("doctor");
    ran.fails(9);
    assert!(ran.out.contains("failed   DNS"), "{ran:#?}");

    let env = Env::new().profiles("default = \"p\"\n[profiles.p]\nkey = \"k\"\nurl = 3\n");
    let ran = env.run("doctor");
    ran.fails(3);
    let env = Env::new().profiles("default = \"p\"\n[profiles\n");
    let ran = env.run("doctor");
    assert!(ran.fails(3).contains("line 2"), "{ran:#?}");
    assert!(ran.out.contains("failed   configuration"), "{ran:#?}");
}

#[test]
fn a_key_that_cannot_be_had_does_not_hide_the_way_to_the_service() {
    let server = Server::content();
    let env = Env::new().profiles(&format!(
        "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey_env = \"NOT_SET\"\n",
        server.address()
    ));
    let ran = env.run("doctor -o json");
    ran.fails(3);
    let report = report(&ran);
    assert_eq!(check(&report, "key_source")["status"], "failed");
    assert_eq!(check(&report, "tcp")["status"], "ok");
    assert!(server.requests().is_empty());
}

#[test]
fn what_overrides_a_profile_is_named() {
    let server = Server::content();
    let env = profile_of(&server)
        .var("CYXTH_API_URL", &server.api_url())
        .var("CYXTH_API_KEY", "another_key_0123456789");
    let ran = env.run("doctor -o json");
    ran.ok();
    let found = check(&report(&ran), "profile")["found"].to_string();
    assert!(found.contains("CYXTH_API_URL"), "{found}");
    assert!(found.contains("not the default profile `p`"), "{found}");
    let ran = env.run("doctor -p p -o json");
    let found = check(&report(&ran), "profile")["found"].to_string();
    assert!(found.contains("CYXTH_API_KEY is ignored"), "{found}");
}

#[cfg(unix)]
#[test]
fn files_that_others_can_read_or_change_are_named() {
    let server = Server::content();
    let env = profile_of(&server);
    for (file, mode, told) in [
        ("config/profiles.toml", 0o640, "chmod 600"),
        ("config/profiles.toml", 0o600, ""),
        ("config", 0o777, "chmod 700"),
        ("config", 0o700, ""),
    ] {
        set_mode(&env.path(file), mode);
        let ran = env.run("doctor -o json");
        ran.ok();
        let report = report(&ran);
        let files = check(&report, "files");
        match told {
            "" => assert_eq!(files["status"], "ok", "{files}"),
            told => {
                assert_eq!(files["status"], "warning", "{files}");
                assert!(files["found"].as_str().unwrap().contains(told), "{files}");
            }
        }
    }
    env.file("data/recreate-x-0000000000000000.jsonl", "");
    let ran = env.run("doctor");
    assert!(ran.ok().contains("interrupted `apply`"), "{ran:#?}");
}

/// How a service answers `doctor`, request by request.
fn habits(script: impl Fn(&Request) -> Action + Send + Sync + 'static) -> Value {
    let server = Server::new(move |_, request| script(request));
    let ran = Env::of(&server).run("doctor -o json");
    ran.ok();
    check(&report(&ran), "paging")["data"].clone()
}

#[test]
fn the_ways_of_paging_are_told_apart() {
    let ids = numbered(120);
    let plain = |begin, cap| {
        let ids = ids.clone();
        move |request: &Request| page(&ids, cap, begin, request)
    };
    let found = habits(plain(Begin::After, 1000));
    assert_eq!(found["begins"], "after");
    assert_eq!(found["cursor_name"], "starting_after");
    assert_eq!(found["unknown_cursor"], "by_order");
    assert_eq!(found["is_capped"], false);
    let found = habits(plain(Begin::At, 100));
    assert_eq!(found["begins"], "at");
    assert_eq!(
        (found["is_capped"].as_bool(), found["largest_page"].as_u64()),
        (Some(true), Some(100))
    );

    // The other name of the cursor.
    let inner = plain(Begin::After, 1000);
    let found = habits(move |request| {
        let mut request = request.clone();
        request.target = request.target.replace("starting_after", "ignored");
        request.target = request.target.replace("starting%20after", "starting_after");
        inner(&request)
    });
    assert_eq!(found["cursor_name"], "starting after");
    assert_eq!(found["begins"], "after");

    // Limits above 100 are refused, and so are cursors of no record.
    let inner = plain(Begin::After, 1000);
    let there = numbered(120);
    let found = habits(move |request| {
        let limit: u64 = request.query("limit").unwrap().parse().unwrap();
        let cursor = request.query("starting_after");
        if limit > 100 || cursor.is_some_and(|cursor| !there.contains(&cursor)) {
            return json(400, r#"{"type":"t","code":"C","message":"no"}"#);
        }
        inner(request)
    });
    assert_eq!(found["refused_limits"], serde_json::json!([1001, 1000]));
    assert_eq!(found["unknown_cursor"], "refused");
    assert_eq!(found["largest_page"], 100);

    // No cursor is read at all.
    let ids = numbered(120);
    let found = habits(move |request| {
        let mut request = request.clone();
        request.target = request.target.split('&').next().unwrap().to_owned();
        page(&ids, 1000, Begin::After, &request)
    });
    assert_eq!(found["cursor_name"], Value::Null);

    let found = habits(plain_of_few());
    assert_eq!(found["begins"], Value::Null);
}

fn plain_of_few() -> impl Fn(&Request) -> Action + Send + Sync + 'static {
    let ids = numbered(2);
    move |request| page(&ids, 1000, Begin::After, request)
}

#[test]
fn the_scale_of_the_modes_that_are_seen() {
    for (modes, scale) in [
        (&[300, 700][..], Some("levels")),
        (&[0, 1, 4], Some("flags")),
        (&[0, 0], None),
        (&[], None),
    ] {
        let records: Vec<String> = modes
            .iter()
            .enumerate()
            .map(|(n, mode)| format!(r#"{{"id":"u{n}","mode":{mode}}}"#))
            .collect();
        let server = Server::always(json(200, format!("[{}]", records.join(","))));
        let ran = Env::of(&server).run("doctor -o json");
        let report = report(&ran);
        assert_eq!(
            check(&report, "modes")["data"]["scale"],
            serde_json::json!(scale)
        );
    }
}

#[test]
fn a_clock_that_is_wrong_is_told() {
    for (date, status) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "warning"),
        ("Sat, 06 Nov 2094 08:49:37 GMT", "warning"),
        ("nonsense", "skipped"),
    ] {
        let headers = vec![("Date", date.to_owned())];
        let server = Server::always(Action::Answer(200, headers, "[]".to_owned()));
        let ran = Env::of(&server).run("doctor -o json");
        ran.ok();
        let report = report(&ran);
        let clock = check(&report, "clock");
        assert_eq!(clock["status"], status, "{clock}");
        if status == "warning" {
            let ahead = clock["data"]["seconds_ahead"].as_i64().unwrap();
            assert_eq!(ahead > 0, date.contains("1994"), "{clock}");
        }
    }
}

#[cfg(feature = "sandbox")]
#[test]
fn the_sandbox_is_looked_at_and_not_made() {
    let env = Env::new();
    let ran = env.run("doctor -p sandbox");
    ran.ok();
    assert!(!env.path("data").exists());
    let users = r#"[{"id":"a","mode":300},{"id":"b"},{"id":"c"}]"#;
    env.pipe(users, "users create -p sandbox").ok();
    let ran = env.run("doctor -p sandbox -o json");
    ran.ok();
    let report = report(&ran);
    assert_eq!(check(&report, "key")["status"], "ok");
    assert_eq!(check(&report, "paging")["data"]["begins"], "after");
    assert_eq!(check(&report, "modes")["data"]["scale"], "levels");
    assert_eq!(report["instance"], "sandbox");
}

#[test]
fn a_proxy_is_named_and_its_refusal_ends_the_look() {
    let proxy = Server::always(Action::Answer(403, vec![], String::new()));
    let env = Env::new()
        .var("CYXTH_APP_URL", "cyxth.invalid/app")
        .var("CYXTH_API_KEY", KEY)
        .var(
            "HTTPS_PROXY",
            &format!("http://user:secret@{}", proxy.address()),
        );
    let ran = env.run("doctor -o json");
    ran.fails(9);
    let found = report(&ran);
    let check = check(&found, "proxy");
    assert_eq!(check["status"], "failed");
    assert!(check["found"].as_str().unwrap().contains("403"), "{check}");
    assert!(!ran.out.contains("secret") && !ran.err.contains("secret"));
    assert_eq!(proxy.requests().len(), 1);
    // One that is no URL.
    let ran = env.var("HTTPS_PROXY", "not a url").run("doctor");
    assert!(ran.fails(3).contains("HTTPS_PROXY"), "{ran:#?}");
}
