//! What it takes to get to a document: steps one by one, and counts of them.

use crate::api::Client;
use crate::document::{Difference, Step, StepCounts, StepKind};
use crate::record::ModeScale;

use super::clean::for_terminal;
use super::console::Console;
use super::digits::number_of;
use super::error::RenderError;
use super::json_list::JsonList;
use super::out::Out;

/// Writes steps to standard output.
pub struct StepWriter<'a> {
    out: Out,
    /// Knows the key that must not be shown.
    client: &'a Client,
    console: &'a Console,
    /// Steps are written in words without it.
    json: Option<JsonList>,
}

impl<'a> StepWriter<'a> {
    pub fn new(console: &'a Console, client: &'a Client) -> StepWriter<'a> {
        let is_json = console.jq().is_some() || console.format().is_json();
        StepWriter {
            out: Out::new(),
            client,
            console,
            json: is_json.then(|| JsonList::new(console)),
        }
    }

    pub fn step(&mut self, step: &Step) -> Result<(), RenderError> {
        let (console, client) = (self.console, self.client);
        let Some(list) = &mut self.json else {
            let has_color = console.paints_results();
            let words = words(console, client, step, StepsOf::Diff, has_color);
            return self.out.line(&words);
        };
        let json = step.to_json().map_err(std::io::Error::from)?;
        let json = client.without_key(&json);
        list.push(std::iter::once(&*json), &mut self.out)
    }

    /// Ends the list: closes the array.
    pub fn end(mut self) -> Result<(), RenderError> {
        match self.json {
            Some(list) => list.end(&mut self.out),
            None => self.out.flush(),
        }
    }
}

/// Whose steps they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepsOf {
    /// What is removed needs `--prune`.
    Diff,
    /// All of it is done.
    Apply,
}

/// A step on one line, for standard error.
pub fn step_in_words(console: &Console, client: &Client, step: &Step, of: StepsOf) -> String {
    words(console, client, step, of, console.paints_messages())
}

fn words(console: &Console, client: &Client, step: &Step, of: StepsOf, has_color: bool) -> String {
    let (sign, color) = match step.kind() {
        StepKind::CreateUser | StepKind::CreateChannel | StepKind::AddMember => ('+', "32"),
        StepKind::ModerateUser | StepKind::UpdateChannel | StepKind::ModerateMember => ('~', "33"),
        StepKind::RecreateUser
        | StepKind::CannotChangeUser
        | StepKind::LeaveUser
        | StepKind::CannotCompareUser
        | StepKind::CannotCompareChannel
        | StepKind::RecreateMember
        | StepKind::CannotChangeMember => ('!', "35"),
        StepKind::RemoveMember | StepKind::DeleteChannel | StepKind::DeleteUser => ('-', "31"),
    };
    let noun = step.noun();
    let id = match step.channel() {
        Some(channel) => format!("{channel} {}", step.id()),
        None => step.id().to_owned(),
    };
    let needs = match of {
        StepsOf::Diff if step.kind().is_removal() => " (only with --prune)",
        _ => "",
    };
    let text = format!(
        "{sign} {noun} {id}{}{needs}",
        what(step, console.mode_scale())
    );
    // Ids and values come from outside: control characters are shown, not executed.
    let text = client.without_key(&text);
    let text = for_terminal(&text);
    match has_color {
        true => format!("\u{1b}[{color}m{text}\u{1b}[0m"),
        false => text.into_owned(),
    }
}

/// What is said of a step after the name of its record.
fn what(step: &Step, scale: ModeScale) -> String {
    let changes = |changes: &[Difference]| {
        let change = |Difference { field, from, to }: &Difference| {
            let from = from.as_deref().unwrap_or("nothing");
            format!(" {field} {from} -> {to}")
        };
        let changes: Vec<String> = changes.iter().map(change).collect();
        changes.join(",")
    };
    match step {
        Step::ModerateUser { from, to, .. } | Step::ModerateMember { from, to, .. } => {
            let from = from.map_or("none".to_owned(), |mode| scale.show(mode));
            format!(": mode {from} -> {}", scale.show(*to))
        }
        Step::CannotChangeUser { changes: list, .. } | Step::LeaveUser { changes: list, .. } => {
            format!(": cannot change{}", changes(list))
        }
        Step::CannotChangeMember { mode, .. } => {
            format!(": cannot change mode {} -> none", scale.show(*mode))
        }
        // What is masked says nothing of what is there.
        Step::CannotCompareUser { .. } | Step::CannotCompareChannel { .. } => format!(
            ": cannot compare {}: the record holds the API key",
            step.changed_fields()
        ),
        Step::RecreateUser { changes: list, .. } => format!(": create anew for{}", changes(list)),
        Step::RecreateMember { mode, .. } => {
            format!(": add anew for mode {} -> none", scale.show(*mode))
        }
        Step::UpdateChannel { changes: list, .. } => format!(":{}", changes(list)),
        Step::CreateChannel { members, .. } if !members.is_empty() => {
            let members: Vec<&str> = members.iter().map(|user| user.0.as_str()).collect();
            format!(" with {}", members.join(", "))
        }
        Step::CreateUser { .. }
        | Step::CreateChannel { .. }
        | Step::AddMember { .. }
        | Step::RemoveMember { .. }
        | Step::DeleteChannel { .. }
        | Step::DeleteUser { .. } => String::new(),
    }
}

/// `2 users to create, 1 channel to update`. `with_removals` says whether removals count.
pub fn counted(counts: &StepCounts, with_removals: bool) -> String {
    let texts: Vec<String> = StepKind::ALL
        .into_iter()
        .filter(|kind| counts.of(*kind) > 0 && (with_removals || !kind.is_removal()))
        .map(|kind| {
            let count = counts.of(kind);
            let (noun, what) = match kind {
                StepKind::CreateUser => ("user", "to create"),
                StepKind::ModerateUser => ("user mode", "to change"),
                StepKind::RecreateUser => ("user", "to create anew"),
                StepKind::CannotChangeUser => ("user", "that cannot be changed"),
                StepKind::RecreateMember => ("member", "to add anew"),
                StepKind::LeaveUser => ("user", "with other fields that differ"),
                StepKind::CannotChangeMember => ("member", "that cannot be changed"),
                StepKind::CannotCompareUser => ("user", "that cannot be compared"),
                StepKind::CannotCompareChannel => ("channel", "that cannot be compared"),
                StepKind::CreateChannel => ("channel", "to create"),
                StepKind::UpdateChannel => ("channel", "to update"),
                StepKind::AddMember => ("member", "to add"),
                StepKind::ModerateMember => ("member mode", "to change"),
                StepKind::RemoveMember => ("member", "to remove"),
                StepKind::DeleteChannel => ("channel", "to delete"),
                StepKind::DeleteUser => ("user", "to delete"),
            };
            let members = match (kind, counts.initial_members()) {
                (StepKind::CreateChannel, members @ 1..) => {
                    format!(" with {}", number_of(members, "member", "members"))
                }
                _ => String::new(),
            };
            let records = number_of(count, noun, &format!("{noun}s"));
            format!("{records} {what}{members}")
        })
        .collect();
    texts.join(", ")
}
