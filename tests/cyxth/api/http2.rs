//! HTTP/2, where all requests of a client share a connection: what becomes of them when it ends,
//! and when nothing comes back on it.
//!
//! The server writes its frames by hand, to say exactly what a proxy in front of a service says
//! (RFC 9113). All its answers are alike, so that it needs no header compression.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::support::Env;
use crate::support::listener::{CA, Listener};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const ACK: u8 = 1;

/// What becomes of a connection after it has answered so many streams.
#[derive(Debug, Clone, Copy)]
enum After {
    /// GOAWAY names the last stream that was answered, and is the last word.
    GoAway(usize),
    /// Further streams are refused.
    Refused(usize),
    /// The first connection that gets there answers nothing more, and stays open. Others go on.
    Silence(usize),
    /// GOAWAY names another stream as taken up, which is never answered: the connection ends.
    Dropped,
}

/// What all connections share.
#[derive(Default)]
struct Log {
    /// Bodies of the streams that were answered.
    taken: Mutex<Vec<String>>,
    /// Requests without a body.
    reads: AtomicUsize,
    is_silent: AtomicBool,
}

struct H2Server {
    listener: Listener,
    log: Arc<Log>,
}

fn start(after: After) -> H2Server {
    let log = Arc::new(Log::default());
    let log_of_all = log.clone();
    let listener = Listener::tls("server", &["h2"], move |stream| {
        // The other side may be gone at any moment.
        let _ = serve(stream, after, &log_of_all);
    });
    H2Server { listener, log }
}

fn serve(stream: &mut (impl Read + Write), after: After, log: &Log) -> std::io::Result<()> {
    let mut preface = [0; 24];
    stream.read_exact(&mut preface)?;
    send(stream, SETTINGS, 0, 0, &[])?;
    let answered = std::cell::Cell::new(0);
    let mut held_back = None;
    loop {
        let (kind, flags, id, payload) = receive(stream)?;
        let ends = flags & END_STREAM != 0;
        match kind {
            SETTINGS if flags & ACK == 0 => send(stream, SETTINGS, ACK, 0, &[])?,
            PING if flags & ACK == 0 => send(stream, PING, ACK, 0, &payload)?,
            HEADERS if ends => {
                log.reads.fetch_add(1, Ordering::SeqCst);
                answer(stream, id, b"[]")?;
            }
            // A body of these tests is one frame.
            DATA if ends => {
                let take = |stream: &mut _| {
                    log.taken
                        .lock()
                        .unwrap()
                        .push(String::from_utf8(payload.clone()).unwrap());
                    answered.set(answered.get() + 1);
                    answer(stream, id, br#"{"status":1}"#)
                };
                match after {
                    After::GoAway(limit) => {
                        take(stream)?;
                        if answered.get() == limit {
                            go_away(stream, id)?;
                            return wait_for_the_end(stream);
                        }
                    }
                    After::Refused(limit) if log.taken.lock().unwrap().len() >= limit => {
                        // REFUSED_STREAM.
                        send(stream, RST_STREAM, 0, id, &7_u32.to_be_bytes())?;
                    }
                    After::Silence(limit) if answered.get() == limit => {
                        if !log.is_silent.swap(true, Ordering::SeqCst) {
                            return wait_for_the_end(stream);
                        }
                        take(stream)?;
                    }
                    After::Refused(_) | After::Silence(_) => take(stream)?,
                    // A first request is sent alone, so that others can share its connection.
                    After::Dropped if answered.get() == 0 => take(stream)?,
                    After::Dropped => match held_back.take() {
                        None => held_back = Some(id),
                        Some(first) => {
                            answer(stream, first, br#"{"status":1}"#)?;
                            return go_away(stream, id);
                        }
                    },
                }
            }
            _ => {}
        }
    }
}

/// Reads on, as a proxy does that closes gracefully, and says nothing more.
fn wait_for_the_end(stream: &mut impl Read) -> std::io::Result<()> {
    std::io::copy(stream, &mut std::io::sink()).map(|_| ())
}

fn go_away(stream: &mut impl Write, last: u32) -> std::io::Result<()> {
    let mut end = last.to_be_bytes().to_vec();
    // NO_ERROR.
    end.extend([0; 4]);
    send(stream, GOAWAY, 0, 0, &end)
}

fn answer(stream: &mut impl Write, id: u32, body: &[u8]) -> std::io::Result<()> {
    // `:status: 200`, by its place in the table of RFC 7541, appendix A.
    send(stream, HEADERS, END_HEADERS, id, &[0x88])?;
    send(stream, DATA, END_STREAM, id, body)
}

fn send(
    stream: &mut impl Write,
    kind: u8,
    flags: u8,
    id: u32,
    payload: &[u8],
) -> std::io::Result<()> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(id.to_be_bytes());
    frame.extend(payload);
    stream.write_all(&frame)?;
    stream.flush()
}

fn receive(stream: &mut impl Read) -> std::io::Result<(u8, u8, u32, Vec<u8>)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head)?;
    let [a, b, c, kind, flags, id @ ..] = head;
    let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
    stream.read_exact(&mut payload)?;
    Ok((kind, flags, u32::from_be_bytes(id) & 0x7fff_ffff, payload))
}

fn env(server: &H2Server) -> Env {
    Env::new()
        .var(
            "CYXTH_API_URL",
            &format!("https://localhost:{}/api", server.listener.port()),
        )
        .var("CYXTH_API_KEY", "h2_key_0123456789abcdef")
        .var("CYXTH_CA_CERT", CA)
}

fn records(count: usize) -> String {
    (0..count)
        .map(|number| format!("{{\"id\":\"u{number:03}\",\"name\":\"n\"}}\n"))
        .collect()
}

/// Fails unless each of the records was taken once.
#[track_caller]
fn assert_each_once(server: &H2Server, count: usize) {
    let taken = server.log.taken.lock().unwrap();
    let distinct: HashSet<&String> = taken.iter().collect();
    assert_eq!((taken.len(), distinct.len()), (count, count));
}

#[test]
fn what_was_not_processed_is_sent_again_and_nothing_is_looked_up() {
    let server = start(After::GoAway(5));
    let ran = env(&server).pipe(
        records(60),
        "users create --batch-size 1 --concurrency 16 --retries 0",
    );
    assert_eq!(ran.ok(), "created 60 users\n");
    assert_each_once(&server, 60);
    assert_eq!(server.log.reads.load(Ordering::SeqCst), 0);
}

#[test]
fn a_service_that_refuses_every_stream_is_given_up_and_nothing_is_unknown() {
    for (taken, code) in [(0, 9), (5, 10)] {
        let server = start(After::Refused(taken));
        let ran = env(&server).pipe(
            records(6),
            "users create --batch-size 1 --concurrency 1 --max-wait 1",
        );
        let err = ran.fails(code);
        assert!(!err.contains("unknown"), "{err}");
        assert!(err.contains("before the request was processed"), "{err}");
        assert_each_once(&server, taken);
        assert_eq!(server.log.reads.load(Ordering::SeqCst), 0);
    }
}

/// A stream that the service may have taken up is not one of those that it did not.
#[test]
fn a_stream_that_was_taken_up_and_not_answered_is_unknown() {
    let server = start(After::Dropped);
    let ran = env(&server).pipe(
        records(3),
        "users create --batch-size 1 --concurrency 2 --retries 0",
    );
    assert!(ran.fails(10).contains("without an answer"), "{ran:#?}");
    assert_eq!(ran.out, "created 2 of 3 users: 1 unknown\n");
    assert!(server.log.reads.load(Ordering::SeqCst) > 0);
}

#[test]
fn a_silent_connection_does_not_take_the_next_tries_with_it() {
    let server = start(After::Silence(3));
    let ran = env(&server).pipe(
        (0..40).map(|n| format!("u{n}\n")).collect::<String>(),
        "members add c --from - --batch-size 1 --concurrency 8 --timeout 1 --retries 1",
    );
    ran.ok();
    assert!(server.log.is_silent.load(Ordering::SeqCst));
    assert_each_once(&server, 40);
}
