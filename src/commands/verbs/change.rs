//! Changes to many records: create, delete, add, moderate, update.

use std::sync::Arc;

use clap::Args;

use crate::api::Collection;
use crate::batch::{
    self, Accounts, BatchSource, Files, IfExisting, InputRecords, Job, RunSettings, Shard, Task,
    Totals,
};
use crate::commands::arguments::{Bulk, BulkCreate, IdArguments, RecordArguments};
use crate::commands::backup::{WayBack, claim_backup, consequence, make_backup};
use crate::commands::modes::{GivenMode, check_scale};
use crate::context::{Connection, Context};
use crate::document::TouchedRecords;
use crate::error::{Failure, Result};
use crate::input::{Input, InputKind, Inspected};
use crate::record::quoted;
use crate::render::{Columns, Progress, Stdin};
use crate::store::{Output, OverInput};

use super::answers::AnswerPages;
use super::finish::{finish, summary};
use super::inspect::inspect;
use super::list::choose_columns;
use super::watch::RunWatch;

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
        self.change(context, task)?.run(context)
    }

    pub fn moderate(
        &self,
        context: &Context,
        collection: Collection,
        given: GivenMode,
    ) -> Result<()> {
        Change {
            names_modes: given.is_named,
            ..self.change(context, Task::Moderate(collection, given.mode))?
        }
        .run(context)
    }

    fn change(&self, context: &Context, task: Task) -> Result<Change<'_>> {
        Ok(Change {
            input: self.ids.open(context, task.collection())?,
            allow_empty: self.ids.allow_empty,
            stdin: self.ids.stdin(),
            bulk: &self.bulk,
            records: None,
            if_existing: IfExisting::Refuse,
            columns: None,
            names_modes: false,
            max_delete: None,
            task,
        })
    }
}

/// The ids of what is deleted, or of the members who are removed.
#[derive(Debug, Args)]
pub struct DeleteById {
    #[command(flatten)]
    ids: ChangeById,
    /// Refuse an input that names more than N, before anything is sent
    #[arg(long, value_name = "N", help_heading = "Many records")]
    max_delete: Option<u64>,
}

impl DeleteById {
    pub fn run(&self, context: &Context, collection: Collection) -> Result<()> {
        Change {
            max_delete: self.max_delete,
            ..self.ids.change(context, Task::Delete(collection))?
        }
        .run(context)
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
    /// Of records, how many there ought to be.
    records: Option<&'a RecordArguments>,
    allow_empty: bool,
    if_existing: IfExisting,
    /// What standard input was used for: where it gave the ids, the terminal device is asked.
    stdin: Stdin,
    /// A mode is given by a name, and is not 0.
    names_modes: bool,
    max_delete: Option<u64>,
    /// Of what the service answers updates with.
    columns: Option<Columns>,
}

impl<'a> Change<'a> {
    fn of_records(
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
        Ok(Change {
            task,
            input: records.open(context, kind, by_flags)?,
            bulk,
            records: Some(records),
            allow_empty: records.allow_empty,
            if_existing: IfExisting::Refuse,
            stdin: Stdin::Untouched,
            columns: None,
            names_modes: false,
            max_delete: None,
        })
    }

    /// Carries it out, prints its accounts, and ends as it went.
    fn run(mut self, context: &Context) -> Result<()> {
        let collection = self.task.collection();
        let check = self.bulk.check;
        let (files, backup) = self.open_files(context)?;
        let inspected = inspect(context, collection, &self.input, self.bulk)?;
        let count = inspected.count;
        self.names_modes |= inspected.names_modes;
        if let Some(records) = self.records {
            records.check_count(inspected.total)?;
        }
        if !self.has_records(context, &inspected)? {
            return self.end_empty(context, files);
        }
        if matches!(self.task, Task::Create(_)) {
            let nouns = (collection.singular(), collection.plural());
            if let Some(note) = inspected.remarks.nameless(nouns) {
                context.console.note(&note);
            }
        }
        self.check_count(count)?;
        if check {
            let accounts = Accounts {
                input: count,
                not_sent: count,
                ..Accounts::default()
            };
            return Ok(summary(&self.task, &accounts).print_checked(&context.console)?);
        }
        let connection = context.connect_to_change()?;
        if matches!(self.task, Task::Delete(_)) && count > 0 {
            let question = question(context, collection, &inspected, &connection);
            context.confirm_removal(&connection, &question, self.stdin)?;
        }
        self.send(context, &connection, files, backup, inspected)
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
        let all = inspected.count + inspected.wrong;
        if all == 0 {
            let plural = self.task.collection().plural();
            context
                .console
                .note(&format!("no {plural} are given: nothing to do"));
        }
        Ok(all > 0)
    }

    fn check_count(&self, count: u64) -> Result<()> {
        match self.max_delete {
            Some(most) if count > most => Err(Failure::usage(format!(
                "the input names {}, and --max-delete {most} lets no more be deleted; nothing was \
                 sent",
                self.task.collection().counted(count)
            ))),
            _ => Ok(()),
        }
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
    fn open_files(&self, context: &Context) -> Result<(Files, Option<Output>)> {
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
        let backup = claim_backup(context, &mut outputs)?;
        if self.bulk.shard.is_some() && rejects.as_ref().is_some_and(Output::is_input) {
            return Err(Failure::usage(
                "--rejects names the input, of which --shard works on a part alone",
            )
            .hint("the other parts would be gone: name another file"));
        }
        let files = Files::create(rejects, report, self.bulk.shard)?;
        Ok((files, backup))
    }

    fn send(
        self,
        context: &Context,
        connection: &Connection,
        files: Files,
        backup: Option<Output>,
        inspected: Inspected,
    ) -> Result<()> {
        let count = inspected.count + inspected.wrong;
        let tolerates = self.bulk.keep_going;
        let collection = self.task.collection().clone();
        let (client, names_modes) = (&connection.client, self.names_modes);
        let is_sorted = self.if_existing == IfExisting::LookUpFirst;
        let (task, shard) = (self.task.clone(), self.bulk.shard);
        let records = InputRecords::new(&self.input, inspected, task, shard, is_sorted, tolerates);
        let fed = Arc::default();
        let source = BatchSource::new(records, context.options.batch_size, Arc::clone(&fed));
        let mut watch = RunWatch {
            progress: Some(Progress::new(
                &context.console,
                client.clone(),
                format!("{} {}", collection.plural(), self.task.past()),
                fed,
                self.input.total_bytes(),
            )),
            answers: self
                .columns
                .map(|columns| AnswerPages::new(context, columns, count)),
            ..RunWatch::new(files, self.input.names())
        };
        let has_backup = !matches!(self.task, Task::Create(_) | Task::Add(_));
        let (input, task, shard) = (&self.input, &self.task, self.bulk.shard);
        let touched = || touched(input, task, shard);
        let way = WayBack {
            stays: matches!(self.task, Task::Update(_)).then_some(
                "a field that a channel does not have now stays, because the API takes none back",
            ),
            ..WayBack::default()
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
        let ran = context.block_on(async {
            if names_modes {
                check_scale(context, client).await?;
            }
            let backup = match has_backup {
                true => make_backup(context, connection, backup, touched, way).await?,
                false => None,
            };
            // Ctrl-C before this simply ends the process: nothing was sent.
            context.on_interrupt();
            Ok((batch::run(source, job, settings, &mut watch).await, backup))
        });
        watch.end_progress();
        let (mut run, backup) = ran?;
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
            let counted = collection.counted(run.accounts.input - run.accounts.rejected);
            let wrong = match run.accounts.rejected {
                0 => String::new(),
                count => format!("; {} would be rejected", collection.counted(count)),
            };
            let note = format!("dry run: nothing was sent for {counted}{wrong}");
            context.console.note(&note);
            return Ok(());
        }
        let finished = finish(context, connection, &self.task, run, watch);
        if let Some(backup) = backup {
            backup.tell(context);
        }
        finished
    }
}

/// What is touched by what is done with an input.
fn touched(input: &Input, task: &Task, shard: Option<Shard>) -> Result<TouchedRecords> {
    let mut touched = TouchedRecords::default();
    let mut items = input.items();
    while let Some(item) = items.next()? {
        let id = &item.id;
        if shard.is_some_and(|shard| !shard.has(id)) {
            continue;
        }
        match task {
            Task::Delete(Collection::Users) => touched.delete_user(id),
            Task::Delete(Collection::Channels) => touched.delete_channel(id),
            Task::Delete(Collection::Members(channel)) => touched.remove_member(channel, id),
            Task::Moderate(Collection::Members(channel), _) => touched.moderate_member(channel, id),
            Task::Moderate(..) => touched.moderate_user(id),
            Task::Update(_) => touched.update_channel(id),
            Task::Create(_) | Task::Add(_) => {}
        }
    }
    Ok(touched)
}

fn question(
    context: &Context,
    collection: &Collection,
    inspected: &Inspected,
    connection: &Connection,
) -> String {
    let count = inspected.count;
    let (what, named) = (
        collection.counted(count),
        named(&inspected.first_ids, count),
    );
    let question = match collection {
        Collection::Members(channel) => format!(
            "Remove {what} {named} of channel `{channel}` of {}?",
            connection.name
        ),
        _ => format!("Delete {what} {named} of {}?", connection.name),
    };
    format!("{question} {}", consequence(context, connection))
}

/// The first of so many, for a question: `` (`a`, `b`, `c` and 2 more)``.
pub fn named(first: &[String], count: u64) -> String {
    let names: Vec<String> = first.iter().map(|id| quoted(id)).collect();
    match count.saturating_sub(names.len() as u64) {
        0 => format!("({})", names.join(", ")),
        more => format!("({} and {more} more)", names.join(", ")),
    }
}
