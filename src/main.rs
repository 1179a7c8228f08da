//! Parses the command line, runs the command, ends with its exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    cyxth::system::forbid_core_dumps();
    ExitCode::from(cyxth::cli::main(std::env::args_os().collect()))
}
