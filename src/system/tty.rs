//! The terminal that a question goes to, and the line that is typed there.
//!
//! The terminal's own line editing is kept. While a key is typed its echo is off, and is on again
//! whatever ends the question: an answer, Ctrl-C, Ctrl-\, Ctrl-Z, a signal from elsewhere.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, getpgrp};
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr, tcsetpgrp,
};

use super::signals::{Asked, SignalWatch};

/// The answer to a question, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Line(String),
    /// Ctrl-D, or the terminal has gone.
    End,
    /// Ctrl-C or SIGTERM.
    Interrupted,
}

/// A terminal that can be asked.
pub enum Tty {
    Stdin(io::Stdin),
    /// The terminal of the session, if standard input is something else.
    Device(File),
}

impl Tty {
    /// Standard input, if it is a terminal and the process is in its foreground.
    pub fn of_stdin() -> Option<Tty> {
        let stdin = io::stdin();
        stdin
            .is_terminal()
            .then_some(Tty::Stdin(stdin))
            .filter(Tty::is_foreground)
    }

    /// The terminal device of the session, if the process is in its foreground.
    pub fn of_session() -> Option<Tty> {
        let device = OpenOptions::new().read(true).write(true).open("/dev/tty");
        device.ok().map(Tty::Device).filter(Tty::is_foreground)
    }

    fn is_foreground(&self) -> bool {
        match tcgetpgrp(self.as_fd()) {
            Ok(group) => group == getpgrp(),
            // A terminal of another session does not decide what is in the foreground here.
            Err(_) => true,
        }
    }

    /// Makes another process group the one that the terminal listens to. This process may do so from
    /// the background as well.
    pub fn give_to(&self, group: Pid) {
        // SAFETY: changing how a signal is treated touches no memory. The old treatment, which
        // would stop this process, is put back.
        unsafe {
            let old = libc::signal(libc::SIGTTOU, libc::SIG_IGN);
            let _ = tcsetpgrp(self.as_fd(), group);
            libc::signal(libc::SIGTTOU, old);
        }
    }

    /// Takes the terminal back.
    pub fn take_back(&self) {
        self.give_to(getpgrp());
    }

    /// Shows the question and waits for a line. After a stop the question is shown again.
    pub fn ask(&self, is_hidden: bool, mut show: impl FnMut()) -> io::Result<Answer> {
        let watch = SignalWatch::begin()?;
        let mut hidden = self.hide_if(is_hidden)?;
        show();
        let mut typed = Vec::new();
        loop {
            let ready = {
                let mut waited = [
                    PollFd::from_borrowed_fd(self.as_fd(), PollFlags::IN),
                    PollFd::from_borrowed_fd(watch.wakes(), PollFlags::IN),
                ];
                match poll(&mut waited, None) {
                    Ok(_) | Err(rustix::io::Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
                !waited[0].revents().is_empty()
            };
            match watch.take() {
                Some(Asked::End) => return Ok(Answer::Interrupted),
                Some(Asked::Quit) => {
                    drop(hidden);
                    watch.quit();
                    return Ok(Answer::Interrupted);
                }
                Some(Asked::Stop) => {
                    drop(hidden.take());
                    watch.stop();
                    continue;
                }
                Some(Asked::Continue) => {
                    // The terminal forgets what was typed, and a shell may have changed its modes.
                    typed.clear();
                    drop(hidden.take());
                    hidden = self.hide_if(is_hidden)?;
                    show();
                    continue;
                }
                None if !ready => continue,
                None => {}
            }
            let mut buffer = [0; 4096];
            let count = match rustix::io::read(self.as_fd(), &mut buffer) {
                Ok(count) => count,
                Err(rustix::io::Errno::INTR) => continue,
                // The terminal has gone.
                Err(rustix::io::Errno::IO) => 0,
                Err(error) => return Err(error.into()),
            };
            if count == 0 {
                return Ok(Answer::End);
            }
            typed.extend_from_slice(&buffer[..count]);
            if let Some(end) = typed.iter().position(|byte| *byte == b'\n') {
                typed.truncate(end);
                let line = String::from_utf8_lossy(&typed).into_owned();
                return Ok(Answer::Line(line));
            }
        }
    }

    fn hide_if(&self, is_hidden: bool) -> io::Result<Option<Hidden<'_>>> {
        is_hidden.then(|| Hidden::new(self)).transpose()
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Tty::Stdin(stdin) => stdin.as_fd(),
            Tty::Device(file) => file.as_fd(),
        }
    }
}

/// As long as it lives, what is typed is not shown.
struct Hidden<'a> {
    tty: &'a Tty,
    old: Termios,
}

impl Hidden<'_> {
    fn new(tty: &Tty) -> io::Result<Hidden<'_>> {
        let old = tcgetattr(tty)?;
        let mut modes = old.clone();
        modes.local_modes.remove(LocalModes::ECHO);
        // The line break is shown: what comes next begins a line.
        modes
            .local_modes
            .insert(LocalModes::ECHONL | LocalModes::ICANON | LocalModes::ISIG);
        modes.input_modes.insert(InputModes::ICRNL);
        // What was typed before the question is not its answer.
        tcsetattr(tty, OptionalActions::Flush, &modes)?;
        Ok(Hidden { tty, old })
    }
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.tty, OptionalActions::Now, &self.old);
    }
}
