//! Carrying out what `apply` has planned, and telling of it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use tokio::sync::watch;

use crate::api::Collection;
use crate::bulk::{self, Accounts, Batch, Files, Observer, Outcome, Totals};
use crate::commands::verbs::{conclude, end_files};
use crate::context::{Connection, Context};
use crate::error::{Failure, Result};
use crate::instance::{
    self, CHANGES, Carried, CarrySettings, Counts, KINDS, Left, Plan, REMOVALS, Steps, carry,
};
use crate::render::{Progress, Summary};
use crate::store::Output;

use super::Apply;
use super::plan::cannot_change;

/// A wait of which nothing is said.
const UNSAID: Duration = Duration::from_secs(1);

pub(super) struct Work<'a> {
    pub(super) arguments: &'a Apply,
    pub(super) context: &'a Context,
    pub(super) connection: &'a Connection,
    pub(super) names: Arc<[String]>,
    /// What is to be put back when users are created anew.
    pub(super) file: &'a Path,
    /// Why not all of what an earlier run had to put back is there.
    pub(super) refused: Option<Failure>,
    /// What was done before the requests at hand.
    before: Accounts,
    /// The requests at hand are none of the plan's own.
    pub(super) is_aside: bool,
    /// Steps that have gone into requests.
    fed: Arc<AtomicU64>,
    /// Watched from the first change on; before that, Ctrl-C simply ends the process.
    interrupt: Option<watch::Receiver<bool>>,
    /// What is refused of what is put back.
    pub(super) left: Option<Left>,
    /// Where the report goes.
    pub(super) report: Option<Output>,
    files: Option<Files>,
    progress: Option<Progress>,
}

impl Observer for Work<'_> {
    fn batch_ended(&mut self, batch: &Batch, outcome: &Outcome) {
        if let Some(left) = &mut self.left {
            left.take(batch, outcome);
        }
        if let Some(files) = &mut self.files {
            files.batch_ended(batch, outcome, &self.names);
        }
    }

    fn tick(&mut self, accounts: &Accounts) {
        if let Some(progress) = &mut self.progress {
            let mut sum = self.before;
            if !self.is_aside {
                sum.add(accounts);
            }
            progress.tick(&sum);
        }
    }
}

impl<'a> Work<'a> {
    pub fn new(
        arguments: &'a Apply,
        context: &'a Context,
        connection: &'a Connection,
        names: Arc<[String]>,
        file: &'a Path,
    ) -> Work<'a> {
        Work {
            arguments,
            context,
            connection,
            names,
            file,
            refused: None,
            before: Accounts::default(),
            is_aside: false,
            fed: Arc::default(),
            interrupt: None,
            left: None,
            report: None,
            files: None,
            progress: None,
        }
    }

    pub(super) fn settings(&mut self) -> CarrySettings {
        let context = self.context;
        let interrupt = self.interrupt.get_or_insert_with(|| context.on_interrupt());
        CarrySettings {
            keep_going: self.arguments.keep_going,
            never_stops: false,
            concurrency: self.context.options.concurrency,
            batch_size: self.context.options.batch_size,
            interrupt: interrupt.clone(),
            deadline: self.context.options.deadline,
            fed: self.fed.clone(),
        }
    }

    /// For requests beside those of the plan: what is refused does not keep the others away, and
    /// nothing of it is counted.
    pub(super) fn settings_aside(&mut self) -> CarrySettings {
        CarrySettings {
            keep_going: true,
            never_stops: true,
            fed: Arc::default(),
            ..self.settings()
        }
    }

    pub async fn apply(mut self, plan: Plan) -> Result<()> {
        let prune = self.arguments.prune;
        let (context, client) = (self.context, &self.connection.client);
        let steps = &plan.steps;
        let counts = steps.counts();
        let stuck = counts.stuck();
        let todo = counts.sum() - stuck - if prune { 0 } else { counts.removals() };
        self.tell(steps)?;
        if todo == 0 {
            self.files = Some(Files::reporting(self.report.take())?);
            if stuck == 0 {
                context.console.note("nothing to do");
            }
            let why = self.refused.take();
            return self.end(Carried::default(), &counts, why);
        }
        self.confirm(&counts, prune)?;
        self.files = Some(Files::reporting(self.report.take())?);
        self.progress = Some(Progress::new(
            &context.console,
            client.clone(),
            "steps done".to_owned(),
            self.fed.clone(),
            Some(todo),
        ));
        let settings = self.settings();
        let mut carried = Carried::default();
        let mut why = None;
        // What is still to be put back is not mixed with more of the kind.
        if counts.of(instance::Kind::RecreateUser) > 0 && self.refused.is_none() {
            let (recreated, not_all) = self.recreate_users(steps).await?;
            self.follow(&mut carried, recreated);
            why = not_all;
        }
        if carried.stop.is_none() && why.is_none() {
            let changed = carry(client, steps, &CHANGES, &settings, &mut self).await?;
            self.follow(&mut carried, changed);
        }
        if carried.stop.is_none() && why.is_none() && !client.is_dry_run() {
            why = self.settle(steps, &carried).await;
        }
        if carried.stop.is_none() && why.is_none() && counts.of(instance::Kind::RecreateMember) > 0
        {
            let recreated = self.recreate_members(steps).await?;
            self.follow(&mut carried, recreated);
        }
        if carried.stop.is_none() && why.is_none() && prune {
            let removed = carry(client, steps, &REMOVALS, &settings, &mut self).await?;
            self.follow(&mut carried, removed);
        }
        if carried.stop.is_none() && why.is_none() {
            why = self.complete_the_rest().await;
        }
        self.end(carried, &counts, why)
    }

    fn follow(&mut self, carried: &mut Carried, after: Carried) {
        carried.follow(after);
        self.before = carried.accounts();
    }

    /// Sees to it that new channels have the members that went along with them.
    async fn settle(&mut self, steps: &Steps, carried: &Carried) -> Option<Failure> {
        let client = &self.connection.client;
        let created = carried.of(instance::Kind::CreateChannel);
        let settings = self.settings_aside();
        // One that was there already did not get its members with the request.
        let is_sure = created.done == created.input;
        let console = &self.context.console;
        self.is_aside = true;
        let added = {
            let settled = instance::settle(client, steps, is_sure, &settings, self);
            let mut settled = std::pin::pin!(settled);
            tokio::select! {
                biased;
                added = &mut settled => added,
                () = tokio::time::sleep(UNSAID) => {
                    console.note("waiting until new channels have their members");
                    settled.await
                }
            }
        };
        self.is_aside = false;
        let added = match added {
            Ok(added) => added?,
            Err(error) => {
                let why = Failure::from(error);
                let what = "cannot look whether new channels have their members";
                return Some(why.context(what).partial());
            }
        };
        let accounts = added.accounts();
        let (_, mut run) = added.stop.or(added.refused)?;
        run.accounts = accounts;
        let collection = collection_of(&run);
        let ended = conclude(run, &collection, &self.names, true);
        let what = "new channels may lack members; another run adds them";
        ended.err().map(|why| why.context(what).partial())
    }

    /// The accounts of all that was planned: what was not begun is not sent.
    fn accounts(&self, carried: &Carried, counts: &Counts) -> Accounts {
        let mut accounts = carried.accounts();
        let is_begun = |kind| carried.by_kind.iter().any(|(begun, _)| *begun == kind);
        for kind in KINDS {
            let is_planned = self.arguments.prune || !kind.is_removal();
            if is_planned && !is_begun(kind) {
                accounts.input += counts.of(kind);
                accounts.not_sent += counts.of(kind);
            }
        }
        accounts.requests = self.connection.client.requests();
        accounts
    }

    /// Tells what became of it. `why` is why not all is put back that was to be.
    fn end(self, carried: Carried, counts: &Counts, why: Option<Failure>) -> Result<()> {
        let accounts = self.accounts(&carried, counts);
        let stuck = counts.stuck();
        let Work {
            context,
            connection,
            names,
            files,
            progress,
            ..
        } = self;
        if let Some(progress) = &progress {
            progress.end();
        }
        let client = &connection.client;
        if client.is_dry_run() && carried.stop.is_none() && why.is_none() {
            let steps = match accounts.input - stuck {
                0 => return Ok(()),
                1 => "1 step".to_owned(),
                count => format!("{count} steps"),
            };
            let note = format!("dry run: nothing was sent for {steps}");
            context.console.note(&note);
            return Ok(());
        }
        let printed = if accounts.input == 0 {
            Ok(())
        } else {
            Summary {
                accounts: &accounts,
                past: "applied",
                singular: "step",
                plural: "steps",
            }
            .print(&context.console)
        };
        let is_stopped = carried.stop.is_some();
        let run = carried.stop.or(carried.refused);
        let of_run = run.map_or(Ok(()), |(_, mut run)| {
            run.accounts = accounts;
            let collection = collection_of(&run);
            conclude(run, &collection, &names, true)
        });
        // One of them is the error; the other is told all the same.
        let (ended, other) = match (of_run, why) {
            (Err(of_run), why) if is_stopped || why.is_none() => (Err(of_run), why),
            (of_run, Some(why)) => (Err(why), of_run.err()),
            (Ok(()), None) if stuck > 0 => (Err(cannot_change(counts)), None),
            (of_run, None) => (of_run, None),
        };
        if let Some(other) = other {
            context.console.warn(&other.to_string());
        }
        let totals = Totals {
            command: "apply",
            accounts,
            ..Totals::default()
        };
        end_files(context, connection, totals, files, ended)?;
        Ok(printed?)
    }
}

pub(super) fn collection_of(run: &bulk::Run) -> Collection {
    let task = match (&run.stop, &run.first_rejected) {
        (Some(bulk::Stop::Batch(batch, _)), _) | (None, Some((batch, _))) => batch.task(),
        _ => None,
    };
    task.map_or(Collection::Users, |task| task.collection().clone())
}
