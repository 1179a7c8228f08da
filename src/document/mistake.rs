//! What can be wrong with a document, or odd in it.

use crate::api::MASK;
use crate::input::InputError;
use crate::record::{Mistake, ModeScale, near_miss, quoted};

/// What is wrong at one place of a document, or may be meant otherwise.
#[derive(Debug, thiserror::Error)]
pub enum DocumentMistake {
    /// A record breaks the rules, or has a field that may be misspelt.
    #[error("{message}{}", in_brackets(.hint.as_deref()))]
    Record {
        message: String,
        hint: Option<String>,
    },
    /// A field that no document has.
    #[error("unknown field {}: {}", quoted(.0), expected_field(.0))]
    UnknownField(String),
    /// A section, by its name, that is something else.
    #[error("`{section}`: expected an array, found {found}")]
    NotAnArray {
        section: &'static str,
        found: String,
    },
    /// The value of `partial`.
    #[error("`partial`: expected `true` or `false`, found {found}")]
    NotTrueOrFalse { found: String },
    #[error("`mode_scale`: expected levels or flags, found {found}")]
    NoScale { found: String },
    /// Numbers are never converted from one scale to another.
    #[error(
        "the document is of the scale `{}`, and this run of `{}`: modes mean something else there, \
         and numbers are never converted (`--mode-scale` sets the scale)",
        document.name(),
        run.name()
    )]
    OtherScale { document: ModeScale, run: ModeScale },
    /// Modes were named before their scale was.
    #[error("`mode_scale` comes before named modes, the first is at {first}")]
    ScaleTooLate { first: String },
    /// A record is given twice.
    #[error("the {what} is given twice; the first is at {first}")]
    Twin { what: String, first: String },
    /// A member who is not a user.
    #[error("the member `{user}` of channel `{channel}` {why}")]
    UnknownUser {
        user: String,
        channel: String,
        why: &'static str,
    },
    /// The channel of a member.
    #[error("the channel `{channel}` of the member `{user}` {why}")]
    UnknownChannel {
        channel: String,
        user: String,
        why: &'static str,
    },
    /// What `export` writes in place of the API key.
    #[error(
        "the {noun} `{id}` holds `{MASK}`, which `export` writes in place of the API key: write \
         what belongs there"
    )]
    Masked { noun: &'static str, id: String },
    /// No request can name the channel together with its members.
    #[error("the members of the channel `{channel}` are left out: its id cannot stand in a path")]
    Unreachable { channel: String },
    /// The first field of a member that will not be sent, and how many members have such fields.
    #[error(
        "the field `{}` of a member is not sent{}: `id` and `mode` are",
        field.escape_debug(),
        counted_members(*members)
    )]
    UnsentField { field: String, members: u64 },
}

fn in_brackets(hint: Option<&str>) -> String {
    hint.map_or(String::new(), |hint| format!(" ({hint})"))
}

fn expected_field(name: &str) -> String {
    let known = ["users", "channels", "user", "channel", "member"];
    match near_miss(name, &known) {
        Some(meant) => format!("`{meant}` is meant, it seems"),
        None => "expected users or channels, or user, channel or member".to_owned(),
    }
}

fn counted_members(members: u64) -> String {
    match members {
        1 => String::new(),
        _ => format!(" ({members} members have such fields)"),
    }
}

impl<At> From<Mistake<At>> for DocumentMistake {
    fn from(mistake: Mistake<At>) -> DocumentMistake {
        let Mistake { message, hint, .. } = mistake;
        DocumentMistake::Record { message, hint }
    }
}

/// A line of a report of mistakes.
#[derive(Debug, thiserror::Error)]
pub enum ReportedMistake {
    #[error("{0}: {1}")]
    At(String, DocumentMistake),
    /// What reading broke off at.
    #[error("{0}")]
    Broken(InputError),
    #[error("the document is empty: not even `{{}}`; the step before may have failed")]
    Empty,
    /// There are more mistakes than are reported.
    #[error("and more")]
    More,
}
