//! An instance as a document, part by part.

use std::borrow::Cow;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::PathBuf;

use tempfile::{SpooledTempFile, spooled_tempfile};

use crate::document::{Noun, Part};
use crate::record::{ModeScale, ObjectText, json_string, one_line};
use crate::store::PendingFile;

use super::console::Console;
use super::error::RenderError;
use super::out::Out;
use super::pretty::{JsonLayout, pretty_json};

/// What a document looks like.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocumentLayout {
    /// JSON Lines instead of one object.
    pub is_lines: bool,
    /// Channels themselves are wanted, and not only their members.
    pub with_channels: bool,
    /// Users may come after the end of their section.
    pub has_late_users: bool,
    /// The scale of the modes, if it is known.
    pub mode_scale: Option<ModeScale>,
    /// A part of an instance, in a new file.
    pub is_partial: bool,
}

/// Writes a document.
pub struct DocumentWriter {
    target: DocumentTarget,
    layout: DocumentLayout,
    for_terminal: bool,
    has_color: bool,
    /// The channels of a JSON object, kept until all users are written, which come first.
    aside: Option<BufWriter<SpooledTempFile>>,
    /// What comes next is kept aside.
    is_aside: bool,
    has_begun: bool,
    /// The section of the users is not ended yet.
    is_open: bool,
    sections: u64,
    users: u64,
    channels: u64,
    members: u64,
    /// A channel of JSON Lines, until it is known whether it has members.
    channel: String,
}

/// Where a document goes.
enum DocumentTarget {
    Stdout(Out),
    File(PendingFile),
}

impl DocumentTarget {
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), RenderError> {
        match self {
            DocumentTarget::Stdout(out) => out.bytes(bytes),
            DocumentTarget::File(file) => Ok(file.write(bytes)?),
        }
    }
}

/// Bytes of channels that are kept in memory; more go to a file.
const IN_MEMORY: usize = 4 << 20;

impl DocumentWriter {
    /// To standard output where no file is given.
    pub fn new(console: &Console, layout: DocumentLayout, to: Option<PendingFile>) -> Self {
        let has_aside = layout.has_late_users && !layout.is_lines;
        DocumentWriter {
            for_terminal: to.is_none() && console.is_json_pretty(),
            has_color: console.paints_results(),
            target: to.map_or_else(|| DocumentTarget::Stdout(Out::new()), DocumentTarget::File),
            layout,
            aside: has_aside
                .then(|| BufWriter::with_capacity(64 << 10, spooled_tempfile(IN_MEMORY))),
            is_aside: false,
            has_begun: false,
            is_open: false,
            sections: 0,
            users: 0,
            channels: 0,
            members: 0,
            channel: String::new(),
        }
    }

    pub fn part(&mut self, part: &Part<'_>) -> Result<(), RenderError> {
        self.begin()?;
        match (part, &mut self.target) {
            (Part::Pause, DocumentTarget::Stdout(out)) => out.flush(),
            (Part::Pause, DocumentTarget::File(_)) => Ok(()),
            _ if self.layout.is_lines => self.line(part),
            _ => self.piece(part),
        }
    }

    /// Writes the top of the document.
    fn begin(&mut self) -> Result<(), RenderError> {
        if std::mem::replace(&mut self.has_begun, true) {
            return Ok(());
        }
        let scale = self.layout.mode_scale;
        let scale = scale.map(|scale| format!("\"mode_scale\":\"{}\"", scale.name()));
        let partial = self
            .layout
            .is_partial
            .then(|| "\"partial\":true".to_owned());
        let fields: Vec<String> = partial.into_iter().chain(scale).collect();
        match (fields.join(","), self.layout.is_lines) {
            (none, _) if none.is_empty() => Ok(()),
            (fields, true) => self.text(&format!("{{{fields}}}\n")),
            (fields, false) => {
                self.sections += 1;
                self.text(&format!("{{{fields}"))
            }
        }
    }

    /// Ends the document, and puts it in its place. Gives back where a new file is.
    pub fn end(mut self) -> Result<Option<PathBuf>, RenderError> {
        self.begin()?;
        if !self.layout.is_lines {
            self.is_aside = false;
            if self.is_open {
                self.end_section(self.users)?;
            }
            self.take_in()?;
            self.text(if self.sections == 0 { "{}\n" } else { "}\n" })?;
        }
        match self.target {
            DocumentTarget::Stdout(mut out) => out.flush()?,
            DocumentTarget::File(file) if self.layout.is_partial => {
                return Ok(Some(file.finish_new()?));
            }
            DocumentTarget::File(file) => file.finish()?,
        }
        Ok(None)
    }

    /// Writes what was kept aside.
    fn take_in(&mut self) -> Result<(), RenderError> {
        let Some(aside) = self.aside.take() else {
            return Ok(());
        };
        let mut aside = aside
            .into_inner()
            .map_err(|error| kept(error.into_error()))?;
        aside.rewind().map_err(kept)?;
        let mut some = vec![0; 64 << 10];
        loop {
            match aside.read(&mut some).map_err(kept)? {
                0 => return Ok(()),
                len => self.target.bytes(&some[..len])?,
            }
        }
    }

    fn text(&mut self, json: &str) -> Result<(), RenderError> {
        let text = match self.for_terminal {
            // No string is divided between pieces, so each piece of JSON can be coloured by itself.
            true => Cow::Owned(pretty_json(json, JsonLayout::Unchanged, self.has_color)),
            false => Cow::Borrowed(json),
        };
        match &mut self.aside {
            Some(aside) if self.is_aside => aside.write_all(text.as_bytes()).map_err(kept),
            _ => self.target.bytes(text.as_bytes()),
        }
    }

    fn piece(&mut self, part: &Part<'_>) -> Result<(), RenderError> {
        match part {
            Part::Begin(noun) => {
                self.is_aside = *noun != Noun::User;
                self.text(if self.sections == 0 { "{" } else { "," })?;
                self.text(&format!("\"{}\":[", name(*noun)))?;
                self.sections += 1;
            }
            Part::User(json) => {
                let was_aside = std::mem::take(&mut self.is_aside);
                self.users += 1;
                self.next_record(self.users)?;
                self.text(&one_line(json))?;
                self.is_aside = was_aside;
            }
            Part::Channel {
                id,
                json,
                with_members,
            } => {
                self.channels += 1;
                self.next_record(self.channels)?;
                let json = self.channel_of(id, json);
                if *with_members {
                    self.text(&format!("{},\"members\":[", open(&json)))?;
                    self.members = 0;
                } else {
                    self.text(&json)?;
                }
            }
            Part::Member { id, mode, .. } => {
                if self.members > 0 {
                    self.text(",")?;
                }
                self.members += 1;
                match mode {
                    Some(mode) => {
                        let mut member = ObjectText::default();
                        member.push("id", &json_string(id));
                        member.push("mode", &mode.to_string());
                        self.text(&member.end())?;
                    }
                    None => self.text(&json_string(id))?,
                }
            }
            Part::EndOfMembers { .. } => self.text("]}")?,
            Part::End(Noun::User) if self.aside.is_some() => self.is_open = true,
            Part::End(Noun::User) => self.end_section(self.users)?,
            Part::End(_) => self.end_section(self.channels)?,
            Part::Pause => {}
        }
        Ok(())
    }

    fn end_section(&mut self, records: u64) -> Result<(), RenderError> {
        self.text(if records == 0 { "]" } else { "\n]" })
    }

    fn next_record(&mut self, number: u64) -> Result<(), RenderError> {
        self.text(if number == 1 { "\n" } else { ",\n" })
    }

    fn line(&mut self, part: &Part<'_>) -> Result<(), RenderError> {
        match part {
            Part::User(json) => {
                self.users += 1;
                self.text(&ObjectText::of("user", &one_line(json)))?;
                self.text("\n")?;
            }
            Part::Channel {
                id,
                json,
                with_members,
            } => {
                self.channels += 1;
                self.channel = self.channel_of(id, json);
                if !with_members {
                    self.channel_line("")?;
                }
            }
            Part::Member { channel, id, mode } => {
                self.channel_line("")?;
                let mut member = ObjectText::default();
                member.push("channel", &json_string(channel));
                member.push("id", &json_string(id));
                if let Some(mode) = mode {
                    member.push("mode", &mode.to_string());
                }
                self.text(&ObjectText::of("member", &member.end()))?;
                self.text("\n")?;
            }
            // Without it the document would say nothing of the channel's members.
            Part::EndOfMembers { count: 0, .. } => self.channel_line(",\"members\":[]")?,
            Part::End(noun) => {
                let records = match noun {
                    Noun::User => self.users,
                    Noun::Channel | Noun::Member => self.channels,
                };
                if records == 0 {
                    self.text(&ObjectText::of(name(*noun), "[]"))?;
                    self.text("\n")?;
                }
            }
            Part::Begin(_) | Part::EndOfMembers { .. } | Part::Pause => {}
        }
        Ok(())
    }

    /// A channel on one line, as far as it is wanted.
    fn channel_of(&self, id: &str, json: &str) -> String {
        match self.layout.with_channels {
            true => one_line(json).into_owned(),
            false => ObjectText::of("id", &json_string(id)),
        }
    }

    /// Writes the channel at hand, once.
    fn channel_line(&mut self, more: &str) -> Result<(), RenderError> {
        let channel = std::mem::take(&mut self.channel);
        if channel.is_empty() {
            return Ok(());
        }
        self.text(&format!("{{\"channel\":{}{more}}}}}\n", open(&channel)))
    }
}

fn kept(error: io::Error) -> RenderError {
    RenderError::Aside(error)
}

/// An object without its last bracket.
fn open(json: &str) -> &str {
    json.trim_end().strip_suffix('}').unwrap_or(json).trim_end()
}

fn name(noun: Noun) -> &'static str {
    match noun {
        Noun::User => "users",
        Noun::Channel | Noun::Member => "channels",
    }
}
