//! Imports of Stream Chat: an array of `{"type", "item"}` as its validator accepts it, or such objects
//! on lines, as of late with `data` in place of `item`.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::archive::Archive;
use super::collector::{ChannelEntry, Converted, ExportCollector, FoundUser};
use super::error::ConvertError;
use super::items::{named, parse_inner, read_items};

const SERVICE: &str = "Stream";

#[derive(Deserialize)]
struct ImportItem {
    #[serde(rename = "type")]
    kind: String,
    #[serde(alias = "data")]
    item: Box<RawValue>,
}

#[derive(Deserialize)]
struct StreamUser {
    id: String,
    name: Option<String>,
    image: Option<String>,
    email: Option<String>,
    deleted_at: Option<String>,
}

#[derive(Deserialize)]
struct StreamChannel {
    #[serde(default)]
    id: Option<String>,
    #[serde(rename = "type", default)]
    kind: String,
    name: Option<String>,
    image: Option<String>,
    deleted_at: Option<String>,
}

#[derive(Deserialize)]
struct StreamMember {
    #[serde(default)]
    channel_type: String,
    channel_id: Option<String>,
    user_id: String,
}

pub fn convert(archive: &mut Archive) -> Result<Converted, ConvertError> {
    let file = archive.only_file(SERVICE, &[".json", ".jsonl"])?;
    let name = archive.name_of(&file);
    let mut collector = ExportCollector::new();
    read_items(
        &name,
        archive.read(&file)?,
        &mut |ordinal, item: ImportItem| {
            add_item(&mut collector, &item)
                .map_err(|error| named(error, &name, || format!("item {ordinal}, a {}", item.kind)))
        },
    )?;
    Ok(collector.finish()?)
}

fn add_item(collector: &mut ExportCollector, item: &ImportItem) -> Result<(), ConvertError> {
    match item.kind.as_str() {
        "user" => add_user(collector, parse_inner(&item.item)?),
        "channel" => add_channel(collector, parse_inner(&item.item)?),
        "member" => add_member(collector, &parse_inner(&item.item)?),
        kind => {
            collector.left_out.add(counted_as(kind), "");
            Ok(())
        }
    }
}

/// What items of a type are counted as.
fn counted_as(kind: &str) -> &'static str {
    match kind {
        "message" => "messages",
        "reaction" => "reactions",
        "device" => "devices",
        _ => "items of other types",
    }
}

fn add_user(collector: &mut ExportCollector, user: StreamUser) -> Result<(), ConvertError> {
    if user.deleted_at.is_some() {
        collector.leave_out_deleted(&user.id);
        return Ok(());
    }
    Ok(collector.add_user(&FoundUser {
        id: user.id,
        name: user.name,
        avatar: user.image,
        email: user.email,
    })?)
}

fn add_channel(
    collector: &mut ExportCollector,
    channel: StreamChannel,
) -> Result<(), ConvertError> {
    // A channel without an id is a conversation between its members.
    let Some(id) = channel.id.filter(|id| !id.is_empty()) else {
        collector.left_out.add("direct messages", "");
        return Ok(());
    };
    if channel.deleted_at.is_some() {
        collector.left_out.add("deleted channels", &id);
        return Ok(());
    }
    Ok(collector.add_channel(ChannelEntry {
        id,
        group: channel.kind,
        name: channel.name,
        logo: channel.image,
        ..ChannelEntry::default()
    })?)
}

fn add_member(collector: &mut ExportCollector, member: &StreamMember) -> Result<(), ConvertError> {
    match &member.channel_id {
        Some(channel) if !channel.is_empty() => {
            Ok(collector.add_member(&member.channel_type, channel, &member.user_id)?)
        }
        _ => {
            collector
                .left_out
                .add("members of direct messages", &member.user_id);
            Ok(())
        }
    }
}
