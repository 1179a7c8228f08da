//! Starting and stopping a sandbox, and its threads.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::net::TcpSocket;
use tokio::sync::oneshot;

use super::allowed_hosts::AllowedHosts;
use super::error::SandboxError;
use super::faulty::Faulty;
use super::pending::PendingMembers;
use super::server::{Instance, LARGEST_BODY};
use super::settings::{SandboxSettings, StoreLocation};
use super::wire::Wires;
use super::{serving, store, workers};

/// How long `stop` waits for requests in flight, and for the store to be closed.
const GRACE: Duration = Duration::from_secs(5);

/// The longest time that dropping a sandbox takes.
const QUICK: Duration = Duration::from_millis(500);

/// How many connections may wait to be accepted. The first packet of one more would be lost, and the
/// client would try again after a second.
const MOST_WAITING: u32 = 4096;

/// Waits until all threads have ended that own a sender for this receiver, but no longer than `longest`.
/// Joining them would have no time limit.
fn wait_for_end(threads: &mpsc::Receiver<Infallible>, longest: Duration) {
    let _ = threads.recv_timeout(longest);
}

/// A running instance. It has its own threads.
pub struct Sandbox {
    address: SocketAddr,
    api_key: String,
    stop: Option<oneshot::Sender<Duration>>,
    /// In a mutex only so that threads can share a sandbox.
    threads: Mutex<mpsc::Receiver<Infallible>>,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Starts an instance; it is listening when this returns.
pub fn start(settings: SandboxSettings) -> Result<Sandbox, SandboxError> {
    let SandboxSettings {
        listen,
        name,
        location,
        api_key,
        member_delay,
        patience,
        faults,
    } = settings;
    if api_key.is_empty() || !api_key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(SandboxError::Key);
    }
    faults.check()?;
    let store = store::open(&location)?;
    let pending = PendingMembers::new(&store, member_delay)
        .map_err(|error| SandboxError::store(location.path(), error))?;
    let cannot_listen = move |source| SandboxError::Listen {
        address: listen,
        source,
    };
    let socket = bound(listen).map_err(cannot_listen)?;
    let address = socket.local_addr().map_err(cannot_listen)?;

    let (running, threads) = mpsc::channel();
    let (reading, readers) = mpsc::channel();
    let (writes, tasks) = mpsc::channel();
    let rules = faults.rules;
    spawn("sandbox-write", running.clone(), move || {
        let store = workers::write(store, &tasks, rules, pending);
        // The connection that closes last removes the log. If two close at once, neither does.
        wait_for_end(&readers, QUICK);
        drop(store);
    })?;
    let reads = match location {
        StoreLocation::Memory => writes.clone(),
        StoreLocation::File(path) => {
            let (reads, tasks) = mpsc::channel();
            spawn("sandbox-read", running.clone(), move || {
                let _reading = reading;
                workers::read(&path, &tasks);
            })?;
            reads
        }
    };
    let instance = Instance {
        api_key: api_key.clone(),
        hosts: AllowedHosts::of(address.ip(), name),
        patience,
        cursor: faults.cursor,
        largest_page: faults.largest_page,
        largest_body: faults.largest_body.map_or(LARGEST_BODY, NonZeroUsize::get),
        reads,
        writes,
    };
    let faulty = Faulty::new(&faults);
    let (stop, stopping) = oneshot::channel();
    let (tell, told) = mpsc::sync_channel(1);
    spawn("sandbox-http", running, move || {
        // The runtime is built here and not by the caller, who may already be in one.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(error) => return drop(tell.send(Err(SandboxError::Thread(error)))),
        };
        runtime.block_on(async {
            match socket.listen(MOST_WAITING) {
                Ok(listener) => {
                    let _ = tell.send(Ok(()));
                    let wires = Wires { listener, patience };
                    serving::serve(wires, instance, faulty, stopping).await;
                }
                Err(error) => drop(tell.send(Err(cannot_listen(error)))),
            }
        });
    })?;
    told.recv()
        .unwrap_or_else(|_| Err(SandboxError::Thread(io::Error::other("the server ended"))))?;
    Ok(Sandbox {
        address,
        api_key,
        stop: Some(stop),
        threads: Mutex::new(threads),
    })
}

fn spawn(
    name: &str,
    running: mpsc::Sender<Infallible>,
    work: impl FnOnce() + Send + 'static,
) -> Result<(), SandboxError> {
    let builder = thread::Builder::new().name(name.to_owned());
    let spawned = builder.spawn(move || {
        work();
        // Only now, when everything that `work` owned is gone, such as the store's connection.
        drop(running);
    });
    spawned.map(drop).map_err(SandboxError::Thread)
}

/// A socket that is bound to an address, but does not listen yet.
fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // As the standard library does it. On other systems two programs could then listen on one address.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

impl Sandbox {
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn api_key(&self) -> &str {
        &self.api_key
    }

    /// Stops listening, lets requests in flight finish (idle connections are closed), adds the pending
    /// initial members, and closes the store. This blocks for about 5 seconds at most, so it must not
    /// be called on a thread that requests in flight depend on.
    pub fn stop(mut self) {
        let begun = Instant::now();
        self.signal(GRACE);
        self.wait_for_end((GRACE + QUICK).saturating_sub(begun.elapsed()));
    }

    fn wait_for_end(&mut self, longest: Duration) {
        let threads = self.threads.get_mut();
        wait_for_end(threads.unwrap_or_else(PoisonError::into_inner), longest);
    }

    fn signal(&mut self, grace: Duration) -> bool {
        match self.stop.take() {
            Some(stop) => {
                // This fails if the server has ended already, which is all the same.
                let _ = stop.send(grace);
                true
            }
            None => false,
        }
    }
}

/// Dropping cuts off requests in flight. What was committed stays.
impl Drop for Sandbox {
    fn drop(&mut self) {
        if self.signal(Duration::ZERO) {
            self.wait_for_end(QUICK);
        }
    }
}
