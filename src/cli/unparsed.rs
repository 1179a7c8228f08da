//! The end of a command line that does not parse to a command: help, the version, or wrong words.

use std::ffi::{OsStr, OsString};

use clap::ValueEnum;
use clap::error::ErrorKind;

use crate::config::Environment;
use crate::error::{Failure, Kind};
use crate::record::shortened;
use crate::render::{Color, Console, Format, LONGEST_TEXT, Out, RenderError};

use super::guess;
use super::overview::overview;
use super::scale::{in_scale, scale_in};

/// Prints what clap has to say, help and version on standard output; returns the exit status.
pub fn end_unparsed(
    command: fn() -> clap::Command,
    error: clap::Error,
    arguments: &[OsString],
    environment: &Environment,
) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            print_help(&help_in_scale(command, error, arguments, environment))
        }
        ErrorKind::DisplayVersion => print_help(&error),
        _ => refuse(command, &error, arguments, environment),
    }
}

/// The same help, with the names of modes that the scale in force has.
fn help_in_scale(
    command: fn() -> clap::Command,
    error: clap::Error,
    arguments: &[OsString],
    environment: &Environment,
) -> clap::Error {
    let scale = scale_in(&arguments[1..], environment);
    let parsed = in_scale(command(), scale).try_get_matches_from(arguments);
    parsed.err().unwrap_or(error)
}

/// Prints help or the version.
fn print_help(error: &clap::Error) -> u8 {
    let mut out = Out::new();
    let text = error.render().to_string();
    match out.bytes(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) | Err(RenderError::Closed) => 0,
        Err(error) => {
            let console = Console::new(Format::Table, Color::Never, true, 0, false);
            Failure::from(error).end(&console)
        }
    }
}

/// Says what is wrong with the words, in the format that was asked for, even though the command
/// line could not be read.
fn refuse(
    command: fn() -> clap::Command,
    error: &clap::Error,
    arguments: &[OsString],
    environment: &Environment,
) -> u8 {
    let format = wanted_format(arguments)
        .or(environment.output.as_deref())
        .and_then(|text| Format::from_str(text, false).ok())
        .unwrap_or_default();
    let console = Console::new(format, Color::Auto, environment.no_color, 0, false);
    if let Some(key) = &environment.api_key {
        console.hide_key(key.secret());
    }
    if let Some(failure) = guess::failure(error) {
        return failure.end(&console);
    }
    let lacks_command = matches!(
        error.kind(),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand
    );
    if lacks_command && format.is_json() {
        let failure = Failure::usage("a command is missing").hint("`--help` lists the commands");
        return failure.end(&console);
    }
    if lacks_command && arguments.len() <= 1 {
        console.raw(&overview(&command()));
        return Kind::Usage.exit_code();
    }
    if format.is_json() {
        let text = error.render().to_string();
        let mut paragraphs = text.trim_start_matches("error: ").split("\n\n");
        let message = words(paragraphs.next().unwrap_or_default());
        let hint = paragraphs.map(words).find(|text| !text.is_empty());
        let mut failure = Failure::usage(message);
        failure.hint = hint;
        failure.end(&console)
    } else {
        // The words of the command line are repeated there, and they may be long.
        for line in error.render().to_string().trim_end().lines() {
            console.raw(&shortened(line, LONGEST_TEXT));
        }
        Kind::Usage.exit_code()
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of `--output` in arguments that could not be parsed.
fn wanted_format(arguments: &[OsString]) -> Option<&str> {
    let texts: Vec<&str> = arguments
        .iter()
        .map_while(|argument| (argument != OsStr::new("--")).then(|| argument.to_str()))
        .map(Option::unwrap_or_default)
        .collect();
    texts.iter().enumerate().rev().find_map(|(at, text)| {
        let value = match text.strip_prefix("--") {
            Some("output") => texts.get(at + 1)?,
            Some(long) => long.strip_prefix("output=")?,
            None => {
                // Flags may stand before it: `-qo json`.
                let flags = text.strip_prefix('-')?.trim_start_matches(['q', 'v', 'y']);
                match flags.strip_prefix('o')? {
                    "" => texts.get(at + 1)?,
                    value => value,
                }
            }
        };
        Some(value.trim_start_matches('='))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_found_in_arguments_that_do_not_parse() {
        let find = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            wanted_format(&arguments).map(str::to_owned)
        };
        assert_eq!(find("cyxth -o json nonsense").as_deref(), Some("json"));
        assert_eq!(find("cyxth -ojson nonsense").as_deref(), Some("json"));
        assert_eq!(find("cyxth x --output=jsonl").as_deref(), Some("jsonl"));
        assert_eq!(find("cyxth x -yqo json").as_deref(), Some("json"));
        assert_eq!(find("cyxth x -vo=json").as_deref(), Some("json"));
        assert_eq!(find("cyxth x -po json"), None);
        assert_eq!(find("cyxth x -- -o json"), None);
        assert_eq!(find("cyxth users"), None);
    }
}
