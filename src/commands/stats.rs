//! `cyxth stats`.

use crate::batch::Accounts;
use crate::context::Context;
use crate::document::count_instance;
use crate::error::{Failure, Result};
use crate::render::{Format, Progress, print_json, print_stats};

use super::arguments::to_json;
use super::export::tell;

pub fn run(context: &Context) -> Result<()> {
    let is_json = match (context.options.output, context.console.format()) {
        (Some(Format::Csv | Format::Id), _) => {
            return Err(Failure::usage("numbers are printed as table, json or jsonl")
                .hint("`cyxth stats -r --jq '.users_by_mode[] | [.mode, .users] | @csv'` makes CSV of a part"));
        }
        // The variable's choice, as far as there are numbers in it.
        (_, format) => format.is_json(),
    };
    if context.options.columns.is_some() {
        return Err(Failure::usage("the numbers of an instance have no columns"));
    }
    let connection = context.connect()?;
    let client = &connection.client;
    let mut progress = Progress::new(
        &context.console,
        client.clone(),
        "records read".to_owned(),
        std::sync::Arc::default(),
        None,
    );
    let counted = context.block_on(async {
        let watch = |read| {
            progress.tick(&Accounts {
                done: read,
                ..Accounts::default()
            });
        };
        Ok(count_instance(client, context.options.concurrency.most(), watch).await?)
    });
    progress.end();
    let (stats, notes) = counted?;
    tell(context, &notes);
    match is_json {
        true => print_json(&context.console, &to_json(&stats)?)?,
        false => print_stats(&context.console, &stats)?,
    }
    Ok(())
}
