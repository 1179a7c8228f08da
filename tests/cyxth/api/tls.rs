//! A server with a certificate of its own authority: refused, and accepted with `--ca-cert`.

use crate::support::Env;
use crate::support::listener::{CA, answering};
use crate::support::tls_server::{TlsServer, TunnelProxy};

fn start() -> TlsServer {
    TlsServer::start("server")
}

fn env(server: &TlsServer) -> Env {
    Env::new()
        .var("CYXTH_APP_URL", &format!("localhost:{}", server.port()))
        .var("CYXTH_API_KEY", "tls_key_0123456789")
}

#[test]
fn an_unknown_authority_is_refused_at_once_and_accepted_with_its_certificate() {
    let server = start();
    let env = env(&server);
    let url = format!("--app-url https://localhost:{}", server.port());
    let ran = env.run(&format!("users list {url}"));
    let err = ran.fails(9);
    assert!(err.contains("no secure connection"), "{err}");
    assert!(err.contains("--ca-cert"), "{err}");
    assert_eq!(server.handshakes(), 1, "nothing to gain by a second try");

    let ran = env.run(&format!("users list -o id {url} --ca-cert {CA}"));
    assert_eq!(ran.ok(), "u1\n");
    let env = env.var("CYXTH_CA_CERT", CA);
    assert_eq!(env.run(&format!("users list -o id {url}")).ok(), "u1\n");
}

#[test]
fn a_check_tells_trust_from_reachability() {
    let server = start();
    let env = env(&server);
    let url = format!("--app-url https://localhost:{}", server.port());
    let ran = env.run(&format!("profile check {url} -o json"));
    assert!(
        ran.out.contains(r#""reachable":true,"tls":false"#),
        "{ran:#?}"
    );
    ran.fails(9);
    let ran = env.run(&format!("profile check {url} -o json --ca-cert {CA}"));
    assert!(ran.ok().contains(r#""key_accepted":true"#), "{ran:#?}");
    assert!(ran.out.contains(r#""tls":true"#), "{ran:#?}");
}

#[test]
fn a_proxy_is_used_unless_the_host_is_excepted() {
    let server = start();
    let line = format!(
        "users list -o id --app-url https://localhost:{} --ca-cert {CA}",
        server.port()
    );
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = TunnelProxy::start();
        let address = proxy.address();
        let env = env(&server).var(variable, &format!("http://u:p@{address}"));
        assert_eq!(env.run(&line).ok(), "u1\n");
        let used = proxy.tunnels();
        assert!(used > 0, "{variable}");
        let seen = proxy.seen();
        for part in [&b"tls_key_0123456789"[..], b"Bearer", b"/api/users"] {
            let is_there = seen.windows(part.len()).any(|bytes| bytes == part);
            assert!(
                !is_there,
                "the proxy has seen {}",
                String::from_utf8_lossy(part)
            );
        }
        for except in ["NO_PROXY", "no_proxy"] {
            let port = server.port();
            for hosts in ["example.com,localhost", "*", &format!("localhost:{port}")] {
                let env = self::env(&server)
                    .var(variable, &format!("http://{address}"))
                    .var(except, hosts);
                assert_eq!(env.run(&line).ok(), "u1\n");
            }
        }
        assert_eq!(proxy.tunnels(), used);
    }
}

#[test]
fn a_certificate_is_only_suggested_where_it_helps() {
    let server = start();
    let env = env(&server);
    // Not the name that the certificate is for.
    let url = format!("--app-url https://127.0.0.1:{}", server.port());
    let ran = env.run(&format!("users list {url} --ca-cert {CA}"));
    assert!(!ran.fails(9).contains("--ca-cert"), "{ran:#?}");
    // No TLS at all.
    let plain = answering(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    let url = format!("--app-url https://{}", plain.address());
    let ran = env.run(&format!("users list {url} --ca-cert {CA}"));
    let err = ran.fails(9);
    assert!(err.contains("no secure connection"), "{err}");
    assert!(!err.contains("--ca-cert"), "{err}");
}

#[test]
fn a_certificate_file_that_cannot_be_used_is_named() {
    let server = start();
    let env = env(&server);
    let url = format!("--app-url https://localhost:{}", server.port());
    // PEM, and no certificate in it.
    env.file(
        "odd.pem",
        "-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n",
    );
    env.file("empty.pem", "");
    env.file("junk.pem", "junk\n");
    for file in ["odd.pem", "empty.pem", "junk.pem", "missing.pem"] {
        let ran = env.run(&format!("users list {url} --ca-cert {file}"));
        assert!(ran.fails(3).contains(file), "{ran:#?}");
        // Beside a directory of certificates the file is still what the person gave.
        for dir in ["", "."] {
            let env = self::env(&server)
                .var("SSL_CERT_FILE", file)
                .var("SSL_CERT_DIR", dir);
            env.file(
                "odd.pem",
                "-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n",
            );
            env.file("empty.pem", "");
            env.file("junk.pem", "junk\n");
            let ran = env.run(&format!("users list {url}"));
            let err = ran.fails(3);
            assert!(err.contains(file) && err.contains("SSL_CERT_FILE"), "{err}");
        }
    }
    let env = self::env(&server).var("SSL_CERT_FILE", CA);
    assert_eq!(env.run(&format!("users list -o id {url}")).ok(), "u1\n");
    assert_eq!(server.handshakes(), 1);
}
