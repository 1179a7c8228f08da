//! What a service says with an error reaches the person: message, type, code and data, bounded.

use crate::support::Env;
use crate::support::server::{Server, json};

#[test]
fn type_code_and_data_reach_the_person() {
    let server = Server::always(json(
        400,
        "{\"type\":\"validation\",\"code\":\"bad_mode\",\"message\":\"mode is out of range\",\n \
         \"data\":{ \"field\" : \"mode\",\n \"max\": 1000, \"note\":\"a\u{9b}2J\" }}",
    ));
    let env = Env::of(&server);
    for line in ["users list", "users delete a --yes", "channels list"] {
        let ran = env.run(line);
        let err = ran.fails(6);
        let lines: Vec<&str> = err.lines().collect();
        let error = lines
            .iter()
            .position(|line| line.starts_with("error: "))
            .unwrap();
        for part in ["mode is out of range", "400", "validation", "bad_mode"] {
            assert!(lines[error].contains(part), "{part}: {ran:#?}");
        }
        // Compact, and harmless.
        assert_eq!(
            lines[error + 1],
            "data: {\"field\":\"mode\",\"max\":1000,\"note\":\"a\\u{9b}2J\"}",
            "{ran:#?}"
        );
    }
    let error = env.run("users list -o json").error();
    assert_eq!(error["type"], "validation");
    assert_eq!(error["data"]["max"], 1000);
}

#[test]
fn data_on_one_line_is_made_compact_too() {
    let server = Server::always(json(
        400,
        r#"{"type":"t","code":"c","message":"m","data": {"id": "a b", "n" : 1.10}}"#,
    ));
    let env = Env::of(&server);
    let compact = r#"{"id":"a b","n":1.10}"#;
    let err = env.run("users list").err;
    assert!(err.contains(&format!("\ndata: {compact}\n")), "{err}");
    let err = env.run("users list -o json").err;
    assert!(err.contains(&format!("\"data\":{compact},")), "{err}");
}

#[test]
fn what_a_service_says_is_cut() {
    let long = "m".repeat(10_000);
    let server = Server::always(json(
        400,
        format!(
            "{{\"type\":\"{long}\",\"code\":\"{long}\",\"message\":\"{long}\",\"data\":[\"{long}\"]}}"
        ),
    ));
    let env = Env::of(&server);
    for line in ["users list", "users delete a --yes", "users create --id a"] {
        let ran = env.run(line);
        let err = ran.fails(6);
        for line in err.lines() {
            assert!(line.chars().count() <= 2_000, "{}", line.len());
        }
        let of = |label: &str| err.lines().find(|line| line.starts_with(label)).unwrap();
        // What it was about is still seen behind the message.
        assert!(of("error: ").contains("… (400 ") && of("error: ").contains("/api/"));
        assert!(of("data: ").ends_with('…'));
        let ran = env.run(&format!("{line} -o json"));
        assert!(ran.err.len() < 15_000, "{}", ran.err.len());
        let error = ran.error();
        assert!(error["data"].as_str().unwrap().ends_with('…'));
        assert!(error["message"].as_str().unwrap().chars().count() <= 2_000);
    }
    // A short one is whole.
    let whole = "w".repeat(1_500);
    let server = Server::always(json(400, format!("{{\"message\":\"{whole}\"}}")));
    let ran = Env::of(&server).run("users list");
    assert!(ran.fails(6).contains(&whole));
    assert!(!ran.err.contains("data:"));
}

#[test]
fn the_words_of_the_command_line_are_cut_too() {
    let long = format!("--{}", "x".repeat(100_000));
    for format in ["table", "json"] {
        let ran = Env::new().args(&["users", "list", "-o", format, &long]);
        assert!(ran.fails(2).len() < 50_000);
    }
}
