//! Members that go along with a new channel, in the request that creates it.
//!
//! The service adds them in its own time (API reference, create channels: "they will be added
//! asynchronously"), and its answer says nothing of them. So it is looked at these channels for a
//! bounded time, or at some of them where they are many, and where these stay without their
//! members, all are added the other way.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::time::Duration;

use tokio::runtime::Handle;

use crate::api::{Client, Collection};
use crate::batch::{Observer, Task};

use super::actual::{PlanError, next_page, pages, records};
use super::carry::{Carried, CarrySettings, carry_load};
use super::load::{Load, in_turn, members};
use super::plan::{self, Own, Pair};
use super::section::Membership;
use super::step::{Kind, Step};
use super::steps::Steps;

/// Channels with more members get them in requests of their own, which need not be few.
pub(super) const MOST: usize = 100;
/// So many channels are looked at.
const FEW: u64 = 32;
/// How long it is looked for them at most; `--max-wait` makes it less.
const PATIENCE: Duration = Duration::from_secs(10);
const FIRST_WAIT: Duration = Duration::from_millis(20);
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// The members of a new channel, as far as it is known whether they can go along with it.
#[derive(Default)]
pub(super) struct Initial {
    steps: Vec<Step>,
    members: usize,
    /// One of them has a mode, or there are too many.
    is_too_much: bool,
}

impl Initial {
    /// Takes a member; false once they cannot go along.
    pub fn take(&mut self, channel: &str, member: Membership, own: Own) -> bool {
        plan::of_member(channel, &Pair::Wanted(member), own, false, &mut self.steps);
        self.members += 1;
        self.is_too_much |= self.members > MOST || self.steps.len() > self.members;
        !self.is_too_much
    }

    /// Lets them go along with the channel, or gives back steps of their own.
    pub fn end(self, create: &mut [Step]) -> Vec<Step> {
        match create {
            [step] if step.kind == Kind::CreateChannel && !self.is_too_much => {
                step.members = self.steps.into_iter().map(|step| step.id).collect();
                Vec::new()
            }
            _ => self.steps,
        }
    }
}

/// Waits for the members of new channels, and adds them where they do not come, or where they are
/// not sure to have gone along. What became of that is given back, where it was needed. Nothing
/// has to be written for it, so that no full disk keeps them away.
pub async fn settle(
    client: &Client,
    steps: &Steps,
    is_sure: bool,
    settings: &CarrySettings,
    observer: &mut dyn Observer,
) -> Result<Option<Carried>, PlanError> {
    if steps.counts().initial_members() == 0 {
        return Ok(None);
    }
    if is_sure && have_come(client, steps, settings).await? {
        return Ok(None);
    }
    let task = Task::Add(members());
    let load = Load {
        kind: Kind::AddMember,
        count: steps.counts().initial_members(),
        records: || Ok(in_turn(each_member(steps), task)),
    };
    let mut carried = Carried::default();
    carry_load(client, load, settings, observer, &mut carried).await;
    Ok(Some(carried))
}

/// A step for every member that goes along with a new channel.
fn each_member(steps: &Steps) -> impl Iterator<Item = io::Result<Step>> + use<> {
    with_members(steps).flat_map(|step| {
        let (steps, error) = match step {
            Err(error) => (Vec::new(), Some(error)),
            Ok(step) => {
                let of = |id: &String| Step {
                    channel: step.id.clone(),
                    place: step.place,
                    ..Step::new(Kind::AddMember, id)
                };
                (step.members.iter().map(of).collect(), None)
            }
        };
        steps.into_iter().map(Ok).chain(error.map(Err))
    })
}

/// Whether new channels get their members in time: all, if they are few, and else the last one of
/// each of the last requests.
async fn have_come(
    client: &Client,
    steps: &Steps,
    settings: &CarrySettings,
) -> Result<bool, PlanError> {
    let per_request = match steps.counts().of(Kind::CreateChannel) {
        0..=FEW => 1,
        _ => Task::Create(Collection::Channels).records_per_request(settings.batch_size) as u64,
    };
    let mut last: VecDeque<(u64, Step)> = VecDeque::new();
    for (at, step) in (0..).zip(steps.of(Kind::CreateChannel)) {
        let step = step?;
        let request = at / per_request;
        if step.members.is_empty() {
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
        for some in last.chunks(settings.concurrency.max(1)) {
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

fn with_members(steps: &Steps) -> impl Iterator<Item = io::Result<Step>> + use<> {
    let created = steps.of(Kind::CreateChannel);
    created.filter(|step| step.as_ref().map_or(true, |step| !step.members.is_empty()))
}

/// Those of the channels that do not have all their members yet.
async fn without_members(client: &Client, channels: &[Step]) -> Result<Vec<Step>, PlanError> {
    let listings: Vec<_> = channels
        .iter()
        .map(|step| {
            let members = Collection::Members(step.id.clone());
            pages(&Handle::current(), client, members)
        })
        .collect();
    let mut left = Vec::new();
    for (step, mut listing) in channels.iter().zip(listings) {
        let mut missing: HashSet<&str> = step.members.iter().map(String::as_str).collect();
        loop {
            let page = match next_page(&mut listing).await {
                // Not even the channel is there yet.
                Err(PlanError::Api(error)) if error.status() == Some(404) => break,
                page => page?,
            };
            let Some(page) = page else { break };
            for record in records(&page) {
                missing.remove(record.id.as_str());
            }
        }
        if !missing.is_empty() {
            left.push(step.clone());
        }
    }
    Ok(left)
}
