//! A command that prints a profile's key. Its time is limited, and once it has ended and there is a
//! key, nothing more is waited for.

use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use super::key::LONGEST_LINE;
use super::key_process::KeyProcess;
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
        match self.deadline {
            Some(deadline) => deadline.saturating_duration_since(now),
            None if self.at_terminal => AT_TERMINAL,
            None => WITHOUT_TERMINAL,
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
        KeyProcess::start(command, patience.at_terminal).map_err(KeyCommandError::Other)?;
    let result = wait(
        &mut running,
        begun + limit,
        #[cfg(unix)]
        &watch,
    );
    running.end();
    running.wait_for_stderr();
    result?.ok_or_else(|| {
        let limit = match patience.deadline {
            Some(_) => "the deadline of the run".to_owned(),
            None => format!("{} s", limit.as_secs()),
        };
        KeyCommandError::Other(format!("it took longer than {limit}, and was ended"))
    })
}

/// Why the command printed no line.
pub(super) enum KeyCommandError {
    /// Ctrl-C, or SIGTERM.
    Interrupted,
    Other(String),
}

/// Waits for the line and for the command itself, but not for what the command leaves running,
/// which may keep its output open. `None` if the time is up.
fn wait(
    running: &mut KeyProcess,
    until: Instant,
    #[cfg(unix)] watch: &SignalWatch,
) -> Result<Option<Vec<u8>>, KeyCommandError> {
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
            // The reading thread may still be passing on what the command printed last. What comes
            // from processes that it left running is not waited for.
            let over = until.min(Instant::now() + LAST_PIECES);
            while !is_whole(&line)
                && let left = over.saturating_duration_since(Instant::now())
                && let Ok(piece) = running.printed.recv_timeout(left)
            {
                line.extend_from_slice(&piece);
            }
            return Ok(Some(line));
        }
        let now = Instant::now();
        if now >= until {
            return Ok(None);
        }
        let rest = pause.min(until - now);
        match running.printed.recv_timeout(rest) {
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
