//! How to get from what is there to what is wanted: two streams sorted by id go in, steps come out.
//! Nothing here reads or sends.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::batch::Record;
use crate::record::{Fields, Mode, ObjectText, json_string};

use super::compare::{Compared, differences};
use super::ignore::Ignored;
use super::merge::Pair;
use super::section::Membership;
use super::sent_record::{anew, to_create};
use super::step::{ChannelId, MemberId, Step, UserId};

fn text(record: &Record) -> &str {
    // What comes out of a document or an answer was text before.
    std::str::from_utf8(&record.json).unwrap_or_default()
}

/// The mode in a record, where there is one and it is a number.
pub fn mode_of(record: &Record) -> Option<u64> {
    #[derive(Deserialize)]
    struct Look<'a> {
        #[serde(borrow, default)]
        mode: Option<&'a RawValue>,
    }
    let look: Look<'_> = serde_json::from_str(text(record)).ok()?;
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
                id: UserId(there.id),
            });
            return;
        }
        Pair::Both { wanted, there } => (wanted, there),
    };
    if wanted.json == there.json && !how.may_be_masked {
        return;
    }
    let (id, location) = (UserId(wanted.id.clone()), wanted.place);
    let Compared { seen, mut hidden } = differences(
        text(&wanted),
        text(&there),
        &["id", "mode"],
        how.ignored,
        how.may_be_masked,
    );
    // The others may be fields that the service keeps for itself: no user is deleted for those.
    let (mut changes, others): (Vec<_>, Vec<_>) = seen
        .into_iter()
        .partition(|change| matches!(change.field.as_str(), "name" | "metadata"));
    if !hidden.is_empty() {
        // A user is not deleted as long as part of the record is masked.
        if how.recreate {
            hidden.splice(..0, std::mem::take(&mut changes));
        }
        steps.push(Step::CannotCompareUser {
            id: id.clone(),
            changes: hidden,
            location,
        });
    }
    let is_other = !changes.is_empty();
    let (from, to) = (mode_of(&there), mode_of(&wanted));
    if is_other {
        let id = id.clone();
        steps.push(match how.recreate {
            true => Step::RecreateUser {
                id,
                json: anew(text(&wanted), text(&there), &others, how.ignored),
                mode: from.map(Mode),
                changes,
                location,
            },
            false => Step::CannotChangeUser {
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
            id: ChannelId(there.id.clone()),
        }),
        Pair::Both { wanted, there } => {
            let (id, location) = (ChannelId(wanted.id.clone()), wanted.place);
            let ignored = how.ignored;
            let Compared {
                seen: changes,
                hidden,
            } = differences(
                text(wanted),
                text(there),
                &["id", "members"],
                ignored,
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
            // A field is replaced as a whole, so what is ignored within it goes along.
            let there = Fields::of(text(there)).unwrap_or(Fields(Vec::new()));
            let of_there = |field: &str| {
                let found = there.0.iter().find(|(name, _)| name == field);
                found.map_or("null", |(_, value)| value.get())
            };
            let mut json = ObjectText::default();
            json.push("id", &json_string(&wanted.id));
            for change in &changes {
                let value = ignored.within(&change.field);
                let value = value.with_those_of(&change.to, of_there(&change.field));
                json.push(&change.field, &value);
            }
            steps.push(Step::UpdateChannel {
                id,
                json: json.end(),
                changes,
                location,
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
            member: member(&there.id),
        }),
        Pair::Both { wanted, there } => {
            let (member, location) = (member(&wanted.user), wanted.location);
            let from = mode_of(there).or(own.was);
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
