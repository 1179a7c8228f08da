//! A line for benchmarks: what is sent through it arrives later, as it does over a distance.
//!
//! ```text
//! cargo run --release --example delay-proxy -- 127.0.0.1:8080 [MS [KBIT]]
//! ```
//!
//! Prints the address that it listens on when it is ready. Every byte arrives MS milliseconds after it
//! was sent, 40 without it, in both directions; a new connection has its first bytes taken after one
//! way there and back, as TCP does. With KBIT, all connections together carry so many kilobits a second
//! in each direction. Nothing is lost, and there is no slow start: what is measured is waiting.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

const CHUNK: usize = 16 * 1024;
/// Chunks of a connection that are on their way in one direction at most: two megabytes.
const ON_THE_WAY: usize = 128;

/// One direction, which all connections share.
struct Line {
    delay: Duration,
    bytes_a_second: Option<f64>,
    free_at: Mutex<Instant>,
}

impl Line {
    /// When bytes arrive that are sent now.
    fn arrival(&self, sent: Instant, bytes: usize) -> Instant {
        let Some(speed) = self.bytes_a_second else {
            return sent + self.delay;
        };
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        *free_at = sent.max(*free_at) + Duration::from_secs_f64(bytes as f64 / speed);
        *free_at + self.delay
    }
}

fn main() -> io::Result<()> {
    let usage = || io::Error::other("usage: delay-proxy ADDRESS [MS [KBIT]]");
    let mut arguments = std::env::args().skip(1);
    let target = arguments.next().ok_or_else(usage)?;
    let mut number = || arguments.next().map(|text| text.parse::<f64>());
    let delay = number().transpose().map_err(|_| usage())?.unwrap_or(40.0);
    let kbit = number().transpose().map_err(|_| usage())?;
    let line = || {
        Arc::new(Line {
            delay: Duration::from_secs_f64(delay / 1000.0),
            bytes_a_second: kbit.map(|kbit| kbit * 1000.0 / 8.0),
            free_at: Mutex::new(Instant::now()),
        })
    };
    let (there, back) = (line(), line());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    writeln!(io::stdout(), "{}", listener.local_addr()?)?;
    loop {
        let (near, _) = listener.accept()?;
        let open_at = Instant::now() + there.delay + back.delay;
        // A service that is not there closes the connection.
        let Ok(far) = TcpStream::connect(&target) else {
            continue;
        };
        near.set_nodelay(true)?;
        far.set_nodelay(true)?;
        carry(near.try_clone()?, far.try_clone()?, there.clone(), open_at);
        carry(far, near, back.clone(), open_at);
    }
}

/// Carries one direction of a connection to its end.
fn carry(from: TcpStream, to: TcpStream, line: Arc<Line>, open_at: Instant) {
    let (sender, receiver) = sync_channel(ON_THE_WAY);
    // A side that goes away in the middle is no concern of ours.
    thread::spawn(move || take(from, &line, open_at, &sender));
    thread::spawn(move || deliver(to, &receiver));
}

fn take(
    mut from: TcpStream,
    line: &Line,
    open_at: Instant,
    to: &SyncSender<(Instant, Vec<u8>)>,
) -> io::Result<()> {
    loop {
        let mut chunk = vec![0; CHUNK];
        let read = from.read(&mut chunk)?;
        chunk.truncate(read);
        let arrival = line.arrival(Instant::now().max(open_at), read);
        // The end of a direction travels like everything else.
        if to.send((arrival, chunk)).is_err() || read == 0 {
            return Ok(());
        }
    }
}

fn deliver(mut to: TcpStream, from: &Receiver<(Instant, Vec<u8>)>) -> io::Result<()> {
    while let Ok((arrival, chunk)) = from.recv() {
        thread::sleep(arrival.saturating_duration_since(Instant::now()));
        if chunk.is_empty() {
            break;
        }
        to.write_all(&chunk)?;
    }
    to.shutdown(Shutdown::Write)
}
