//! `cyxth profile`: the stored instances.

mod add;
mod asking;
mod changes;
mod check;
mod list;
mod manage;
mod name;
mod next;
mod open;
mod options;
mod overrides;
mod show;
mod store;
mod stored;

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;

use name::{OptionalProfileName, ProfileName};

#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// Store an instance: its app URL, and where its API key comes from
    ///
    /// Takes --app-url or --api-url. On a terminal it asks for what is missing, the key unseen; with
    /// --replace and nothing to change it asks for both, and an empty answer keeps what is there.
    /// The key is never an argument, where `ps` and the shell's history would show it.
    ///
    /// --ca-cert FILE is stored too, as the file's absolute path, and so are --concurrency, --rate,
    /// --mode-scale and --backup DIR, a directory that every change which deletes or moderates writes
    /// a backup into. Where a command gives the option, that counts.
    ///
    /// A key command has the time of the
    /// run's --deadline, or 30 seconds, or 5 minutes on a terminal, and does not see CYXTH_API_KEY.
    #[command(after_help = "\
Examples:
  cyxth profile add staging --app-url r4.cyxth.com/app_id
  cyxth profile add prod --app-url my-app.apps.cyxth.com --key-command 'pass show cyxth/prod'
  printf %s \"$KEY\" | cyxth profile add ci --app-url r4.cyxth.com/app_id --key-stdin
  printf %s \"$KEY\" | cyxth profile add ci --replace --key-stdin")]
    Add(options::AddProfile),
    /// Replace the key of a profile, and nothing else of it
    ///
    /// On a terminal it asks for the key, unseen, where none of the options gives one.
    #[command(after_help = "\
Examples:
  cyxth profile set-key staging
  printf %s \"$KEY\" | cyxth profile set-key ci --key-stdin
  cyxth profile set-key prod --key-command 'pass show cyxth/prod'")]
    SetKey(options::SetKey),
    /// List the stored instances, and the sandbox
    ///
    /// The default is marked. Where a variable or an option decides otherwise, a warning says which
    /// instance the next command uses, and what decides it. There is a warning too for each profile
    /// that is broken, or is plain http to another machine.
    ///
    /// `ls` is another name of it.
    #[command(
        alias = "ls",
        after_help = "\
Examples:
  cyxth profile list
  cyxth profile list -o json | jq -r '.[] | select(.default).name'"
    )]
    List,
    /// Make a profile the default
    #[command(after_help = "\
Examples:
  cyxth profile use staging
  cyxth profile use sandbox")]
    Use(ProfileName),
    /// Show a profile: URLs, where the key comes from, its last four characters
    ///
    /// And whether the next command uses it: options and the variables for URL and key override
    /// the default profile. As JSON, `next` says which instance that is and what decides it.
    #[command(after_help = "\
Examples:
  cyxth profile show
  cyxth profile show staging -o json")]
    Show(OptionalProfileName),
    /// Remove a profile and its stored key
    ///
    /// Asks first; --yes confirms. The instance itself is not touched.
    ///
    /// `rm` is another name of it.
    #[command(
        alias = "rm",
        after_help = "\
Examples:
  cyxth profile remove staging
  cyxth profile remove staging --yes"
    )]
    Remove(ProfileName),
    /// Check a profile with one cheap read: reachable, TLS, key, time
    ///
    /// Says too what the modes of the first users look like, and by which scale names are read.
    ///
    /// Where it may have failed by chance it is tried once more; the time is that of the last try.
    /// The exit status is that of the error, if there is one.
    #[command(after_help = "\
Examples:
  cyxth profile check
  cyxth profile check prod && cyxth users list -p prod")]
    Check(OptionalProfileName),
}

pub fn run(command: ProfileCommand, context: &Context) -> Result<()> {
    match command {
        ProfileCommand::Add(arguments) => add::add(&arguments, context),
        ProfileCommand::SetKey(arguments) => add::set_key(&arguments, context),
        ProfileCommand::List => list::list(context),
        ProfileCommand::Use(arguments) => manage::make_default(&arguments.name, context),
        ProfileCommand::Show(arguments) => show::show(arguments, context),
        ProfileCommand::Remove(arguments) => manage::remove(&arguments.name, context),
        ProfileCommand::Check(arguments) => check::check(arguments, context),
    }
}
