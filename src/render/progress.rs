//! How far a run is: a bar on a terminal, a line every few seconds on a log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
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
    bytes_read: Arc<AtomicU64>,
    total_bytes: Option<u64>,
    line: ProgressLine,
}

impl Progress {
    pub fn new(
        console: &Console,
        client: Client,
        what: String,
        bytes_read: Arc<AtomicU64>,
        total_bytes: Option<u64>,
    ) -> Progress {
        Progress {
            client,
            what,
            bytes_read,
            total_bytes,
            line: ProgressLine::new(console),
        }
    }

    pub fn tick(&mut self, accounts: &Accounts) {
        let Progress {
            client,
            what,
            bytes_read,
            total_bytes,
            line,
        } = self;
        let read = bytes_read.load(Ordering::Relaxed);
        let seconds = line.seconds();
        line.show(read, *total_bytes, |is_terminal| {
            let number = |number| number_for(is_terminal, number);
            let rate = (accounts.sum() as f64 / seconds).round() as u64;
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
            } else if let Some(left) = seconds_left(read, *total_bytes, seconds) {
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

fn seconds_left(read: u64, total: Option<u64>, seconds: f64) -> Option<u64> {
    let total = total.filter(|total| *total >= read)?;
    (read > 0).then(|| (seconds * (total - read) as f64 / read as f64).ceil() as u64)
}
