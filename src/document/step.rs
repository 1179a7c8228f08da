//! A step: one difference between an instance and a document, and the request that removes it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::record::{Location, Mode};

use super::compare::Difference;
use super::step_kind::StepKind;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UserId(pub String);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChannelId(pub String);

/// A user in a channel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MemberId {
    pub channel: ChannelId,
    pub user: UserId,
}

/// What is to be done, or cannot be done, about one difference. `json` is the record that is sent.
/// `location` is where the document has it; what is removed has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    CreateUser {
        id: UserId,
        json: String,
        location: Location,
    },
    ModerateUser {
        id: UserId,
        from: Option<Mode>,
        to: Mode,
        location: Location,
    },
    /// Deletes the user and creates it again.
    RecreateUser {
        id: UserId,
        json: String,
        /// The user's mode now.
        mode: Option<Mode>,
        changes: Vec<Difference>,
        location: Location,
    },
    /// The name or the metadata differ, and the API edits neither.
    CannotChangeUser {
        id: UserId,
        changes: Vec<Difference>,
        location: Location,
    },
    /// Other fields differ. No request changes them, and no user is deleted for them.
    LeaveUser {
        id: UserId,
        changes: Vec<Difference>,
        location: Location,
    },
    /// The record holds the API key, which is masked here, so that nobody can tell whether it
    /// differs.
    CannotCompareUser {
        id: UserId,
        changes: Vec<Difference>,
        location: Location,
    },
    CreateChannel {
        id: ChannelId,
        /// Without its members.
        json: String,
        /// Those who are created with it.
        members: Vec<UserId>,
        location: Location,
    },
    UpdateChannel {
        id: ChannelId,
        json: String,
        changes: Vec<Difference>,
        location: Location,
    },
    /// As `CannotCompareUser`.
    CannotCompareChannel {
        id: ChannelId,
        changes: Vec<Difference>,
        location: Location,
    },
    AddMember {
        member: MemberId,
        location: Location,
    },
    ModerateMember {
        member: MemberId,
        from: Option<Mode>,
        to: Mode,
        location: Location,
    },
    /// Removes the member and adds it again, so that it loses this mode.
    RecreateMember {
        member: MemberId,
        mode: Mode,
        location: Location,
    },
    /// The member has this mode in the channel, and the API does not take one back.
    CannotChangeMember {
        member: MemberId,
        mode: Mode,
        location: Location,
    },
    RemoveMember {
        member: MemberId,
    },
    DeleteChannel {
        id: ChannelId,
    },
    DeleteUser {
        id: UserId,
    },
}

enum StepSubject<'a> {
    User(&'a UserId),
    Channel(&'a ChannelId),
    Member(&'a MemberId),
}

impl Step {
    pub fn kind(&self) -> StepKind {
        match self {
            Step::CreateUser { .. } => StepKind::CreateUser,
            Step::ModerateUser { .. } => StepKind::ModerateUser,
            Step::RecreateUser { .. } => StepKind::RecreateUser,
            Step::CannotChangeUser { .. } => StepKind::CannotChangeUser,
            Step::LeaveUser { .. } => StepKind::LeaveUser,
            Step::CannotCompareUser { .. } => StepKind::CannotCompareUser,
            Step::CreateChannel { .. } => StepKind::CreateChannel,
            Step::UpdateChannel { .. } => StepKind::UpdateChannel,
            Step::CannotCompareChannel { .. } => StepKind::CannotCompareChannel,
            Step::AddMember { .. } => StepKind::AddMember,
            Step::ModerateMember { .. } => StepKind::ModerateMember,
            Step::RecreateMember { .. } => StepKind::RecreateMember,
            Step::CannotChangeMember { .. } => StepKind::CannotChangeMember,
            Step::RemoveMember { .. } => StepKind::RemoveMember,
            Step::DeleteChannel { .. } => StepKind::DeleteChannel,
            Step::DeleteUser { .. } => StepKind::DeleteUser,
        }
    }

    /// What it is about, and where the document has that.
    fn subject(&self) -> (StepSubject<'_>, Option<Location>) {
        match self {
            Step::CreateUser { id, location, .. }
            | Step::ModerateUser { id, location, .. }
            | Step::RecreateUser { id, location, .. }
            | Step::CannotChangeUser { id, location, .. }
            | Step::LeaveUser { id, location, .. }
            | Step::CannotCompareUser { id, location, .. } => {
                (StepSubject::User(id), Some(*location))
            }
            Step::CreateChannel { id, location, .. }
            | Step::UpdateChannel { id, location, .. }
            | Step::CannotCompareChannel { id, location, .. } => {
                (StepSubject::Channel(id), Some(*location))
            }
            Step::AddMember { member, location }
            | Step::ModerateMember {
                member, location, ..
            }
            | Step::RecreateMember {
                member, location, ..
            }
            | Step::CannotChangeMember {
                member, location, ..
            } => (StepSubject::Member(member), Some(*location)),
            Step::RemoveMember { member } => (StepSubject::Member(member), None),
            Step::DeleteChannel { id } => (StepSubject::Channel(id), None),
            Step::DeleteUser { id } => (StepSubject::User(id), None),
        }
    }

    /// The id of the user or channel, or the user's of a member.
    pub fn id(&self) -> &str {
        match self.subject().0 {
            StepSubject::User(UserId(id)) | StepSubject::Channel(ChannelId(id)) => id,
            StepSubject::Member(member) => &member.user.0,
        }
    }

    /// What it is about.
    pub fn noun(&self) -> &'static str {
        match self.subject().0 {
            StepSubject::User(_) => "user",
            StepSubject::Channel(_) => "channel",
            StepSubject::Member(_) => "member",
        }
    }

    /// The channel of a member.
    pub fn channel(&self) -> Option<&str> {
        match self.subject().0 {
            StepSubject::Member(member) => Some(&member.channel.0),
            StepSubject::User(_) | StepSubject::Channel(_) => None,
        }
    }

    /// Where it stands in the document.
    pub fn location(&self) -> Option<Location> {
        self.subject().1
    }

    /// The fields of a record that differ. A member has none: it has nothing but a mode.
    pub fn changes(&self) -> &[Difference] {
        match self {
            Step::RecreateUser { changes, .. }
            | Step::CannotChangeUser { changes, .. }
            | Step::LeaveUser { changes, .. }
            | Step::CannotCompareUser { changes, .. }
            | Step::UpdateChannel { changes, .. }
            | Step::CannotCompareChannel { changes, .. } => changes,
            _ => &[],
        }
    }

    /// The names of the fields that differ, for a sentence.
    pub fn changed_fields(&self) -> String {
        let fields: Vec<&str> = self.changes().iter().map(|c| c.field.as_str()).collect();
        fields.join(" and ")
    }

    /// The record that is sent, where one is: that of a new channel has its members.
    pub fn record(&self) -> Option<Cow<'_, str>> {
        match self {
            Step::CreateChannel { json, members, .. } if !members.is_empty() => {
                // It is an object with an id at least; text can always be written as JSON.
                let open = json.trim_end().strip_suffix('}').unwrap_or(json);
                let members = serde_json::to_string(members).unwrap_or_default();
                let text = format!("{},\"members\":{members}}}", open.trim_end());
                Some(Cow::Owned(text))
            }
            Step::CreateUser { json, .. }
            | Step::RecreateUser { json, .. }
            | Step::CreateChannel { json, .. }
            | Step::UpdateChannel { json, .. } => Some(Cow::Borrowed(json)),
            _ => None,
        }
    }

    /// The members who are created with a new channel.
    pub fn initial_members(&self) -> &[UserId] {
        match self {
            Step::CreateChannel { members, .. } => members,
            _ => &[],
        }
    }
}
