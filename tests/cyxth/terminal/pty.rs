//! A terminal that a run is started at, and what it shows.

use std::io::{Read, Write};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pty_process::blocking::{Command, Pts, Pty, open};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::termios::{LocalModes, tcgetattr};

use crate::support::Env;
use crate::support::leaks::Keys;

/// A run at a terminal of its own.
pub struct Terminal {
    pty: Arc<Pty>,
    /// Held open: the terminal outlives the run.
    pub pts: Pts,
    child: Child,
    shown: Arc<Mutex<Vec<u8>>>,
    /// What it may not show.
    unseen: Keys,
}

const PATIENCE: Duration = Duration::from_secs(30);

impl Terminal {
    pub fn start(env: &Env, line: &str) -> Terminal {
        Terminal::start_with(env, line, None)
    }

    /// With something else as standard input.
    pub fn start_with(env: &Env, line: &str, stdin: Option<Stdio>) -> Terminal {
        Terminal::start_as(env, line, 80, |command| match stdin {
            Some(stdin) => command.stdin(stdin),
            None => command,
        })
    }

    /// So many columns wide, with streams as they are changed to.
    pub fn start_as(
        env: &Env,
        line: &str,
        columns: u16,
        change: impl FnOnce(Command) -> Command,
    ) -> Terminal {
        let (pty, pts) = open().unwrap();
        pty.resize(pty_process::Size::new(24, columns)).unwrap();
        let arguments: Vec<&str> = line.split(' ').collect();
        let mut command = change(Command::from(env.command(&arguments)).env("TERM", "xterm"));
        let child = command.spawn_borrowed(&pts).unwrap();
        let pty = Arc::new(pty);
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (reads, into) = (pty.clone(), shown.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = (&*reads).read(&mut buffer) {
                into.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        Terminal {
            pty,
            pts,
            child,
            shown,
            unseen: env.keys(),
        }
    }

    pub fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).into_owned()
    }

    #[track_caller]
    pub fn wait_until(&self, what: &str, is_so: impl Fn(&Terminal) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed() < PATIENCE, "{what}: {:?}", self.shown());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until a text has been shown so many times.
    #[track_caller]
    pub fn wait_for(&self, text: &str, times: usize) {
        self.wait_until(text, |terminal| {
            terminal.shown().matches(text).count() >= times
        });
    }

    pub fn keys(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    pub fn has_echo(&self) -> bool {
        let modes = tcgetattr(&self.pts).unwrap();
        modes.local_modes.contains(LocalModes::ECHO)
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    pub fn wait_until_stopped(&self) {
        let pid = Pid::from_child(&self.child);
        let options = WaitOptions::UNTRACED | WaitOptions::NOHANG;
        self.wait_until("stops", |_| {
            waitpid(Some(pid), options)
                .unwrap()
                .is_some_and(|(_, status)| status.stopped())
        });
    }

    pub fn end(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // Behind all that was shown: with it everything has been read.
                rustix::io::write(&self.pts, b"<ended>").unwrap();
                self.wait_for("<ended>", 1);
                return status;
            }
            if begun.elapsed() > PATIENCE {
                self.child.kill().unwrap();
                panic!("it does not end: {:?}", self.shown());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Whatever became of the run, its terminal has shown no key.
impl Drop for Terminal {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let shown = self.shown.lock().unwrap();
            self.unseen.check("a terminal", &shown);
        }
    }
}

#[cfg(feature = "sandbox")]
#[test]
#[should_panic(expected = "a terminal has shown a key, as ck_test_")]
fn a_key_on_a_terminal_is_found() {
    let env = Env::new();
    // The one command that prints a key: that of its own instance.
    let key = crate::support::KEY;
    let line = format!("sandbox serve --in-memory --api-key {key} -o json");
    let mut terminal = Terminal::start(&env, &line);
    terminal.wait_for("api_key", 1);
    terminal.keys("\u{3}");
    terminal.end();
}
