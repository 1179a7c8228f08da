//! The file that keeps what has to be put back when users are created again: a document as JSON
//! Lines, with the users and all of their memberships.
//!
//! Whatever happens after the first delete, the next run finds the file and puts back what it
//! holds.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::value::RawValue;
use tempfile::NamedTempFile;

use crate::api::{Client, Collection};
use crate::document::channel_members::is_gone;
use crate::document::check;
use crate::document::desired::Desired;
use crate::document::error::{DocumentError, ListingError, PlanError};
use crate::document::pages::Pages;
use crate::document::plan::mode_in;
use crate::document::read::read_document;
use crate::document::section::Membership;
use crate::document::step::Step;
use crate::document::step_kind::StepKind;
use crate::document::steps::Steps;
use crate::input::InputSource;
use crate::record::{ModeScale, fits_in_path, one_line};
use crate::system::{dir_of, sync_name};

#[derive(Debug, Clone)]
pub struct RestoreFile {
    path: PathBuf,
}

/// A line of the file.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum RestoreLine<'a> {
    User(&'a RawValue),
    Member(MemberLine<'a>),
}

#[derive(Serialize)]
struct MemberLine<'a> {
    channel: &'a str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<u64>,
}

/// What the service refused to take back.
#[derive(Debug, Default)]
pub(super) struct RefusedRecords {
    pub users: HashSet<String>,
    /// By channel.
    pub members: HashMap<String, HashSet<String>>,
}

impl RefusedRecords {
    fn has_member(&self, channel: &str, user: &str) -> bool {
        let members = self.members.get(channel);
        members.is_some_and(|members| members.contains(user))
    }
}

impl RestoreFile {
    pub fn new(path: PathBuf) -> RestoreFile {
        RestoreFile { path }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file as a document.
    pub(super) fn open(&self) -> Result<Desired, DocumentError> {
        read_document(vec![InputSource::File(self.path.clone())], None)
    }

    /// Writes what has to be put back when the users of these steps are created again. Gives back
    /// the number of their memberships. Nobody else may be at work on this file.
    pub(super) async fn write(
        &self,
        client: &Client,
        steps: &Steps,
        concurrency: usize,
    ) -> Result<u64, PlanError> {
        let mut file = self.begin_replacement()?;
        let mut users: HashMap<String, Option<u64>> = HashMap::new();
        for step in steps.read_kind(StepKind::RecreateUser) {
            let Step::RecreateUser { id, json, mode, .. } = step? else {
                continue;
            };
            if let Err(wrong) = check::user(&json, ModeScale::default()) {
                let why = format!("user `{}`: {}", id.0, wrong.message);
                return Err(PlanError::NoWayBack(why));
            }
            write_user(&mut file, &json)?;
            users.insert(id.0, mode.map(|mode| mode.0));
        }
        let mut channels = Pages::begin(client, Collection::Channels);
        let mut queue = VecDeque::new();
        let mut count = 0;
        // What is listed twice is there once.
        let mut seen = HashSet::new();
        while let Some(page) = channels.next().await? {
            for channel in page.ids() {
                if !seen.insert(channel.clone()) {
                    continue;
                }
                if !fits_in_path(channel) {
                    return Err(PlanError::Unreachable(channel.clone()));
                }
                let members = Collection::Members(channel.clone());
                queue.push_back((channel.clone(), Pages::begin(client, members)));
                if queue.len() > concurrency
                    && let Some((channel, members)) = queue.pop_front()
                {
                    count +=
                        write_memberships(client, &channel, members, &users, &mut file).await?;
                }
            }
        }
        for (channel, members) in queue {
            count += write_memberships(client, &channel, members, &users, &mut file).await?;
        }
        let file = to_disk(file)?;
        // Read back before anything is deleted: whoever could not be put back must stay.
        match read_document(vec![InputSource::File(file.path().to_owned())], None) {
            Err(error @ DocumentError::Mistakes(_)) => {
                return Err(PlanError::NoWayBack(error.to_string()));
            }
            other => drop(other?),
        }
        self.take_place(file)?;
        Ok(count)
    }

    /// Leaves in the file what was refused, with all that belongs to users who were.
    pub(super) fn keep_only(&self, refused: &RefusedRecords) -> Result<(), PlanError> {
        let desired = self.open()?;
        let mut file = self.begin_replacement()?;
        for user in desired.users()? {
            let user = user?;
            if refused.users.contains(&user.id) {
                let json = String::from_utf8(user.json).map_err(io::Error::other)?;
                write_user(&mut file, &json)?;
            }
        }
        for member in desired.members()? {
            let Membership {
                channel,
                user,
                mode,
                ..
            } = member?;
            let line = RestoreLine::Member(MemberLine {
                channel: &channel,
                id: &user,
                mode,
            });
            if refused.users.contains(&user) || refused.has_member(&channel, &user) {
                write_line(&mut file, &line)?;
            }
        }
        drop(desired);
        let file = to_disk(file)?;
        self.take_place(file)?;
        Ok(())
    }

    /// Puts a new file in the place of this one, on the disk under its name.
    fn take_place(&self, file: NamedTempFile) -> io::Result<()> {
        file.persist(&self.path).map_err(|error| error.error)?;
        // Where the run ends here, the next one must not put back what was never taken away.
        sync_name(&self.path).inspect_err(|_| drop(fs::remove_file(&self.path)))
    }

    /// Removes the file: all that it held is back, or nothing of it was taken away.
    pub(super) fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(()) => sync_name(&self.path),
        }
    }

    /// A new file that takes the place of this one when it is whole, for its owner alone. Its name
    /// is always the same, so that a run that is killed here leaves nothing that the next does not
    /// clear away.
    fn begin_replacement(&self) -> io::Result<BufWriter<NamedTempFile>> {
        let dir = dir_of(&self.path);
        let mut part = self.path.file_name().unwrap_or_default().to_owned();
        part.push(".part");
        match fs::remove_file(dir.join(&part)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut named = tempfile::Builder::new();
        let file = named.prefix(&part).rand_bytes(0).tempfile_in(dir)?;
        Ok(BufWriter::new(file))
    }
}

fn to_disk(file: BufWriter<NamedTempFile>) -> io::Result<NamedTempFile> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn write_user(file: &mut impl Write, json: &str) -> io::Result<()> {
    let json = one_line(json);
    write_line(file, &RestoreLine::User(serde_json::from_str(&json)?))
}

fn write_line(file: &mut impl Write, line: &RestoreLine<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *file, line)?;
    file.write_all(b"\n")
}

/// Writes the memberships in a channel; none where it has gone since it was listed.
async fn write_memberships(
    client: &Client,
    channel: &str,
    mut members: Pages,
    users: &HashMap<String, Option<u64>>,
    file: &mut impl Write,
) -> Result<u64, PlanError> {
    let mut count = 0;
    let mut seen = HashSet::new();
    loop {
        let page = match members.next().await {
            Err(ListingError::Api(error)) => {
                let is_gone = is_gone(client, channel, &error).await;
                match is_gone.map_err(PlanError::Api)? {
                    true => break,
                    false => return Err(PlanError::Api(error)),
                }
            }
            page => page?,
        };
        let Some(page) = page else { break };
        for (id, json) in page.entries() {
            let Some(own) = users.get(id) else {
                continue;
            };
            if !seen.insert(id.to_owned()) {
                continue;
            }
            // A listing does not show whether a mode was set in the channel. One that equals the
            // user's own is not put back, so that it follows the user's.
            let mode = mode_in(json).filter(|mode| Some(*mode) != *own);
            write_line(file, &RestoreLine::Member(MemberLine { channel, id, mode }))?;
            count += 1;
        }
    }
    Ok(count)
}
