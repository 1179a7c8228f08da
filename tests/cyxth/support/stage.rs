//! Sandboxes with random faults, one after the other on the same store, and runs against them.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use cyxth::sandbox::{self, Faults, Sandbox, SandboxSettings, StoreLocation};
use fastrand::Rng;

use crate::support::counts::by_id;
use crate::support::listener::{Listener, forward};
use crate::support::plain_http::{KEY, count, get, settings};
use crate::support::{Env, Ran};

/// Records by their ids.
pub type Records = BTreeMap<String, String>;

/// An environment, and a store that sandboxes are started on one after the other.
pub struct Stage {
    pub env: Env,
    store: PathBuf,
}

impl Stage {
    pub fn new() -> Stage {
        let env = Env::new();
        let store = env.path("store");
        Stage { env, store }
    }

    pub fn start(&self, faults: Faults) -> Sandbox {
        let place = StoreLocation::File(self.store.clone());
        sandbox::start(SandboxSettings {
            faults,
            ..settings(place)
        })
        .unwrap()
    }

    /// What is there, looked at without faults.
    pub fn holds(&self, path: &str) -> Records {
        let sandbox = self.start(Faults::default());
        let records = by_id(&get(&sandbox, &format!("{path}?limit=1000")));
        sandbox.stop();
        records
    }

    pub fn fill(&self, path: &str, bodies: &[String]) {
        let sandbox = self.start(Faults::default());
        for body in bodies {
            let status = if path.ends_with("/users") && path != "/users" {
                200
            } else {
                203
            };
            count(&sandbox, status, "POST", path, body);
        }
        sandbox.stop();
    }

    pub fn run(&self, sandbox: &Sandbox, arguments: &[String]) -> Ran {
        let mut command = self.command(sandbox.address(), arguments);
        self.env.ran(command.output().unwrap())
    }

    /// A run against what listens there, with nothing on standard input.
    pub fn command(&self, address: SocketAddr, arguments: &[String]) -> Command {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut command = self.env.command(&arguments);
        command
            .env("CYXTH_API_URL", format!("http://{address}/api"))
            .env("CYXTH_API_KEY", KEY)
            .stdin(Stdio::null());
        command
    }
}

/// A sandbox that keeps its address when it is stopped and started again.
pub struct Restarted<'a> {
    stage: &'a Stage,
    faults: Faults,
    sandbox: Sandbox,
    front: Listener,
    address: Arc<Mutex<SocketAddr>>,
}

impl<'a> Restarted<'a> {
    pub fn new(stage: &'a Stage, faults: Faults) -> Restarted<'a> {
        let sandbox = stage.start(faults.clone());
        let address = Arc::new(Mutex::new(sandbox.address()));
        let behind = address.clone();
        let front = Listener::new(move |client| {
            let address = *behind.lock().unwrap();
            if let Ok(server) = TcpStream::connect(address) {
                forward(client, server, |_| {});
            }
        });
        Restarted {
            stage,
            faults,
            sandbox,
            front,
            address,
        }
    }

    /// When a process was killed: all that it has sent is done with.
    pub fn restart(self) -> Restarted<'a> {
        self.front.settle();
        self.sandbox.stop();
        let sandbox = self.stage.start(self.faults.clone());
        *self.address.lock().unwrap() = sandbox.address();
        Restarted { sandbox, ..self }
    }

    pub fn command(&self, line: &str) -> Command {
        self.stage.command(self.front.address(), &words(line))
    }

    pub fn run(&self, line: &str) -> Ran {
        self.stage.env.ran(self.command(line).output().unwrap())
    }

    /// The same for words that hold white space.
    pub fn run_words(&self, arguments: &[String]) -> Ran {
        let mut command = self.stage.command(self.front.address(), arguments);
        self.stage.env.ran(command.output().unwrap())
    }

    /// Starts a run, and kills it after a while: all that it has sent is done with.
    pub fn kill(self, arguments: &[String], after: Duration) -> Restarted<'a> {
        let mut command = self.stage.command(self.front.address(), arguments);
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        thread::sleep(after);
        child.kill().unwrap();
        child.wait().unwrap();
        self.restart()
    }
}

pub fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

pub fn array<'a>(records: impl IntoIterator<Item = &'a String>) -> String {
    let records: Vec<&str> = records.into_iter().map(String::as_str).collect();
    format!("[{}]", records.join(",\n"))
}

/// Faults that add up to a third at most.
pub fn random_faults(rng: &mut Rng, kinds: &[&str]) -> Faults {
    let mut left = rng.f64() * 0.35;
    let mut failures = Vec::new();
    for _ in 0..rng.usize(0..5) {
        let what = kinds[rng.usize(..kinds.len())];
        let most = if what == "stall" { 0.03 } else { 0.3 };
        let rate = (left * (0.4 + 0.6 * rng.f64())).min(most);
        left -= rate;
        failures.push(format!("{rate:.4}:{what}").parse().unwrap());
    }
    let cursors = [
        "exclusive",
        "inclusive",
        "existing",
        "existing-empty",
        "inclusive,existing",
        "inclusive,existing-empty",
    ];
    Faults {
        failures,
        latency: rng.bool().then(|| "2±2".parse().unwrap()),
        seed: Some(rng.u64(..)),
        cursor: cursors[rng.usize(..cursors.len())].parse().unwrap(),
        largest_page: rng
            .bool()
            .then(|| rng.u32(20..300).to_string().parse().unwrap()),
        rate_limit: None,
        ..Faults::default()
    }
}

pub const LOSSES: [&str; 8] = [
    "429",
    "503",
    "500",
    "reset-before",
    "reset-after",
    "stall",
    "truncate",
    "html",
];

/// Options that change how a run goes, and never what it may claim.
pub fn random_options(rng: &mut Rng, records: usize) -> Vec<String> {
    // Not so many requests that waiting for the faults of each takes long.
    let least = 1 + records / 40;
    let batch = rng.usize(least..=100.max(least));
    let concurrency = rng.usize(1..=8);
    let retries = [0, 0, 1, 1, 2, 6][rng.usize(..6)];
    let mut line = format!(
        "-o json --timeout 0.3 --retries {retries} --batch-size {batch} --concurrency \
         {concurrency} --report report.json --rejects rejects.jsonl"
    );
    if rng.bool() {
        line.push_str(" --keep-going");
    }
    words(&line)
}
