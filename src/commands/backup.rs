//! `--backup`: what a change touches, in a file that `apply` puts back, before anything is sent.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::api::Collection;
use crate::batch::{Shard, Task};
use crate::context::{Connection, Context};
use crate::document::{BackupNotes, ListingError, NotedNames, Part, TouchedRecords, read_backup};
use crate::error::{Failure, Kind, Result};
use crate::input::Input;
use crate::render::{
    DocumentLayout, DocumentWriter, ReadProgress, RenderError, counted_records, number_of,
};
use crate::store::{Output, Outputs, PendingFile};

use super::noted::short_id;
use super::watched::watched;

/// Claims the file that `--backup` names.
pub fn claim_backup(context: &Context, outputs: &mut Outputs) -> Result<Option<Output>> {
    let backup = context.options.backup.as_ref();
    let claimed = backup.map(|path| outputs.claim_new("--backup", path));
    Ok(claimed.transpose()?)
}

/// A backup that is complete on the disk.
pub struct MadeBackup {
    /// What puts it back.
    command: String,
}

impl MadeBackup {
    /// Says what puts it back, however the change went.
    pub fn tell(&self, context: &Context) {
        let note = format!("`{}` puts back what was there", self.command);
        context.console.note(&note);
    }
}

/// How a backup is put back.
#[derive(Debug, Clone, Copy, Default)]
pub struct WayBack {
    /// Users were deleted and created anew with another name or other metadata.
    pub recreates: bool,
    /// What else the change does that the backup does not undo.
    pub stays: Option<&'static str>,
}

/// What a change to the records of an input touches.
pub fn touched_by(input: &Input, task: &Task, shard: Option<Shard>) -> Result<TouchedRecords> {
    let mut touched = TouchedRecords::default();
    let mut items = input.items();
    while let Some(item) = items.next()? {
        let id = &item.id;
        if shard.is_some_and(|shard| !shard.has(id)) {
            continue;
        }
        match task {
            Task::Delete(Collection::Users) => touched.delete_user(id),
            Task::Delete(Collection::Channels) => touched.delete_channel(id),
            Task::Delete(Collection::Members(channel)) => touched.remove_member(channel, id),
            Task::Moderate(Collection::Members(channel), _) => touched.moderate_member(channel, id),
            Task::Moderate(..) => touched.moderate_user(id),
            Task::Update(_) => touched.update_channel(id),
            Task::Create(_) | Task::Add(_) => {}
        }
    }
    Ok(touched)
}

/// Writes the backup, if one is wanted: to the file that was asked for, or into the directory that
/// the profile names. Nothing has been sent by then, and if this fails, nothing will be.
pub async fn make_backup(
    context: &Context,
    connection: &Connection,
    claimed: Option<Output>,
    touched: impl FnOnce() -> Result<TouchedRecords>,
    way: WayBack,
) -> Result<Option<MadeBackup>> {
    if claimed.is_none() && connection.backup_dir().is_none() {
        return Ok(None);
    }
    if context.options.dry_run {
        context.console.note("dry run: no backup is written");
        return Ok(None);
    }
    let touched = touched()?;
    let output = match (claimed, connection.backup_dir()) {
        (Some(output), _) => output,
        // A change that only creates needs no backup unless one was asked for.
        (None, Some(dir)) if !touched.is_empty() => in_dir(context, connection, dir)?,
        (None, _) => return Ok(None),
    };
    let asked_for = output.path().to_owned();
    let console = &context.console;
    if touched.needs_all_channels() {
        console.note(
            "the members of every channel are read, to keep the memberships of who is deleted",
        );
    }
    let layout = DocumentLayout {
        is_lines: true,
        with_channels: true,
        mode_scale: context.mode_scale(),
        is_partial: true,
        ..DocumentLayout::default()
    };
    let mut writer = DocumentWriter::new(console, layout, Some(PendingFile::begin(output)?));
    let read = Arc::default();
    let progress = ReadProgress::new(console, "records read for the backup", &read, false);
    let way_out = match context.options.backup {
        Some(_) => "leave out `--backup` to do without it",
        None => "take `backup` out of the profile to do without it",
    };
    let mut write = |part: Part<'_>| Ok::<(), Unmade>(writer.part(&part)?);
    let work = async {
        let made = read_backup(&connection.client, touched, read, &mut write).await;
        made.map_err(|unmade| unmade.into_failure(way_out))
    };
    let notes = watched(progress, work).await?;
    check_whole(&notes, way_out)?;
    let path = writer.end()?.unwrap_or(asked_for);
    console.note(&format!(
        "kept {} in {}",
        counted_records(notes.users, notes.channels, notes.members),
        path.display()
    ));
    tell_what_stays(context, &notes, way);
    let recreate = if way.recreates { " --recreate" } else { "" };
    Ok(Some(MadeBackup {
        command: format!(
            "cyxth apply {}{recreate}{}",
            quoted_for_shell(&path.display().to_string()),
            options_of_target(context)
        ),
    }))
}

/// A new file in the directory of the profile.
fn in_dir(context: &Context, connection: &Connection, dir: &Path) -> Result<Output> {
    fs::create_dir_all(dir).map_err(|error| {
        Failure::new(
            Kind::Other,
            format!(
                "cannot make the directory of backups {}: {error}; nothing was sent",
                dir.display()
            ),
        )
    })?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = now.unwrap_or_default().as_secs();
    let name = connection.profile().unwrap_or("instance");
    let path = dir.join(format!(
        "{name}-{}.jsonl",
        crate::expression::utc_stamp(seconds)
    ));
    let mut outputs = context.outputs(Vec::new())?;
    Ok(outputs.claim_numbered("the backup of the profile", &path)?)
}

/// Why there is no backup.
enum Unmade {
    Unread(ListingError),
    Unwritten(RenderError),
}

impl From<ListingError> for Unmade {
    fn from(error: ListingError) -> Unmade {
        Unmade::Unread(error)
    }
}

impl From<RenderError> for Unmade {
    fn from(error: RenderError) -> Unmade {
        Unmade::Unwritten(error)
    }
}

impl Unmade {
    /// `way_out` says how to do without a backup.
    fn into_failure(self, way_out: &str) -> Failure {
        match self {
            Unmade::Unread(ListingError::Members { channel, error }) => {
                let helps = match error.status() {
                    Some(401 | 403) => Some("a key that may read them makes a backup possible"),
                    Some(400..500) => Some("tell those who run the service"),
                    _ => None,
                };
                let failure = Failure::from(error).context(&unread_members(&channel));
                let helps = helps.map(str::to_owned).or(failure.hint.clone());
                let hint = match helps {
                    Some(helps) => format!("{helps}; {way_out}"),
                    None => way_out.to_owned(),
                };
                failure.hint(hint)
            }
            Unmade::Unread(error) => error.into(),
            Unmade::Unwritten(error) => error.into(),
        }
    }
}

fn unread_members(channel: &str) -> String {
    format!(
        "the members of the channel `{}` cannot be read, and a backup would lack them, so nothing \
         was sent",
        short_id(channel)
    )
}

/// Refuses a backup that would not be a way back. Nothing has been written or sent by then.
fn check_whole(notes: &BackupNotes, way_out: &str) -> Result<()> {
    if let Some(channel) = notes.denied.first.first() {
        return Err(Failure::new(
            Kind::Other,
            format!(
                "{}: the service answers 404 for them, and lists the channel",
                unread_members(channel)
            ),
        )
        .hint(format!(
            "a proxy on the way may change or refuse the path, as some do with a `/` in an id; \
             {way_out}"
        )));
    }
    if notes.masked > 0 {
        let records = number_of(notes.masked, "record holds", "records hold");
        return Err(Failure::new(
            Kind::Server,
            format!(
                "{records} the API key, which no file may, so there is no backup; nothing was sent"
            ),
        )
        .hint(
            "no record should hold the API key: replace the key in the console, and take it out of \
             the records",
        ));
    }
    Ok(())
}

/// Says what the API cannot take back.
fn tell_what_stays(context: &Context, notes: &BackupNotes, way: WayBack) {
    let console = &context.console;
    let NotedNames { first, count } = &notes.without_mode;
    if let Some(one) = first.first() {
        let one = short_id(one);
        let who = match count {
            1 => format!("`{one}` has"),
            count => format!("`{one}` and {} more have", count - 1),
        };
        console.warn(&format!(
            "{who} no mode now, and the API takes none back: the new one stays"
        ));
    }
    let NotedNames { first, count } = &notes.unreachable;
    if let Some(one) = first.first() {
        let one = short_id(one);
        let (which, whose) = match count {
            1 => (format!("the channel `{one}`"), "its id"),
            count => (
                format!("the channel `{one}` and {} more", count - 1),
                "their ids",
            ),
        };
        console.warn(&format!(
            "the members of {which} are not in the backup: no request can name it, as {whose} \
             cannot stand in a URL, and the API could not put them back either"
        ));
    }
    if let Some(stays) = way.stays {
        console.note(stays);
    }
}

/// The options that select the same instance again.
fn options_of_target(context: &Context) -> String {
    let target = &context.options.target;
    let file = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let options = [
        ("-p", target.profile.clone()),
        ("--app-url", target.app_url.clone()),
        ("--api-url", target.api_url.clone()),
        ("--api-key-file", file(&target.api_key_file)),
        ("--ca-cert", file(&context.options.ca_cert)),
    ];
    let given = options.into_iter().filter_map(|(option, value)| {
        let value = quoted_for_shell(&value?);
        Some(format!(" {option} {value}"))
    });
    given.collect()
}

/// A word as a shell takes it.
fn quoted_for_shell(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,~".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}
