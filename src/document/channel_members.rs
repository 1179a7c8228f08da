//! Channels with their members, for an export: the members of several channels are asked for at the
//! same time, and a channel is handed on when all of its members are there.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use crate::api::{ApiError, Client, Collection, Problem};
use crate::batch::{Record, look_up};
use crate::record::fits_in_path;
use crate::store::{Sortable, SortedRecords, Sorter};

use super::actual::{ListingSettings, OrderedListing, Sorting};
use super::error::ListingError;
use super::export_notes::ExportNotes;
use super::id_set::IdSet;
use super::pages::records;
use super::plan::mode_in;

/// Bytes of the members of one channel that are held in memory.
const IN_MEMORY: usize = 4 << 20;

/// A member, and its mode where the channel's list has one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ListedMember {
    pub id: String,
    pub mode: Option<u64>,
}

impl Sortable for ListedMember {
    type Key<'a> = &'a str;

    fn key(&self) -> &str {
        &self.id
    }

    fn heap_size(&self) -> usize {
        self.id.len()
    }
}

/// The members of a channel; none where they are not wanted, or cannot be asked for.
pub(super) type ListedMembers = Option<SortedRecords<ListedMember>>;

/// Channels in order.
pub(super) struct ChannelsWithMembers {
    client: Client,
    ready: std::vec::IntoIter<Record>,
    /// More channels; none where all are known.
    listing: Option<OrderedListing>,
    with_members: bool,
    /// All others are left out. `None` if all are wanted.
    only: Option<IdSet>,
    /// Those whose members are wanted. `None` if that is all of them.
    with_members_of: Option<IdSet>,
    /// Of the lists of members.
    settings: ListingSettings,
    /// Channels whose members are asked for.
    queue: VecDeque<(Record, Option<OrderedListing>)>,
    is_unordered: bool,
}

impl ChannelsWithMembers {
    /// Of these channels and those of a listing.
    pub fn new(
        client: &Client,
        channels: Vec<Record>,
        listing: Option<OrderedListing>,
        with_members: bool,
    ) -> ChannelsWithMembers {
        ChannelsWithMembers {
            client: client.clone(),
            ready: channels.into_iter(),
            listing,
            with_members,
            only: None,
            with_members_of: None,
            settings: ListingSettings::new(Sorting::WhenNeeded),
            queue: VecDeque::new(),
            is_unordered: false,
        }
    }

    /// Leaves out all channels but these, and reads the members of some of them only.
    pub fn only(mut self, channels: IdSet, with_members_of: IdSet) -> ChannelsWithMembers {
        self.only = Some(channels);
        self.with_members_of = Some(with_members_of);
        self
    }

    pub fn is_unordered(&self) -> bool {
        let listing = self.listing.as_ref();
        self.is_unordered || listing.is_some_and(OrderedListing::is_unordered)
    }

    /// How many members have an empty id.
    pub fn nameless_members(&self) -> u64 {
        self.settings.left_alone.nameless.load(Ordering::Relaxed)
    }

    /// The next channel that is still there. The others are noted.
    pub async fn next(
        &mut self,
        notes: &mut ExportNotes,
    ) -> Result<Option<(Record, ListedMembers)>, ListingError> {
        loop {
            while self.queue.len() <= self.client.work_at_once()
                && let Some(channel) = self.next_channel().await?
            {
                let members = self.list_members(&channel.id, notes);
                self.queue.push_back((channel, members));
            }
            let Some((channel, listing)) = self.queue.pop_front() else {
                return Ok(None);
            };
            let Some(listing) = listing else {
                return Ok(Some((channel, None)));
            };
            match self.read_members(listing).await {
                Ok(members) => return Ok(Some((channel, Some(members)))),
                Err(ListingError::Api(error)) => {
                    if is_gone(&self.client, &channel.id, &error).await? {
                        notes.gone.add(channel.id);
                    } else if is_out_of_reach(&error) {
                        notes.unreachable.add(&*channel.id);
                        if error.status().is_some() {
                            notes.denied.add(&*channel.id);
                        }
                        return Ok(Some((channel, None)));
                    } else {
                        let channel = channel.id;
                        return Err(ListingError::Members { channel, error });
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn next_channel(&mut self) -> Result<Option<Record>, ListingError> {
        loop {
            let is_wanted = |channel: &Record| {
                let only = self.only.as_ref();
                only.is_none_or(|only| only.has(&channel.id))
            };
            if let Some(channel) = self.ready.by_ref().find(is_wanted) {
                return Ok(Some(channel));
            }
            let Some(listing) = &mut self.listing else {
                return Ok(None);
            };
            match listing.next().await? {
                Some(page) => self.ready = records(&page).collect::<Vec<_>>().into_iter(),
                None => return Ok(None),
            }
        }
    }

    /// Begins to ask for the members of a channel.
    fn list_members(&self, channel: &str, notes: &mut ExportNotes) -> Option<OrderedListing> {
        let some = self.with_members_of.as_ref();
        if !self.with_members || some.is_some_and(|some| !some.has(channel)) {
            return None;
        }
        if !fits_in_path(channel) {
            notes.unreachable.add(channel);
            return None;
        }
        let members = Collection::Members(channel.to_owned());
        let settings = self.settings.clone();
        Some(OrderedListing::begin(&self.client, members, settings))
    }

    async fn read_members(
        &mut self,
        mut listing: OrderedListing,
    ) -> Result<SortedRecords<ListedMember>, ListingError> {
        let mut sorter = Sorter::new(IN_MEMORY);
        while let Some(page) = listing.next().await? {
            for (id, json) in page.entries() {
                sorter.push(ListedMember {
                    id: id.to_owned(),
                    mode: mode_in(json),
                })?;
            }
        }
        self.is_unordered |= listing.is_unordered();
        Ok(sorter.finish()?)
    }
}

/// Whether the channel is gone. A 404 alone is not believed: a proxy may refuse the
/// `/` of an id, or decode it so that the service does not know the path.
pub(super) async fn is_gone(
    client: &Client,
    channel: &str,
    error: &ApiError,
) -> Result<bool, ApiError> {
    if error.status() != Some(404) {
        return Ok(false);
    }
    let ids = [channel.to_owned()];
    let there = look_up(client, &Collection::Channels, &ids).await?;
    Ok(there.is_empty())
}

/// Whether nobody can ask for these members: the id is too long for a URL, or a proxy refuses it.
pub(super) fn is_out_of_reach(error: &ApiError) -> bool {
    error.status() == Some(404)
        || matches!(
            error.problem,
            Problem::Path { .. } | Problem::LongPath { .. }
        )
}
