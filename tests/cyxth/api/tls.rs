//! A server with a certificate of its own authority: refused, and accepted with `--ca-cert`.
//!
//! The certificates in `tests/tls` are for `localhost` and good for a hundred years; the
//! authority's key was thrown away.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::support::Env;

const CA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/ca.pem");

struct TlsServer {
    port: u16,
    handshakes: Arc<AtomicUsize>,
}

/// Answers every request with one user.
fn start() -> TlsServer {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls");
    let chain = CertificateDer::pem_file_iter(format!("{directory}/server.pem"))
        .unwrap()
        .collect::<Result<Vec<_>, _>>()
        .unwrap();
    let key = PrivateKeyDer::from_pem_file(format!("{directory}/server-key.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let handshakes = Arc::new(AtomicUsize::new(0));
    let count = handshakes.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            count.fetch_add(1, Ordering::SeqCst);
            let connection = ServerConnection::new(config.clone()).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut request = Vec::new();
            let mut buffer = [0; 1024];
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                match stream.read(&mut buffer) {
                    Ok(read @ 1..) => request.extend_from_slice(&buffer[..read]),
                    _ => break,
                }
            }
            let body = r#"[{"id":"u1","name":"One"}]"#;
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.flush();
        }
    });
    TlsServer { port, handshakes }
}

fn env(server: &TlsServer) -> Env {
    Env::new()
        .var("CYXTH_APP_URL", &format!("localhost:{}", server.port))
        .var("CYXTH_API_KEY", "tls_key_0123456789")
}

#[test]
fn an_unknown_authority_is_refused_at_once_and_accepted_with_its_certificate() {
    let server = start();
    let env = env(&server);
    let url = format!("--app-url https://localhost:{}", server.port);
    let ran = env.run(&format!("users list {url}"));
    let err = ran.fails(9);
    assert!(err.contains("no secure connection"), "{err}");
    assert!(err.contains("--ca-cert"), "{err}");
    assert_eq!(
        server.handshakes.load(Ordering::SeqCst),
        1,
        "nothing to gain by a second try"
    );

    let ran = env.run(&format!("users list -o id {url} --ca-cert {CA}"));
    assert_eq!(ran.ok(), "u1\n");
    let env = env.var("CYXTH_CA_CERT", CA);
    assert_eq!(env.run(&format!("users list -o id {url}")).ok(), "u1\n");
}

#[test]
fn a_check_tells_trust_from_reachability() {
    let server = start();
    let env = env(&server);
    let url = format!("--app-url https://localhost:{}", server.port);
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

/// Opens tunnels to wherever it is asked to, and counts them.
fn start_proxy() -> (std::net::SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let tunnels = Arc::new(AtomicUsize::new(0));
    let count = tunnels.clone();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            count.fetch_add(1, Ordering::SeqCst);
            std::thread::spawn(move || tunnel(client.unwrap()));
        }
    });
    (address, tunnels)
}

fn tunnel(mut client: TcpStream) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if client.read(&mut byte).unwrap_or(0) == 0 {
            return;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let target = head.split(' ').nth(1).unwrap();
    let mut server = TcpStream::connect(target).unwrap();
    let _ = client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n");
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(std::net::Shutdown::Write);
    });
    let _ = std::io::copy(&mut server, &mut client);
    let _ = client.shutdown(std::net::Shutdown::Both);
}

#[test]
fn a_proxy_is_used_unless_the_host_is_excepted() {
    let server = start();
    let line = format!(
        "users list -o id --app-url https://localhost:{} --ca-cert {CA}",
        server.port
    );
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let (address, tunnels) = start_proxy();
        let env = env(&server).var(variable, &format!("http://u:p@{address}"));
        assert_eq!(env.run(&line).ok(), "u1\n");
        let used = tunnels.load(Ordering::SeqCst);
        assert!(used > 0, "{variable}");
        for except in ["NO_PROXY", "no_proxy"] {
            let env = self::env(&server)
                .var(variable, &format!("http://{address}"))
                .var(except, "example.com,localhost");
            assert_eq!(env.run(&line).ok(), "u1\n");
        }
        assert_eq!(tunnels.load(Ordering::SeqCst), used);
    }
}

#[test]
fn a_certificate_is_only_suggested_where_it_helps() {
    let server = start();
    let env = env(&server);
    // Not the name that the certificate is for.
    let url = format!("--app-url https://127.0.0.1:{}", server.port);
    let ran = env.run(&format!("users list {url} --ca-cert {CA}"));
    assert!(!ran.fails(9).contains("--ca-cert"), "{ran:#?}");
    // No TLS at all.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("--app-url https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 1024]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let ran = env.run(&format!("users list {url} --ca-cert {CA}"));
    let err = ran.fails(9);
    assert!(err.contains("no secure connection"), "{err}");
    assert!(!err.contains("--ca-cert"), "{err}");
}

#[test]
fn a_certificate_file_that_cannot_be_used_is_named() {
    let server = start();
    let env = env(&server);
    let url = format!("--app-url https://localhost:{}", server.port);
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
    assert_eq!(server.handshakes.load(Ordering::SeqCst), 1);
}
