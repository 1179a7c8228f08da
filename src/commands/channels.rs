//! `cyxth channels`.

use clap::{Args, Subcommand};
use serde_json::Value;

use crate::api::Collection;
use crate::batch::Task;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::input::InputKind;
use crate::render::{Columns, Format};

use super::arguments::{Bulk, BulkCreate, Range, Records};
use super::members::ModerateMembers;
use super::users::Delete;
use super::verbs::{self, Change};

#[derive(Debug, Subcommand)]
pub enum Channels {
    /// Create channels from files, standard input or flags
    ///
    /// A create is refused whole when one of its channels exists already. A channel may have
    /// `members`, an array of user ids; the service adds them a moment later. Fields that the tool
    /// does not know pass through, with a warning where one looks like a known field (`memebrs`).
    /// All of the input is checked before the first request.
    #[command(after_help = "\
Examples:
  cyxth channels create channels.json
  cyxth channels create --id lobby --name Lobby --member u1 --member u2
  cyxth channels list --all -o json -p staging | cyxth channels create -p test")]
    Create(Create),
    /// List channels: the first 50, --limit N of them, or --all
    ///
    /// Channels are sorted by id. Output begins with the first page that arrives.
    #[command(after_help = "\
Examples:
  cyxth channels list
  cyxth channels list --limit 200 --columns id,name
  cyxth channels list --all -o id")]
    List(Range),
    /// Delete channels by id
    ///
    /// All ids are read before the first request is sent. Asks first; --yes confirms.
    #[command(after_help = "\
Examples:
  cyxth channels delete lobby hall
  cyxth channels delete --from channels.json
  cyxth channels list --all -o id | grep '^test-' | cyxth channels delete --yes")]
    Delete(Delete),
    /// Replace fields of channels
    ///
    /// Every field that is given replaces the one that is there, all others stay. Sends one
    /// request per channel, --concurrency of them at a time, and prints the channels as the
    /// service answers them, in the order of the input. Beside --name or --logo an argument is
    /// the id of the channel, and not a FILE.
    #[command(after_help = "\
Examples:
  cyxth channels update lobby --name 'The lobby'
  cyxth channels update changes.jsonl
  cyxth channels update changes.jsonl --keep-going --rejects rejects.jsonl")]
    Update(Update),
    /// Give members of a channel a mode; the same as `members moderate`
    #[command(after_help = "\
Examples:
  cyxth channels moderate lobby --mode block u1
  cyxth channels moderate lobby --mode send_recv --from ids.txt")]
    Moderate(ModerateMembers),
}

/// A single channel by flags.
#[derive(Debug, Args)]
pub struct Single {
    /// Id of a single channel
    #[arg(long, value_name = "ID", help_heading = "A single channel")]
    id: Option<String>,
    /// Its name
    #[arg(
        long,
        value_name = "TEXT",
        requires = "id",
        help_heading = "A single channel"
    )]
    name: Option<String>,
    /// The URL of its logo
    #[arg(
        long,
        value_name = "URL",
        requires = "id",
        help_heading = "A single channel"
    )]
    logo: Option<String>,
}

impl Single {
    fn record(&self, members: &[String]) -> Option<String> {
        let mut channel = vec![("id", Value::from(self.id.as_deref()?))];
        for (field, text) in [("name", &self.name), ("logo", &self.logo)] {
            if let Some(text) = text {
                channel.push((field, Value::from(text.as_str())));
            }
        }
        if !members.is_empty() {
            channel.push(("members", Value::from(members.to_vec())));
        }
        Some(verbs::object(&channel))
    }
}

#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    records: Records,
    #[command(flatten)]
    bulk: BulkCreate,
    #[command(flatten)]
    single: Single,
    /// A user id to begin with; may be given several times
    #[arg(
        long = "member",
        value_name = "ID",
        requires = "id",
        help_heading = "A single channel"
    )]
    members: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Update {
    #[command(flatten)]
    records: Records,
    #[command(flatten)]
    bulk: Bulk,
    #[command(flatten)]
    changes: Changes,
}

/// What becomes of a single channel.
#[derive(Debug, Args)]
struct Changes {
    /// Id of a single channel; an argument beside --name or --logo is one too
    #[arg(long, value_name = "ID", help_heading = "A single channel")]
    id: Option<String>,
    /// Its new name
    #[arg(long, value_name = "TEXT", help_heading = "A single channel")]
    name: Option<String>,
    /// The URL of its new logo
    #[arg(long, value_name = "URL", help_heading = "A single channel")]
    logo: Option<String>,
}

impl Update {
    /// The channel that options give. An argument is its id then, and a file otherwise.
    fn by_flags(&mut self) -> Result<Option<String>> {
        let Changes { id, name, logo } = &self.changes;
        let has_fields = name.is_some() || logo.is_some();
        if has_fields && id.is_none() {
            let [argument] = &self.records.files[..] else {
                return Err(match self.records.files.len() {
                    0 => Failure::usage("no channel is named"),
                    _ => Failure::usage(
                        "--name and --logo are of one channel, and several are named",
                    ),
                }
                .hint("`cyxth channels update ID --name TEXT`; many channels come from a FILE"));
            };
            let id = argument.to_str().map(str::to_owned);
            self.changes.id = Some(id.ok_or_else(|| {
                Failure::usage(format!("the id `{}` is no text", argument.display()))
            })?);
            self.records.files.clear();
        }
        let Changes { id, name, logo } = &self.changes;
        let single = Single {
            id: id.clone(),
            name: name.clone(),
            logo: logo.clone(),
        };
        Ok(single.record(&[]))
    }
}

/// Tables show what every channel has.
const COLUMNS: [&str; 3] = ["id", "name", "logo"];
/// CSV holds all that `create` takes back.
const CSV_COLUMNS: [&str; 4] = ["id", "name", "logo", "metadata"];

fn columns(context: &Context) -> Columns {
    match context.console.format() {
        Format::Csv => Columns::of(&CSV_COLUMNS),
        _ => Columns::of(&COLUMNS),
    }
}

pub fn run(command: Channels, context: &Context) -> Result<()> {
    let channels = Collection::Channels;
    match command {
        Channels::Create(arguments) => {
            let record = arguments.single.record(&arguments.members);
            let input = arguments
                .records
                .open(context, InputKind::Channels, record)?;
            Change::create(channels, &arguments.bulk)
                .allow_empty(arguments.records.allow_empty)
                .run(context, input)
        }
        Channels::List(range) => verbs::list(context, channels, &range, columns(context)),
        Channels::Delete(Delete { ids, bulk }) => {
            let input = ids.open(context, "channel")?;
            Change::new(Task::Delete(channels), &bulk)
                .stdin(ids.stdin())
                .allow_empty(ids.allow_empty)
                .run(context, input)
        }
        Channels::Update(mut arguments) => {
            let record = arguments.by_flags()?;
            let input = arguments
                .records
                .open(context, InputKind::Channels, record)?;
            Change::update(channels, &arguments.bulk, columns(context))
                .allow_empty(arguments.records.allow_empty)
                .run(context, input)
        }
        Channels::Moderate(arguments) => arguments.run(context),
    }
}
