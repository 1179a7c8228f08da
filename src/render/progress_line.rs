//! The line that says how far something is: a bar on a terminal, a line every few seconds on a log.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::Console;

/// What is over sooner needs no progress.
const QUIET_AT_FIRST: Duration = Duration::from_millis(700);
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// Where and when progress is shown.
pub struct ProgressLine {
    console: Console,
    begun: Instant,
    said: Instant,
    bar: Option<ProgressBar>,
}

impl ProgressLine {
    pub fn new(console: &Console) -> ProgressLine {
        let now = Instant::now();
        ProgressLine {
            console: console.clone(),
            begun: now,
            said: now,
            bar: None,
        }
    }

    pub fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64().max(0.001)
    }

    /// Shows a text if it is time for one. `position` is how much of the `total` is done; without a
    /// total there is a spinner. `text` is told whether it is for a terminal.
    pub fn show(&mut self, position: u64, total: Option<u64>, text: impl FnOnce(bool) -> String) {
        if self.is_silent() {
            return;
        }
        if self.is_bar() {
            let bar = self.bar(total);
            bar.set_position(position);
            bar.set_message(text(true));
            bar.tick();
        } else if self.said.elapsed() >= BETWEEN_LINES {
            self.said = Instant::now();
            self.console.note(&text(false));
        }
    }

    /// Whether a bar is shown from now on.
    #[cfg(unix)]
    pub fn needs_bar(&self) -> bool {
        !self.is_silent() && self.is_bar()
    }

    fn is_silent(&self) -> bool {
        self.console.is_quiet() || self.begun.elapsed() < QUIET_AT_FIRST
    }

    /// Lines of `--verbose` and a bar would write over each other.
    fn is_bar(&self) -> bool {
        self.console.terminal().stderr && !self.console.is_verbose()
    }

    fn bar(&mut self, total: Option<u64>) -> &ProgressBar {
        self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
            let template = match total {
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
        })
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

/// Whatever ends the work, no bar stays behind.
impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.end();
    }
}
