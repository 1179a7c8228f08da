//! What is shown and kept of a run while it goes on, and its end: the result on standard output,
//! what has to be said of it, and its files.

use std::sync::Arc;

use crate::api::Collection;
use crate::batch::{Accounts, Batch, BatchOutcome, Files, Observer, RunResult, Stop, Task, Totals};
use crate::context::{Connection, Context};
use crate::error::Result;
use crate::render::{Console, Progress, RenderError, Summary};

use super::answers::AnswerPages;
use super::outcome::{end_files, outcome_to_result};

/// What is shown and kept of a run while it goes on, of a change and of `apply` alike.
pub struct RunWatch {
    pub files: Files,
    /// The names of the files that the records are in.
    pub names: Arc<[String]>,
    pub progress: Option<Progress>,
    /// Set if the answers are the result.
    pub answers: Option<AnswerPages>,
    /// The first success whose count could not be used, in words.
    pub odd_answer: Option<String>,
}

impl RunWatch {
    pub fn new(files: Files, names: Arc<[String]>) -> RunWatch {
        RunWatch {
            files,
            names,
            progress: None,
            answers: None,
            odd_answer: None,
        }
    }

    /// Notes what became of a batch whose records are in files with these names.
    pub fn note(&mut self, batch: &Batch, outcome: &BatchOutcome, names: &[String]) {
        self.files.batch_ended(batch, outcome, names);
        if self.odd_answer.is_none() {
            self.odd_answer.clone_from(&outcome.odd_answer);
        }
    }

    /// Takes the progress away: nothing more is sent.
    pub fn end_progress(&self) {
        if let Some(progress) = &self.progress {
            progress.end();
        }
    }
}

impl Observer for RunWatch {
    fn batch_ended(&mut self, batch: &Batch, outcome: &BatchOutcome) {
        let names = Arc::clone(&self.names);
        self.note(batch, outcome, &names);
        let Some(answers) = &mut self.answers else {
            return;
        };
        answers.add(&outcome.answers);
        if answers.has_page() {
            match &self.progress {
                Some(progress) => progress.suspend(|| answers.print_page()),
                None => answers.print_page(),
            }
        }
    }

    fn tick(&mut self, accounts: &Accounts) {
        if let Some(progress) = &mut self.progress {
            progress.tick(accounts);
        }
    }
}

/// What a change of this kind did.
pub fn summary<'a>(task: &'a Task, accounts: &'a Accounts) -> Summary<'a> {
    let collection = task.collection();
    Summary {
        accounts,
        past: task.past(),
        singular: collection.singular(),
        plural: collection.plural(),
        why_unchanged: task.why_unchanged(),
    }
}

/// Warns if the count is not confirmed, or if an answer gave none. The summary says so itself where it
/// is a sentence; as JSON it has no field for it.
pub fn warn_unconfirmed(console: &Console, accounts: &Accounts, odd_answer: Option<&str>) {
    match odd_answer {
        Some(answer) => console.warn(&format!("{answer}: the count is not confirmed")),
        None if accounts.unconfirmed && console.format().is_json() => console.warn(
            "the count is not confirmed: a request was repeated after a try that may have been \
             applied",
        ),
        None => {}
    }
}

/// Prints the result, writes the files, and ends as the run did. A dry run only prints a note.
pub fn finish(
    context: &Context,
    connection: &Connection,
    task: &Task,
    mut run: RunResult,
    watch: RunWatch,
) -> Result<()> {
    let console = &context.console;
    let collection = task.collection();
    if run.is_unordered {
        console.warn(&format!(
            "the service does not list its {} in ascending order of their ids, so all of \
             them were read to find those that are there",
            collection.plural()
        ));
    }
    if connection.client.is_dry_run() && run.stop.is_none() {
        note_dry_run(console, collection, &run.accounts);
        return Ok(());
    }
    let RunWatch {
        files,
        names,
        answers,
        odd_answer,
        ..
    } = watch;
    run.accounts.requests = connection.client.requests();
    let accounts = run.accounts;
    let is_success = run.stop.is_none() && accounts.is_success();
    let summary = summary(task, &accounts);
    let printed = match answers {
        None if is_success => summary.print_result(console),
        None => summary.print(console),
        Some(answers) => {
            let printed = answers.end(is_success);
            if !is_success {
                // Standard output has the records; the counts go to where the error goes.
                summary.tell(console);
            }
            printed
        }
    };
    if is_success && matches!(printed, Err(RenderError::Io(_))) {
        // What was done must be known somewhere.
        summary.tell(console);
    }
    warn_unconfirmed(console, &accounts, odd_answer.as_deref());
    if run.is_split && run.batches == 1 {
        console.warn(&format!(
            "{} were too large for one request (413) and went in several, so they were not done \
             whole or not at all",
            collection.counted(accounts.input)
        ));
    }
    let has_rejects = files.has_rejects();
    let is_cut_short = !matches!(run.stop, None | Some(Stop::Batch(..)));
    let ended = outcome_to_result(run, collection, &names, has_rejects);
    // The end of the run counts more than a result that could not be printed.
    if let (Err(_), Err(error @ (RenderError::Io(_) | RenderError::Id { .. }))) = (&ended, &printed)
    {
        console.warn(&error.to_string());
    }
    let command = format!("{} {}", task.past(), collection.plural());
    let totals = Totals {
        command: &command,
        accounts,
        is_cut_short,
        ..Totals::default()
    };
    end_files(context, connection, totals, files, ended)?;
    Ok(printed?)
}

fn note_dry_run(console: &Console, collection: &Collection, accounts: &Accounts) {
    let Accounts {
        input,
        skipped,
        rejected,
        ..
    } = *accounts;
    let counted = collection.counted(input - rejected - skipped);
    let others: String = [(skipped, "skipped"), (rejected, "rejected")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("; {} would be {what}", collection.counted(count)))
        .collect();
    console.note(&format!("dry run: nothing was sent for {counted}{others}"));
}
