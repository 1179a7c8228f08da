//! Changes to what ids name: delete, remove, add, moderate.

use clap::Args;

use crate::api::Collection;
use crate::batch::Task;
use crate::commands::arguments::{Bulk, IdArguments};
use crate::commands::modes::GivenMode;
use crate::context::Context;
use crate::error::Result;

use super::change::Change;

/// The ids that something is done to.
#[derive(Debug, Args)]
pub struct ChangeById {
    #[command(flatten)]
    ids: IdArguments,
    #[command(flatten)]
    bulk: Bulk,
}

impl ChangeById {
    pub fn run(&self, context: &Context, task: Task) -> Result<()> {
        of_ids(context, task, &self.ids, &self.bulk)?.run(context)
    }

    pub fn moderate(
        &self,
        context: &Context,
        collection: Collection,
        given: GivenMode,
    ) -> Result<()> {
        let task = Task::Moderate(collection, given.mode);
        Change {
            names_modes: given.is_named,
            ..of_ids(context, task, &self.ids, &self.bulk)?
        }
        .run(context)
    }
}

/// The ids of what is deleted, or of the members who are removed.
#[derive(Debug, Args)]
pub struct DeleteById {
    #[command(flatten)]
    ids: IdArguments,
    #[command(flatten)]
    bulk: Bulk,
    /// Refuse an input that names more than N, before anything is sent
    #[arg(long, value_name = "N", help_heading = "Many records")]
    max_delete: Option<u64>,
}

impl DeleteById {
    pub fn run(&self, context: &Context, collection: Collection) -> Result<()> {
        let task = Task::Delete(collection);
        Change {
            max_delete: self.max_delete,
            ..of_ids(context, task, &self.ids, &self.bulk)?
        }
        .run(context)
    }
}

fn of_ids<'a>(
    context: &Context,
    task: Task,
    ids: &IdArguments,
    bulk: &'a Bulk,
) -> Result<Change<'a>> {
    let input = ids.open(context, task.collection())?;
    Ok(Change {
        allow_empty: ids.allow_empty,
        stdin: ids.stdin(),
        ..Change::new(task, input, bulk)
    })
}
