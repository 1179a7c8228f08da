//! What a profile holds beside URL and key: given, stored, kept, shown, used, and refused where it is
//! wrong.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::listener::certificate;
use crate::support::server::{Server, count_of_body, json as json_answer};
use crate::support::tls_server::TlsServer;
use crate::support::{Env, KEY};

const ADD: &str = "profile add p --app-url p.example --key-stdin --protected --read-only \
                   --mode-scale flags --concurrency 3 --rate 2.5";

/// A profile that holds all there is.
fn with_all() -> Env {
    let env = Env::new();
    std::fs::create_dir(env.path("kept")).unwrap();
    let certificate = certificate("authority");
    let line = format!("{ADD} --backup kept --ca-cert {certificate}");
    env.pipe(KEY, &line).ok();
    env
}

#[test]
fn each_setting_is_stored_and_shown() {
    let env = with_all();
    let kept = env.path("kept").display().to_string();
    let certificate = certificate("authority");
    let text = env.profiles_text();
    for line in [
        "protected = true",
        "read_only = true",
        "mode_scale = \"flags\"",
        "concurrency = 3",
        "rate = 2.5",
        &format!("backup = \"{kept}\""),
        &format!("ca_cert = \"{certificate}\""),
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    let shown = env.run("profile show p");
    for line in [
        "guards    protected, read-only",
        "modes     flags",
        "pace      3 in flight at most, 2.5 requests a second at most",
        &format!("backups   {kept}"),
        &format!("CA file   {certificate}"),
    ] {
        assert!(shown.ok().lines().any(|found| found == line), "{shown:#?}");
    }
    let shown: Value = serde_json::from_str(env.run("profile show p -o json").ok()).unwrap();
    let listed: Value = serde_json::from_str(env.run("profile list -o json").ok()).unwrap();
    for (field, value) in [
        ("protected", json!(true)),
        ("read_only", json!(true)),
        ("mode_scale", json!("flags")),
        ("concurrency", json!(3)),
        ("rate", json!(2.5)),
        ("backup", json!(kept)),
        ("ca_cert", json!(certificate)),
    ] {
        assert_eq!(shown[field], value, "{field}");
        assert_eq!(listed[0][field], value, "{field}");
        assert_eq!(listed[1].get(field), None, "{field}");
    }
}

#[test]
fn each_setting_stays_when_something_else_is_changed() {
    let env = with_all();
    let before = env.profiles_text();
    for line in [
        "profile add p --replace --key-stdin",
        "profile set-key p --key-stdin",
    ] {
        env.pipe("another-key-4567", line).ok();
        let after = env.profiles_text();
        assert_eq!(after.replace("another-key-4567", KEY), before, "{line}");
    }
    // What is given anew takes the place of what was there.
    let ran = env.run("profile add p --replace --concurrency auto --rate 40");
    assert!(ran.err.contains("stored profile `p`"), "{ran:#?}");
    let text = env.profiles_text();
    assert!(
        text.contains("concurrency = \"auto\"\nrate = 40\n"),
        "{text}"
    );
    let shown = env.run("profile show p");
    let pace = "pace      auto in flight, 40 requests a second at most";
    assert!(shown.ok().contains(pace), "{shown:#?}");
    let shown: Value = serde_json::from_str(env.run("profile show p -o json").ok()).unwrap();
    assert_eq!(
        (&shown["concurrency"], &shown["rate"]),
        (&json!("auto"), &json!(40))
    );
}

#[test]
fn what_changes_nothing_is_said_to() {
    let env = Env::new().profiles(
        "[profiles.p]\napp_url = 'p.example' # mine\nkey_env = 'K'\nmode_scale = 'levels'\n\
         concurrency = 0x10\nrate = 4.0\nread_only = false\n",
    );
    // However it is spelt.
    env.run("profile use p").ok();
    let before = env.profiles_text();
    let ran = env.run("profile add p --replace");
    assert!(ran.err.contains("nothing was given to change"), "{ran:#?}");
    let ran = env.run("profile add p --replace --rate 4 --concurrency 16 --mode-scale levels");
    assert!(ran.err.contains("it holds what was given"), "{ran:#?}");
    assert_eq!(env.profiles_text(), before);
}

#[test]
fn a_setting_that_is_none_is_refused_with_file_and_profile() {
    for (field, value) in [
        ("concurrency", "0"),
        ("concurrency", "257"),
        ("concurrency", "-1"),
        ("concurrency", "2.5"),
        ("concurrency", "\"3\""),
        ("concurrency", "\"many\""),
        ("rate", "0"),
        ("rate", "-3"),
        ("rate", "nan"),
        ("rate", "inf"),
        ("rate", "\"5\""),
        ("rate", "true"),
        ("ca_cert", "7"),
        ("backup", "true"),
        ("mode_scale", "\"modern\""),
        ("mode_scale", "1"),
        ("protected", "\"yes\""),
        ("read_only", "1"),
    ] {
        let server = Server::content();
        let env = Env::new().profiles(&format!(
            "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\n{field} = {value}\n",
            server.address()
        ));
        let ran = env.run("users list");
        let file = env.path("config/profiles.toml").display().to_string();
        for part in [&file, "profile `p`", &format!("`{field}`")] {
            assert!(ran.fails(3).contains(part), "{field} = {value}: {ran:#?}");
        }
        env.run("users create --id a --name A").fails(3);
        env.run("profile show p").fails(3);
        assert!(server.requests().is_empty(), "{field} = {value}");
        // It is listed all the same, and a new value takes its place.
        let listed = env.run("profile list");
        assert!(listed.ok().contains("p "), "{listed:#?}");
        assert!(
            listed.err.contains("profile `p` cannot be used"),
            "{listed:#?}"
        );
        let given = match field {
            "protected" => "--protected".to_owned(),
            "read_only" => "--read-only=false".to_owned(),
            "ca_cert" => format!("--ca-cert {}", certificate("authority")),
            "backup" => "--backup .".to_owned(),
            "mode_scale" => "--mode-scale flags".to_owned(),
            field => format!("--{field} 5"),
        };
        env.run(&format!("profile add p --replace {given}")).ok();
        env.run("users list").ok();
    }
    let env = Env::new();
    for (line, expected) in [
        ("--rate 0", "requests a second from 0.001 to 1000000"),
        ("--concurrency 257", "`auto`, or a number from 1 to 256"),
    ] {
        let ran = env.run(&format!(
            "profile add p --app-url p.example --key-env K {line}"
        ));
        assert!(ran.fails(2).contains(expected), "{ran:#?}");
    }
}

/// How many changes are there at the same time.
#[derive(Default)]
struct InFlight {
    /// Now, and at most so far.
    counts: Mutex<(usize, usize)>,
    changed: Condvar,
}

/// Answers no change before so many of them are there at the same time, and knows the most that
/// there were.
fn waits_for(many: usize) -> (Server, Arc<InFlight>) {
    let state = Arc::<InFlight>::default();
    let seen = Arc::clone(&state);
    let server = Server::new(move |_, request| {
        if request.method == "GET" {
            return json_answer(200, "[]");
        }
        let mut now = seen.counts.lock().unwrap();
        now.0 += 1;
        now.1 = now.1.max(now.0);
        seen.changed.notify_all();
        let patience = Duration::from_secs(20);
        let (mut now, _) = seen
            .changed
            .wait_timeout_while(now, patience, |counts| counts.1 < many)
            .unwrap();
        now.0 -= 1;
        count_of_body(request)
    });
    (server, state)
}

/// How many requests were in flight at the same time, and the rate that the report tells.
fn pace(env: &Env, seen: &InFlight, options: &str) -> (usize, Value) {
    let users: Vec<Value> = (0..8)
        .map(|n| json!({"id": format!("u{n}"), "name": "U"}))
        .collect();
    let line = format!("users create --batch-size 1 --report report.json {options}");
    env.pipe(json!(users).to_string(), &line).ok();
    let report = std::fs::read_to_string(env.path("report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    (seen.counts.lock().unwrap().1, report["rate"].clone())
}

#[test]
fn concurrency_and_rate_are_those_of_option_profile_and_default() {
    for (held, options, many, rate) in [
        ("concurrency = 2\nrate = 500\n", "", 2, json!(500.0)),
        ("concurrency = 2\nrate = 500\n", "-p p", 2, json!(500.0)),
        (
            "concurrency = 2\nrate = 500\n",
            "--concurrency 3",
            3,
            json!(500.0),
        ),
        (
            "concurrency = 2\nrate = 500\n",
            "--rate 250",
            2,
            json!(250.0),
        ),
        ("concurrency = 6\n", "--concurrency 1", 1, Value::Null),
        ("concurrency = 6\n", "", 6, Value::Null),
    ] {
        let (server, seen) = waits_for(many);
        let env = Env::new().profiles(&format!(
            "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\n{held}",
            server.address()
        ));
        assert_eq!(pace(&env, &seen, options), (many, rate), "{held} {options}");
    }
}

#[test]
fn they_are_for_the_profiles_own_url() {
    let profile = |server: &Server| {
        format!(
            "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\n\
             concurrency = 2\nrate = 500\n",
            server.address()
        )
    };
    // A variable names another instance: nothing of the profile is for that one.
    let elsewhere = Server::content();
    let (server, seen) = waits_for(4);
    let env = Env::of(&server).profiles(&profile(&elsewhere));
    let (most, rate) = pace(&env, &seen, "");
    assert!(most >= 4 && rate == Value::Null, "{most} {rate}");
    assert!(elsewhere.requests().is_empty());
    // A variable names the same one, and the key is the profile's.
    let (server, seen) = waits_for(2);
    let env = Env::new()
        .var("CYXTH_API_URL", &server.api_url())
        .profiles(&profile(&server));
    assert_eq!(pace(&env, &seen, ""), (2, json!(500.0)));
    // Nor does `-p` take them along to another URL.
    let (server, seen) = waits_for(4);
    let env = Env::new().profiles(&profile(&elsewhere));
    env.file("key", KEY);
    let options = format!("-p p --api-url {} --api-key-file key", server.api_url());
    let (most, rate) = pace(&env, &seen, &options);
    assert!(most >= 4 && rate == Value::Null, "{most} {rate}");
}

/// Whatever reads several lists at a time keeps to it too.
#[test]
fn readers_keep_to_the_concurrency_of_the_profile() {
    for line in ["export", "stats", "channels list --all --member u"] {
        let counts = Arc::new(Mutex::new((0usize, 0usize)));
        let seen = Arc::clone(&counts);
        let channels: Vec<Value> = (0..12)
            .map(|n| json!({"id": format!("c{n:02}"), "name": "C"}))
            .collect();
        let channels = json!(channels).to_string();
        let server = Server::new(move |_, request| {
            if !request.target.starts_with("/api/channels/") {
                let is_first = request.target.contains("channels")
                    && request.query("starting_after").is_none();
                return json_answer(
                    200,
                    if is_first {
                        channels.clone()
                    } else {
                        "[]".to_owned()
                    },
                );
            }
            let mut now = seen.lock().unwrap();
            now.0 += 1;
            now.1 = now.1.max(now.0);
            drop(now);
            std::thread::sleep(Duration::from_millis(3));
            seen.lock().unwrap().0 -= 1;
            json_answer(200, "[]")
        });
        let env = Env::new().profiles(&format!(
            "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\nconcurrency = 1\n",
            server.address()
        ));
        env.run(line).ok();
        assert_eq!(counts.lock().unwrap().1, 1, "{line}");
    }
}

#[test]
fn the_certificate_is_that_of_option_variable_and_profile() {
    let server = TlsServer::start("good");
    for (held, variable, option, is_trusted) in [
        ("authority", None, None, true),
        ("ca", None, None, false),
        ("authority", Some("ca"), None, false),
        ("ca", Some("authority"), None, true),
        ("authority", Some("authority"), Some("ca"), false),
        ("ca", Some("ca"), Some("authority"), true),
    ] {
        let mut env = Env::new().profiles(&format!(
            "default = \"p\"\n[profiles.p]\napp_url = \"https://localhost:{}\"\nkey = \"{KEY}\"\n\
             ca_cert = '{}'\n",
            server.port(),
            certificate(held)
        ));
        if let Some(name) = variable {
            env = env.var("CYXTH_CA_CERT", &certificate(name));
        }
        let mut line = "users list -o id".to_owned();
        if let Some(name) = option {
            line.push_str(&format!(" --ca-cert {}", certificate(name)));
        }
        let ran = env.run(&line);
        let code = if is_trusted { 0 } else { 9 };
        assert_eq!(ran.code, code, "{held} {variable:?} {option:?}: {ran:#?}");
    }
}

#[test]
fn a_backup_goes_where_the_option_says_and_else_where_the_profile_does() {
    let server = Server::new(|_, request| match &*request.method {
        "GET" => json_answer(200, "[]"),
        _ => json_answer(200, r#"{"status":1}"#),
    });
    for (options, in_file, in_dir) in [("", 0, 1), ("--backup b.jsonl", 1, 0)] {
        let env = Env::new();
        std::fs::create_dir(env.path("kept")).unwrap();
        let env = env.profiles(&format!(
            "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\nbackup = \"kept\"\n",
            server.address()
        ));
        env.run(&format!("channels delete c --yes {options}")).ok();
        let kept = std::fs::read_dir(env.path("kept")).unwrap().count();
        let file = usize::from(env.path("b.jsonl").exists());
        assert_eq!((file, kept), (in_file, in_dir), "{options}");
    }
}
