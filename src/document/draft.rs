//! Making a plan: reads what is there beside the document, and keeps the steps in a file.
//!
//! Nothing is told of a plan before all of it is there, because a document that names a member
//! whom nobody knows is refused whole.

use std::collections::VecDeque;
use std::iter::Peekable;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use tokio::runtime::Handle;

use crate::api::{Client, Collection, MASK};
use crate::batch::Record;

use super::actual::{
    BlockingListing, LeftAlone, ListingSettings, OrderedListing, PlanError, Sorting,
};
use super::channel_members::is_gone;
use super::desired::Desired;
use super::ignore::Ignored;
use super::initial::Initial;
use super::mistakes::Mistakes;
use super::parse::Noun;
use super::plan::{self, How, Merge, Own, Pair, mode_of};
use super::section::{Membership, SectionReader};
use super::step::Step;
use super::steps::{StepCollector, Steps};
use super::table::Numbers;

/// So many users are looked for; of more, all are read.
const FEW: usize = 1000;

/// How a plan is made.
#[derive(Debug, Clone)]
pub struct DraftSettings {
    /// Lists of members that are read at the same time.
    pub concurrency: usize,
    /// What is not in the document will go.
    pub prune: bool,
    /// Users and members that cannot be changed are taken away and put back.
    pub recreate: bool,
    /// Fields that are not compared.
    pub ignored: Ignored,
    /// Members are added by themselves, and do not go along with a new channel.
    pub members_apart: bool,
    /// Counts the records that are read from the service, for others to watch.
    pub read: Arc<AtomicU64>,
}

impl DraftSettings {
    /// Nothing is removed, and nothing created anew.
    pub fn new(concurrency: usize) -> DraftSettings {
        DraftSettings {
            concurrency,
            prune: false,
            recreate: false,
            ignored: Ignored::default(),
            members_apart: false,
            read: Arc::default(),
        }
    }
}

/// A plan, and what was noticed while it was made.
pub struct Plan {
    pub steps: Steps,
    /// Records of the service that no request can name.
    pub left_alone: Arc<LeftAlone>,
    /// Fields that were not compared.
    pub ignored: Ignored,
    /// The service did not list in ascending order, so its lists were sorted.
    pub is_unordered: bool,
}

/// Makes the plan. Sends nothing but reads.
pub async fn draft(
    client: &Client,
    desired: Desired,
    settings: DraftSettings,
) -> Result<Plan, PlanError> {
    let drafter = |desired: Desired, sorting: Sorting| {
        let mut draft = Draft {
            client: client.clone(),
            handle: Handle::current(),
            desired,
            settings: settings.clone(),
            sorting,
            modes: Numbers::default(),
            mistakes: Mistakes::default(),
            left_alone: Arc::default(),
        };
        tokio::task::spawn_blocking(move || {
            let steps = draft.run();
            let left_alone = draft.left_alone;
            (draft.desired, steps.map(|steps| (steps, left_alone)))
        })
    };
    let mut desired = desired;
    for sorting in [Sorting::Never, Sorting::Always] {
        let (returned, steps) = match drafter(desired, sorting).await {
            Ok(pair) => pair,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        };
        desired = returned;
        match steps {
            Err(PlanError::Unordered) if sorting == Sorting::Never => {}
            Err(error) => return Err(error),
            Ok((steps, left_alone)) => {
                return Ok(Plan {
                    steps,
                    left_alone,
                    ignored: settings.ignored,
                    is_unordered: sorting == Sorting::Always,
                });
            }
        }
    }
    Err(PlanError::Unordered)
}

pub(super) struct Draft {
    pub client: Client,
    pub handle: Handle,
    pub desired: Desired,
    pub settings: DraftSettings,
    sorting: Sorting,
    pub modes: Numbers<Own>,
    pub mistakes: Mistakes,
    left_alone: Arc<LeftAlone>,
}

/// A channel whose members come when those of the channels before it are dealt with.
struct Queued {
    id: String,
    steps: Vec<Step>,
    /// The members that it has; none where it is still to be created.
    there: Option<Peekable<BlockingListing>>,
    /// As the document has it, should the channel have gone since it was listed.
    wanted: Option<Record>,
    /// Whether the document says anything of its members.
    is_managed: bool,
}

impl Draft {
    fn run(&mut self) -> Result<Steps, PlanError> {
        let mut writer = StepCollector::new()?;
        // A second pass, over sorted listings, begins anew.
        self.desired.member_users.reset();
        self.users(&mut writer)?;
        self.channels(&mut writer)?;
        std::mem::take(&mut self.mistakes).end()?;
        Ok(writer.finish()?)
    }

    fn list(&self, collection: Collection) -> BlockingListing {
        let settings = ListingSettings {
            sorting: self.sorting,
            without_masked: true,
            read: self.settings.read.clone(),
            left_alone: self.left_alone.clone(),
        };
        let listing = OrderedListing::begin(&self.handle, &self.client, collection, settings);
        BlockingListing::new(&self.handle, listing)
    }

    fn users(&mut self, writer: &mut StepCollector) -> Result<(), PlanError> {
        let is_managed = self.desired.manages(Noun::User);
        let has_members = !self.desired.member_users.is_empty();
        if !is_managed && !has_members {
            return Ok(());
        }
        if !is_managed && self.desired.member_users.len() <= FEW {
            return self.few_users();
        }
        let wanted = self.desired.users()?;
        let there = self.list(Collection::Users);
        let mut steps = Vec::new();
        for pair in Merge::new(wanted.map(|next| next.map_err(PlanError::from)), there) {
            let pair = pair?;
            let will_go = is_managed && self.settings.prune && matches!(pair, Pair::There(_));
            let member = match has_members && !will_go {
                true => self.desired.member_users.at(pair.id()),
                false => None,
            };
            if let Some(member) = member {
                let (was, will) = match &pair {
                    Pair::Wanted(wanted) => (None, mode_of(wanted)),
                    Pair::There(there) => {
                        let was = mode_of(there);
                        (was, was)
                    }
                    Pair::Both { wanted, there } => {
                        let was = mode_of(there);
                        let is_kept = self.settings.ignored.has("mode");
                        let will = match is_kept || wanted.json == there.json {
                            true => was,
                            false => mode_of(wanted).or(was),
                        };
                        (was, will)
                    }
                };
                let number = self.modes.number(Own { was, will });
                self.desired.member_users.set_at(member, number);
            }
            if is_managed {
                plan::of_user(pair, self.how(), &mut steps);
                self.look_for_masks(&mut steps);
                push(writer, &mut steps)?;
            }
        }
        if has_members && self.desired.member_users.has_zero() {
            self.strangers(is_managed)?;
        }
        Ok(())
    }

    fn channels(&mut self, writer: &mut StepCollector) -> Result<(), PlanError> {
        let is_managed = self.desired.manages(Noun::Channel);
        if !is_managed && !self.desired.manages(Noun::Member) {
            return Ok(());
        }
        let wanted = self.desired.channels()?;
        let mut members = self.desired.members()?.peekable();
        let there = self.list(Collection::Channels);
        let mut queue: VecDeque<Queued> = VecDeque::new();
        for pair in Merge::new(wanted.map(|next| next.map_err(PlanError::from)), there) {
            let pair = pair?;
            let id = pair.id();
            let will_go = is_managed && self.settings.prune && matches!(pair, Pair::There(_));
            let has_members = !will_go && self.desired.managed_channels.has(id);
            let is_there = !matches!(pair, Pair::Wanted(_));
            let mut steps = Vec::new();
            if is_managed {
                plan::of_channel(&pair, self.how(), &mut steps);
                self.look_for_masks(&mut steps);
            }
            if steps.is_empty() && !has_members {
                continue;
            }
            let lists = has_members && is_there;
            queue.push_back(Queued {
                there: lists.then(|| self.list(Collection::Members(id.to_owned())).peekable()),
                id: id.to_owned(),
                wanted: match pair {
                    Pair::Both { wanted, .. } if lists && is_managed => Some(wanted),
                    _ => None,
                },
                steps,
                is_managed: has_members,
            });
            if queue.len() > self.settings.concurrency
                && let Some(queued) = queue.pop_front()
            {
                self.members(queued, &mut members, writer)?;
            }
        }
        for queued in queue {
            self.members(queued, &mut members, writer)?;
        }
        self.homeless(None, &mut members)
    }

    fn members(
        &mut self,
        mut queued: Queued,
        members: &mut Peekable<SectionReader<Membership>>,
        writer: &mut StepCollector,
    ) -> Result<(), PlanError> {
        if !queued.is_managed {
            return push(writer, &mut queued.steps);
        }
        self.homeless(Some(&queued.id), members)?;
        if self.has_gone(&mut queued)? {
            queued.there = None;
            queued.steps.clear();
            let Some(wanted) = queued.wanted.take() else {
                // Its members are nowhere, which is found out at the next channel.
                return Ok(());
            };
            plan::of_channel(&Pair::Wanted(wanted), self.how(), &mut queued.steps);
            self.look_for_masks(&mut queued.steps);
        }
        let channel = &queued.id;
        let mut wanted = std::iter::from_fn(|| {
            let next = members.next_if(|next| match next {
                Ok(member) => member.channel == *channel,
                Err(_) => true,
            });
            next.map(|next| next.map_err(PlanError::from))
        });
        let mut initial = Initial::default();
        if queued.there.is_none() && !self.settings.members_apart {
            for member in wanted.by_ref() {
                let member = member?;
                let own = self.own(&member.user);
                if !initial.take(channel, member, own) {
                    break;
                }
            }
        }
        let mut steps = initial.end(&mut queued.steps);
        push(writer, &mut queued.steps)?;
        push(writer, &mut steps)?;
        for pair in Merge::new(wanted, queued.there.into_iter().flatten()) {
            let pair = pair?;
            let own = self.own(pair.id());
            plan::of_member(channel, &pair, own, self.settings.recreate, &mut steps);
            push(writer, &mut steps)?;
        }
        Ok(())
    }

    /// Whether the channel has gone since it was listed.
    fn has_gone(&self, queued: &mut Queued) -> Result<bool, PlanError> {
        match queued.there.as_mut().and_then(Peekable::peek) {
            Some(Err(PlanError::Api(error))) => self
                .handle
                .block_on(is_gone(&self.client, &queued.id, error))
                .map_err(PlanError::Api),
            _ => Ok(false),
        }
    }

    fn how(&self) -> How<'_> {
        How {
            recreate: self.settings.recreate,
            ignored: &self.settings.ignored,
            // Counted before the records are handed out.
            may_be_masked: self.client.masked_records() > 0,
        }
    }

    /// Sees to it that the mask of an API key is never stored in its place. A record that is put
    /// together of what the document says and what is there is left alone where that was masked; a
    /// document that holds the mask itself, as an export of masked records does, is refused.
    fn look_for_masks(&mut self, steps: &mut Vec<Step>) {
        let holds_mask = |step: &Step| step.record().is_some_and(|json| json.contains(MASK));
        if !steps.iter().any(holds_mask) {
            return;
        }
        let has_masked = self.client.masked_records() > 0;
        let names = self.desired.names();
        for step in steps {
            if has_masked && holds_mask(step) {
                match step {
                    Step::RecreateUser {
                        id,
                        changes,
                        location,
                        ..
                    } => {
                        *step = Step::CannotCompareUser {
                            id: id.clone(),
                            changes: std::mem::take(changes),
                            location: *location,
                        };
                    }
                    Step::UpdateChannel {
                        id,
                        changes,
                        location,
                        ..
                    } => {
                        *step = Step::CannotCompareChannel {
                            id: id.clone(),
                            changes: std::mem::take(changes),
                            location: *location,
                        };
                    }
                    _ => {}
                }
            }
            let (Some(json), Some(location)) = (step.record(), step.location()) else {
                continue;
            };
            if json.contains(&format!("\"{MASK}\"")) {
                let (noun, id) = (step.noun(), step.id());
                let place = location.show(&names);
                let message = format!(
                    "the {noun} `{id}` holds `{MASK}`, which `export` writes in place of the API \
                     key: write what belongs there"
                );
                self.mistakes.add(&place, &message);
            }
        }
    }

    /// What is known of the user that a member is.
    fn own(&self, user: &str) -> Own {
        let number = self.desired.member_users.get(user);
        let own = number.and_then(|number| self.modes.value(number));
        own.unwrap_or_default()
    }
}

fn push(writer: &mut StepCollector, steps: &mut Vec<Step>) -> Result<(), PlanError> {
    for step in steps.drain(..) {
        writer.push(&step)?;
    }
    Ok(())
}
