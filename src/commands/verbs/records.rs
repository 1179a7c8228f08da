//! Changes to the records of an input, or to the one that options give: create and update.

use crate::api::Collection;
use crate::batch::{IfExisting, Task};
use crate::commands::arguments::{Bulk, BulkCreate, RecordArguments};
use crate::context::Context;
use crate::error::Result;
use crate::input::InputKind;
use crate::render::Columns;

use super::change::Change;
use super::list::choose_columns;

/// Creates the records.
pub fn create(
    context: &Context,
    collection: Collection,
    records: &RecordArguments,
    BulkCreate {
        bulk,
        skip_existing,
    }: &BulkCreate,
    by_flags: Option<String>,
) -> Result<()> {
    let change = of_records(context, Task::Create(collection), records, bulk, by_flags)?;
    let if_existing = match skip_existing {
        true => IfExisting::LookUpFirst,
        false => IfExisting::Refuse,
    };
    Change {
        if_existing,
        ..change
    }
    .run(context)
}

/// Updates with the records, and prints those that the service answers with.
pub fn update(
    context: &Context,
    collection: Collection,
    records: &RecordArguments,
    bulk: &Bulk,
    by_flags: Option<String>,
    columns: Columns,
) -> Result<()> {
    let change = of_records(context, Task::Update(collection), records, bulk, by_flags)?;
    Change {
        columns: Some(choose_columns(context, columns)?),
        ..change
    }
    .run(context)
}

fn of_records<'a>(
    context: &Context,
    task: Task,
    records: &'a RecordArguments,
    bulk: &'a Bulk,
    by_flags: Option<String>,
) -> Result<Change<'a>> {
    let kind = match (&task, task.collection()) {
        (Task::Update(_), Collection::Channels) => InputKind::ChannelChanges,
        (_, Collection::Channels) => InputKind::Channels,
        (_, Collection::Users | Collection::Members(_)) => InputKind::Users,
    };
    let input = records.open(context, kind, by_flags)?;
    Ok(Change {
        records: Some(records),
        allow_empty: records.allow_empty,
        ..Change::new(task, input, bulk)
    })
}
