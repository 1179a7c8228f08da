//! Steps as records of requests: what goes into one request stands side by side.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::api::Collection;
use crate::batch::{Task, TaskRecord};
use crate::document::step::{ChannelId, Step, UserId};
use crate::document::step_kind::StepKind;
use crate::document::steps::Steps;
use crate::record::{Location, Mode};
use crate::store::{Sortable, Sorter};

/// Bytes of steps that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;

pub(super) type GroupedRecords = Box<dyn Iterator<Item = io::Result<TaskRecord<'static>>> + Send>;

/// What is sent for steps of one kind.
pub(super) struct StepRequests {
    pub kind: StepKind,
    pub count: u64,
    /// Reads the steps, which is not done where there is nothing to do.
    pub records: Box<dyn FnOnce() -> io::Result<GroupedRecords>>,
}

/// What is sent for the steps of these kinds.
pub(super) fn requests_of(steps: &Steps, kinds: &[StepKind]) -> Vec<StepRequests> {
    let requests = kinds.iter().filter_map(|&kind| {
        let task = task_of(kind)?;
        Some(StepRequests {
            kind,
            count: steps.counts().of(kind),
            records: {
                let steps = steps.clone();
                Box::new(move || match kind {
                    StepKind::ModerateUser | StepKind::ModerateMember => {
                        sorted_by_mode(&steps, kind, task)
                    }
                    _ => Ok(in_turn(steps.read_kind(kind), task)),
                })
            },
        })
    });
    requests.collect()
}

/// Adds the members that these steps name, whatever else the steps are for. This writes no file, so
/// that a full disk cannot keep members away.
pub(super) fn additions<I>(
    kind: StepKind,
    count: u64,
    steps: impl FnOnce() -> I + 'static,
) -> StepRequests
where
    I: Iterator<Item = io::Result<Step>> + Send + 'static,
{
    StepRequests {
        kind,
        count,
        records: Box::new(move || Ok(in_turn(steps(), Task::Add(any_members())))),
    }
}

/// Stands for the mode that each step names for itself.
const MODE_OF_STEP: Mode = Mode(0);

/// Members of no channel yet: each step names its own.
fn any_members() -> Collection {
    Collection::Members(String::new())
}

/// What is done for the steps of a kind; nothing for those that cannot be done.
fn task_of(kind: StepKind) -> Option<Task> {
    Some(match kind {
        StepKind::CannotChangeUser
        | StepKind::LeaveUser
        | StepKind::CannotCompareUser
        | StepKind::CannotCompareChannel
        | StepKind::CannotChangeMember => return None,
        StepKind::CreateUser => Task::Create(Collection::Users),
        // What is recreated is only taken away here; putting it back is not a step.
        StepKind::RecreateUser | StepKind::DeleteUser => Task::Delete(Collection::Users),
        StepKind::ModerateUser => Task::Moderate(Collection::Users, MODE_OF_STEP),
        StepKind::CreateChannel => Task::Create(Collection::Channels),
        StepKind::UpdateChannel => Task::Update(Collection::Channels),
        StepKind::AddMember => Task::Add(any_members()),
        StepKind::ModerateMember => Task::Moderate(any_members(), MODE_OF_STEP),
        StepKind::RecreateMember | StepKind::RemoveMember => Task::Delete(any_members()),
        StepKind::DeleteChannel => Task::Delete(Collection::Channels),
    })
}

/// Records of steps in their order.
fn in_turn(
    steps: impl Iterator<Item = io::Result<Step>> + Send + 'static,
    task: Task,
) -> GroupedRecords {
    grouped(task, steps, |step| {
        let channel = step.channel().map(|channel| ChannelId(channel.to_owned()));
        let location = step.location().unwrap_or_default();
        ((channel, None), body_of(&step), location)
    })
}

/// The channel of members, and the mode that they are given.
type RequestGroup = (Option<ChannelId>, Option<Mode>);

/// Records with their tasks; those of one group that follow each other share one.
fn grouped<T: 'static>(
    task: Task,
    items: impl Iterator<Item = io::Result<T>> + Send + 'static,
    record_of: impl Fn(T) -> (RequestGroup, Vec<u8>, Location) + Send + 'static,
) -> GroupedRecords {
    let mut task = Arc::new(task);
    let mut current = (None, None);
    Box::new(items.map(move |item| {
        let (group, json, location) = record_of(item?);
        if group != current {
            let (channel, mode) = &group;
            let mut of_group = task.of_channel(channel.as_ref().map_or("", |channel| &channel.0));
            if let (Task::Moderate(_, of), Some(mode)) = (&mut of_group, mode) {
                *of = *mode;
            }
            task = Arc::new(of_group);
            current = group;
        }
        Ok(TaskRecord {
            task: Arc::clone(&task),
            json: Cow::Owned(json),
            location,
        })
    }))
}

fn body_of(step: &Step) -> Vec<u8> {
    match step.record() {
        Some(record) if step.kind() != StepKind::RecreateUser => record.into_owned().into_bytes(),
        _ => json_id(step.id()),
    }
}

/// An id as requests have it.
fn json_id(id: &str) -> Vec<u8> {
    // Text can always be written as JSON.
    serde_json::to_vec(id).unwrap_or_default()
}

/// A user who gets a mode, in a channel or everywhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct UserWithMode {
    channel: Option<ChannelId>,
    mode: Mode,
    user: UserId,
    location: Location,
}

impl Sortable for UserWithMode {
    type Key<'a> = (Option<&'a ChannelId>, Mode, &'a UserId);

    fn key(&self) -> Self::Key<'_> {
        (self.channel.as_ref(), self.mode, &self.user)
    }

    fn heap_size(&self) -> usize {
        let channel = self.channel.as_ref();
        channel.map_or(0, |channel| channel.0.len()) + self.user.0.len()
    }
}

/// One request a mode, and in channels one a channel and mode: so they are sorted by both.
fn sorted_by_mode(steps: &Steps, kind: StepKind, task: Task) -> io::Result<GroupedRecords> {
    let mut sorter = Sorter::new(IN_MEMORY);
    for step in steps.read_kind(kind) {
        let (channel, mode, user, location) = match step? {
            Step::ModerateUser {
                id, to, location, ..
            } => (None, to, id, location),
            Step::ModerateMember {
                member,
                to,
                location,
                ..
            } => (Some(member.channel), to, member.user, location),
            _ => continue,
        };
        sorter.push(UserWithMode {
            channel,
            mode,
            user,
            location,
        })?;
    }
    let sorted = sorter.finish()?.read()?;
    Ok(grouped(task, sorted, |user| {
        let json = json_id(&user.user.0);
        ((user.channel, Some(user.mode)), json, user.location)
    }))
}
