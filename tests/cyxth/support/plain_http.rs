//! Plain HTTP to a sandbox, byte by byte: no client of ours takes part.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use cyxth::sandbox::{self, Faults, Sandbox, SandboxSettings, StoreLocation};

pub const KEY: &str = "sandbox_key";

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn field(&self, name: &str) -> serde_json::Value {
        let value: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        value[name].clone()
    }

    /// Status and code of an error object, which must be whole.
    pub fn error(&self) -> (u16, String) {
        assert!(
            self.head.contains("content-type: application/json"),
            "{}",
            self.head
        );
        for name in ["type", "code", "message"] {
            assert!(
                self.field(name)
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{}",
                self.body
            );
        }
        (self.status, self.field("code").as_str().unwrap().to_owned())
    }
}

pub fn read_reply(stream: &TcpStream) -> Reply {
    try_reply(stream).unwrap_or_else(|(error, got)| panic!("{error}, after {got:?}"))
}

/// An answer, or what went wrong and what there was of it until then.
pub fn try_reply(stream: &TcpStream) -> Result<Reply, (io::Error, String)> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        match reader.read_line(&mut head) {
            Ok(0) => return Err((ErrorKind::UnexpectedEof.into(), head)),
            Ok(_) => {}
            Err(error) => return Err((error, head)),
        }
    }
    let head = head.to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().unwrap());
    let mut body = Vec::new();
    match reader.take(length).read_to_end(&mut body) {
        Ok(read) if read as u64 == length => Ok(Reply {
            status: head[9..12].parse().unwrap(),
            head,
            body: String::from_utf8(body).unwrap(),
        }),
        result => {
            let error = result.err().unwrap_or(ErrorKind::UnexpectedEof.into());
            Err((error, head + &String::from_utf8_lossy(&body)))
        }
    }
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream
}

/// Sends a request on a connection of its own.
pub fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &[u8],
) -> TcpStream {
    let mut stream = connect(address);
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{headers}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    stream
}

pub fn raw(address: SocketAddr, method: &str, path: &str, headers: &str, body: &[u8]) -> Reply {
    read_reply(&send(address, method, path, headers, body))
}

/// Sends a request with the key.
pub fn ask(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> TcpStream {
    let headers = format!("Authorization: Bearer {KEY}\r\nContent-Type: application/json\r\n");
    send(sandbox.address(), method, path, &headers, body.as_bytes())
}

pub fn call(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> Reply {
    read_reply(&ask(sandbox, method, path, body))
}

/// The answer's count, which comes with that status.
pub fn count(sandbox: &Sandbox, status: u16, method: &str, path: &str, body: &str) -> u64 {
    let reply = call(sandbox, method, path, body);
    assert_eq!(reply.status, status, "{}", reply.body);
    reply.field("status").as_u64().unwrap()
}

pub fn get(sandbox: &Sandbox, path: &str) -> String {
    let reply = call(sandbox, "GET", path, "");
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body
}

pub fn ids(sandbox: &Sandbox, path: &str) -> Vec<String> {
    let records: Vec<serde_json::Value> = serde_json::from_str(&get(sandbox, path)).unwrap();
    let ids = records
        .iter()
        .map(|record| record["id"].as_str().unwrap().to_owned());
    ids.collect()
}

pub fn refused(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> (u16, String) {
    call(sandbox, method, path, body).error()
}

pub fn error(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// Those of a sandbox that nothing is special about.
pub fn settings(place: StoreLocation) -> SandboxSettings {
    SandboxSettings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        name: None,
        patience: sandbox::PATIENCE,
        location: place,
        api_key: KEY.to_owned(),
        member_delay: Duration::ZERO,
        faults: Faults::default(),
    }
}

pub fn users(range: std::ops::Range<usize>) -> String {
    let records: Vec<String> = range.map(|n| format!(r#"{{"id":"u{n:06}"}}"#)).collect();
    format!("[{}]", records.join(","))
}

pub fn start(place: StoreLocation, member_delay: Duration) -> Sandbox {
    sandbox::start(SandboxSettings {
        member_delay,
        ..settings(place)
    })
    .unwrap()
}

pub fn memory() -> Sandbox {
    start(StoreLocation::Memory, Duration::ZERO)
}

pub fn on_file(path: &Path) -> Sandbox {
    start(StoreLocation::File(path.to_owned()), Duration::ZERO)
}

/// Three users, and the channel `c` with two of them.
pub fn furnished() -> Sandbox {
    let sandbox = memory();
    let users = r#"[{"id":"u1","mode":300},{"id":"u2","name":"two"},{"id":"u3"}]"#;
    assert_eq!(count(&sandbox, 203, "POST", "/api/users", users), 3);
    let channels = r#"[{"id":"c","name":"lobby","members":["u2","u1"]},{"id":"d"}]"#;
    assert_eq!(count(&sandbox, 203, "POST", "/api/channels", channels), 2);
    sandbox
}
