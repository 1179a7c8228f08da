//! `cyxth sandbox`: a Cyxth instance on this machine.

use std::net::{SocketAddr, ToSocketAddrs};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use crate::commands::question::named;
use crate::config::{ApiKey, check_regular};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Out, counted_records, print_json};
use crate::sandbox::{
    self, Cursor, Fault, Faults, LargestPage, Latency, RateLimit, Rules, SandboxError,
    SandboxSettings, StoreLocation,
};
use crate::system::EndSignals;

use super::arguments::to_json;

#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Serve an instance to other programs until Ctrl-C or SIGTERM
    ///
    /// Prints one line with the app URL and the API key when it is ready; with `-o json` an
    /// object {"app_url", "api_url", "api_key", "pid"}. It answers under /api, and without it.
    ///
    /// It can be told to have faults, so that a pipeline can be tried against them.
    #[command(after_help = "\
Examples:
  cyxth sandbox serve
  cyxth sandbox serve --listen 127.0.0.1:4000 --in-memory --api-key test_key
  cyxth sandbox serve -o json > ready.json &

  Answers after 150 to 250 ms, one in twenty lost after the change was made:
  cyxth sandbox serve --latency 200±50 --fail 5%:reset-after --seed 1

  A service that is busy, and lets ten requests a second through:
  cyxth sandbox serve --fail 0.1:503 --fail 0.02:stall --rate-limit 10

  Short pages that begin at their cursor, which must exist:
  cyxth sandbox serve --cursor inclusive,existing --max-page 7

  A service that is as strict as it can be:
  cyxth sandbox serve --strict --strict-add --max-body 100000 --max-page 50:reject")]
    // Boxed: it has many options, and the others none.
    Serve(Box<Serve>),
    /// Empty the instance of the profile `sandbox`
    ///
    /// Asks first; --yes confirms.
    #[command(after_help = "\
Examples:
  cyxth sandbox reset
  cyxth sandbox reset --yes")]
    Reset,
    /// Print the file that holds the instance of the profile `sandbox`
    ///
    /// The variable CYXTH_DATA_DIR moves it.
    #[command(after_help = "\
Examples:
  cyxth sandbox path
  cp \"$(cyxth sandbox path)\" backup.db")]
    Path,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Address, or name, and port to listen on; port 0 takes a free one
    ///
    /// On loopback it answers requests for this machine and for the name given here alone, so that no web
    /// page that makes its own name lead here gets through. Any other address needs --api-key: others
    /// can reach it, and what they send is not encrypted. They need --allow-http.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: String,
    /// File that holds the instance; without it the one of the profile `sandbox`
    #[arg(long, value_name = "FILE", conflicts_with = "in_memory")]
    data: Option<PathBuf>,
    /// Keep everything in memory; it is gone at the end
    #[arg(long)]
    in_memory: bool,
    /// The API key to accept; without it one is made up
    #[arg(long, value_name = "KEY")]
    api_key: Option<String>,
    /// How long initial members of a channel take to be added, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    member_delay: u64,
    /// Close a connection whose client takes longer for a request, or for the next one, or to take
    /// a part of an answer
    #[arg(long, value_name = "SECONDS", default_value = "30",
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    idle_timeout: u64,
    #[command(flatten)]
    faults: FaultOptions,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Faults")]
pub struct FaultOptions {
    /// Hold each answer back, 200 or 200±50 milliseconds (200+-50 is the same)
    ///
    /// With a spread, each length within it is as likely as the next. Example: --latency 200±50
    #[arg(long, value_name = "MS[±MS]")]
    latency: Option<Latency>,
    /// Let a share of the requests go wrong: RATE:WHAT, as 5%:503 (repeatable)
    ///
    /// RATE is from 0 to 1 or a percentage; WHAT is one of
    ///   400..599      an error with this status. With 4xx nothing was changed, with 5xx
    ///                 the change was made half of the time; 429 has Retry-After: 0
    ///   reset-before  the connection is reset, nothing was changed
    ///   reset-after   the change is made, then the connection is reset without an answer
    ///   stall         the change is made, and no answer ever comes
    ///   truncate      the change is made, and the answer breaks off in the middle
    ///   html          the change is made, and the answer is an HTML page with status 200
    ///
    /// Reads are hit too. At most one fault hits a request, so the rates add up to at most 100%.
    /// Example: --fail 5%:503 --fail 0.01:reset-after
    // Without a colon in the name of the value, which zsh's completion would take for its own.
    #[arg(long, value_name = "FAULT", verbatim_doc_comment)]
    fail: Vec<Fault>,
    /// Turn away more than N requests a second: N for a 429, N:STATUS for another status
    ///
    /// A 429 has Retry-After: 1, another status has no such header, as with nginx, which answers
    /// 503. After a pause, N may come at once. Example: --rate-limit 10 or --rate-limit 20:503
    // Without a colon in the name of the value, which zsh's completion would take for its own.
    #[arg(long, value_name = "LIMIT")]
    rate_limit: Option<RateLimit>,
    /// Begin the random numbers here, to meet the same faults again
    ///
    /// The same requests in the same order meet the same faults. Without it a seed is made up, and
    /// named on standard error. Example: --seed 42
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How pages take `starting_after`: inclusive, existing, spaced and others
    ///
    /// A page begins after the cursor (`exclusive`, as without this) or at it (`inclusive`). A
    /// cursor that names nothing in the list is taken; or it is refused with 400 (`existing`), or
    /// its page is empty (`existing-empty`), or the first one (`existing-first`). With `spaced` only
    /// `starting after` is read, as the vendor's table writes it, otherwise both names. One of each
    /// goes together. Example: --cursor inclusive,existing
    #[arg(long, value_name = "MODE")]
    cursor: Option<Cursor>,
    /// Give no more than N records a page; with `N:reject`, refuse larger limits with 400
    ///
    /// Example: --max-page 7, --max-page 100:reject
    #[arg(long, value_name = "N")]
    max_page: Option<LargestPage>,
    /// Answer 413 to a larger body than this; 8 MiB without it
    ///
    /// Example: --max-body 100000
    #[arg(long, value_name = "BYTES")]
    max_body: Option<NonZeroUsize>,
    /// Refuse to create a user or channel without a name
    ///
    /// The vendor's OpenAPI requires one, the reference does not say so.
    #[arg(long)]
    strict: bool,
    /// Refuse to add members of whom one is there already
    #[arg(long)]
    strict_add: bool,
}

impl FaultOptions {
    fn settle(self, context: &Context) -> Result<Faults> {
        let mut faults = Faults {
            latency: self.latency,
            failures: self.fail,
            rate_limit: self.rate_limit,
            seed: self.seed,
            cursor: self.cursor.unwrap_or_default(),
            largest_page: self.max_page,
            largest_body: self.max_body,
            rules: Rules {
                strict: self.strict,
                strict_add: self.strict_add,
            },
        };
        faults
            .check()
            .map_err(|error| Failure::usage(format!("--fail: {error}")))?;
        if faults.is_random() && faults.seed.is_none() {
            // Not large: it is to be typed again.
            let seed = fastrand::u64(..1_000_000);
            faults.seed = Some(seed);
            context
                .console
                .note(&format!("the same faults again: --seed {seed}"));
        }
        Ok(faults)
    }
}

pub fn run(command: SandboxCommand, context: &Context) -> Result<()> {
    match command {
        SandboxCommand::Serve(arguments) => serve(*arguments, context),
        SandboxCommand::Reset => reset(context),
        SandboxCommand::Path => {
            let path = context.paths.sandbox()?.display().to_string();
            if context.console.format().is_json() {
                let json = to_json(&json!({ "path": path }))?;
                return Ok(print_json(&context.console, &json)?);
            }
            let mut out = Out::new();
            out.line(&path)?;
            Ok(out.flush()?)
        }
    }
}

fn serve(arguments: Serve, context: &Context) -> Result<()> {
    let listen = Listen::of(&arguments.listen)?;
    if !listen.is_loopback() {
        if arguments.api_key.is_none() {
            return Err(Failure::usage(format!(
                "--listen {}: others can reach that address, so it needs an --api-key of your own",
                arguments.listen
            ))
            .hint("an address of this machine alone is 127.0.0.1 or [::1]"));
        }
        context.console.warn(
            "others can reach this instance, and keys and records go over the network in plain http",
        );
    }
    let api_key = match arguments.api_key {
        Some(key) => ApiKey::checked(key, "--api-key")
            .map_err(|error| Failure::usage(error.to_string()))?
            .expose()
            .to_owned(),
        None => sandbox::made_up_key()?,
    };
    let is_named = arguments.data.is_some() && arguments.data != context.paths.sandbox().ok();
    let location = match arguments.data {
        _ if arguments.in_memory => StoreLocation::Memory,
        Some(path) => StoreLocation::File(path),
        None => StoreLocation::File(context.paths.sandbox()?),
    };
    if let StoreLocation::File(path) = &location {
        check_regular(path)?;
    }
    let faults = arguments.faults.settle(context)?;
    context.block_on(async {
        // Before anybody can know that the server is there, so that no signal is missed.
        let mut signals = EndSignals::of_server()?;
        let sandbox = listen.start(|listen, name| SandboxSettings {
            listen,
            name,
            location: location.clone(),
            api_key: api_key.clone(),
            member_delay: Duration::from_millis(arguments.member_delay),
            patience: Duration::from_secs(arguments.idle_timeout),
            faults: faults.clone(),
        });
        let sandbox = sandbox.map_err(|failure| match failure.hint {
            // What helps the store of the profile does nothing for another file.
            Some(_) if is_named && failure.is_of_store() => {
                failure.hint("`--data FILE` with another name begins a new store")
            }
            _ => failure,
        })?;
        announce(&sandbox, listen.name.as_deref(), context)?;
        signals.wait().await;
        sandbox.stop();
        Ok(())
    })
}

/// Where to listen.
struct Listen {
    /// The name that was given, unless it is an address.
    name: Option<String>,
    addresses: Vec<SocketAddr>,
}

impl Listen {
    fn of(text: &str) -> Result<Listen> {
        if let Ok(address) = text.parse() {
            return Ok(Listen {
                name: None,
                addresses: vec![address],
            });
        }
        let usage = |why: String| {
            Failure::usage(format!("--listen {text}: {why}"))
                .hint("it looks like 127.0.0.1:4000, [::1]:4000 or localhost:4000; port 0 is any free one")
        };
        let (name, port) = text
            .rsplit_once(':')
            .filter(|(name, _)| !name.is_empty() && !name.contains(':'))
            .ok_or_else(|| {
                usage("expected an address or a name, a colon, and a port".to_owned())
            })?;
        let port: u16 = port
            .parse()
            .map_err(|_| usage(format!("`{port}` is not a port")))?;
        // RFC 6761, section 6.3: no matter what a name server says.
        let addresses = match name.eq_ignore_ascii_case("localhost") {
            true => vec![SocketAddr::from(([127, 0, 0, 1], port))],
            false => match (name, port).to_socket_addrs() {
                Ok(addresses) => addresses.collect(),
                Err(error) => return Err(usage(format!("cannot find `{name}`: {error}"))),
            },
        };
        Ok(Listen {
            name: Some(name.to_owned()),
            addresses,
        })
    }

    fn is_loopback(&self) -> bool {
        self.addresses
            .iter()
            .all(|address| address.ip().is_loopback())
    }

    /// Starts on the first address that is free. The error is that of the last one.
    fn start(
        &self,
        settings: impl Fn(SocketAddr, Option<String>) -> SandboxSettings,
    ) -> Result<sandbox::Sandbox> {
        let mut last = None;
        for address in &self.addresses {
            match sandbox::start(settings(*address, self.name.clone())) {
                Ok(sandbox) => return Ok(sandbox),
                Err(error @ SandboxError::Listen { .. }) => last = Some(error),
                Err(error) => return Err(error.into()),
            }
        }
        Err(match last {
            Some(error) => error.into(),
            None => Failure::usage("--listen: the name has no address"),
        })
    }
}

/// A server that is ready, as JSON. The contract promises the fields in this order.
#[derive(Serialize)]
struct Served<'a> {
    app_url: String,
    api_url: String,
    api_key: &'a str,
    pid: u32,
}

fn announce(sandbox: &sandbox::Sandbox, name: Option<&str>, context: &Context) -> Result<()> {
    let address = match name {
        Some(name) => format!("{name}:{}", sandbox.address().port()),
        None => sandbox.address().to_string(),
    };
    let key = sandbox.api_key();
    if context.console.format().is_json() {
        let served = Served {
            api_url: format!("http://{address}/api"),
            app_url: address,
            api_key: key,
            pid: std::process::id(),
        };
        let json = to_json(&served)?;
        return Ok(print_json(&context.console, &json)?);
    }
    let mut out = Out::new();
    out.line(&format!(
        "serving a Cyxth instance: app URL {address}, API key {key}"
    ))?;
    Ok(out.flush()?)
}

/// What a store held before it was emptied, as JSON.
#[derive(Serialize)]
struct Emptied {
    status: u64,
    users: u64,
    channels: u64,
    members: u64,
}

fn reset(context: &Context) -> Result<()> {
    let path = context.paths.sandbox()?;
    check_regular(&path)?;
    let counts = match sandbox::count(&path) {
        Ok(counts) => counts,
        Err(error @ (SandboxError::Damaged { .. } | SandboxError::NotAStore { .. })) => {
            context.console.warn(&error.to_string());
            return set_aside(context, &path);
        }
        Err(error) => return Err(error.into()),
    };
    let what = counted_records(counts.users, counts.channels, counts.members);
    let first = sandbox::first_ids(&path, 3)?;
    let named = match first.is_empty() {
        true => String::new(),
        false => format!(" {}", named(&first, counts.users + counts.channels)),
    };
    context.confirm(&format!(
        "Delete {what}{named} of profile `sandbox` ({})? This cannot be undone.",
        path.display()
    ))?;
    if context.options.dry_run {
        context.console.note(&format!("dry run: {what} stay"));
        return Ok(());
    }
    let counts = match sandbox::reset(&path) {
        Ok(counts) => counts,
        Err(error @ SandboxError::Damaged { .. }) => {
            context.console.warn(&error.to_string());
            tell_aside(context, &sandbox::set_aside(&path)?);
            counts
        }
        Err(error) => return Err(error.into()),
    };
    if context.console.format().is_json() {
        let emptied = Emptied {
            status: counts.users + counts.channels,
            users: counts.users,
            channels: counts.channels,
            members: counts.members,
        };
        let json = to_json(&emptied)?;
        return Ok(print_json(&context.console, &json)?);
    }
    let mut out = Out::new();
    let deleted = counted_records(counts.users, counts.channels, counts.members);
    out.line(&format!("deleted {deleted}"))?;
    Ok(out.flush()?)
}

/// A store that cannot be read, and so not emptied, is moved out of the way; nothing of it is lost.
fn set_aside(context: &Context, path: &Path) -> Result<()> {
    let path_shown = path.display();
    context.confirm(&format!(
        "Move {path_shown} aside, and begin with an empty store?"
    ))?;
    if context.options.dry_run {
        context.console.note("dry run: it stays where it is");
        return Ok(());
    }
    let aside = sandbox::set_aside(path)?;
    tell_aside(context, &aside);
    if context.console.format().is_json() {
        let json = json!({ "status": 0, "moved_to": aside }).to_string();
        return Ok(print_json(&context.console, &json)?);
    }
    let mut out = Out::new();
    out.line("the sandbox is empty")?;
    Ok(out.flush()?)
}

fn tell_aside(context: &Context, aside: &Path) {
    let note = format!("what could not be read is kept as {}", aside.display());
    context.console.note(&note);
}
