//! Parsing by a tree that has the named command alone.
//!
//! clap gives each command a copy of every global option before it reads a word. For the whole tree
//! that is most of the time that the tool takes to start.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, Command as Tree};

use crate::commands::Command;

use super::global::Global;

/// What the words mean, or the version; none where it takes the whole tree to tell. A line that
/// parses by a part of the tree means the same by all of it.
pub fn parse(arguments: &[OsString]) -> Option<Result<ArgMatches, clap::Error>> {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    // A profile may be called like a command, so the next word that is one is tried too.
    let named = words.iter().enumerate().skip(1).filter_map(|(at, word)| {
        let (name, command) = Command::tree_of(word)?;
        let verbs = words[at + 1..].iter().copied();
        Some(root().subcommand(with_verb_alone(name, command, verbs)))
    });
    let mut tried = 0;
    for tree in named.take(2) {
        tried += 1;
        if let Ok(matches) = tree.try_get_matches_from(arguments) {
            return Some(Ok(matches));
        }
    }
    if tried > 0 {
        return None;
    }
    let error = root().try_get_matches_from(arguments).err()?;
    (error.kind() == ErrorKind::DisplayVersion).then_some(Err(error))
}

fn root() -> Tree {
    Global::augment_args(requiring_command(Tree::new("cyxth"))).version(env!("CARGO_PKG_VERSION"))
}

/// A noun with no other verb than the one that is named.
pub fn with_verb_alone<'a>(
    name: &'static str,
    noun: Tree,
    mut words: impl Iterator<Item = &'a str>,
) -> Tree {
    let verb = words.find_map(|word| noun.find_subcommand(word));
    match verb {
        Some(verb) => requiring_command(Tree::new(name)).subcommand(verb.clone()),
        None => noun,
    }
}

fn requiring_command(tree: Tree) -> Tree {
    tree.subcommand_required(true).arg_required_else_help(true)
}
