//! Bulk exports of Mattermost: JSON Lines with `version` first, then teams and channels, then users
//! with their memberships, then posts. It is a single file, or a file in a folder or archive that also
//! holds the attachments.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::archive::Archive;
use super::collector::{ChannelEntry, Converted, ExportCollector, FoundUser};
use super::error::ConvertError;
use super::items::{named, parse_inner, read_items};

const SERVICE: &str = "Mattermost";

#[derive(Deserialize)]
struct ExportLine {
    #[serde(rename = "type")]
    kind: String,
    version: Option<u64>,
    channel: Option<Box<RawValue>>,
    user: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct MattermostChannel {
    #[serde(default)]
    team: String,
    name: String,
    display_name: Option<String>,
    header: Option<String>,
    purpose: Option<String>,
    deleted_at: Option<i64>,
}

#[derive(Deserialize)]
struct MattermostUser {
    username: String,
    email: Option<String>,
    nickname: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    profile_image: Option<String>,
    delete_at: Option<i64>,
    #[serde(default)]
    teams: Option<Vec<MattermostTeam>>,
}

#[derive(Deserialize)]
struct MattermostTeam {
    name: String,
    #[serde(default)]
    channels: Option<Vec<MattermostMembership>>,
}

#[derive(Deserialize)]
struct MattermostMembership {
    name: String,
}

pub fn convert(archive: &mut Archive) -> Result<Converted, ConvertError> {
    let file = archive.only_file(SERVICE, &[".jsonl"])?;
    let name = archive.name_of(&file);
    let mut collector = ExportCollector::new();
    let mut lines = 0;
    read_items(
        &name,
        archive.read(&file)?,
        &mut |ordinal, line: ExportLine| {
            lines = ordinal;
            if ordinal == 1 && (line.kind != "version" || line.version != Some(1)) {
                let reason = "its first line is not {\"type\":\"version\",\"version\":1}";
                return Err(not_an_export(&name, reason));
            }
            add_line(&mut collector, &line)
                .map_err(|error| named(error, &name, || format!("line {ordinal}, a {}", line.kind)))
        },
    )?;
    if lines == 0 {
        return Err(not_an_export(&name, "it is empty"));
    }
    Ok(collector.finish()?)
}

fn not_an_export(path: &str, reason: &str) -> ConvertError {
    ConvertError::NotAnExport {
        path: path.to_owned(),
        service: SERVICE,
        reason: reason.to_owned(),
    }
}

fn add_line(collector: &mut ExportCollector, line: &ExportLine) -> Result<(), ConvertError> {
    match (line.kind.as_str(), &line.channel, &line.user) {
        ("channel", Some(channel), _) => add_channel(collector, parse_inner(channel)?),
        ("user", _, Some(user)) => add_user(collector, parse_inner(user)?),
        // Teams are only groups of channels.
        ("version" | "team", ..) => Ok(()),
        (kind, ..) => {
            collector.left_out.add(counted_as(kind), "");
            Ok(())
        }
    }
}

/// What lines of a type are counted as.
fn counted_as(kind: &str) -> &'static str {
    match kind {
        "post" => "posts",
        "direct_channel" => "direct channels",
        "direct_post" => "direct posts",
        "emoji" => "emoji",
        "role" => "roles",
        "scheme" => "schemes",
        "bot" => "bots",
        _ => "lines of other types",
    }
}

fn add_channel(
    collector: &mut ExportCollector,
    channel: MattermostChannel,
) -> Result<(), ConvertError> {
    if channel.deleted_at.is_some_and(|time| time > 0) {
        collector.left_out.add("deleted channels", &channel.name);
        return Ok(());
    }
    Ok(collector.add_channel(ChannelEntry {
        id: channel.name,
        group: channel.team,
        name: channel.display_name,
        topic: channel.header,
        purpose: channel.purpose,
        ..ChannelEntry::default()
    })?)
}

fn add_user(collector: &mut ExportCollector, user: MattermostUser) -> Result<(), ConvertError> {
    if user.delete_at.is_some_and(|time| time > 0) {
        collector.leave_out_deleted(&user.username);
    }
    let teams = user.teams.unwrap_or_default();
    for team in &teams {
        for channel in team.channels.iter().flatten() {
            collector.add_member(&team.name, &channel.name, &user.username)?;
        }
    }
    if user.delete_at.is_some_and(|time| time > 0) {
        return Ok(());
    }
    let names = [user.first_name, user.last_name];
    let names: Vec<String> = names.into_iter().flatten().collect();
    let full_name = names.join(" ").trim().to_owned();
    let name = [full_name, user.nickname.unwrap_or_default()]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| user.username.clone());
    let picture = user.profile_image.filter(|image| !image.is_empty());
    let is_address = |image: &String| image.starts_with("https://") || image.starts_with("http://");
    if picture.as_ref().is_some_and(|image| !is_address(image)) {
        let kind = "pictures stored as files in the export";
        collector.left_out.add(kind, &user.username);
    }
    Ok(collector.add_user(&FoundUser {
        id: user.username,
        name: Some(name),
        avatar: picture.filter(is_address),
        email: user.email,
    })?)
}
