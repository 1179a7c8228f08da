//! A document as three streams in ascending order: users, channels and members.
//!
//! It is read once to find its mistakes, all of them, before anything is asked of the service;
//! then each section is read again as a stream. A section that is not sorted is sorted, in memory
//! up to a bound and in files past it.

use std::io;
use std::sync::Arc;

use crate::batch::Record;
use crate::input::document::{Document, Noun, Piece};
use crate::input::{InputError, InputSource, Reach};
use crate::record::{
    Along, CheckedMember, CheckedRecord, Location, Mistake, check_channel_member,
    check_member_line, fits_in_path,
};
use crate::store::{SortedRecords, Sorter};

use super::check;
use super::mistakes::InPlace;
pub(super) use super::mistakes::Mistakes;
use super::section::{Section, twins};
use super::stream::{Ahead, Reading, Stream};
use super::table::Table;

/// Bytes of a section that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;

/// Why a document is refused.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error(transparent)]
    Input(#[from] InputError),
    /// Each with its place; the last line may say that there are more.
    #[error("{}", .0.join("; "))]
    Mistakes(Vec<String>),
    #[error("cannot keep the document: {0}")]
    Kept(#[from] io::Error),
}

/// A document that has been read once and has no mistake in itself.
pub struct Desired {
    document: Document,
    names: Arc<[String]>,
    sections: [Section; 3],
    sorted: [Option<SortedRecords<Record>>; 3],
    /// What may be wrong with it, and does not keep it from being applied.
    warnings: InPlace,
    /// The channel of the last warning about members that are left out.
    out_of_reach: String,
    /// Members with a field that is not sent: the first place and field, and how many they are.
    unsent: Option<(Location, String, u64)>,
    /// The users that are members of any channel.
    pub(super) member_users: Table,
    /// The channels whose members are managed.
    pub(super) managed: Table,
}

/// How the first reading of a document ended.
enum End {
    Whole,
    /// There was nothing in it.
    Empty,
    /// There is enough to tell, and what follows was not read.
    Enough,
    Broken(InputError),
}

fn index(noun: Noun) -> usize {
    match noun {
        Noun::User => 0,
        Noun::Channel => 1,
        Noun::Member => 2,
    }
}

/// A member's place in the order: by channel, and then by id. No id holds a NUL.
pub(super) fn member_key(channel: &str, id: &str) -> String {
    format!("{channel}\0{id}")
}

/// The channel and the id of a member.
pub(super) fn of_member_key(key: &str) -> (&str, &str) {
    key.split_once('\0').unwrap_or((key, ""))
}

impl Desired {
    /// Reads a document, or says what is wrong with it.
    pub fn open(given: Vec<InputSource>) -> Result<Desired, DocumentError> {
        Desired::open_telling(given, |_| Ok(()))
    }

    /// The same. `on_long` is called once where a stream goes on and on, with what will be listed
    /// for it in any case: users or channels.
    pub fn open_telling<E: From<DocumentError>>(
        given: Vec<InputSource>,
        on_long: impl FnOnce(Noun) -> Result<(), E>,
    ) -> Result<Desired, E> {
        let document = Document::open(given).map_err(DocumentError::from)?;
        Desired::of(document, on_long)
    }

    fn of<E: From<DocumentError>>(
        document: Document,
        on_long: impl FnOnce(Noun) -> Result<(), E>,
    ) -> Result<Desired, E> {
        let names = document.names();
        let mut desired = Desired {
            warnings: InPlace::new(Arc::clone(&names)),
            out_of_reach: String::new(),
            unsent: None,
            names,
            document,
            sections: Default::default(),
            sorted: Default::default(),
            member_users: Table::default(),
            managed: Table::default(),
        };
        let mut mistakes = InPlace::new(desired.names());
        let end = desired.read(&mut mistakes, on_long)?;
        let is_enough = matches!(end, End::Enough);
        let broken = match end {
            End::Whole | End::Enough => None,
            End::Empty => {
                let message =
                    "the document is empty: not even `{}`; the step before may have failed";
                return Err(DocumentError::Mistakes(vec![message.to_owned()]).into());
            }
            End::Broken(error) => Some(error),
        };
        desired.member_users.settle();
        desired.managed.settle();
        // Sorting reads once more, and what follows may not be there yet.
        if !is_enough
            && let Err(error) = desired.sort_all(broken.is_some(), &mut mistakes)
            && mistakes.is_empty()
        {
            return Err(error.into());
        }
        mistakes.end(broken)?;
        Ok(desired)
    }

    /// Names of the files, for [`Location::show`].
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }

    /// What may be wrong with it, each with its place.
    pub fn warnings(&self) -> Vec<String> {
        self.warnings.told()
    }

    /// Whether the document says anything of them.
    pub fn manages(&self, noun: Noun) -> bool {
        self.sections[index(noun)].is_managed
    }

    /// Reads everything, or as much as it takes to tell of its mistakes.
    fn read<E>(
        &mut self,
        mistakes: &mut InPlace,
        on_long: impl FnOnce(Noun) -> Result<(), E>,
    ) -> Result<End, E> {
        let mut on_long = Some(on_long);
        let mut reach = Reach::default();
        let mut pieces = self.document.pieces();
        loop {
            match pieces.next() {
                Ok(Some(piece)) => self.look(&piece, mistakes),
                Ok(None) => break,
                Err(error) => return Ok(End::Broken(error)),
            }
            if !mistakes.is_empty() {
                reach.note_mistake(&pieces);
            }
            if mistakes.is_full() || reach.is_enough(&pieces) {
                return Ok(End::Enough);
            }
            if reach.becomes_long(&pieces) {
                let listed = match self.manages(Noun::User) {
                    true => Noun::User,
                    false => Noun::Channel,
                };
                on_long.take().map_or(Ok(()), |call| call(listed))?;
            }
        }
        if let Some((place, field, count)) = self.unsent.take() {
            let field = field.escape_debug();
            let members = match count {
                1 => String::new(),
                count => format!(" ({count} members have such fields)"),
            };
            let message = format!(
                "the field `{field}` of a member is not sent{members}: `id` and `mode` are"
            );
            self.warnings.add(place, message);
        }
        let saw_anything = pieces.saw_anything();
        self.document.learn(pieces);
        Ok(match saw_anything {
            true => End::Whole,
            false => End::Empty,
        })
    }

    fn look(&mut self, piece: &Piece<'_>, mistakes: &mut InPlace) {
        let result = match *piece {
            Piece::Section(noun) => {
                self.sections[index(noun)].is_managed = true;
                return;
            }
            Piece::Mistake { place, ref message } => {
                mistakes.add(place, message.clone());
                return;
            }
            Piece::Value {
                place,
                plain_id: Some(id),
                ..
            } => {
                self.take(Noun::User, id, place, mistakes);
                return;
            }
            Piece::Value {
                noun,
                text,
                place,
                hole,
                ..
            } => {
                let at = |offset| place.within_around(hole, text, offset);
                let result = match noun {
                    Noun::User => check::user(text).map(|user| {
                        self.doubt(check::doubts(&user), at);
                        self.take(noun, &user.id, place, mistakes);
                    }),
                    Noun::Channel => check::channel(text).map(|channel| {
                        self.doubt(check::doubts(&channel), at);
                        if let Some(offset) = channel.members {
                            self.is_in_reach(&channel.id, at(offset));
                        }
                        self.channel(&channel, place, text, mistakes);
                    }),
                    Noun::Member => check_member_line(text).map(|(channel, member)| {
                        if self.is_in_reach(&channel, place) {
                            self.member(&channel, &member, place, mistakes);
                            self.managed.add(&channel);
                        }
                    }),
                };
                result.map_err(|mistake| (at(mistake.at), mistake.message))
            }
            Piece::Member {
                channel,
                text,
                place,
            } => check_channel_member(text)
                .map(|member| {
                    // The channel comes after its members, and then tells of them.
                    if fits_in_path(channel) {
                        self.member(channel, &member, place, mistakes);
                    }
                })
                .map_err(|mistake| (place.within(text, mistake.at), mistake.message)),
        };
        if let Err((place, message)) = result {
            mistakes.add(place, message);
        }
    }

    /// Warns of fields that may be meant otherwise.
    fn doubt(&mut self, doubts: Vec<Mistake<usize>>, at: impl Fn(usize) -> Location) {
        for doubt in doubts {
            self.warnings.add(at(doubt.at), doubt.message);
        }
    }

    /// Whether requests about the members of a channel can reach it; warns where they cannot.
    fn is_in_reach(&mut self, channel: &str, place: Location) -> bool {
        if fits_in_path(channel) {
            return true;
        }
        // Members of a channel mostly follow each other.
        if self.out_of_reach != channel {
            channel.clone_into(&mut self.out_of_reach);
            let message = format!(
                "the members of the channel `{channel}` are left out: its id cannot stand in a path"
            );
            self.warnings.add(place, message);
        }
        false
    }

    fn channel(
        &mut self,
        channel: &CheckedRecord<'_>,
        place: Location,
        text: &str,
        mistakes: &mut InPlace,
    ) {
        self.take(Noun::Channel, &channel.id, place, mistakes);
        if channel.members.is_none() || !fits_in_path(&channel.id) {
            return;
        }
        self.sections[index(Noun::Member)].is_managed = true;
        self.managed.add(&channel.id);
        let mut along = Along::new(place, text);
        for (offset, member) in check::members(text, channel) {
            match member {
                Ok(member) => self.member(&channel.id, &member, along.to(offset), mistakes),
                Err(mistake) => mistakes.add(along.to(mistake.at), mistake.message),
            }
        }
    }

    fn member(
        &mut self,
        channel: &str,
        member: &CheckedMember<'_>,
        place: Location,
        mistakes: &mut InPlace,
    ) {
        let key = member_key(channel, &member.id);
        self.take(Noun::Member, &key, place, mistakes);
        self.member_users.add(&member.id);
        if let Some(field) = &member.unsent {
            let first = || (place, field.to_string(), 0);
            self.unsent.get_or_insert_with(first).2 += 1;
        }
    }

    fn take(&mut self, noun: Noun, key: &str, place: Location, mistakes: &mut InPlace) {
        self.sections[index(noun)].take(noun, key, place, mistakes);
    }

    /// A section in ascending order.
    pub fn stream(&mut self, noun: Noun) -> Result<Stream, DocumentError> {
        let section = &self.sections[index(noun)];
        Ok(if !section.is_managed {
            Stream::Empty
        } else if !section.is_unsorted {
            Stream::Read(Ahead::new(Reading::new(&mut self.document, noun))?)
        } else {
            match self.sorted[index(noun)].take() {
                Some(sorted) => Stream::Sorted(sorted.read()?),
                None => Stream::Sorted(self.sort(noun, false)?.read()?),
            }
        })
    }

    fn sort_all(&mut self, is_broken: bool, mistakes: &mut InPlace) -> Result<(), DocumentError> {
        for noun in [Noun::User, Noun::Channel, Noun::Member] {
            if self.sections[index(noun)].is_unsorted {
                let sorted = self.sort(noun, is_broken)?;
                twins(noun, &sorted, mistakes)?;
                self.sorted[index(noun)] = Some(sorted);
            }
        }
        Ok(())
    }

    /// Sorts a section, of a broken document what comes before the break.
    fn sort(
        &mut self,
        noun: Noun,
        is_broken: bool,
    ) -> Result<SortedRecords<Record>, DocumentError> {
        let mut sorter = Sorter::new(IN_MEMORY);
        let mut reading = Reading::new(&mut self.document, noun);
        loop {
            match reading.next() {
                Ok(Some(record)) => sorter.push(record)?,
                Err(error) if !is_broken => return Err(error.into()),
                Ok(None) | Err(_) => return Ok(sorter.finish()?),
            }
        }
    }
}

#[cfg(test)]
#[path = "long_tests.rs"]
mod long_tests;
#[cfg(test)]
#[path = "desired_tests.rs"]
mod tests;
