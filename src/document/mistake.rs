//! What can be wrong with a document, or odd in it.

use std::fmt;

use crate::api::MASK;
use crate::input::InputError;
use crate::record::{Mistake, ModeScale, near_miss, quoted};

/// What is wrong at one place of a document, or may be meant otherwise.
#[derive(Debug)]
pub enum DocumentMistake {
    /// A record breaks the rules, or has a field that may be misspelt.
    Record {
        message: String,
        hint: Option<String>,
    },
    /// A field that no document has.
    UnknownField(String),
    /// A section, by its name, that is something else.
    NotAnArray {
        section: &'static str,
        found: String,
    },
    /// The value of `partial`.
    NotTrueOrFalse {
        found: String,
    },
    NoScale {
        found: String,
    },
    /// Numbers are never converted from one scale to another.
    OtherScale {
        document: ModeScale,
        run: ModeScale,
    },
    /// Modes were named before their scale was.
    ScaleTooLate {
        first: String,
    },
    /// A record is given twice.
    Twin {
        what: String,
        first: String,
    },
    /// A member who is not a user.
    UnknownUser {
        user: String,
        channel: String,
        why: &'static str,
    },
    /// The channel of a member.
    UnknownChannel {
        channel: String,
        user: String,
        why: &'static str,
    },
    /// What `export` writes in place of the API key.
    Masked {
        noun: &'static str,
        id: String,
    },
    /// No request can name the channel together with its members.
    Unreachable {
        channel: String,
    },
    /// The first field of a member that will not be sent, and how many members have such fields.
    UnsentField {
        field: String,
        members: u64,
    },
}

impl<At> From<Mistake<At>> for DocumentMistake {
    fn from(mistake: Mistake<At>) -> DocumentMistake {
        let Mistake { message, hint, .. } = mistake;
        DocumentMistake::Record { message, hint }
    }
}

impl fmt::Display for DocumentMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentMistake::Record {
                message,
                hint: None,
            } => f.write_str(message),
            DocumentMistake::Record {
                message,
                hint: Some(hint),
            } => write!(f, "{message} ({hint})"),
            DocumentMistake::UnknownField(name) => {
                let known = ["users", "channels", "user", "channel", "member"];
                write!(f, "unknown field {}: ", quoted(name))?;
                match near_miss(name, &known) {
                    Some(meant) => write!(f, "`{meant}` is meant, it seems"),
                    None => f.write_str("expected users or channels, or user, channel or member"),
                }
            }
            DocumentMistake::NotAnArray { section, found } => {
                write!(f, "`{section}`: expected an array, found {found}")
            }
            DocumentMistake::NotTrueOrFalse { found } => {
                write!(f, "`partial`: expected `true` or `false`, found {found}")
            }
            DocumentMistake::NoScale { found } => {
                write!(f, "`mode_scale`: expected levels or flags, found {found}")
            }
            DocumentMistake::OtherScale { document, run } => write!(
                f,
                "the document is of the scale `{}`, and this run of `{}`: modes mean something \
                 else there, and numbers are never converted (`--mode-scale` sets the scale)",
                document.name(),
                run.name()
            ),
            DocumentMistake::ScaleTooLate { first } => write!(
                f,
                "`mode_scale` comes before named modes, the first is at {first}"
            ),
            DocumentMistake::Twin { what, first } => {
                write!(f, "the {what} is given twice; the first is at {first}")
            }
            DocumentMistake::UnknownUser { user, channel, why } => {
                write!(f, "the member `{user}` of channel `{channel}` {why}")
            }
            DocumentMistake::UnknownChannel { channel, user, why } => {
                write!(f, "the channel `{channel}` of the member `{user}` {why}")
            }
            DocumentMistake::Masked { noun, id } => write!(
                f,
                "the {noun} `{id}` holds `{MASK}`, which `export` writes in place of the API key: \
                 write what belongs there"
            ),
            DocumentMistake::Unreachable { channel } => write!(
                f,
                "the members of the channel `{channel}` are left out: its id cannot stand in a path"
            ),
            DocumentMistake::UnsentField { field, members } => {
                let field = field.escape_debug();
                write!(f, "the field `{field}` of a member is not sent")?;
                if *members > 1 {
                    write!(f, " ({members} members have such fields)")?;
                }
                f.write_str(": `id` and `mode` are")
            }
        }
    }
}

/// A line of a report of mistakes.
#[derive(Debug)]
pub enum ReportedMistake {
    At(String, DocumentMistake),
    /// What reading broke off at.
    Broken(InputError),
    /// The document holds nothing at all.
    Empty,
    /// There are more mistakes than are reported.
    More,
}

impl fmt::Display for ReportedMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReportedMistake::At(location, mistake) => write!(f, "{location}: {mistake}"),
            ReportedMistake::Broken(error) => error.fmt(f),
            ReportedMistake::Empty => {
                f.write_str("the document is empty: not even `{}`; the step before may have failed")
            }
            ReportedMistake::More => f.write_str("and more"),
        }
    }
}
