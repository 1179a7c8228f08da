//! What it takes to get to a document: steps one by one, and counts of them.

use crate::api::Client;
use crate::document::{Counts, Difference, KINDS, Kind, Step};
use crate::record::Mode;

use super::{Console, Format, Out, RenderError, for_terminal};

/// Writes steps to standard output.
pub struct StepWriter<'a> {
    out: Out,
    format: Format,
    color: bool,
    for_terminal: bool,
    written: u64,
    /// Knows the key that must not be shown.
    client: &'a Client,
}

impl<'a> StepWriter<'a> {
    pub fn new(console: &Console, client: &'a Client) -> StepWriter<'a> {
        StepWriter {
            out: Out::new(),
            format: console.format(),
            color: console.paints_results(),
            for_terminal: console.terminal().stdout,
            written: 0,
            client,
        }
    }

    pub fn step(&mut self, step: &Step) -> Result<(), RenderError> {
        let text = match self.format {
            Format::Json | Format::Jsonl => {
                let json = self.client.without_key(&step.to_json()).into_owned();
                match self.for_terminal {
                    true => super::clean::json_for_terminal(&json).into_owned(),
                    false => json,
                }
            }
            _ => self.words(step),
        };
        if self.format == Format::Json {
            self.out
                .bytes(if self.written == 0 { b"[" } else { b",\n" })?;
            self.out.bytes(text.as_bytes())?;
        } else {
            self.out.line(&text)?;
        }
        self.written += 1;
        Ok(())
    }

    /// Closes the array.
    pub fn end(mut self) -> Result<(), RenderError> {
        match self.format {
            Format::Json if self.written == 0 => self.out.bytes(b"[]\n")?,
            Format::Json => self.out.bytes(b"]\n")?,
            _ => {}
        }
        self.out.flush()
    }

    fn words(&self, step: &Step) -> String {
        let Step {
            kind, channel, id, ..
        } = step;
        let (sign, color, noun) = match kind {
            Kind::CreateUser => ('+', "32", "user"),
            Kind::CreateChannel => ('+', "32", "channel"),
            Kind::AddMember => ('+', "32", "member"),
            Kind::UserMode => ('~', "33", "user"),
            Kind::UpdateChannel => ('~', "33", "channel"),
            Kind::MemberMode => ('~', "33", "member"),
            Kind::RecreateUser => ('!', "35", "user"),
            Kind::CannotChangeUser | Kind::LeaveUser => ('!', "35", "user"),
            Kind::CannotCompareUser => ('!', "35", "user"),
            Kind::CannotCompareChannel => ('!', "35", "channel"),
            Kind::RecreateMember => ('!', "35", "member"),
            Kind::CannotChangeMember => ('!', "35", "member"),
            Kind::RemoveMember => ('-', "31", "member"),
            Kind::DeleteChannel => ('-', "31", "channel"),
            Kind::DeleteUser => ('-', "31", "user"),
        };
        let mut text = format!("{sign} {noun} ");
        if !channel.is_empty() {
            text.push_str(&format!("{channel} "));
        }
        text.push_str(id);
        match kind {
            Kind::UserMode | Kind::MemberMode => {
                let words =
                    |mode: Option<u64>| mode.map_or("none".to_owned(), |m| Mode(m).to_string());
                text.push_str(&format!(
                    ": mode {} -> {}",
                    words(step.from),
                    words(step.to)
                ));
            }
            Kind::CannotChangeUser | Kind::LeaveUser | Kind::CannotChangeMember => {
                text.push_str(": cannot change");
            }
            Kind::CannotCompareUser | Kind::CannotCompareChannel => {
                let fields: Vec<&str> = step.changes.iter().map(|c| c.field.as_str()).collect();
                let fields = fields.join(" and ");
                text.push_str(&format!(
                    ": cannot compare {fields}: the record holds the API key"
                ));
            }
            Kind::RecreateUser => text.push_str(": create anew for"),
            Kind::RecreateMember => text.push_str(": add anew for"),
            Kind::UpdateChannel => text.push(':'),
            Kind::CreateChannel if !step.members.is_empty() => {
                text.push_str(&format!(" with {}", step.members.join(", ")));
            }
            _ => {}
        }
        // What is masked says nothing of what is there.
        let changes: &[Difference] = match kind {
            Kind::CannotCompareUser | Kind::CannotCompareChannel => &[],
            _ => &step.changes,
        };
        for (at, Difference { field, from, to }) in changes.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            // Of a member it is the mode, and there is none to go to.
            if let (false, Some(from)) = (channel.is_empty(), from) {
                let from = from
                    .parse()
                    .map_or(from.clone(), |mode| Mode(mode).to_string());
                text.push_str(&format!("{comma} mode {from} -> none"));
                continue;
            }
            let from = from.as_deref().unwrap_or("nothing");
            text.push_str(&format!("{comma} {field} {from} -> {to}"));
        }
        // Ids and values come from outside: control characters are shown, not executed.
        let text = self.client.without_key(&text);
        let text = for_terminal(&text);
        match self.color {
            true => format!("\u{1b}[{color}m{text}\u{1b}[0m"),
            false => text.into_owned(),
        }
    }
}

/// `2 users to create, 1 channel to update`; without removals where they are not meant.
pub fn counted(counts: &Counts, with_removals: bool) -> String {
    let texts: Vec<String> = KINDS
        .iter()
        .filter(|kind| counts.of(**kind) > 0 && (with_removals || !kind.is_removal()))
        .map(|kind| {
            let count = counts.of(*kind);
            let (noun, what) = match kind {
                Kind::CreateUser => ("user", "to create"),
                Kind::UserMode => ("user mode", "to change"),
                Kind::RecreateUser => ("user", "to create anew"),
                Kind::CannotChangeUser => ("user", "that cannot be changed"),
                Kind::RecreateMember => ("member", "to add anew"),
                Kind::LeaveUser => ("user", "with other fields that differ"),
                Kind::CannotChangeMember => ("member", "that cannot be changed"),
                Kind::CannotCompareUser => ("user", "that cannot be compared"),
                Kind::CannotCompareChannel => ("channel", "that cannot be compared"),
                Kind::CreateChannel => ("channel", "to create"),
                Kind::UpdateChannel => ("channel", "to update"),
                Kind::AddMember => ("member", "to add"),
                Kind::MemberMode => ("member mode", "to change"),
                Kind::RemoveMember => ("member", "to remove"),
                Kind::DeleteChannel => ("channel", "to delete"),
                Kind::DeleteUser => ("user", "to delete"),
            };
            let plural = |count| if count == 1 { "" } else { "s" };
            let members = match (kind, counts.initial_members()) {
                (Kind::CreateChannel, members @ 1..) => {
                    format!(" with {members} member{}", plural(members))
                }
                _ => String::new(),
            };
            format!("{count} {noun}{} {what}{members}", plural(count))
        })
        .collect();
    texts.join(", ")
}
