//! What a command is handed: settings, the client, the console, confirmation.

mod guards;
mod har_file;
mod outputs;
mod read_only;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crate::api::retry::Limits;
use crate::api::{Client, ClientSettings, MaskedRecords};
use crate::config::{
    ApiKey, ApiUrl, Concurrency, ConfigError, Endpoint, Environment, HeldSettings, InstanceRules,
    Paths, Profiles, ProfilesFile, TargetOptions, resolve_target,
};
use crate::error::{Failure, Kind, Result};
use crate::record::ModeScale;
use crate::render::{self, Console};
use crate::system::{EndSignals, Interrupt};

use har_file::HarFile;
use read_only::why_read_only;

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
    /// The same, where a profile may say it; once that was asked for.
    mode_scale: OnceLock<Option<ModeScale>>,
    /// Once something of it was asked for.
    profiles: OnceLock<ProfilesFile>,
    /// The tree of commands, for completions.
    pub command: fn() -> clap::Command,
    /// Ends clients and runs when it is raised.
    interrupt: Interrupt,
    /// Of all clients of the run.
    masked: MaskedRecords,
    har: HarFile,
}

/// A client and the instance that it talks to.
pub struct Connection {
    pub client: Client,
    /// As people name it: the profile and the host.
    pub name: String,
    /// Which instance it is, whatever the profile is called: the API URL, or the sandbox's file.
    pub place: String,
    /// The profile that decided, or took part in it.
    profile: Option<String>,
    /// What its profiles say about it. If they cannot be read, nothing may be changed.
    rules: std::result::Result<InstanceRules, ConfigError>,
    /// The instance inside this process; it ends with the connection.
    #[cfg(feature = "sandbox")]
    sandbox: Option<crate::sandbox::Sandbox>,
}

impl Connection {
    /// Whether the instance takes records several times as fast in ascending order of their ids. The
    /// store of the sandbox writes a page for nearly each of them otherwise.
    pub fn prefers_order(&self) -> bool {
        #[cfg(feature = "sandbox")]
        return self.sandbox.is_some();
        #[cfg(not(feature = "sandbox"))]
        false
    }

    /// The profile that decided, or took part in it.
    pub fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// The directory that a profile of the instance wants backups in.
    pub fn backup_dir(&self) -> Option<&Path> {
        self.rules.as_ref().ok()?.backup.as_deref()
    }
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

    /// Settles the instance and makes a client for it. Sends nothing.
    pub fn connect(&self) -> Result<Connection> {
        self.connect_to(&self.options.target, self.options.retries)
    }

    /// The same for other options than those of the command line.
    pub fn connect_to(&self, options: &TargetOptions, retries: u32) -> Result<Connection> {
        let profiles = self.profiles()?;
        let (target, endpoint) = resolve_target(options, &self.environment, profiles)?;
        let rules = InstanceRules::of(&target, profiles);
        self.console.name_modes_by(self.scale());
        for note in &target.notes {
            self.console.detail(note);
        }
        if let Some(exposed) = &target.exposed {
            self.console.warn(exposed);
        }
        match &endpoint {
            Endpoint::Remote { api_url, key } => {
                if api_url.is_open() {
                    self.console.warn(&format!(
                        "the API key goes to {} in plain http, where others can read it",
                        api_url.host()
                    ));
                }
                let name = match &target.profile {
                    Some(profile) => format!("profile `{profile}` ({})", api_url.host()),
                    None => api_url.host(),
                };
                Ok(Connection {
                    client: self.client(
                        api_url,
                        key,
                        &target.held,
                        retries,
                        why_read_only(&rules, api_url),
                    )?,
                    name,
                    place: api_url.as_url().to_string(),
                    profile: target.profile.clone(),
                    rules,
                    #[cfg(feature = "sandbox")]
                    sandbox: None,
                })
            }
            #[cfg(feature = "sandbox")]
            Endpoint::Sandbox => self.connect_sandbox(),
            #[cfg(not(feature = "sandbox"))]
            Endpoint::Sandbox => Err(Failure::new(
                Kind::Config,
                "this build of cyxth has no sandbox",
            )),
        }
    }

    #[cfg(feature = "sandbox")]
    fn connect_sandbox(&self) -> Result<Connection> {
        use crate::config::{SANDBOX, check_regular};
        use crate::sandbox::{
            Faults, PATIENCE, SandboxSettings, StoreLocation, made_up_key, start,
        };
        let path = self.paths.sandbox()?;
        check_regular(&path)?;
        let sandbox = start(SandboxSettings {
            listen: ([127, 0, 0, 1], 0).into(),
            name: None,
            patience: PATIENCE,
            location: StoreLocation::File(path.clone()),
            api_key: made_up_key()?,
            member_delay: Duration::ZERO,
            faults: Faults::default(),
        })?;
        let url = ApiUrl::parse(&format!("http://{}/api", sandbox.address()))?;
        let key = ApiKey::new(sandbox.api_key().to_owned());
        Ok(Connection {
            client: self.client(
                &url,
                &key,
                &HeldSettings::default(),
                self.options.retries,
                None,
            )?,
            name: format!("profile `sandbox` ({})", path.display()),
            place: path.display().to_string(),
            profile: Some(SANDBOX.to_owned()),
            rules: Ok(InstanceRules::default()),
            sandbox: Some(sandbox),
        })
    }

    /// A client for an API URL, with the settings of this run, and what the profile holds where
    /// neither option nor variable says otherwise.
    pub fn client(
        &self,
        api_url: &ApiUrl,
        key: &ApiKey,
        held: &HeldSettings,
        retries: u32,
        read_only: Option<String>,
    ) -> Result<Client> {
        // A variable that is set for another instance does not concern one on this machine.
        let of_environment = self.environment.ca_cert.as_deref();
        let not_given = of_environment
            .or(held.ca_cert.as_deref())
            .filter(|_| api_url.as_url().scheme() == "https");
        let root_certificates = match self.options.ca_cert.as_deref().or(not_given) {
            Some(path) => crate::config::certificates(path)?,
            None => Vec::new(),
        };
        let is_https = api_url.as_url().scheme() == "https";
        if let Some(path) = self.environment.ssl_cert_file.as_ref().filter(|_| is_https) {
            crate::config::check_system_file("SSL_CERT_FILE", path)?;
        }
        // Requests to this machine take no proxy, and the variables are not read.
        let proxy = if is_https {
            self.environment.proxy()?
        } else {
            None
        };
        Ok(Client::new(ClientSettings {
            proxy,
            api_url: api_url.as_url().clone(),
            is_loopback: api_url.is_loopback(),
            api_key: key.secret(),
            timeout: self.options.timeout,
            limits: Limits {
                retries,
                max_wait: self.options.max_wait,
            },
            concurrency: self
                .options
                .concurrency
                .or(held.concurrency)
                .unwrap_or_default(),
            page_size: self.options.page_size,
            rate: self.options.rate.or(held.rate),
            deadline: self.options.deadline,
            interrupt: self.interrupt.clone(),
            dry_run: self.options.dry_run,
            read_only,
            masked: self.masked.clone(),
            root_certificates,
            trace: Arc::new(self.console.clone()),
            archive: self.archive()?,
        })?)
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
        std::thread::spawn(move || {
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
}

impl Context {
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
