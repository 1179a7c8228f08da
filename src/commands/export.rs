//! `cyxth export`.

use clap::Args;

use crate::api::Collection;
use crate::bulk::{Record, present};
use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::instance::{self, Selection};
use crate::render::{DocumentWriter, Format};

#[derive(Debug, Args)]
pub struct Export {
    /// Only users
    ///
    /// --users, --channels and --members choose the parts; all three are written when none is
    /// named.
    #[arg(long)]
    users: bool,
    /// Only channels
    #[arg(long)]
    channels: bool,
    /// Only the members of channels, these by their ids
    #[arg(long)]
    members: bool,
    /// Only this channel; may be given several times
    ///
    /// `apply --prune` deletes the channels that a document with some of them does not have.
    #[arg(long, value_name = "ID")]
    channel: Vec<String>,
}

pub fn run(arguments: &Export, context: &Context) -> Result<()> {
    let is_lines = match (context.options.output, context.console.format()) {
        (Some(Format::Json), _) => false,
        (Some(Format::Jsonl), _) => true,
        (Some(_), _) => {
            return Err(Failure::usage(
                "a document is written as json or jsonl and nothing else",
            ));
        }
        // The variable's choice, as far as a document has it.
        (None, format) => format == Format::Jsonl,
    };
    if context.options.columns.is_some() {
        return Err(Failure::usage("a document has no columns"));
    }
    let is_whole = !(arguments.users || arguments.channels || arguments.members);
    let mut selection = Selection {
        users: is_whole || arguments.users,
        channels: is_whole || arguments.channels,
        members: is_whole || arguments.members,
        only: None,
        concurrency: context.options.concurrency,
    };
    let needs_channels = !arguments.channel.is_empty();
    if needs_channels && !selection.channels && !selection.members {
        return Err(Failure::usage(
            "--channel goes with --channels or --members, and --users alone is asked for",
        ));
    }
    let connection = context.connect()?;
    let client = &connection.client;
    let mut writer = DocumentWriter::new(&context.console, is_lines, selection.channels);
    context.block_on(async {
        if !arguments.channel.is_empty() {
            selection.only = Some(find(context, client, &arguments.channel).await?);
        }
        let mut write = |part: instance::Part<'_>| Ok::<(), Failure>(writer.part(&part)?);
        let exported = instance::export(client, selection, &mut write).await?;
        writer.end()?;
        for channel in &exported.unreachable {
            context.console.warn(&format!(
                "the members of the channel `{channel}` are missing: its id cannot stand in a \
                 path, so they cannot be asked for"
            ));
        }
        if exported.is_unordered {
            context.console.warn(
                "the service does not list in ascending order of ids; what came from the first \
                 page on that was out of order was sorted",
            );
        }
        Ok(())
    })
}

/// The channels with these ids, in order.
async fn find(
    context: &Context,
    client: &crate::api::Client,
    ids: &[String],
) -> Result<Vec<Record>> {
    let mut wanted = ids.to_vec();
    wanted.sort();
    wanted.dedup();
    let mut there = present(client, &Collection::Channels, &wanted).await?;
    let mut found = Vec::new();
    for id in wanted {
        let Some(json) = there.remove(&id) else {
            let message = format!("there is no channel `{id}`");
            return Err(Failure::new(Kind::NotFound, message)
                .hint("`cyxth channels list` shows the channels"));
        };
        context.console.detail(&format!("found channel `{id}`"));
        found.push(Record {
            id,
            json: json.to_string().into_bytes(),
            place: crate::input::Place::default(),
        });
    }
    Ok(found)
}
