//! What every server of the tests stands on: a listener that hands each connection to a thread of its own.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::support::process::wait_until;

/// The authority of the certificates, which are for `localhost` and good for a hundred years. The
/// authority's key was thrown away.
pub const CA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/ca.pem");

/// A file of `tests/tls`.
pub fn certificate(name: &str) -> String {
    format!("{}/tests/tls/{name}.pem", env!("CARGO_MANIFEST_DIR"))
}

/// It ends when it is dropped; connections go on.
pub struct Listener {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    is_over: AtomicBool,
    connections: AtomicUsize,
    /// Connections whose threads have not come to their end.
    open: AtomicUsize,
    /// Who has connected last.
    last: Mutex<Option<SocketAddr>>,
}

impl Listener {
    pub fn new(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Listener {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let serve = Arc::new(serve);
        let all = seen.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if all.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                all.connections.fetch_add(1, Ordering::SeqCst);
                all.open.fetch_add(1, Ordering::SeqCst);
                *all.last.lock().unwrap() = stream.peer_addr().ok();
                let (serve, open) = (serve.clone(), Open(all.clone()));
                thread::spawn(move || {
                    let _open = open;
                    serve(stream);
                });
            }
        });
        Listener { address, seen }
    }

    /// The same in TLS with the certificate of that name, and these protocols inside.
    pub fn tls(
        name: &str,
        protocols: &[&str],
        serve: impl Fn(&mut StreamOwned<ServerConnection, TcpStream>) + Send + Sync + 'static,
    ) -> Listener {
        let chain = CertificateDer::pem_file_iter(certificate(name)).unwrap();
        let chain = chain.collect::<Result<Vec<_>, _>>().unwrap();
        let key = PrivateKeyDer::from_pem_file(certificate("server-key")).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let protocols = protocols.iter().map(|name| name.as_bytes().to_vec());
        config.alpn_protocols = protocols.collect();
        let config = Arc::new(config);
        Listener::new(move |stream| {
            let connection = ServerConnection::new(config.clone()).unwrap();
            serve(&mut StreamOwned::new(connection, stream));
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// Waits until all that was sent so far is done with, though nobody may wait for it any more.
    #[track_caller]
    pub fn settle(&self) {
        // Connections are taken in the order in which they come: what was before this one was seen.
        let probe = TcpStream::connect(self.address).unwrap();
        let this = probe.local_addr().unwrap();
        wait_until("all connections are taken", || {
            *self.seen.last.lock().unwrap() == Some(this)
        });
        drop(probe);
        wait_until("all connections are done with", || {
            self.seen.open.load(Ordering::SeqCst) == 0
        });
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.seen.is_over.store(true, Ordering::SeqCst);
        // Wakes it up, so that it ends.
        let _ = TcpStream::connect(self.address);
    }
}

/// Counts a connection while it lives, whatever ends it.
struct Open(Arc<Seen>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Carries bytes between a client and a server until both are done, and shows those of the client.
pub fn forward(
    mut client: TcpStream,
    mut server: TcpStream,
    mut show: impl FnMut(&[u8]) + Send + 'static,
) {
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let there = thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            show(&buffer[..count]);
            if to.write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
    let _ = std::io::copy(&mut server, &mut client);
    let _ = client.shutdown(Shutdown::Both);
    let _ = there.join();
}

/// Answers the first message of a client with these bytes, whatever it says.
pub fn answering(bytes: &'static [u8]) -> Listener {
    Listener::new(move |mut stream| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(bytes);
        wait_for_the_end(&mut stream);
    })
}

/// An address where nobody listens.
pub fn nobody() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// Reads until the other side goes away, and says nothing.
pub fn wait_for_the_end(stream: &mut impl Read) {
    let _ = std::io::copy(stream, &mut std::io::sink());
}
