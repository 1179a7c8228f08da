//! Members that go along with a new channel, in the request that creates it.

use super::merge::Pair;
use super::plan::{self, Own};
use super::section::Membership;
use super::step::Step;

/// Channels with more members get them in requests of their own, which need not be few.
const MOST: usize = 100;

/// The members of a new channel, which may go along with it as far as is known.
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

    /// Lets them go along with the channel, or returns steps of their own.
    pub fn end(self, create: &mut [Step]) -> Vec<Step> {
        match create {
            [Step::CreateChannel { members, .. }] if !self.is_too_much => {
                let added = self.steps.into_iter();
                let added = added.filter_map(|step| match step {
                    Step::AddMember { member, .. } => Some(member.user),
                    _ => None,
                });
                *members = added.collect();
                Vec::new()
            }
            _ => self.steps,
        }
    }
}
