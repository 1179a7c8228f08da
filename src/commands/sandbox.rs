//! `cyxth sandbox`: a Cyxth instance on this machine.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use crate::api::Collection;
use crate::config::{ApiKey, check_regular};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Out, print_json};
use crate::sandbox::{
    self, Cursor, Fault, Faults, LargestPage, Latency, RateLimit, Rules, SandboxSettings,
    StoreLocation,
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
    /// Loopback address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
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
    if !arguments.listen.ip().is_loopback() {
        return Err(Failure::usage(format!(
            "--listen {}: the sandbox speaks plain http, so it listens on loopback alone",
            arguments.listen
        ))
        .hint("an address of this machine is 127.0.0.1 or [::1]"));
    }
    let api_key = match arguments.api_key {
        Some(key) => ApiKey::checked(key, "--api-key")
            .map_err(|error| Failure::usage(error.to_string()))?
            .expose()
            .to_owned(),
        None => sandbox::made_up_key()?,
    };
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
        let sandbox = sandbox::start(SandboxSettings {
            listen: arguments.listen,
            location,
            api_key,
            member_delay: Duration::from_millis(arguments.member_delay),
            faults,
        })?;
        announce(&sandbox, context)?;
        signals.wait().await;
        sandbox.stop();
        Ok(())
    })
}

/// A server that is ready, as JSON. The contract promises the fields in this order.
#[derive(Serialize)]
struct Served<'a> {
    app_url: String,
    api_url: String,
    api_key: &'a str,
    pid: u32,
}

fn announce(sandbox: &sandbox::Sandbox, context: &Context) -> Result<()> {
    let address = sandbox.address();
    let key = sandbox.api_key();
    if context.console.format().is_json() {
        let served = Served {
            app_url: address.to_string(),
            api_url: format!("http://{address}/api"),
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
    let counts = sandbox::count(&path)?;
    let what = counted(&counts);
    context.confirm(&format!(
        "Delete {what} of profile `sandbox` ({})?",
        path.display()
    ))?;
    if context.options.dry_run {
        context.console.note(&format!("dry run: {what} stay"));
        return Ok(());
    }
    let counts = sandbox::reset(&path)?;
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
    out.line(&format!("deleted {}", counted(&counts)))?;
    Ok(out.flush()?)
}

fn counted(counts: &sandbox::StoreCounts) -> String {
    format!(
        "{}, {} and {}",
        Collection::Users.counted(counts.users),
        Collection::Channels.counted(counts.channels),
        Collection::Members(String::new()).counted(counts.members)
    )
}
