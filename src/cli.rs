//! The root of the command line: from the arguments to an exit status.

mod complete;
mod global;
mod guess;
mod overview;
mod reference;
mod scale;
mod settle;
mod unparsed;

use std::ffi::OsString;
use std::time::Instant;

use clap::{CommandFactory, Parser};

use crate::commands::{self, Command};
use crate::config::Environment;
use crate::context::{Context, Options};
use crate::error::Result;
use crate::render::Console;

use global::Global;
use reference::{EXAMPLES, after_long_help};

/// Administer Cyxth instances: users, channels and members
///
/// Records come from files or standard input as JSON, JSON Lines or CSV; results go to standard
/// output as tables, JSON, JSON Lines, CSV or ids, and everything else goes to standard error.
/// The profile `sandbox` is a local instance that is always there to try things on.
#[derive(Debug, Parser)]
#[command(
    name = "cyxth",
    version,
    max_term_width = 100,
    after_help = EXAMPLES,
    after_long_help = after_long_help()
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// The tree of commands, for completions and man pages.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the tool; returns the exit status.
pub fn main(arguments: Vec<OsString>) -> u8 {
    let begun = Instant::now();
    let environment = Environment::read();
    if let Some(words) = complete::words_to_complete(&arguments) {
        return complete::print_candidates(command(), words, &environment);
    }
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return unparsed::end_unparsed(command, error, &arguments, &environment),
    };
    let (console, options) = settle::settle(cli.global, &environment, begun);
    match options.and_then(|options| run(cli.command, &console, environment, options)) {
        Ok(()) => 0,
        Err(failure) => failure.end(&console),
    }
}

/// Runs a command, and completes what was begun beside it.
fn run(
    command: Command,
    console: &Console,
    environment: Environment,
    options: Options,
) -> Result<()> {
    environment.check()?;
    let context = Context::new(console.clone(), environment, options, self::command);
    let context = context.check_mode_scale()?;
    let result = commands::run(command, &context);
    context.warn_of_masked_records();
    end_archive(&context, result)
}

/// Completes what `--har` keeps. If the run failed, its own error comes first.
fn end_archive(context: &Context, result: Result<()>) -> Result<()> {
    match (result, context.end_archive()) {
        (Ok(()), ended) => {
            context.note_missing_archive();
            Ok(ended?)
        }
        (Err(failure), Ok(())) => Err(failure),
        (Err(failure), Err(error)) => {
            context.console.warn(&error.to_string());
            Err(failure)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_of_commands_is_consistent() {
        command().debug_assert();
    }
}
