//! A server with a certificate of its own authority: refused, and accepted with `--ca-cert`.
//!
//! The certificates in `tests/tls` are for `localhost` and good for a hundred years; the
//! authority's key was thrown away.

use std::io::{Read, Write};
use std::net::TcpListener;
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
