//! Deleting users and creating them anew, because the API edits neither name nor metadata; and
//! removing members and adding them again, because it does not take back a mode of a channel.
//!
//! A user's memberships go with it. So before the first delete, everything that is to be put back
//! is written to a file: a document of its own. Whatever happens then, the next run finds the
//! file and puts back what it holds. A member needs no such file: the document has it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use tokio::runtime::Handle;

use crate::api::{Client, Collection};
use crate::batch::{Accounts, Batch, BatchOutcome, Observer, Task};
use crate::input::InputSource;
use crate::record::fits_in_path;

use super::actual::{PlanError, next_page, pages, records};
use super::carry::{Carried, CarrySettings, carry, carry_load};
use super::check;
use super::error::DocumentError;
use super::load::{Load, in_turn, members};
use super::members::is_gone;
use super::plan::mode_of;
use super::read::read_document;
use super::section::Membership;
use super::step::{Kind, Step};
use super::steps::{Steps, Writer};

/// Writes what has to be put back when the users of the plan are created anew. Gives back the
/// number of their memberships. Nobody else may be at work on this file.
pub async fn remember(
    client: &Client,
    steps: &Steps,
    concurrency: usize,
    path: &Path,
) -> Result<u64, PlanError> {
    let mut file = part_of(path)?;
    let mut users: HashMap<String, Option<u64>> = HashMap::new();
    for step in steps.of(Kind::RecreateUser) {
        let step = step?;
        if let Err(wrong) = check::user(&step.json) {
            let why = format!("user `{}`: {}", step.id, wrong.message);
            return Err(PlanError::NoWayBack(why));
        }
        let record = crate::record::one_line(&step.json);
        writeln!(file, "{{\"user\":{record}}}")?;
        users.insert(step.id, step.from);
    }
    let handle = Handle::current();
    let mut channels = pages(&handle, client, Collection::Channels);
    let mut queue = VecDeque::new();
    let mut count = 0;
    // What is listed twice is there once.
    let mut seen = HashSet::new();
    while let Some(page) = next_page(&mut channels).await? {
        for channel in records(&page) {
            if !seen.insert(channel.id.clone()) {
                continue;
            }
            if !fits_in_path(&channel.id) {
                return Err(PlanError::Unreachable(channel.id));
            }
            let members = Collection::Members(channel.id.clone());
            queue.push_back((channel.id, pages(&handle, client, members)));
            if queue.len() > concurrency
                && let Some((channel, members)) = queue.pop_front()
            {
                count += memberships(client, &channel, members, &users, &mut file).await?;
            }
        }
    }
    for (channel, members) in queue {
        count += memberships(client, &channel, members, &users, &mut file).await?;
    }
    let file = whole(file)?;
    // Read back before anything is deleted: what this tool would refuse to put back must stay.
    match read_document(vec![InputSource::File(file.path().to_owned())]) {
        Err(error @ DocumentError::Mistakes(_)) => {
            return Err(PlanError::NoWayBack(error.to_string()));
        }
        other => drop(other?),
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(count)
}

/// A new file that takes the place of another when it is whole, for its owner alone. Its name is
/// always the same, so that a run which is killed here leaves nothing that another does not clear
/// away.
fn part_of(path: &Path) -> io::Result<BufWriter<NamedTempFile>> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut part = path.file_name().unwrap_or_default().to_owned();
    part.push(".part");
    match fs::remove_file(dir.join(&part)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut named = tempfile::Builder::new();
    let file = named.prefix(&part).rand_bytes(0).tempfile_in(dir)?;
    Ok(BufWriter::new(file))
}

fn whole(file: BufWriter<NamedTempFile>) -> io::Result<NamedTempFile> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn write_member(
    file: &mut impl Write,
    channel: &str,
    id: &str,
    mode: Option<u64>,
) -> io::Result<()> {
    // Text can always be written as JSON.
    let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let (channel, id) = (text(channel), text(id));
    let mode = mode.map_or(String::new(), |mode| format!(",\"mode\":{mode}"));
    writeln!(
        file,
        "{{\"member\":{{\"channel\":{channel},\"id\":{id}{mode}}}}}"
    )
}

/// What the service refused to take back.
#[derive(Debug, Default)]
pub struct Left {
    users: HashSet<String>,
    /// By channel.
    members: HashMap<String, HashSet<String>>,
}

impl Left {
    /// Takes what was refused of a batch.
    pub fn take(&mut self, batch: &Batch, outcome: &BatchOutcome) {
        for rejected in &outcome.rejected {
            let id = batch.id(rejected.at);
            match batch.task().collection() {
                Collection::Users => self.users.insert(id),
                Collection::Members(channel) => {
                    self.members.entry(channel.clone()).or_default().insert(id)
                }
                Collection::Channels => false,
            };
        }
    }

    fn has_member(&self, channel: &str, user: &str) -> bool {
        let members = self.members.get(channel);
        members.is_some_and(|members| members.contains(user))
    }
}

/// Leaves in the file what was refused, with all that belongs to users who were.
pub fn keep_only(path: &Path, left: &Left) -> Result<(), PlanError> {
    let desired = read_document(vec![InputSource::File(path.to_owned())])?;
    let mut file = part_of(path)?;
    for user in desired.users()? {
        let user = user?;
        if left.users.contains(&user.id) {
            let json = String::from_utf8(user.json).map_err(io::Error::other)?;
            writeln!(file, "{{\"user\":{}}}", crate::record::one_line(&json))?;
        }
    }
    for member in desired.members()? {
        let Membership {
            channel,
            user,
            mode,
            ..
        } = member?;
        if left.users.contains(&user) || left.has_member(&channel, &user) {
            write_member(&mut file, &channel, &user, mode)?;
        }
    }
    drop(desired);
    whole(file)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The memberships in a channel, none where it has gone since it was listed.
async fn memberships(
    client: &Client,
    channel: &str,
    mut members: tokio::sync::mpsc::Receiver<super::actual::Message>,
    users: &HashMap<String, Option<u64>>,
    file: &mut impl Write,
) -> Result<u64, PlanError> {
    let mut count = 0;
    let mut seen = HashSet::new();
    loop {
        let page = match next_page(&mut members).await {
            Err(PlanError::Api(error)) => {
                let is_gone = is_gone(client, channel, &error).await;
                match is_gone.map_err(PlanError::Api)? {
                    true => break,
                    false => return Err(PlanError::Api(error)),
                }
            }
            page => page?,
        };
        let Some(page) = page else { break };
        for member in records(&page) {
            let id = member.id.as_str();
            let Some(own) = users.get(id) else {
                continue;
            };
            if !seen.insert(id.to_owned()) {
                continue;
            }
            let mode = mode_of(&member);
            // A listing does not tell a mode of its own from the user's. One that equals the
            // user's follows it, as it does where the user's own is changed.
            let mode = mode.filter(|_| mode != *own);
            write_member(file, channel, id, mode)?;
            count += 1;
        }
    }
    Ok(count)
}

/// Deletes the users of the plan, or removes its members.
pub async fn take_away(
    client: &Client,
    steps: &Steps,
    kind: Kind,
    settings: &CarrySettings,
    observer: &mut dyn Observer,
) -> Carried {
    carry(client, steps, &[kind], settings, observer).await
}

/// Adds the members of the plan that were removed for it. Nothing has to be written for it, so
/// that no full disk keeps them away.
pub async fn add_again(
    client: &Client,
    steps: &Steps,
    settings: &CarrySettings,
    observer: &mut dyn Observer,
) -> Carried {
    let kind = Kind::RecreateMember;
    let task = Task::Add(members());
    let load = Load {
        kind,
        count: steps.counts().of(kind),
        records: || Ok(in_turn(steps.of(kind), task)),
    };
    let mut carried = Carried::default();
    carry_load(client, load, settings, observer, &mut carried).await;
    carried
}

/// What became of steps that take away and put back: done is what is there anew.
pub fn recounted(away: &Accounts, is_all_away: bool, back: &Accounts) -> Accounts {
    let mut accounts = Accounts {
        input: away.input,
        ..*back
    };
    // Where not all was taken away, what was there still is as it was.
    if is_all_away && away.rejected == 0 {
        accounts.done += accounts.unchanged + accounts.skipped;
    }
    (accounts.unchanged, accounts.skipped, accounts.not_sent) = (0, 0, 0);
    let room = away.input.saturating_sub(accounts.done + accounts.unknown);
    accounts.rejected = (accounts.rejected + away.rejected).min(room);
    accounts.not_sent = away.input.saturating_sub(accounts.sum());
    accounts
}

/// What a file holds that is to be put back: users that are missing, their memberships, their
/// modes there. It is read before anything is taken away, so that putting it back takes no file.
pub struct PutBack {
    steps: Steps,
}

impl PutBack {
    pub async fn read(client: &Client, path: &Path) -> Result<PutBack, PlanError> {
        let mut desired = read_document(vec![InputSource::File(path.to_owned())])?;
        // Channels may have gone since the file was written.
        let mut channels = pages(&Handle::current(), client, Collection::Channels);
        while let Some(page) = next_page(&mut channels).await? {
            for channel in records(&page) {
                desired.managed_channels.set(&channel.id, 1);
            }
        }
        let mut writer = Writer::new()?;
        for user in desired.users()? {
            let user = user?;
            writer.push(&Step {
                json: String::from_utf8(user.json).map_err(io::Error::other)?,
                place: user.place,
                ..Step::new(Kind::CreateUser, &user.id)
            })?;
        }
        for member in desired.members()? {
            let member = member?;
            if desired.managed_channels.get(&member.channel) != Some(1) {
                continue;
            }
            let step = |kind| Step {
                channel: member.channel.clone(),
                place: member.location,
                ..Step::new(kind, &member.user)
            };
            writer.push(&step(Kind::AddMember))?;
            if member.mode.is_some() {
                writer.push(&Step {
                    to: member.mode,
                    ..step(Kind::MemberMode)
                })?;
            }
        }
        Ok(PutBack {
            steps: writer.finish()?,
        })
    }

    /// Puts all of it back. The settings should keep going: one that is refused must not keep the
    /// others away.
    pub async fn put_back(
        &self,
        client: &Client,
        settings: &CarrySettings,
        observer: &mut dyn Observer,
    ) -> Carried {
        let kinds = [Kind::CreateUser, Kind::AddMember, Kind::MemberMode];
        carry(client, &self.steps, &kinds, settings, observer).await
    }
}
