//! `cyxth export`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::Args;

use crate::api::{Collection, MASK};
use crate::batch::{Record, look_up};
use crate::context::Context;
use crate::document::{self, ExportNotes, Ignored, NotedNames, Part, Selection};
use crate::error::{Failure, Kind, Result};
use crate::render::{
    DocumentLayout, DocumentWriter, Format, ReadProgress, counted_records, number_of,
};
use crate::store::{Identity, OverInput, PendingFile};

use super::document::ignored_field;
use super::noted::{short_id, warn_of_each, warn_of_gone};
use super::watched::watched;

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
    /// Only this channel, its members, and the users that they are; may be given several times
    ///
    /// `apply --prune` deletes the channels and users that such a document does not have.
    #[arg(long, value_name = "ID")]
    channel: Vec<String>,
    /// Write the document to a file instead of standard output
    ///
    /// The file is replaced only when the document is whole: neither where the members of a channel
    /// cannot be read, nor where the API key had to be masked. To standard output all is written that
    /// there is.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Leave a field out, `last_seen` or a dotted `metadata.seen`; may be given several times
    #[arg(long, value_name = "FIELD", value_parser = ignored_field)]
    ignore: Vec<String>,
}

pub fn run(arguments: &Export, context: &Context) -> Result<()> {
    let is_lines = is_in_lines(context)?;
    let is_whole = !(arguments.users || arguments.channels || arguments.members);
    let mut selection = Selection {
        users: is_whole || arguments.users,
        channels: is_whole || arguments.channels,
        members: is_whole || arguments.members,
        only: None,
        ignored: Ignored::new(arguments.ignore.clone()),
    };
    let needs_channels = !arguments.channel.is_empty();
    if needs_channels && !selection.channels && !selection.members {
        return Err(Failure::usage(
            "--channel goes with --channels or --members, and --users alone is asked for",
        ));
    }
    let to = claim_document(context, arguments.to.as_deref(), Vec::new)?;
    let connection = context.connect()?;
    let client = &connection.client;
    let layout = DocumentLayout {
        is_lines,
        with_channels: selection.channels,
        // Members may turn out to be users when the others have been written already.
        has_late_users: selection.users && selection.members && !needs_channels,
        mode_scale: context.mode_scale(),
        ..DocumentLayout::default()
    };
    let mut writer = DocumentWriter::new(&context.console, layout, to);
    context.block_on(async {
        if !arguments.channel.is_empty() {
            selection.only = Some(find(context, client, &arguments.channel).await?);
        }
        let read = Arc::new(AtomicU64::new(0));
        let is_printed = arguments.to.is_none();
        let progress = ReadProgress::new(&context.console, "records exported", &read, is_printed);
        let mut write = |part: Part<'_>| {
            if matches!(
                part,
                Part::User(_) | Part::Channel { .. } | Part::Member { .. }
            ) {
                read.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<(), Failure>(writer.part(&part)?)
        };
        let work = document::export(client, selection, &mut write);
        let notes = watched(progress, work).await?;
        tell(context, &notes);
        if notes.masked > 0 {
            // The file that is there may be a better one.
            match arguments.to {
                Some(_) => drop(writer),
                None => drop(writer.end()?),
            }
            return Err(masked(notes.masked, arguments.to.as_deref()));
        }
        if notes.unreachable.count > 0
            && let Some(path) = &arguments.to
        {
            return Err(incomplete(&notes.unreachable, path));
        }
        writer.end()?;
        if let Some(path) = &arguments.to {
            context.console.note(&format!(
                "exported {} to {}",
                counted_records(notes.users, notes.channels, notes.members),
                path.display()
            ));
        }
        Ok(())
    })
}

/// Claims the file that a document is written to, unless it goes to standard output. `read` gives the
/// files that it is made of.
pub fn claim_document(
    context: &Context,
    to: Option<&Path>,
    read: impl FnOnce() -> Vec<Identity>,
) -> Result<Option<PendingFile>> {
    let Some(path) = to else {
        return Ok(None);
    };
    let mut outputs = context.outputs(read())?;
    let claimed = outputs.claim("--to", path, OverInput::Refused)?;
    Ok(Some(PendingFile::begin(claimed)?))
}

/// Whether a document is written as JSON Lines and not as one object.
pub fn is_in_lines(context: &Context) -> Result<bool> {
    if context.options.columns.is_some() {
        return Err(Failure::usage("a document has no columns"));
    }
    if context.console.jq().is_some() {
        return Err(Failure::usage("--jq does not go with a document").hint("`| jq …` filters one"));
    }
    match (context.options.output, context.console.format()) {
        (Some(Format::Json), _) => Ok(false),
        (Some(Format::Jsonl), _) => Ok(true),
        (Some(_), _) => Err(Failure::usage(
            "a document is written as json or jsonl and nothing else",
        )),
        // What the variable says, as far as a document can be written so.
        (None, format) => Ok(format == Format::Jsonl),
    }
}

/// Why a document in which the key is masked is not what is there.
fn masked(count: u64, to: Option<&Path>) -> Failure {
    let records = number_of(
        count,
        "record held the API key, and has",
        "records held the API key, and have",
    );
    let left = to.map_or(String::new(), |path| {
        format!("; {} is left as it was", path.display())
    });
    Failure::new(
        Kind::Server,
        format!(
            "{records} `{MASK}` in its place, so that the document is not what is there{left}"
        ),
    )
    .hint("no record should hold the API key: replace the key in the console, and take it out of the records")
}

/// Why a document that lacks members does not replace a file, which may have them.
fn incomplete(unreachable: &NotedNames, to: &Path) -> Failure {
    let first = short_id(unreachable.first.first().map_or("", String::as_str));
    let whose = match unreachable.count {
        1 => format!("the channel `{first}`"),
        count => format!("{count} channels (`{first}` is the first)"),
    };
    let left = format!("{} is left as it was", to.display());
    Failure::new(
        Kind::NotFound,
        format!("the members of {whose} cannot be read, so that the export is not complete; {left}"),
    )
    .hint(
        "without `--to`, all the rest is written to standard output; `--users --channels` is an export \
         without members",
    )
}

/// Tells what the document lacks, and what was added to it late.
pub(super) fn tell(context: &Context, notes: &ExportNotes) {
    let console = &context.console;
    warn_of_each(console, &notes.unreachable, |channel| {
        format!(
            "the members of the channel `{channel}` are missing: no request about them reaches it, \
             because its id cannot stand in a path, or a proxy changes or refuses the path"
        )
    });
    warn_of_gone(console, &notes.gone);
    warn_of_each(console, &notes.unknown_users, |member| {
        format!("the member {member} is left out: there is no such user")
    });
    warn_of_each(console, &notes.nameless, |what| {
        format!("{what} with an empty id is left out: no document can name it")
    });
    for user in &notes.late.first {
        console.note(&format!(
            "the user `{user}` appeared meanwhile, and is in the document"
        ));
    }
    if notes.is_unordered {
        console.warn(
            "the service does not list in ascending order of ids; what came from the first page \
             on that was out of order was sorted",
        );
    }
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
    let mut there = look_up(client, &Collection::Channels, &wanted).await?;
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
            place: crate::record::Location::default(),
        });
    }
    Ok(found)
}
