//! A server with a certificate of the tests, and a proxy that opens tunnels to it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};

use crate::support::listener::{Listener, forward};

/// Answers every request with one user.
pub struct TlsServer {
    listener: Listener,
}

impl TlsServer {
    /// With the certificate of that name.
    pub fn start(name: &str) -> TlsServer {
        let listener = Listener::tls(name, &[], answer);
        TlsServer { listener }
    }

    pub fn port(&self) -> u16 {
        self.listener.port()
    }

    pub fn handshakes(&self) -> usize {
        self.listener.connections()
    }
}

fn answer(stream: &mut (impl Read + Write)) {
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

/// Opens tunnels to wherever it is asked to, and remembers what clients have sent.
pub struct TunnelProxy {
    listener: Listener,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl TunnelProxy {
    pub fn start() -> TunnelProxy {
        let seen: Arc<Mutex<Vec<u8>>> = Arc::default();
        let of_all = seen.clone();
        let listener = Listener::new(move |client| tunnel(client, &of_all));
        TunnelProxy { listener, seen }
    }

    pub fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    pub fn tunnels(&self) -> usize {
        self.listener.connections()
    }

    /// All bytes that clients have sent, through tunnels too.
    pub fn seen(&self) -> Vec<u8> {
        self.seen.lock().unwrap().clone()
    }
}

fn tunnel(mut client: TcpStream, seen: &Arc<Mutex<Vec<u8>>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if client.read(&mut byte).unwrap_or(0) == 0 {
            return;
        }
        head.push(byte[0]);
    }
    seen.lock().unwrap().extend_from_slice(&head);
    let head = String::from_utf8(head).unwrap();
    let target = head.split(' ').nth(1).unwrap();
    let Ok(server) = TcpStream::connect(target) else {
        let _ = client.write_all(b"HTTP/1.1 503 Not there\r\nContent-Length: 0\r\n\r\n");
        return;
    };
    let _ = client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n");
    let seen = seen.clone();
    forward(client, server, move |bytes| {
        seen.lock().unwrap().extend_from_slice(bytes);
    });
}
