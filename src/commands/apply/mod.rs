//! `cyxth apply`.

mod end;
mod plan;
mod recreate;
mod watch;
mod work;

use std::path::PathBuf;

use clap::Args;

use crate::batch::Files;
use crate::config::check_regular;
use crate::context::Context;
use crate::document::DraftSettings;
use crate::error::Result;
use crate::input::InputSource;
use crate::render::Out;
use crate::store::OverInput;

use super::document::{DocumentArguments, given, open, plan};
use work::Work;

const SCHEMA: &str = include_str!("../../../schema/cyxth-instance.schema.json");

#[derive(Debug, Args)]
pub struct Apply {
    #[command(flatten)]
    document: DocumentArguments,
    /// Remove what is not in the document, within the sections that it has
    ///
    /// Members that a channel of the document does not list, channels where the document has
    /// channels, users where it has users. Asks first; --yes confirms.
    #[arg(long)]
    prune: bool,
    /// Delete users whose name or metadata differ, and create them anew
    ///
    /// Their memberships and modes are put back, those too that the document does not manage.
    /// What is to be put back is first written to a file on this machine, so that the next run
    /// here completes one that was killed. Members that are to have no mode of their own in a
    /// channel, where the user has none either, are removed and added again. Asks first; --yes
    /// confirms.
    #[arg(long)]
    recreate: bool,
    /// Isolate what the service refuses, and do all other steps
    ///
    /// Without it the first refusal ends the run. Members are added to new channels by themselves
    /// then, so that one who is refused does not keep a channel from being created.
    #[arg(long)]
    keep_going: bool,
    /// Write what became of every request to a file, as JSON
    ///
    /// Requests that put something back, or add members that did not come with their channel, are
    /// in it too, but not in its counts, which are those of the steps. What an earlier run has left
    /// to put back is not in it.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Print the JSON Schema of documents, and do nothing else
    #[arg(long, conflicts_with_all = ["files", "more_files", "ignore", "prune", "recreate", "keep_going", "report"])]
    schema: bool,
}

pub fn run(arguments: &Apply, context: &Context) -> Result<()> {
    if arguments.schema {
        let mut out = Out::new();
        out.bytes(SCHEMA.as_bytes())?;
        return Ok(out.flush()?);
    }
    let report = match &arguments.report {
        Some(path) => {
            let read = given(&arguments.document.files());
            let read = read.iter().filter_map(InputSource::identity).collect();
            let report = context
                .outputs(read)
                .claim("--report", path, OverInput::Refused)?;
            Some(report)
        }
        None => None,
    };
    let documents = arguments.document.files();
    let desired = open(context, &documents)?;
    let names = desired.names();
    let connection = context.connect()?;
    let file = context.paths.recreation(&connection.place)?;
    // What is to be put back is not looked for in a device, nor waited for in a FIFO.
    check_regular(&file)?;
    let is_dry = context.options.dry_run;
    let lock = match !is_dry && (arguments.recreate || file.exists()) {
        true => Some(recreate::lock(&file)?),
        false => None,
    };
    // Looked at once more: only who has the lock knows whose file it is.
    let is_left_over = (is_dry || lock.is_some()) && file.exists();
    let files = Files::reporting(report)?;
    context.block_on(async {
        let work = Work::new(arguments, context, &connection, names, &file);
        let settings = DraftSettings {
            prune: arguments.prune,
            recreate: arguments.recreate,
            members_apart: arguments.keep_going,
            ignored: arguments.document.ignored(),
            ..DraftSettings::new(context.options.concurrency)
        };
        let made = async {
            let leftover = match is_left_over {
                true => work.restore().await?,
                false => None,
            };
            let plan = plan(context, &connection.client, desired, settings).await?;
            Ok((plan, leftover))
        };
        match made.await {
            Ok((plan, leftover)) => work.apply(plan, leftover, files).await,
            // Something may have been put back by now.
            Err(why) if is_left_over => work.end_without_plan(why, files),
            Err(why) => Err(why),
        }
    })
}
