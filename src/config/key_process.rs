//! The process of a key command.
//!
//! It runs in its own process group, so that it can be ended with everything it has started.
//! At a terminal that group is in the foreground meanwhile: the command may ask for a passphrase,
//! and Ctrl-C and Ctrl-Z are for it.

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;
#[cfg(unix)]
use std::time::Instant;

use super::key::LONGEST_LINE;

/// The command's shell, and the group of all that it starts.
pub(super) struct KeyProcess {
    #[cfg(not(unix))]
    child: Child,
    #[cfg(unix)]
    group: rustix::process::Pid,
    /// The terminal that the command has while it runs.
    #[cfg(unix)]
    tty: Option<crate::system::Tty>,
    has_ended: bool,
    /// What it prints, up to the first line break.
    pub printed: Receiver<Vec<u8>>,
    /// Hangs up when all that it says on standard error has been passed on.
    said_all: Option<Receiver<()>>,
}

impl KeyProcess {
    /// Waits a moment, so that the command's own words come before the message about it.
    pub fn wait_for_stderr(&self) {
        if let Some(said_all) = &self.said_all {
            let _ = said_all.recv_timeout(Duration::from_millis(100));
        }
    }
}

#[cfg(unix)]
impl KeyProcess {
    pub fn start(command: &str, at_terminal: bool) -> Result<KeyProcess, String> {
        use crate::system::Tty;
        use std::os::unix::process::CommandExt;
        let tty = at_terminal.then(Tty::of_session).flatten();
        let mut child = shell(command, at_terminal)
            .process_group(0)
            .spawn()
            .map_err(|error| error.to_string())?;
        let running = KeyProcess {
            group: rustix::process::Pid::from_child(&child),
            tty,
            has_ended: false,
            printed: read_stdout(&mut child),
            said_all: pass_on_stderr(&mut child),
        };
        running.give_terminal();
        Ok(running)
    }

    pub fn give_terminal(&self) {
        use rustix::process::{Signal, kill_process_group};
        if let Some(tty) = &self.tty {
            tty.give_to(self.group);
            // The command may already have tried to read, and been stopped for it.
            let _ = kill_process_group(self.group, Signal::CONT);
        }
    }

    /// How the shell ended, as a raw status; none while it runs.
    pub fn poll(&mut self) -> Result<Option<i32>, String> {
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
                    // Ctrl-Z: the whole tool stops, and goes on with `fg`.
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

    /// Whether Ctrl-C ended it at a terminal that it had; a shell reports that as 130.
    pub fn was_interrupted(&self, status: i32) -> bool {
        use std::os::unix::process::ExitStatusExt;
        let status = std::process::ExitStatus::from_raw(status);
        let is_it = status.signal() == Some(libc::SIGINT) || status.code() == Some(130);
        self.tty.is_some() && is_it
    }

    pub fn how(&self, status: i32) -> String {
        use std::os::unix::process::ExitStatusExt;
        std::process::ExitStatus::from_raw(status).to_string()
    }

    /// Ends what is still running if the command did not end by itself, and takes the terminal
    /// back.
    pub fn end(&mut self) {
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
impl KeyProcess {
    pub fn start(command: &str, at_terminal: bool) -> Result<KeyProcess, String> {
        let mut child = shell(command, at_terminal)
            .spawn()
            .map_err(|error| error.to_string())?;
        Ok(KeyProcess {
            has_ended: false,
            printed: read_stdout(&mut child),
            said_all: pass_on_stderr(&mut child),
            child,
        })
    }

    pub fn poll(&mut self) -> Result<Option<i32>, String> {
        let status = self.child.try_wait().map_err(|error| error.to_string())?;
        self.has_ended = status.is_some();
        Ok(status.map(|status| status.code().unwrap_or(1)))
    }

    pub fn was_interrupted(&self, _: i32) -> bool {
        false
    }

    pub fn how(&self, status: i32) -> String {
        format!("exit code {status}")
    }

    pub fn end(&mut self) {
        if !self.has_ended {
            let _ = self.child.kill();
        }
    }
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

/// Hands over what is printed, up to the first line break.
fn read_stdout(child: &mut Child) -> Receiver<Vec<u8>> {
    let (sender, printed) = channel();
    if let Some(stdout) = child.stdout.take() {
        thread::spawn(move || read(stdout, &sender));
    }
    printed
}

fn read(mut stdout: impl Read, sender: &Sender<Vec<u8>>) {
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
            let _ = sender.send(piece.to_vec());
        }
    }
}

/// Passes on what the command says on standard error, and hangs up at its end. It gets a pipe unless
/// standard error is a terminal: a process it leaves running would otherwise hold the tool's own
/// standard error open, and whoever reads that would wait.
fn pass_on_stderr(child: &mut Child) -> Option<Receiver<()>> {
    let mut stderr = child.stderr.take()?;
    let (over, is_over) = channel::<()>();
    thread::spawn(move || {
        let _ = io::copy(&mut stderr, &mut io::stderr());
        drop(over);
    });
    Some(is_over)
}
