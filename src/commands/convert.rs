//! `cyxth convert`.

use std::path::PathBuf;

use clap::Args;

use crate::context::Context;
use crate::convert::{self, Converted, Service};
use crate::document::{Noun, Part};
use crate::error::Result;
use crate::render::{DocumentLayout, DocumentWriter, counted_records};
use crate::store::Identity;

use super::export::{claim_document, is_in_lines};

#[derive(Debug, Args)]
pub struct Convert {
    /// Whose export it is
    service: Service,
    /// The export: a folder, a .zip archive, or a file
    ///
    /// Slack: a folder or archive with users.json. Mattermost: the JSON Lines of a bulk export, or a
    /// folder or archive with one such file. Stream: the array or the lines of an import.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// Write the document to a file instead of standard output
    ///
    /// The file is replaced only when the document is whole.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

pub fn run(arguments: &Convert, context: &Context) -> Result<()> {
    let layout = DocumentLayout {
        is_lines: is_in_lines(context)?,
        with_channels: true,
        ..DocumentLayout::default()
    };
    let to = claim_document(context, arguments.to.as_deref(), || {
        let files = convert::files_of(&arguments.path);
        files.iter().filter_map(|file| Identity::of(file)).collect()
    })?;
    let deadline = context.deadline_of_reading();
    let converted = convert::convert(arguments.service, &arguments.path)?;
    drop(deadline);
    let counts = write(
        &converted,
        DocumentWriter::new(&context.console, layout, to),
    )?;
    let console = &context.console;
    let [users, channels, members] = counts;
    console.note(&format!(
        "converted {}",
        counted_records(users, channels, members)
    ));
    for note in &converted.notes {
        console.note(note);
    }
    for (kind, count, names) in converted.left_out.iter() {
        let mut shown: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        if count > names.len() as u64 {
            shown.push("…".to_owned());
        }
        let named = match names.is_empty() {
            true => String::new(),
            false => format!(" ({})", shown.join(", ")),
        };
        console.note(&format!("left out: {count} {kind}{named}"));
    }
    Ok(())
}

/// Writes the document; returns how many users, channels and members it has.
fn write(converted: &Converted, mut writer: DocumentWriter) -> Result<[u64; 3]> {
    let (mut users, mut channels, mut all_members) = (0, 0, 0);
    writer.part(&Part::Begin(Noun::User))?;
    for user in converted.users.read()? {
        writer.part(&Part::User(&user?.json))?;
        users += 1;
    }
    writer.part(&Part::End(Noun::User))?;
    writer.part(&Part::Begin(Noun::Channel))?;
    let mut members = converted.members.read()?.peekable();
    for channel in converted.channels.read()? {
        let channel = channel?;
        writer.part(&Part::Channel {
            id: &channel.id,
            json: &channel.json()?,
            with_members: true,
        })?;
        let mut count = 0;
        let is_here = |member: &std::io::Result<convert::MemberEntry>| match member {
            Ok(member) => member.channel == channel.id,
            // Taken too, so that the error is reported.
            Err(_) => true,
        };
        while let Some(member) = members.next_if(is_here) {
            writer.part(&Part::Member {
                channel: &channel.id,
                id: &member?.user,
                mode: None,
            })?;
            count += 1;
        }
        writer.part(&Part::EndOfMembers { count })?;
        channels += 1;
        all_members += count;
    }
    writer.part(&Part::End(Noun::Channel))?;
    writer.end()?;
    Ok([users, channels, all_members])
}
