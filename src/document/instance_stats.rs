//! An instance in numbers.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

use crate::api::{Client, Collection};
use crate::batch::Record;
use crate::record::{Fields, Text};

use super::actual::{ListingSettings, OrderedListing, Sorting};
use super::channel_members::ChannelsWithMembers;
use super::error::ListingError;
use super::export_notes::{ExportNotes, NotedNames};
use super::id_set::IdSet;
use super::plan::mode_in;

/// How many of the largest channels are named.
const LARGEST: usize = 10;

/// The sizes at which channels are counted together: from each to the next.
const SIZES: [u64; 7] = [0, 1, 2, 10, 100, 1_000, 10_000];

/// An instance in numbers. As JSON it is what scripts rely on.
#[derive(Debug, Serialize)]
pub struct InstanceStats {
    pub users: u64,
    pub channels: u64,
    /// Memberships: a user counts in every channel.
    pub members: u64,
    pub users_in_no_channel: u64,
    pub empty_channels: u64,
    pub first_empty_channels: Vec<String>,
    /// Channels whose members could not be read; they are in no other number but `channels`.
    pub channels_not_read: u64,
    /// In ascending order; those without a mode come last.
    pub users_by_mode: Vec<UsersOfMode>,
    pub channels_by_members: Vec<ChannelsOfSize>,
    pub largest_channels: Vec<LargeChannel>,
}

#[derive(Debug, Serialize)]
pub struct UsersOfMode {
    pub mode: Option<u64>,
    pub users: u64,
}

/// How many channels have this many members.
#[derive(Debug, Serialize)]
pub struct ChannelsOfSize {
    pub from: u64,
    /// Inclusive; without it there is no upper bound.
    pub to: Option<u64>,
    pub channels: u64,
}

#[derive(Debug, Serialize)]
pub struct LargeChannel {
    pub id: String,
    pub name: Option<String>,
    pub members: u64,
}

/// Reads the whole instance and counts. `read` is how many records have been read.
pub async fn count_instance(
    client: &Client,
    read: &AtomicU64,
) -> Result<(InstanceStats, ExportNotes), ListingError> {
    let mut notes = ExportNotes::default();
    let mut by_mode: BTreeMap<Option<u64>, u64> = BTreeMap::new();
    let settings = ListingSettings::new(Sorting::WhenNeeded);
    let of_users = settings.left_alone.clone();
    let mut listing = OrderedListing::begin(client, Collection::Users, settings);
    while let Some(users) = listing.next().await? {
        read.fetch_add(users.len() as u64, Ordering::Relaxed);
        for user in users.records() {
            *by_mode.entry(mode_in(user)).or_default() += 1;
        }
    }
    notes.is_unordered = listing.is_unordered();
    let users = by_mode.values().sum();
    let mut lonely = Lonely::new(listing.into_ids());

    let settings = ListingSettings::new(Sorting::WhenNeeded);
    let of_channels = settings.left_alone.clone();
    let listing = OrderedListing::begin(client, Collection::Channels, settings);
    let mut channels = ChannelsWithMembers::new(client, Vec::new(), Some(listing), true);
    let mut sizes = ChannelSizes::default();
    while let Some((channel, members)) = channels.next(&mut notes).await? {
        let mut count = 0;
        if let Some(members) = &members {
            members.visit(|member| {
                count += 1;
                lonely.remove(&member.id);
            })?;
        }
        sizes.add(&channel, members.is_some().then_some(count));
        read.fetch_add(1 + count, Ordering::Relaxed);
    }
    notes.is_unordered |= channels.is_unordered();
    for (what, count) in [
        ("a user", of_users.nameless.load(Ordering::Relaxed)),
        ("a channel", of_channels.nameless.load(Ordering::Relaxed)),
        ("a member", channels.nameless_members()),
    ] {
        notes.nameless.add_all(what, count);
    }

    let (without_mode, with_mode): (Vec<_>, Vec<_>) = by_mode
        .into_iter()
        .map(|(mode, users)| UsersOfMode { mode, users })
        .partition(|entry| entry.mode.is_none());
    let stats = InstanceStats {
        users,
        channels: sizes.channels,
        members: sizes.members,
        users_in_no_channel: lonely.count(),
        empty_channels: sizes.empty.count,
        first_empty_channels: sizes.empty.first,
        channels_not_read: sizes.not_read,
        users_by_mode: with_mode.into_iter().chain(without_mode).collect(),
        channels_by_members: of_sizes(&sizes.by_size),
        largest_channels: sizes.largest,
    };
    Ok((stats, notes))
}

/// The users that have come up in no channel yet: a bit for each, and the eight bytes of the set.
struct Lonely {
    users: IdSet,
    is_member: Vec<bool>,
}

impl Lonely {
    fn new(mut users: IdSet) -> Lonely {
        users.sort();
        let is_member = vec![false; users.len()];
        Lonely { users, is_member }
    }

    fn remove(&mut self, id: &str) {
        if let Some(at) = self.users.index_of(id) {
            self.is_member[at] = true;
        }
    }

    fn count(&self) -> u64 {
        self.is_member
            .iter()
            .filter(|is_member| !**is_member)
            .count() as u64
    }
}

#[derive(Default)]
struct ChannelSizes {
    channels: u64,
    members: u64,
    not_read: u64,
    by_size: [u64; SIZES.len()],
    empty: NotedNames,
    /// The largest first, and of equal ones the first by id.
    largest: Vec<LargeChannel>,
}

impl ChannelSizes {
    /// A channel, and how many members it has where that is known.
    fn add(&mut self, channel: &Record, members: Option<u64>) {
        self.channels += 1;
        let Some(members) = members else {
            self.not_read += 1;
            return;
        };
        self.members += members;
        self.by_size[SIZES.partition_point(|from| *from <= members) - 1] += 1;
        if members == 0 {
            self.empty.add(&*channel.id);
            return;
        }
        // Channels come in the order of their ids.
        let at = self
            .largest
            .partition_point(|before| Reverse(before.members) <= Reverse(members));
        if at < LARGEST {
            let largest = LargeChannel {
                id: channel.id.clone(),
                name: name_of(channel),
                members,
            };
            self.largest.insert(at, largest);
            self.largest.truncate(LARGEST);
        }
    }
}

fn of_sizes(counts: &[u64; SIZES.len()]) -> Vec<ChannelsOfSize> {
    let next = SIZES.iter().skip(1).map(|next| Some(next - 1));
    SIZES
        .into_iter()
        .zip(next.chain([None]))
        .zip(counts)
        .map(|((from, to), channels)| ChannelsOfSize {
            from,
            to,
            channels: *channels,
        })
        .collect()
}

fn name_of(channel: &Record) -> Option<String> {
    let name = Fields::of(channel.text())?.at("name")?;
    let Text(name) = serde_json::from_str(name.get()).ok()?;
    Some(name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(id: &str) -> Record {
        Record {
            id: id.to_owned(),
            json: format!(r#"{{"id":"{id}","name":"N {id}"}}"#).into_bytes(),
            ..Record::default()
        }
    }

    #[test]
    fn every_channel_is_of_one_size() {
        let mut sizes = ChannelSizes::default();
        let counts = [0, 1, 2, 9, 10, 99, 100, 999, 1000, 9_999, 10_000, 70_000];
        for (at, count) in counts.into_iter().enumerate() {
            sizes.add(&channel(&format!("c{at:02}")), Some(count));
        }
        sizes.add(&channel("unread"), None);
        assert_eq!(sizes.by_size, [1, 1, 2, 2, 2, 2, 2]);
        assert_eq!((sizes.channels, sizes.not_read), (13, 1));
        assert_eq!(sizes.members, counts.iter().sum::<u64>());
        let bounds: Vec<_> = of_sizes(&sizes.by_size)
            .iter()
            .map(|size| (size.from, size.to))
            .collect();
        assert_eq!(bounds[..3], [(0, Some(0)), (1, Some(1)), (2, Some(9))]);
        assert_eq!(bounds[6], (10_000, None));
    }

    #[test]
    fn of_equal_channels_the_first_by_id_stand_first() {
        let mut sizes = ChannelSizes::default();
        for at in 10..40 {
            sizes.add(&channel(&format!("c{at}")), Some(1 + at % 3));
        }
        let ids: Vec<&str> = sizes.largest.iter().map(|c| c.id.as_str()).collect();
        let expected = [11, 14, 17, 20, 23, 26, 29, 32, 35, 38].map(|at| format!("c{at}"));
        assert_eq!(ids, expected);
        assert_eq!(sizes.largest[0].name.as_deref(), Some("N c11"));
    }
}
