//! A command that prints a profile's key. Its time is limited, and once there is a key, nothing
//! more is waited for.
//!
//! It runs in its own process group, so that it can be ended with everything it has started.
//! At a terminal that group is in the foreground meanwhile: the command may ask for a passphrase,
//! and Ctrl-C and Ctrl-Z are for it.

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::key::LONGEST_LINE;
#[cfg(unix)]
use crate::system::{Asked, SignalWatch};

/// Without a terminal nobody can enter a passphrase.
const WITHOUT_TERMINAL: Duration = Duration::from_secs(30);
/// Time for a person to find a hardware key.
const AT_TERMINAL: Duration = Duration::from_secs(5 * 60);

/// How long to wait for the last output of a command that has ended.
const LAST_PIECES: Duration = Duration::from_millis(200);

/// How long a command may take.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeyPatience {
    /// When the whole run is to be over.
    pub deadline: Option<Instant>,
    /// Standard error is a terminal.
    pub at_terminal: bool,
}

impl KeyPatience {
    fn limit(self, now: Instant) -> Duration {
        let usual = match self.at_terminal {
            true => AT_TERMINAL,
            false => WITHOUT_TERMINAL,
        };
        match self.deadline {
            Some(deadline) => deadline.saturating_duration_since(now),
            None => usual,
        }
    }
}

/// What the command prints up to its first line break.
pub(super) fn first_line(command: &str, patience: KeyPatience) -> Result<Vec<u8>, KeyCommandError> {
    let begun = Instant::now();
    let limit = patience.limit(begun);
    #[cfg(unix)]
    let watch = SignalWatch::begin().map_err(|error| KeyCommandError::Other(error.to_string()))?;
    let mut running =
        Running::start(command, patience.at_terminal).map_err(KeyCommandError::Other)?;
    let pieces = running.read_in_background();
    let result = wait(
        &mut running,
        &pieces,
        begun + limit,
        #[cfg(unix)]
        &watch,
    );
    running.end();
    running.wait_for_stderr();
    match result {
        Err(KeyCommandError::TimedOut) if patience.deadline.is_some() => {
            Err(KeyCommandError::Other(
                "it took longer than the deadline of the run, and was ended".to_owned(),
            ))
        }
        Err(KeyCommandError::TimedOut) => Err(KeyCommandError::Other(format!(
            "it took longer than {} s, and was ended",
            limit.as_secs()
        ))),
        result => result,
    }
}

/// Why the command printed no line.
pub(super) enum KeyCommandError {
    TimedOut,
    /// Ctrl-C, or SIGTERM.
    Interrupted,
    Other(String),
}

/// Waits for the line and for the command itself, but not for what the command leaves running,
/// which may keep its output open.
fn wait(
    running: &mut Running,
    pieces: &Receiver<Vec<u8>>,
    until: Instant,
    #[cfg(unix)] watch: &SignalWatch,
) -> Result<Vec<u8>, KeyCommandError> {
    let mut line = Vec::new();
    let mut pause = Duration::from_millis(1);
    loop {
        #[cfg(unix)]
        match watch.take() {
            Some(Asked::End) => return Err(KeyCommandError::Interrupted),
            Some(Asked::Quit) => {
                running.end();
                watch.quit();
            }
            Some(Asked::Stop) => {
                watch.stop();
                continue;
            }
            Some(Asked::Continue) => running.give_terminal(),
            None => {}
        }
        let ended = running.poll().map_err(KeyCommandError::Other)?;
        if let Some(how) = ended {
            if running.was_interrupted(how) {
                return Err(KeyCommandError::Interrupted);
            }
            if how != 0 {
                return Err(KeyCommandError::Other(format!(
                    "it ended with {}",
                    running.how(how)
                )));
            }
            // The reading thread may still be passing on what it printed last. Output of processes it
            // left running is not waited for.
            let over = until.min(Instant::now() + LAST_PIECES);
            while !is_whole(&line)
                && let Ok(piece) =
                    pieces.recv_timeout(over.saturating_duration_since(Instant::now()))
            {
                line.extend_from_slice(&piece);
            }
            return Ok(line);
        }
        let now = Instant::now();
        if now >= until {
            return Err(KeyCommandError::TimedOut);
        }
        let rest = pause.min(until - now);
        match pieces.recv_timeout(rest) {
            Ok(piece) => line.extend_from_slice(&piece),
            Err(RecvTimeoutError::Timeout) => {}
            // No more output comes; only the end of the command is waited for.
            Err(RecvTimeoutError::Disconnected) => thread::sleep(rest),
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

fn is_whole(line: &[u8]) -> bool {
    line.contains(&b'\n') || line.len() as u64 >= LONGEST_LINE
}

/// Hands over what is printed, up to the first line break.
fn read(mut stdout: impl Read, pieces: &Sender<Vec<u8>>) {
    let mut length = 0;
    let mut is_over = false;
    let mut buffer = [0; 4096];
    // Reads on past the line: a command that prints more would die of a closed pipe.
    while let Ok(count) = stdout.read(&mut buffer)
        && count > 0
    {
        if !is_over {
            let piece = &buffer[..count];
            length += count as u64;
            is_over = length >= LONGEST_LINE || piece.contains(&b'\n');
            let _ = pieces.send(piece.to_vec());
        }
    }
}

/// Passes on what the command says on standard error. It gets a pipe unless standard error is a
/// terminal: a process it leaves running would otherwise hold the tool's own standard error open, and
/// whoever reads that would wait.
fn pass_on(mut stderr: impl Read, _over: &Sender<()>) {
    let _ = io::copy(&mut stderr, &mut io::stderr());
}

fn shell(command: &str, at_terminal: bool) -> Command {
    #[cfg(not(windows))]
    let mut shell = Command::new("/bin/sh");
    #[cfg(not(windows))]
    shell.args(["-c", command]);
    #[cfg(windows)]
    let mut shell = Command::new("cmd");
    // Quotes as they are: `cmd` does not read them as other programs do. With `/S` it takes away the
    // first and the last, and nothing else.
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        shell.raw_arg(format!("/D /S /C \"{command}\""));
    }
    // Standard input stays the tool's own: records may be waiting in it. The key of another
    // instance is kept from the command.
    shell
        .env_remove("CYXTH_API_KEY")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(match at_terminal {
            true => Stdio::inherit(),
            false => Stdio::piped(),
        });
    shell
}

/// The command's shell, and the group of all that it starts.
struct Running {
    child: Child,
    #[cfg(unix)]
    group: rustix::process::Pid,
    /// Listens to the command meanwhile.
    #[cfg(unix)]
    tty: Option<crate::system::Tty>,
    has_ended: bool,
    /// Hung up when all that the command said has been passed on.
    said_all: Option<Receiver<()>>,
}

impl Running {
    /// Waits a moment, so that the command's own words come before the message about it.
    fn wait_for_stderr(&self) {
        if let Some(said_all) = &self.said_all {
            let _ = said_all.recv_timeout(Duration::from_millis(100));
        }
    }

    fn read_in_background(&mut self) -> Receiver<Vec<u8>> {
        let (sender, pieces) = channel();
        if let Some(stderr) = self.child.stderr.take() {
            let (over, is_over) = channel();
            self.said_all = Some(is_over);
            thread::spawn(move || pass_on(stderr, &over));
        }
        if let Some(stdout) = self.child.stdout.take() {
            thread::spawn(move || read(stdout, &sender));
        }
        pieces
    }
}

#[cfg(unix)]
impl Running {
    fn start(command: &str, at_terminal: bool) -> Result<Running, String> {
        use crate::system::Tty;
        use std::os::unix::process::CommandExt;
        let tty = at_terminal.then(Tty::of_session).flatten();
        let child = shell(command, at_terminal)
            .process_group(0)
            .spawn()
            .map_err(|error| error.to_string())?;
        let group = rustix::process::Pid::from_child(&child);
        let running = Running {
            child,
            group,
            tty,
            has_ended: false,
            said_all: None,
        };
        running.give_terminal();
        Ok(running)
    }

    fn give_terminal(&self) {
        use rustix::process::{Signal, kill_process_group};
        if let Some(tty) = &self.tty {
            tty.give_to(self.group);
            // It may already have tried to read, and been stopped for it.
            let _ = kill_process_group(self.group, Signal::CONT);
        }
    }

    /// How the shell ended, as a raw status; none while it runs.
    fn poll(&mut self) -> Result<Option<i32>, String> {
        use rustix::process::{Signal, WaitOptions, kill_current_process_group, waitpid};
        let options = WaitOptions::NOHANG | WaitOptions::UNTRACED;
        match waitpid(Some(self.group), options) {
            Ok(Some((_, status))) if status.stopped() => {
                let wants_terminal = matches!(
                    status.stopping_signal(),
                    Some(libc::SIGTTIN | libc::SIGTTOU)
                );
                match &self.tty {
                    Some(_) if wants_terminal => self.give_terminal(),
                    // Ctrl-Z: the whole of it stops, and goes on with `fg`.
                    Some(tty) => {
                        tty.take_back();
                        let _ = kill_current_process_group(Signal::TSTP);
                    }
                    None => {}
                }
                Ok(None)
            }
            Ok(Some((_, status))) => {
                self.has_ended = true;
                Ok(Some(status.as_raw()))
            }
            Ok(None) | Err(rustix::io::Errno::INTR) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Ctrl-C at a terminal that listens to the command; a shell passes it on as 130.
    fn was_interrupted(&self, status: i32) -> bool {
        use std::os::unix::process::ExitStatusExt;
        let status = std::process::ExitStatus::from_raw(status);
        let is_it = status.signal() == Some(libc::SIGINT) || status.code() == Some(130);
        self.tty.is_some() && is_it
    }

    fn how(&self, status: i32) -> String {
        use std::os::unix::process::ExitStatusExt;
        std::process::ExitStatus::from_raw(status).to_string()
    }

    /// Ends what is still running if the command did not end by itself, and takes the terminal
    /// back.
    fn end(&mut self) {
        use rustix::process::{Signal, WaitOptions, kill_process_group, waitpid};
        if !self.has_ended {
            let _ = kill_process_group(self.group, Signal::TERM);
            let until = Instant::now() + Duration::from_millis(500);
            while Instant::now() < until && !self.has_ended {
                thread::sleep(Duration::from_millis(5));
                self.has_ended =
                    !matches!(waitpid(Some(self.group), WaitOptions::NOHANG), Ok(None));
            }
            let _ = kill_process_group(self.group, Signal::KILL);
        }
        if let Some(tty) = &self.tty {
            tty.take_back();
        }
    }
}

#[cfg(not(unix))]
impl Running {
    fn start(command: &str, at_terminal: bool) -> Result<Running, String> {
        let child = shell(command, at_terminal)
            .spawn()
            .map_err(|error| error.to_string())?;
        Ok(Running {
            child,
            has_ended: false,
            said_all: None,
        })
    }

    fn poll(&mut self) -> Result<Option<i32>, String> {
        let status = self.child.try_wait().map_err(|error| error.to_string())?;
        self.has_ended = status.is_some();
        Ok(status.map(|status| status.code().unwrap_or(1)))
    }

    fn was_interrupted(&self, _: i32) -> bool {
        false
    }

    fn how(&self, status: i32) -> String {
        format!("exit code {status}")
    }

    fn end(&mut self) {
        if !self.has_ended {
            let _ = self.child.kill();
        }
    }
}
