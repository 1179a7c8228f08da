//! A step from an instance as it is to one as a document wants it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::record::Location;

use super::compare::Difference;

/// What a step does, in the order in which a plan is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    CreateUser,
    UserMode,
    /// Deletes a user and creates it anew; only where that is asked for.
    RecreateUser,
    /// Its name or metadata differ, and the API edits neither.
    CannotChangeUser,
    /// Another field of it differs: no request changes it, and nobody is deleted for it.
    LeaveUser,
    /// It holds the API key, which is masked, so that nobody can tell whether it differs.
    CannotCompareUser,
    CreateChannel,
    UpdateChannel,
    /// The same of a channel.
    CannotCompareChannel,
    AddMember,
    MemberMode,
    /// Removes a member and adds it again; only where that is asked for.
    RecreateMember,
    /// It has a mode in the channel, and the API does not take one back.
    CannotChangeMember,
    RemoveMember,
    DeleteChannel,
    DeleteUser,
}

pub const KINDS: [Kind; 16] = [
    Kind::CreateUser,
    Kind::UserMode,
    Kind::RecreateUser,
    Kind::CannotChangeUser,
    Kind::LeaveUser,
    Kind::CannotCompareUser,
    Kind::CreateChannel,
    Kind::UpdateChannel,
    Kind::CannotCompareChannel,
    Kind::AddMember,
    Kind::MemberMode,
    Kind::RecreateMember,
    Kind::CannotChangeMember,
    Kind::RemoveMember,
    Kind::DeleteChannel,
    Kind::DeleteUser,
];

impl Kind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::CreateUser => "create_user",
            Kind::UserMode => "user_mode",
            Kind::RecreateUser => "recreate_user",
            Kind::CannotChangeUser | Kind::LeaveUser => "cannot_change_user",
            Kind::CannotCompareUser => "cannot_compare_user",
            Kind::CannotCompareChannel => "cannot_compare_channel",
            Kind::CreateChannel => "create_channel",
            Kind::UpdateChannel => "update_channel",
            Kind::AddMember => "add_member",
            Kind::MemberMode => "member_mode",
            Kind::RecreateMember => "recreate_member",
            Kind::CannotChangeMember => "cannot_change_member",
            Kind::RemoveMember => "remove_member",
            Kind::DeleteChannel => "delete_channel",
            Kind::DeleteUser => "delete_user",
        }
    }

    /// Whether it is done under `--prune` alone.
    pub fn is_removal(self) -> bool {
        matches!(
            self,
            Kind::RemoveMember | Kind::DeleteChannel | Kind::DeleteUser
        )
    }

    /// Whether nothing is done for it: it needs `--recreate`, or there is no way at all.
    pub fn is_stuck(self) -> bool {
        matches!(
            self,
            Kind::CannotChangeUser
                | Kind::LeaveUser
                | Kind::CannotCompareUser
                | Kind::CannotCompareChannel
                | Kind::CannotChangeMember
        )
    }

    /// Whether something is taken away and put back.
    pub fn is_recreation(self) -> bool {
        matches!(self, Kind::RecreateUser | Kind::RecreateMember)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub kind: Kind,
    /// The channel of a member; else empty.
    pub channel: String,
    pub id: String,
    /// The record that is sent, where one is; its members aside.
    pub json: String,
    /// The members that a new channel is created with.
    pub members: Vec<String>,
    pub from: Option<u64>,
    pub to: Option<u64>,
    pub changes: Vec<Difference>,
    pub place: Location,
}

impl Step {
    pub fn new(kind: Kind, id: &str) -> Step {
        Step {
            kind,
            channel: String::new(),
            id: id.to_owned(),
            json: String::new(),
            members: Vec::new(),
            from: None,
            to: None,
            changes: Vec::new(),
            place: Location::default(),
        }
    }

    /// The record that is sent, with its members.
    pub fn record(&self) -> Cow<'_, str> {
        if self.members.is_empty() {
            return Cow::Borrowed(&self.json);
        }
        // It is an object with an id at least; text can always be written as JSON.
        let open = self.json.trim_end().strip_suffix('}').unwrap_or(&self.json);
        let members = serde_json::to_string(&self.members).unwrap_or_default();
        Cow::Owned(format!("{},\"members\":{members}}}", open.trim_end()))
    }

    /// One JSON object on one line.
    pub fn to_json(&self) -> String {
        let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let mut json = format!("{{\"step\":\"{}\"", self.kind.name());
        if !self.channel.is_empty() {
            json.push_str(&format!(",\"channel\":{}", text(&self.channel)));
        }
        json.push_str(&format!(",\"id\":{}", text(&self.id)));
        if matches!(self.kind, Kind::CreateUser | Kind::CreateChannel) {
            let record = self.record();
            let record = crate::record::one_line(&record);
            json.push_str(&format!(",\"record\":{record}"));
        }
        if matches!(self.kind, Kind::UserMode | Kind::MemberMode) {
            let number = |mode: Option<u64>| mode.map_or("null".to_owned(), |m| m.to_string());
            let (from, to) = (number(self.from), number(self.to));
            json.push_str(&format!(",\"from\":{from},\"to\":{to}"));
        }
        if !self.changes.is_empty() {
            let changes: Vec<String> = self
                .changes
                .iter()
                .map(|Difference { field, from, to }| {
                    let from = from.as_deref().unwrap_or("null");
                    format!("{{\"field\":{},\"from\":{from},\"to\":{to}}}", text(field))
                })
                .collect();
            json.push_str(&format!(",\"changes\":[{}]", changes.join(",")));
        }
        json.push('}');
        json
    }
}

/// How many steps there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    steps: [u64; KINDS.len()],
    initial_members: u64,
}

impl Counts {
    pub fn of(&self, kind: Kind) -> u64 {
        self.steps[kind as usize]
    }

    /// Members that come with new channels, in no step of their own.
    pub fn initial_members(&self) -> u64 {
        self.initial_members
    }

    pub(super) fn count(&mut self, step: &Step) {
        self.steps[step.kind as usize] += 1;
        self.initial_members += step.members.len() as u64;
    }

    pub fn sum(&self) -> u64 {
        self.steps.iter().sum()
    }

    pub fn removals(&self) -> u64 {
        self.sum_of(Kind::is_removal)
    }

    pub fn stuck(&self) -> u64 {
        self.sum_of(Kind::is_stuck)
    }

    pub fn recreations(&self) -> u64 {
        self.sum_of(Kind::is_recreation)
    }

    fn sum_of(&self, is_wanted: impl Fn(Kind) -> bool) -> u64 {
        let kinds = KINDS.iter().filter(|kind| is_wanted(**kind));
        kinds.map(|kind| self.of(*kind)).sum()
    }
}
