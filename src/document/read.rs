//! Reading a document, once: every part of it is checked, and goes into its section. So all of its
//! mistakes are known before anything is asked of the service.

use std::io;
use std::mem;
use std::sync::Arc;

use crate::batch::Record;
use crate::input::{InputError, InputSource, Reach};
use crate::record::{
    CheckedMember, Location, Mistake, check_channel_member, check_member_line, fits_in_path,
};

use super::check;
use super::desired::Desired;
use super::error::DocumentError;
use super::mistakes::InPlace;
use super::parse::{ChannelText, DocumentPart, DocumentReader, Noun};
use super::section::{Membership, SectionWriter};
use super::table::Table;

/// Reads a document, or says what is wrong with it.
pub fn read_document(sources: Vec<InputSource>) -> Result<Desired, DocumentError> {
    read_document_telling(sources, |_| Ok(()))
}

/// The same. `on_long` is called once where a stream goes on and on, with what will be listed for
/// it in any case: users or channels.
pub fn read_document_telling<E: From<DocumentError>>(
    sources: Vec<InputSource>,
    on_long: impl FnOnce(Noun) -> Result<(), E>,
) -> Result<Desired, E> {
    read_parts(
        DocumentReader::open(sources).map_err(DocumentError::from)?,
        on_long,
    )
}

fn read_parts<E: From<DocumentError>>(
    mut reader: DocumentReader,
    on_long: impl FnOnce(Noun) -> Result<(), E>,
) -> Result<Desired, E> {
    let mut on_long = Some(on_long);
    let mut reach = Reach::default();
    let mut collector = Collector::new(reader.names());
    let broken = loop {
        match reader.next() {
            Ok(Some(part)) => collector.add(part).map_err(DocumentError::from)?,
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
        if !collector.mistakes.is_empty() {
            reach.note_mistake(&reader);
        }
        if collector.mistakes.is_full() || reach.is_enough(&reader) {
            break None;
        }
        if reach.becomes_long(&reader)
            && let Some(on_long) = on_long.take()
        {
            on_long(match collector.users.is_managed() {
                true => Noun::User,
                false => Noun::Channel,
            })?;
        }
    };
    if broken.is_none() && !reader.saw_anything() {
        let message = "the document is empty: not even `{}`; the step before may have failed";
        return Err(DocumentError::Mistakes(vec![message.to_owned()]).into());
    }
    Ok(collector.finish(broken)?)
}

/// What has been read of a document so far.
struct Collector {
    names: Arc<[String]>,
    mistakes: InPlace,
    /// What may be wrong, and does not keep the document from being applied.
    warnings: InPlace,
    users: SectionWriter<Record>,
    channels: SectionWriter<Record>,
    members: SectionWriter<Membership>,
    /// Members of the channel at hand, of which the id is still to come.
    held: Vec<HeldMember>,
    member_users: Table,
    managed_channels: Table,
    /// The channel of the last warning about members that are left out.
    unreachable: Option<String>,
    unsent: Option<Unsent>,
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
    fn new(names: Arc<[String]>) -> Collector {
        Collector {
            mistakes: InPlace::new(Arc::clone(&names)),
            warnings: InPlace::new(Arc::clone(&names)),
            names,
            users: SectionWriter::new("user"),
            channels: SectionWriter::new("channel"),
            members: SectionWriter::new("member"),
            held: Vec::new(),
            member_users: Table::default(),
            managed_channels: Table::default(),
            unreachable: None,
            unsent: None,
        }
    }

    fn add(&mut self, part: DocumentPart<'_>) -> io::Result<()> {
        match part {
            DocumentPart::Section(Noun::User) => self.users.manage(),
            DocumentPart::Section(Noun::Channel) => self.channels.manage(),
            DocumentPart::Section(Noun::Member) => self.members.manage(),
            DocumentPart::Mistake { location, message } => self.mistakes.add(location, message),
            DocumentPart::User {
                text,
                location,
                user,
            } => match user {
                Ok(user) => {
                    self.warn(user.doubts, |offset| location.within(text, offset));
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
            DocumentPart::MemberLine { text, location } => match check_member_line(text) {
                Ok((channel, member)) => {
                    if self.is_reachable(&channel, location) {
                        self.managed_channels.add(&channel);
                        self.note_unsent(&member, location);
                        self.push_member(HeldMember::of(member, location).in_channel(&channel))?;
                    }
                }
                Err(wrong) => self.refuse(wrong, |offset| location.within(text, offset)),
            },
            DocumentPart::ChannelMember {
                channel,
                text,
                location,
            } => match check_channel_member(text) {
                Ok(member) => {
                    self.note_unsent(&member, location);
                    let member = HeldMember::of(member, location);
                    match channel {
                        None => self.held.push(member),
                        // Where it does not fit, this is told of the channel.
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

    /// Adds a channel, of which the members have been added before.
    fn add_channel(&mut self, text: &ChannelText) -> io::Result<()> {
        let held = mem::take(&mut self.held);
        let channel = match check::channel(text.text()) {
            Ok(channel) => channel,
            Err(wrong) => {
                self.refuse(wrong, |offset| text.location_at(offset));
                return Ok(());
            }
        };
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

    fn note_unsent(&mut self, member: &CheckedMember<'_>, location: Location) {
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
        // Members of a channel mostly follow each other.
        if self.unreachable.as_deref() != Some(channel) {
            self.unreachable = Some(channel.to_owned());
            let message = format!(
                "the members of the channel `{channel}` are left out: its id cannot stand in a path"
            );
            self.warnings.add(location, message);
        }
        false
    }

    fn refuse(&mut self, wrong: Mistake<usize>, location_at: impl Fn(usize) -> Location) {
        self.mistakes.add(location_at(wrong.at), wrong.message);
    }

    fn warn(&mut self, doubts: Vec<Mistake<usize>>, location_at: impl Fn(usize) -> Location) {
        for doubt in doubts {
            self.warnings.add(location_at(doubt.at), doubt.message);
        }
    }

    /// Ends the reading, which may have broken off with an error.
    fn finish(mut self, broken: Option<InputError>) -> Result<Desired, DocumentError> {
        if let Some(Unsent {
            location,
            field,
            count,
        }) = self.unsent
        {
            let field = field.escape_debug();
            let members = match count {
                1 => String::new(),
                count => format!(" ({count} members have such fields)"),
            };
            let message = format!(
                "the field `{field}` of a member is not sent{members}: `id` and `mode` are"
            );
            self.warnings.add(location, message);
        }
        self.member_users.settle();
        self.managed_channels.settle();
        let users = self.users.finish(&mut self.mistakes)?;
        let channels = self.channels.finish(&mut self.mistakes)?;
        let members = self.members.finish(&mut self.mistakes)?;
        self.mistakes.end(broken)?;
        Ok(Desired {
            names: self.names,
            warnings: self.warnings.told(),
            users,
            channels,
            members,
            member_users: self.member_users,
            managed_channels: self.managed_channels,
        })
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

#[cfg(test)]
#[path = "read_random_tests.rs"]
mod random_tests;
#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
