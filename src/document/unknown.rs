//! Members of a document who are not users, and channels that do not exist.

use std::iter::Peekable;

use tokio::runtime::Handle;

use crate::api::Collection;
use crate::batch::look_up;

use super::draft::Draft;
use super::error::PlanError;
use super::mistake::DocumentMistake;
use super::parse::Noun;
use super::plan::{Own, mode_in};
use super::section::{Membership, SectionReader};

/// A user who has been looked up, and is not looked up twice.
const LOOKED_FOR: u32 = u32::MAX;

impl Draft {
    /// Looks up the few users that matter, if the document has no users of its own.
    pub fn find_few_users(&mut self) -> Result<(), PlanError> {
        let mut ids = Vec::new();
        for member in self.desired.members()? {
            let id = member?.user;
            if self.desired.member_users.get(&id) == Some(0) {
                self.desired.member_users.set(&id, LOOKED_FOR);
                ids.push(id);
            }
        }
        let found = look_up(&self.comparison.client, &Collection::Users, &ids);
        let found = Handle::current().block_on(found).map_err(PlanError::Api)?;
        for id in ids {
            let number = found
                .get(&id)
                .map_or(0, |json| self.modes.number(Own::kept(mode_in(json))));
            self.desired.member_users.set(&id, number);
        }
        self.refuse_unknown_users(false)
    }

    /// Refuses members who are not users, once those who are have their numbers.
    pub fn refuse_unknown_users(&mut self, is_managed: bool) -> Result<(), PlanError> {
        if !self.desired.member_users.has_zero() {
            return Ok(());
        }
        let names = self.desired.names();
        let why = match (is_managed, self.comparison.settings.prune) {
            (true, true) => {
                "is not among the users of the document, and `--prune` deletes the others"
            }
            (true, false) => "is neither among the users of the document nor on the instance",
            (false, _) => "is not a user of the instance, and the document has no `users`",
        };
        for member in self.desired.members()? {
            let member = member?;
            if self.desired.member_users.get(&member.user) == Some(0) {
                let location = member.location.show(&names);
                let Membership { channel, user, .. } = member;
                let mistake = DocumentMistake::UnknownUser { user, channel, why };
                self.comparison.mistakes.add(location, mistake);
            }
        }
        Ok(())
    }

    /// Refuses members of channels before this one, which do not exist.
    pub fn refuse_unknown_channels(
        &mut self,
        channel: Option<&str>,
        members: &mut Peekable<SectionReader<Membership>>,
    ) -> Result<(), PlanError> {
        let names = self.desired.names();
        let why = match (
            self.desired.manages(Noun::Channel),
            self.comparison.settings.prune,
        ) {
            (true, true) => {
                "is not among the channels of the document, and `--prune` deletes the others"
            }
            _ => "is neither in the document nor on the instance",
        };
        let is_before = |next: &Result<Membership, _>| match (next, channel) {
            (Ok(member), Some(channel)) => *member.channel < *channel,
            _ => true,
        };
        while let Some(next) = members.next_if(is_before) {
            let member = next?;
            let location = member.location.show(&names);
            let Membership { channel, user, .. } = member;
            let mistake = DocumentMistake::UnknownChannel { channel, user, why };
            self.comparison.mistakes.add(location, mistake);
        }
        Ok(())
    }
}
