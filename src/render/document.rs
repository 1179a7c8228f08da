//! An instance as a document, part by part.

use crate::instance::{Noun, Part};
use crate::model::one_line;

use super::clean::json_for_terminal;
use super::{Console, Out, RenderError};

/// Writes a document to standard output.
pub struct DocumentWriter {
    out: Out,
    /// JSON Lines instead of one object.
    is_lines: bool,
    for_terminal: bool,
    /// Channels are wanted for themselves, and not for their members alone.
    with_channels: bool,
    sections: u64,
    records: u64,
    members: u64,
    /// A channel of JSON Lines, until it is known whether it has members.
    channel: String,
}

impl DocumentWriter {
    pub fn new(console: &Console, is_lines: bool, with_channels: bool) -> DocumentWriter {
        DocumentWriter {
            out: Out::new(),
            is_lines,
            for_terminal: console.terminal().stdout,
            with_channels,
            sections: 0,
            records: 0,
            members: 0,
            channel: String::new(),
        }
    }

    pub fn part(&mut self, part: &Part<'_>) -> Result<(), RenderError> {
        match part {
            Part::Pause => self.out.flush(),
            _ if self.is_lines => self.line(part),
            _ => self.piece(part),
        }
    }

    /// Ends the document.
    pub fn end(mut self) -> Result<(), RenderError> {
        if !self.is_lines {
            self.text(if self.sections == 0 { "{}\n" } else { "}\n" })?;
        }
        self.out.flush()
    }

    fn text(&mut self, json: &str) -> Result<(), RenderError> {
        if self.for_terminal {
            self.out.bytes(json_for_terminal(json).as_bytes())
        } else {
            self.out.bytes(json.as_bytes())
        }
    }

    fn piece(&mut self, part: &Part<'_>) -> Result<(), RenderError> {
        match part {
            Part::Begin(noun) => {
                self.text(if self.sections == 0 { "{" } else { "," })?;
                self.text(&format!("\"{}\":[", name(*noun)))?;
                self.sections += 1;
                self.records = 0;
            }
            Part::User(json) => {
                self.next_record()?;
                self.text(&one_line(json))?;
            }
            Part::Channel {
                id,
                json,
                with_members,
            } => {
                self.next_record()?;
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
                        self.text(&format!("{{\"id\":{},\"mode\":{mode}}}", quoted(id)))?;
                    }
                    None => self.text(&quoted(id))?,
                }
            }
            Part::EndOfMembers { .. } => self.text("]}")?,
            Part::End(_) => self.text(if self.records == 0 { "]" } else { "\n]" })?,
            Part::Pause => {}
        }
        Ok(())
    }

    fn next_record(&mut self) -> Result<(), RenderError> {
        self.records += 1;
        self.text(if self.records == 1 { "\n" } else { ",\n" })
    }

    fn line(&mut self, part: &Part<'_>) -> Result<(), RenderError> {
        match part {
            Part::Begin(_) => self.records = 0,
            Part::User(json) => {
                self.records += 1;
                self.text(&format!("{{\"user\":{}}}\n", one_line(json)))?;
            }
            Part::Channel {
                id,
                json,
                with_members,
            } => {
                self.records += 1;
                self.channel = self.channel_of(id, json);
                if !with_members {
                    self.channel_line("")?;
                }
            }
            Part::Member { channel, id, mode } => {
                self.channel_line("")?;
                let (channel, id) = (quoted(channel), quoted(id));
                let mode = mode.map_or(String::new(), |mode| format!(",\"mode\":{mode}"));
                self.text(&format!(
                    "{{\"member\":{{\"channel\":{channel},\"id\":{id}{mode}}}}}\n"
                ))?;
            }
            // Without it the document would say nothing of the channel's members.
            Part::EndOfMembers { count: 0, .. } => self.channel_line(",\"members\":[]")?,
            Part::End(noun) if self.records == 0 => {
                self.text(&format!("{{\"{}\":[]}}\n", name(*noun)))?;
            }
            Part::EndOfMembers { .. } | Part::End(_) | Part::Pause => {}
        }
        Ok(())
    }

    /// A channel on one line, as far as it is wanted.
    fn channel_of(&self, id: &str, json: &str) -> String {
        match self.with_channels {
            true => one_line(json).into_owned(),
            false => format!("{{\"id\":{}}}", quoted(id)),
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

/// An object without its last bracket.
fn open(json: &str) -> &str {
    json.trim_end().strip_suffix('}').unwrap_or(json).trim_end()
}

fn quoted(text: &str) -> String {
    // Text can always be written as JSON.
    serde_json::to_string(text).unwrap_or_default()
}

fn name(noun: Noun) -> &'static str {
    match noun {
        Noun::User => "users",
        Noun::Channel | Noun::Member => "channels",
    }
}
