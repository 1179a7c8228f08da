//! The parts of a document.

use std::ops::Range;

use crate::document::check::CheckedUser;
use crate::document::mistake::DocumentMistake;
use crate::record::{Location, Mistake, ModeScale};

use super::channel::ChannelText;

/// What a section of a document, or a record in it, is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    User,
    Channel,
    Member,
}

/// Where a value is in what [`super::DocumentReader::text`] reads from, and its location in the
/// input.
pub type ScannedRange = (Range<usize>, Location);

/// What comes next in a document.
#[derive(Debug)]
pub enum DocumentPart {
    /// A section begins, which may be empty.
    Section(Noun),
    /// A user, and what it says or what is wrong with it.
    User(ScannedRange, Result<CheckedUser, Mistake<usize>>),
    /// `{"channel": …, "id": …}`, outside of its channel.
    MemberLine(ScannedRange),
    /// An element of the `members` of a channel. The channel itself follows its members.
    ChannelMember(ScannedRange),
    Channel(ChannelText),
    /// What the names of modes stand for from here on.
    ModeScale(ModeScale, Location),
    /// The document is a part of an instance, and says nothing about the rest.
    Partial,
    /// A field that no document has, a section that is not an array, and so on.
    Mistake(Location, DocumentMistake),
}
