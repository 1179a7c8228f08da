//! What may stand at the cursor: `cyxth __complete SHELL WORD...`, which the completion scripts
//! call. It reads profiles.toml at most, and asks neither a service nor a key command.

use std::ffi::OsString;

use clap::{Arg, Command, ValueHint};

use crate::config::{Environment, Paths, Profiles, SANDBOX};
use crate::record::{KNOWN_FIELDS, ModeScale};
use crate::render::Out;

use super::scale::scale_in;

/// The word that stands in place of a command.
const COMPLETE: &str = "__complete";

/// What fits.
#[derive(Debug, PartialEq, Eq)]
enum Candidates {
    /// Names of files, which the shell knows.
    Files,
    /// Words, and what they mean.
    Words(Vec<(String, String)>),
}

/// The shell and the words that are to be completed, if that is what is asked for.
pub fn words_to_complete(arguments: &[OsString]) -> Option<&[OsString]> {
    match arguments {
        [_, word, words @ ..] if word == COMPLETE => Some(words),
        _ => None,
    }
}

/// Prints what fits; returns the exit status. Where the profiles cannot be read there is nothing
/// to offer, and a word about it would be in the way of who types.
pub fn print_candidates(root: Command, arguments: &[OsString], environment: &Environment) -> u8 {
    let profiles = || {
        let path = Paths::new(environment).profiles();
        let stored = path.and_then(|path| Profiles::load(&path));
        let mut names = stored.map_or_else(|_| Vec::new(), |profiles| profiles.names());
        names.retain(|name| name != SANDBOX && !name.contains(char::is_control));
        names.push(SANDBOX.to_owned());
        names
    };
    let scale = scale_in(arguments, environment);
    let lines = complete(root, arguments, profiles, scale).to_lines();
    let mut out = Out::new();
    let printed = out.bytes(lines.as_bytes()).and_then(|()| out.flush());
    u8::from(printed.is_err())
}

impl Candidates {
    /// A line that says which of both it is, and a line for each word.
    fn to_lines(&self) -> String {
        match self {
            Candidates::Files => "files\n".to_owned(),
            Candidates::Words(words) => {
                let mut lines = "words\n".to_owned();
                for (word, meaning) in words {
                    let meaning = meaning.lines().next().unwrap_or_default();
                    lines.push_str(&format!("{word}\t{meaning}\n"));
                }
                lines
            }
        }
    }
}

/// What fits behind these arguments: the name of the shell, and the words up to the cursor.
/// `profiles` gives the names of the stored instances.
fn complete(
    mut root: Command,
    arguments: &[OsString],
    profiles: impl Fn() -> Vec<String>,
    scale: ModeScale,
) -> Candidates {
    root.build();
    let texts: Vec<String> = arguments
        .iter()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let Some((shell, words)) = texts.split_first() else {
        return Candidates::Words(Vec::new());
    };
    let is_bash = shell == "bash";
    let words = match is_bash {
        true => joined(words),
        false => words.to_vec(),
    };
    let (current, before) = match words.split_last() {
        Some((current, before)) => (current.as_str(), before),
        None => ("", &[][..]),
    };
    let position = Position::behind(&root, before, scale);
    let (prefix, candidates) = position.candidates(current, &profiles);
    match candidates {
        // Bash splits words at `=`, and completes what stands behind it.
        Candidates::Words(words) if !is_bash || !prefix.ends_with('=') => Candidates::Words(
            words
                .into_iter()
                .map(|(word, meaning)| (format!("{prefix}{word}"), meaning))
                .collect(),
        ),
        candidates => candidates,
    }
}

/// Words as they were typed: Bash makes three of `--output=json`.
fn joined(words: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut continues = false;
    for word in words {
        let is_equals = word == "=" && joined.last().is_some_and(|last| last.starts_with("--"));
        match joined.last_mut() {
            Some(last) if is_equals || continues => last.push_str(word),
            _ => joined.push(word.clone()),
        }
        continues = is_equals;
    }
    joined
}

/// Where the cursor stands in the tree of commands.
struct Position<'c> {
    command: &'c Command,
    /// Arguments of the command that stand before it.
    positionals: usize,
    /// The option that a value is missing of.
    option: Option<&'c Arg>,
    /// Behind `--` no word is an option.
    is_escaped: bool,
    /// By which modes are named.
    scale: ModeScale,
}

impl<'c> Position<'c> {
    fn behind(root: &'c Command, words: &[String], scale: ModeScale) -> Position<'c> {
        let mut position = Position {
            command: root,
            positionals: 0,
            option: None,
            is_escaped: false,
            scale,
        };
        for word in words {
            position.pass(word);
        }
        position
    }

    fn pass(&mut self, word: &str) {
        if self.option.take().is_some() {
            return;
        }
        if self.is_escaped || !word.starts_with('-') || word == "-" {
            match self.command.find_subcommand(word) {
                Some(command) if !self.is_escaped && self.positionals == 0 => {
                    self.command = command;
                }
                _ => self.positionals += 1,
            }
        } else if word == "--" {
            self.is_escaped = true;
        } else if let Some(long) = word.strip_prefix("--") {
            if !long.contains('=') {
                self.option = self.long(long).filter(|arg| takes_value(arg));
            }
        } else {
            let (option, value) = self.short_option(word);
            self.option = option.filter(|_| value.is_empty());
        }
    }

    fn long(&self, name: &str) -> Option<&'c Arg> {
        self.command.get_arguments().find(|arg| {
            let aliases = arg.get_all_aliases().unwrap_or_default();
            arg.get_long() == Some(name) || aliases.contains(&name)
        })
    }

    /// The option with a value in a word such as `-qo`, and the value that is attached to it.
    fn short_option<'w>(&self, word: &'w str) -> (Option<&'c Arg>, &'w str) {
        for (at, short) in word.char_indices().skip(1) {
            let found = self
                .command
                .get_arguments()
                .find(|arg| arg.get_short() == Some(short));
            match found {
                Some(arg) if takes_value(arg) => {
                    return (Some(arg), &word[at + short.len_utf8()..]);
                }
                _ => {}
            }
        }
        (None, "")
    }

    /// What fits for the word at the cursor: what each candidate begins with, and the rest of it.
    fn candidates<'w>(
        &self,
        current: &'w str,
        profiles: &impl Fn() -> Vec<String>,
    ) -> (&'w str, Candidates) {
        let of_value = |arg: &Arg, current: &'w str, value: &'w str| {
            // One list in a word: only what stands behind the last comma is completed.
            let delimiter = match is_mode(arg) {
                true => Some('+'),
                false => arg.get_value_delimiter(),
            };
            let value = match delimiter {
                Some(delimiter) => value.rsplit(delimiter).next().unwrap_or(value),
                None => value,
            };
            let prefix = &current[..current.len() - value.len()];
            (prefix, self.values(arg, value, profiles))
        };
        if let Some(arg) = self.option {
            return of_value(arg, current, current);
        }
        if !self.is_escaped && current.starts_with('-') && current != "-" {
            if let Some((long, value)) = current.strip_prefix("--").and_then(|w| w.split_once('='))
            {
                return match self.long(long).filter(|arg| takes_value(arg)) {
                    Some(arg) => of_value(arg, current, value),
                    None => ("", Candidates::Words(Vec::new())),
                };
            }
            if let (Some(arg), value) = self.short_option(current)
                && !value.is_empty()
                && !current.starts_with("--")
            {
                return of_value(arg, current, value);
            }
        }
        if !self.is_escaped && current.starts_with('-') {
            return ("", self.options(current));
        }
        if self.positionals == 0 && self.command.has_subcommands() {
            return ("", self.subcommands(current));
        }
        let positionals: Vec<&Arg> = self.command.get_positionals().collect();
        let last = positionals.last().filter(|arg| {
            let most = arg.get_num_args().map_or(1, |range| range.max_values());
            most > 1 || matches!(arg.get_action(), clap::ArgAction::Append)
        });
        match positionals.get(self.positionals).or(last) {
            Some(arg) => of_value(arg, current, current),
            None => ("", Candidates::Words(Vec::new())),
        }
    }

    fn options(&self, current: &str) -> Candidates {
        let options = self.command.get_arguments();
        let shown = options.filter(|arg| !arg.is_hide_set());
        let mut words: Vec<(String, String)> = shown
            .filter_map(|arg| Some((format!("--{}", arg.get_long()?), help_of(arg))))
            .filter(|(word, _)| word.starts_with(current))
            .collect();
        words.sort();
        Candidates::Words(words)
    }

    fn subcommands(&self, current: &str) -> Candidates {
        let commands = self.command.get_subcommands();
        Candidates::Words(
            commands
                .filter(|command| !command.is_hide_set())
                .filter(|command| command.get_name().starts_with(current))
                .map(|command| {
                    let about = command.get_about().map(ToString::to_string);
                    (command.get_name().to_owned(), about.unwrap_or_default())
                })
                .collect(),
        )
    }

    /// The values of an argument that begin like this.
    fn values(&self, arg: &Arg, begin: &str, profiles: &impl Fn() -> Vec<String>) -> Candidates {
        let names = arg.get_value_names().unwrap_or_default();
        let is_named = |wanted: &str| names.iter().any(|name| name.as_str() == wanted);
        // A profile that is added has a name that is not there yet.
        let is_profile = is_named("NAME") && self.command.get_name() != "add";
        let of_names = |names: Vec<String>| names.into_iter().map(|name| (name, String::new()));
        let all: Vec<(String, String)> = if is_profile {
            of_names(profiles()).collect()
        } else if is_mode(arg) {
            let named = self.scale.modes().iter();
            named
                .map(|(name, number)| ((*name).to_owned(), number.to_string()))
                .collect()
        } else if is_named("A,B,C") || is_named("FIELD") {
            of_names(KNOWN_FIELDS.map(str::to_owned).to_vec()).collect()
        } else {
            arg.get_possible_values()
                .iter()
                .filter(|value| !value.is_hide_set())
                .map(|value| {
                    let help = value.get_help().map(ToString::to_string);
                    (value.get_name().to_owned(), help.unwrap_or_default())
                })
                .collect()
        };
        let hint = arg.get_value_hint();
        let are_files = matches!(
            hint,
            ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath
        );
        if all.is_empty() && (are_files || is_named("FILE")) {
            return Candidates::Files;
        }
        let fitting = all.into_iter().filter(|(word, _)| word.starts_with(begin));
        Candidates::Words(fitting.collect())
    }
}

fn is_mode(arg: &Arg) -> bool {
    arg.get_id() == "mode"
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

fn help_of(arg: &Arg) -> String {
    arg.get_help().map(ToString::to_string).unwrap_or_default()
}
