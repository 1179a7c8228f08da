//! What a change did, in a sentence or as an object.

use serde::Serialize;

use crate::api::Collection;
use crate::batch::Accounts;

use super::console::Console;
use super::digits::number_for;
use super::error::RenderError;
use super::jq_output::print_json;
use super::out::print_line;

/// `2 users, 1 channel and 5 members`.
pub fn counted_records(users: u64, channels: u64, members: u64) -> String {
    format!(
        "{}, {} and {}",
        Collection::Users.counted(users),
        Collection::Channels.counted(channels),
        Collection::Members(String::new()).counted(members)
    )
}

/// The result of a change.
pub struct Summary<'a> {
    pub accounts: &'a Accounts,
    /// `created`, `deleted`, …
    pub past: &'a str,
    pub singular: &'a str,
    pub plural: &'a str,
    /// Why records are unchanged, for one record and for several.
    pub why_unchanged: Option<(&'a str, &'a str)>,
}

impl Summary<'_> {
    /// Prints the result of a run that failed: on standard output if anything was done, otherwise on
    /// standard error.
    pub fn print(&self, console: &Console) -> Result<(), RenderError> {
        if self.accounts.done == 0 {
            self.tell(console);
            return Ok(());
        }
        self.print_result(console)
    }

    /// Prints the result of a run that only checked its input.
    pub fn print_checked(&self, console: &Console) -> Result<(), RenderError> {
        if console.format().is_json() {
            return print_json(console, &self.json());
        }
        let count = self.accounts.input;
        let number = number_for(console.terminal().stdout, count);
        print_line(&format!("no mistake in {number} {}", self.noun(count)))
    }

    /// Prints it on standard output, also where nothing had to be done.
    pub fn print_result(&self, console: &Console) -> Result<(), RenderError> {
        if console.format().is_json() {
            return print_json(console, &self.json());
        }
        print_line(&self.sentence(console.terminal().stdout))
    }

    /// Prints it on standard error, where standard output has other results or none.
    pub fn tell(&self, console: &Console) {
        if !console.is_quiet() {
            console.raw(&match console.format().is_json() {
                true => self.json(),
                false => self.sentence(console.terminal().stderr),
            });
        }
    }

    fn noun(&self, count: u64) -> &str {
        if count == 1 {
            self.singular
        } else {
            self.plural
        }
    }

    /// Scripts read this sentence too: its numbers are in groups on a terminal alone.
    fn sentence(&self, is_terminal: bool) -> String {
        let accounts = self.accounts;
        let number = |count| number_for(is_terminal, count);
        let mut text = format!("{} {}", self.past, number(accounts.done));
        if accounts.done != accounts.input {
            text.push_str(&format!(" of {}", number(accounts.input)));
        }
        text.push_str(&format!(" {}", self.noun(accounts.input)));
        let others: Vec<String> = [
            (accounts.unchanged, "unchanged"),
            (accounts.skipped, "skipped"),
            (accounts.rejected, "rejected"),
            (accounts.not_sent, "not sent"),
            (accounts.unknown, "unknown"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| {
            let shown = number(count);
            match (self.why_unchanged, name, count) {
                (Some((why, _)), "unchanged", 1) => format!("1 unchanged (1 {why})"),
                (Some((_, why)), "unchanged", _) => format!("{shown} unchanged ({shown} {why})"),
                _ => format!("{shown} {name}"),
            }
        })
        .collect();
        if !others.is_empty() {
            text.push_str(": ");
            text.push_str(&others.join(", "));
        }
        if accounts.unconfirmed {
            text.push_str(" (count not confirmed)");
        }
        text
    }

    fn json(&self) -> String {
        let accounts = self.accounts;
        let object = SummaryObject {
            status: accounts.done,
            input: accounts.input,
            unchanged: accounts.unchanged,
            skipped: accounts.skipped,
            rejected: accounts.rejected,
            not_sent: accounts.not_sent,
            unknown: accounts.unknown,
            requests: accounts.requests,
        };
        // Cannot fail: it holds nothing but numbers.
        serde_json::to_string(&object).unwrap_or_default()
    }
}

/// The status and all counts that are not zero.
#[derive(Serialize)]
struct SummaryObject {
    status: u64,
    #[serde(skip_serializing_if = "is_zero")]
    input: u64,
    #[serde(skip_serializing_if = "is_zero")]
    unchanged: u64,
    #[serde(skip_serializing_if = "is_zero")]
    skipped: u64,
    #[serde(skip_serializing_if = "is_zero")]
    rejected: u64,
    #[serde(skip_serializing_if = "is_zero")]
    not_sent: u64,
    #[serde(skip_serializing_if = "is_zero")]
    unknown: u64,
    #[serde(skip_serializing_if = "is_zero")]
    requests: u64,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}
