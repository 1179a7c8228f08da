//! What the tool asks of the operating system beyond the standard library: signals, the terminal
//! that a question goes to, and how the process itself is run.

mod process;
#[cfg(unix)]
pub mod signals;
#[cfg(unix)]
mod tty;

pub use process::{forbid_core_dumps, was_stdout_closed};
#[cfg(unix)]
pub use tty::{Answer, Tty};

/// Leaves Ctrl-C and the other signals that ask for an end to the run that handles them.
pub fn run_takes_signals() {
    #[cfg(unix)]
    signals::run_takes_over();
}
