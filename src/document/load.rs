//! Steps as records of requests: what goes into one request stands side by side.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use crate::api::Collection;
use crate::batch::{Record, Task, TaskRecord};
use crate::record::Mode;
use crate::store::{Ascending, Sorter};

use super::step::{Kind, Step};
use super::steps::Steps;

/// Bytes of steps that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;

/// Steps of one kind, and what is done for them.
pub(super) struct Load<R> {
    pub kind: Kind,
    pub count: u64,
    /// Nothing is read where there is nothing to do.
    pub records: R,
}

pub(super) type Records = Box<dyn Iterator<Item = io::Result<TaskRecord<'static>>> + Send>;

/// The records of one kind, those of one request side by side.
pub(super) fn grouped(steps: &Steps, kind: Kind, task: Task) -> io::Result<Records> {
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
    let mut channel = String::new();
    Box::new(steps.map(move |step| {
        let step = step?;
        if step.channel != channel {
            task = Arc::new(task.of_channel(&step.channel));
            channel.clone_from(&step.channel);
        }
        Ok(TaskRecord {
            task: task.clone(),
            json: Cow::Owned(body(&step)),
            location: step.place,
        })
    }))
}

/// Not the one that is sent: each step has its own.
const MODE_OF_STEP: Mode = Mode(0);

/// Of no channel yet: each step names its own.
pub(super) fn members() -> Collection {
    Collection::Members(String::new())
}

/// What is done for the steps of a kind; nothing for those that cannot be done.
pub(super) fn task_of(kind: Kind) -> Option<Task> {
    Some(match kind {
        Kind::CannotChangeUser
        | Kind::LeaveUser
        | Kind::CannotCompareUser
        | Kind::CannotCompareChannel
        | Kind::CannotChangeMember => return None,
        Kind::CreateUser => Task::Create(Collection::Users),
        // Only their deleting is left to a task; see `recreate`.
        Kind::RecreateUser | Kind::DeleteUser => Task::Delete(Collection::Users),
        Kind::UserMode => Task::Moderate(Collection::Users, MODE_OF_STEP),
        Kind::CreateChannel => Task::Create(Collection::Channels),
        Kind::UpdateChannel => Task::Update(Collection::Channels),
        Kind::AddMember => Task::Add(members()),
        Kind::MemberMode => Task::Moderate(members(), MODE_OF_STEP),
        // Adding them again is left to steps of their own; see `recreate`.
        Kind::RecreateMember | Kind::RemoveMember => Task::Delete(members()),
        Kind::DeleteChannel => Task::Delete(Collection::Channels),
    })
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
    let sorted = sorter.finish()?.read()?;
    Ok(Box::new(ByMode {
        sorted,
        group: String::new(),
        task,
    }))
}

struct ByMode {
    sorted: Ascending<Record>,
    /// Channel and mode of the records at hand.
    group: String,
    task: Arc<Task>,
}

impl Iterator for ByMode {
    type Item = io::Result<TaskRecord<'static>>;

    fn next(&mut self) -> Option<io::Result<TaskRecord<'static>>> {
        let record = match self.sorted.next()? {
            Ok(record) => record,
            Err(error) => return Some(Err(error)),
        };
        let mut parts = record.id.splitn(3, '\0');
        let channel = parts.next().unwrap_or_default();
        let mode = parts.next().unwrap_or_default();
        let end = channel.len() + 1 + mode.len();
        if self.group != record.id[..end] {
            self.group = record.id[..end].to_owned();
            let mut task = self.task.of_channel(channel);
            if let Task::Moderate(_, of) = &mut task {
                *of = Mode(mode.parse().unwrap_or_default());
            }
            self.task = Arc::new(task);
        }
        Some(Ok(TaskRecord {
            task: self.task.clone(),
            json: Cow::Owned(record.json),
            location: record.place,
        }))
    }
}
