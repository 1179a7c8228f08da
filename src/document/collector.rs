//! What has been read of a document: every part is checked and goes into its section.

use std::io;
use std::mem;
use std::sync::Arc;

use crate::batch::Record;
use crate::input::InputError;
use crate::record::{
    CheckedMember, Location, Mended, Mistake, ModeScale, check_channel_member, check_member_line,
    fits_in_path,
};

use super::check;
use super::desired::Desired;
use super::error::DocumentError;
use super::mistake::DocumentMistake;
use super::mistakes::InPlace;
use super::parse::{ChannelText, DocumentPart, Noun};
use super::section::{Membership, SectionWriter};
use super::table::Table;
use super::users_ahead::UsersInOrder;

/// What has been read of a document so far.
pub(super) struct Collector {
    names: Arc<[String]>,
    pub mistakes: InPlace,
    /// What may be wrong but does not keep the document from being applied.
    warnings: InPlace,
    pub users: SectionWriter<Record>,
    /// The same ones, as long as they come in order.
    pub in_order: UsersInOrder,
    channels: SectionWriter<Record>,
    members: SectionWriter<Membership>,
    /// Members of the current channel, whose id is still to come.
    held: Vec<HeldMember>,
    member_users: Table,
    managed_channels: Table,
    /// The channel of the last warning about members that are left out.
    unreachable: Option<String>,
    unsent: Option<Unsent>,
    /// The scale of the names of modes, if one was given.
    pub scale: Option<ModeScale>,
    /// The first name that stands for a mode other than 0.
    first_named: Option<Location>,
    is_partial: bool,
    mended: Mended,
}

/// A member of a channel whose id is not known yet.
struct HeldMember {
    user: String,
    mode: Option<u64>,
    location: Location,
}

/// Members with a field that is not sent: the first one, and how many they are.
struct Unsent {
    location: Location,
    field: String,
    count: u64,
}

impl Collector {
    pub fn new(names: Arc<[String]>) -> Collector {
        Collector {
            mistakes: InPlace::new(Arc::clone(&names)),
            warnings: InPlace::new(Arc::clone(&names)),
            names,
            users: SectionWriter::new("user"),
            in_order: UsersInOrder::default(),
            channels: SectionWriter::new("channel"),
            members: SectionWriter::new("member"),
            held: Vec::new(),
            member_users: Table::default(),
            managed_channels: Table::default(),
            unreachable: None,
            unsent: None,
            scale: None,
            first_named: None,
            is_partial: false,
            mended: Mended::default(),
        }
    }

    pub fn add(&mut self, part: DocumentPart<'_>) -> io::Result<()> {
        match part {
            DocumentPart::Section(Noun::User) => self.users.manage(),
            DocumentPart::Section(Noun::Channel) => self.channels.manage(),
            DocumentPart::Section(Noun::Member) => self.members.manage(),
            DocumentPart::Mistake { location, mistake } => self.mistakes.add(location, mistake),
            DocumentPart::User {
                text,
                location,
                user,
            } => match user {
                Ok(user) => {
                    self.note_named(user.has_named_mode, location);
                    self.note_mended(&user.mended);
                    self.warn(user.doubts, |offset| location.within(text, offset));
                    let json = user.changed.as_deref().unwrap_or(text);
                    let is_kept = self.in_order.push(&user.id, json, user.mode, location);
                    if is_kept {
                        return Ok(());
                    }
                    let record = Record {
                        id: user.id,
                        json: user.changed.unwrap_or_else(|| text.to_owned()).into_bytes(),
                        place: location,
                    };
                    self.users.push(record, &mut self.mistakes)?;
                }
                Err(wrong) => self.refuse(wrong, |offset| location.within(text, offset)),
            },
            DocumentPart::Channel(channel) => self.add_channel(channel)?,
            DocumentPart::Partial => self.is_partial = true,
            DocumentPart::ModeScale { scale, location } => {
                if let Some(first) = self.first_named
                    && scale != self.scale.unwrap_or_default()
                {
                    let first = first.show(&self.names);
                    self.mistakes
                        .add(location, DocumentMistake::ScaleTooLate { first });
                }
                self.scale = Some(scale);
            }
            DocumentPart::MemberLine { text, location } => {
                match check_member_line(text, self.scale.unwrap_or_default()) {
                    Ok((channel, member)) => {
                        self.note_named(member.has_named_mode, location);
                        if self.is_reachable(&channel, location) {
                            self.managed_channels.add(&channel);
                            self.note_member(&member, location);
                            self.push_member(
                                HeldMember::of(member, location).in_channel(&channel),
                            )?;
                        }
                    }
                    Err(wrong) => self.refuse(wrong, |offset| location.within(text, offset)),
                }
            }
            DocumentPart::ChannelMember {
                channel,
                text,
                location,
            } => match check_channel_member(text, self.scale.unwrap_or_default()) {
                Ok(member) => {
                    self.note_named(member.has_named_mode, location);
                    self.note_member(&member, location);
                    let member = HeldMember::of(member, location);
                    match channel {
                        None => self.held.push(member),
                        // If it does not fit, that is reported with the channel.
                        Some(channel) if fits_in_path(channel) => {
                            self.push_member(member.in_channel(channel))?;
                        }
                        Some(_) => {}
                    }
                }
                Err(wrong) => self.refuse(wrong, |offset| location.within(text, offset)),
            },
        }
        Ok(())
    }

    /// Adds a channel. Its members have been added before.
    fn add_channel(&mut self, text: &ChannelText) -> io::Result<()> {
        let held = mem::take(&mut self.held);
        let channel = match check::channel(text.text()) {
            Ok(channel) => channel,
            Err(wrong) => {
                self.refuse(wrong, |offset| text.location_at(offset));
                return Ok(());
            }
        };
        self.note_mended(&channel.mended);
        self.warn(check::doubts(&channel), |offset| text.location_at(offset));
        if let Some(members) = channel.members
            && self.is_reachable(&channel.id, text.location_at(members))
        {
            self.members.manage();
            self.managed_channels.add(&channel.id);
            for member in held {
                self.push_member(member.in_channel(&channel.id))?;
            }
        }
        let record = Record {
            id: channel.id.into_owned(),
            json: channel.json.into_owned().into_bytes(),
            place: text.location(),
        };
        self.channels.push(record, &mut self.mistakes)
    }

    fn push_member(&mut self, member: Membership) -> io::Result<()> {
        self.member_users.add(&member.user);
        self.members.push(member, &mut self.mistakes)
    }

    fn note_named(&mut self, is_named: bool, location: Location) {
        if is_named {
            self.first_named.get_or_insert(location);
        }
    }

    fn note_mended(&mut self, mended: &Mended) {
        if !mended.is_empty() {
            self.mended.add_record(mended);
        }
    }

    /// Notes what will not be sent of a member, and what was put right.
    fn note_member(&mut self, member: &CheckedMember<'_>, location: Location) {
        self.note_mended(&member.mended);
        if let Some(field) = &member.unsent {
            let unsent = self.unsent.get_or_insert_with(|| Unsent {
                location,
                field: field.to_string(),
                count: 0,
            });
            unsent.count += 1;
        }
    }

    /// Whether requests about the members of a channel can reach it; warns where they cannot.
    fn is_reachable(&mut self, channel: &str, location: Location) -> bool {
        if fits_in_path(channel) {
            return true;
        }
        // Members of one channel mostly come in a row.
        if self.unreachable.as_deref() != Some(channel) {
            self.unreachable = Some(channel.to_owned());
            let channel = channel.to_owned();
            self.warnings
                .add(location, DocumentMistake::Unreachable { channel });
        }
        false
    }

    fn refuse(&mut self, wrong: Mistake<usize>, location_at: impl Fn(usize) -> Location) {
        self.mistakes.add(location_at(wrong.at), wrong);
    }

    fn warn(&mut self, doubts: Vec<Mistake<usize>>, location_at: impl Fn(usize) -> Location) {
        for doubt in doubts {
            self.warnings.add(location_at(doubt.at), doubt);
        }
    }

    /// Ends the reading, which may have broken off with an error.
    pub fn finish(mut self, broken: Option<InputError>) -> Result<Option<Desired>, DocumentError> {
        if let Some(Unsent {
            location,
            field,
            count,
        }) = self.unsent
        {
            let members = count;
            self.warnings
                .add(location, DocumentMistake::UnsentField { field, members });
        }
        self.member_users.settle();
        self.managed_channels.settle();
        let users = self.users.finish(&mut self.mistakes)?;
        let channels = self.channels.finish(&mut self.mistakes)?;
        let members = self.members.finish(&mut self.mistakes)?;
        if !self.mistakes.is_empty() {
            self.in_order.give_up();
        }
        if self.in_order.have_gone() {
            return Ok(None);
        }
        self.mistakes.end(broken)?;
        let ahead = self.in_order.finish();
        Ok(Some(Desired {
            names: self.names,
            warnings: self.warnings.into_report(None),
            note: (!self.mended.is_empty()).then(|| self.mended.note_text()),
            users,
            ahead,
            channels,
            members,
            names_modes: self.first_named.is_some(),
            scale: self.scale,
            is_partial: self.is_partial,
            member_users: self.member_users,
            managed_channels: self.managed_channels,
        }))
    }
}

impl HeldMember {
    fn of(member: CheckedMember<'_>, location: Location) -> HeldMember {
        HeldMember {
            user: member.id.into_owned(),
            mode: member.mode,
            location,
        }
    }

    fn in_channel(self, channel: &str) -> Membership {
        Membership {
            channel: channel.to_owned(),
            user: self.user,
            mode: self.mode,
            location: self.location,
        }
    }
}
