//! A server for benchmarks: it counts what it is sent and does nothing else, so that what is
//! measured is the client.
//!
//! ```text
//! cargo run --release --example counting-server -- 127.0.0.1:8080
//! ```
//!
//! Prints its address when it is ready; port 0 takes a free one. POST, PUT and DELETE are answered
//! with `{"status": n}`, GET with `[]`, on every path and with any key or none. HTTP/1.1 with
//! `Content-Length`, a thread a connection.
//!
//! Nothing is parsed. What n counts depends on how the body begins:
//!
//! - `[{` or `{"id"` and the like, records: each `"id"`, with its quotes, wherever it stands. An
//!   `"id"` inside `metadata` counts too; records to measure with should have none.
//! - `["`, ids: half of the quotation marks. Ids with escaped quotation marks count too high.
//! - an object with `"ids": [`, moderation: the same from that bracket on, so `ids` comes last.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use memchr::memmem::{self, Finder};

/// Small enough to stay in the processor's cache between reading and counting.
const BUFFER: usize = 256 * 1024;

const ID: &[u8] = b"\"id\"";

const LONGEST_HEAD: usize = 64 * 1024;

fn main() -> io::Result<()> {
    let address = std::env::args().nth(1);
    let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:0"))?;
    writeln!(io::stdout(), "{}", listener.local_addr()?)?;
    loop {
        let (stream, _) = listener.accept()?;
        thread::spawn(move || {
            // A client that goes away in the middle is no concern of ours.
            let _ = Connection::new(stream).and_then(Connection::serve);
        });
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Box<[u8]>,
    /// What was read and not used yet is in `start..end` of the buffer.
    start: usize,
    end: usize,
}

struct Head {
    is_get: bool,
    length: Option<usize>,
    expects_continue: bool,
    is_last: bool,
}

impl Connection {
    fn new(stream: TcpStream) -> io::Result<Connection> {
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream,
            buffer: vec![0; BUFFER].into(),
            start: 0,
            end: 0,
        })
    }

    fn serve(mut self) -> io::Result<()> {
        let end_of_head = Finder::new("\r\n\r\n");
        loop {
            let unread = &self.buffer[self.start..self.end];
            let Some(length) = end_of_head.find(unread) else {
                if unread.len() > LONGEST_HEAD || !self.fill()? {
                    return Ok(());
                }
                continue;
            };
            let head = Head::parse(&unread[..length]);
            self.start += length + 4;
            if head.expects_continue && self.start == self.end {
                self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            }
            if head.length.is_none() && !head.is_get {
                let refusal = b"HTTP/1.1 411 Length Required\r\nContent-Length: 0\r\n\
                    Connection: close\r\n\r\n";
                return self.stream.write_all(refusal);
            }
            let count = self.count(head.length.unwrap_or(0))?;
            let body = if head.is_get {
                "[]".to_owned()
            } else {
                format!("{{\"status\":{count}}}")
            };
            let close = if head.is_last {
                "Connection: close\r\n"
            } else {
                ""
            };
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
                 {close}\r\n{body}",
                body.len()
            );
            self.stream.write_all(answer.as_bytes())?;
            if head.is_last {
                return Ok(());
            }
        }
    }

    /// Reads on behind what is there; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let read = self.stream.read(&mut self.buffer[self.end..])?;
        self.end += read;
        Ok(read > 0)
    }

    fn count(&mut self, length: usize) -> io::Result<usize> {
        let mut left = length;
        let mut counter = None;
        while left > 0 {
            let there = left.min(self.end - self.start);
            // How a body begins is not told from a few of its bytes.
            let is_enough = there == left || there >= 256;
            if is_enough {
                let part = &self.buffer[self.start..self.start + there];
                let counter = counter.get_or_insert_with(|| Counter::of(part));
                // A word cut in two is looked at again with its other half.
                let rest = if there == left {
                    0
                } else {
                    counter.longest() - 1
                };
                counter.add(part);
                self.start += there - rest;
                left -= there - rest;
            }
            if left > 0 && !self.fill()? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(counter.map_or(0, Counter::finish))
    }
}

impl Head {
    fn parse(bytes: &[u8]) -> Head {
        let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
        let field = |name: &str| {
            text.lines().skip(1).find_map(|line| {
                let (field, value) = line.split_once(':')?;
                (field == name).then(|| value.trim())
            })
        };
        Head {
            is_get: text.starts_with("get "),
            length: field("content-length").and_then(|length| length.parse().ok()),
            expects_continue: field("expect") == Some("100-continue"),
            is_last: field("connection") == Some("close"),
        }
    }
}

enum Counter {
    Records { found: usize },
    Ids { quotes: usize, before: usize },
}

impl Counter {
    /// For a body that begins so.
    fn of(part: &[u8]) -> Counter {
        let mut bytes = part.iter().filter(|byte| !byte.is_ascii_whitespace());
        let array = |bracket| Counter::Ids {
            quotes: 0,
            before: memchr::memchr_iter(b'"', &part[..bracket]).count(),
        };
        let records = || Counter::Records { found: 0 };
        match (bytes.next(), bytes.next()) {
            (Some(b'['), Some(b'"')) => array(0),
            (Some(b'{'), _) => match memmem::find(part, b"\"ids\"") {
                Some(ids) => array(memchr::memchr(b'[', &part[ids..]).map_or(0, |at| ids + at)),
                None => records(),
            },
            _ => records(),
        }
    }

    fn longest(&self) -> usize {
        match self {
            Counter::Records { .. } => ID.len(),
            Counter::Ids { .. } => 1,
        }
    }

    fn add(&mut self, part: &[u8]) {
        match self {
            // The rest is too short to hold the word, so nothing is counted twice.
            Counter::Records { found } => *found += memmem::find_iter(part, ID).count(),
            Counter::Ids { quotes, .. } => *quotes += memchr::memchr_iter(b'"', part).count(),
        }
    }

    fn finish(self) -> usize {
        match self {
            Counter::Records { found } => found,
            Counter::Ids { quotes, before } => quotes.saturating_sub(before) / 2,
        }
    }
}
