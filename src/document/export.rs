//! Reading an instance as a document: in order, and with no more in memory than a few pages.
//!
//! Others may change the instance meanwhile. The document is still one that can be applied: every
//! member in it is among its users, or left out, and so is a channel that has gone. What is left
//! out is reported.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::api::{Client, Collection, MASK};
use crate::batch::{Found, Record, look_up};
use crate::record::without_field;

use super::actual::{LeftAlone, ListingSettings, OrderedListing, Sorting};
use super::channel_members::{ChannelsWithMembers, ListedMember, ListedMembers};
use super::error::ListingError;
use super::export_notes::ExportNotes;
use super::id_set::IdSet;
use super::ignore::Ignored;
use super::own_modes::OwnModes;
use super::parse::Noun;
use super::plan::mode_in;

/// Up to this many users are looked up; for more, all are read.
const FEW: usize = 1000;
/// Records that are written before a reader gets them.
const PAUSE: u64 = 1000;

/// Which part of an instance is wanted.
#[derive(Debug, Clone)]
pub struct Selection {
    pub users: bool,
    pub channels: bool,
    pub members: bool,
    /// Channels as they were found, and the users who are their members. Without them, all channels
    /// and users.
    pub only: Option<Vec<Record>>,
    /// Fields that are left out.
    pub ignored: Ignored,
}

/// A part of the document, in the order in which they are written.
#[derive(Debug)]
pub enum Part<'a> {
    Begin(Noun),
    /// A user. One who is found only as a member comes after the end of the users.
    User(&'a str),
    Channel {
        id: &'a str,
        json: &'a str,
        /// Its members follow, up to [`Part::EndOfMembers`].
        with_members: bool,
    },
    Member {
        channel: &'a str,
        id: &'a str,
        /// Only where it is not the user's own.
        mode: Option<u64>,
    },
    EndOfMembers {
        count: u64,
    },
    End(Noun),
    /// What was written so far may go out.
    Pause,
}

/// Reads what is wanted and hands it on.
pub async fn export<E>(
    client: &Client,
    selection: Selection,
    write: &mut impl FnMut(Part<'_>) -> Result<(), E>,
) -> Result<ExportNotes, E>
where
    E: From<ListingError>,
{
    let mut export = Exporter {
        client,
        own: OwnModes::default(),
        unknown_users: HashSet::new(),
        since_pause: 0,
        notes: ExportNotes::default(),
        selection,
        write,
    };
    match export.selection.only.take() {
        Some(only) => export.some(only).await?,
        None => export.all().await?,
    }
    Ok(export.notes)
}

struct Exporter<'a, W> {
    client: &'a Client,
    selection: Selection,
    own: OwnModes,
    /// Members that were looked for among the users, and are not there.
    unknown_users: HashSet<String>,
    since_pause: u64,
    notes: ExportNotes,
    write: &'a mut W,
}

impl<W, E> Exporter<'_, W>
where
    W: FnMut(Part<'_>) -> Result<(), E>,
    E: From<ListingError>,
{
    /// The whole instance, or its sections.
    async fn all(&mut self) -> Result<(), E> {
        if self.selection.users || self.selection.members {
            self.begin_users()?;
            self.read_users(None).await?;
            self.end_users()?;
        }
        if !self.selection.channels && !self.selection.members {
            return Ok(());
        }
        self.part(Part::Begin(Noun::Channel))?;
        let (listing, left_alone) = self.list(Collection::Channels);
        let with_members = self.selection.members;
        let mut channels = self.channels(Vec::new(), Some(listing), with_members);
        while let Some((channel, members)) = channels.next(&mut self.notes).await? {
            self.look_up_users(&members).await?;
            self.channel(&channel, members)?;
        }
        self.note_channels(&channels);
        self.note_nameless("a channel", &left_alone);
        self.part(Part::End(Noun::Channel))?;
        self.part(Part::Pause)
    }

    /// Some channels, and the users that are members of them.
    async fn some(&mut self, only: Vec<Record>) -> Result<(), E> {
        let with_members = self.selection.members || self.selection.users;
        let mut channels = self.channels(only, None, with_members);
        let mut all = Vec::new();
        let mut wanted = IdSet::default();
        let mut few = Some(Vec::new());
        while let Some((channel, members)) = channels.next(&mut self.notes).await? {
            if let Some(members) = &members {
                let visitor = |member: &ListedMember| {
                    wanted.add(&member.id);
                    if let Some(ids) = &mut few {
                        ids.push(member.id.clone());
                    }
                    few.take_if(|ids| ids.len() > FEW);
                };
                members.visit(visitor).map_err(ListingError::from)?;
            }
            all.push((channel, members));
        }
        self.note_channels(&channels);
        wanted.sort();
        self.begin_users()?;
        match few {
            Some(ids) => {
                let found = self.look_up_ids(&ids).await?;
                let mut found: Vec<_> = found.into_iter().collect();
                found.sort();
                let mut users = IdSet::default();
                for (id, json) in found {
                    self.user(&id, &json)?;
                    users.add(&id);
                }
                self.own.end(users);
            }
            None => self.read_users(Some(&wanted)).await?,
        }
        self.end_users()?;
        self.part(Part::Begin(Noun::Channel))?;
        for (channel, members) in all {
            self.channel(&channel, members)?;
        }
        self.part(Part::End(Noun::Channel))?;
        self.part(Part::Pause)
    }

    /// Begins to list a collection, and counts what is left out of it.
    fn list(&self, collection: Collection) -> (OrderedListing, Arc<LeftAlone>) {
        let settings = ListingSettings::new(Sorting::WhenNeeded);
        let left_alone = Arc::clone(&settings.left_alone);
        let listing = OrderedListing::begin(self.client, collection, settings);
        (listing, left_alone)
    }

    fn channels(
        &self,
        channels: Vec<Record>,
        listing: Option<OrderedListing>,
        with_members: bool,
    ) -> ChannelsWithMembers {
        ChannelsWithMembers::new(self.client, channels, listing, with_members)
    }

    fn note_channels(&mut self, channels: &ChannelsWithMembers) {
        self.notes.is_unordered |= channels.is_unordered();
        let nameless = channels.nameless_members();
        self.notes.nameless.add_all("a member", nameless);
    }

    fn note_nameless(&mut self, what: &str, left_alone: &LeftAlone) {
        let count = left_alone.nameless.load(Ordering::Relaxed);
        self.notes.nameless.add_all(what, count);
    }

    async fn look_up_ids(&self, ids: &[String]) -> Result<Found, ListingError> {
        Ok(look_up(self.client, &Collection::Users, ids).await?)
    }

    fn part(&mut self, part: Part<'_>) -> Result<(), E> {
        (self.write)(part)
    }

    fn begin_users(&mut self) -> Result<(), E> {
        match self.selection.users {
            true => self.part(Part::Begin(Noun::User)),
            false => Ok(()),
        }
    }

    fn end_users(&mut self) -> Result<(), E> {
        match self.selection.users {
            true => self.part(Part::End(Noun::User)),
            false => Ok(()),
        }
    }

    /// Reads all users, and takes those that are wanted.
    async fn read_users(&mut self, wanted: Option<&IdSet>) -> Result<(), E> {
        let (mut users, left_alone) = self.list(Collection::Users);
        while let Some(page) = users.next().await? {
            for (id, json) in page.entries() {
                if wanted.is_none_or(|wanted| wanted.has(id)) {
                    self.user(id, json)?;
                }
            }
            self.part(Part::Pause)?;
        }
        self.notes.is_unordered |= users.is_unordered();
        self.note_nameless("a user", &left_alone);
        // Nothing else asks for those that are not wanted.
        self.own.end(users.into_ids());
        Ok(())
    }

    fn user(&mut self, id: &str, json: &str) -> Result<(), E> {
        if self.selection.members {
            self.own.add(id, mode_in(json));
        }
        self.write_user(json)
    }

    fn write_user(&mut self, json: &str) -> Result<(), E> {
        if !self.selection.users {
            return Ok(());
        }
        self.notes.users += 1;
        self.count_masked(json);
        let json = self.selection.ignored.without(json);
        (self.write)(Part::User(&json))
    }

    fn count_masked(&mut self, json: &str) {
        if self.client.masked_records() > 0 && json.contains(MASK) {
            self.notes.masked += 1;
        }
    }

    /// Looks again for members who were not users before, and includes those who are by now.
    async fn look_up_users(&mut self, members: &ListedMembers) -> Result<(), E> {
        let Some(members) = members else {
            return Ok(());
        };
        let mut unknown = Vec::new();
        let visitor = |member: &ListedMember| {
            let id = &member.id;
            if !self.own.has(id) && !self.unknown_users.contains(id) {
                unknown.push(id.clone());
            }
        };
        members.visit(visitor).map_err(ListingError::from)?;
        if unknown.is_empty() {
            return Ok(());
        }
        let found = self.look_up_ids(&unknown).await?;
        for id in unknown {
            match found.get(&id) {
                Some(json) => {
                    self.own.add_late(&id, mode_in(json));
                    self.notes.late.add(&*id);
                    self.write_user(json)?;
                }
                None => {
                    self.unknown_users.insert(id);
                }
            }
        }
        Ok(())
    }

    /// Hands on a channel and its members.
    fn channel(&mut self, channel: &Record, members: ListedMembers) -> Result<(), E> {
        let members = members.filter(|_| self.selection.members);
        // A service may list members with the channel; the document has its own.
        let json = without_field(channel.text(), "members");
        let json = self.selection.ignored.without(&json);
        self.notes.channels += 1;
        if self.selection.channels {
            self.count_masked(&json);
        }
        self.part(Part::Channel {
            id: &channel.id,
            json: &json,
            with_members: members.is_some(),
        })?;
        self.since_pause += 1;
        if let Some(members) = members {
            let mut count = 0;
            for member in members.read().map_err(ListingError::from)? {
                let member = member.map_err(ListingError::from)?;
                let id = member.id.as_str();
                if !self.own.has(id) {
                    let who = format!("`{id}` of channel `{}`", channel.id);
                    self.notes.unknown_users.add(who);
                    continue;
                }
                let mode = member.mode;
                let mode = mode.filter(|_| mode != self.own.mode_of(id));
                self.part(Part::Member {
                    channel: &channel.id,
                    id,
                    mode,
                })?;
                count += 1;
            }
            self.part(Part::EndOfMembers { count })?;
            self.notes.members += count;
            self.since_pause += count;
        }
        if self.since_pause > PAUSE {
            self.since_pause = 0;
            self.part(Part::Pause)?;
        }
        Ok(())
    }
}
