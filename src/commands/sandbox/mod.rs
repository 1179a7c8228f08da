//! `cyxth sandbox`: a Cyxth instance on this machine.

mod faults;
mod listen;
mod reset;
mod serve;

use clap::Subcommand;
use serde_json::json;

use crate::context::Context;
use crate::error::Result;
use crate::render::{print_as_json, print_line};

#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Serve an instance to other programs until Ctrl-C or SIGTERM
    ///
    /// Prints one line with the app URL and the API key when it is ready; with `-o json` an
    /// object {"app_url", "api_url", "api_key", "pid"}. It answers under /api, and without it.
    ///
    /// It can be told to have faults, so that a pipeline can be tried against them.
    #[command(after_help = "\
Examples:
  cyxth sandbox serve
  cyxth sandbox serve --listen 127.0.0.1:4000 --in-memory --api-key test_key
  cyxth sandbox serve -o json > ready.json &

  Answers after 150 to 250 ms, one in twenty lost after the change was made:
  cyxth sandbox serve --latency 200±50 --fail 5%:reset-after --seed 1

  A service that is busy, and lets ten requests a second through:
  cyxth sandbox serve --fail 0.1:503 --fail 0.02:stall --rate-limit 10

  Short pages that begin at their cursor, which must exist:
  cyxth sandbox serve --cursor inclusive,existing --max-page 7

  A service that is as strict as it can be:
  cyxth sandbox serve --strict --strict-add --max-body 100000 --max-page 50:reject")]
    // Boxed: it has many options, and the others none.
    Serve(Box<serve::Serve>),
    /// Empty the instance of the profile `sandbox`
    ///
    /// Asks first; --yes confirms.
    #[command(after_help = "\
Examples:
  cyxth sandbox reset
  cyxth sandbox reset --yes")]
    Reset,
    /// Print the file that holds the instance of the profile `sandbox`
    ///
    /// The variable CYXTH_DATA_DIR moves it.
    #[command(after_help = "\
Examples:
  cyxth sandbox path
  cp \"$(cyxth sandbox path)\" backup.db")]
    Path,
}

pub fn run(command: SandboxCommand, context: &Context) -> Result<()> {
    match command {
        SandboxCommand::Serve(arguments) => serve::serve(*arguments, context),
        SandboxCommand::Reset => reset::reset(context),
        SandboxCommand::Path => {
            let path = context.paths.sandbox()?.display().to_string();
            match context.console.format().is_json() {
                true => print_as_json(&context.console, &json!({ "path": path }))?,
                false => print_line(&path)?,
            }
            Ok(())
        }
    }
}
