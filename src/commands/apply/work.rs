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
    self, CHANGES, Carried, CarrySettings, Counts, Plan, REMOVALS, Steps, carry,
};
use crate::render::{self, Progress, Summary, counted};

use super::Apply;

pub(super) struct Work<'a> {
    arguments: &'a Apply,
    context: &'a Context,
    connection: &'a Connection,
    names: Arc<[String]>,
    /// What is to be put back when users are created anew.
    file: &'a Path,
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
            files: None,
            progress: None,
        }
    }

    fn settings(&self, fed: Arc<AtomicU64>) -> CarrySettings {
        CarrySettings {
            keep_going: false,
            concurrency: self.context.options.concurrency,
            batch_size: self.context.options.batch_size,
            interrupt: self.context.on_interrupt(),
            deadline: self.context.options.deadline,
            fed,
        }
    }

    /// Completes a run that was killed while users were created anew.
    pub async fn complete(&mut self) -> Result<()> {
        self.context.console.note(&format!(
            "an earlier run did not put everything back: {} is put back first",
            self.file.display()
        ));
        let settings = self.settings(Arc::default());
        let client = &self.connection.client;
        let carried = instance::put_back(client, self.file, &settings, self)
            .await
            .map_err(|error| self.not_put_back(error.into()))?;
        if carried.stop.is_none() && carried.accounts().rejected > 0 {
            // The document may have what the service takes; the file stays for what belongs to
            // it, and the next run puts that back.
            self.context.console.warn(&format!(
                "the service refuses {} of what {} holds; the file stays, and all else of it is \
                 put back",
                carried.accounts().rejected,
                self.file.display()
            ));
            return Ok(());
        }
        self.put_back(&carried)
    }

    /// The file is no longer needed once all of it is put back.
    fn put_back(&self, carried: &Carried) -> Result<()> {
        if let Some((_, run)) = &carried.stop {
            let why = match &run.stop {
                Some(bulk::Stop::Batch(_, outcome)) => outcome.error.clone().map(Failure::from),
                Some(bulk::Stop::Interrupted) => {
                    Some(Failure::new(Kind::Interrupted, "interrupted"))
                }
                _ => None,
            };
            let why = why.unwrap_or_else(|| Failure::new(Kind::Other, "the run has ended early"));
            return Err(self.not_put_back(why));
        }
        let rejected = carried.accounts().rejected;
        if rejected > 0 {
            let message = format!("the service refuses {rejected} of the steps");
            return Err(self.not_put_back(Failure::new(Kind::Refused, message)));
        }
        match std::fs::remove_file(self.file) {
            // Another run has put back the same.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            other => Ok(other?),
        }
    }

    fn not_put_back(&self, why: Failure) -> Failure {
        let path = self.file.display().to_string();
        why.context("users are created anew, and not all of it is put back")
            .hint(format!(
                "the next apply puts back what {path} holds; remove the file to give that up"
            ))
    }

    pub async fn apply(mut self, plan: Plan) -> Result<()> {
        let Apply {
            prune, recreate, ..
        } = *self.arguments;
        let (context, client) = (self.context, &self.connection.client);
        let steps = &plan.steps;
        let counts = steps.counts();
        let stuck = counts.of(instance::Kind::CannotChangeUser);
        let todo = counts.sum() - stuck - if prune { 0 } else { counts.removals() };
        self.tell(steps, stuck)?;
        if todo == 0 {
            self.files = Some(Files::reporting(self.arguments.report.as_deref())?);
            if stuck == 0 {
                context.console.note("nothing to do");
            }
            return self.end(Carried::default(), stuck);
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
        if recreate && counts.of(instance::Kind::RecreateUser) > 0 {
            carried.follow(self.recreate(steps, &settings).await?);
        }
        let mut kinds = CHANGES.to_vec();
        if prune {
            kinds.extend(REMOVALS);
        }
        if carried.stop.is_none() {
            carried.follow(carry(client, steps, &kinds, &settings, &mut self).await?);
        } else {
            carried.by_kind.extend(kinds.iter().map(|&kind| {
                let not_sent = counts.of(kind);
                let accounts = Accounts {
                    input: not_sent,
                    not_sent,
                    ..Accounts::default()
                };
                (kind, accounts)
            }));
        }
        self.end(carried, stuck)
    }

    /// Says what is planned, and who cannot be changed.
    fn tell(&self, steps: &Steps, stuck: u64) -> Result<()> {
        const SHOWN: usize = 10;
        let console = &self.context.console;
        for step in steps.of(instance::Kind::CannotChangeUser).take(SHOWN) {
            let step = step?;
            let fields: Vec<&str> = step.changes.iter().map(|c| c.field.as_str()).collect();
            console.warn(&format!(
                "{}: cannot change the user `{}`: the API does not edit {}",
                step.place.show(&self.names),
                step.id,
                fields.join(" and ")
            ));
        }
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
        let recreated = counts.of(instance::Kind::RecreateUser);
        let text = counted(counts, prune);
        let name = &self.connection.name;
        if (prune && counts.removals() > 0) || recreated > 0 {
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

    /// Deletes users and creates them anew, with all that belongs to them.
    async fn recreate(&mut self, steps: &Steps, settings: &CarrySettings) -> Result<Carried> {
        let client = &self.connection.client;
        let concurrency = self.context.options.concurrency;
        let counts = steps.counts();
        // A dry run leaves nothing behind.
        let dir = match self.context.options.dry_run {
            true => Some(tempfile::tempdir()?),
            false => None,
        };
        let aside = dir.as_ref().map(|dir| dir.path().join("put-back.jsonl"));
        let file = aside.as_deref().unwrap_or(self.file);
        let count = instance::remember(client, steps, concurrency, file).await?;
        if aside.is_none() {
            let memberships = match count {
                1 => "1 membership".to_owned(),
                count => format!("{count} memberships"),
            };
            let users = Collection::Users.counted(counts.of(instance::Kind::RecreateUser));
            self.context.console.note(&format!(
                "{users} and {memberships} are kept in {} until they are put back",
                file.display()
            ));
        }
        let deleted = instance::delete(client, steps, settings, self).await?;
        if deleted.stop.is_some() {
            return Ok(deleted);
        }
        let put_back = instance::put_back(client, file, settings, self)
            .await
            .map_err(|error| self.not_put_back(error.into()).partial())?;
        if aside.is_none() {
            // Users have been deleted by now: whatever is missing is a part.
            self.put_back(&put_back).map_err(|error| match error.kind {
                Kind::Interrupted => error,
                _ => error.partial(),
            })?;
        }
        Ok(deleted)
    }

    fn end(self, carried: Carried, stuck: u64) -> Result<()> {
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
        let mut accounts = carried.accounts();
        accounts.input += stuck;
        accounts.not_sent += stuck;
        accounts.requests = client.requests();
        if client.is_dry_run() && carried.stop.is_none() {
            let count = accounts.input;
            let note = format!("dry run: nothing was sent for {count} steps");
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
        let ended = match carried.stop {
            Some((_, mut run)) => {
                run.accounts = accounts;
                let collection = collection_of(&run);
                conclude(run, &collection, &names, true)
            }
            None if stuck > 0 => Err(cannot_change(stuck)),
            None => Ok(()),
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

fn collection_of(run: &bulk::Run) -> Collection {
    let task = match &run.stop {
        Some(bulk::Stop::Batch(batch, _)) => batch.task(),
        _ => None,
    };
    task.map_or(Collection::Users, |task| task.collection().clone())
}

fn cannot_change(count: u64) -> Failure {
    let users = if count == 1 { "user" } else { "users" };
    Failure::new(
        Kind::Partial,
        format!("{count} {users} cannot be changed: the API edits neither name nor metadata"),
    )
    .hint("`--recreate` deletes them and creates them anew")
}
