//! Nouns say which verbs they have; verbs do the work once for all nouns.

mod arguments;
mod channels;
mod completions;
mod members;
mod profile;
mod profile_add;
mod profile_check;
#[cfg(feature = "sandbox")]
mod sandbox;
mod users;
mod verbs;

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create, list, delete and moderate the users of an instance
    ///
    /// The API has no call that edits a user: what differs has to be deleted and created anew.
    #[command(subcommand)]
    Users(users::Users),
    /// Create, list, delete, update and moderate channels
    #[command(subcommand)]
    Channels(channels::Channels),
    /// Add, list, remove and moderate the members of a channel
    #[command(subcommand)]
    Members(members::Members),
    /// Store the app URLs and API keys of instances
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    /// Run a Cyxth instance on this machine
    ///
    /// The profile `sandbox` needs none of these commands: `-p sandbox` runs any command on the
    /// same store, inside the process.
    #[cfg(feature = "sandbox")]
    #[command(subcommand)]
    Sandbox(sandbox::SandboxCommand),
    /// Print a completion script for a shell
    Completions(completions::Completions),
}

pub fn run(command: Command, context: &Context) -> Result<()> {
    match command {
        Command::Users(command) => users::run(command, context),
        Command::Channels(command) => channels::run(command, context),
        Command::Members(command) => members::run(command, context),
        Command::Profile(command) => profile::run(command, context),
        #[cfg(feature = "sandbox")]
        Command::Sandbox(command) => sandbox::run(command, context),
        Command::Completions(arguments) => completions::run(&arguments),
    }
}
