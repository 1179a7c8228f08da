//! How far a run is: a bar on a terminal, a line every few seconds on a log.

use std::time::Instant;

use crate::api::Client;
use crate::batch::Accounts;

use super::console::Console;
use super::digits::number_for;
use super::progress_line::ProgressLine;

/// Shows how far a run is.
pub struct Progress {
    client: Client,
    /// `users created`
    what: String,
    /// How many records, or steps, there are in all.
    total: u64,
    line: ProgressLine,
}

impl Progress {
    pub fn new(console: &Console, client: Client, what: String, total: u64) -> Progress {
        Progress {
            client,
            what,
            total,
            line: ProgressLine::new(console),
        }
    }

    pub fn tick(&mut self, accounts: &Accounts) {
        let Progress {
            client,
            what,
            total,
            line,
        } = self;
        // What has been answered, not what has been read: on a slow line most of a short input may
        // be on its way for minutes.
        let ended = accounts.sum();
        let seconds = line.seconds();
        line.show(ended, Some(*total), |is_terminal| {
            let number = |number| number_for(is_terminal, number);
            let rate = (ended as f64 / seconds).round() as u64;
            let mut text = format!("{} {what}, {}/s", number(accounts.done), number(rate));
            for (count, name) in [
                (accounts.unchanged, "unchanged"),
                (accounts.skipped, "skipped"),
                (accounts.rejected, "rejected"),
                (client.retries(), "retries"),
            ] {
                if count > 0 {
                    text.push_str(&format!(", {} {name}", number(count)));
                }
            }
            if let Some(until) = client.paused_until() {
                let left = until.saturating_duration_since(Instant::now()).as_secs() + 1;
                text.push_str(&format!(", waiting {left} s for the service"));
            } else if let Some(left) = seconds_left(ended, *total, seconds) {
                text.push_str(&format!(", {left} s left"));
            }
            text
        });
    }

    /// Does what writes to the terminal, with the bar out of its way.
    pub fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.line.suspend(write)
    }

    /// Clears the bar.
    pub fn end(&self) {
        self.line.end();
    }
}

fn seconds_left(ended: u64, total: u64, seconds: f64) -> Option<u64> {
    let left = total.checked_sub(ended)?;
    (ended > 0).then(|| (seconds * left as f64 / ended as f64).ceil() as u64)
}
