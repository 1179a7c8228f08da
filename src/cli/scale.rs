//! The scale of modes that the words of a command line mean, before they are parsed: for help and
//! completions.

use std::ffi::OsString;

use clap::Command;

use crate::config::{
    Environment, InstanceRules, Paths, ProfilesFile, TargetOptions, choose_target,
};
use crate::record::ModeScale;

/// The scale in force: option, environment, profile. What cannot be read says nothing.
pub fn scale_in(words: &[OsString], environment: &Environment) -> ModeScale {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let given = value_of(&words, "--mode-scale").or(environment.mode_scale.as_deref());
    if let Some(scale) = given.and_then(ModeScale::of_name) {
        return scale;
    }
    let of_profile = || {
        let target = TargetOptions {
            profile: value_of(&words, "--profile")
                .or_else(|| value_of(&words, "-p"))
                .map(str::to_owned),
            ..TargetOptions::default()
        };
        let profiles = ProfilesFile::at(Paths::new(environment).profiles().ok()?);
        let choice = choose_target(&target, environment, &profiles).ok()?;
        InstanceRules::of(&choice, &profiles).ok()?.mode_scale
    };
    of_profile().unwrap_or_default()
}

/// The value of an option: in the next word, or attached to it.
fn value_of<'a>(words: &[&'a str], option: &str) -> Option<&'a str> {
    let at = words.iter().rposition(|word| word.starts_with(option))?;
    match words[at].strip_prefix(option)? {
        "" => words.get(at + 1).copied(),
        attached => attached
            .strip_prefix('=')
            .or((!option.starts_with("--")).then_some(attached)),
    }
}

/// The tree of commands, its help by a scale.
pub fn in_scale(command: Command, scale: ModeScale) -> Command {
    if scale == ModeScale::default() {
        return command;
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let has_mode = command.get_arguments().any(|arg| arg.get_id() == "mode");
    let command = match has_mode {
        true => command.mut_arg("mode", |arg| {
            let was = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let what = was.split(':').next().unwrap_or_default().to_owned();
            arg.help(format!("{what}: {}", scale.expected()))
                .long_help(format!(
                    "{what}: {}\n\nThe names stand for 0, 1, 2 and 4, and `+` adds them; a number is \
                     sent as it is. `--mode-scale` has more.",
                    scale.expected()
                ))
        }),
        false => command,
    };
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |inner| in_scale(inner, scale))
    })
}
