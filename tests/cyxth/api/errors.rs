//! What goes wrong at the service: its exit status and kind, in words and as JSON.

use serde_json::Value;

use crate::support::listener::nobody;
use crate::support::server::{Action, Server, json};
use crate::support::{Env, KEY};

fn error_body(message: &str) -> String {
    format!(r#"{{"type":"t_err","code":"E_CODE","message":"{message}"}}"#)
}

#[test]
fn every_status_has_its_exit_status_and_kind() {
    for (status, code, kind) in [
        (400, 6, "refused"),
        (401, 4, "auth"),
        (403, 4, "auth"),
        (404, 5, "not_found"),
        (405, 6, "refused"),
        (409, 6, "refused"),
        (413, 6, "refused"),
        (422, 6, "refused"),
        (429, 7, "rate_limited"),
        (500, 8, "server"),
        (502, 8, "server"),
        (503, 8, "server"),
        (599, 8, "server"),
    ] {
        let server = Server::always(json(status, error_body("that went wrong")));
        let env = Env::of(&server);
        for line in [
            "users list",
            "users delete u1 --yes",
            "channels update --id c",
        ] {
            let ran = env.run(&format!("{line} --retries 0"));
            let err = ran.fails(code);
            let line_of_error = err
                .lines()
                .find(|line| line.starts_with("error: "))
                .unwrap();
            for part in ["that went wrong", "E_CODE", &status.to_string()] {
                assert!(line_of_error.contains(part), "{status}: {err}");
            }
            assert_eq!(ran.out, "");
            let ran = env.run(&format!("{line} --retries 0 -o json"));
            let error = ran.error();
            assert_eq!((ran.code, ran.out.as_str()), (code, ""));
            assert_eq!(error["kind"], kind, "{status}");
            assert_eq!(error["exit_code"], code);
            assert_eq!(error["status"], status);
            assert_eq!(error["type"], "t_err");
            assert_eq!(error["code"], "E_CODE");
            assert!(error.get("data").is_none());
        }
    }
}

#[test]
fn an_error_says_to_which_request_it_happened() {
    let server = Server::always(json(404, error_body("no channel")));
    let ran = Env::of(&server).run("members add c/1 u1 -o jsonl");
    let error = ran.error();
    assert_eq!(error["method"], "POST");
    let url = format!("{}/channels/c%2F1/users", server.api_url());
    assert_eq!(error["url"], url.as_str());
    assert!(error["hint"].is_string());
}

#[test]
fn data_travels_as_it_came() {
    let body = "{\"type\":\"t\",\"code\":\"C\",\"message\":\"m\",\n\"data\":{\"n\" : 9007199254740993,\n\"x\":[1.10]}}";
    let server = Server::always(json(400, body));
    let ran = Env::of(&server).run("users list -o json");
    assert_eq!(ran.fails(6).lines().count(), 1);
    assert!(
        ran.err
            .contains(r#""data":{"n":9007199254740993,"x":[1.10]}"#),
        "{ran:#?}"
    );
}

#[test]
fn what_is_no_error_object_is_shown_in_part() {
    let long = format!("<html><h1>Bad\n Gateway</h1>\u{1b}[2J{}", "x".repeat(5000));
    for (body, shown) in [
        (long.as_str(), "<html><h1>Bad Gateway</h1>"),
        ("", "502"),
        ("[1,2]", "[1,2]"),
        (r#"{"error":"other shape"}"#, "other shape"),
        (r#"{"message":5}"#, r#"{"message":5}"#),
        (r#"{"code":"E_CODE","message":5}"#, "(502 E_CODE, GET"),
        (r#"{"message":"words alone"}"#, "words alone"),
        (
            r#"{"code":"E_CODE","message":""}"#,
            "a fault of its own (502 E_CODE",
        ),
    ] {
        let server = Server::always(Action::Answer(502, vec![], body.to_owned()));
        let ran = Env::of(&server).run("users list --retries 0");
        let err = ran.fails(8);
        assert!(err.contains(shown) && err.len() < 700, "{err}");
        assert!(!err.contains('\u{1b}'));
    }
}

#[test]
fn a_redirect_is_named_and_not_followed() {
    let elsewhere = Server::content();
    let target = format!("{}/users", elsewhere.api_url());
    for status in [301, 302, 303, 307, 308] {
        let server = Server::always(Action::Answer(
            status,
            vec![("Location", target.clone())],
            String::new(),
        ));
        let env = Env::of(&server);
        for line in [
            "users list",
            "users create --id u1",
            "users delete u1 --yes",
        ] {
            let ran = env.run(line);
            assert!(ran.fails(8).contains(&target), "{ran:#?}");
        }
        assert_eq!(env.run("users list -o json").error()["kind"], "server");
    }
    assert_eq!(elsewhere.lines(), Vec::<String>::new());
    // An answer with nowhere to go.
    let server = Server::always(Action::Answer(302, vec![], String::new()));
    Env::of(&server).run("users list").fails(8);
}

#[test]
fn an_exchange_that_cannot_be_had_or_finished() {
    let env = Env::new()
        .var("CYXTH_API_URL", &format!("http://{}", nobody()))
        .var("CYXTH_API_KEY", KEY);
    for line in [
        "users list",
        "users create --id u1",
        "users delete u1 --yes",
    ] {
        let ran = env.run(&format!("{line} --retries 0"));
        assert!(ran.fails(9).contains("connect"), "{ran:#?}");
        assert_eq!(
            env.run(&format!("{line} --retries 0 -o json")).error()["kind"],
            "network"
        );
    }
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n";
    for action in [
        Action::CloseRead,
        Action::CloseUnread,
        Action::Stall,
        Action::Raw("SSH-2.0-OpenSSH\r\n".to_owned()),
        Action::Raw(format!("{head}{{\"status\":")),
        Action::Raw(format!("{head}[{{\"id\":\"a\"}}")),
    ] {
        let server = Server::always(action.clone());
        let env = Env::of(&server);
        for line in ["users list", "users delete u1 --yes"] {
            let ran = env.run(&format!("{line} --retries 0 --timeout 0.3"));
            ran.fails(9);
            assert_eq!(ran.out, "", "{action:?}");
        }
    }
}

#[test]
fn a_success_that_is_none_of_the_api() {
    for body in [
        "",
        "[]",
        "null",
        "6",
        "ok",
        "<html>hello</html>",
        r#"{"status":1}}"#,
        r#"{"type":"t","code":"E","message":"no"}"#,
        r#"{"status":1,"code":"E","message":"no"}"#,
        r#"{"status":1,"error":{"message":"no"}}"#,
        r#"{"status":0,"error":"no"}"#,
    ] {
        let server = Server::always(json(200, body));
        let ran = Env::of(&server).run("users delete u1 --yes --retries 0");
        assert_eq!(ran.code, 8, "{body}: {ran:#?}");
        assert_eq!(ran.out, "", "{body}");
    }
    for body in [
        r#"{"status":1}"#,
        r#"{"status":"1"}"#,
        " {\n\"x\":[],\"status\" : 1}\n",
    ] {
        for status in [200, 201, 202, 203] {
            let server = Server::always(json(status, body));
            let ran = Env::of(&server).run("users delete u1 --yes");
            assert_eq!(ran.ok(), "deleted 1 user\n", "{body}");
        }
    }
    for body in ["", "[]", "7", "{\"id\":", "null"] {
        let server = Server::always(json(200, body));
        let ran = Env::of(&server).run("channels update --id c --retries 0");
        assert_eq!((ran.code, ran.out.as_str()), (8, ""), "{body}: {ran:#?}");
    }
}

#[test]
fn a_field_of_another_type_does_not_cost_the_message() {
    for (body, message, code) in [
        (
            r#"{"code":1001,"message":"bad name"}"#,
            "bad name",
            "1001".into(),
        ),
        (
            r#"{"code":-1.50,"message":"bad name"}"#,
            "bad name",
            "-1.50".into(),
        ),
        (
            r#"{"code":true,"type":[],"message":"bad name"}"#,
            "bad name",
            "true".into(),
        ),
        (
            r#"{"code":{"a":1},"type":null,"message":"bad name"}"#,
            "bad name",
            Value::Null,
        ),
    ] {
        let server = Server::always(json(400, body));
        let env = Env::of(&server);
        let ran = env.run("users delete u1 --yes");
        assert!(
            ran.fails(6).contains(&format!(": {message} (400")),
            "{body}: {ran:#?}"
        );
        let error = env.run("users delete u1 --yes -o json").error();
        assert_eq!(
            (&error["code"], &error["type"]),
            (&code, &Value::Null),
            "{body}"
        );
    }
}

#[test]
fn the_key_is_masked_where_the_service_echoes_it() {
    let html = |before: usize| format!("<html>{}{KEY}</html>", "x".repeat(before));
    let mut actions = vec![
        json(403, error_body(&format!("bad key {KEY}"))),
        json(
            403,
            format!(r#"{{"type":"{KEY}","code":"x{KEY}","message":"m"}}"#),
        ),
        json(
            403,
            format!(r#"{{"message":"m","data":{{"k":"Bearer {KEY}"}}}}"#),
        ),
        json(403, format!(r#"{{"other":"{KEY}"}}"#)),
        json(200, format!("no JSON: {KEY}")),
        json(200, format!(r#"{{"code":"{KEY}","message":"no"}}"#)),
        Action::Answer(
            302,
            vec![("Location", format!("https://x.example/?{KEY}"))],
            String::new(),
        ),
    ];
    // Nor a part of it, where a long answer is cut.
    for before in (100..160).step_by(3) {
        actions.push(json(403, html(before)));
        actions.push(json(200, html(before)));
    }
    for action in actions {
        let server = Server::always(action.clone());
        let env = Env::of(&server);
        for line in [
            "users delete u1 --yes",
            "users delete u1 --yes -v",
            "users list -o json -v",
        ] {
            let ran = env.run(&format!("{line} --retries 0"));
            assert_ne!(ran.code, 0);
            let all = ran.out.clone() + &ran.err;
            assert!(!all.contains(&KEY[..8]), "{action:?}: {all}");
        }
    }
}

/// Caddy passes a body that is over its limit on as a broken one, and answers 502 without a word.
#[test]
fn a_proxy_that_may_find_a_request_too_large() {
    let server = Server::always(Action::Answer(502, Vec::new(), String::new()));
    let env = Env::of(&server);
    let ran = env.run("users delete a --yes --retries 0");
    assert!(ran.fails(8).contains("`--batch-size N`"), "{ran:#?}");
    let ran = env.run("users list --retries 0");
    assert!(!ran.fails(8).contains("--batch-size"), "{ran:#?}");
}

#[test]
fn causes_are_told_with_verbose_alone() {
    let env = Env::new()
        .var("CYXTH_API_URL", &format!("http://{}/api", nobody()))
        .var("CYXTH_API_KEY", KEY);
    let quiet = env.run("users list --retries 0");
    assert!(!quiet.fails(9).contains("caused by:"), "{}", quiet.err);
    let verbose = env.run("users list --retries 0 -v");
    let err = verbose.fails(9);
    let at_error = err.find("\nerror: ").unwrap() + 1;
    let causes: Vec<&str> = err[at_error..]
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("  caused by: "))
        .collect();
    assert!(causes.len() >= 2, "{err}");
    assert!(causes.last().unwrap().contains("refused"), "{err}");
    assert!(!err.contains(KEY), "{err}");

    let quiet = env.run("users list --retries 0 -o json");
    assert!(quiet.error().get("causes").is_none(), "{}", quiet.err);
    let verbose = env.run("users list --retries 0 -o json -v");
    assert_eq!(verbose.code, 9);
    let line = verbose.err.lines().last().unwrap();
    let error: Value = serde_json::from_str(line).unwrap();
    let told = error["error"]["causes"].as_array().unwrap();
    assert_eq!(told.len(), causes.len(), "{error}");
    assert!(told.last().unwrap().as_str().unwrap().contains("refused"));
}

#[test]
fn the_cause_of_a_file_that_cannot_be_read_is_told() {
    let env = Env::sandbox();
    let ran = env.run("users list -v --app-url 127.0.0.1:1 --api-key-file missing");
    let err = ran.fails(3);
    assert!(
        err.contains("error: cannot read the API key file missing: "),
        "{err}"
    );
    assert!(err.contains("\n  caused by: No such file"), "{err}");
}
