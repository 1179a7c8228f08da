//! The parts of a document.

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

/// What comes next in a document.
#[derive(Debug)]
pub enum DocumentPart<'a> {
    /// A section begins, which may be empty.
    Section(Noun),
    User {
        text: &'a str,
        location: Location,
        /// What it says, or what is wrong with it.
        user: Result<CheckedUser, Mistake<usize>>,
    },
    /// `{"channel": …, "id": …}`, outside of its channel.
    MemberLine {
        text: &'a str,
        location: Location,
    },
    /// An element of the `members` of a channel. The channel itself follows its members.
    ChannelMember {
        /// The id of the channel, unless it comes after the members.
        channel: Option<&'a str>,
        text: &'a str,
        location: Location,
    },
    Channel(&'a ChannelText),
    /// What the names of modes stand for from here on.
    ModeScale {
        scale: ModeScale,
        location: Location,
    },
    /// The document is a part of an instance, and says nothing about the rest.
    Partial,
    /// A field that no document has, a section that is not an array, and so on.
    Mistake {
        location: Location,
        mistake: DocumentMistake,
    },
}
