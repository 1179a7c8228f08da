//! Carrying out what `apply` has planned: one phase after the other, each giving back what it did
//! and why it did not do more. So nothing that was done is lost over what goes wrong later.

use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crate::batch::{Accounts, BodyLimit, Files};
use crate::commands::verbs::outcome_to_result;
use crate::context::{Connection, Context};
use crate::document::{
    self, CHANGES, Carried, CarrySettings, KINDS, Plan, REMOVALS, Steps, carry, created_by_others,
};
use crate::error::{Failure, Kind, Result};
use crate::render::Progress;
use crate::system::Interrupt;

use super::Apply;
use super::watch::{Log, Watch, collection_of};

/// A wait of which nothing is said.
const UNSAID: Duration = Duration::from_secs(1);

/// What is the same for all of a run.
pub(super) struct Work<'a> {
    pub arguments: &'a Apply,
    pub context: &'a Context,
    pub connection: &'a Connection,
    pub names: Arc<[String]>,
    /// What is to be put back when users are created anew.
    pub file: &'a Path,
    /// Watched from the first change on; before that, Ctrl-C simply ends the process.
    interrupt: OnceCell<Interrupt>,
    /// Counts the steps that have gone into requests.
    fed: Arc<AtomicU64>,
    /// What is known of the size of requests.
    limit: Arc<BodyLimit>,
}

/// The phases of a plan, in the order in which they are carried out.
#[derive(Debug, Clone, Copy)]
enum Phase {
    RecreateUsers,
    Change,
    Settle,
    RecreateMembers,
    Prune,
    Compare,
    RestoreTheRest,
}

const PHASES: [Phase; 7] = [
    Phase::RecreateUsers,
    Phase::Change,
    Phase::Settle,
    Phase::RecreateMembers,
    Phase::Prune,
    Phase::Compare,
    Phase::RestoreTheRest,
];

/// What a phase, or several, did.
#[derive(Default)]
pub(super) struct Done {
    pub carried: Carried,
    /// Why not all was done that was to be, beside what became of the steps.
    pub why: Option<Failure>,
}

impl Done {
    /// Whether the next phase is begun.
    fn goes_on(&self) -> bool {
        self.carried.is_whole() && self.why.is_none()
    }

    fn follow(&mut self, after: Done) {
        self.carried.follow(after.carried);
        self.why = self.why.take().or(after.why);
    }
}

impl From<Carried> for Done {
    fn from(carried: Carried) -> Done {
        Done { carried, why: None }
    }
}

impl From<Failure> for Done {
    fn from(why: Failure) -> Done {
        Done {
            carried: Carried::default(),
            why: Some(why),
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
            interrupt: OnceCell::new(),
            fed: Arc::default(),
            limit: Arc::default(),
        }
    }

    pub fn settings(&self) -> CarrySettings {
        self.interrupt.get_or_init(|| self.context.on_interrupt());
        CarrySettings {
            keep_going: self.arguments.keep_going,
            never_stops: false,
            concurrency: self.context.options.concurrency,
            batch_size: self.context.options.batch_size,
            fed: self.fed.clone(),
            limit: self.limit.clone(),
        }
    }

    /// For requests beside those of the plan: what is refused does not keep the others away, and
    /// nothing of it is counted.
    pub fn settings_aside(&self) -> CarrySettings {
        CarrySettings {
            keep_going: true,
            never_stops: true,
            fed: Arc::default(),
            ..self.settings()
        }
    }

    /// Carries out a plan, and tells what became of it. `leftover` is why not all of what an
    /// earlier run had to put back is there.
    pub async fn apply(&self, plan: Plan, leftover: Option<Failure>, files: Files) -> Result<()> {
        let prune = self.arguments.prune;
        let (context, client) = (self.context, &self.connection.client);
        let steps = &plan.steps;
        let counts = steps.counts();
        let stuck = counts.stuck();
        let todo = counts.sum() - stuck - if prune { 0 } else { counts.removals() };
        self.tell(&plan)?;
        let mut log = Log::new(files);
        if todo == 0 {
            if stuck == 0 {
                context.console.note("nothing to do");
            }
            let done = leftover.map_or_else(Done::default, Done::from);
            return self.end(done, &plan, log);
        }
        self.confirm(&counts, prune)?;
        log.progress = Some(Progress::new(
            &context.console,
            client.clone(),
            "steps done".to_owned(),
            self.fed.clone(),
            Some(todo),
        ));
        let done = self.phases(&plan, leftover, &mut log).await;
        self.end(done, &plan, log)
    }

    async fn phases(&self, plan: &Plan, leftover: Option<Failure>, log: &mut Log) -> Done {
        let steps = &plan.steps;
        let mut done = Done::default();
        for phase in PHASES {
            if !done.goes_on() {
                break;
            }
            let ended = match phase {
                // What is still to be put back is not mixed with more of the kind.
                Phase::RecreateUsers if leftover.is_some() => Done::default(),
                Phase::RecreateUsers => self.recreate_users(plan, log).await,
                Phase::Change => self.carry(steps, &CHANGES, log).await,
                Phase::Settle => self.settle(steps, &done.carried, log).await,
                Phase::RecreateMembers => self.recreate_members(steps, log).await,
                Phase::Prune if !self.arguments.prune => Done::default(),
                Phase::Prune => self.carry(steps, &REMOVALS, log).await,
                Phase::Compare => self.compare(plan, &done.carried).await,
                Phase::RestoreTheRest if leftover.is_none() => Done::default(),
                Phase::RestoreTheRest => self.restore_the_rest(log).await,
            };
            done.follow(ended);
            log.before = done.carried.accounts();
        }
        done
    }

    async fn carry(&self, steps: &Steps, kinds: &[document::Kind], log: &mut Log) -> Done {
        let client = &self.connection.client;
        let mut watch = Watch::of_plan(log, &self.names);
        carry(client, steps, kinds, &self.settings(), &mut watch)
            .await
            .into()
    }

    /// Sees to it that new channels have the members that went along with them.
    async fn settle(&self, steps: &Steps, carried: &Carried, log: &mut Log) -> Done {
        let client = &self.connection.client;
        if client.is_dry_run() {
            return Done::default();
        }
        let created = carried.of(document::Kind::CreateChannel);
        let settings = self.settings_aside();
        // One that was there already did not get its members with the request.
        let is_sure = created.done == created.input;
        let console = &self.context.console;
        let added = {
            let mut watch = Watch::aside(log, &self.names);
            let settled = document::settle(client, steps, is_sure, &settings, &mut watch);
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
        let added = match added {
            Ok(added) => added.unwrap_or_default(),
            Err(error) => {
                let why = Failure::from(error);
                let what = "cannot look whether new channels have their members";
                return why.context(what).partial().into();
            }
        };
        let what = "new channels may lack members; another run adds them";
        let accounts = added.accounts();
        if let Some(error) = added.unread {
            return Failure::from(error).context(what).partial().into();
        }
        let Some((_, mut run)) = added.stop.or(added.refused) else {
            return Done::default();
        };
        run.accounts = accounts;
        let collection = collection_of(&run);
        let ended = outcome_to_result(run, &collection, &self.names, true);
        let why = ended.err().map(|why| why.context(what).partial());
        why.map_or_else(Done::default, Done::from)
    }

    /// Looks at what was there before it could be created: it may be otherwise.
    async fn compare(&self, plan: &Plan, carried: &Carried) -> Done {
        for kind in [document::Kind::CreateUser, document::Kind::CreateChannel] {
            if carried.of(kind).skipped > 0
                && let Some(why) = self.others(plan, kind).await
            {
                return why.into();
            }
        }
        Done::default()
    }

    /// Says so where records of this kind are not as the document has them, because somebody else
    /// created them.
    pub async fn others(&self, plan: &Plan, kind: document::Kind) -> Option<Failure> {
        let client = &self.connection.client;
        let others = match created_by_others(client, &plan.steps, kind, &plan.ignored).await {
            Ok(others) => others,
            Err(error) => {
                let what = "cannot compare what somebody else created meanwhile";
                return Some(Failure::from(error).context(what).partial());
            }
        };
        let first = others.first?;
        let noun = match kind {
            document::Kind::CreateChannel => "channel",
            _ => "user",
        };
        let more = match others.count {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let place = first.place.show(&self.names);
        let fields: Vec<&str> = first.changes.iter().map(|c| c.field.as_str()).collect();
        let message = format!(
            "{place}: the {noun} `{}`{more} was created by somebody else meanwhile, and differs \
             from the document in {}",
            first.id,
            fields.join(" and ")
        );
        let failure = Failure::new(Kind::Partial, message);
        Some(failure.hint("run the same again; `cyxth diff` shows what differs"))
    }

    /// The accounts of all that was planned: what was not begun is not sent.
    pub fn accounts(&self, carried: &Carried, counts: &document::Counts) -> Accounts {
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
}
