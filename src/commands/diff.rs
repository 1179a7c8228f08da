//! `cyxth diff`.

use std::path::PathBuf;

use clap::Args;

use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::instance::DraftSettings;
use crate::render::{Format, StepWriter, counted};

use super::document::{open, plan};

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
    let file = context.paths.recreation(&connection.place)?;
    if file.exists() {
        context.console.warn(&format!(
            "an earlier `apply --recreate` has not put everything back; the next apply puts back \
             what {} holds",
            file.display()
        ));
    }
    let client = &connection.client;
    let settings = DraftSettings::new(context.options.concurrency);
    let plan = context.block_on(plan(context, client, desired, settings))?;
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
