//! What the input is about, and how it is written.

use crate::record::{RecordKind, RecordRules, RecordUse};

/// How the input is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// Guessed from the text.
    Auto,
    Json,
    Csv,
    /// One id a line.
    Lines,
}

/// What the input is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    Users,
    Channels,
    /// Channels that are there, with the fields that replace theirs.
    ChannelChanges,
    /// Ids. Messages use the noun for what the ids stand for.
    Ids {
        noun: &'static str,
    },
}

impl InputKind {
    /// By which rules its records are checked; none if it holds ids.
    pub(super) fn rules(self) -> Option<RecordRules> {
        let (kind, purpose) = match self {
            InputKind::Users => (RecordKind::User, RecordUse::Create),
            InputKind::Channels => (RecordKind::Channel, RecordUse::Create),
            InputKind::ChannelChanges => (RecordKind::Channel, RecordUse::Update),
            InputKind::Ids { .. } => return None,
        };
        Some(RecordRules::new(kind, purpose))
    }

    /// What kind of records it holds; none if it holds ids.
    pub(super) fn record(self) -> Option<RecordKind> {
        self.rules().map(|rules| rules.kind)
    }

    pub(super) fn is_ids(self) -> bool {
        self.record().is_none()
    }
}
