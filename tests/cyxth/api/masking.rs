//! The key in what the service answers: masked however it is spelled, and counted.

use crate::support::Env;
use crate::support::server::{Action, Server, json};

const KEY: &str = "Qm9v+2/4ZkxyzABCDk9ab7p3==";

fn of(server: &Server) -> Env {
    Env::new()
        .var("CYXTH_API_URL", &server.api_url())
        .var("CYXTH_API_KEY", KEY)
}

/// The key as encoders of JSON may write it.
fn spellings() -> [String; 4] {
    [
        KEY.to_owned(),
        KEY.replace('/', r"\/"),
        KEY.replace('+', r"\u002B").replace('=', r"\u003d"),
        KEY.chars()
            .map(|c| format!("\\u{:04X}", u32::from(c)))
            .collect(),
    ]
}

/// Fails where a text gives the key away, read as it is or as JSON.
#[track_caller]
fn assert_no_key(text: &str) {
    assert!(!text.contains(KEY), "{text}");
    for line in text.lines() {
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(line) {
            assert!(!holds_key(&value), "{text}");
        }
    }
}

fn holds_key(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => text.contains(KEY),
        serde_json::Value::Array(values) => values.iter().any(holds_key),
        serde_json::Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| name.contains(KEY) || holds_key(value)),
        _ => false,
    }
}

/// A key that may be a part of other words is masked where it is one of its own.
#[test]
fn a_short_key_is_masked_as_a_word() {
    const SHORT: &str = "k1k1k1";
    let records = r#"[{"id":"a","name":"k1k1k1s","mode":300,"metadata":{"x":"k\u0031k1k1","k1k1k1":"see: k1k1k1."}},
        {"id":"xk1k1k1","name":"k1k1k1-b"}]"#;
    let server = Server::new(move |_, request| match request.query("starting_after") {
        None if request.target.starts_with("/api/users") => json(200, records),
        _ => json(200, "[]"),
    });
    let env = Env::of(&server).var("CYXTH_API_KEY", SHORT);
    let expected = r#"{"id":"a","name":"k1k1k1s","mode":300,"metadata":{"x":"********","********":"see: ********."}}"#;
    let ran = env.run("users list --all -o jsonl");
    assert_eq!(ran.ok().lines().next(), Some(expected));
    assert!(
        ran.out.contains(r#"{"id":"xk1k1k1","name":"k1k1k1-b"}"#),
        "{ran:#?}"
    );
    assert!(ran.err.contains("1 record held the API key"), "{ran:#?}");
    env.file("to.json", "before");
    let ran = env.run("export --to to.json");
    assert!(ran.fails(8).contains("held the API key"), "{ran:#?}");
    let kept = std::fs::read_to_string(env.path("to.json")).unwrap();
    assert_eq!(kept, "before");
    let ran = env.run("users delete a --yes --backup b.jsonl");
    assert!(ran.fails(8).contains("holds the API key"), "{ran:#?}");
    // What the tool shows of its own too.
    let ran = env.run("users create --id k1k1k1 --name k1k1k1s --dry-run");
    assert!(
        ran.ok().contains(r#"[{"id":"********","name":"k1k1k1s"}]"#),
        "{ran:#?}"
    );
    // A field is a field, whatever the key is.
    let env = Env::of(&server).var("CYXTH_API_KEY", "name");
    assert!(
        env.run("users list -o json")
            .ok()
            .contains(r#""name":"k1k1k1s""#)
    );
}

#[test]
fn records_show_no_key_in_any_format() {
    for spelled in spellings() {
        let record = format!(r#"{{"id":"a{spelled}","name":"{spelled}","mode":300}}"#);
        let page = format!(r#"[{record},{{"id":"z"}}]"#);
        let server = Server::always(json(200, page));
        for format in ["table", "json", "jsonl", "csv", "id"] {
            let ran = of(&server).run(&format!("users list --limit 2 -o {format}"));
            match format {
                // It would be read as the id of something.
                "id" => assert!(ran.fails(8).contains("the API key is in an id"), "{ran:#?}"),
                _ => assert!(ran.ok().contains("********"), "{ran:#?}"),
            }
            assert_no_key(&ran.out);
            assert_no_key(&ran.err);
        }
    }
}

#[test]
fn errors_show_no_key() {
    for spelled in spellings() {
        let object = format!(
            r#"{{"type":"{spelled}","code":"{spelled}","message":"no {spelled}","data":["{spelled}"]}}"#
        );
        let html = format!("<html>{spelled} {}</html>", KEY.replace('+', "&#43;"));
        for action in [
            json(400, object),
            json(400, html.clone()),
            json(200, html),
            Action::Answer(
                302,
                vec![(
                    "Location",
                    format!("https://x.example/?k={}", KEY.replace('+', "%2b")),
                )],
                String::new(),
            ),
        ] {
            let server = Server::always(action);
            for format in ["table", "json"] {
                let ran = of(&server).run(&format!("users list --retries 0 -v -o {format}"));
                assert!(ran.err.contains("********"), "{ran:#?}");
                assert_no_key(&ran.err);
                assert!(!ran.err.contains("xyzABCDk9ab7p3"), "{ran:#?}");
            }
        }
    }
}

#[test]
fn masked_records_are_counted_in_a_warning() {
    let page = format!(r#"[{{"id":"a","t":"{KEY}"}},{{"id":"b"}},{{"id":"c","t":"{KEY}"}}]"#);
    let server = Server::new(move |_, request| match request.query("starting_after") {
        None => json(200, page.clone()),
        Some(_) => json(200, "[]"),
    });
    let ran = of(&server).run("users list --all -o jsonl");
    assert_eq!(ran.ok().matches("********").count(), 2);
    assert_eq!(
        ran.err,
        "warning: 2 records held the API key and are shown masked\n"
    );
    assert_eq!(of(&server).run("users list --all -o jsonl -q").err, "");
    let server = Server::always(json(200, r#"[{"id":"b"}]"#));
    assert_eq!(of(&server).run("users list --limit 1").err, "");
}
