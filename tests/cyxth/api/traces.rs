//! `-vv`: headers and bodies on standard error; and that no trace holds the key.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::Value;

use crate::support::server::{Action, Begin, Server, collection, json, numbered};
use crate::support::{Env, KEY};

#[test]
fn both_sides_of_an_exchange_are_shown() {
    let server = Server::always(json(200, "{\"status\":1,\n\"x\":\"\u{9b}31m\u{202e}\"}"));
    let env = Env::of(&server);
    let ran = env.pipe(r#"[{"id":"u1"}]"#, "users create -vv");
    assert_eq!(ran.ok(), "created 1 user\n");
    let lines: Vec<&str> = ran.err.lines().collect();
    let host = server.address();
    let head = format!("> [1] POST http://{host}/api/users");
    let at = lines.iter().position(|line| *line == head).unwrap();
    assert!(lines.contains(&"> authorization: Bearer ********wxyz"));
    assert!(lines.contains(&"> content-type: application/json"));
    let body = lines.iter().position(|line| *line == r#"> [{"id":"u1"}]"#);
    assert_eq!(lines[body.unwrap() - 1], ">");
    let answer = lines
        .iter()
        .position(|line| *line == "< [1] HTTP/1.1 200 OK");
    assert!(at < body.unwrap() && body < answer, "{lines:#?}");
    assert!(lines.contains(&"< {\"status\":1,"), "{lines:#?}");
    // Shown, and not obeyed.
    assert!(
        lines.contains(&r#"< "x":"\u{9b}31m\u{202e}"}"#),
        "{lines:#?}"
    );
    assert!(
        lines.last().unwrap().starts_with("POST http://"),
        "{lines:#?}"
    );
    let once = env.pipe(r#"[{"id":"u1"}]"#, "users create -v");
    assert!(
        !once.err.contains("> ") && !once.err.contains("< "),
        "{}",
        once.err
    );
}

#[test]
fn long_bodies_are_cut_and_say_by_how_much() {
    let server = collection(numbered(500), 500, Begin::After);
    let env = Env::of(&server);
    let whole = env.run("api GET users?limit=500").ok().len();
    let ran = env.run("users list --limit 500 -o id -vv");
    assert!(
        ran.err
            .contains(&format!("\n< ({} more bytes)\n", whole - 4096))
    );
    assert!(ran.err.len() < 8000, "{}", ran.err.len());
}

/// Hard for encoders.
const ODD_KEY: &str = "Qm9v+2/4ZkxyzABCDk9ab7p3==";

fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| format!("\\u{:04x}", u32::from(c)))
        .collect()
}

/// The key as it may be written.
fn forms(key: &str) -> Vec<String> {
    let hexadecimal: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let basic = STANDARD.encode(format!("user:{key}"));
    vec![
        key.to_owned(),
        key.replace('/', r"\/"),
        escaped(key),
        escaped(key).to_uppercase().replace("\\U", "\\u"),
        escaped(&escaped(key)),
        key.replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D"),
        percent,
        key.replace('+', "&#43;"),
        hexadecimal.to_uppercase(),
        hexadecimal,
        STANDARD.encode(key),
        URL_SAFE.encode(key),
        STANDARD.encode(format!("x{key}")),
        basic,
    ]
}

/// Fails where a text holds a part of the key by which it could be told, in any form.
#[track_caller]
fn assert_no_key(text: &str, key: &str) {
    for form in forms(key) {
        // All but the last characters, which are shown and do not stand for themselves in Base64.
        let part = &form[..form.len() - 4 * form.len() / key.len() - 4];
        let again = serde_json::to_string(part).unwrap();
        for part in [part, again.trim_matches('"')] {
            assert!(!text.contains(part), "{part} is in {text}");
        }
    }
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        assert_no_key_inside(&value, key);
    }
}

fn assert_no_key_inside(value: &Value, key: &str) {
    match value {
        Value::String(text) => assert_no_key(text, key),
        Value::Array(values) => values
            .iter()
            .for_each(|value| assert_no_key_inside(value, key)),
        Value::Object(fields) => fields
            .values()
            .for_each(|value| assert_no_key_inside(value, key)),
        _ => {}
    }
}

#[test]
fn no_trace_holds_the_key() {
    for key in [KEY, ODD_KEY] {
        // Everything that was sent comes back, the key in all forms.
        let server = Server::new(move |number, request| {
            let all: Vec<String> = forms(key)
                .iter()
                .map(|form| format!("\"{form}\""))
                .collect();
            let body = format!(r#"[{{"id":"u{number}","t":[{}]}}]"#, all.join(","));
            let headers = vec![
                ("Content-Type", "application/json".to_owned()),
                ("X-Echo", request.header("authorization").to_owned()),
                ("X-Basic", STANDARD.encode(format!("user:{key}"))),
                (
                    "Location",
                    format!("https://x.example/?k={}", key.replace('+', "%2b")),
                ),
            ];
            Action::Answer([200, 403, 302][number % 3], headers, body)
        });
        let env = Env::new()
            .var("CYXTH_API_URL", &server.api_url())
            .var("CYXTH_API_KEY", key);
        for line in [
            "users list --limit 1",
            "users list --all",
            "api GET users -i",
            "api POST x -f a=b",
            "users create --id u1",
            "stats",
        ] {
            let ran = env.run(&format!("{line} --retries 0 -vv --har run.har"));
            let archive = std::fs::read_to_string(env.path("run.har")).unwrap();
            assert!(archive.contains("********"), "{line}: {archive}");
            assert!(ran.err.contains("********"), "{line}: {}", ran.err);
            assert!(!env.har("run.har").is_empty());
            assert_no_key(&archive, key);
            for line in ran.err.lines() {
                assert_no_key(line, key);
            }
        }
    }
}

#[test]
fn a_key_at_the_cut_of_a_body_is_masked_whole() {
    for before in [4096 - 10, 64 * 1024 - 10] {
        let body = format!(
            "\"{}{ODD_KEY}{}\"",
            "x".repeat(before - 1),
            "y".repeat(9000)
        );
        let server = Server::always(json(200, body));
        let env = Env::new()
            .var("CYXTH_API_URL", &server.api_url())
            .var("CYXTH_API_KEY", ODD_KEY);
        let ran = env.run("api GET x -vv --har run.har");
        let archive = std::fs::read_to_string(env.path("run.har")).unwrap();
        assert!(!archive.contains(&ODD_KEY[..6]), "{before}");
        assert!(!ran.err.contains(&ODD_KEY[..6]), "{before}");
        let where_cut = if before < 10_000 { &ran.err } else { &archive };
        assert!(where_cut.contains("x********"), "{before}");
    }
}
