//! `cyxth users`.

use clap::{Args, Subcommand, ValueHint};
use serde::Serialize;

use crate::api::Collection;
use crate::context::Context;
use crate::error::Result;
use crate::render::Columns;

use super::arguments::{BulkCreate, IdArguments, RecordArguments, to_json};
use super::json_tree::JsonTree;
use super::metadata::MetadataOptions;
use super::modes::given_mode;
use super::verbs::{self, ChangeById, DeleteById, ListArguments, QueryArguments};

#[derive(Debug, Subcommand)]
pub enum UsersCommand {
    /// Create users from files, standard input or flags
    ///
    /// A create is refused whole when one of its users exists already. Records reach the service
    /// as they were written; fields that the tool does not know pass through, with a warning where
    /// one looks like a known field (`Mode`). All of the input is checked before the first request.
    #[command(after_help = "\
Examples:
  cyxth users create users.json
  cyxth users create staff.csv guests.jsonl --profile staging
  cyxth users create --id u1 --name 'John Doe' --mode admin --metadata avatar=https://a.example/1")]
    Create(CreateUsers),
    /// List users: the first 50, --limit N of them, or --all
    ///
    /// Users are sorted by id. Output begins with the first page that arrives.
    ///
    /// `ls` is another name of it.
    #[command(
        alias = "ls",
        after_help = "\
Examples:
  cyxth users list
  cyxth users list --all -o jsonl > users.jsonl
  cyxth users list --filter mode=admin --filter metadata.team=x --sort -name
  cyxth users list --limit 500 --columns id,metadata.avatar -o csv"
    )]
    List(ListArguments),
    /// Show users by their ids
    ///
    /// They are printed in the order of the ids, in every format as `list` prints them: -o json is an
    /// array, of one user too. An id that is given twice is printed twice. Where the service allows
    /// it, a user is found with one request, however many there are. Exits with 5 where none
    /// is there, with 10 where some are not, and names them.
    #[command(after_help = "\
Examples:
  cyxth users get u1
  cyxth users get u1 u2 -o json --jq '.[].name'
  cyxth members list lobby --all -o id | cyxth users get -o csv")]
    Get(IdArguments),
    /// Print how many users there are
    ///
    /// The number alone, in every format; with -o json it is a JSON number. Everything is read for
    /// it, in large pages: the API has no call that counts.
    #[command(after_help = "\
Examples:
  cyxth users count
  cyxth users count --filter mode=admin
  test \"$(cyxth users count)\" -lt 1000")]
    Count(QueryArguments),
    /// Delete users by id, and their memberships with them
    ///
    /// All ids are read before the first request is sent. Asks first; --yes confirms.
    ///
    /// `rm` is another name of it.
    #[command(
        alias = "rm",
        after_help = "\
Examples:
  cyxth users delete u1 u2
  cyxth users delete --from ids.txt --yes
  cyxth users list --all -o json | jq 'map(select(.mode == 0))' | cyxth users delete --yes"
    )]
    Delete(DeleteById),
    /// Give users a mode: block them, make them admins, or anything between
    ///
    /// This is the mode in the whole instance; `members moderate` sets the one in a channel.
    #[command(after_help = "\
Examples:
  cyxth users moderate --mode block u1 u2
  cyxth users moderate --mode 300 --from ids.txt")]
    Moderate(ModerateUsers),
}

pub const COLUMNS: [&str; 4] = ["id", "name", "mode", "metadata"];

pub fn run(command: UsersCommand, context: &Context) -> Result<()> {
    let users = Collection::Users;
    match command {
        UsersCommand::Create(arguments) => create(&arguments, context),
        UsersCommand::List(arguments) => {
            verbs::list(context, users, &arguments, Columns::of(&COLUMNS))
        }
        UsersCommand::Get(ids) => verbs::get(context, &users, &ids, Columns::of(&COLUMNS)),
        UsersCommand::Count(query) => verbs::count(context, users, &query),
        UsersCommand::Delete(arguments) => arguments.run(context, users),
        UsersCommand::Moderate(arguments) => arguments.run(context, users),
    }
}

#[derive(Debug, Args)]
pub struct CreateUsers {
    #[command(flatten)]
    records: RecordArguments,
    #[command(flatten)]
    bulk: BulkCreate,
    /// Id of a single user
    #[arg(long, value_name = "ID", help_heading = "A single user")]
    id: Option<String>,
    /// Its name
    #[arg(
        long,
        value_name = "TEXT",
        requires = "id",
        help_heading = "A single user"
    )]
    name: Option<String>,
    /// Its mode: block, send_only, recv_only, send_recv, admin or a number
    ///
    /// The names stand for 0, 200, 400, 600 and 700; a number is sent as it is. `--mode-scale flags`
    /// has other names.
    #[arg(long, value_name = "MODE", requires = "id", value_hint = ValueHint::Other, help_heading = "A single user")]
    mode: Option<String>,
    #[command(flatten, next_help_heading = "A single user")]
    metadata: MetadataOptions,
}

fn create(arguments: &CreateUsers, context: &Context) -> Result<()> {
    let CreateUsers { records, bulk, .. } = arguments;
    let user = user_by_flags(context, arguments)?;
    verbs::create(context, Collection::Users, records, bulk, user)
}

/// The user that is given by options.
fn user_by_flags(context: &Context, arguments: &CreateUsers) -> Result<Option<String>> {
    #[derive(Serialize)]
    struct User<'a> {
        id: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        mode: Option<ModeField<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        metadata: Option<JsonTree>,
    }
    // A name becomes its number as it would in a file.
    #[derive(Serialize)]
    #[serde(untagged)]
    enum ModeField<'a> {
        Name(&'a str),
        Number(u64),
    }
    let Some(id) = &arguments.id else {
        return Ok(None);
    };
    let mode = match &arguments.mode {
        None => None,
        Some(text) => {
            let given = given_mode(context, "--mode", text)?;
            Some(match given.is_named {
                true => ModeField::Name(text),
                false => ModeField::Number(given.mode.0),
            })
        }
    };
    let user = User {
        id,
        name: arguments.name.as_deref(),
        mode,
        metadata: arguments.metadata.read()?,
    };
    Ok(Some(to_json(&user)?))
}

/// Who gets which mode.
#[derive(Debug, Args)]
pub struct ModerateUsers {
    /// The new mode: block, send_only, recv_only, send_recv, admin or a number
    ///
    /// The names stand for 0, 200, 400, 600 and 700; a number is sent as it is. `--mode-scale flags`
    /// has other names.
    #[arg(long, value_name = "MODE", value_hint = ValueHint::Other)]
    mode: String,
    #[command(flatten)]
    ids: ChangeById,
}

impl ModerateUsers {
    /// Moderates users of the instance, or members of a channel.
    pub fn run(&self, context: &Context, collection: Collection) -> Result<()> {
        let given = given_mode(context, "--mode", &self.mode)?;
        self.ids.moderate(context, collection, given)
    }
}
