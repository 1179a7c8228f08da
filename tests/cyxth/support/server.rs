//! A server that misbehaves on request, and remembers what it was sent.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::listener::{Listener, wait_for_the_end};

/// Longer than anything takes that goes on at all.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request as it came over the wire.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    /// Path and query, still encoded.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Request {
    /// The value of a header; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }

    /// A value of the query, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            let decoded = percent_encoding::percent_decode_str(value).decode_utf8();
            (key == name).then(|| decoded.unwrap().into_owned())
        })
    }

    /// `POST /api/users`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }
}

/// What is done with a request.
#[derive(Debug, Clone)]
pub enum Action {
    /// Status, further headers, body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// These bytes, and then the end, whatever they promise.
    Raw(String),
    /// The connection is reset; not a byte was read.
    CloseUnread,
    /// All was read, and the connection closed.
    CloseRead,
    /// Nothing happens any more, until the other side goes away.
    Stall,
}

/// A JSON answer.
pub fn json(status: u16, body: impl Into<String>) -> Action {
    Action::Answer(
        status,
        vec![("Content-Type", "application/json".to_owned())],
        body.into(),
    )
}

/// `{"status": n}`.
pub fn count(status: u64) -> Action {
    json(200, format!("{{\"status\":{status}}}"))
}

/// How many elements the body's array has, as a well-behaved service would count them.
pub fn count_of_body(request: &Request) -> Action {
    let value: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    let array = value.get("ids").unwrap_or(&value);
    count(array.as_array().unwrap().len() as u64)
}

/// Keeps the answers of a server back until it is opened.
pub struct Gate {
    _opens_when_dropped: Sender<()>,
}

impl Gate {
    /// The gate, and what waits until it is open.
    pub fn new() -> (Gate, impl Fn() + Send + Sync + 'static) {
        let (sender, receiver) = channel();
        let receiver = Mutex::new(receiver);
        let gate = Gate {
            _opens_when_dropped: sender,
        };
        let wait = move || {
            let _ = receiver.lock().unwrap().recv();
        };
        (gate, wait)
    }

    pub fn open(self) {}
}

pub struct Server {
    listener: Listener,
    log: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// `script` gets the number of the request, from 0, and the request.
    pub fn new(script: impl Fn(usize, &Request) -> Action + Send + Sync + 'static) -> Server {
        let log = Arc::new(Mutex::new(Vec::new()));
        let log_of_all = log.clone();
        let listener = Listener::new(move |stream| serve(stream, &log_of_all, &script));
        Server { listener, log }
    }

    /// Counts every change as done whole, and has empty collections.
    pub fn content() -> Server {
        Server::new(|_, request| match request.method.as_str() {
            "GET" => json(200, "[]"),
            "PUT" => json(200, request.body.clone()),
            _ => count_of_body(request),
        })
    }

    /// Gives every request the same answer.
    pub fn always(action: Action) -> Server {
        Server::new(move |_, _| action.clone())
    }

    /// Gives every request the same answer, but none before the gate is open.
    pub fn held(action: Action) -> (Server, Gate) {
        let (gate, wait) = Gate::new();
        let server = Server::new(move |_, _| {
            wait();
            action.clone()
        });
        (server, gate)
    }

    pub fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    pub fn api_url(&self) -> String {
        format!("http://{}/api", self.address())
    }

    /// Waits until all that was sent so far is done with, though nobody may wait for it any more.
    #[track_caller]
    pub fn settle(&self) {
        self.listener.settle();
    }

    pub fn requests(&self) -> Vec<Request> {
        self.log.lock().unwrap().clone()
    }

    /// Method and target of every request so far.
    pub fn lines(&self) -> Vec<String> {
        self.requests().iter().map(Request::line).collect()
    }

    /// The one request that there was.
    pub fn only(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.remove(0)
    }
}

fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<Request>>,
    script: &(dyn Fn(usize, &Request) -> Action + Send + Sync),
) {
    let Some((request, unread)) = read(&mut stream) else {
        return;
    };
    let number = {
        let mut log = log.lock().unwrap();
        log.push(request.clone());
        log.len() - 1
    };
    let action = script(number, &request);
    if !matches!(action, Action::CloseUnread) {
        // Left unread it would turn the end of the connection into a reset.
        let _ = stream.read_exact(&mut vec![0; unread]);
    }
    match action {
        Action::Answer(status, headers, body) => {
            let mut text = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
            for (name, value) in headers {
                text.push_str(&format!("{name}: {value}\r\n"));
            }
            text.push_str("Connection: close\r\n\r\n");
            text.push_str(&body);
            let _ = stream.write_all(text.as_bytes());
        }
        Action::Raw(text) => {
            let _ = stream.write_all(text.as_bytes());
        }
        Action::CloseUnread | Action::CloseRead => {}
        Action::Stall => {
            let _ = stream.set_read_timeout(Some(PATIENCE));
            wait_for_the_end(&mut stream);
        }
    }
}

/// Looks at a request; small ones stay unread, and the number of their bytes is given back.
fn read(stream: &mut TcpStream) -> Option<(Request, usize)> {
    const SMALL: usize = 16 * 1024;
    let begun = Instant::now();
    let mut seen = vec![0; SMALL];
    loop {
        let there = stream.peek(&mut seen).ok().filter(|there| *there > 0)?;
        let text = String::from_utf8_lossy(&seen[..there]).into_owned();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let mut request = parse(head);
            let length: usize = request.header("content-length").parse().unwrap_or(0);
            let whole = head.len() + 4 + length;
            if whole <= there {
                request.body = text[head.len() + 4..whole].to_owned();
                return Some((request, whole));
            }
            if whole > SMALL {
                let mut all = vec![0; whole];
                stream.read_exact(&mut all).ok()?;
                request.body = String::from_utf8(all.split_off(head.len() + 4)).unwrap();
                return Some((request, 0));
            }
        }
        assert!(begun.elapsed() < PATIENCE, "half a request");
        thread::sleep(Duration::from_micros(200));
    }
}

fn parse(head: &str) -> Request {
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    Request {
        method: words.next().unwrap_or_default().to_owned(),
        target: words.next().unwrap_or_default().to_owned(),
        headers: lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: String::new(),
    }
}

/// Where a page begins, seen from its cursor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Begin {
    After,
    At,
}

/// A collection of records with these ids in pages of at most `cap`, 50 where none is asked for.
pub fn collection(ids: Vec<String>, cap: usize, begin: Begin) -> Server {
    Server::new(move |_, request| page(&ids, cap, begin, request))
}

pub fn page(ids: &[String], cap: usize, begin: Begin, request: &Request) -> Action {
    let limit: usize = request
        .query("limit")
        .map_or(50, |limit| limit.parse().unwrap());
    let cursor = request.query("starting_after");
    let records: Vec<String> = ids
        .iter()
        .filter(|id| match (&cursor, begin) {
            (None, _) => true,
            (Some(cursor), Begin::After) => *id > cursor,
            (Some(cursor), Begin::At) => *id >= cursor,
        })
        .take(limit.min(cap))
        .map(|id| format!("{{\"id\":\"{id}\",\"name\":\"n\",\"mode\":300}}"))
        .collect();
    json(200, format!("[{}]", records.join(",")))
}

/// `u001`, `u002`, …
pub fn numbered(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("u{number:03}")).collect()
}
