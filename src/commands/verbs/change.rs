//! Changes to many records: create, delete, add, moderate, update.

use std::sync::Arc;

use crate::api::Collection;
use crate::batch::{
    self, Accounts, BatchSource, Files, IfExisting, InputRecords, Job, RunSettings, Task, Totals,
};
use crate::commands::arguments::{Bulk, BulkCreate};
use crate::context::{Connection, Context};
use crate::error::{Failure, Result};
use crate::input::{Input, Inspected};
use crate::render::{Columns, Progress, Stdin};
use crate::store::{Output, OverInput};

use super::answers::Answers;
use super::finish::{Watch, finish, summary};
use super::inspect::inspect;
use super::list::chosen;

/// Answers that may wait for an earlier one before they are printed.
const MOST_UNPRINTED: u64 = 1000;

/// A change to the records, or to the things with the ids, of an input.
pub struct Change<'a> {
    task: Task,
    bulk: &'a Bulk,
    allow_empty: bool,
    skip_existing: bool,
    stdin: Stdin,
    /// Of what the service answers updates with.
    columns: Option<Columns>,
}

impl<'a> Change<'a> {
    pub fn new(task: Task, bulk: &'a Bulk) -> Change<'a> {
        Change {
            task,
            bulk,
            allow_empty: false,
            skip_existing: false,
            stdin: Stdin::Untouched,
            columns: None,
        }
    }

    /// What standard input was used for: where it gave the ids, the terminal device is asked.
    pub fn stdin(mut self, stdin: Stdin) -> Self {
        self.stdin = stdin;
        self
    }

    pub fn create(collection: Collection, bulk: &'a BulkCreate) -> Change<'a> {
        Change {
            skip_existing: bulk.skip_existing,
            ..Change::new(Task::Create(collection), &bulk.bulk)
        }
    }

    /// Prints the records that the service answers with.
    pub fn update(collection: Collection, bulk: &'a Bulk, columns: Columns) -> Change<'a> {
        Change {
            columns: Some(columns),
            ..Change::new(Task::Update(collection), bulk)
        }
    }

    pub fn allow_empty(mut self, allow_empty: bool) -> Self {
        self.allow_empty = allow_empty;
        self
    }

    /// Carries it out, prints its accounts, and ends as it went.
    pub fn run(mut self, context: &Context, input: Input) -> Result<()> {
        if let Some(columns) = self.columns.take() {
            self.columns = Some(chosen(context, columns)?);
        }
        let collection = self.task.collection();
        let Bulk { shard, check, .. } = *self.bulk;
        let files = self.files(context, &input)?;
        let inspected = inspect(context, collection, &input, shard, check)?;
        let count = inspected.count;
        if !self.is_given(context, &inspected)? {
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
        self.send(context, &connection, input, files, count)
    }

    /// Whether there is anything to do. Input without even an empty array is a mistake, mostly of
    /// the step before in a pipeline.
    fn is_given(&self, context: &Context, inspected: &Inspected) -> Result<bool> {
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
            Some(columns) => Answers::new(context, columns, 0).end(true)?,
            None => summary.print_result(&context.console)?,
        }
        Ok(())
    }

    /// Opens the files that the run writes.
    fn files(&self, context: &Context, input: &Input) -> Result<Files> {
        let Bulk {
            rejects, report, ..
        } = self.bulk;
        let mut outputs = context.outputs(input.files());
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

    /// `count` is the number of records.
    fn send(
        self,
        context: &Context,
        connection: &Connection,
        input: Input,
        files: Files,
        count: u64,
    ) -> Result<()> {
        let collection = self.task.collection().clone();
        let names = input.names();
        let client = &connection.client;
        let records = InputRecords::new(
            &input,
            self.task.clone(),
            self.bulk.shard,
            self.skip_existing,
        );
        let fed = Arc::default();
        let source = BatchSource::new(records, context.options.batch_size, Arc::clone(&fed));
        let progress = Progress::new(
            &context.console,
            client.clone(),
            format!("{} {}", collection.plural(), self.task.past()),
            fed,
            input.total_bytes(),
        );
        let mut watch = Watch {
            progress,
            files,
            names,
            answers: self
                .columns
                .as_ref()
                .map(|columns| Answers::new(context, columns.clone(), count)),
        };
        let in_order = watch.answers.is_some().then_some(MOST_UNPRINTED);
        let job = Job {
            keep_going: self.bulk.keep_going,
            if_existing: match self.skip_existing {
                true => IfExisting::LookUpFirst,
                false => IfExisting::Refuse,
            },
            ..Job::new(client.clone())
        };
        let settings = RunSettings {
            concurrency: context.options.concurrency,
            in_order,
        };
        let mut run = context.block_on(async {
            context.on_interrupt();
            Ok(batch::run(source, job, settings, &mut watch).await)
        })?;
        watch.progress.end();
        if count > run.accounts.input {
            // An interrupted run does not read on, but what was checked is known.
            run.accounts.not_sent += count - run.accounts.input;
            run.accounts.input = count;
        }
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
