//! The root of the command line: from the arguments to an exit status.

mod complete;
mod global;
mod guess;
mod overview;
mod quick;
mod reference;
mod scale;
mod settle;
mod unparsed;

use std::ffi::OsString;
use std::time::Instant;

use clap::{CommandFactory, FromArgMatches, Parser};

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
    let cli = match parse(&arguments) {
        Ok(cli) => cli,
        Err(error) => return unparsed::end_unparsed(command, error, &arguments, &environment),
    };
    let (console, options) = settle::settle(cli.global, &environment, begun);
    match options.and_then(|options| run(cli.command, &console, environment, options)) {
        Ok(()) => 0,
        Err(failure) => failure.end(&console),
    }
}

fn parse(arguments: &[OsString]) -> std::result::Result<Cli, clap::Error> {
    match quick::parse(arguments) {
        Some(matches) => Cli::from_arg_matches(&matches?),
        None => Cli::try_parse_from(arguments),
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

    /// Every command of the whole tree, as the words that name it.
    fn all_commands(
        tree: &clap::Command,
        words: &[OsString],
        all: &mut Vec<(Vec<OsString>, clap::Command)>,
    ) {
        for command in tree.get_subcommands() {
            let mut words = words.to_vec();
            words.push(command.get_name().into());
            match command.has_subcommands() {
                true => all_commands(command, &words, all),
                false => all.push((words, command.clone())),
            }
        }
    }

    #[test]
    fn every_command_takes_what_it_takes_in_the_whole_tree() {
        let mut all = Vec::new();
        all_commands(&command(), &["cyxth".into()], &mut all);
        assert!(all.len() > 30, "{}", all.len());
        for (words, command) in all {
            let mut names = words.iter().skip(1).filter_map(|word| word.to_str());
            let (name, noun) = names.find_map(Command::tree_of).unwrap();
            let mut here = quick::with_verb_alone(name, noun, names);
            if words.len() == 3 {
                assert_eq!(here.get_subcommands().count(), 1, "{words:?}");
                let verb = here.get_subcommands().next().unwrap().clone();
                here = verb;
            }
            assert_eq!(here.get_name(), command.get_name());
            let arguments = |tree: &clap::Command| {
                let arguments = tree.get_arguments();
                arguments.map(|arg| format!("{arg:?}")).collect::<Vec<_>>()
            };
            assert_eq!(arguments(&here), arguments(&command), "{words:?}");
        }
    }

    #[test]
    fn what_names_no_command_is_left_to_the_whole_tree() {
        for line in [
            "cyxth",
            "cyxth usrs list",
            "cyxth users lst",
            "cyxth help",
            "cyxth -h",
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert!(quick::parse(&words).is_none(), "{line}");
        }
    }

    #[test]
    fn a_profile_may_be_called_like_a_command() {
        let words = ["cyxth", "-p", "sandbox", "users", "list"].map(OsString::from);
        let matches = quick::parse(&words).unwrap().unwrap();
        let cli = Cli::from_arg_matches(&matches).unwrap();
        assert!(matches!(cli.command, Command::Users(_)));
        assert_eq!(cli.global.profile.as_deref(), Some("sandbox"));
    }
}
