//! Processes while they run: started, waited for, sent signals; and programs that may be missing.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::server::Server;
use crate::support::{Env, Ran};

/// Longer than anything takes on the slowest machine: a bound against hanging and nothing else.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits for an event.
#[track_caller]
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "not in a minute: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

#[track_caller]
pub fn wait_for_requests(server: &Server, least: usize) {
    wait_until("a request", || server.requests().len() >= least);
}

impl Env {
    /// Starts the tool with the words of a line, nothing on standard input, and pipes.
    pub fn start(&self, line: &str) -> Child {
        let words: Vec<&str> = line.split_whitespace().collect();
        start(self.command(&words).stdin(Stdio::null()))
    }

    /// Waits for the end of what `start` gave.
    pub fn end(&self, child: Child) -> Ran {
        self.ran(child.wait_with_output().unwrap())
    }
}

/// Writes to a process, and comes back when it has read all of it.
#[cfg(unix)]
#[track_caller]
pub fn write_and_settle(pipe: &mut ChildStdin, text: &str) {
    pipe.write_all(text.as_bytes()).unwrap();
    wait_until("standard input is read", || {
        rustix::io::ioctl_fionread(&*pipe).unwrap() == 0
    });
}

/// Starts a command whose output is wanted.
pub fn start(command: &mut Command) -> Child {
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

#[cfg(unix)]
pub use of_unix::*;

#[cfg(unix)]
mod of_unix {
    pub use rustix::process::Signal;

    use super::*;

    pub fn send(signal: Signal, child: &Child) {
        let pid = rustix::process::Pid::from_child(child);
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Sends a signal to a process that waits for something, and comes back when the process has
    /// done what it does about it and waits again, or has ended.
    #[track_caller]
    pub fn send_and_settle(signal: Signal, child: &Child) {
        let mut before = None;
        wait_until("the process waits", || {
            before = waiting(child);
            before.is_some()
        });
        send(signal, child);
        wait_until("the signal is taken", || {
            waiting(child) != before && waiting(child).is_some()
        });
    }

    /// How often the threads of a process have gone to sleep, if all sleep and no signal is on its
    /// way. None of a process that has ended can wake.
    #[cfg(target_os = "linux")]
    fn waiting(child: &Child) -> Option<u64> {
        let sleeps = || {
            let mut sum = 0;
            for thread in std::fs::read_dir(format!("/proc/{}/task", child.id())).ok()? {
                let path = thread.ok()?.path().join("status");
                let status = std::fs::read_to_string(path).ok()?;
                let field = |name: &str| {
                    let mut lines = status.lines();
                    let line = lines.find_map(|line| line.strip_prefix(name));
                    line.map_or("", |line| line.trim_start_matches(':').trim())
                };
                let is_free = |name: &str| field(name).bytes().all(|digit| digit == b'0');
                match field("State").chars().next() {
                    Some('S') if is_free("SigPnd") && is_free("ShdPnd") => {}
                    Some('Z' | 'X') => return Some(u64::MAX),
                    _ => return None,
                }
                sum += field("voluntary_ctxt_switches").parse::<u64>().ok()?;
            }
            Some(sum)
        };
        // Twice, for the threads are not looked at in the same moment.
        sleeps().filter(|first| sleeps() == Some(*first))
    }

    /// Elsewhere nothing tells.
    #[cfg(not(target_os = "linux"))]
    fn waiting(_: &Child) -> Option<u64> {
        thread::sleep(Duration::from_secs(1));
        static LOOKS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        Some(LOOKS.fetch_add(1, std::sync::atomic::Ordering::SeqCst))
    }
}

/// Whether a program is there that a test cannot do without. Where it is missing, CI fails, and
/// elsewhere the test is skipped with a word about it.
#[track_caller]
pub fn is_there(program: &str) -> bool {
    // All of them end at once with it, whether they know it or not.
    let is_there = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .is_ok();
    if !is_there {
        skip(&format!("{program} is not installed"));
    }
    is_there
}

/// Tells that a test, or a part of one, is left out. The harness keeps what a test that passes
/// prints with `eprintln!`, so this goes past it.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "CI says so in the environment")]
pub fn skip(reason: &str) {
    assert!(
        std::env::var_os("CI").is_none_or(|ci| ci.is_empty() || ci == "false"),
        "skipped in CI: {reason}"
    );
    let place = std::panic::Location::caller();
    let line = format!("skipped: {reason} ({}:{})\n", place.file(), place.line());
    let _ = std::io::stderr().write_all(line.as_bytes());
}
