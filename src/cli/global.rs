//! The options of every command.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::config::{CONCURRENCY, Concurrency, RATE, checked_rate};
use crate::record::ModeScale;
use crate::render::{Color, Format};

/// Options of every command. Order: option, environment, profile, default.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]
    ///
    /// Given here, it settles URL and key together: the variables for both are then ignored,
    /// and a stored key goes to its own profile's URL alone.
    #[arg(short, long, global = true, value_name = "NAME", value_hint = clap::ValueHint::Other)]
    pub profile: Option<String>,
    /// App URL as the console shows it; overrides the profile's [env: CYXTH_APP_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub app_url: Option<String>,
    /// The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub api_url: Option<String>,
    /// File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]
    #[arg(long, global = true, value_name = "FILE")]
    pub api_key_file: Option<PathBuf>,
    /// How results are printed [env: CYXTH_OUTPUT] [default: table]
    #[arg(short, long, global = true, value_name = "FORMAT", value_enum)]
    pub output: Option<Format>,
    /// Fields of a table or CSV, such as id,name,metadata.avatar
    ///
    /// They are found whatever their case; one that no record has is noted.
    #[arg(long, global = true, value_name = "A,B,C", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,
    /// Put an apostrophe before cells of CSV that a spreadsheet would take for formulas
    ///
    /// For texts that begin with =, +, -, @, a tab or a line break, in what is listed; `create` and
    /// whatever else reads CSV takes the apostrophe away again.
    #[arg(long, global = true, hide_short_help = true)]
    pub csv_safe: bool,
    /// Filter the JSON with a jq expression; implies -o json
    ///
    /// `.` is the whole array, or the object. `.[] | …` takes one record at a time, however many
    /// there are, and `length` counts them. `map(…)` and `[.[] | …]` keep what comes of each, and any
    /// other expression the whole list: 128 MiB of JSON at most. Outputs are
    /// indented as by `jq`, and with -o jsonl on one line each as by `jq -c`. Answers are those of jq
    /// 1.8. Not available: environment variables, files and modules, `debug`, `stderr`, `halt_error`,
    /// `builtins`, local time, `?//`, and in regular expressions look-around, back-references, atomic
    /// groups, possessive repetition before the end, `\G`, `\K`, `\X`, `\y` and the flags `n` and `l`.
    /// Different: a function calls itself some thousand times deep at most, `ß` is never `ss`, dates
    /// before 1970 are read, half of a surrogate pair in data is U+FFFD, and some messages of errors.
    /// `ascii`, `toarray` and `@base32` are there even where jq lacks them.
    #[arg(long, global = true, value_name = "EXPR", value_hint = clap::ValueHint::Other)]
    pub jq: Option<String>,
    /// With --jq: print strings without quotes
    #[arg(short, long, global = true, requires = "jq")]
    pub raw_output: bool,
    /// Change nothing; print each request that would, as a curl command
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// Do not ask for confirmation
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Never ask: where a terminal would be asked, exit with 2 [env: CYXTH_NO_INPUT, CI]
    #[arg(long, global = true)]
    pub no_input: bool,
    /// The name of a protected profile, as the answer to its question
    ///
    /// For scripts: --yes alone is not enough there. A name that is not that of the profile in use
    /// is refused, for any profile.
    #[arg(long, global = true, value_name = "NAME", value_hint = clap::ValueHint::Other)]
    pub confirm: Option<String>,
    /// How long a request may stand still before it is given up
    ///
    /// Time without progress, not the time for the whole: an upload on a slow line goes on. As the
    /// system takes bytes long before they have left, a body has a second more for every 64 KiB of
    /// all bodies in flight. An answer that keeps coming in drips is given up after ten times the
    /// limit, and a second more for every 64 KiB that have come. Connecting takes 10 s at most.
    #[arg(long, global = true, value_name = "SECONDS", default_value = "30", value_parser = seconds,
        hide_short_help = true)]
    pub timeout: Duration,
    /// How often a request is tried again; 0 tries nothing again
    ///
    /// Once the run has had a success, this does not count tries while the service is away or
    /// overloaded (no connection, one closed without an answer, 429, 502, 503, 504): --max-wait
    /// bounds those. What HTTP/2 says was not processed is sent again at once, and never counted.
    #[arg(
        long,
        global = true,
        value_name = "N",
        default_value_t = 5,
        hide_short_help = true
    )]
    pub retries: u32,
    /// How long one request may wait, for a service that is away or overloaded, or between retries
    ///
    /// A wait that the service asks for and that would go past this is not begun.
    #[arg(long, global = true, value_name = "SECONDS", default_value = "120", value_parser = seconds,
        hide_short_help = true)]
    pub max_wait: Duration,
    /// Requests in flight [default: auto]
    ///
    /// With `auto` there are 4 at first, and more while answers come as quickly as before, up to 32;
    /// an overload makes them fewer. --verbose and --report say what came of it. A number from 1 to
    /// 256 is the most that there are. A profile may hold it.
    #[arg(long, global = true, value_name = "N", hide_short_help = true, value_parser = concurrency)]
    pub concurrency: Option<Concurrency>,
    /// Requests a second at most
    ///
    /// A profile may hold it.
    #[arg(long, global = true, value_name = "N", hide_short_help = true, value_parser = rate)]
    pub rate: Option<f64>,
    /// Time limit of the whole run; what is not sent by then is not sent
    #[arg(long, global = true, value_name = "SECONDS", hide_short_help = true, value_parser = seconds)]
    pub deadline: Option<Duration>,
    /// Records per request; at most 1000 for channels
    #[arg(long, global = true, value_name = "N", default_value_t = 1000,
        value_parser = clap::value_parser!(u32).range(1..=100_000), hide_short_help = true)]
    pub batch_size: u32,
    /// Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]
    ///
    /// A service that refuses so many is asked for 100 and then for 50, by every request of the run.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u64).range(1..),
        hide_short_help = true)]
    pub page_size: Option<u64>,
    /// Send the key over plain http to other machines too, with a warning [env: CYXTH_ALLOW_HTTP=1]
    ///
    /// For a sandbox in the next container. Everybody on the way can read the key and change what is
    /// sent; without it plain http is for this machine alone.
    #[arg(long, global = true, hide_short_help = true)]
    pub allow_http: bool,
    /// A further root certificate, as PEM [env: CYXTH_CA_CERT]
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub ca_cert: Option<PathBuf>,
    /// Before anything is deleted, removed, moderated, updated or pruned, keep what is there in FILE
    ///
    /// A document as JSON Lines that `cyxth apply FILE` puts back: the users, channels and memberships
    /// that the change touches. It is complete on the disk before the first change, and never written
    /// over a file. Deleting a user reads the members of every channel for it. Messages are not in it.
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub backup: Option<PathBuf>,
    /// What the names of modes stand for: `admin` is in both scales [env: CYXTH_MODE_SCALE]
    ///
    /// Cyxth has used two. Numbers are never converted. Where neither option, variable nor profile
    /// says it, names are of `levels`, and a change by a name other than `block` first reads one
    /// page of users: it is refused where their modes look like flags.
    #[arg(
        long,
        global = true,
        value_name = "SCALE",
        value_enum,
        hide_short_help = true
    )]
    pub mode_scale: Option<ModeScale>,
    /// Report requests, times and retries on standard error; -vv headers and bodies too
    ///
    /// With -vv, `> [3]` begins the third request and `< [3]` its answer, as there may be several in
    /// flight. 4 KiB of a body are shown, and the API key never.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Keep every request and answer in a file, for a support ticket
    ///
    /// An HTTP Archive 1.2, which the developer tools of browsers open. Each retry is an entry of
    /// its own; one without an answer has the status 0 and says why. The file takes its place with
    /// the first request and is whole at any time, whatever ends the run. It holds the records that
    /// were sent and read, 64 KiB of each body, and the API key in no form.
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub har: Option<PathBuf>,
    /// Print results and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// When to use colours [env: NO_COLOR]
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_short_help = true
    )]
    pub color: Color,
}

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .ok()
        .filter(|seconds: &f64| *seconds >= 0.001 && *seconds <= 86_400.0)
        .map(Duration::from_secs_f64)
        .ok_or_else(|| "expected seconds from 0.001 to 86400".to_owned())
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().and_then(checked_rate);
    rate.ok_or_else(|| format!("expected {RATE}"))
}

fn concurrency(text: &str) -> Result<Concurrency, String> {
    Concurrency::parse(text).ok_or_else(|| format!("expected {CONCURRENCY}"))
}
