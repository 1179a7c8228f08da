//! What a change touches, as it is before the change: a document that `apply` puts back.
//!
//! A user who is deleted loses all memberships, and only the channels know these. Then every channel
//! is read, several at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use crate::api::{Client, Collection, MASK};
use crate::batch::{Record, look_up};
use crate::record::without_field;
use crate::store::{RecordFile, RecordWriter};

use super::actual::{ListingSettings, OrderedListing, Sorting};
use super::channel_members::ChannelsWithMembers;
use super::error::ListingError;
use super::export::Part;
use super::export_notes::{ExportNotes, NotedNames};
use super::id_set::IdSet;
use super::own_modes::OwnModes;
use super::plan::mode_in;
use super::touched::{TouchedRecords, WantedIds};

/// What was written, and what it lacks.
#[derive(Debug, Default)]
pub struct BackupNotes {
    pub users: u64,
    pub channels: u64,
    pub members: u64,
    /// Users and members who have no mode and are about to get one, which the API cannot take back.
    pub without_mode: NotedNames,
    /// Records in which the API key is masked.
    pub masked: u64,
    /// Channels whose members nobody can ask for, nor put back.
    pub unreachable: NotedNames,
    /// Channels that exist, although the service says that they do not when asked for their members.
    pub denied: NotedNames,
}

/// A channel as it was read.
#[derive(Serialize, Deserialize)]
struct ReadChannel {
    id: String,
    json: String,
}

/// A membership as it was read.
#[derive(Serialize, Deserialize)]
struct ReadMember {
    channel: String,
    id: String,
    mode: Option<u64>,
}

/// Reads what a change touches and hands it on: users, channels, members. `read` counts records,
/// for others to watch.
pub async fn read_backup<E>(
    client: &Client,
    mut touched: TouchedRecords,
    read: Arc<AtomicU64>,
    write: &mut impl FnMut(Part<'_>) -> Result<(), E>,
) -> Result<BackupNotes, E>
where
    E: From<ListingError>,
{
    touched.sort();
    let mut reader = BackupReader {
        client,
        read,
        write,
        wanted: std::mem::take(&mut touched.users),
        touched,
        own: OwnModes::default(),
        notes: BackupNotes::default(),
    };
    let (channels, members) = reader.channels().await?;
    if reader.notes.denied.count > 0 {
        return Ok(reader.notes);
    }
    reader.users().await?;
    reader.write_channels(&channels)?;
    reader.write_members(&members)?;
    Ok(reader.notes)
}

struct BackupReader<'a, W> {
    client: &'a Client,
    read: Arc<AtomicU64>,
    write: &'a mut W,
    /// Users who are touched, and members whose own mode matters.
    wanted: WantedIds,
    touched: TouchedRecords,
    own: OwnModes,
    notes: BackupNotes,
}

impl<W, E> BackupReader<'_, W>
where
    W: FnMut(Part<'_>) -> Result<(), E>,
    E: From<ListingError>,
{
    /// Reads the channels that matter, and of their members those that do.
    async fn channels(
        &mut self,
    ) -> Result<(RecordFile<ReadChannel>, RecordFile<ReadMember>), ListingError> {
        let all = self.touched.needs_all_channels();
        let wanted = std::mem::take(&mut self.touched.channels);
        let listed = all || wanted.are_many;
        let (ready, listing) = match listed {
            true => (Vec::new(), Some(self.list(Collection::Channels))),
            false => {
                let there = self.look_up(&Collection::Channels, &wanted.few).await?;
                (there, None)
            }
        };
        let with_members = std::mem::take(&mut self.touched.channels_of_members);
        let mut channels = ChannelsWithMembers::new(self.client, ready, listing, true);
        if !all {
            channels = channels.only(wanted.set, with_members);
        }
        let mut read_channels = RecordWriter::new();
        let mut read_members = RecordWriter::new();
        let mut notes = ExportNotes::default();
        while let Some((channel, members)) = channels.next(&mut notes).await? {
            self.read.fetch_add(1, Ordering::Relaxed);
            let goes = self.touched.gone_channels.has(&channel.id);
            let of_channel = self.touched.members.get(&channel.id);
            if goes || self.touched.updated.has(&channel.id) {
                read_channels.push(&ReadChannel {
                    id: channel.id.clone(),
                    json: without_field(channel.text(), "members").into_owned(),
                })?;
            }
            let Some(members) = members else {
                continue;
            };
            for member in members.read()? {
                let member = member?;
                self.read.fetch_add(1, Ordering::Relaxed);
                let id = &member.id;
                let is_changed = of_channel.is_some_and(|members| members.all.has(id));
                if goes || is_changed || self.touched.gone_users.has(id) {
                    self.wanted.add(id);
                    read_members.push(&ReadMember {
                        channel: channel.id.clone(),
                        id: member.id,
                        mode: member.mode,
                    })?;
                }
            }
        }
        self.notes.unreachable = notes.unreachable;
        self.notes.denied = notes.denied;
        Ok((read_channels.finish()?, read_members.finish()?))
    }

    fn list(&self, collection: Collection) -> OrderedListing {
        let settings = ListingSettings {
            read: Arc::clone(&self.read),
            ..ListingSettings::new(Sorting::WhenNeeded)
        };
        OrderedListing::begin(self.client, collection, settings)
    }

    /// The records with these ids that are there, in order.
    async fn look_up(
        &self,
        collection: &Collection,
        ids: &[String],
    ) -> Result<Vec<Record>, ListingError> {
        let found = look_up(self.client, collection, ids).await?;
        let mut records: Vec<Record> = found
            .into_iter()
            .map(|(id, json)| Record {
                id,
                json: json.into_bytes(),
                ..Record::default()
            })
            .collect();
        records.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(records)
    }

    /// Reads the users that matter, and writes those who are touched.
    async fn users(&mut self) -> Result<(), E> {
        let mut wanted = std::mem::take(&mut self.wanted);
        wanted.set.sort();
        let mut there = IdSet::default();
        if wanted.are_many {
            let mut users = self.list(Collection::Users);
            while let Some(page) = users.next().await? {
                for (id, json) in page.entries().filter(|(id, _)| wanted.set.has(id)) {
                    there.add(id);
                    self.user(id, json)?;
                }
            }
        } else {
            for record in self.look_up(&Collection::Users, &wanted.few).await? {
                there.add(&record.id);
                self.user(&record.id, record.text())?;
            }
        }
        self.own.end(there);
        Ok(())
    }

    fn user(&mut self, id: &str, json: &str) -> Result<(), E> {
        let mode = mode_in(json);
        self.own.add(id, mode);
        let is_moderated = self.touched.moderated.has(id);
        if !is_moderated && !self.touched.gone_users.has(id) {
            return Ok(());
        }
        if mode.is_none() && is_moderated {
            self.notes.without_mode.add(id);
        }
        self.notes.users += 1;
        self.note_mask(json);
        (self.write)(Part::User(json))
    }

    fn note_mask(&mut self, text: &str) {
        if self.client.masked_records() > 0 && text.contains(MASK) {
            self.notes.masked += 1;
        }
    }

    fn write_channels(&mut self, channels: &RecordFile<ReadChannel>) -> Result<(), E> {
        for channel in channels.read() {
            let ReadChannel { id, json } = channel.map_err(ListingError::from)?;
            self.notes.channels += 1;
            self.note_mask(&json);
            (self.write)(Part::Channel {
                id: &id,
                json: &json,
                with_members: false,
            })?;
        }
        Ok(())
    }

    fn write_members(&mut self, members: &RecordFile<ReadMember>) -> Result<(), E> {
        for member in members.read() {
            let ReadMember { channel, id, mode } = member.map_err(ListingError::from)?;
            // A member who is no longer a user cannot be put back.
            if !self.own.has(&id) {
                continue;
            }
            let of_channel = self.touched.members.get(&channel);
            if mode.is_none() && of_channel.is_some_and(|members| members.moderated.has(&id)) {
                let who = format!("{id} of channel {channel}");
                self.notes.without_mode.add(who);
            }
            self.notes.members += 1;
            self.note_mask(&id);
            let mode = mode.filter(|_| mode != self.own.mode_of(&id));
            (self.write)(Part::Member {
                channel: &channel,
                id: &id,
                mode,
            })?;
        }
        Ok(())
    }
}
