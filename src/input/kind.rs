//! What the input is about, and how it is written.

use crate::record::RecordKind;

/// How the input is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// Found out by looking at it.
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
    /// Ids. Messages use the noun for what the ids stand for.
    Ids {
        noun: &'static str,
    },
}

impl InputKind {
    /// What kind of records it holds; none if it holds ids.
    pub(super) fn record(self) -> Option<RecordKind> {
        match self {
            InputKind::Users => Some(RecordKind::User),
            InputKind::Channels => Some(RecordKind::Channel),
            InputKind::Ids { .. } => None,
        }
    }

    pub(super) fn is_ids(self) -> bool {
        self.record().is_none()
    }
}
