//! `cyxth diff`.

use clap::Args;

use crate::api::Client;
use crate::context::Context;
use crate::document::{DraftSettings, Plan};
use crate::error::{Failure, Kind, Result};
use crate::input::InputSource;
use crate::render::{Format, StepWriter, counted};

use super::document::{DocumentArguments, given, open, plan};
use super::modes::check_scale;

#[derive(Debug, Args)]
pub struct Diff {
    #[command(flatten)]
    document: DocumentArguments,
    /// End with exit status 11 where the instance differs
    ///
    /// Also where whoever reads the differences has gone, as in `| head -1` or `| grep -q`.
    #[arg(long)]
    exit_code: bool,
}

pub fn run(arguments: &Diff, context: &Context) -> Result<()> {
    if matches!(context.console.format(), Format::Csv | Format::Id) {
        return Err(Failure::usage(
            "a difference is written as table, json or jsonl",
        ));
    }
    let settings = DraftSettings {
        ignored: arguments.document.ignored(),
        ..DraftSettings::default()
    };
    let files = arguments.document.files();
    let read = given(&files);
    context.outputs(read.iter().filter_map(InputSource::identity).collect())?;
    let (opened, connection) = open(context, files, settings, |_| true)?;
    let file = context.paths.recreation(&connection.place)?;
    if file.exists() {
        context.console.warn(&format!(
            "an earlier `apply --recreate` has not put everything back; the next apply puts back \
             what {} holds",
            file.display()
        ));
    }
    let client = &connection.client;
    let has_names = opened.desired.has_unscaled_names();
    let plan = context.block_on(async {
        if has_names {
            check_scale(context, client).await?;
        }
        plan(context, client, opened).await
    })?;
    let counts = plan.steps.counts();
    let differs = counts.sum() > 0;
    let text = counted(&counts, true);
    let written = write(context, client, &plan);
    // A reader that has gone has seen enough, but a script still wants the status.
    let is_told = written
        .as_ref()
        .map_or_else(Failure::is_closed_pipe, |()| true);
    if arguments.exit_code && differs && is_told {
        return Err(Failure::new(Kind::Differs, format!("differs: {text}")));
    }
    written?;
    context.console.note(match differs {
        true => &text,
        false => "no difference",
    });
    Ok(())
}

fn write(context: &Context, client: &Client, plan: &Plan) -> Result<(), Failure> {
    // A document may hold the key as well as a record.
    let mut writer = StepWriter::new(&context.console, client);
    for step in plan.steps.read() {
        writer.step(&step?)?;
    }
    Ok(writer.end()?)
}
