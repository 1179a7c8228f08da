//! Stored profiles: added, changed, shown, checked, and where their keys come from.

use crate::support::listener::nobody;
use crate::support::server::{Action, Server, json};
use crate::support::{Env, KEY, Ran, words};

const URL: &str = "r4.cyxth.com/app_id";

#[test]
fn a_profile_can_be_added_in_three_ways() {
    let env = Env::new();
    env.pipe(
        format!("{KEY}\nsecond line\n"),
        "profile add a --app-url r4.cyxth.com/app_id --key-stdin",
    )
    .ok();
    env.run("profile add b --api-url https://b.example/v1 --key-env B_KEY")
        .ok();
    env.args(&[
        "profile",
        "add",
        "c",
        "--app-url",
        URL,
        "--key-command",
        "echo secret-of-c",
    ])
    .ok();
    let list: serde_json::Value =
        serde_json::from_str(env.run("profile list -o json").ok()).unwrap();
    assert_eq!(
        list,
        serde_json::json!([
            {"name": "a", "app_url": "https://r4.cyxth.com/app_id", "api_url": "https://r4.cyxth.com/app_id/api", "key_source": "stored", "default": true},
            {"name": "b", "app_url": null, "api_url": "https://b.example/v1", "key_source": "variable B_KEY", "default": false},
            {"name": "c", "app_url": "https://r4.cyxth.com/app_id", "api_url": "https://r4.cyxth.com/app_id/api", "key_source": "command", "default": false},
            {"name": "sandbox", "app_url": null, "api_url": null, "key_source": null, "default": false},
        ])
    );
    assert_eq!(env.run("profile list -o id").ok(), "a\nb\nc\nsandbox\n");
    let table = env.run("profile list").out;
    assert!(
        words(&table)[1].contains(&"*") && !words(&table)[2].contains(&"*"),
        "{table}"
    );
    // Neither the key nor the command, which may hold one.
    for format in ["table", "json", "jsonl", "csv", "id"] {
        let list = env.run(&format!("profile list -o {format}")).out;
        assert!(
            !list.contains(KEY) && !list.contains("secret-of-c"),
            "{list}"
        );
    }
}

#[test]
fn what_is_incomplete_or_wrong_is_not_stored() {
    let env = Env::new()
        .var("CYXTH_APP_URL", URL)
        .var("CYXTH_API_KEY", KEY);
    for (line, code) in [
        ("profile add a", 2),
        ("profile add a --key-env K", 2),
        ("profile add a --app-url r4.cyxth.com/app_id", 2),
        (
            "profile add a --app-url r4.cyxth.com/app_id --key-env K --key-stdin",
            2,
        ),
        (
            "profile add a --app-url r4.cyxth.com/app_id --key-env K --key-command x",
            2,
        ),
        (
            "profile add a --app-url r4.cyxth.com/app_id --key-env A=B",
            2,
        ),
        (
            "profile add sandbox --app-url r4.cyxth.com/app_id --key-env K",
            2,
        ),
        (
            "profile add a/b --app-url r4.cyxth.com/app_id --key-env K",
            2,
        ),
        (
            "profile add .a --app-url r4.cyxth.com/app_id --key-env K",
            2,
        ),
        (
            "profile add a --app-url http://r4.cyxth.com/app --key-env K",
            3,
        ),
        ("profile add a --app-url ftp://r4.cyxth.com --key-env K", 3),
        ("profile add a --app-url https:// --key-env K", 3),
        ("profile add a --app-url r4.cyxth.com/app_id --key-stdin", 3),
    ] {
        let ran = env.run(line);
        assert_eq!(ran.code, code, "{line}: {ran:#?}");
    }
    for key in ["\n", "two words\n", "clé\n", "a\u{1}b\n"] {
        env.pipe(
            key,
            "profile add a --app-url r4.cyxth.com/app_id --key-stdin",
        )
        .fails(3);
    }
    assert_eq!(env.run("profile list -o id").ok(), "sandbox\n");
}

#[test]
fn an_existing_profile_needs_replace_and_keeps_what_is_not_given() {
    let env = Env::new();
    env.run("profile add a --app-url r4.cyxth.com/app_id --key-env A")
        .ok();
    let ran = env.run("profile add a --app-url other.example --key-env B");
    assert!(ran.fails(2).contains("--replace"));
    assert!(env.profiles_text().contains("\"A\""));

    // The key alone.
    env.pipe("new-key-0123456789", "profile add a --replace --key-stdin")
        .ok();
    let show = env.run("profile show a -o json").out;
    assert!(
        show.contains("r4.cyxth.com/app_id") && show.contains("\"stored\""),
        "{show}"
    );
    assert!(!env.profiles_text().contains("key_env"));

    // A stored key does not go along to another URL.
    let ran = env.run("profile add a --replace --app-url other.example");
    assert!(ran.fails(2).contains("key"), "{ran:#?}");
    assert!(env.profiles_text().contains("r4.cyxth.com/app_id"));
    env.pipe(
        "another-key-0123",
        "profile add a --replace --app-url other.example --key-stdin",
    )
    .ok();
    assert!(env.profiles_text().contains("other.example"));
    // Nor does a profile come to be by replacing and keep nothing.
    env.run("profile add new --replace --app-url n.example --key-env N")
        .ok();
}

#[test]
fn use_show_and_remove() {
    let env = Env::new().var("B_KEY", "variable-key-7788");
    env.pipe(
        KEY,
        "profile add a --app-url r4.cyxth.com/app_id --key-stdin",
    )
    .ok();
    env.run("profile add b --app-url b.example --key-env B_KEY")
        .ok();
    env.run("profile use b").ok();
    let show = env.run("profile show").out;
    for part in [
        "b",
        "https://b.example",
        "https://b.example/api",
        "variable B_KEY",
        "7788",
    ] {
        assert!(show.contains(part), "{part}: {show}");
    }
    assert!(!show.contains("variable-key"));
    let show = env.run("profile show a -o json").out;
    assert!(show.contains("wxyz") && !show.contains(&KEY[..8]), "{show}");
    env.run("profile use sandbox").ok();
    assert!(env.run("profile show").ok().contains("sandbox"));

    env.run("profile remove a").fails(2);
    assert!(env.profiles_text().contains(KEY));
    env.run("profile remove a --yes").ok();
    assert!(!env.profiles_text().contains(KEY));
    env.run("profile use b").ok();
    env.run("profile remove b --yes").ok();
    assert!(!env.profiles_text().contains("default"));
    env.run("profile remove sandbox --yes").fails(2);
    for line in [
        "profile use gone",
        "profile show gone",
        "profile remove gone --yes",
        "profile check gone",
    ] {
        assert!(env.run(line).fails(3).contains("gone"));
    }
    env.run("profile show").fails(3);
}

#[test]
fn check_makes_one_read_and_has_its_exit_status() {
    let profile = |url: &str| {
        Env::new().profiles(&format!(
            "[profiles.p]\napp_url = \"{url}\"\nkey = \"{KEY}\"\n"
        ))
    };
    let server = Server::always(json(200, "[]"));
    let env = profile(&server.address().to_string());
    let ran = env.run("profile check p -o json");
    let told: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
    assert_eq!(
        (&told["reachable"], &told["key_accepted"]),
        (&true.into(), &true.into())
    );
    assert_eq!(server.only().method, "GET");
    assert!(!env.run("profile check p").ok().is_empty());

    for (status, code) in [(401, 4), (403, 4), (404, 5), (503, 8)] {
        let server = Server::always(json(status, r#"{"message":"m"}"#));
        let env = profile(&server.address().to_string());
        env.run("profile check p --retries 0").fails(code);
    }
    // Tried once more, whatever the number of retries, where that may help.
    for (status, tries) in [(503, 2), (429, 2), (401, 1), (400, 1)] {
        let server = Server::always(json(status, r#"{"message":"m"}"#));
        let env = profile(&server.address().to_string());
        let begun = std::time::Instant::now();
        let ran = env.run("profile check p -o json --retries 9");
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        assert_eq!(server.lines().len(), tries, "{status}: {ran:#?}");
        // The time is that of one try, without the wait before it.
        let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let waited = 500.0 * (tries - 1) as f64;
        assert!(told["ms"].as_f64().unwrap() + waited < took, "{ran:#?}");
    }
    let ran = profile(&nobody().to_string()).run("profile check p --retries 0");
    ran.fails(9);
    Env::new().run("profile check").fails(3);
}

#[test]
fn check_claims_only_what_it_learned() {
    let profile = |server: &Server| {
        Env::new().profiles(&format!(
            "[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\n",
            server.address()
        ))
    };
    let told = |ran: &Ran| -> serde_json::Value { serde_json::from_str(&ran.out).unwrap() };
    // Nothing was sent.
    let server = Server::content();
    let ran = profile(&server).run("profile check p -o json --deadline 0.001 --rate 0.001");
    if server.lines().is_empty() {
        ran.fails(9);
        for field in ["reachable", "tls", "key_accepted"] {
            assert_eq!(told(&ran)[field], serde_json::Value::Null, "{ran:#?}");
        }
    }
    for (action, reachable, key) in [
        (
            json(503, "{}"),
            serde_json::Value::Bool(true),
            serde_json::Value::Null,
        ),
        (json(200, "no JSON"), true.into(), serde_json::Value::Null),
        (json(401, "{}"), true.into(), false.into()),
        (
            Action::CloseRead,
            serde_json::Value::Null,
            serde_json::Value::Null,
        ),
    ] {
        let server = Server::always(action.clone());
        let ran = profile(&server).run("profile check p -o json --retries 0");
        assert_ne!(ran.code, 0);
        let told = told(&ran);
        assert_eq!(
            (&told["reachable"], &told["key_accepted"]),
            (&reachable, &key),
            "{action:?}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_failed_check_fails_where_nobody_reads_it() {
    let server = Server::always(json(401, "{}"));
    let env = Env::of(&server);
    let mut check = env.command(&["profile", "check"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = check
        .stdout(writer)
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(4));
    let full = std::fs::File::create("/dev/full").unwrap();
    let status = check.stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(4));
}

#[test]
fn keys_that_are_not_stored() {
    let server = Server::content();
    let address = server.address();
    let env = Env::new().var("MY_KEY", "from-the-variable").profiles(&format!(
        "[profiles.v]\napp_url = \"{address}\"\nkey_env = \"MY_KEY\"\n\
         [profiles.unset]\napp_url = \"{address}\"\nkey_env = \"NOT_SET\"\n\
         [profiles.c]\napp_url = \"{address}\"\nkey_command = \"echo from-the-command; echo more\"\n\
         [profiles.fails]\napp_url = \"{address}\"\nkey_command = \"echo half-a-key; exit 3\"\n\
         [profiles.silent]\napp_url = \"{address}\"\nkey_command = \"true\"\n\
         [profiles.eats]\napp_url = \"{address}\"\nkey_command = \"cat >&2; echo k\"\n\
         [profiles.none]\napp_url = \"{address}\"\n"
    ));
    let key_of = |name: &str| {
        env.run(&format!("users list -p {name}")).ok();
        server
            .requests()
            .pop()
            .unwrap()
            .header("authorization")
            .to_owned()
    };
    assert_eq!(key_of("v"), "Bearer from-the-variable");
    if cfg!(unix) {
        assert_eq!(key_of("c"), "Bearer from-the-command");
        // Records stay in standard input: the command does not eat them.
        let ran = env.pipe(r#"{"id":"a"}"#, "users create -p eats");
        assert_eq!(ran.ok(), "created 1 user\n");
    }
    let before = server.lines().len();
    for name in ["unset", "fails", "silent", "none"] {
        let ran = env.run(&format!("users list -p {name}"));
        assert!(!ran.fails(3).contains("half-a-key"), "{ran:#?}");
    }
    assert_eq!(server.lines().len(), before);
}
