//! `cyxth channels`.

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::api::Collection;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Columns, Format};

use super::arguments::{Bulk, BulkCreate, IdArguments, RecordArguments, to_json};
use super::json_tree::JsonTree;
use super::members::ModerateMembers;
use super::metadata::{MetadataOptions, read_metadata};
use super::verbs::{self, DeleteById, ListArguments, MemberArguments, QueryArguments};

#[derive(Debug, Subcommand)]
pub enum ChannelsCommand {
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
    Create(CreateChannels),
    /// List channels: the first 50, --limit N of them, or --all
    ///
    /// Channels are sorted by id. Output begins with the first page that arrives.
    ///
    /// `ls` is another name of it.
    #[command(
        alias = "ls",
        after_help = "\
Examples:
  cyxth channels list
  cyxth channels list --limit 200 --columns id,name
  cyxth channels list --member u1
  cyxth channels list --all -o id"
    )]
    List(ListChannels),
    /// Show channels by their ids
    ///
    /// They are printed in the order of the ids, in every format as `list` prints them: -o json is an
    /// array, of one channel too. An id that is given twice is printed twice. Where the service allows
    /// it, a channel is found with one request, however many there are. Exits with 5 where none
    /// is there, with 10 where some are not, and names them.
    #[command(after_help = "\
Examples:
  cyxth channels get lobby
  cyxth channels get lobby hall -o json --jq '.[].name'
  cyxth channels get --from ids.txt -o jsonl")]
    Get(IdArguments),
    /// Print how many channels there are
    ///
    /// The number alone, in every format; with -o json it is a JSON number. Everything is read for
    /// it, in large pages: the API has no call that counts.
    #[command(after_help = "\
Examples:
  cyxth channels count
  cyxth channels count --match test
  cyxth channels count --member u1
  test \"$(cyxth channels count)\" -lt 1000")]
    Count(CountChannels),
    /// Delete channels by id
    ///
    /// All ids are read before the first request is sent. Asks first; --yes confirms.
    ///
    /// `rm` is another name of it.
    #[command(
        alias = "rm",
        after_help = "\
Examples:
  cyxth channels delete lobby hall
  cyxth channels delete --from channels.json
  cyxth channels list --all -o id | grep '^test-' | cyxth channels delete --yes"
    )]
    Delete(DeleteById),
    /// Replace fields of channels
    ///
    /// Every field that is given replaces the one that is there, all others stay. Sends one
    /// request per channel, --concurrency of them at a time, and prints the channels as the
    /// service answers them, in the order of the input. Beside --name, --logo or --metadata an
    /// argument is the id of the channel, and not a FILE.
    #[command(after_help = "\
Examples:
  cyxth channels update lobby --name 'The lobby'
  cyxth channels update changes.jsonl
  cyxth channels update changes.jsonl --keep-going --rejects rejects.jsonl")]
    Update(UpdateChannels),
    /// Give members of a channel a mode; the same as `members moderate`
    #[command(after_help = "\
Examples:
  cyxth channels moderate lobby --mode block u1
  cyxth channels moderate lobby --mode send_recv --from ids.txt")]
    Moderate(ModerateMembers),
}

pub fn run(command: ChannelsCommand, context: &Context) -> Result<()> {
    let channels = Collection::Channels;
    match command {
        ChannelsCommand::Create(arguments) => create(&arguments, context),
        ChannelsCommand::List(ListChannels { list, member }) => {
            verbs::list(context, member.channels(), &list, columns(context))
        }
        ChannelsCommand::Get(ids) => verbs::get(context, &channels, &ids, columns(context)),
        ChannelsCommand::Count(CountChannels { query, member }) => {
            verbs::count(context, member.channels(), &query)
        }
        ChannelsCommand::Delete(arguments) => arguments.run(context, channels),
        ChannelsCommand::Update(arguments) => update(arguments, context),
        ChannelsCommand::Moderate(arguments) => arguments.run(context),
    }
}

#[derive(Debug, Args)]
pub struct ListChannels {
    #[command(flatten)]
    list: ListArguments,
    #[command(flatten)]
    member: MemberArguments,
}

#[derive(Debug, Args)]
pub struct CountChannels {
    #[command(flatten)]
    query: QueryArguments,
    #[command(flatten)]
    member: MemberArguments,
}

/// The columns of tables: what every channel has.
const COLUMNS: [&str; 3] = ["id", "name", "logo"];
/// The columns of CSV: everything that `create` takes.
const CSV_COLUMNS: [&str; 4] = ["id", "name", "logo", "metadata"];

fn columns(context: &Context) -> Columns {
    match context.console.format() {
        Format::Csv => Columns::of(&CSV_COLUMNS),
        _ => Columns::of(&COLUMNS),
    }
}

/// A channel that options give.
#[derive(Serialize)]
struct Channel<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<JsonTree>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    members: &'a [String],
}

#[derive(Debug, Args)]
pub struct CreateChannels {
    #[command(flatten)]
    records: RecordArguments,
    #[command(flatten)]
    bulk: BulkCreate,
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
    #[command(flatten, next_help_heading = "A single channel")]
    metadata: MetadataOptions,
    /// A user id to begin with; may be given several times
    #[arg(
        long = "member",
        value_name = "ID",
        requires = "id",
        help_heading = "A single channel"
    )]
    members: Vec<String>,
}

fn create(arguments: &CreateChannels, context: &Context) -> Result<()> {
    let CreateChannels { records, bulk, .. } = arguments;
    let channel = match arguments.id.as_deref() {
        None => None,
        Some(id) => Some(to_json(&Channel {
            id,
            name: arguments.name.as_deref(),
            logo: arguments.logo.as_deref(),
            metadata: arguments.metadata.read()?,
            members: &arguments.members,
        })?),
    };
    verbs::create(context, Collection::Channels, records, bulk, channel)
}

#[derive(Debug, Args)]
pub struct UpdateChannels {
    #[command(flatten)]
    records: RecordArguments,
    #[command(flatten)]
    bulk: Bulk,
    /// Id of a single channel; an argument beside --name, --logo or --metadata is one too
    #[arg(long, value_name = "ID", help_heading = "A single channel")]
    id: Option<String>,
    /// Its new name
    #[arg(long, value_name = "TEXT", help_heading = "A single channel")]
    name: Option<String>,
    /// The URL of its new logo
    #[arg(long, value_name = "URL", help_heading = "A single channel")]
    logo: Option<String>,
    /// A field of its new metadata, which replaces all that is there; may be given several times
    ///
    /// KEY=VALUE is a text, KEY:=JSON any other value. A dot in KEY nests, as in the header of a
    /// CSV file.
    #[arg(long, value_name = "KEY=VALUE", help_heading = "A single channel")]
    metadata: Vec<String>,
}

fn update(mut arguments: UpdateChannels, context: &Context) -> Result<()> {
    let channel = channel_by_flags(&mut arguments)?;
    let UpdateChannels { records, bulk, .. } = &arguments;
    let (channels, columns) = (Collection::Channels, columns(context));
    verbs::update(context, channels, records, bulk, channel, columns)
}

/// The channel that options give. Beside these an argument is its id, otherwise it is a file.
fn channel_by_flags(arguments: &mut UpdateChannels) -> Result<Option<String>> {
    let UpdateChannels {
        records,
        id,
        name,
        logo,
        metadata,
        ..
    } = arguments;
    if (name.is_some() || logo.is_some() || !metadata.is_empty()) && id.is_none() {
        let [argument] = &records.files[..] else {
            return Err(match records.files.len() {
                0 => Failure::usage("no channel is named"),
                _ => Failure::usage(
                    "--name, --logo and --metadata are of one channel, and several are named",
                ),
            }
            .hint("`cyxth channels update ID --name TEXT`; many channels come from a FILE"));
        };
        let argument = argument.to_str().ok_or_else(|| {
            Failure::usage(format!("the id `{}` is not text", argument.display()))
        })?;
        *id = Some(argument.to_owned());
        records.files.clear();
    }
    let Some(id) = id.as_deref() else {
        return Ok(None);
    };
    let channel = Channel {
        id,
        name: name.as_deref(),
        logo: logo.as_deref(),
        metadata: read_metadata(metadata)?,
        members: &[],
    };
    Ok(Some(to_json(&channel)?))
}
