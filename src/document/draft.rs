//! Making a plan: reads what is there beside the document, and keeps the steps in a file.
//!
//! No part of a plan is shown before the whole is known, because a document with a member who is
//! not a user is refused whole.

use std::collections::VecDeque;
use std::iter::Peekable;
use std::sync::Arc;

use tokio::runtime::Handle;

use crate::api::{Client, Collection};
use crate::batch::Record;

use super::actual::{BlockingListing, LeftAlone, Sorting};
use super::channel_members::is_gone;
use super::comparison::{ComparisonRun, DraftSettings};
use super::desired::Desired;
use super::error::PlanError;
use super::ignore::Ignored;
use super::initial::Initial;
use super::merge::{Merge, Pair};
use super::parse::Noun;
use super::plan::{self, Own};
use super::section::{Membership, SectionReader};
use super::step::Step;
use super::steps::Steps;
use super::table::Numbers;
use super::users::compare_users;
use super::users_ahead::UsersAhead;

/// Up to this many users are looked up; for more, all are read.
const FEW: usize = 1000;

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
///
/// Users that were compared early have not been kept. If the service then turns out not to list in
/// order, there is no plan, and the document has to be read again.
pub async fn draft(
    client: &Client,
    desired: Desired,
    settings: DraftSettings,
) -> Result<Plan, PlanError> {
    let client = client.clone();
    let drafting = tokio::task::spawn_blocking(move || {
        let names = desired.names();
        let draft = Draft {
            comparison: ComparisonRun::new(client, settings, Sorting::Never, names),
            desired,
            modes: Numbers::default(),
        };
        draft.make_plan()
    });
    match drafting.await {
        Ok(plan) => plan,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

pub(super) struct Draft {
    pub comparison: ComparisonRun,
    pub desired: Desired,
    pub modes: Numbers<Own>,
}

/// A channel whose members are compared after those of the channels before it.
struct Queued {
    id: String,
    steps: Vec<Step>,
    /// The members that it has; none if it is still to be created.
    there: Option<Peekable<BlockingListing>>,
    /// As the document has it, should the channel have gone since it was listed.
    wanted: Option<Record>,
    /// Whether the document gives its members.
    is_managed: bool,
}

impl Draft {
    fn make_plan(mut self) -> Result<Plan, PlanError> {
        let ahead = self.desired.ahead.take();
        let is_complete = ahead.is_none();
        match self.run(ahead) {
            Err(PlanError::Unordered) if is_complete => {
                // Once more from the start, over sorted listings.
                self.comparison = self.comparison.begin_again(Sorting::Always);
                self.modes = Numbers::default();
                self.desired.member_users.reset();
                self.run(None)?;
            }
            compared => compared?,
        }
        let comparison = self.comparison;
        comparison.mistakes.end()?;
        Ok(Plan {
            steps: comparison.steps.finish()?,
            left_alone: comparison.left_alone,
            ignored: comparison.settings.ignored,
            is_unordered: comparison.sorting == Sorting::Always,
        })
    }

    fn run(&mut self, ahead: Option<UsersAhead>) -> Result<(), PlanError> {
        match ahead {
            Some(ahead) => self.users_ahead(ahead)?,
            None => self.users()?,
        }
        self.channels()
    }

    /// Takes over the comparison of the users that ran while the document was read.
    fn users_ahead(&mut self, ahead: UsersAhead) -> Result<(), PlanError> {
        let compared = ahead.wait()?;
        self.comparison = compared.comparison;
        if self.desired.member_users.is_empty() {
            return Ok(());
        }
        for user in compared.modes.read() {
            let user = user?;
            let number = self.modes.number(user.own);
            self.desired.member_users.set(&user.id, number);
        }
        self.refuse_unknown_users(true)
    }

    fn users(&mut self) -> Result<(), PlanError> {
        let is_managed = self.desired.manages(Noun::User);
        let has_members = !self.desired.member_users.is_empty();
        if !is_managed && !has_members {
            return Ok(());
        }
        if !is_managed && self.desired.member_users.len() <= FEW {
            return self.find_few_users();
        }
        let wanted = self.desired.users()?;
        let wanted = wanted.map(|next| next.map_err(PlanError::from));
        let (members, modes) = (&mut self.desired.member_users, &mut self.modes);
        compare_users(&mut self.comparison, wanted, is_managed, |id, own| {
            if has_members && let Some(member) = members.at(id) {
                members.set_at(member, modes.number(own()));
            }
            Ok(())
        })?;
        self.refuse_unknown_users(is_managed)
    }

    fn channels(&mut self) -> Result<(), PlanError> {
        let is_managed = self.desired.manages(Noun::Channel);
        if !is_managed && !self.desired.manages(Noun::Member) {
            return Ok(());
        }
        let wanted = self.desired.channels()?;
        let mut members = self.desired.members()?.peekable();
        let there = self.comparison.list(Collection::Channels);
        let mut queue: VecDeque<Queued> = VecDeque::new();
        for pair in Merge::new(wanted.map(|next| next.map_err(PlanError::from)), there) {
            let pair = pair?;
            let id = pair.id();
            let will_go =
                is_managed && self.comparison.settings.prune && matches!(pair, Pair::There(_));
            let has_members = !will_go && self.desired.managed_channels.has(id);
            let is_there = !matches!(pair, Pair::Wanted(_));
            let mut steps = Vec::new();
            if is_managed {
                plan::of_channel(&pair, self.comparison.how(), &mut steps);
                self.comparison.refuse_masks(&steps);
            }
            if steps.is_empty() && !has_members {
                continue;
            }
            let lists = has_members && is_there;
            queue.push_back(Queued {
                there: lists.then(|| {
                    self.comparison
                        .list(Collection::Members(id.to_owned()))
                        .peekable()
                }),
                id: id.to_owned(),
                wanted: match pair {
                    Pair::Both { wanted, .. } if lists && is_managed => Some(wanted),
                    _ => None,
                },
                steps,
                is_managed: has_members,
            });
            let comparison = &self.comparison;
            if queue.len() > comparison.client.work_at_once()
                && let Some(queued) = queue.pop_front()
            {
                self.members(queued, &mut members)?;
            }
        }
        for queued in queue {
            self.members(queued, &mut members)?;
        }
        self.refuse_unknown_channels(None, &mut members)
    }

    fn members(
        &mut self,
        mut queued: Queued,
        members: &mut Peekable<SectionReader<Membership>>,
    ) -> Result<(), PlanError> {
        if !queued.is_managed {
            return Ok(self.comparison.push(&mut queued.steps)?);
        }
        self.refuse_unknown_channels(Some(&queued.id), members)?;
        if self.has_gone(&mut queued)? {
            queued.there = None;
            queued.steps.clear();
            let Some(wanted) = queued.wanted.take() else {
                // Its members belong to no channel now, and are refused at the next channel.
                return Ok(());
            };
            plan::of_channel(
                &Pair::Wanted(wanted),
                self.comparison.how(),
                &mut queued.steps,
            );
            self.comparison.refuse_masks(&queued.steps);
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
        if queued.there.is_none() && !self.comparison.settings.members_apart {
            for member in wanted.by_ref() {
                let member = member?;
                let own = self.own(&member.user);
                if !initial.take(channel, member, own) {
                    break;
                }
            }
        }
        let mut steps = initial.end(&mut queued.steps);
        self.comparison.push(&mut queued.steps)?;
        self.comparison.push(&mut steps)?;
        for pair in Merge::new(wanted, queued.there.into_iter().flatten()) {
            let pair = pair?;
            let own = self.own(pair.id());
            plan::of_member(
                channel,
                &pair,
                own,
                self.comparison.settings.recreate,
                &mut steps,
            );
            self.comparison.push(&mut steps)?;
        }
        Ok(())
    }

    /// Whether the channel has gone since it was listed.
    fn has_gone(&self, queued: &mut Queued) -> Result<bool, PlanError> {
        match queued.there.as_mut().and_then(Peekable::peek) {
            Some(Err(PlanError::Api(error))) => {
                let is_gone = is_gone(&self.comparison.client, &queued.id, error);
                Handle::current().block_on(is_gone).map_err(PlanError::Api)
            }
            _ => Ok(false),
        }
    }

    /// What is known about the user behind a member.
    fn own(&self, user: &str) -> Own {
        let number = self.desired.member_users.get(user);
        let own = number.and_then(|number| self.modes.value(number));
        own.unwrap_or_default()
    }
}
