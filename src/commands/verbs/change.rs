//! Changes to many records: create, delete, add, moderate, update.

use std::sync::Arc;

use clap::Args;

use crate::api::Collection;
use crate::batch::{
    self, Accounts, BatchSource, Files, IfExisting, InputRecords, Job, RunSettings, Task, Totals,
};
use crate::commands::arguments::{Bulk, BulkCreate, IdArguments, RecordArguments};
use crate::context::{Connection, Context};
use crate::error::{Failure, Result};
use crate::input::{Input, InputKind, Inspected};
use crate::render::{Columns, Progress, Stdin};
use crate::store::{Output, OverInput};

use super::answers::AnswerPages;
use super::finish::{ChangeWatch, finish, summary};
use super::inspect::inspect;
use super::list::choose_columns;

/// Answers that may wait for an earlier one before they are printed.
const MOST_UNPRINTED: u64 = 1000;

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
        let change = Change {
            input: self.ids.open(context, task.collection())?,
            allow_empty: self.ids.allow_empty,
            stdin: self.ids.stdin(),
            bulk: &self.bulk,
            if_existing: IfExisting::Refuse,
            columns: None,
            task,
        };
        change.run(context)
    }
}

/// Creates the records of an input, or the one that is given by flags.
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
    let if_existing = match skip_existing {
        true => IfExisting::LookUpFirst,
        false => IfExisting::Refuse,
    };
    Change {
        if_existing,
        ..Change::of_records(context, Task::Create(collection), records, bulk, by_flags)?
    }
    .run(context)
}

/// Updates with the records of an input, or with the one that is given by flags, and prints the
/// records that the service answers with.
pub fn update(
    context: &Context,
    collection: Collection,
    records: &RecordArguments,
    bulk: &Bulk,
    by_flags: Option<String>,
    columns: Columns,
) -> Result<()> {
    let change = Change::of_records(context, Task::Update(collection), records, bulk, by_flags)?;
    Change {
        columns: Some(choose_columns(context, columns)?),
        ..change
    }
    .run(context)
}

/// A change to the records, or to the things with the ids, of an input.
struct Change<'a> {
    task: Task,
    input: Input,
    bulk: &'a Bulk,
    allow_empty: bool,
    if_existing: IfExisting,
    /// What standard input was used for: where it gave the ids, the terminal device is asked.
    stdin: Stdin,
    /// Of what the service answers updates with.
    columns: Option<Columns>,
}

impl<'a> Change<'a> {
    fn of_records(
        context: &Context,
        task: Task,
        records: &RecordArguments,
        bulk: &'a Bulk,
        by_flags: Option<String>,
    ) -> Result<Change<'a>> {
        let kind = match task.collection() {
            Collection::Channels => InputKind::Channels,
            Collection::Users | Collection::Members(_) => InputKind::Users,
        };
        Ok(Change {
            task,
            input: records.open(context, kind, by_flags)?,
            bulk,
            allow_empty: records.allow_empty,
            if_existing: IfExisting::Refuse,
            stdin: Stdin::Untouched,
            columns: None,
        })
    }

    /// Carries it out, prints its accounts, and ends as it went.
    fn run(self, context: &Context) -> Result<()> {
        let collection = self.task.collection();
        let Bulk { shard, check, .. } = *self.bulk;
        let files = self.open_files(context)?;
        let inspected = inspect(context, collection, &self.input, shard, check)?;
        let count = inspected.count;
        if !self.has_records(context, &inspected)? {
            return self.end_empty(context, files);
        }
        if matches!(self.task, Task::Create(_)) {
            let nouns = (collection.singular(), collection.plural());
            if let Some(note) = inspected.remarks.nameless(nouns) {
                context.console.note(&note);
            }
        }
        if check {
            let accounts = Accounts {
                input: count,
                not_sent: count,
                ..Accounts::default()
            };
            return Ok(summary(&self.task, &accounts).print_checked(&context.console)?);
        }
        let connection = context.connect()?;
        if matches!(self.task, Task::Delete(_)) {
            context.confirm_with(&question(collection, count, &connection), self.stdin)?;
        }
        self.send(context, &connection, files, inspected)
    }

    /// Whether there is anything to do. Input without even an empty array is a mistake, mostly of
    /// the step before in a pipeline.
    fn has_records(&self, context: &Context, inspected: &Inspected) -> Result<bool> {
        if !inspected.saw_anything && !self.allow_empty {
            return Err(
                Failure::usage("the input is empty: no record, not even an empty array").hint(
                    "the step before may have failed; `--allow-empty` takes it as nothing to do",
                ),
            );
        }
        if inspected.count == 0 {
            let plural = self.task.collection().plural();
            context
                .console
                .note(&format!("no {plural} are given: nothing to do"));
        }
        Ok(inspected.count > 0)
    }

    /// The result of a run that has nothing to do.
    fn end_empty(self, context: &Context, files: Files) -> Result<()> {
        let accounts = Accounts::default();
        let summary = summary(&self.task, &accounts);
        if self.bulk.check {
            return Ok(summary.print_checked(&context.console)?);
        }
        if context.options.dry_run {
            return Ok(());
        }
        // The step after may read them; those of an earlier run would deceive it.
        files.finish(&Totals::default())?;
        match self.columns {
            Some(columns) => AnswerPages::new(context, columns, 0).end(true)?,
            None => summary.print_result(&context.console)?,
        }
        Ok(())
    }

    /// Opens the files that the run writes.
    fn open_files(&self, context: &Context) -> Result<Files> {
        let Bulk {
            rejects, report, ..
        } = self.bulk;
        let mut outputs = context.outputs(self.input.files())?;
        let rejects = rejects
            .as_ref()
            .map(|path| outputs.claim("--rejects", path, OverInput::Allowed))
            .transpose()?;
        let report = report
            .as_ref()
            .map(|path| outputs.claim("--report", path, OverInput::Refused))
            .transpose()?;
        if self.bulk.shard.is_some() && rejects.as_ref().is_some_and(Output::is_input) {
            return Err(Failure::usage(
                "--rejects names the input, of which --shard works on a part alone",
            )
            .hint("the other parts would be gone: name another file"));
        }
        Ok(Files::create(rejects, report, self.bulk.shard)?)
    }

    fn send(
        self,
        context: &Context,
        connection: &Connection,
        files: Files,
        inspected: Inspected,
    ) -> Result<()> {
        let count = inspected.count;
        let collection = self.task.collection().clone();
        let client = &connection.client;
        let is_sorted = self.if_existing == IfExisting::LookUpFirst;
        let (task, shard) = (self.task.clone(), self.bulk.shard);
        let records = InputRecords::new(&self.input, inspected, task, shard, is_sorted);
        let fed = Arc::default();
        let source = BatchSource::new(records, context.options.batch_size, Arc::clone(&fed));
        let mut watch = ChangeWatch {
            progress: Progress::new(
                &context.console,
                client.clone(),
                format!("{} {}", collection.plural(), self.task.past()),
                fed,
                self.input.total_bytes(),
            ),
            files,
            names: self.input.names(),
            answers: self
                .columns
                .map(|columns| AnswerPages::new(context, columns, count)),
        };
        let job = Job {
            keep_going: self.bulk.keep_going,
            if_existing: self.if_existing,
            ..Job::new(client.clone())
        };
        let settings = RunSettings {
            concurrency: context.options.concurrency.most(),
            in_order: watch.answers.is_some().then_some(MOST_UNPRINTED),
        };
        let mut run = context.block_on(async {
            context.on_interrupt();
            Ok(batch::run(source, job, settings, &mut watch).await)
        })?;
        watch.progress.end();
        // An interrupted run does not read on, but what was checked is known.
        run.count_unread(count);
        if run.is_unordered {
            context.console.warn(&format!(
                "the service does not list its {} in ascending order of their ids, so all of \
                 them were read to find those that are there",
                collection.plural()
            ));
        }
        if client.is_dry_run() && run.stop.is_none() {
            let counted = collection.counted(run.accounts.input);
            let note = format!("dry run: nothing was sent for {counted}");
            context.console.note(&note);
            return Ok(());
        }
        finish(context, connection, &self.task, run, watch)
    }
}

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
