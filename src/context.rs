//! What a command is handed: settings, the client, the console, confirmation.

mod connect;
mod connection;
mod guards;
mod har_file;
mod modes;
mod outputs;
mod read_only;

use std::future::Future;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::api::MaskedRecords;
use crate::config::{
    Concurrency, ConfigError, Environment, Paths, Profiles, ProfilesFile, TargetOptions,
};
use crate::error::{Failure, Kind, Result};
use crate::record::ModeScale;
use crate::render::{self, Console};
use crate::system::{EndSignals, Interrupt};

pub use connection::Connection;
use har_file::HarFile;

/// The global options, settled.
#[derive(Debug)]
pub struct Options {
    pub target: TargetOptions,
    /// The format as it was asked for by an option.
    pub output: Option<render::Format>,
    pub columns: Option<Vec<String>>,
    pub dry_run: bool,
    pub yes: bool,
    pub confirm: Option<String>,
    pub timeout: Duration,
    pub retries: u32,
    pub max_wait: Duration,
    pub concurrency: Option<Concurrency>,
    pub rate: Option<f64>,
    pub deadline: Option<Instant>,
    pub batch_size: usize,
    /// Records a page.
    pub page_size: Option<u64>,
    pub ca_cert: Option<PathBuf>,
    /// Where all requests are kept.
    pub har: Option<PathBuf>,
    pub mode_scale: Option<ModeScale>,
    pub backup: Option<PathBuf>,
}

pub struct Context {
    pub console: Console,
    pub options: Options,
    pub environment: Environment,
    pub paths: Paths,
    /// What the names of modes stand for, where an option or a variable says it.
    given_scale: Option<ModeScale>,
    /// The same, where a profile may say it too; set once it was asked for.
    mode_scale: OnceLock<Option<ModeScale>>,
    /// Set once something of it was asked for.
    profiles: OnceLock<ProfilesFile>,
    /// The tree of commands, for completions.
    pub command: fn() -> clap::Command,
    /// Ends clients and runs when it is raised.
    interrupt: Interrupt,
    /// The records that held the key, for all clients of the run.
    masked: MaskedRecords,
    har: HarFile,
}

impl Context {
    pub fn new(
        console: Console,
        environment: Environment,
        options: Options,
        command: fn() -> clap::Command,
    ) -> Context {
        Context {
            console,
            options,
            paths: Paths::new(&environment),
            environment,
            command,
            given_scale: None,
            mode_scale: OnceLock::new(),
            profiles: OnceLock::new(),
            interrupt: Interrupt::default(),
            masked: MaskedRecords::default(),
            har: HarFile::default(),
        }
    }

    /// The stored profiles, as they are when something of them is first needed.
    pub fn profiles(&self) -> Result<&ProfilesFile, ConfigError> {
        match self.profiles.get() {
            Some(profiles) => Ok(profiles),
            None => {
                let file = ProfilesFile::at(self.paths.profiles()?);
                Ok(self.profiles.get_or_init(|| file))
            }
        }
    }

    /// Warns if a service put the key into records, which were therefore shown masked.
    pub fn warn_of_masked_records(&self) {
        let count = self.masked.count();
        if count > 0 {
            let records = if count == 1 { "record" } else { "records" };
            self.console.warn(&format!(
                "{count} {records} held the API key and {} shown masked",
                if count == 1 { "is" } else { "are" }
            ));
        }
    }

    /// Warns if others can read stored keys. `strict` checks the directory too.
    pub fn warn_of_exposed_keys(&self, profiles: &Profiles, strict: bool) {
        if let Some(text) = profiles.exposed(strict) {
            self.console.warn(&text);
        }
    }

    /// Runs network work. Only commands that need it pay for a runtime.
    pub fn block_on<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::from(error).context("cannot start the runtime"))?;
        let result = runtime.block_on(work);
        // A reader that still waits for standard input must not hold up the end.
        runtime.shutdown_background();
        result
    }

    /// While the result lives, the deadline of the run applies to reading the input too, which waits
    /// for other programs and cannot be cancelled. Nothing has been sent by then.
    pub fn deadline_of_reading(&self) -> Option<mpsc::Sender<()>> {
        let left = self
            .options
            .deadline?
            .saturating_duration_since(Instant::now());
        let (done, is_done) = mpsc::channel::<()>();
        let console = self.console.clone();
        // Without a thread the deadline is kept from the first request on.
        let _ = std::thread::Builder::new().spawn(move || {
            if is_done.recv_timeout(left) == Err(mpsc::RecvTimeoutError::Timeout) {
                let failure = Failure::new(
                    Kind::Network,
                    "the deadline of the run has passed while the input was read; nothing was sent",
                );
                failure.report(&console);
                // The reading cannot be cancelled.
                end_at_once(failure.kind);
            }
        });
        Some(done)
    }

    /// From here on the first Ctrl-C lets requests in flight finish; the second one ends the
    /// process at once. SIGTERM and SIGHUP, with which schedulers and terminals ask for an end, do
    /// the same.
    pub fn on_interrupt(&self) -> Interrupt {
        let interrupt = self.interrupt.clone();
        let console = self.console.clone();
        // Before anything is waited for: a signal that comes from here on is not lost.
        let Ok(mut signals) = EndSignals::of_run() else {
            // Without a handler the signal simply ends the process.
            return interrupt;
        };
        let raised = interrupt.clone();
        let archive = self.har.begun();
        tokio::spawn(async move {
            signals.wait().await;
            raised.raise();
            console.note("requests in flight are finished; once more ends at once");
            signals.wait().await;
            if let Some(archive) = archive {
                archive.end_in_a_hurry();
            }
            end_at_once(Kind::Interrupted);
        });
        interrupt
    }
}

/// Ends the process at once, because somebody insists. Nothing else does this.
fn end_at_once(kind: Kind) -> ! {
    #[allow(clippy::disallowed_methods, reason = "nothing is waited for here")]
    std::process::exit(i32::from(kind.exit_code()))
}
