//! The records that a change touches: those of its steps, or of its input.

use std::collections::HashMap;
use std::io;

use super::id_set::IdSet;
use super::step::Step;
use super::steps::Steps;

/// Up to this many records are looked up; for more, all are read.
const FEW: usize = 1000;

/// What is looked for: all ids as a set, and by name while they are few.
#[derive(Debug, Default)]
pub(super) struct WantedIds {
    pub set: IdSet,
    pub few: Vec<String>,
    pub are_many: bool,
}

impl WantedIds {
    pub fn add(&mut self, id: &str) {
        self.set.add(id);
        if self.few.len() < FEW {
            self.few.push(id.to_owned());
        } else {
            self.are_many = true;
        }
    }
}

/// The records that a change touches.
#[derive(Debug, Default)]
pub struct TouchedRecords {
    pub(super) users: WantedIds,
    /// Those who lose their memberships too.
    pub(super) gone_users: IdSet,
    /// Whose mode is changed.
    pub(super) moderated: IdSet,
    pub(super) channels: WantedIds,
    /// Whose own fields are changed.
    pub(super) updated: IdSet,
    /// Those that lose their members too.
    pub(super) gone_channels: IdSet,
    /// Channels whose members are read.
    pub(super) channels_of_members: IdSet,
    /// By channel.
    pub(super) members: HashMap<String, TouchedMembers>,
}

/// Users of one channel.
#[derive(Debug, Default)]
pub(super) struct TouchedMembers {
    pub all: IdSet,
    /// Whose mode there is changed.
    pub moderated: IdSet,
}

impl TouchedRecords {
    pub fn moderate_user(&mut self, id: &str) {
        self.users.add(id);
        self.moderated.add(id);
    }

    pub fn delete_user(&mut self, id: &str) {
        self.users.add(id);
        self.gone_users.add(id);
    }

    pub fn update_channel(&mut self, id: &str) {
        self.channels.add(id);
        self.updated.add(id);
    }

    pub fn delete_channel(&mut self, id: &str) {
        self.channels.add(id);
        self.gone_channels.add(id);
        self.channels_of_members.add(id);
    }

    pub fn moderate_member(&mut self, channel: &str, user: &str) {
        let members = self.members_of(channel);
        members.all.add(user);
        members.moderated.add(user);
    }

    pub fn remove_member(&mut self, channel: &str, user: &str) {
        self.members_of(channel).all.add(user);
    }

    fn members_of(&mut self, channel: &str) -> &mut TouchedMembers {
        if !self.members.contains_key(channel) {
            self.channels_of_members.add(channel);
            // Only to look it up: its own record is written only if it is touched itself.
            self.channels.add(channel);
        }
        self.members.entry(channel.to_owned()).or_default()
    }

    /// What the steps of a plan touch; with `prune`, also those that remove something.
    pub fn of_plan(steps: &Steps, prune: bool) -> io::Result<TouchedRecords> {
        let mut touched = TouchedRecords::default();
        for step in steps.read() {
            let step = step?;
            if step.kind().is_stuck() || (step.kind().is_removal() && !prune) {
                continue;
            }
            match &step {
                Step::ModerateUser { id, .. } => touched.moderate_user(&id.0),
                Step::RecreateUser { id, .. } | Step::DeleteUser { id } => {
                    touched.delete_user(&id.0);
                }
                Step::UpdateChannel { id, .. } => touched.update_channel(&id.0),
                Step::DeleteChannel { id } => touched.delete_channel(&id.0),
                Step::ModerateMember { member, .. } => {
                    touched.moderate_member(&member.channel.0, &member.user.0);
                }
                Step::RecreateMember { member, .. } | Step::RemoveMember { member } => {
                    touched.remove_member(&member.channel.0, &member.user.0);
                }
                _ => {}
            }
        }
        Ok(touched)
    }

    pub fn is_empty(&self) -> bool {
        self.users.set.is_empty() && self.channels.set.is_empty()
    }

    /// Whether the members of every channel have to be read.
    pub fn needs_all_channels(&self) -> bool {
        !self.gone_users.is_empty()
    }

    pub(super) fn sort(&mut self) {
        let sets = [
            &mut self.users.set,
            &mut self.gone_users,
            &mut self.moderated,
            &mut self.channels.set,
            &mut self.updated,
            &mut self.gone_channels,
            &mut self.channels_of_members,
        ];
        sets.into_iter().for_each(IdSet::sort);
        for members in self.members.values_mut() {
            members.all.sort();
            members.moderated.sort();
        }
    }
}
