//! What must never happen: the key seen, sent elsewhere, or a request that reaches another
//! collection.

use std::io::{Read, Write};
use std::sync::mpsc;

use crate::support::listener::Listener;
use crate::support::server::{Action, Server, json};
use crate::support::{Env, KEY};

#[test]
fn the_key_is_in_no_output() {
    let servers = [
        Server::content(),
        Server::always(json(403, r#"{"type":"t","code":"C","message":"no"}"#)),
        Server::always(json(503, "")),
        Server::always(Action::CloseRead),
        Server::always(Action::Raw("nonsense\r\n\r\n".to_owned())),
    ];
    for server in &servers {
        for env in [
            Env::of(server),
            Env::new().profiles(&format!(
                "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\n",
                server.address()
            )),
        ] {
            for line in [
                "users list -v",
                "users list -v -o json",
                "users create --id u1 -v",
                "users delete u1 --yes -v -o json",
                "channels update --id c -v",
                "members add c u1 -v --dry-run",
                "profile list",
                "profile show",
                "profile show -o json",
                "profile check -v",
                "nonsense -v",
                "users list --bogus",
                "--help",
                "users list --help",
            ] {
                let ran = env.run(&format!("{line} --retries 0"));
                let all = ran.out + &ran.err;
                assert!(!all.contains(&KEY[..KEY.len() - 4]), "{line}: {all}");
            }
        }
    }
}

/// Where a person, or a script, has put it in the place of something else.
#[test]
fn the_key_in_an_argument_is_in_no_message() {
    let server = Server::content();
    let by_profile = format!(
        "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\n",
        server.address()
    );
    for env in [Env::of(&server), Env::new().profiles(&by_profile)] {
        for line in [
            "users get KEY",
            "users delete KEY",
            "users delete KEY -o json",
            "members list KEY",
            "members add c KEY",
            "users list --filter KEY=1 --all -o json",
        ] {
            let ran = env.run(&format!("{line} --retries 0").replace("KEY", KEY));
            assert!(!ran.err.contains(KEY), "{line}: {ran:#?}");
        }
    }
    // What is said before anything is asked.
    for (line, code) in [
        ("users create --id a --mode KEY", 2),
        ("users list --api-url KEY:x", 3),
        ("KEY", 2),
        ("users get --KEY", 2),
    ] {
        let ran = Env::of(&server).run(&line.replace("KEY", KEY));
        assert!(!ran.fails(code).contains(KEY), "{ran:#?}");
    }
    // Of a long one not even the part that a message has room for.
    for length in [85, 600] {
        let long = "Kx9-".repeat(length / 4);
        let env = Env::of(&server).var("CYXTH_API_KEY", &long);
        for line in [
            "users get KEY",
            "users delete KEY",
            "KEY",
            "users create --id a --mode KEY",
        ] {
            let ran = env.run(&format!("{line} --retries 0").replace("KEY", &long));
            assert!(!ran.err.contains(&long[..16]), "{line}: {ran:#?}");
        }
    }
}

#[test]
fn help_shows_no_values_of_variables() {
    let env = Env::new()
        .var("CYXTH_API_KEY", KEY)
        .var("CYXTH_APP_URL", "very-own.example/app")
        .var("CYXTH_PROFILE", "my-profile");
    for line in [
        "--help",
        "-h",
        "users create --help",
        "profile add --help",
        "help users list",
    ] {
        let help = env.run(line).out;
        for value in [KEY, "very-own.example", "my-profile"] {
            assert!(!help.contains(value), "{line}: {help}");
        }
    }
    assert!(env.run("--help").out.contains("CYXTH_API_KEY"));
}

#[test]
fn there_is_no_argument_for_the_key() {
    let server = Server::content();
    for option in ["--api-key", "--key", "--token"] {
        let ran = Env::of(&server).run(&format!("users list {option} {KEY}"));
        ran.fails(2);
        Env::new()
            .run(&format!("profile add a --app-url a.example {option} {KEY}"))
            .fails(2);
    }
    assert!(server.requests().is_empty());
}

/// URL parsers fold `..` away, and `DELETE /channels/../users` would delete users.
#[test]
fn an_id_that_is_folded_away_never_reaches_the_service() {
    let server = Server::content();
    let env = Env::of(&server);
    for id in [
        "",
        ".",
        "..",
        "/",
        "a/",
        "/a",
        "a//b",
        "../users",
        "..\\users",
        "a/../..",
        "a\\.\\b",
        "a\\",
    ] {
        for line in [
            ["members", "add", id, "u1"],
            ["members", "remove", id, "u1"],
            ["members", "list", id, "--all"],
        ] {
            let mut line = line.to_vec();
            line.push("--yes");
            let ran = env.args(&line);
            assert!(ran.fails(2).contains("must not be empty") == id.is_empty());
            line.push("--dry-run");
            env.args(&line).fails(2);
        }
        for noun in ["members", "channels"] {
            env.args(&[noun, "moderate", id, "u1", "--mode", "block"])
                .fails(2);
        }
    }
    assert_eq!(server.lines(), Vec::<String>::new());
    // What only looks like it stays in its own segment.
    for id in [
        "%2e%2e",
        "..%2fusers",
        "a/b",
        "a\\b",
        "a/..b",
        "..;",
        "...",
        "\t..\n",
    ] {
        env.args(&["members", "remove", id, "u1", "--yes"]).ok();
        let target = server.requests().pop().unwrap().target;
        let segments: Vec<&str> = target.split('/').collect();
        assert_eq!(segments.len(), 5, "{target}");
        assert_eq!(
            (segments[1], segments[2], segments[4]),
            ("api", "channels", "users")
        );
        assert!(!["", ".", ".."].contains(&segments[3]), "{target}");
    }
}

#[test]
fn an_empty_array_is_never_sent() {
    let server = Server::content();
    let env = Env::of(&server);
    for line in [
        "users delete --yes",
        "channels delete --yes",
        "members remove c --yes",
        "members add c",
        "users moderate --mode 0",
        "users create",
        "channels create",
    ] {
        env.pipe("[]", line).ok();
    }
    assert!(server.requests().is_empty());
}

/// A proxy would see the key of a plain request to this machine.
#[test]
fn a_request_to_this_machine_takes_no_proxy() {
    let proxy = Server::content();
    let server = Server::content();
    let address = format!("http://{}", proxy.address());
    let env = Env::of(&server)
        .var("HTTP_PROXY", &address)
        .var("http_proxy", &address)
        .var("ALL_PROXY", &address);
    env.run("users list").ok();
    assert!(proxy.requests().is_empty());
    assert_eq!(server.lines().len(), 1);
}

/// To a proxy only the tunnel is asked for; the key goes through it, encrypted.
#[test]
fn a_proxy_never_sees_the_key() {
    let proxy = Server::always(Action::Answer(403, vec![], String::new()));
    let env = Env::new()
        .var("HTTPS_PROXY", &format!("http://{}", proxy.address()))
        .var("CYXTH_APP_URL", "cyxth.invalid/app")
        .var("CYXTH_API_KEY", KEY);
    env.run("users list --retries 0").fails(9);
    let request = proxy.only();
    assert_eq!(request.line(), "CONNECT cyxth.invalid:443");
    assert!(!format!("{request:?}").contains(KEY));
}

#[test]
fn a_service_that_nobody_vouches_for_is_not_trusted() {
    // It answers, but not in TLS.
    let (tell, seen) = mpsc::channel();
    let server = Listener::new(move |mut stream| {
        let mut first = [0; 1024];
        let length = stream.read(&mut first).unwrap();
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n[]");
        let _ = tell.send(String::from_utf8_lossy(&first[..length]).into_owned());
    });
    let env = Env::new()
        .var(
            "CYXTH_API_URL",
            &format!("https://{}/api", server.address()),
        )
        .var("CYXTH_API_KEY", KEY);
    env.run("users list --retries 0").fails(9);
    assert!(!seen.recv().unwrap().contains("Bearer"));
}

#[test]
fn a_certificate_file_that_is_none() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("no.pem", "not a certificate");
    env.run("users list --ca-cert no.pem").fails(3);
    env.run("users list --ca-cert missing.pem").fails(3);
    assert!(server.requests().is_empty());
    // The variable is for https; what is on this machine has no use for it.
    let env = env.var("CYXTH_CA_CERT", "missing.pem");
    env.run("users list --api-url https://127.0.0.1:1/api")
        .fails(3);
    env.run("users list").ok();
}

#[test]
fn a_key_that_a_service_puts_into_records_or_targets_is_masked() {
    let key = "sk_live/0123456789+abc==";
    let body = format!(r#"[{{"id":"a","name":"{key}"}}]"#);
    let server = Server::always(json(200, body));
    let env = Env::of(&server).var("CYXTH_API_KEY", key);
    for format in ["table", "json", "jsonl", "csv"] {
        let ran = env.run(&format!("users list -o {format}"));
        assert!(ran.ok().contains("********"), "{ran:#?}");
        assert!(!ran.out.contains("0123456789"), "{ran:#?}");
    }
    let away = "HTTP/1.1 302 Found\r\nLocation: https://e.example/?k=sk_live%2F0123456789%2Babc%3D%3D\r\nContent-Length: 0\r\n\r\n";
    let server = Server::always(Action::Raw(away.to_owned()));
    let env = Env::of(&server).var("CYXTH_API_KEY", key);
    let ran = env.run("users list");
    assert!(!ran.fails(8).contains("0123456789"), "{ran:#?}");
}

#[test]
fn an_id_that_no_url_can_hold_is_refused_in_short() {
    let server = Server::content();
    let env = Env::of(&server);
    let ran = env.run(&format!("members list {}", "x".repeat(70_000)));
    let err = ran.fails(2);
    assert!(err.contains("70000 bytes") && err.len() < 500, "{err}");
    assert!(server.requests().is_empty());
}
