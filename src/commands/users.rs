//! `cyxth users`.

use clap::{Args, Subcommand, ValueHint};
use serde_json::{Map, Value};

use crate::api::Collection;
use crate::batch::Task;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::input::InputKind;
use crate::record::Mode;
use crate::render::Columns;

use super::arguments::{Bulk, BulkCreate, Ids, Range, Records, mode};
use super::verbs::{self, Change};

#[derive(Debug, Subcommand)]
pub enum Users {
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
    Create(Create),
    /// List users: the first 50, --limit N of them, or --all
    ///
    /// Users are sorted by id. Output begins with the first page that arrives.
    #[command(after_help = "\
Examples:
  cyxth users list
  cyxth users list --all -o jsonl > users.jsonl
  cyxth users list --limit 500 --columns id,metadata.avatar -o csv")]
    List(Range),
    /// Delete users by id, and their memberships with them
    ///
    /// All ids are read before the first request is sent. Asks first; --yes confirms.
    #[command(after_help = "\
Examples:
  cyxth users delete u1 u2
  cyxth users delete --from ids.txt --yes
  cyxth users list --all -o json | jq 'map(select(.mode == 0))' | cyxth users delete --yes")]
    Delete(Delete),
    /// Give users a mode: block them, make them admins, or anything between
    ///
    /// This is the mode in the whole instance; `members moderate` sets the one in a channel.
    #[command(after_help = "\
Examples:
  cyxth users moderate --mode block u1 u2
  cyxth users moderate --mode 300 --from ids.txt")]
    Moderate(Moderate),
}

#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    records: Records,
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
    /// The names stand for 0, 200, 400, 600 and 700; a number is sent as it is.
    #[arg(long, value_name = "MODE", requires = "id", value_parser = mode, value_hint = ValueHint::Other, help_heading = "A single user")]
    mode: Option<Mode>,
    /// A field of its metadata; may be given several times
    #[arg(
        long,
        value_name = "KEY=VALUE",
        requires = "id",
        help_heading = "A single user"
    )]
    metadata: Vec<String>,
}

impl Create {
    fn by_flags(&self) -> Result<Option<String>> {
        let Some(id) = &self.id else {
            return Ok(None);
        };
        let mut user = vec![("id", Value::from(id.as_str()))];
        if let Some(name) = &self.name {
            user.push(("name", Value::from(name.as_str())));
        }
        if let Some(Mode(mode)) = self.mode {
            user.push(("mode", Value::from(mode)));
        }
        if !self.metadata.is_empty() {
            let mut metadata = Map::new();
            for text in &self.metadata {
                let (key, value) = text
                    .split_once('=')
                    .filter(|(key, _)| !key.is_empty())
                    .ok_or_else(|| {
                        Failure::usage(format!("--metadata `{text}`: expected KEY=VALUE"))
                    })?;
                if metadata
                    .insert(key.to_owned(), Value::from(value))
                    .is_some()
                {
                    let message = format!("--metadata: the key `{key}` is given twice");
                    return Err(Failure::usage(message));
                }
            }
            user.push(("metadata", Value::from(metadata)));
        }
        Ok(Some(verbs::object(&user)))
    }
}

#[derive(Debug, Args)]
pub struct Delete {
    #[command(flatten)]
    pub ids: Ids,
    #[command(flatten)]
    pub bulk: Bulk,
}

#[derive(Debug, Args)]
pub struct Moderate {
    #[command(flatten)]
    pub ids: Ids,
    #[command(flatten)]
    pub bulk: Bulk,
    /// The new mode: block, send_only, recv_only, send_recv, admin or a number
    ///
    /// The names stand for 0, 200, 400, 600 and 700; a number is sent as it is.
    #[arg(long, value_name = "MODE", value_parser = mode, value_hint = ValueHint::Other)]
    pub mode: Mode,
}

pub const COLUMNS: [&str; 4] = ["id", "name", "mode", "metadata"];

pub fn run(command: Users, context: &Context) -> Result<()> {
    let users = Collection::Users;
    match command {
        Users::Create(arguments) => {
            let input = arguments
                .records
                .open(context, InputKind::Users, arguments.by_flags()?)?;
            Change::create(users, &arguments.bulk)
                .allow_empty(arguments.records.allow_empty)
                .run(context, input)
        }
        Users::List(range) => verbs::list(context, users, &range, Columns::of(&COLUMNS)),
        Users::Delete(Delete { ids, bulk }) => {
            let input = ids.open(context, "user")?;
            Change::new(Task::Delete(users), &bulk)
                .stdin(ids.stdin())
                .allow_empty(ids.allow_empty)
                .run(context, input)
        }
        Users::Moderate(arguments) => arguments.run(context, users),
    }
}

impl Moderate {
    /// Moderates users of the instance, or members of a channel.
    pub fn run(self, context: &Context, collection: Collection) -> Result<()> {
        let input = self.ids.open(context, "user")?;
        Change::new(Task::Moderate(collection, self.mode), &self.bulk)
            .allow_empty(self.ids.allow_empty)
            .run(context, input)
    }
}
