//! Exports of Slack: a folder or archive with `users.json`, `channels.json` (public), `groups.json`
//! (private), `mpims.json` and `dms.json` (direct messages), each an array, and a folder of messages
//! for each channel.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::archive::Archive;
use super::collector::{ChannelEntry, Converted, ExportCollector, FoundUser};
use super::error::ConvertError;
use super::items::read_array;

const SERVICE: &str = "Slack";

#[derive(Deserialize)]
struct SlackUser {
    id: String,
    name: Option<String>,
    real_name: Option<String>,
    #[serde(default)]
    deleted: Option<bool>,
    #[serde(default)]
    profile: Option<SlackProfile>,
}

#[derive(Default, Deserialize)]
struct SlackProfile {
    real_name: Option<String>,
    display_name: Option<String>,
    email: Option<String>,
    image_original: Option<String>,
    image_512: Option<String>,
    image_192: Option<String>,
    image_72: Option<String>,
    image_48: Option<String>,
}

#[derive(Deserialize)]
struct SlackChannel {
    id: String,
    name: Option<String>,
    is_archived: Option<bool>,
    #[serde(default)]
    members: Option<Vec<String>>,
    #[serde(default)]
    topic: Option<SlackRemark>,
    #[serde(default)]
    purpose: Option<SlackRemark>,
}

#[derive(Deserialize)]
struct SlackRemark {
    value: Option<String>,
}

/// Only the id is read.
#[derive(Deserialize)]
struct SlackDirectMessage {
    id: Option<String>,
}

pub fn convert(archive: &mut Archive) -> Result<Converted, ConvertError> {
    let mut collector = ExportCollector::new();
    let has_users = read_top_file(archive, "users.json", |user| add_user(&mut collector, user))?;
    if !has_users {
        let reason = match archive.is_one_file() {
            true => "such an export is a folder or a .zip archive, and this is neither",
            false => "it has no users.json at the top level",
        };
        return Err(archive.not_an_export(SERVICE, reason));
    }
    let (mut archived, mut private) = (0_u64, 0_u64);
    for (file, is_private) in [("channels.json", false), ("groups.json", true)] {
        read_top_file(archive, file, |channel: SlackChannel| {
            archived += u64::from(channel.is_archived == Some(true));
            private += u64::from(is_private);
            add_channel(&mut collector, channel)
        })?;
    }
    for file in ["dms.json", "mpims.json"] {
        read_top_file(archive, file, |direct: SlackDirectMessage| {
            let id = direct.id.unwrap_or_default();
            collector.left_out.add("direct messages", &id);
            Ok(())
        })?;
    }
    for (count, kind) in [(archived, "archived"), (private, "private")] {
        let channels_are = match count {
            0 => continue,
            1 => "channel is",
            _ => "channels are",
        };
        let note = format!("{count} {kind} {channels_are} in the document like the others");
        collector.notes.push(note);
    }
    Ok(collector.finish()?)
}

/// Calls `handle` with each value of a file at the top level. Gives back whether there is such a file.
fn read_top_file<T: DeserializeOwned>(
    archive: &mut Archive,
    name: &str,
    mut handle: impl FnMut(T) -> Result<(), ConvertError>,
) -> Result<bool, ConvertError> {
    let Some(file) = archive.find(name)? else {
        return Ok(false);
    };
    let name = archive.name_of(&file);
    read_array(&name, archive.read(&file)?, &mut |_, value| handle(value))?;
    Ok(true)
}

fn add_user(collector: &mut ExportCollector, user: SlackUser) -> Result<(), ConvertError> {
    if user.deleted == Some(true) {
        collector.leave_out_deleted(&user.id);
        return Ok(());
    }
    let profile = user.profile.unwrap_or_default();
    let first = |texts: Vec<Option<String>>| {
        let mut texts = texts.into_iter().flatten();
        texts.find(|text| !text.trim().is_empty())
    };
    // The largest picture of those that are given.
    let pictures = vec![
        profile.image_original,
        profile.image_512,
        profile.image_192,
        profile.image_72,
        profile.image_48,
    ];
    let names = vec![
        profile.real_name,
        user.real_name,
        profile.display_name,
        user.name,
    ];
    Ok(collector.add_user(&FoundUser {
        id: user.id,
        name: first(names),
        avatar: first(pictures),
        email: profile.email,
    })?)
}

fn add_channel(collector: &mut ExportCollector, channel: SlackChannel) -> Result<(), ConvertError> {
    for member in channel.members.unwrap_or_default() {
        collector.add_member("", &channel.id, &member)?;
    }
    let value = |remark: Option<SlackRemark>| remark.and_then(|remark| remark.value);
    Ok(collector.add_channel(ChannelEntry {
        id: channel.id,
        name: channel.name,
        topic: value(channel.topic),
        purpose: value(channel.purpose),
        ..ChannelEntry::default()
    })?)
}
