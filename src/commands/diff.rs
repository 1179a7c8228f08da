//! `cyxth diff`.

use std::path::PathBuf;

use clap::Args;

use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::instance::{DraftSettings, draft};
use crate::render::{Format, StepWriter, counted};

use super::document::{open, refused};

#[derive(Debug, Args)]
pub struct Diff {
    /// Documents, joined to one; `-`, or none with a pipe, is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// End with exit status 11 where the instance differs
    #[arg(long)]
    exit_code: bool,
}

pub fn run(arguments: &Diff, context: &Context) -> Result<()> {
    if matches!(context.console.format(), Format::Csv | Format::Id) {
        return Err(Failure::usage(
            "a difference is written as table, json or jsonl",
        ));
    }
    let desired = open(context, &arguments.files)?;
    let connection = context.connect()?;
    let settings = DraftSettings {
        concurrency: context.options.concurrency,
        prune: false,
        recreate: false,
    };
    let plan = context.block_on(async {
        draft(&connection.client, desired, settings)
            .await
            .map_err(|error| refused(context, error))
    })?;
    if plan.is_unordered {
        context
            .console
            .warn("the service does not list in ascending order of ids; what it listed was sorted");
    }
    let mut writer = StepWriter::new(&context.console);
    for step in plan.steps.read() {
        writer.step(&step?)?;
    }
    writer.end()?;
    let counts = plan.steps.counts();
    if counts.sum() == 0 {
        context.console.note("no difference");
        return Ok(());
    }
    let text = counted(&counts, true);
    if arguments.exit_code {
        return Err(Failure::new(Kind::Differs, format!("differs: {text}")));
    }
    context.console.note(&text);
    Ok(())
}
