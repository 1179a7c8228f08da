//! A Cyxth instance on this machine: the vendor's API over HTTP on loopback, and a store in SQLite.
//!
//! It knows nothing of the rest of the tool. A request takes this way:
//!
//! ```text
//! server (axum: key, bounded body) ─> routes (raw path) ─> workers (a thread that writes,
//!     answer  <──────────────────────────────────────────   a thread that reads)
//!                                                              │ body, record: borrowed views
//!                                                              └ users, channels, members, lists
//!                                                                  └ store (schema, opening)
//! ```
//!
//! `faults` tells what a sandbox can be told to do wrong, for testing what depends on it; `faulty`
//! then stands before `server`, and `wire` before both.
//!
//! Where the vendor's reference leaves something open, the rules are those of the project's
//! contract; `tests/cyxth/sandbox/rules.rs` holds one test for each.

mod answer;
mod body;
mod channels;
mod contents;
mod cursor;
mod error;
mod failure;
mod faults;
mod faulty;
mod latch;
mod lists;
mod members;
mod page;
mod pending;
mod record;
mod routes;
mod server;
mod store;
mod users;
mod wire;
mod workers;

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

pub use cursor::{Cursor, UnknownCursor};
pub use error::SandboxError;
pub use faults::{Failing, Fault, FaultError, Faults, Latency, RateLimit, Rules};
use faulty::Faulty;
use latch::Latch;
pub use page::LargestPage;
use pending::Pending;
use server::Instance;

/// How long `stop` waits for requests in flight, and for the store to be closed.
const GRACE: Duration = Duration::from_secs(5);

/// How long dropping a sandbox may take.
const QUICK: Duration = Duration::from_millis(500);

/// Where the instance keeps its objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file, made with its directories where missing. Several sandboxes may share it.
    File(PathBuf),
    /// Nowhere: everything is gone when the sandbox stops.
    Memory,
}

pub struct Settings {
    /// Port 0 takes any that is free; `Sandbox::address` tells which.
    pub listen: SocketAddr,
    pub place: Place,
    pub api_key: String,
    /// How long after a channel its initial members are added.
    pub member_delay: Duration,
    /// What the instance does wrong on purpose.
    pub faults: Faults,
}

/// By hand, so that the key is in no output.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("listen", &self.listen)
            .field("place", &self.place)
            .field("member_delay", &self.member_delay)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

/// What a store holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub users: u64,
    pub channels: u64,
    pub members: u64,
}

/// A running instance. It lives on threads of its own.
pub struct Sandbox {
    address: SocketAddr,
    api_key: String,
    stop: Option<oneshot::Sender<Duration>>,
    threads: Latch,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Starts an instance; it is listening when this returns.
pub fn start(settings: Settings) -> Result<Sandbox, SandboxError> {
    let Settings {
        listen,
        place,
        api_key,
        member_delay,
        faults,
    } = settings;
    if api_key.is_empty() || !api_key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(SandboxError::Key);
    }
    faults.check()?;
    let store = store::open(&place)?;
    let pending = Pending::new(&store, member_delay).map_err(|error| match &place {
        Place::File(path) => SandboxError::store(path, error),
        Place::Memory => SandboxError::store(Path::new(":memory:"), error),
    })?;
    let cannot_listen = |source| SandboxError::Listen {
        address: listen,
        source,
    };
    let listener = TcpListener::bind(listen).map_err(cannot_listen)?;
    listener.set_nonblocking(true).map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;

    let threads = Latch::default();
    let readers = Latch::default();
    let reading = readers.hold();
    let (writes, tasks) = mpsc::channel();
    let rules = faults.rules;
    spawn("sandbox-write", &threads, move || {
        let store = workers::write(store, &tasks, rules, pending);
        // The last connection to close tidies the log away; two that close at once both leave it.
        readers.wait(QUICK);
        drop(store);
    })?;
    let reads = match place {
        Place::Memory => {
            drop(reading);
            writes.clone()
        }
        Place::File(path) => {
            let (reads, tasks) = mpsc::channel();
            spawn("sandbox-read", &threads, move || {
                let _reading = reading;
                workers::read(&path, &tasks);
            })?;
            reads
        }
    };
    let instance = Instance {
        api_key: api_key.clone(),
        cursor: faults.cursor,
        largest_page: faults.largest_page,
        largest_body: faults
            .largest_body
            .map_or(server::LARGEST_BODY, NonZeroUsize::get),
        reads,
        writes,
    };
    let faulty = Faulty::new(&faults);
    let (stop, stopping) = oneshot::channel();
    let (tell, told) = mpsc::sync_channel(1);
    spawn("sandbox-http", &threads, move || {
        run(listener, instance, faulty, stopping, &tell);
    })?;
    match told.recv() {
        Ok(Ok(())) => {}
        Ok(Err(error)) => return Err(SandboxError::Thread(error)),
        Err(_) => return Err(SandboxError::Thread(io::Error::other("the server ended"))),
    }
    Ok(Sandbox {
        address,
        api_key,
        stop: Some(stop),
        threads,
    })
}

fn spawn(
    name: &str,
    threads: &Latch,
    work: impl FnOnce() + Send + 'static,
) -> Result<(), SandboxError> {
    let held = threads.hold();
    let builder = thread::Builder::new().name(name.to_owned());
    let spawned = builder.spawn(move || {
        // Let go last, when `work` and all it owned (the store's connection) are gone.
        let _held = held;
        work();
    });
    spawned.map(drop).map_err(SandboxError::Thread)
}

/// The server's thread. The runtime is built here and not by the caller, who may be in one already.
fn run(
    listener: TcpListener,
    instance: Instance,
    faulty: Option<Faulty>,
    stopping: oneshot::Receiver<Duration>,
    tell: &mpsc::SyncSender<io::Result<()>>,
) {
    let built = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = match built {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = tell.send(Err(error));
            return;
        }
    };
    runtime.block_on(async {
        match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => {
                let _ = tell.send(Ok(()));
                server::serve(listener, instance, faulty, stopping).await;
            }
            Err(error) => {
                let _ = tell.send(Err(error));
            }
        }
    });
}

impl Sandbox {
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn api_key(&self) -> &str {
        &self.api_key
    }

    /// Stops listening, lets requests in flight finish (connections that wait for a next request
    /// are closed), adds initial members that are still to come, and closes the store. Blocks for
    /// 5 seconds at most: not to be called on a thread that requests in flight depend on.
    pub fn stop(mut self) {
        let begun = Instant::now();
        self.signal(GRACE);
        self.threads
            .wait((GRACE + QUICK).saturating_sub(begun.elapsed()));
    }

    fn signal(&mut self, grace: Duration) -> bool {
        match self.stop.take() {
            Some(stop) => {
                // Fails when the server has ended already, which is as well.
                let _ = stop.send(grace);
                true
            }
            None => false,
        }
    }
}

/// Requests in flight are cut off; what was committed stays.
impl Drop for Sandbox {
    fn drop(&mut self) {
        if self.signal(Duration::ZERO) {
            self.threads.wait(QUICK);
        }
    }
}

/// What the store at `path` holds; nothing when there is none yet.
pub fn count(path: &Path) -> Result<Counts, SandboxError> {
    contents::count(path)
}

/// Empties the store at `path` and tells what was in it. Other processes may have it open.
pub fn reset(path: &Path) -> Result<Counts, SandboxError> {
    contents::reset(path)
}

/// An API key that nobody else has, out of the operating system's random numbers.
pub fn made_up_key() -> Result<String, SandboxError> {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const LENGTH: usize = 32;
    let mut letters = String::with_capacity(LENGTH);
    while letters.len() < LENGTH {
        let mut random = [0; 2 * LENGTH];
        getrandom::fill(&mut random).map_err(SandboxError::Random)?;
        // Bytes that would make some letters likelier than others are left out.
        let even = random.iter().filter(|&&byte| byte < 4 * 62);
        let missing = LENGTH - letters.len();
        letters.extend(
            even.take(missing)
                .map(|&byte| char::from(ALPHABET[usize::from(byte) % 62])),
        );
    }
    Ok(format!("sandbox_{letters}"))
}
