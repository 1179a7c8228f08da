//! Carrying out steps with the bulk engine: kind after kind, in an order that always holds.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::api::Client;
use crate::batch::{
    self, Accounts, Batch, BatchOutcome, BatchSource, BodyLimit, IfExisting, Job, Observer,
    RunResult, RunSettings, Stop,
};

use super::load::{Load, Records, grouped, task_of};
use super::step::Kind;
use super::steps::Steps;

/// Users and channels first, then members, then modes.
pub const CHANGES: [Kind; 6] = [
    Kind::CreateUser,
    Kind::CreateChannel,
    Kind::UpdateChannel,
    Kind::AddMember,
    Kind::UserMode,
    Kind::MemberMode,
];

/// The reverse.
pub const REMOVALS: [Kind; 3] = [Kind::RemoveMember, Kind::DeleteChannel, Kind::DeleteUser];

/// How steps are carried out.
#[derive(Clone)]
pub struct CarrySettings {
    /// Isolate what the service refuses, and do all else.
    pub keep_going: bool,
    /// With `keep_going`: whatever it refuses.
    pub never_stops: bool,
    pub concurrency: usize,
    pub batch_size: usize,
    /// Counts the steps that have gone into requests.
    pub fed: Arc<AtomicU64>,
    /// What is known of the size of requests.
    pub limit: Arc<BodyLimit>,
}

/// What became of the steps of some kinds. Whatever goes wrong, what was done before it is in here.
#[derive(Debug, Default)]
pub struct Carried {
    /// Done and all else, by kind, in the order of the work.
    pub by_kind: Vec<(Kind, Accounts)>,
    /// What ended it before its time: the kind and its run.
    pub stop: Option<(Kind, RunResult)>,
    /// The first run in which records were refused and others done all the same.
    pub refused: Option<(Kind, RunResult)>,
    /// Why steps could not even be read; this ended it too.
    pub unread: Option<io::Error>,
}

impl Carried {
    pub fn accounts(&self) -> Accounts {
        let mut sum = Accounts::default();
        for (_, accounts) in &self.by_kind {
            sum.add(accounts);
            sum.input += accounts.input;
        }
        sum
    }

    /// What became of the steps of one kind.
    pub fn of(&self, kind: Kind) -> Accounts {
        let of_kind = self.by_kind.iter().find(|(found, _)| *found == kind);
        of_kind.map_or_else(Accounts::default, |(_, accounts)| *accounts)
    }

    /// Whether nothing ended it before its time.
    pub fn is_whole(&self) -> bool {
        self.stop.is_none() && self.unread.is_none()
    }

    /// Whether the person or the deadline ended it, so that nothing more is to be begun.
    pub fn is_cut_short(&self) -> bool {
        let stop = self.stop.as_ref().and_then(|(_, run)| run.stop.as_ref());
        matches!(stop, Some(Stop::Interrupted | Stop::Deadline))
    }

    /// Takes over what came after.
    pub fn follow(&mut self, after: Carried) {
        self.by_kind.extend(after.by_kind);
        self.stop = self.stop.take().or(after.stop);
        self.refused = self.refused.take().or(after.refused);
        self.unread = self.unread.take().or(after.unread);
    }
}

/// Adds what was done before to what is shown of a run.
struct Onwards<'a> {
    observer: &'a mut dyn Observer,
    before: Accounts,
}

impl Observer for Onwards<'_> {
    fn batch_ended(&mut self, batch: &Batch, outcome: &BatchOutcome) {
        self.observer.batch_ended(batch, outcome);
    }

    fn tick(&mut self, accounts: &Accounts) {
        let mut sum = self.before;
        sum.add(accounts);
        self.observer.tick(&sum);
    }
}

/// Carries out the steps of these kinds, one kind after the other. The first failure ends it, and
/// what is left counts as not sent.
pub async fn carry(
    client: &Client,
    steps: &Steps,
    kinds: &[Kind],
    settings: &CarrySettings,
    observer: &mut dyn Observer,
) -> Carried {
    let mut carried = Carried::default();
    for &kind in kinds {
        let Some(task) = task_of(kind) else {
            continue;
        };
        let load = Load {
            kind,
            count: steps.counts().of(kind),
            records: || grouped(steps, kind, task),
        };
        carry_load(client, load, settings, observer, &mut carried).await;
    }
    carried
}

/// Carries out the steps of one kind, unless something has ended it before.
pub(super) async fn carry_load(
    client: &Client,
    load: Load<impl FnOnce() -> io::Result<Records>>,
    settings: &CarrySettings,
    observer: &mut dyn Observer,
    carried: &mut Carried,
) {
    let Load { kind, count, .. } = load;
    if count == 0 {
        return;
    }
    let records = match carried.is_whole() {
        true => (load.records)().map_err(|error| carried.unread = Some(error)),
        false => Err(()),
    };
    let Ok(records) = records else {
        let accounts = Accounts {
            input: count,
            not_sent: count,
            ..Accounts::default()
        };
        carried.by_kind.push((kind, accounts));
        return;
    };
    let source = BatchSource::new(records, settings.batch_size, settings.fed.clone());
    let mut onwards = Onwards {
        before: carried.accounts(),
        observer,
    };
    let job = Job {
        keep_going: settings.keep_going,
        never_stops: settings.never_stops,
        has_many_channels: true,
        limit: settings.limit.clone(),
        // Whoever exists already was created by somebody else meanwhile, or by an earlier run that
        // was killed: either way that is what was wanted.
        if_existing: IfExisting::Skip,
        ..Job::new(client.clone())
    };
    let run_settings = RunSettings {
        concurrency: settings.concurrency,
        in_order: None,
    };
    let mut run = batch::run(source, job, run_settings, &mut onwards).await;
    run.count_unread(count);
    carried.by_kind.push((kind, run.accounts));
    if run.stop.is_some() {
        carried.stop = Some((kind, run));
    } else if run.first_rejected.is_some() && carried.refused.is_none() {
        carried.refused = Some((kind, run));
    }
}
