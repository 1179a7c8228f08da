//! What a document wants: users, channels and members, each in ascending order.

use std::sync::Arc;

use crate::batch::Record;
use crate::record::ModeScale;

use super::error::DocumentError;
use super::mistake::ReportedMistake;
use super::parse::Noun;
use super::section::{Membership, Section, SectionReader};
use super::table::Table;
use super::users_ahead::UsersAhead;

/// A document that has been read and found to be free of mistakes.
pub struct Desired {
    pub(super) names: Arc<[String]>,
    pub(super) warnings: Vec<ReportedMistake>,
    pub(super) note: Option<String>,
    pub(super) users: Section<Record>,
    /// The same users, compared while they were read. Then they may not be in their section.
    pub(super) ahead: Option<UsersAhead>,
    /// Without their members.
    pub(super) channels: Section<Record>,
    pub(super) members: Section<Membership>,
    /// A mode is given by a name, and is not 0, which is the same in every scale.
    pub(super) names_modes: bool,
    /// The scale of these names, if the document or the person gives one.
    pub(super) scale: Option<ModeScale>,
    /// It is a part of an instance, and says nothing about the rest.
    pub(super) is_partial: bool,
    /// The users that are members of any channel.
    pub(super) member_users: Table,
    /// The channels whose members are managed.
    pub(super) managed_channels: Table,
}

impl Desired {
    /// Names of the files, for [`crate::record::Location::show`].
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }

    /// What was put right in it.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// What may be wrong with it, each with its location.
    pub fn warnings(&self) -> &[ReportedMistake] {
        &self.warnings
    }

    /// Whether it names modes and nobody has given their scale.
    pub fn has_unscaled_names(&self) -> bool {
        self.names_modes && self.scale.is_none()
    }

    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// Whether the document has such a section.
    pub fn manages(&self, noun: Noun) -> bool {
        match noun {
            Noun::User => self.users.is_managed,
            Noun::Channel => self.channels.is_managed,
            Noun::Member => self.members.is_managed,
        }
    }

    /// Whether its users were compared while it was read, and may not have been kept.
    pub fn is_compared(&self) -> bool {
        self.ahead.is_some()
    }

    pub fn users(&self) -> Result<SectionReader<Record>, DocumentError> {
        self.users.read()
    }

    pub fn channels(&self) -> Result<SectionReader<Record>, DocumentError> {
        self.channels.read()
    }

    pub fn members(&self) -> Result<SectionReader<Membership>, DocumentError> {
        self.members.read()
    }
}
