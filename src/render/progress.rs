//! How far a run is: a bar on a terminal, a line every few seconds on a log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::api::Client;
use crate::batch::Accounts;

use super::console::Console;

/// Runs that are over sooner need no progress.
const QUIET_AT_FIRST: Duration = Duration::from_millis(700);
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// Shows how far a run is.
pub struct Progress {
    console: Console,
    client: Client,
    /// `users created`
    what: String,
    bytes_read: Arc<AtomicU64>,
    total_bytes: Option<u64>,
    begun: Instant,
    said: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn new(
        console: &Console,
        client: Client,
        what: String,
        bytes_read: Arc<AtomicU64>,
        total_bytes: Option<u64>,
    ) -> Progress {
        let now = Instant::now();
        Progress {
            console: console.clone(),
            client,
            what,
            bytes_read,
            total_bytes,
            begun: now,
            said: now,
            bar: None,
        }
    }

    pub fn tick(&mut self, accounts: &Accounts) {
        if self.console.is_quiet() || self.begun.elapsed() < QUIET_AT_FIRST {
            return;
        }
        // Lines of `--verbose` and a bar would write over each other.
        if self.console.terminal().stderr && !self.console.is_verbose() {
            let text = self.text(accounts);
            let bar = self.bar();
            bar.set_message(text);
            bar.tick();
        } else if self.said.elapsed() >= BETWEEN_LINES {
            self.said = Instant::now();
            self.console.note(&self.text(accounts));
        }
    }

    fn bar(&mut self) -> &ProgressBar {
        let read = self.bytes_read.load(Ordering::Relaxed);
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(self.total_bytes, ProgressDrawTarget::stderr());
            let template = match self.total_bytes {
                // `wide` cuts at the terminal's width: a second line would stay behind.
                Some(_) => "{bar:16} {percent:>3}% {wide_msg}",
                None => "{spinner} {wide_msg}",
            };
            // The templates above are right; a wrong one would only show the plain bar.
            let style = ProgressStyle::with_template(template)
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style.progress_chars("=> "));
            self.console.set_bar(Some(bar.clone()));
            bar
        });
        bar.set_position(read);
        bar
    }

    fn text(&self, accounts: &Accounts) -> String {
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        let sum = accounts.sum();
        let mut text = format!(
            "{} {}, {:.0}/s",
            accounts.done,
            self.what,
            sum as f64 / seconds
        );
        for (count, name) in [
            (accounts.unchanged, "unchanged"),
            (accounts.skipped, "skipped"),
            (accounts.rejected, "rejected"),
            (self.client.retries(), "retries"),
        ] {
            if count > 0 {
                text.push_str(&format!(", {count} {name}"));
            }
        }
        if let Some(until) = self.client.paused_until() {
            let left = until.saturating_duration_since(Instant::now()).as_secs() + 1;
            text.push_str(&format!(", waiting {left} s for the service"));
        } else if let Some(left) = self.left(seconds) {
            text.push_str(&format!(", {left} s left"));
        }
        text
    }

    fn left(&self, seconds: f64) -> Option<u64> {
        let read = self.bytes_read.load(Ordering::Relaxed);
        let total = self.total_bytes.filter(|total| *total >= read)?;
        (read > 0).then(|| (seconds * (total - read) as f64 / read as f64).ceil() as u64)
    }

    /// Does what writes to the terminal, with the bar out of its way.
    pub fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Clears the bar.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
            self.console.set_bar(None);
        }
    }
}
