//! Carrying out what `apply` has planned, and telling of it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::api::Collection;
use crate::bulk::{self, Accounts, Batch, Files, Observer, Outcome, Totals};
use crate::commands::verbs::conclude;
use crate::context::{Connection, Context};
use crate::error::{Failure, Kind, Result};
use crate::instance::{
    self, CHANGES, Carried, CarrySettings, Counts, KINDS, Plan, REMOVALS, Step, Steps, carry,
};
use crate::render::{self, Progress, Summary, counted};

use super::Apply;

pub(super) struct Work<'a> {
    arguments: &'a Apply,
    pub(super) context: &'a Context,
    pub(super) connection: &'a Connection,
    pub(super) names: Arc<[String]>,
    /// What is to be put back when users are created anew.
    pub(super) file: &'a Path,
    /// Why not all of what an earlier run had to put back is there.
    pub(super) refused: Option<Failure>,
    files: Option<Files>,
    progress: Option<Progress>,
}

impl Observer for Work<'_> {
    fn batch_ended(&mut self, batch: &Batch, outcome: &Outcome) {
        if let Some(files) = &mut self.files {
            files.batch_ended(batch, outcome, &self.names);
        }
    }

    fn tick(&mut self, accounts: &Accounts) {
        if let Some(progress) = &mut self.progress {
            progress.tick(accounts);
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
            files: None,
            progress: None,
        }
    }

    pub(super) fn settings(&self, fed: Arc<AtomicU64>) -> CarrySettings {
        CarrySettings {
            keep_going: self.arguments.keep_going,
            concurrency: self.context.options.concurrency,
            batch_size: self.context.options.batch_size,
            interrupt: self.context.on_interrupt(),
            deadline: self.context.options.deadline,
            fed,
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
            self.files = Some(Files::reporting(self.arguments.report.as_deref())?);
            if stuck == 0 {
                context.console.note("nothing to do");
            }
            let why = self.refused.take();
            return self.end(Carried::default(), &counts, why);
        }
        self.confirm(&counts, prune)?;
        self.files = Some(Files::reporting(self.arguments.report.as_deref())?);
        let fed = Arc::new(AtomicU64::new(0));
        self.progress = Some(Progress::new(
            &context.console,
            client.clone(),
            "steps done".to_owned(),
            fed.clone(),
            Some(todo),
        ));
        let settings = self.settings(fed);
        let mut carried = Carried::default();
        let mut why = None;
        if counts.of(instance::Kind::RecreateUser) > 0 {
            let (recreated, not_all) = self.recreate_users(steps, &settings).await?;
            carried.follow(recreated);
            why = not_all;
        }
        let is_going_on = |carried: &Carried| carried.stop.is_none() && why.is_none();
        if is_going_on(&carried) {
            carried.follow(carry(client, steps, &CHANGES, &settings, &mut self).await?);
        }
        if is_going_on(&carried) && !client.is_dry_run() {
            let added = instance::settle(client, steps, &settings, &mut self).await;
            match added {
                Ok(added) => carried.stop = added.and_then(|added| added.stop),
                Err(error) => why = Some(not_looked(error.into())),
            }
        }
        let is_going_on = |carried: &Carried| carried.stop.is_none() && why.is_none();
        if is_going_on(&carried) && counts.of(instance::Kind::RecreateMember) > 0 {
            carried.follow(self.recreate_members(steps, &settings).await?);
        }
        if is_going_on(&carried) && prune {
            carried.follow(carry(client, steps, &REMOVALS, &settings, &mut self).await?);
        }
        if is_going_on(&carried) && !client.is_dry_run() {
            why = self.complete_the_rest().await;
        }
        self.end(carried, &counts, why)
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

    /// Says what is planned, and who cannot be changed.
    fn tell(&self, steps: &Steps) -> Result<()> {
        const SHOWN: usize = 10;
        let console = &self.context.console;
        let users = steps.of(instance::Kind::CannotChangeUser);
        let members = steps.of(instance::Kind::CannotChangeMember);
        for step in users.chain(members).take(SHOWN) {
            let step = step?;
            let place = step.place.show(&self.names);
            let Step { id, channel, .. } = &step;
            console.warn(&if channel.is_empty() {
                let fields: Vec<&str> = step.changes.iter().map(|c| c.field.as_str()).collect();
                let fields = fields.join(" and ");
                format!("{place}: cannot change the user `{id}`: the API does not edit {fields}")
            } else {
                format!(
                    "{place}: cannot change the member `{id}` of channel `{channel}`: the user \
                     has no mode, and the API does not take back the one that is set there"
                )
            });
        }
        let stuck = steps.counts().stuck();
        if stuck > SHOWN as u64 {
            let more = stuck - SHOWN as u64;
            console.warn(&format!("and {more} more; `cyxth diff` shows all of them"));
        }
        let text = counted(&steps.counts(), self.arguments.prune);
        if !text.is_empty() {
            console.note(&text);
        }
        Ok(())
    }

    fn confirm(&self, counts: &Counts, prune: bool) -> Result<()> {
        let text = counted(counts, prune);
        let name = &self.connection.name;
        if (prune && counts.removals() > 0) || counts.recreations() > 0 {
            let question = format!("Apply to {name}: {text}?");
            return self.context.confirm(&question);
        }
        let is_settled = self.context.options.yes || self.context.options.dry_run;
        let question = format!("Apply to {name}?");
        if !is_settled && render::confirm(&self.context.console, &question)? == Some(false) {
            return Err(Failure::usage("not confirmed; nothing was sent"));
        }
        Ok(())
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
        let ended = match (carried.stop.or(carried.refused), why) {
            (Some((_, mut run)), why) if is_stopped || why.is_none() => {
                run.accounts = accounts;
                let collection = collection_of(&run);
                if let Some(why) = why {
                    context.console.warn(&why.to_string());
                }
                conclude(run, &collection, &names, true)
            }
            (_, Some(why)) => Err(why),
            _ if stuck > 0 => Err(cannot_change(counts)),
            _ => Ok(()),
        };
        let written = files.map_or(Ok(()), |files| {
            files.finish(&Totals {
                command: "apply",
                instance: &connection.name,
                accounts,
                retries: client.retries(),
                waited_ms: client.waited().as_millis() as u64,
                stop: ended.as_ref().err().map(ToString::to_string),
            })
        });
        // What became of the steps comes before what became of the words about them.
        if let (Err(_), Err(error)) = (&ended, &written) {
            context.console.warn(&error.to_string());
        }
        ended?;
        written?;
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

fn not_looked(error: Failure) -> Failure {
    error
        .context("cannot look whether new channels have their members")
        .partial()
}

fn cannot_change(counts: &Counts) -> Failure {
    let counted = |kind, singular| match counts.of(kind) {
        0 => None,
        1 => Some(format!("1 {singular}")),
        count => Some(format!("{count} {singular}s")),
    };
    let users = counted(instance::Kind::CannotChangeUser, "user");
    let members = counted(instance::Kind::CannotChangeMember, "member");
    let why = match (&users, &members) {
        (_, None) => "the API edits neither name nor metadata",
        (None, _) => "the API does not take back a mode that is set in a channel",
        _ => {
            "the API edits neither name nor metadata, and does not take back a mode that is set \
             in a channel"
        }
    };
    let who: Vec<String> = users.into_iter().chain(members).collect();
    let message = format!("{} cannot be changed: {why}", who.join(" and "));
    Failure::new(Kind::Partial, message).hint("`--recreate` deletes them and creates them anew")
}
