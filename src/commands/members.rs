//! `cyxth members`.

use clap::{Args, Subcommand};

use crate::api::Collection;
use crate::batch::Task;
use crate::context::Context;
use crate::error::Result;
use crate::render::Columns;

use super::arguments::channel_in_path;
use super::users::{COLUMNS, ModerateUsers};
use super::verbs::{self, ChangeById, DeleteById, ListArguments, QueryArguments};

#[derive(Debug, Subcommand)]
pub enum MembersCommand {
    /// Add users to a channel; those who are members already stay as they are
    #[command(after_help = "\
Examples:
  cyxth members add lobby u1 u2
  cyxth users list --all -o id | cyxth members add lobby")]
    Add(AddMembers),
    /// List the members of a channel: the first 50, --limit N of them, or --all
    ///
    /// Members are sorted by id. Output begins with the first page that arrives. The modes are those
    /// that the service lists: they may hold in this channel alone. So this list is no input for
    /// `users create`; `users list` has the modes of the users themselves.
    ///
    /// `ls` is another name of it.
    #[command(
        alias = "ls",
        after_help = "\
Examples:
  cyxth members list lobby
  cyxth members list lobby --all -o json | jq length"
    )]
    List(ListMembers),
    /// Print how many members a channel has
    ///
    /// The number alone, in every format; with -o json it is a JSON number. Everything is read for
    /// it, in large pages: the API has no call that counts.
    #[command(after_help = "\
Examples:
  cyxth members count lobby
  test \"$(cyxth members count lobby)\" -lt 1000")]
    Count(CountMembers),
    /// Remove users from a channel; the users themselves stay
    ///
    /// All ids are read before the first request is sent. Asks first; --yes confirms.
    ///
    /// `rm` is another name of it.
    #[command(
        alias = "rm",
        after_help = "\
Examples:
  cyxth members remove lobby u1
  cyxth members list lobby --all -o id | cyxth members remove lobby --yes"
    )]
    Remove(RemoveMembers),
    /// Give members of a channel a mode: block them there, let them only read, …
    ///
    /// The same call as `channels moderate`.
    #[command(after_help = "\
Examples:
  cyxth members moderate lobby --mode block u1 u2
  cyxth members moderate lobby --mode recv-only --from ids.txt")]
    Moderate(ModerateMembers),
}

pub fn run(command: MembersCommand, context: &Context) -> Result<()> {
    match command {
        MembersCommand::Add(AddMembers { channel, ids }) => {
            ids.run(context, Task::Add(Collection::Members(channel)))
        }
        MembersCommand::List(ListMembers { channel, list }) => {
            let columns = Columns::of(&COLUMNS);
            verbs::list(context, Collection::Members(channel), &list, columns)
        }
        MembersCommand::Count(CountMembers { channel, query }) => {
            verbs::count(context, Collection::Members(channel), &query)
        }
        MembersCommand::Remove(RemoveMembers { channel, ids }) => {
            ids.run(context, Collection::Members(channel))
        }
        MembersCommand::Moderate(arguments) => arguments.run(context),
    }
}

#[derive(Debug, Args)]
pub struct AddMembers {
    /// The channel's id
    #[arg(value_name = "CHANNEL", value_parser = channel_in_path)]
    channel: String,
    #[command(flatten)]
    ids: ChangeById,
}

#[derive(Debug, Args)]
pub struct RemoveMembers {
    /// The channel's id
    #[arg(value_name = "CHANNEL", value_parser = channel_in_path)]
    channel: String,
    #[command(flatten)]
    ids: DeleteById,
}

#[derive(Debug, Args)]
pub struct ListMembers {
    /// The channel's id
    #[arg(value_name = "CHANNEL", value_parser = channel_in_path)]
    channel: String,
    #[command(flatten)]
    list: ListArguments,
}

#[derive(Debug, Args)]
pub struct CountMembers {
    /// The channel's id
    #[arg(value_name = "CHANNEL", value_parser = channel_in_path)]
    channel: String,
    #[command(flatten)]
    query: QueryArguments,
}

/// The same for `channels moderate`.
#[derive(Debug, Args)]
pub struct ModerateMembers {
    /// The channel's id
    #[arg(value_name = "CHANNEL", value_parser = channel_in_path)]
    channel: String,
    #[command(flatten)]
    moderation: ModerateUsers,
}

impl ModerateMembers {
    pub fn run(self, context: &Context) -> Result<()> {
        self.moderation
            .run(context, Collection::Members(self.channel))
    }
}
