//! Changes to many records: create, delete, add, moderate.

use std::sync::Arc;

use crate::api::{Collection, Walk};
use crate::bulk::{
    self, Batch, FeedSettings, Feeder, Files, Job, Observer, Outcome, Run, Settings, Shard, Stop,
    Task, Totals, Wrap,
};
use crate::commands::arguments::{Bulk, BulkCreate, outputs};
use crate::context::{Connection, Context};
use crate::error::{Failure, Result};
use crate::input::{Input, InputError, Inspected};
use crate::render::{Progress, Stdin, Summary};
use crate::store::{Output, OverInput};

use super::conclude::{conclude, end_files};

/// Channels a request (API reference: create channels).
const MOST_CHANNELS: usize = 1000;

/// A change to the records, or to the things with the ids, of an input.
pub struct Change<'a> {
    task: Task,
    bulk: &'a Bulk,
    wrap: Wrap,
    allow_empty: bool,
    skip_existing: bool,
    stdin: Stdin,
}

impl<'a> Change<'a> {
    pub fn new(task: Task, bulk: &'a Bulk) -> Change<'a> {
        Change {
            task,
            bulk,
            wrap: Wrap::default(),
            allow_empty: false,
            skip_existing: false,
            stdin: Stdin::Untouched,
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

    /// What stands around the array of ids.
    pub fn wrap(mut self, wrap: Wrap) -> Self {
        self.wrap = wrap;
        self
    }

    pub fn allow_empty(mut self, allow_empty: bool) -> Self {
        self.allow_empty = allow_empty;
        self
    }

    /// Carries it out, prints its accounts, and ends as it went.
    pub fn run(self, context: &Context, input: Input) -> Result<()> {
        let collection = self.task.collection().clone();
        let is_delete = matches!(self.task, Task::Delete(_));
        let files = self.files(context, &input)?;
        let inspected = inspect(
            context,
            &collection,
            &input,
            self.bulk.shard,
            self.bulk.check,
        )?;
        let count = inspected.count;
        if !is_given(context, &collection, &inspected, self.allow_empty)? {
            // The step after may read them; those of an earlier run would deceive it.
            files.finish(&Totals::default())?;
            return Ok(());
        }
        if matches!(self.task, Task::Create(_)) {
            let nouns = (collection.singular(), collection.plural());
            if let Some(note) = inspected.remarks.nameless(nouns) {
                context.console.note(&note);
            }
        }
        if self.bulk.check {
            let counted = collection.counted(count);
            context.console.note(&format!("no mistake in {counted}"));
            return Ok(());
        }
        let connection = context.connect()?;
        if is_delete {
            context.confirm_with(&question(&collection, count, &connection), self.stdin)?;
        }
        self.send(context, &connection, input, files, count)
    }

    /// Opens the files that the run writes.
    fn files(&self, context: &Context, input: &Input) -> Result<Files> {
        let Bulk {
            rejects, report, ..
        } = self.bulk;
        let mut outputs = outputs(context, input.files());
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
        let most = match &self.task {
            Task::Create(Collection::Channels) => context.options.batch_size.min(MOST_CHANNELS),
            _ => context.options.batch_size,
        };
        let settings = FeedSettings {
            most,
            wrap: self.wrap,
            shard: self.bulk.shard,
            sorted: self.skip_existing,
        };
        let feeder = Feeder::new(&input, settings);
        let progress = Progress::new(
            &context.console,
            client.clone(),
            format!("{} {}", collection.plural(), self.task.past()),
            feeder.bytes_read(),
            input.total_bytes(),
        );
        let mut watch = Watch {
            progress,
            files,
            names,
        };
        let mut job = Job::new(client.clone(), self.task.clone());
        job.keep_going = self.bulk.keep_going;
        job.skip_existing = self.skip_existing;
        let job = Arc::new(job);
        let skip = self
            .skip_existing
            .then(|| (client.clone(), collection.clone()));
        let mut run = context.block_on(async {
            let settings = Settings {
                concurrency: context.options.concurrency,
                interrupt: context.on_interrupt(),
                deadline: context.options.deadline,
                skip,
            };
            let send = |batch: Arc<Batch>| {
                let job = job.clone();
                async move { job.carry_out(&batch).await }
            };
            Ok(bulk::run(feeder, settings, send, &mut watch).await)
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

fn finish(
    context: &Context,
    connection: &Connection,
    task: &Task,
    mut run: Run,
    watch: Watch,
) -> Result<()> {
    let collection = task.collection();
    run.accounts.requests = connection.client.requests();
    let accounts = run.accounts;
    let printed = Summary {
        accounts: &accounts,
        past: task.past(),
        singular: collection.singular(),
        plural: collection.plural(),
    }
    .print(&context.console);
    let Watch { files, names, .. } = watch;
    let has_rejects = files.has_rejects();
    let is_cut_short = !matches!(run.stop, None | Some(Stop::Batch(..)));
    let ended = conclude(run, collection, &names, has_rejects);
    let command = format!("{} {}", task.past(), collection.plural());
    let totals = Totals {
        command: &command,
        accounts,
        is_cut_short,
        ..Totals::default()
    };
    end_files(context, connection, totals, Some(files), ended)?;
    Ok(printed?)
}

/// Reads the whole input before anything is sent, so that a mistake in its last line means that
/// nothing was; warns of what is odd in it.
pub fn inspect(
    context: &Context,
    collection: &Collection,
    input: &Input,
    shard: Option<Shard>,
    is_check: bool,
) -> Result<Inspected> {
    let _deadline = context.deadline_of_reading();
    let is_read_alone = is_check || context.options.dry_run;
    let inspected = input.inspect(
        |id| shard.is_none_or(|shard| shard.has(id)),
        || match is_read_alone {
            true => Ok(()),
            false => prove(context, collection).map_err(Uninspected::Unproved),
        },
    );
    let inspected = match inspected {
        Ok(inspected) => inspected,
        Err(Uninspected::Unproved(failure)) => return Err(failure),
        Err(Uninspected::Mistakes(mistakes)) => return Err(refused(context, mistakes)),
    };
    for warning in inspected.remarks.misspelt() {
        context.console.warn(&warning);
    }
    Ok(inspected)
}

/// Why there is nothing to send.
enum Uninspected {
    Mistakes(InputError),
    Unproved(Failure),
}

impl From<InputError> for Uninspected {
    fn from(mistakes: InputError) -> Uninspected {
        Uninspected::Mistakes(mistakes)
    }
}

/// Tells of every mistake on a line of its own; as JSON they are one message.
fn refused(context: &Context, mistakes: InputError) -> Failure {
    if mistakes.lines().len() == 1 || context.console.format().is_json() {
        return mistakes.into();
    }
    for mistake in mistakes.lines() {
        context.console.error(mistake);
    }
    let failure = Failure::usage("the input has mistakes; nothing was sent");
    match mistakes.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// One cheap read, while a long input is still being written: whether URL and key are right
/// should not only be known at its end. By a connection of its own, since one does not outlive
/// the runtime that it was used in.
fn prove(context: &Context, collection: &Collection) -> Result<()> {
    let connection = context.connect()?;
    let listed = match collection {
        Collection::Channels => Collection::Channels,
        Collection::Users | Collection::Members(_) => Collection::Users,
    };
    let mut walk = Walk::new(connection.client.clone(), listed, 1).at_most(Some(1));
    context.block_on(async {
        walk.next().await?;
        Ok(())
    })
}

/// Whether there is anything to do. Input without even an empty array is a mistake, mostly of
/// the step before in a pipeline.
pub fn is_given(
    context: &Context,
    collection: &Collection,
    inspected: &Inspected,
    allow_empty: bool,
) -> Result<bool> {
    if !inspected.saw_anything && !allow_empty {
        return Err(
            Failure::usage("the input is empty: no record, not even an empty array")
                .hint("the step before may have failed; `--allow-empty` takes it as nothing to do"),
        );
    }
    if inspected.count == 0 {
        let plural = collection.plural();
        context
            .console
            .note(&format!("no {plural} are given: nothing to do"));
    }
    Ok(inspected.count > 0)
}

/// Those who watch a run.
struct Watch {
    progress: Progress,
    files: Files,
    names: Arc<[String]>,
}

impl Observer for Watch {
    fn batch_ended(&mut self, batch: &Batch, outcome: &Outcome) {
        self.files.batch_ended(batch, outcome, &self.names);
    }

    fn tick(&mut self, accounts: &bulk::Accounts) {
        self.progress.tick(accounts);
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
