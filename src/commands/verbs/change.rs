//! Changes to many records: create, delete, add, moderate.

use std::sync::Arc;

use crate::api::{ApiError, Collection};
use crate::bulk::{
    self, Accounts, Batch, Feeder, Observer, Outcome, Run, Settings, Stop, Task, Wrap,
};
use crate::context::{Connection, Context, on_interrupt};
use crate::error::{Failure, Kind, Result};
use crate::input::Input;
use crate::model::Mode;
use crate::render::Summary;

/// Channels a request (API reference: create channels).
const MOST_CHANNELS: usize = 1000;

pub fn create(
    context: &Context,
    collection: Collection,
    input: Input,
    allow_empty: bool,
) -> Result<()> {
    change(
        context,
        Task::Create(collection),
        Wrap::default(),
        input,
        allow_empty,
    )
}

/// Deletes users or channels, or removes members.
pub fn delete(
    context: &Context,
    collection: Collection,
    input: Input,
    allow_empty: bool,
) -> Result<()> {
    change(
        context,
        Task::Delete(collection),
        Wrap::default(),
        input,
        allow_empty,
    )
}

pub fn add(
    context: &Context,
    collection: Collection,
    input: Input,
    allow_empty: bool,
) -> Result<()> {
    change(
        context,
        Task::Add(collection),
        Wrap::default(),
        input,
        allow_empty,
    )
}

pub fn moderate(
    context: &Context,
    collection: Collection,
    Mode(mode): Mode,
    input: Input,
    allow_empty: bool,
) -> Result<()> {
    let wrap = Wrap::moderation(mode);
    change(
        context,
        Task::Moderate(collection),
        wrap,
        input,
        allow_empty,
    )
}

fn change(
    context: &Context,
    task: Task,
    wrap: Wrap,
    mut input: Input,
    allow_empty: bool,
) -> Result<()> {
    let names = input.names();
    let collection = task.collection().clone();
    let is_delete = matches!(task, Task::Delete(_));
    // Short input is read whole before anything is sent, so that a mistake in its last line
    // means that nothing was sent; and so are the ids of a delete, be they many.
    let count = if is_delete || input.is_short() {
        let (count, saw_anything) = bulk::check(input.items()?, &names)?;
        if !is_given(context, &collection, count, saw_anything, allow_empty)? {
            return Ok(());
        }
        count
    } else {
        0
    };
    let connection = context.connect()?;
    if is_delete {
        context.confirm(&question(&collection, count, &connection))?;
    }
    let most = match &task {
        Task::Create(Collection::Channels) => context.options.batch_size.min(MOST_CHANNELS),
        _ => context.options.batch_size,
    };
    let feeder = Feeder::new(input.items()?, names.clone(), most, wrap);
    let client = connection.client.clone();
    let run = context.block_on(async {
        let settings = Settings {
            concurrency: 1,
            interrupt: on_interrupt(),
        };
        let task = Arc::new(task.clone());
        let send = |batch: Arc<Batch>| {
            let (client, task) = (client.clone(), task.clone());
            async move { task.carry_out(&client, &batch).await }
        };
        Ok(bulk::run(feeder, settings, send, &mut Unwatched).await)
    })?;
    if run.accounts.input == 0 && run.stop.is_none() {
        // Long input that turned out to hold nothing.
        is_given(context, &collection, 0, run.saw_anything, allow_empty)?;
        return Ok(());
    }
    if connection.client.is_dry_run() && run.stop.is_none() {
        context.console.note(&format!(
            "dry run: nothing was sent for {}",
            collection.counted(run.accounts.input)
        ));
        return Ok(());
    }
    let accounts = Accounts {
        requests: connection.client.requests(),
        ..run.accounts
    };
    Summary {
        accounts: &accounts,
        past: task.past(),
        singular: collection.singular(),
        plural: collection.plural(),
    }
    .print(&context.console)?;
    conclude(&run, &collection, &names)
}

/// Whether there is anything to do. Input without even an empty array is a mistake, mostly of
/// the step before in a pipeline.
pub fn is_given(
    context: &Context,
    collection: &Collection,
    count: u64,
    saw_anything: bool,
    allow_empty: bool,
) -> Result<bool> {
    if !saw_anything && !allow_empty {
        return Err(
            Failure::usage("the input is empty: no record, not even an empty array")
                .hint("the step before may have failed; `--allow-empty` takes it as nothing to do"),
        );
    }
    if count == 0 {
        let plural = collection.plural();
        context
            .console
            .note(&format!("no {plural} are given: nothing to do"));
    }
    Ok(count > 0)
}

/// Nobody watches a run yet.
struct Unwatched;

impl Observer for Unwatched {}

fn question(collection: &Collection, count: u64, connection: &Connection) -> String {
    let what = collection.counted(count);
    match collection {
        Collection::Members(channel) => format!(
            "Remove {what} of channel `{channel}` of {}?",
            connection.name
        ),
        _ => format!("Delete {what} of {}?", connection.name),
    }
}

/// Turns what became of a run into its end: the cause's own status where nothing was done.
fn conclude(run: &Run, collection: &Collection, names: &[String]) -> Result<()> {
    let accounts = &run.accounts;
    let failure = match &run.stop {
        None if accounts.is_success() => return Ok(()),
        None => Failure::new(Kind::Partial, "not every record was done"),
        Some(Stop::Interrupted) => {
            return Err(
                Failure::new(Kind::Interrupted, "interrupted").hint("the counts say what was done")
            );
        }
        Some(Stop::Input(_)) => Failure::usage("the input cannot be read to its end"),
        Some(Stop::Batch(batch, outcome)) => refused(batch, outcome, collection, names),
    };
    if accounts.done + accounts.unchanged == 0 {
        return Err(failure);
    }
    Err(failure.partial())
}

fn refused(batch: &Batch, outcome: &Outcome, collection: &Collection, names: &[String]) -> Failure {
    let Some(error) = outcome.error.clone() else {
        return Failure::new(Kind::Other, "a batch failed");
    };
    let before = place(batch, outcome, &error, collection, names);
    let failure = Failure::from(error);
    match before {
        Some(before) => failure.context(&before),
        None => failure,
    }
}

/// Which records it is about, as narrowly as it is known.
fn place(
    batch: &Batch,
    outcome: &Outcome,
    error: &ApiError,
    collection: &Collection,
    names: &[String],
) -> Option<String> {
    let singular = collection.singular();
    if let Some(&cause) = outcome.causes.first() {
        let more = match outcome.causes.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        return Some(format!(
            "{}: the {singular} `{}`{more} is there already",
            batch.place(cause).show(names),
            batch.id(cause)
        ));
    }
    // A service that was never reached has nothing against the records.
    error.status()?;
    if batch.len() == 1 {
        return Some(format!(
            "{}: {singular} `{}`",
            batch.place(0).show(names),
            batch.id(0)
        ));
    }
    Some(format!(
        "{} to {} ({})",
        batch.place(0).show(names),
        batch.place(batch.len() - 1).show(names),
        collection.counted(batch.len() as u64)
    ))
}
