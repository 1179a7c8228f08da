//! What `apply` tells at its end, however that came.

use crate::batch::{self, Files, Totals};
use crate::commands::verbs::{end_files, outcome_to_result, warn_unconfirmed};
use crate::document::{Counts, Plan};
use crate::error::{Failure, Result};
use crate::render::Summary;

use super::plan::cannot_change;
use super::watch::{Log, collection_of};
use super::work::{Done, Work};

/// What always helps: a plan is made of what is there.
const AGAIN: &str = "run the same again: it does what is left";

impl Work<'_> {
    /// Tells what became of a plan: the counts, the report, and one error.
    pub fn end(&self, done: Done, plan: &Plan, log: Log) -> Result<()> {
        let counts = plan.steps.counts();
        let console = &self.context.console;
        let accounts = self.accounts(&done.carried, &counts);
        if let Some(progress) = &log.progress {
            progress.end();
        }
        if self.connection.client.is_dry_run() && done.carried.is_whole() && done.why.is_none() {
            let steps = match accounts.input - counts.stuck() {
                0 => return Ok(()),
                1 => "1 step".to_owned(),
                count => format!("{count} steps"),
            };
            console.note(&format!("dry run: nothing was sent for {steps}"));
            return Ok(());
        }
        let (ended, others) = self.verdict(done, accounts, &counts);
        let summary = Summary {
            accounts: &accounts,
            past: "applied",
            singular: "step",
            plural: "steps",
            why_unchanged: None,
        };
        let printed = match &ended {
            Ok(()) => summary.print_result(console),
            Err(_) if accounts.input == 0 => Ok(()),
            Err(_) => summary.print(console),
        };
        warn_unconfirmed(console, &accounts, log.odd_answer.as_deref());
        for other in others {
            console.warn(&other.to_string());
        }
        let totals = Totals {
            command: "apply",
            accounts,
            ..Totals::default()
        };
        end_files(
            self.context,
            self.connection,
            totals,
            Some(log.files),
            ended,
        )?;
        Ok(printed?)
    }

    /// The end of a run that came to no plan: it is reported like any other.
    pub fn end_without_plan(&self, why: Failure, files: Files) -> Result<()> {
        let totals = Totals {
            command: "apply",
            accounts: batch::Accounts {
                requests: self.connection.client.requests(),
                ..batch::Accounts::default()
            },
            ..Totals::default()
        };
        end_files(self.context, self.connection, totals, Some(files), Err(why))
    }

    /// How it ended, and what else is to be told.
    fn verdict(
        &self,
        done: Done,
        accounts: batch::Accounts,
        counts: &Counts,
    ) -> (Result<()>, Vec<Failure>) {
        let Done { carried, why } = done;
        let is_stopped = carried.stop.is_some();
        let of_run = carried.stop.or(carried.refused).and_then(|(_, mut run)| {
            run.accounts = accounts;
            let collection = collection_of(&run);
            outcome_to_result(run, &collection, &self.names, true).err()
        });
        let unread = carried.unread.map(|error| {
            Failure::from(error)
                .context("cannot go on with the plan")
                .hint(AGAIN)
        });
        let partial = |failure: Failure| match accounts.is_partial() {
            true => failure.partial(),
            false => failure,
        };
        let why = why.map(partial);
        let unread = unread.map(partial);
        // The first of them is the error; the others are told all the same.
        let failures = match is_stopped {
            true => [of_run, unread, why],
            false => [unread, why, of_run],
        };
        let mut failures = failures.into_iter().flatten();
        match failures.next().or(cannot_change(counts)) {
            None => (Ok(()), Vec::new()),
            Some(first) => (Err(first), failures.collect()),
        }
    }
}
