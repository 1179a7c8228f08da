//! The sections of a document as streams of records.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::batch::Record;
use crate::input::InputError;
use crate::input::document::{Document, Noun, Piece, Pieces};
use crate::record::{
    Along, CheckedMember, Location, check_channel_member, check_member_line, fits_in_path,
};
use crate::store::Ascending;

use super::check;
use super::desired::{DocumentError, member_key};

/// The records of a section, in order. A member's id is its [`member_key`], and its JSON is the
/// number of its mode, if it has one.
pub enum Stream {
    Empty,
    Read(Ahead),
    Sorted(Ascending<Record>),
}

impl Iterator for Stream {
    type Item = Result<Record, DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Stream::Empty => None,
            Stream::Read(ahead) => ahead.next().transpose(),
            Stream::Sorted(sorted) => sorted.next().map(|next| next.map_err(DocumentError::from)),
        }
    }
}

/// Records that a thread hands over at a time, or bytes of them.
const MOST: usize = 256;
const MOST_BYTES: usize = 256 << 10;

/// Some records, or the end. A thread that is gone without one must not pass for a short section.
type Message = Result<Option<Vec<Record>>, InputError>;

/// A section as it stands in the document, read by a thread that is a little ahead of who takes
/// its records.
pub struct Ahead {
    messages: Receiver<Message>,
    some: std::vec::IntoIter<Record>,
    has_ended: bool,
}

impl Ahead {
    pub(super) fn new(mut reading: Reading) -> io::Result<Ahead> {
        let (sender, messages) = sync_channel(2);
        let read = move || {
            loop {
                let message = reading.some();
                let is_last = !matches!(message, Ok(Some(_)));
                // Nobody may want more.
                if sender.send(message).is_err() || is_last {
                    return;
                }
            }
        };
        // Detached: it ends with the section, or when nobody takes its records any more.
        std::thread::Builder::new().spawn(read)?;
        Ok(Ahead {
            messages,
            some: Vec::new().into_iter(),
            has_ended: false,
        })
    }

    fn next(&mut self) -> Result<Option<Record>, DocumentError> {
        loop {
            if let Some(record) = self.some.next() {
                return Ok(Some(record));
            }
            if self.has_ended {
                return Ok(None);
            }
            let Ok(message) = self.messages.recv() else {
                let error = io::Error::other("the reading of the document has broken off");
                return Err(DocumentError::Kept(error));
            };
            match message {
                Ok(Some(some)) => self.some = some.into_iter(),
                Ok(None) => self.has_ended = true,
                Err(error) => {
                    self.has_ended = true;
                    return Err(error.into());
                }
            }
        }
    }
}

/// A section as it stands in the document.
pub struct Reading {
    pieces: Pieces,
    noun: Noun,
    /// Members of the channel that was read last.
    pending: VecDeque<Record>,
}

impl Reading {
    pub(super) fn new(document: &mut Document, noun: Noun) -> Reading {
        Reading {
            pieces: match noun {
                Noun::Member => document.pieces_of(&[Noun::Channel, Noun::Member]),
                noun => document.pieces_of(&[noun]),
            },
            noun,
            pending: VecDeque::new(),
        }
    }

    fn some(&mut self) -> Message {
        let mut some = Vec::with_capacity(MOST);
        let mut bytes = 0;
        while some.len() < MOST
            && bytes < MOST_BYTES
            && let Some(record) = self.next()?
        {
            bytes += record.json.len();
            some.push(record);
        }
        Ok((!some.is_empty()).then_some(some))
    }

    pub(super) fn next(&mut self) -> Result<Option<Record>, InputError> {
        loop {
            if let Some(record) = self.pending.pop_front() {
                return Ok(Some(record));
            }
            let Some(piece) = self.pieces.next()? else {
                return Ok(None);
            };
            let (noun, text, place, plain_id) = match piece {
                Piece::Value {
                    noun,
                    text,
                    place,
                    plain_id,
                    ..
                } => (noun, text, place, plain_id),
                Piece::Member {
                    channel,
                    text,
                    place,
                } => {
                    if self.noun == Noun::Member
                        && fits_in_path(channel)
                        && let Ok(member) = check_channel_member(text)
                    {
                        return Ok(Some(of_member(channel, &member, place)));
                    }
                    continue;
                }
                Piece::Section(_) | Piece::Mistake { .. } => continue,
            };
            // Mistakes were found before; a file that has changed since is the person's own risk.
            match (self.noun, noun) {
                (Noun::User, Noun::User) => {
                    if let Some(id) = plain_id {
                        return Ok(Some(record(id.to_owned(), text.as_bytes(), place)));
                    }
                    if let Ok(user) = check::user(text) {
                        let json = user.json.as_bytes();
                        return Ok(Some(record(user.id.into_owned(), json, place)));
                    }
                }
                (Noun::Channel, Noun::Channel) => {
                    if let Ok(channel) = check::channel(text) {
                        let json = channel.json.as_bytes();
                        return Ok(Some(record(channel.id.into_owned(), json, place)));
                    }
                }
                (Noun::Member, Noun::Channel) => {
                    if let Ok(channel) = check::channel(text) {
                        let mut along = Along::new(place, text);
                        let members = check::members(text, &channel);
                        for (offset, member) in members {
                            if let (true, Ok(member)) = (fits_in_path(&channel.id), member) {
                                let place = along.to(offset);
                                let member = of_member(&channel.id, &member, place);
                                self.pending.push_back(member);
                            }
                        }
                    }
                }
                (Noun::Member, Noun::Member) => {
                    if let Ok((channel, member)) = check_member_line(text)
                        && fits_in_path(&channel)
                    {
                        return Ok(Some(of_member(&channel, &member, place)));
                    }
                }
                _ => {}
            }
        }
    }
}

fn record(id: String, json: &[u8], place: Location) -> Record {
    Record {
        id,
        json: json.to_vec(),
        place,
    }
}

fn of_member(channel: &str, member: &CheckedMember<'_>, place: Location) -> Record {
    let mode = member.mode.map(|mode| mode.to_string());
    let json = mode.unwrap_or_default();
    record(member_key(channel, &member.id), json.as_bytes(), place)
}
