//! Reading an instance as a document: in order, and with no more in memory than a few pages.

use std::collections::VecDeque;
use std::io;

use crate::api::{ApiError, Client, Collection};
use crate::bulk::Record;
use crate::input::document::Noun;
use crate::model::{Fields, fits_in_path};

use super::listed::Listed;
use super::plan::mode_of;
use super::table::OwnModes;

/// What of an instance is wanted.
#[derive(Debug, Clone)]
pub struct Selection {
    pub users: bool,
    pub channels: bool,
    pub members: bool,
    /// Channels as they were found; all where there is none of this.
    pub only: Option<Vec<Record>>,
    /// Lists of members that are read at the same time.
    pub concurrency: usize,
}

/// A part of the document, in the order in which they are written.
#[derive(Debug)]
pub enum Part<'a> {
    Begin(Noun),
    User(&'a str),
    Channel {
        id: &'a str,
        json: &'a str,
        /// Its members follow, up to [`Part::EndOfMembers`].
        with_members: bool,
    },
    Member {
        channel: &'a str,
        id: &'a str,
        /// Only where it is not the user's own.
        mode: Option<u64>,
    },
    EndOfMembers {
        channel: &'a str,
        count: u64,
    },
    End(Noun),
    /// What was written so far may go out.
    Pause,
}

/// What was noticed on the way.
#[derive(Debug, Default)]
pub struct Exported {
    /// Something did not come in order, and was sorted.
    pub is_unordered: bool,
    /// Channels that are written without their members, because these cannot be asked for.
    pub unreachable: Vec<String>,
}

/// Reads what is wanted and hands it on.
pub async fn export<E>(
    client: &Client,
    selection: Selection,
    write: &mut impl FnMut(Part<'_>) -> Result<(), E>,
) -> Result<Exported, E>
where
    E: From<ApiError> + From<io::Error>,
{
    let mut own = OwnModes::default();
    let mut exported = Exported::default();
    if selection.users || selection.members {
        let mut users = Listed::new(client, Collection::Users);
        if selection.users {
            write(Part::Begin(Noun::User))?;
        }
        while let Some(page) = users.next::<E>().await? {
            for record in &page {
                if selection.members {
                    own.add(&record.id, mode_of(record));
                }
                if selection.users {
                    write(Part::User(text(record)))?;
                }
            }
            write(Part::Pause)?;
        }
        if selection.users {
            write(Part::End(Noun::User))?;
        }
        own.settle();
        exported.is_unordered |= users.is_unordered;
    }
    if !selection.channels && !selection.members {
        return Ok(exported);
    }
    write(Part::Begin(Noun::Channel))?;
    let mut queue: VecDeque<(Record, Option<Listed>)> = VecDeque::new();
    let mut channels = match selection.only {
        Some(only) => Listed::of(only),
        None => Listed::new(client, Collection::Channels),
    };
    while let Some(page) = channels.next::<E>().await? {
        for channel in page {
            let is_listed = selection.members && fits_in_path(&channel.id);
            if selection.members && !is_listed {
                exported.unreachable.push(channel.id.clone());
            }
            let members = is_listed.then(|| {
                let collection = Collection::Members(channel.id.clone());
                Listed::new(client, collection)
            });
            queue.push_back((channel, members));
            if queue.len() > selection.concurrency
                && let Some((channel, members)) = queue.pop_front()
            {
                exported.is_unordered |= one(&channel, members, &own, write).await?;
            }
        }
        write(Part::Pause)?;
    }
    for (channel, members) in queue {
        exported.is_unordered |= one(&channel, members, &own, write).await?;
    }
    write(Part::End(Noun::Channel))?;
    write(Part::Pause)?;
    exported.is_unordered |= channels.is_unordered;
    Ok(exported)
}

/// Hands on a channel and its members. Gives back whether these were out of order.
async fn one<E>(
    channel: &Record,
    members: Option<Listed>,
    own: &OwnModes,
    write: &mut impl FnMut(Part<'_>) -> Result<(), E>,
) -> Result<bool, E>
where
    E: From<ApiError> + From<io::Error>,
{
    let json = without_members(text(channel));
    write(Part::Channel {
        id: &channel.id,
        json: json.as_deref().unwrap_or(text(channel)),
        with_members: members.is_some(),
    })?;
    let Some(mut members) = members else {
        return Ok(false);
    };
    let mut count = 0;
    while let Some(page) = members.next::<E>().await? {
        for record in &page {
            let id = record.id.as_str();
            let mode = mode_of(record);
            write(Part::Member {
                channel: &channel.id,
                id,
                mode: mode.filter(|_| mode != own.get(id)),
            })?;
        }
        count += page.len() as u64;
        if count > 1000 {
            write(Part::Pause)?;
        }
    }
    write(Part::EndOfMembers {
        channel: &channel.id,
        count,
    })?;
    Ok(members.is_unordered)
}

fn text(record: &Record) -> &str {
    // It came out of an answer that was text.
    std::str::from_utf8(&record.json).unwrap_or_default()
}

/// A service may list members with the channel; the document has its own.
fn without_members(json: &str) -> Option<String> {
    let fields = Fields::of(json)?;
    if !fields.0.iter().any(|(name, _)| name == "members") {
        return None;
    }
    let kept = fields.0.iter().filter(|(name, _)| name != "members");
    Some(Fields::object(kept))
}
