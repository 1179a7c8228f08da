//! Nouns say which verbs they have; verbs do the work once for all nouns.

mod apply;
mod arguments;
mod backup;
mod channels;
mod completions;
mod convert;
mod diff;
mod doctor;
mod document;
mod export;
mod json_tree;
mod members;
mod metadata;
mod modes;
mod noted;
mod profile;
mod prove;
mod question;
mod requests;
#[cfg(feature = "sandbox")]
mod sandbox;
mod stats;
mod tokens;
mod users;
mod verbs;
mod watched;

use clap::{Args, Command as Tree, Subcommand};

use crate::context::Context;
use crate::error::{Failure, Result};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create, list, get, count, delete and moderate users
    ///
    /// The API has no call that edits a user's name or metadata, so there is no `users update`:
    /// `apply --recreate` deletes users that differ from a document and recreates them, with
    /// their memberships. `users moderate` changes a mode.
    #[command(
        subcommand,
        after_help = "\
Examples:
  cyxth users create users.json
  cyxth users list --all -o csv > users.csv
  cyxth users moderate --mode block u1 u2"
    )]
    Users(users::UsersCommand),
    /// Create, list, get, count, update, delete and moderate channels
    #[command(
        subcommand,
        after_help = "\
Examples:
  cyxth channels create --id lobby --name Lobby --member u1
  cyxth channels update --id lobby --name 'The lobby'
  cyxth channels list --all"
    )]
    Channels(channels::ChannelsCommand),
    /// Add, list, count, remove and moderate the members of a channel
    ///
    /// The id of the channel comes first. Members are users of the instance.
    #[command(
        subcommand,
        after_help = "\
Examples:
  cyxth members add lobby u1 u2
  cyxth members list lobby
  cyxth members remove lobby u2"
    )]
    Members(members::MembersCommand),
    /// Show an instance at a glance: users, channels and members
    ///
    /// Users by mode, channels by their number of members, the largest channels, the empty ones,
    /// and how many users are in no channel.
    ///
    /// Reads all users, all channels and their members. Bars stand beside the numbers on a
    /// terminal. With -o json one object of numbers: `users`, `channels`, `members`,
    /// `users_in_no_channel`, `empty_channels` and the first of them, `channels_not_read`, and the
    /// arrays `users_by_mode`, `channels_by_members` and `largest_channels`.
    #[command(after_help = "\
Examples:
  cyxth stats
  cyxth stats -p prod -o json > stats.json
  cyxth stats --jq .users_in_no_channel")]
    Stats,
    /// Write an instance as a document: users, channels and members
    ///
    /// A document that `apply` and `diff` read. Sorted by id, and the same byte for byte as long
    /// as the instance is the same. JSON, or JSON Lines with -o jsonl. A member's mode is written
    /// only where it is not the user's own.
    ///
    /// Where others change the instance meanwhile, users who are found only as members come after
    /// the others, members who are not users are left out, and so are channels that have gone; each
    /// is told. Where a record holds the API key, it is masked, and the exit status is 8.
    #[command(after_help = "\
Examples:
  cyxth export --to instance.json
  cyxth export -p staging | cyxth apply -p prod -
  cyxth export --channels --members --channel lobby -o jsonl")]
    Export(export::Export),
    /// Show what `apply` would do to bring an instance to a document
    ///
    /// Sends nothing. + is created or added, ~ changed, ! cannot be changed through the API
    /// (without `apply --recreate`), and - is there but not in the document (removed by
    /// `apply --prune` alone). Sections that the document does not have are left alone, and so
    /// are fields that it does not give. Where nothing differs, nothing is printed (`[]` with
    /// -o json).
    #[command(after_help = "\
Examples:
  cyxth diff instance.json
  cyxth diff instance.json --exit-code --profile prod
  cyxth export -p staging -o jsonl | cyxth diff -p prod - -o json")]
    Diff(diff::Diff),
    /// Bring an instance to what a document says
    ///
    /// Creates and changes what differs, and removes with --prune alone.
    ///
    /// A document is JSON, {"users": [...], "channels": [{..., "members": [...]}]}, or JSON Lines of
    /// {"user": {...}}, {"channel": {...}} and {"member": {...}}; several files are joined.
    /// A section that is absent is left alone, and a channel without members keeps those it has.
    /// A second run changes nothing, and a run that was interrupted is completed by another.
    ///
    /// On a terminal it asks before it sends anything; --yes confirms. Without a terminal only
    /// --prune and --recreate need --yes.
    ///
    /// The API edits neither the name nor the metadata of a user: such users are reported, and the
    /// exit status is 10, unless --recreate is given. For a difference in any other field nobody
    /// is deleted: it is reported, and --ignore leaves it out of account.
    #[command(after_help = "\
Examples:
  cyxth apply instance.json
  cyxth apply users.jsonl channels.jsonl --prune --yes
  cyxth apply instance.json --recreate --dry-run
  cyxth apply --schema > cyxth-instance.schema.json")]
    Apply(apply::Apply),
    /// Write the export of Slack, Mattermost or Stream as a document
    ///
    /// Users with their names, pictures and e-mail addresses, public and private channels, and the
    /// members of these: a document for `diff` and `apply`. Sends nothing. Deleted users and the
    /// members that they were are left out; direct messages are not channels, and messages are not
    /// converted. What is left out is counted on standard error.
    #[command(after_help = "\
Examples:
  cyxth convert slack export.zip --to slack.json
  cyxth convert mattermost bulk.jsonl -o jsonl | cyxth apply -p sandbox -
  cyxth convert stream import.json | cyxth diff -")]
    Convert(convert::Convert),
    /// Send any request to the API, and print the answer
    ///
    /// With the key of the profile, and all that other commands do for a request: time limits,
    /// retries, proxies, --dry-run. GET, PUT and DELETE are tried again; a POST, or any other
    /// method, whose outcome is unknown is not. DELETE asks first; --yes confirms.
    ///
    /// The body of the answer is printed as it came, also where it is an error, which ends with the
    /// exit status of that error. --jq and -r take the body of a success apart. With -o json,
    /// errors are JSON on standard error. The API key is masked wherever it stands.
    #[command(after_help = "\
Examples:
  cyxth api GET users --query limit=2 --jq '.[].id'
  cyxth api POST users --input users.json
  cyxth api PUT channels -f id=lobby -f name='The lobby'
  cyxth api GET channels/lobby/users --paginate
  cyxth api DELETE users --input - --yes <<< '[\"u1\"]'")]
    Api(requests::ApiRequest),
    /// Store instances: their app URLs and API keys
    ///
    /// Every command takes a profile with --profile NAME; without it the default profile is used.
    /// The profile `sandbox` is the instance on this machine and needs no storing.
    #[command(
        subcommand,
        after_help = "\
Examples:
  cyxth profile add staging --app-url r4.cyxth.com/app_id
  cyxth profile check staging
  cyxth profile list"
    )]
    Profile(profile::ProfileCommand),
    /// Check the configuration, the way to the service, and its habits
    ///
    /// A line for each check, with what to do next: configuration and who can get at its files, the
    /// instance that commands use and what overrides it, where the key comes from, the proxy, name,
    /// connection and certificate, whether the key is accepted, the clock, how lists are paged, and
    /// which scale the modes of users look like.
    ///
    /// Changes nothing: about ten requests, one of them for a page of 1,001 users. With -o json a
    /// report that can be passed on: neither keys nor records are in it. The exit status is that of the
    /// first check that failed; a warning is not a failure.
    #[command(after_help = "\
Examples:
  cyxth doctor
  cyxth doctor -p prod -o json > report.json")]
    Doctor,
    /// Run a Cyxth instance on this machine
    ///
    /// The profile `sandbox` needs none of these commands: `-p sandbox` runs any command on the
    /// same store, inside the process.
    #[cfg(feature = "sandbox")]
    #[command(
        subcommand,
        after_help = "\
Examples:
  cyxth users list --profile sandbox
  cyxth sandbox serve --in-memory
  cyxth sandbox reset"
    )]
    Sandbox(sandbox::SandboxCommand),
    /// Sign the tokens that let users in, and look into them
    ///
    /// Nothing is sent: a token is signed on this machine, with the team's private key.
    #[command(
        subcommand,
        after_help = "\
Examples:
  cyxth tokens keygen --private-key team.pem > team.pub.pem
  cyxth tokens create --user ada --private-key team.pem
  cyxth tokens inspect < token.txt"
    )]
    Tokens(tokens::TokensCommand),
    /// Print a completion script for a shell
    ///
    /// In Bash, Zsh and fish the names of profiles, modes, fields and formats are completed too:
    /// the scripts call `cyxth`, which reads profiles.toml and nothing else. Fish reads the
    /// directory of the example by itself, and so does Bash with the package bash-completion
    /// (`source <(cyxth completions bash)` in ~/.bashrc does without it). Zsh reads those in
    /// `fpath`: put `fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit` into ~/.zshrc.
    Completions(completions::Completions),
}

impl Command {
    /// The name of a command and what it takes, without the words of its help.
    pub fn tree_of(name: &str) -> Option<(&'static str, Tree)> {
        fn noun<T: Subcommand>(name: &'static str) -> (&'static str, Tree) {
            let noun = Tree::new(name).subcommand_required(true);
            (
                name,
                T::augment_subcommands(noun.arg_required_else_help(true)),
            )
        }
        fn verb<T: Args>(name: &'static str) -> (&'static str, Tree) {
            (name, T::augment_args(Tree::new(name)))
        }
        Some(match name {
            "users" => noun::<users::UsersCommand>("users"),
            "channels" => noun::<channels::ChannelsCommand>("channels"),
            "members" => noun::<members::MembersCommand>("members"),
            "stats" => ("stats", Tree::new("stats")),
            "export" => verb::<export::Export>("export"),
            "diff" => verb::<diff::Diff>("diff"),
            "apply" => verb::<apply::Apply>("apply"),
            "convert" => verb::<convert::Convert>("convert"),
            "api" => verb::<requests::ApiRequest>("api"),
            "profile" => noun::<profile::ProfileCommand>("profile"),
            "doctor" => ("doctor", Tree::new("doctor")),
            #[cfg(feature = "sandbox")]
            "sandbox" => noun::<sandbox::SandboxCommand>("sandbox"),
            "tokens" => noun::<tokens::TokensCommand>("tokens"),
            "completions" => verb::<completions::Completions>("completions"),
            _ => return None,
        })
    }

    /// Whether it changes what is there, so that a backup makes sense. `profile add` stores where
    /// backups go.
    fn takes_backup(&self) -> bool {
        use channels::ChannelsCommand;
        use members::MembersCommand;
        use users::UsersCommand;
        matches!(
            self,
            Command::Users(UsersCommand::Delete(_) | UsersCommand::Moderate(_))
                | Command::Channels(
                    ChannelsCommand::Delete(_)
                        | ChannelsCommand::Update(_)
                        | ChannelsCommand::Moderate(_)
                )
                | Command::Members(MembersCommand::Remove(_) | MembersCommand::Moderate(_))
                | Command::Apply(_)
                | Command::Profile(profile::ProfileCommand::Add(_))
        )
    }
}

pub fn run(command: Command, context: &Context) -> Result<()> {
    if context.options.backup.is_some() && !command.takes_backup() {
        return Err(Failure::usage("--backup: nothing is known that this command replaces").hint(
            "it goes with delete, remove, moderate, update and apply; `cyxth export` writes all \
             there is",
        ));
    }
    match command {
        Command::Users(command) => users::run(command, context),
        Command::Channels(command) => channels::run(command, context),
        Command::Members(command) => members::run(command, context),
        Command::Stats => stats::run(context),
        Command::Export(arguments) => export::run(&arguments, context),
        Command::Diff(arguments) => diff::run(&arguments, context),
        Command::Apply(arguments) => apply::run(&arguments, context),
        Command::Convert(arguments) => convert::run(&arguments, context),
        Command::Api(arguments) => requests::run(&arguments, context),
        Command::Profile(command) => profile::run(command, context),
        Command::Doctor => doctor::run(context),
        #[cfg(feature = "sandbox")]
        Command::Sandbox(command) => sandbox::run(command, context),
        Command::Tokens(command) => tokens::run(command, context),
        Command::Completions(arguments) => completions::run(&arguments, context),
    }
}
