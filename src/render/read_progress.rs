//! How far a long reading is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[cfg(unix)]
use crate::system::{Asked, SignalWatch};

use super::console::Console;
use super::digits::number_for;
use super::error::RenderError;
use super::progress_line::ProgressLine;

/// Shows how far a reading is. While there is a bar, Ctrl-C takes it away before the process ends.
pub struct ReadProgress {
    /// `users read`
    what: String,
    read: Arc<AtomicU64>,
    line: ProgressLine,
    is_shown: bool,
    #[cfg(unix)]
    signals: Option<SignalWatch>,
}

impl ReadProgress {
    /// `read` counts the records. Where the terminal shows the records themselves, no progress is
    /// shown beside them.
    pub fn new(
        console: &Console,
        what: impl Into<String>,
        read: &Arc<AtomicU64>,
        prints_records: bool,
    ) -> ReadProgress {
        ReadProgress {
            what: what.into(),
            read: Arc::clone(read),
            line: ProgressLine::new(console),
            is_shown: !(prints_records && console.terminal().stdout),
            #[cfg(unix)]
            signals: None,
        }
    }

    /// Shows how far it is by now. Fails if somebody has asked for the end meanwhile.
    pub fn tick(&mut self) -> Result<(), RenderError> {
        if !self.is_shown {
            return Ok(());
        }
        self.obey_signals()?;
        // Before there is a bar, which a signal that comes right after it would leave behind.
        #[cfg(unix)]
        if self.signals.is_none() && self.line.needs_bar() {
            self.signals = SignalWatch::begin().ok();
        }
        let read = self.read.load(Ordering::Relaxed);
        let rate = (read as f64 / self.line.seconds()).round() as u64;
        let what = &self.what;
        self.line.show(read, None, |is_terminal| {
            let read = number_for(is_terminal, read);
            format!("{read} {what}, {}/s", number_for(is_terminal, rate))
        });
        Ok(())
    }

    #[cfg(unix)]
    fn obey_signals(&self) -> Result<(), RenderError> {
        let Some(signals) = &self.signals else {
            return Ok(());
        };
        match signals.take() {
            Some(Asked::End) => {
                self.line.end();
                return Err(RenderError::Interrupted);
            }
            Some(Asked::Quit) => self.line.suspend(|| signals.quit()),
            Some(Asked::Stop) => self.line.suspend(|| signals.stop()),
            Some(Asked::Continue) | None => {}
        }
        Ok(())
    }

    #[cfg(not(unix))]
    fn obey_signals(&self) -> Result<(), RenderError> {
        Ok(())
    }
}
