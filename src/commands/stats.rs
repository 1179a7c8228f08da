//! `cyxth stats`.

use std::sync::Arc;

use crate::context::Context;
use crate::document::count_instance;
use crate::error::{Failure, Result};
use crate::render::{Format, ReadProgress, print_as_json, print_stats};

use super::export::tell;
use super::watched::watched;

pub fn run(context: &Context) -> Result<()> {
    let is_json = match (context.options.output, context.console.format()) {
        (Some(Format::Csv | Format::Id), _) => {
            return Err(Failure::usage("numbers are printed as table, json or jsonl")
                .hint("`cyxth stats -r --jq '.users_by_mode[] | [.mode, .users] | @csv'` makes CSV of a part"));
        }
        // What the variable says counts only if numbers can be printed so.
        (_, format) => format.is_json(),
    };
    if context.options.columns.is_some() {
        return Err(Failure::usage("the numbers of an instance have no columns"));
    }
    let connection = context.connect()?;
    let client = &connection.client;
    let read = Arc::default();
    let progress = ReadProgress::new(&context.console, "records read", &read, false);
    let work = async { Ok(count_instance(client, &read).await?) };
    let (stats, notes) = context.block_on(watched(progress, work))?;
    tell(context, &notes);
    match is_json {
        true => print_as_json(&context.console, &stats)?,
        false => print_stats(&context.console, &stats)?,
    }
    Ok(())
}
