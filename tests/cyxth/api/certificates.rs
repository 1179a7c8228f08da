//! What can be wrong with the other side of a secure connection, and that the message says what it is.
//! `tests/tls/make` makes the certificates.

use crate::support::listener::{answering, certificate};
use crate::support::tls_server::{TlsServer, TunnelProxy};
use crate::support::{Env, Ran};

fn ask(port: u16, authority: Option<&str>, more: &str) -> Ran {
    let env = Env::new().var("CYXTH_API_KEY", "tls_key_0123456789");
    let url = format!("https://localhost:{port}");
    let mut line = format!("users list -o id --app-url {url} {more}");
    if let Some(name) = authority {
        line.push_str(&format!(" --ca-cert {}", certificate(name)));
    }
    env.run(&line)
}

#[test]
fn each_fault_of_a_certificate_is_named_and_tried_once() {
    for (name, authority, told) in [
        ("good", None, "nobody that this machine trusts has signed"),
        (
            "good",
            Some("ca"),
            "nobody that this machine trusts has signed",
        ),
        (
            "other-host",
            Some("authority"),
            "is for other.example, localhost.other.example, and not for localhost",
        ),
        ("other-host", Some("authority"), "not for localhost"),
        (
            "expired",
            Some("authority"),
            "expired on Tue, 01 Jan 2002 00:00:00 GMT",
        ),
        (
            "future",
            Some("authority"),
            "not valid before Wed, 01 Jan 2110 00:00:00 GMT",
        ),
        (
            "self-signed",
            None,
            "nobody that this machine trusts has signed",
        ),
        (
            "self-signed-authority",
            Some("self-signed-authority"),
            "the certificate of an authority (CA:TRUE)",
        ),
    ] {
        let server = TlsServer::start(name);
        let ran = ask(server.port(), authority, "");
        let err = ran.fails(9);
        assert!(err.contains(told), "{name} with {authority:?}: {err}");
        assert_eq!(server.handshakes(), 1, "{name}");
        // `doctor` says the same, and of which of its checks it is.
        let env = Env::new().var("CYXTH_API_KEY", "tls_key_0123456789");
        let mut line = format!("doctor --app-url https://localhost:{}", server.port());
        if let Some(authority) = authority {
            line.push_str(&format!(" --ca-cert {}", certificate(authority)));
        }
        let ran = env.run(&line);
        assert_eq!(ran.code, 9, "{ran:#?}");
        let tls = ran.out.lines().find(|line| line.contains(" TLS "));
        assert!(
            tls.is_some_and(|line| line.starts_with("failed") && line.contains(told)),
            "{ran:#?}"
        );
    }
}

#[test]
fn a_certificate_that_is_good_is_accepted_and_its_end_told() {
    for (name, authority) in [("good", "authority"), ("self-signed", "self-signed")] {
        let server = TlsServer::start(name);
        assert_eq!(
            ask(server.port(), Some(authority), "").ok(),
            "u1\n",
            "{name}"
        );
        let env = Env::new().var("CYXTH_API_KEY", "tls_key_0123456789");
        let authority = certificate(authority);
        let line = format!(
            "doctor -o json --app-url https://localhost:{} --ca-cert {authority}",
            server.port()
        );
        let ran = env.run(&line);
        let report: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
        let checks = report["checks"].as_array().unwrap();
        let tls = checks.iter().find(|check| check["check"] == "tls").unwrap();
        assert_eq!(tls["status"], "ok", "{tls}");
        assert!(tls["data"]["days_left"].as_u64().unwrap() > 10_000, "{tls}");
        // Through a proxy nothing is looked up here.
        let proxy = TunnelProxy::start();
        let env = env.var("HTTPS_PROXY", &proxy.address().to_string());
        let ran = env.run(&line);
        let report: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
        let checks = report["checks"].as_array().unwrap();
        let status = |name: &str| {
            let check = checks.iter().find(|check| check["check"] == name).unwrap();
            check["status"].as_str().unwrap().to_owned()
        };
        assert_eq!(
            (status("proxy"), status("dns"), status("tls")),
            ("ok".into(), "skipped".into(), "ok".into())
        );
    }
}

#[test]
fn what_speaks_an_old_tls_or_none_is_named() {
    // A ServerHello of TLS 1.1, and the alert of a server that wants no newer one.
    const OLD: &[u8] = &[
        0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 0, 0, 0x2f, 0,
    ];
    const ALERT: &[u8] = &[0x15, 3, 2, 0, 2, 2, 70];
    for (bytes, told) in [
        (OLD, "speaks neither TLS 1.2 nor TLS 1.3"),
        (ALERT, "speaks neither TLS 1.2 nor TLS 1.3"),
        (
            &b"HTTP/1.1 400 Bad Request\r\n\r\n"[..],
            "does not answer in TLS",
        ),
    ] {
        let server = answering(bytes);
        let ran = ask(server.port(), None, "");
        let err = ran.fails(9);
        assert!(err.contains(told), "{err}");
        // An authority would not help.
        assert!(!err.contains("--ca-cert"), "{err}");
    }
}
