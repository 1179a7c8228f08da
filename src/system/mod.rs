//! What the tool asks of the operating system beyond the standard library: signals, the terminal
//! that a question goes to, and how the process itself is run.

mod disk;
mod interrupt;
mod process;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod tty;

pub use disk::{dir_of, sync_name};
pub use interrupt::{EndFlag, EndSignals, Interrupt};
pub use process::{forbid_core_dumps, was_stdout_closed};
#[cfg(unix)]
pub use signals::{Asked, SignalWatch, before_end, survive_file_limits};
#[cfg(unix)]
pub use tty::{Answer, Tty};
