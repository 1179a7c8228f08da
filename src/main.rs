//! Parses the command line, runs the command, ends with its exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    cyxth::system::forbid_core_dumps();
    #[cfg(unix)]
    cyxth::system::survive_file_limits();
    ExitCode::from(cyxth::cli::main(std::env::args_os().collect()))
}
