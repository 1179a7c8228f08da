//! What the sandbox keeps out: web pages that make their own name lead to it, clients that take up
//! connections and do nothing with them, and stores that cannot be read.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use cyxth::sandbox::{self, Sandbox, SandboxSettings, StoreLocation};

use crate::support::Env;
use crate::support::plain_http::{KEY, call, connect, memory, settings, try_reply};

fn with_host(sandbox: &Sandbox, host: &str) -> (u16, String) {
    let mut stream = connect(sandbox.address());
    write!(
        stream,
        "GET /api/users HTTP/1.1\r\n{host}Authorization: Bearer {KEY}\r\n\r\n"
    )
    .unwrap();
    let reply = try_reply(&stream).unwrap_or_else(|(error, got)| panic!("{error}: {got}"));
    (reply.status, reply.body)
}

#[test]
fn a_page_that_rebinds_its_name_is_not_answered() {
    let sandbox = memory();
    for host in [
        "Host: evil.example\r\n",
        "Host: 127.0.0.1.evil.example:80\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: \r\n",
    ] {
        let (status, body) = with_host(&sandbox, host);
        assert!(matches!(status, 400 | 421), "{host}: {status} {body}");
    }
    let (status, body) = with_host(&sandbox, "Host: evil.example\r\n");
    assert_eq!(status, 421);
    assert!(body.contains("ERR_HOST"), "{body}");
    for host in ["Host: localhost:4000\r\n", "Host: [::1]\r\n", ""] {
        assert_eq!(with_host(&sandbox, host).0, 200, "{host}");
    }
}

fn impatient() -> Sandbox {
    sandbox::start(SandboxSettings {
        patience: Duration::from_millis(200),
        ..settings(StoreLocation::Memory)
    })
    .unwrap()
}

/// Reads until the other side closes; what came until then.
fn rest(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn clients_that_say_nothing_or_not_all_are_cut() {
    let sandbox = impatient();
    assert_eq!(rest(connect(sandbox.address())), "");
    let mut half = connect(sandbox.address());
    half.write_all(b"GET /api/users HTTP/1.1\r\nHost: localhost\r\n")
        .unwrap();
    assert_eq!(rest(half), "");
    // The head is here, the body is not.
    let mut body = connect(sandbox.address());
    write!(
        body,
        "POST /api/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n\
         Content-Length: 20\r\n\r\n["
    )
    .unwrap();
    assert!(rest(body).contains("ERR_TIMEOUT"));
    // One that had its answer and asks for nothing more.
    let mut idle = connect(sandbox.address());
    write!(
        idle,
        "GET /api/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n\r\n"
    )
    .unwrap();
    assert!(rest(idle).starts_with("HTTP/1.1 200"));
    // And others are served all the while.
    assert_eq!(call(&sandbox, "GET", "/api/users", "").status, 200);
}

/// However long an answer takes, who waits for it is not idle.
#[test]
fn a_client_that_waits_for_its_answer_is_not_cut() {
    let sandbox = sandbox::start(SandboxSettings {
        patience: Duration::from_millis(100),
        faults: cyxth::sandbox::Faults {
            latency: Some("500".parse().unwrap()),
            ..Default::default()
        },
        ..settings(StoreLocation::Memory)
    })
    .unwrap();
    assert_eq!(call(&sandbox, "GET", "/api/users", "").status, 200);
}

fn damaged(env: &Env) {
    env.pipe(
        (0..3000)
            .map(|n| format!("{{\"id\":\"u{n:06}\",\"name\":\"n\"}}\n"))
            .collect::<String>(),
        "users create -p sandbox",
    )
    .ok();
    let path = env.path("data/sandbox.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let length = bytes.len();
    bytes[4096..length].fill(0xa5);
    std::fs::write(&path, bytes).unwrap();
    for tail in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(env.path(&format!("data/sandbox.db{tail}")));
    }
}

#[test]
fn a_damaged_store_is_named_and_can_be_reset() {
    type Damage = fn(&Env);
    let damages: [(&str, Damage); 2] = [
        ("pages", damaged),
        ("all", |env| {
            env.file(
                "data/sandbox.db",
                "no store at all, and longer than a header has to be",
            );
        }),
    ];
    for (name, damage) in damages {
        let env = Env::new();
        damage(&env);
        let ran = env.run("users list -p sandbox --retries 0");
        let err = ran.err.clone();
        assert_ne!(ran.code, 0, "{name}: {ran:#?}");
        assert!(err.contains("sandbox reset"), "{name}: {err}");
        // Without a yes it stays where it is.
        env.run("sandbox reset").fails(2);
        assert!(env.path("data/sandbox.db").exists());
        let ran = env.run("sandbox reset --yes");
        ran.ok();
        assert!(ran.err.contains("sandbox.db.damaged-1"), "{name}: {ran:#?}");
        assert!(env.path("data/sandbox.db.damaged-1").exists());
        assert_eq!(env.run("users count -p sandbox").ok(), "0\n");
        env.run("users create --id a --name A -p sandbox").ok();
    }
}

#[test]
fn it_listens_by_name_and_where_others_can_reach_it_with_a_key_alone() {
    let env = Env::new();
    let ran = env.run("sandbox serve --in-memory --listen 0.0.0.0:0");
    assert!(ran.fails(2).contains("--api-key"), "{ran:#?}");
    for listen in [
        "localhost",
        ":4000",
        "localhost:x",
        "a:b:c",
        "localhost:70000",
        "",
    ] {
        let ran = env.args(&["sandbox", "serve", "--in-memory", "--listen", listen]);
        ran.fails(2);
    }
    let ran = env.run("sandbox serve --in-memory --listen no-such-host.invalid:0");
    assert!(ran.fails(2).contains("no-such-host.invalid"), "{ran:#?}");
}

/// A sandbox that the next container reaches, on an address of this machine that is not loopback.
#[cfg(unix)]
#[test]
fn plain_http_leaves_the_machine_only_where_it_is_allowed() {
    use crate::support::process::{Signal, send, start};
    use std::io::{BufRead, BufReader};
    let env = Env::new();
    let words = "sandbox serve --in-memory --listen 0.0.0.0:0 --api-key a_key_of_mine_0123 -o json";
    let words: Vec<&str> = words.split(' ').collect();
    let mut served = start(&mut env.command(&words));
    let mut ready = String::new();
    BufReader::new(served.stdout.as_mut().unwrap())
        .read_line(&mut ready)
        .unwrap();
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    let url = ready["api_url"].as_str().unwrap().to_owned();
    let client = Env::new()
        .var("CYXTH_API_URL", &url)
        .var("CYXTH_API_KEY", "a_key_of_mine_0123");
    let ran = client.run("users list");
    let err = ran.fails(3);
    assert!(
        err.contains("plain http") && err.contains("--allow-http"),
        "{err}"
    );
    let ran = client.run("users list -o json --allow-http");
    assert_eq!(ran.ok(), "[]\n");
    assert!(ran.err.contains("warning: the API key goes to"), "{ran:#?}");
    let ran = client.run("profile add here --allow-http --api-url http://sandbox:4000 --key-env K");
    ran.ok();
    let ran = client.run("profile add there --api-url http://sandbox:4000 --key-env K");
    assert!(ran.fails(3).contains("--allow-http"), "{ran:#?}");
    let client = client.var("CYXTH_ALLOW_HTTP", "0");
    client.run("users list").fails(3);
    let client = client.var("CYXTH_ALLOW_HTTP", "1");
    let ran = client.run("users list");
    ran.ok();
    assert!(ran.err.contains("plain http"), "{ran:#?}");
    send(Signal::TERM, &served);
    assert_eq!(served.wait().unwrap().code(), Some(0));
}
