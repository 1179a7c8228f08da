//! Carrying out steps with the bulk engine: kind after kind, in an order that always holds.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use tokio::sync::watch;

use crate::api::{Client, Collection};
use crate::bulk::{
    self, Accounts, Ascending, Batch, BodyLimit, Grouped, Groups, Job, Observer, Outcome, Record,
    Run, Settings, Sorter, Stop, Task, Wrap,
};
use crate::model::Mode;

use super::step::{Kind, Step};
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

/// Channels a request (API reference: create channels).
pub(super) const MOST_CHANNELS: usize = 1000;
/// Bytes of steps that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;

/// How steps are carried out.
#[derive(Clone)]
pub struct CarrySettings {
    /// Isolate what the service refuses, and do all else.
    pub keep_going: bool,
    /// With `keep_going`: whatever it refuses.
    pub never_stops: bool,
    pub concurrency: usize,
    pub batch_size: usize,
    pub interrupt: watch::Receiver<bool>,
    /// When the run has to be over.
    pub deadline: Option<Instant>,
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
    pub stop: Option<(Kind, Run)>,
    /// The first run in which records were refused and others done all the same.
    pub refused: Option<(Kind, Run)>,
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
    fn batch_ended(&mut self, batch: &Batch, outcome: &Outcome) {
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
            records: || grouped(steps, kind, task.clone()),
            task: task.clone(),
        };
        carry_load(client, load, settings, observer, &mut carried).await;
    }
    carried
}

/// Steps of one kind, and what is done for them.
pub(super) struct Load<R> {
    pub kind: Kind,
    pub task: Task,
    pub count: u64,
    /// Nothing is read where there is nothing to do.
    pub records: R,
}

/// Carries out the steps of one kind, unless something has ended it before.
pub(super) async fn carry_load(
    client: &Client,
    load: Load<impl FnOnce() -> io::Result<Records>>,
    settings: &CarrySettings,
    observer: &mut dyn Observer,
    carried: &mut Carried,
) {
    let Load {
        kind, task, count, ..
    } = load;
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
    let most = match kind {
        Kind::UpdateChannel => 1,
        Kind::CreateChannel => settings.batch_size.min(MOST_CHANNELS),
        _ => settings.batch_size,
    };
    let feed = Groups::new(records, most, settings.fed.clone());
    let mut onwards = Onwards {
        before: carried.accounts(),
        observer,
    };
    let run_settings = Settings {
        concurrency: settings.concurrency,
        interrupt: settings.interrupt.clone(),
        skip: None,
        in_order: None,
        deadline: settings.deadline,
    };
    let mut job = Job::new(client.clone(), task);
    job.keep_going = settings.keep_going;
    job.never_stops = settings.never_stops;
    job.limit = settings.limit.clone();
    // What is there already was created by somebody else meanwhile, or by an earlier run that
    // was killed: either way it is there.
    job.skip_existing = true;
    let job = Arc::new(job);
    let send = move |batch: Arc<Batch>| {
        let job = job.clone();
        async move { job.carry_out(&batch).await }
    };
    let mut run = bulk::run(feed, run_settings, send, &mut onwards).await;
    if count > run.accounts.input {
        run.accounts.not_sent += count - run.accounts.input;
        run.accounts.input = count;
    }
    carried.by_kind.push((kind, run.accounts));
    if run.stop.is_some() {
        carried.stop = Some((kind, run));
    } else if run.first_rejected.is_some() && carried.refused.is_none() {
        carried.refused = Some((kind, run));
    }
}

pub(super) type Records = Box<dyn Iterator<Item = io::Result<Grouped>> + Send>;

/// The records of one kind, those of one request side by side.
fn grouped(steps: &Steps, kind: Kind, task: Task) -> io::Result<Records> {
    match kind {
        Kind::UserMode | Kind::MemberMode => by_mode(steps, kind, Arc::new(task)),
        _ => Ok(in_turn(steps.of(kind), task)),
    }
}

/// Records of steps in their order.
pub(super) fn in_turn(
    steps: impl Iterator<Item = io::Result<Step>> + Send + 'static,
    task: Task,
) -> Records {
    let mut task = Arc::new(task);
    let wrap = Arc::new(Wrap::default());
    let mut channel = String::new();
    Box::new(steps.map(move |step| {
        let step = step?;
        if step.channel != channel {
            task = of_channel(&task, &step.channel);
            channel.clone_from(&step.channel);
        }
        Ok(Grouped {
            task: task.clone(),
            wrap: wrap.clone(),
            json: body(&step),
            place: step.place,
        })
    }))
}

/// Of no channel yet: each step names its own.
pub(super) fn members() -> Collection {
    Collection::Members(String::new())
}

/// What is done for the steps of a kind; nothing for those that cannot be done.
fn task_of(kind: Kind) -> Option<Task> {
    Some(match kind {
        Kind::CannotChangeUser | Kind::LeaveUser | Kind::CannotChangeMember => return None,
        Kind::CreateUser => Task::Create(Collection::Users),
        // Only their deleting is left to a task; see `recreate`.
        Kind::RecreateUser | Kind::DeleteUser => Task::Delete(Collection::Users),
        Kind::UserMode => Task::Moderate(Collection::Users),
        Kind::CreateChannel => Task::Create(Collection::Channels),
        Kind::UpdateChannel => Task::Update(Collection::Channels),
        Kind::AddMember => Task::Add(members()),
        Kind::MemberMode => Task::Moderate(members()),
        // Adding them again is left to steps of their own; see `recreate`.
        Kind::RecreateMember | Kind::RemoveMember => Task::Delete(members()),
        Kind::DeleteChannel => Task::Delete(Collection::Channels),
    })
}

/// The same for another channel. What is not about members stays as it is, but is a group of its
/// own.
fn of_channel(task: &Task, channel: &str) -> Arc<Task> {
    let mut task = task.clone();
    if let Task::Add(Collection::Members(of))
    | Task::Delete(Collection::Members(of))
    | Task::Moderate(Collection::Members(of)) = &mut task
    {
        channel.clone_into(of);
    }
    Arc::new(task)
}

fn body(step: &Step) -> Vec<u8> {
    match step.kind {
        Kind::CreateUser | Kind::CreateChannel | Kind::UpdateChannel => {
            step.record().into_owned().into_bytes()
        }
        // Text can always be written as JSON.
        _ => serde_json::to_vec(&step.id).unwrap_or_default(),
    }
}

/// One request a mode, and in channels one a channel and mode: so they are sorted by both.
fn by_mode(steps: &Steps, kind: Kind, task: Arc<Task>) -> io::Result<Records> {
    let mut sorter = Sorter::new(IN_MEMORY);
    for step in steps.of(kind) {
        let step = step?;
        let mode = step.to.unwrap_or_default();
        sorter.push(Record {
            // 20 digits hold any mode, so that the text sorts as the number does.
            id: format!("{}\0{mode:020}\0{}", step.channel, step.id),
            json: body(&step),
            place: step.place,
        })?;
    }
    let sorted = sorter.finish()?;
    Ok(Box::new(ByMode {
        sorted,
        group: String::new(),
        task,
        wrap: Arc::default(),
    }))
}

struct ByMode {
    sorted: Ascending,
    /// Channel and mode of the records at hand.
    group: String,
    task: Arc<Task>,
    wrap: Arc<Wrap>,
}

impl Iterator for ByMode {
    type Item = io::Result<Grouped>;

    fn next(&mut self) -> Option<io::Result<Grouped>> {
        let record = match self.sorted.next() {
            Ok(record) => record?,
            Err(error) => return Some(Err(error)),
        };
        let mut parts = record.id.splitn(3, '\0');
        let channel = parts.next().unwrap_or_default();
        let mode = parts.next().unwrap_or_default();
        let end = channel.len() + 1 + mode.len();
        if self.group != record.id[..end] {
            self.group = record.id[..end].to_owned();
            self.task = of_channel(&self.task, channel);
            self.wrap = Arc::new(Wrap::moderation(Mode(mode.parse().unwrap_or_default())));
        }
        Some(Ok(Grouped {
            task: self.task.clone(),
            wrap: self.wrap.clone(),
            json: record.json,
            place: record.place,
        }))
    }
}
