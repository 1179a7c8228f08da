//! A change to many records, from the inspection of its input to its accounts.

use crate::batch::{
    self, Accounts, BatchSource, Files, IfExisting, InputRecords, Job, Task, Totals,
};
use crate::commands::arguments::{Bulk, RecordArguments};
use crate::commands::backup::{MadeBackup, WayBack, claim_backup, make_backup, touched_by};
use crate::commands::modes::check_scale;
use crate::commands::question::removal;
use crate::context::{Connection, Context};
use crate::error::{Failure, Result};
use crate::input::{Input, Inspected};
use crate::render::{Columns, Progress, Stdin};
use crate::store::{Output, OverInput};

use super::answers::AnswerPages;
use super::finish::{RunWatch, finish, summary};
use super::inspect::inspect;

/// Answers that may wait for an earlier one before they are printed.
const MOST_UNPRINTED: u64 = 1000;

/// A change to the records of an input, or to what its ids name.
pub(super) struct Change<'a> {
    pub task: Task,
    pub input: Input,
    pub bulk: &'a Bulk,
    /// The arguments of records, with the number that is expected.
    pub records: Option<&'a RecordArguments>,
    pub allow_empty: bool,
    pub if_existing: IfExisting,
    /// What standard input was used for: if it gave the ids, the question goes to the terminal
    /// device.
    pub stdin: Stdin,
    /// A mode is given by a name, and is not 0, which is the same in every scale.
    pub names_modes: bool,
    /// How many may be deleted at most.
    pub max_delete: Option<u64>,
    /// The columns of the records that the service answers updates with.
    pub columns: Option<Columns>,
}

impl<'a> Change<'a> {
    pub fn new(task: Task, input: Input, bulk: &'a Bulk) -> Change<'a> {
        Change {
            task,
            input,
            bulk,
            records: None,
            allow_empty: false,
            if_existing: IfExisting::Refuse,
            stdin: Stdin::Untouched,
            names_modes: false,
            max_delete: None,
            columns: None,
        }
    }

    /// Carries it out and prints its accounts. The result is that of the run.
    pub fn run(mut self, context: &Context) -> Result<()> {
        let (files, backup) = self.claim_files(context)?;
        let inspected = inspect(context, self.task.collection(), &self.input, self.bulk)?;
        self.names_modes |= inspected.names_modes;
        if !self.has_records(context, &inspected)? {
            return self.end_empty(context, files);
        }
        self.note_nameless(context, &inspected);
        self.check_deletions(inspected.count)?;
        if self.bulk.check {
            return self.end_checked(context, inspected.count);
        }
        let connection = context.connect_to_change()?;
        self.confirm(context, &connection, &inspected)?;
        self.send(context, &connection, files, backup, inspected)
    }

    /// Claims the files that the run writes.
    fn claim_files(&self, context: &Context) -> Result<(Files, Option<Output>)> {
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

    /// Whether there is anything to do. Another number of records than was expected is a mistake, and
    /// so is input without even an empty array: mostly the step before it in a pipeline has failed.
    fn has_records(&self, context: &Context, inspected: &Inspected) -> Result<bool> {
        if let Some(records) = self.records {
            records.check_count(inspected.total)?;
        }
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

    /// Ends a run that has nothing to do.
    fn end_empty(self, context: &Context, files: Files) -> Result<()> {
        if self.bulk.check {
            return self.end_checked(context, 0);
        }
        if context.options.dry_run {
            return Ok(());
        }
        // The next step may read the files, and those of an earlier run would mislead it.
        files.finish(&Totals::default())?;
        match self.columns {
            Some(columns) => AnswerPages::new(context, columns, 0).end(true)?,
            None => summary(&self.task, &Accounts::default()).print_result(&context.console)?,
        }
        Ok(())
    }

    fn note_nameless(&self, context: &Context, inspected: &Inspected) {
        let collection = self.task.collection();
        let nouns = (collection.singular(), collection.plural());
        if matches!(self.task, Task::Create(_))
            && let Some(note) = inspected.remarks.nameless(nouns)
        {
            context.console.note(&note);
        }
    }

    fn check_deletions(&self, count: u64) -> Result<()> {
        match self.max_delete {
            Some(most) if count > most => Err(Failure::usage(format!(
                "the input names {}, and --max-delete {most} lets no more be deleted; nothing was \
                 sent",
                self.task.collection().counted(count)
            ))),
            _ => Ok(()),
        }
    }

    /// Ends a run that only checks its input.
    fn end_checked(&self, context: &Context, count: u64) -> Result<()> {
        let accounts = Accounts {
            input: count,
            not_sent: count,
            ..Accounts::default()
        };
        Ok(summary(&self.task, &accounts).print_checked(&context.console)?)
    }

    fn confirm(
        &self,
        context: &Context,
        connection: &Connection,
        inspected: &Inspected,
    ) -> Result<()> {
        match &self.task {
            Task::Delete(collection) if inspected.count > 0 => {
                let question = removal(context, connection, collection, inspected);
                context.confirm_removal(connection, &question, self.stdin)
            }
            _ => Ok(()),
        }
    }

    /// Sends everything. The result is that of the run.
    fn send(
        mut self,
        context: &Context,
        connection: &Connection,
        files: Files,
        backup: Option<Output>,
        inspected: Inspected,
    ) -> Result<()> {
        let count = inspected.count + inspected.wrong;
        let client = &connection.client;
        let columns = self.columns.take();
        // Answers are printed in the order of the input.
        let is_one_request = count <= context.options.batch_size as u64;
        let has_order = columns.is_none() && connection.prefers_order() && !is_one_request;
        let mut watch = RunWatch {
            progress: Some(self.progress(context, connection, count)),
            answers: columns.map(|columns| AnswerPages::new(context, columns, count)),
            ..RunWatch::new(files, self.input.names())
        };
        let (task, shard) = (self.task.clone(), self.bulk.shard);
        let is_sorted = self.if_existing == IfExisting::LookUpFirst || has_order;
        let tolerates = self.bulk.keep_going;
        let records = InputRecords::new(&self.input, inspected, task, shard, is_sorted, tolerates);
        let upload_limit = client.upload_limit();
        if !is_one_request {
            upload_limit.begin_small();
        }
        let source = BatchSource::new(records, context.options.batch_size, upload_limit);
        let job = Job {
            keep_going: self.bulk.keep_going,
            if_existing: self.if_existing,
            ..Job::new(client.clone())
        };
        let in_order = watch.answers.is_some().then_some(MOST_UNPRINTED);
        let ran = context.block_on(async {
            if self.names_modes {
                check_scale(context, client).await?;
            }
            let backup = self.back_up(context, connection, backup).await?;
            // Ctrl-C before this simply ends the process: nothing was sent.
            context.on_interrupt();
            Ok((batch::run(source, job, in_order, &mut watch).await, backup))
        });
        watch.end_progress();
        let (mut run, backup) = ran?;
        // An interrupted run does not read on, but the inspection has counted what is left.
        run.count_unread(count);
        let finished = finish(context, connection, &self.task, run, watch);
        if let Some(backup) = backup {
            backup.tell(context);
        }
        finished
    }

    fn progress(&self, context: &Context, connection: &Connection, count: u64) -> Progress {
        let shard = self.bulk.shard;
        Progress::new(
            &context.console,
            connection.client.clone(),
            format!("{} {}", self.task.collection().plural(), self.task.past()),
            shard.map_or(count, |shard| shard.share_of(count)),
        )
    }

    /// Keeps what the change touches, if a backup is wanted. Creating and adding touch nothing that
    /// is there.
    async fn back_up(
        &self,
        context: &Context,
        connection: &Connection,
        claimed: Option<Output>,
    ) -> Result<Option<MadeBackup>> {
        if matches!(self.task, Task::Create(_) | Task::Add(_)) {
            return Ok(None);
        }
        let way = WayBack {
            stays: matches!(self.task, Task::Update(_)).then_some(
                "a field that a channel does not have now stays, because the API takes none back",
            ),
            ..WayBack::default()
        };
        let touched = || touched_by(&self.input, &self.task, self.bulk.shard);
        make_backup(context, connection, claimed, touched, way).await
    }
}
