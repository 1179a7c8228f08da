//! Members that go along with a new channel, in the request that creates it.
//!
//! The service adds them in its own time (API reference, create channels: "they will be added
//! asynchronously"), and its answer says nothing about them. So these channels, or some of them if
//! there are many, are watched for a limited time. If they stay without their members, the members
//! of all are added by requests of their own.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::time::Duration;

use crate::api::{Client, Collection};
use crate::batch::{Accounts, Task};
use crate::document::error::{ListingError, PlanError};
use crate::document::pages::Pages;
use crate::document::step::{ChannelId, MemberId, Step};
use crate::document::step_kind::StepKind;
use crate::document::steps::Steps;

use super::applied::{Applied, ApplyTrouble};
use super::execute::execute;
use super::observer::{Notice, PhaseObserver};
use super::requests::additions;
use super::run::{ApplyRun, Purpose};

/// How many channels are watched.
const FEW: u64 = 32;
/// How long new channels are given to get their members; `--max-wait` makes it less.
const PATIENCE: Duration = Duration::from_secs(10);
const FIRST_WAIT: Duration = Duration::from_millis(20);
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// A wait too short to mention.
const UNSAID: Duration = Duration::from_secs(1);

/// Waits for the members of new channels, and adds them if they do not come. `created` is what
/// became of the channels.
pub(super) async fn complete_new_channels(
    run: &ApplyRun<'_>,
    steps: &Steps,
    created: Accounts,
    watcher: &mut PhaseObserver<'_>,
) -> Applied {
    let count = steps.counts().initial_members();
    if count == 0 || run.client.is_dry_run() {
        return Applied::default();
    }
    // A channel that was there already did not get its members with the request.
    if created.done == created.input {
        match wait_for_members(run, steps, watcher).await {
            Ok(true) => return Applied::default(),
            Ok(false) => {}
            Err(error) => return ApplyTrouble::MembersNotLooked(error).into(),
        }
    }
    let steps = steps.clone();
    let requests = additions(StepKind::AddMember, count, move || initial_members(&steps));
    let mut added = execute(run, Purpose::BesidePlan, [requests], watcher).await;
    if let Some(error) = added.unread.take() {
        return ApplyTrouble::MembersUnread(error).into();
    }
    let failed = added.into_failed_run();
    let trouble = failed.map(|run| ApplyTrouble::MembersNotAdded(Box::new(run)));
    trouble.map_or_else(Applied::default, Applied::from)
}

/// A step for every member that goes along with a new channel.
fn initial_members(steps: &Steps) -> impl Iterator<Item = io::Result<Step>> + use<> {
    let created = steps.read_kind(StepKind::CreateChannel);
    created.flat_map(|step| {
        let (steps, error) = match step {
            Err(error) => (Vec::new(), Some(error)),
            Ok(step) => {
                let (channel, location) = (step.id(), step.location().unwrap_or_default());
                let members = step.initial_members().iter();
                let steps = members.map(|user| Step::AddMember {
                    member: MemberId {
                        channel: ChannelId(channel.to_owned()),
                        user: user.clone(),
                    },
                    location,
                });
                (steps.collect(), None)
            }
        };
        steps.into_iter().map(Ok).chain(error.map(Err))
    })
}

/// The same as `have_come`, and says so if it takes a while.
async fn wait_for_members(
    run: &ApplyRun<'_>,
    steps: &Steps,
    watcher: &mut PhaseObserver<'_>,
) -> Result<bool, PlanError> {
    let mut have_come = std::pin::pin!(have_come(run, steps));
    tokio::select! {
        biased;
        have_come = &mut have_come => have_come,
        () = tokio::time::sleep(UNSAID) => {
            watcher.observer.notify(Notice::WaitingForMembers);
            have_come.await
        }
    }
}

/// Whether new channels get their members in time: all, if they are few, and else the last one of
/// each of the last requests.
async fn have_come(run: &ApplyRun<'_>, steps: &Steps) -> Result<bool, PlanError> {
    let client = run.client;
    let per_request = match steps.counts().of(StepKind::CreateChannel) {
        0..=FEW => 1,
        _ => Task::Create(Collection::Channels).records_per_request(run.settings.batch_size) as u64,
    };
    let mut last: VecDeque<(u64, Step)> = VecDeque::new();
    for (at, step) in (0..).zip(steps.read_kind(StepKind::CreateChannel)) {
        let step = step?;
        let request = at / per_request;
        if step.initial_members().is_empty() {
            continue;
        }
        if last.back().is_some_and(|(of, _)| *of == request) {
            last.pop_back();
        }
        last.push_back((request, step));
        if last.len() as u64 > FEW {
            last.pop_front();
        }
    }
    let mut last: Vec<Step> = last.into_iter().map(|(_, step)| step).collect();
    let patience = PATIENCE.min(client.max_wait());
    let mut wait = FIRST_WAIT;
    let mut waited = Duration::ZERO;
    loop {
        let mut left = Vec::new();
        for some in last.chunks(run.settings.concurrency.max(1)) {
            left.extend(without_members(client, some).await?);
        }
        last = left;
        if last.is_empty() {
            return Ok(true);
        }
        if waited >= patience || !client.may_wait(wait) || !client.wait(wait).await {
            return Ok(false);
        }
        waited += wait;
        wait = (2 * wait).min(LONGEST_WAIT);
    }
}

/// Those of the channels that do not have all their members yet.
async fn without_members(client: &Client, channels: &[Step]) -> Result<Vec<Step>, PlanError> {
    let listings: Vec<_> = channels
        .iter()
        .map(|step| {
            let members = Collection::Members(step.id().to_owned());
            Pages::begin(client, members)
        })
        .collect();
    let mut left = Vec::new();
    for (step, mut listing) in channels.iter().zip(listings) {
        let members = step.initial_members().iter();
        let mut missing: HashSet<&str> = members.map(|user| user.0.as_str()).collect();
        loop {
            let page = match listing.next().await {
                // Not even the channel exists yet.
                Err(ListingError::Api(error)) if error.status() == Some(404) => break,
                page => page?,
            };
            let Some(page) = page else { break };
            for id in page.ids() {
                missing.remove(id.as_str());
            }
        }
        if !missing.is_empty() {
            left.push(step.clone());
        }
    }
    Ok(left)
}
