//! Reading a document, once: every part of it is checked, and goes into its section. So all
//! mistakes are known before anything is asked of the service.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::input::{InputSource, Reach};
use crate::record::ModeScale;

use super::collector::Collector;
use super::desired::Desired;
use super::error::DocumentError;
use super::mistake::ReportedMistake;
use super::parse::{DocumentReader, Noun};
use super::users_ahead::{UsersAhead, UsersInOrder};

/// How long to wait before trying again to hand over users.
const PAUSE: Duration = Duration::from_millis(1);

/// What is done while a long document is read.
pub trait ReadingWatch {
    type Error: From<DocumentError>;

    /// Called once if a stream goes on and on, with what will be listed for it in any case: users
    /// or channels.
    fn stream_is_long(&mut self, _listed: Noun) -> Result<(), Self::Error> {
        Ok(())
    }

    /// Called once if there are many users, all of them without mistakes and in order so far. They
    /// can be compared while the rest is read.
    fn users_are_many(&mut self, _names: Arc<[String]>) -> Option<UsersAhead> {
        None
    }

    /// Called again and again while they are compared.
    fn tick(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// Does nothing while a document is read.
struct Unwatched;

impl ReadingWatch for Unwatched {
    type Error = DocumentError;
}

/// Reads a document, or says what is wrong with it. The scale, if there is one, is that of its
/// modes.
pub fn read_document(
    sources: Vec<InputSource>,
    scale: Option<ModeScale>,
) -> Result<Desired, DocumentError> {
    let reader = DocumentReader::open(sources)?.with_mode_scale(scale);
    let desired = read_parts(reader, scale, &mut Unwatched)?;
    // Without a watch no users are compared early.
    desired.ok_or_else(|| io::Error::other("the document was given up").into())
}

/// The same, and tells the watch how it goes.
pub fn read_document_watched<W: ReadingWatch>(
    sources: &[InputSource],
    scale: Option<ModeScale>,
    watch: &mut W,
) -> Result<Desired, W::Error> {
    let reader = DocumentReader::open(sources.to_vec()).map_err(DocumentError::from)?;
    match read_parts(reader.with_mode_scale(scale), scale, watch)? {
        Some(desired) => Ok(desired),
        None => Ok(read_document(sources.to_vec(), scale)?),
    }
}

/// Reads to the end. Gives nothing if the document must be read again: something is wrong or out
/// of order, and the users that were compared early were not kept.
fn read_parts<W: ReadingWatch>(
    mut reader: DocumentReader,
    scale: Option<ModeScale>,
    watch: &mut W,
) -> Result<Option<Desired>, W::Error> {
    let mut reach = Reach::default();
    let mut collector = Collector::new(reader.names(), scale);
    let broken = loop {
        match reader.next() {
            Ok(Some(part)) => collector.add(part, &reader).map_err(DocumentError::from)?,
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
        if !collector.mistakes.is_empty() {
            collector.in_order.give_up();
            reach.note_mistake(&reader);
        }
        if collector.in_order.have_gone() {
            return Ok(None);
        }
        if collector.mistakes.is_full() || reach.is_enough(&reader) {
            break None;
        }
        if collector.in_order.are_long() {
            let can_be_read_again = reader.can_be_read_again();
            let ahead = can_be_read_again.then(|| watch.users_are_many(reader.names()));
            match ahead.flatten() {
                Some(ahead) => collector.in_order.begin(ahead),
                None => collector.in_order.give_up(),
            }
        }
        hand_over(&mut collector.in_order, watch)?;
        if reach.becomes_long(&reader) {
            watch.stream_is_long(match collector.users.is_managed() {
                true => Noun::User,
                false => Noun::Channel,
            })?;
        }
    };
    if broken.is_none() && !reader.saw_anything() {
        return Err(DocumentError::Mistakes(vec![ReportedMistake::Empty]).into());
    }
    if broken.is_some() {
        collector.in_order.give_up();
    }
    collector.in_order.end();
    hand_over(&mut collector.in_order, watch)?;
    Ok(collector.finish(broken)?)
}

/// Hands over users until none wait. Few may wait, so reading waits for the comparison.
fn hand_over<W: ReadingWatch>(users: &mut UsersInOrder, watch: &mut W) -> Result<(), W::Error> {
    while users.are_waiting() {
        users.hand_over();
        watch.tick()?;
        if users.are_waiting() {
            thread::sleep(PAUSE);
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "read_random_tests.rs"]
mod random_tests;
#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
