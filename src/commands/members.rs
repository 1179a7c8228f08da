//! `cyxth members`.

use clap::{Args, Subcommand};

use crate::api::Collection;
use crate::batch::Task;
use crate::context::Context;
use crate::error::Result;
use crate::render::Columns;

use super::arguments::{Bulk, Ids, Range, channel_in_path};
use super::users;
use super::verbs::{self, Change};

#[derive(Debug, Subcommand)]
pub enum Members {
    /// Add users to a channel; those who are members already stay as they are
    #[command(after_help = "\
Examples:
  cyxth members add lobby u1 u2
  cyxth users list --all -o id | cyxth members add lobby")]
    Add(Chosen),
    /// List the members of a channel: the first 50, --limit N of them, or --all
    ///
    /// Members are sorted by id. Output begins with the first page that arrives.
    #[command(after_help = "\
Examples:
  cyxth members list lobby
  cyxth members list lobby --all -o json | jq length")]
    List(List),
    /// Remove users from a channel; the users themselves stay
    ///
    /// All ids are read before the first request is sent. Asks first; --yes confirms.
    #[command(after_help = "\
Examples:
  cyxth members remove lobby u1
  cyxth members list lobby --all -o id | cyxth members remove lobby --yes")]
    Remove(Chosen),
    /// Give members of a channel a mode: block them there, let them only read, …
    ///
    /// The same call as `channels moderate`.
    #[command(after_help = "\
Examples:
  cyxth members moderate lobby --mode block u1 u2
  cyxth members moderate lobby --mode recv-only --from ids.txt")]
    Moderate(ModerateMembers),
}

#[derive(Debug, Args)]
pub struct Chosen {
    /// The channel's id
    #[arg(value_name = "CHANNEL", value_parser = channel_in_path)]
    channel: String,
    #[command(flatten)]
    ids: Ids,
    #[command(flatten)]
    bulk: Bulk,
}

#[derive(Debug, Args)]
pub struct List {
    /// The channel's id
    #[arg(value_name = "CHANNEL", value_parser = channel_in_path)]
    channel: String,
    #[command(flatten)]
    range: Range,
}

#[derive(Debug, Args)]
pub struct ModerateMembers {
    /// The channel's id
    #[arg(value_name = "CHANNEL", value_parser = channel_in_path)]
    channel: String,
    #[command(flatten)]
    moderate: users::Moderate,
}

impl ModerateMembers {
    pub fn run(self, context: &Context) -> Result<()> {
        self.moderate
            .run(context, Collection::Members(self.channel))
    }
}

pub fn run(command: Members, context: &Context) -> Result<()> {
    match command {
        Members::Add(Chosen { channel, ids, bulk }) => {
            let input = ids.open(context, "user")?;
            Change::new(Task::Add(Collection::Members(channel)), &bulk)
                .allow_empty(ids.allow_empty)
                .run(context, input)
        }
        Members::List(List { channel, range }) => {
            let columns = Columns::of(&users::COLUMNS);
            verbs::list(context, Collection::Members(channel), &range, columns)
        }
        Members::Remove(Chosen { channel, ids, bulk }) => {
            let input = ids.open(context, "user")?;
            Change::new(Task::Delete(Collection::Members(channel)), &bulk)
                .stdin(ids.stdin())
                .allow_empty(ids.allow_empty)
                .run(context, input)
        }
        Members::Moderate(arguments) => arguments.run(context),
    }
}
