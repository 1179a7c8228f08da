//! How to get from what is there to what is wanted: two streams sorted by id go in, steps come out.
//! Nothing here reads or sends.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::api::MASK;
use crate::record::Mode;

use super::compare::{Compared, differences};
use super::ignore::Ignored;
use super::merge::Pair;
use super::section::Membership;
use super::sent_record::{anew, to_create, update_of};
use super::step::{ChannelId, MemberId, Step, UserId};

/// The mode in a record, where there is one and it is a number.
pub fn mode_in(json: &str) -> Option<u64> {
    #[derive(Deserialize)]
    struct Look<'a> {
        #[serde(borrow, default)]
        mode: Option<&'a RawValue>,
    }
    let look: Look<'_> = serde_json::from_str(json).ok()?;
    look.mode?.get().parse().ok()
}

/// What is done about a difference.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// What cannot be changed is taken away and put back.
    pub recreate: bool,
    pub ignored: &'a Ignored,
    /// The API key may be masked in what is there.
    pub may_be_masked: bool,
}

impl How<'_> {
    /// Whether a record made of what is there must not be sent: the mask of the API key would be
    /// stored in place of the key.
    fn is_masked(self, json: &str) -> bool {
        self.may_be_masked && json.contains(MASK)
    }
}

/// The steps of one user.
pub fn of_user(pair: Pair, how: How<'_>, steps: &mut Vec<Step>) {
    let (wanted, there) = match pair {
        // Most steps of a first run are of this kind, so nothing in them is copied.
        Pair::Wanted(wanted) => {
            steps.push(Step::CreateUser {
                id: UserId(wanted.id),
                json: to_create(wanted.json),
                location: wanted.place,
            });
            return;
        }
        Pair::There(there) => {
            steps.push(Step::DeleteUser {
                id: UserId(there.id().to_owned()),
            });
            return;
        }
        Pair::Both { wanted, there } => (wanted, there),
    };
    if wanted.json == there.json() && !how.may_be_masked {
        return;
    }
    let (id, location) = (UserId(wanted.id.clone()), wanted.place);
    let Compared { seen, mut hidden } = differences(
        wanted.text(),
        there.text(),
        &["id", "mode"],
        how.ignored,
        how.may_be_masked,
    );
    // The others may be fields that the service keeps for itself: no user is deleted for those.
    let (mut changes, others): (Vec<_>, Vec<_>) = seen
        .into_iter()
        .partition(|change| matches!(change.field.as_str(), "name" | "metadata"));
    let json = match how.recreate && !changes.is_empty() {
        true => Some(anew(wanted.text(), there.text(), &others, how.ignored)),
        false => None,
    };
    // A user is not deleted as long as part of the record is masked.
    let is_masked = !hidden.is_empty() || json.as_deref().is_some_and(|json| how.is_masked(json));
    if how.recreate && is_masked {
        hidden.splice(..0, std::mem::take(&mut changes));
    }
    if !hidden.is_empty() {
        steps.push(Step::CannotCompareUser {
            id: id.clone(),
            changes: hidden,
            location,
        });
    }
    let (from, to) = (mode_in(there.text()), mode_in(wanted.text()));
    let is_other = !changes.is_empty();
    if is_other {
        let id = id.clone();
        steps.push(match json {
            Some(json) => Step::RecreateUser {
                id,
                json,
                mode: from.map(Mode),
                changes,
                location,
            },
            None => Step::CannotChangeUser {
                id,
                changes,
                location,
            },
        });
    }
    if !others.is_empty() {
        steps.push(Step::LeaveUser {
            id: id.clone(),
            changes: others,
            location,
        });
    }
    if let Some(to) = to.filter(|to| from != Some(*to))
        && !(is_other && how.recreate)
        && !how.ignored.has("mode")
    {
        steps.push(Step::ModerateUser {
            id,
            from: from.map(Mode),
            to: Mode(to),
            location,
        });
    }
}

/// The steps of one channel, its members aside.
pub fn of_channel(pair: &Pair, how: How<'_>, steps: &mut Vec<Step>) {
    match pair {
        Pair::Wanted(wanted) => steps.push(Step::CreateChannel {
            id: ChannelId(wanted.id.clone()),
            json: to_create(wanted.json.clone()),
            members: Vec::new(),
            location: wanted.place,
        }),
        Pair::There(there) => steps.push(Step::DeleteChannel {
            id: ChannelId(there.id().to_owned()),
        }),
        Pair::Both { wanted, there } => {
            let (id, location) = (ChannelId(wanted.id.clone()), wanted.place);
            let Compared {
                seen: changes,
                hidden,
            } = differences(
                wanted.text(),
                there.text(),
                &["id", "members"],
                how.ignored,
                how.may_be_masked,
            );
            if !hidden.is_empty() {
                steps.push(Step::CannotCompareChannel {
                    id: id.clone(),
                    changes: hidden,
                    location,
                });
            }
            if changes.is_empty() {
                return;
            }
            let json = update_of(&wanted.id, there.text(), &changes, how.ignored);
            steps.push(match how.is_masked(&json) {
                true => Step::CannotCompareChannel {
                    id,
                    changes,
                    location,
                },
                false => Step::UpdateChannel {
                    id,
                    json,
                    changes,
                    location,
                },
            });
        }
    }
}

/// The mode of a user in the whole instance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Own {
    pub was: Option<u64>,
    /// When the plan is carried out.
    pub will: Option<u64>,
}

impl Own {
    /// Of a user whose mode does not change.
    pub fn kept(mode: Option<u64>) -> Own {
        Own {
            was: mode,
            will: mode,
        }
    }
}

/// The steps of one member. A member without a mode in the document is to have the user's own.
pub fn of_member(
    channel: &str,
    pair: &Pair<Membership>,
    own: Own,
    recreate: bool,
    steps: &mut Vec<Step>,
) {
    let member = |user: &str| MemberId {
        channel: ChannelId(channel.to_owned()),
        user: UserId(user.to_owned()),
    };
    match pair {
        Pair::Wanted(wanted) => {
            let (member, location) = (member(&wanted.user), wanted.location);
            let mode = wanted.mode.filter(|mode| Some(*mode) != own.will);
            steps.push(Step::AddMember {
                member: member.clone(),
                location,
            });
            if let Some(mode) = mode {
                steps.push(Step::ModerateMember {
                    member,
                    from: None,
                    to: Mode(mode),
                    location,
                });
            }
        }
        Pair::There(there) => steps.push(Step::RemoveMember {
            member: member(there.id()),
        }),
        Pair::Both { wanted, there } => {
            let (member, location) = (member(&wanted.user), wanted.location);
            let from = mode_in(there.text()).or(own.was);
            let to = wanted.mode.or(own.will);
            // A mode that is the user's own may have been set in the channel, or it may follow
            // the user's when that changes: the API does not show which.
            let may_follow = own.was != own.will && from == own.was && to != own.will;
            match (from, to) {
                (_, Some(to)) if from != Some(to) || may_follow => {
                    steps.push(Step::ModerateMember {
                        member,
                        from: from.map(Mode),
                        to: Mode(to),
                        location,
                    });
                }
                // The user has none, and no request takes back the one in the channel.
                (Some(mode), None) => {
                    let mode = Mode(mode);
                    steps.push(match recreate {
                        true => Step::RecreateMember {
                            member,
                            mode,
                            location,
                        },
                        false => Step::CannotChangeMember {
                            member,
                            mode,
                            location,
                        },
                    });
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
