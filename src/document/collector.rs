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

use super::check::{self, CheckedUser};
use super::desired::Desired;
use super::error::DocumentError;
use super::mistake::DocumentMistake;
use super::mistakes::InPlace;
use super::parse::{ChannelText, DocumentPart, DocumentReader, Noun};
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
    scale: Option<ModeScale>,
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

/// Members with a field that is not sent: the first one, and how many there are.
struct Unsent {
    location: Location,
    field: String,
    count: u64,
}

impl Collector {
    pub fn new(names: Arc<[String]>, scale: Option<ModeScale>) -> Collector {
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
            scale,
            first_named: None,
            is_partial: false,
            mended: Mended::default(),
        }
    }

    /// Adds the part that was read last.
    pub fn add(&mut self, part: DocumentPart, reader: &DocumentReader) -> io::Result<()> {
        let scale = self.scale.unwrap_or_default();
        match part {
            DocumentPart::Section(Noun::User) => self.users.manage(),
            DocumentPart::Section(Noun::Channel) => self.channels.manage(),
            DocumentPart::Section(Noun::Member) => self.members.manage(),
            DocumentPart::Mistake(location, mistake) => self.mistakes.add(location, mistake),
            DocumentPart::Partial => self.is_partial = true,
            DocumentPart::ModeScale(scale, location) => self.set_scale(scale, location),
            DocumentPart::Channel(channel) => self.add_channel(&channel)?,
            DocumentPart::User((range, location), user) => {
                let text = reader.text(range);
                match user {
                    Ok(user) => self.add_user(text, location, user)?,
                    Err(wrong) => self.refuse(text, location, wrong),
                }
            }
            DocumentPart::MemberLine((range, location)) => {
                let text = reader.text(range);
                match check_member_line(text, scale) {
                    Ok((channel, member)) => {
                        self.note_named(member.has_named_mode, location);
                        if self.is_reachable(&channel, location) {
                            self.managed_channels.add(&channel);
                            self.note_member(&member, location);
                            let member = HeldMember::of(member, location);
                            self.push_member(member.in_channel(&channel))?;
                        }
                    }
                    Err(wrong) => self.refuse(text, location, wrong),
                }
            }
            DocumentPart::ChannelMember((range, location)) => {
                let text = reader.text(range);
                match check_channel_member(text, scale) {
                    Ok(member) => {
                        self.note_named(member.has_named_mode, location);
                        self.note_member(&member, location);
                        let member = HeldMember::of(member, location);
                        match reader.channel_id() {
                            None => self.held.push(member),
                            // If it does not fit, that is reported with the channel.
                            Some(channel) if fits_in_path(channel) => {
                                self.push_member(member.in_channel(channel))?;
                            }
                            Some(_) => {}
                        }
                    }
                    Err(wrong) => self.refuse(text, location, wrong),
                }
            }
        }
        Ok(())
    }

    fn set_scale(&mut self, scale: ModeScale, location: Location) {
        if let Some(first) = self.first_named
            && scale != self.scale.unwrap_or_default()
        {
            let first = first.show(&self.names);
            let mistake = DocumentMistake::ScaleTooLate { first };
            self.mistakes.add(location, mistake);
        }
        self.scale = Some(scale);
    }

    fn add_user(&mut self, text: &str, location: Location, user: CheckedUser) -> io::Result<()> {
        self.note_named(user.has_named_mode, location);
        self.note_mended(&user.mended);
        for doubt in user.doubts {
            self.warnings.add(location.within(text, doubt.at), doubt);
        }
        let json = user.changed.as_deref().unwrap_or(text);
        if self.in_order.push(&user.id, json, user.mode, location) {
            return Ok(());
        }
        let record = Record {
            id: user.id,
            json: user.changed.unwrap_or_else(|| text.to_owned()).into_bytes(),
            place: location,
        };
        self.users.push(record, &mut self.mistakes)
    }

    /// Adds a channel. Its members have been added before.
    fn add_channel(&mut self, text: &ChannelText) -> io::Result<()> {
        let held = mem::take(&mut self.held);
        let channel = match check::channel(text.text()) {
            Ok(channel) => channel,
            Err(wrong) => {
                self.mistakes.add(text.location_at(wrong.at), wrong);
                return Ok(());
            }
        };
        self.note_mended(&channel.mended);
        for doubt in check::doubts(&channel) {
            self.warnings.add(text.location_at(doubt.at), doubt);
        }
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
            let mistake = DocumentMistake::Unreachable {
                channel: channel.to_owned(),
            };
            self.warnings.add(location, mistake);
        }
        false
    }

    /// Notes what is wrong with the text of a part.
    fn refuse(&mut self, text: &str, location: Location, wrong: Mistake<usize>) {
        self.mistakes.add(location.within(text, wrong.at), wrong);
    }

    /// Ends the reading, which may have broken off with an error.
    pub fn finish(mut self, broken: Option<InputError>) -> Result<Option<Desired>, DocumentError> {
        if let Some(unsent) = self.unsent {
            let (field, members) = (unsent.field, unsent.count);
            let mistake = DocumentMistake::UnsentField { field, members };
            self.warnings.add(unsent.location, mistake);
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
