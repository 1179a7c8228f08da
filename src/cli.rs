//! The root of the command line: global options, and the way from arguments to an exit status.

mod complete;
mod guess;
mod overview;
mod scale;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, ValueEnum};

use crate::api::Concurrency;
use crate::commands::{self, Command};
use crate::config::{Environment, KeyPatience};
use crate::context::{Context, Options};
use crate::error::{Failure, Kind};
use crate::expression::{Program, compile};
use crate::record::{ModeScale, shortened};
use crate::render::{Color, Console, Format, Jq, LONGEST_TEXT, RenderError};

const EXAMPLES: &str = "\
Examples:
  cyxth users create users.json --profile sandbox
  cyxth users list --all -o jsonl > users.jsonl
  cyxth profile add staging --app-url r4.cyxth.com/app_id";

/// What `--help` and the manual say of the tool as a whole: blocks of a heading and rows, which
/// the manual shows as sections.
const REFERENCE: &str = "\
Exit status:
  0    done
  1    any other error
  2    usage: wrong words, unreadable or invalid input, confirmation missing
  3    configuration: no profile, no key, a broken file, an invalid URL
  4    the key was refused (401, 403)
  5    not found (404)
  6    refused (400 and other 4xx)
  7    rate limited (429), after all retries
  8    fault of the service: 5xx after all retries, a redirect, an answer that breaks the promise
  9    network: cannot resolve, connect, secure or finish the exchange
  10   some records done, some not
  11   `diff --exit-code` found differences
  130  interrupted

Modes:
  levels  block 0, send_only 200, recv_only 400, send_recv 600, admin 700; Cyxth's clients until 2023-07
  flags   no_access 0, viewer 1, editor 2, admin 4, and sums (viewer+editor 3); guides, clients since 2024-03
  ?       which of the two an instance takes is not documented: see --mode-scale and `profile check`

Environment:
  CYXTH_PROFILE     the stored instance to use, as --profile, but without settling URL and key
  CYXTH_APP_URL     as --app-url
  CYXTH_API_URL     as --api-url
  CYXTH_API_KEY     the API key itself
  CYXTH_OUTPUT      as --output
  CYXTH_CA_CERT     as --ca-cert
  CYXTH_ALLOW_HTTP  1 is as --allow-http
  CYXTH_MODE_SCALE  as --mode-scale
  CYXTH_NO_INPUT    as --no-input, and so is CI
  CYXTH_CONFIG_DIR  the directory of profiles.toml
  CYXTH_DATA_DIR    the directory of sandbox.db and recreate-*.jsonl
  HTTPS_PROXY       the proxy for https, http:// or socks5://; else ALL_PROXY is looked at
  NO_PROXY          hosts that are reached without it
  SSL_CERT_FILE     the certificates to trust, instead of the system's
  NO_COLOR          no colours, where it is set

Files:
  profiles.toml  the profiles; on Linux in ~/.config/cyxth
  sandbox.db     the instance of the profile `sandbox`; on Linux in ~/.local/share/cyxth";

fn after_long_help() -> String {
    format!("{EXAMPLES}\n\n{REFERENCE}")
}

/// Administer Cyxth instances: users, channels and members
///
/// Records come from files or standard input as JSON, JSON Lines or CSV; results go to standard
/// output as tables, JSON, JSON Lines, CSV or ids, and everything else goes to standard error.
/// The profile `sandbox` is a local instance that is always there to try things on.
#[derive(Debug, Parser)]
#[command(
    name = "cyxth",
    version,
    max_term_width = 100,
    after_help = EXAMPLES,
    after_long_help = after_long_help()
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command. Order: option, environment, profile, default.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
struct Global {
    /// The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]
    ///
    /// Given here, it settles URL and key together: the variables for both are then ignored,
    /// and a stored key goes to its own profile's URL alone.
    #[arg(short, long, global = true, value_name = "NAME", value_hint = clap::ValueHint::Other)]
    profile: Option<String>,
    /// App URL as the console shows it; overrides the profile's [env: CYXTH_APP_URL]
    #[arg(long, global = true, value_name = "URL")]
    app_url: Option<String>,
    /// The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    api_url: Option<String>,
    /// File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]
    #[arg(long, global = true, value_name = "FILE")]
    api_key_file: Option<PathBuf>,
    /// How results are printed [env: CYXTH_OUTPUT] [default: table]
    #[arg(short, long, global = true, value_name = "FORMAT", value_enum)]
    output: Option<Format>,
    /// Fields of a table or CSV, such as id,name,metadata.avatar
    ///
    /// They are found whatever their case; one that no record has is noted.
    #[arg(long, global = true, value_name = "A,B,C", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// Put an apostrophe before cells of CSV that a spreadsheet would take for formulas
    ///
    /// For texts that begin with =, +, -, @ or white space, in what is listed; `create` and whatever
    /// else reads CSV takes the apostrophe away again.
    #[arg(long, global = true, hide_short_help = true)]
    csv_safe: bool,
    /// Filter the JSON with a jq expression; implies -o json
    ///
    /// `.` is the whole array, or the object. `.[] | …` takes one record at a time, however many
    /// there are, and `length` counts them. `map(…)` and `[.[] | …]` keep what comes of each, and any
    /// other expression the whole list: 128 MiB of JSON at most. Outputs are
    /// indented as by `jq`, and with -o jsonl on one line each as by `jq -c`. Answers are those of jq
    /// 1.8. Not available: environment variables, files and modules, `debug`, `stderr`, `halt_error`,
    /// `builtins`, local time, `?//`, and in regular expressions look-around, back-references and the
    /// flags `n` and `l`. Half of a surrogate pair is read as U+FFFD, and the messages of some errors
    /// differ. `ascii`, `toarray` and `@base32` are there even where jq lacks them.
    #[arg(long, global = true, value_name = "EXPR", value_hint = clap::ValueHint::Other)]
    jq: Option<String>,
    /// With --jq: print strings without quotes
    #[arg(short, long, global = true, requires = "jq")]
    raw_output: bool,
    /// Change nothing; print each request that would, as a curl command
    #[arg(long, global = true)]
    dry_run: bool,
    /// Do not ask for confirmation
    #[arg(short, long, global = true)]
    yes: bool,
    /// Never ask: where a terminal would be asked, exit with 2 [env: CYXTH_NO_INPUT, CI]
    #[arg(long, global = true)]
    no_input: bool,
    /// The name of a protected profile, as the answer to its question
    ///
    /// For scripts: --yes alone is not enough there. A name that is not that of the profile in use
    /// is refused, for any profile.
    #[arg(long, global = true, value_name = "NAME", value_hint = clap::ValueHint::Other)]
    confirm: Option<String>,
    /// How long a request may stand still before it is given up
    ///
    /// Time without progress, not the time for the whole: an upload on a slow line goes on. As the
    /// system takes bytes long before they have left, a body has a second more for every 64 KiB of
    /// all bodies in flight. An answer that keeps coming in drips is given up after ten times the
    /// limit, and a second more for every 64 KiB that have come. Connecting takes 10 s at most.
    #[arg(long, global = true, value_name = "SECONDS", default_value = "30", value_parser = seconds,
        hide_short_help = true)]
    timeout: Duration,
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
    retries: u32,
    /// How long one request may wait, for a service that is away or overloaded, or between retries
    ///
    /// A wait that the service asks for and that would go past this is not begun.
    #[arg(long, global = true, value_name = "SECONDS", default_value = "120", value_parser = seconds,
        hide_short_help = true)]
    max_wait: Duration,
    /// Requests in flight
    ///
    /// With `auto` there are 4 at first, and more while answers come as quickly as before, up to 32;
    /// an overload makes them fewer. --verbose and --report say what came of it. A number from 1 to
    /// 256 is the most that there are.
    #[arg(long, global = true, value_name = "N", default_value = "auto", hide_short_help = true,
        value_parser = concurrency)]
    concurrency: Concurrency,
    /// Requests a second at most
    #[arg(long, global = true, value_name = "N", hide_short_help = true, value_parser = rate)]
    rate: Option<f64>,
    /// Time limit of the whole run; what is not sent by then is not sent
    #[arg(long, global = true, value_name = "SECONDS", hide_short_help = true, value_parser = seconds)]
    deadline: Option<Duration>,
    /// Records per request; at most 1000 for channels
    #[arg(long, global = true, value_name = "N", default_value_t = 1000,
        value_parser = clap::value_parser!(u32).range(1..=100_000), hide_short_help = true)]
    batch_size: u32,
    /// Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]
    ///
    /// A service that refuses so many is asked for 100 and then for 50, by every request of the run.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u64).range(1..),
        hide_short_help = true)]
    page_size: Option<u64>,
    /// Send the key over plain http to other machines too, with a warning [env: CYXTH_ALLOW_HTTP=1]
    ///
    /// For a sandbox in the next container. Everybody on the way can read the key and change what is
    /// sent; without it plain http is for this machine alone.
    #[arg(long, global = true, hide_short_help = true)]
    allow_http: bool,
    /// A further root certificate, as PEM [env: CYXTH_CA_CERT]
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    ca_cert: Option<PathBuf>,
    /// Before anything is deleted, removed, moderated, updated or pruned, keep what is there in FILE
    ///
    /// A document as JSON Lines that `cyxth apply FILE` puts back: the users, channels and memberships
    /// that the change touches. It is complete on the disk before the first change, and never written
    /// over a file. Deleting a user reads the members of every channel for it. Messages are not in it.
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    backup: Option<PathBuf>,
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
    mode_scale: Option<ModeScale>,
    /// Report requests, times and retries on standard error; -vv headers and bodies too
    ///
    /// With -vv, `> [3]` begins the third request and `< [3]` its answer, as there may be several in
    /// flight. 4 KiB of a body are shown, and the API key never.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// Keep every request and answer in a file, for a support ticket
    ///
    /// An HTTP Archive 1.2, which the developer tools of browsers open. Each retry is an entry of
    /// its own; one without an answer has the status 0 and says why. The file takes its place with
    /// the first request and is whole at any time, whatever ends the run. It holds the records that
    /// were sent and read, 64 KiB of each body, and the API key in no form.
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    har: Option<PathBuf>,
    /// Print results and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// When to use colours [env: NO_COLOR]
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_short_help = true
    )]
    color: Color,
}

fn seconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .ok()
        .filter(|seconds: &f64| *seconds >= 0.001 && *seconds <= 86_400.0)
        .map(Duration::from_secs_f64)
        .ok_or_else(|| "expected seconds from 0.001 to 86400".to_owned())
}

fn rate(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|rate: &f64| *rate >= 0.001 && *rate <= 1_000_000.0)
        .ok_or_else(|| "expected requests a second from 0.001 to 1000000".to_owned())
}

fn concurrency(text: &str) -> Result<Concurrency, String> {
    let number = || {
        text.parse()
            .ok()
            .filter(|number| (1..=256).contains(number))
    };
    match text {
        "auto" => Some(Concurrency::Auto),
        _ => number().map(Concurrency::Fixed),
    }
    .ok_or_else(|| "expected `auto`, or a number from 1 to 256".to_owned())
}

/// The tree of commands, for completions and man pages.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the tool; returns the exit status.
pub fn main(arguments: Vec<OsString>) -> u8 {
    let begun = Instant::now();
    let environment = Environment::read();
    if arguments
        .get(1)
        .is_some_and(|word| word == complete::COMPLETE)
    {
        return complete::print_candidates(command(), &arguments[2..], &environment);
    }
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            let error = help_in_scale(error, &arguments, &environment);
            return not_parsed(&error, &arguments, &environment);
        }
        Err(error) => return not_parsed(&error, &arguments, &environment),
    };
    let format = match (cli.global.output, &environment.output) {
        (Some(format), _) => Ok(format),
        (None, Some(text)) => Format::from_str(text, false).map_err(|_| {
            Failure::usage(format!("CYXTH_OUTPUT is `{text}`, which is not a format"))
                .hint("the formats are table, json, jsonl, csv and id")
        }),
        (None, None) => Ok(Format::default()),
    };
    let mut global = cli.global;
    let deadline = global.deadline.map(|limit| begun + limit);
    let format = format.and_then(|format| match (&global.jq, format, global.output) {
        (None, format, _) => Ok(format),
        (Some(_), Format::Jsonl, _) => Ok(Format::Jsonl),
        (Some(_), _, None | Some(Format::Json)) => {
            global.output = Some(Format::Json);
            Ok(Format::Json)
        }
        (Some(_), ..) => Err(Failure::usage("--jq goes with the formats json and jsonl")),
    });
    let jq = global.jq.as_deref().map(compiled).transpose();
    let console = Console::new(
        format.as_ref().copied().unwrap_or_default(),
        global.color,
        environment.no_color,
        global.verbose,
        global.quiet,
    );
    let no_input = global
        .no_input
        .then_some("--no-input")
        .or(environment.no_input);
    let console = console.without_input(no_input);
    let (jq, format) = match (jq, format) {
        (Err(failure), _) => return report(&console, &failure),
        (Ok(program), format) => (program, format),
    };
    let console = console
        .with_csv_safe(global.csv_safe)
        .with_jq(jq.map(|program| Jq {
            program: Arc::new(program),
            is_raw: global.raw_output,
            deadline,
        }));
    let options = Options {
        target: crate::config::TargetOptions {
            profile: global.profile,
            app_url: global.app_url,
            api_url: global.api_url,
            api_key_file: global.api_key_file,
            allow_http: global.allow_http,
            key_patience: KeyPatience {
                deadline,
                at_terminal: console.terminal().stderr,
            },
        },
        output: global.output,
        columns: global.columns,
        dry_run: global.dry_run,
        yes: global.yes,
        confirm: global.confirm,
        timeout: global.timeout,
        retries: global.retries,
        max_wait: global.max_wait,
        concurrency: global.concurrency,
        rate: global.rate,
        deadline,
        batch_size: global.batch_size as usize,
        page_size: global.page_size,
        ca_cert: global.ca_cert,
        har: global.har,
        mode_scale: global.mode_scale,
        backup: global.backup,
    };
    let result = format.and_then(|_| {
        environment.check()?;
        let context = Context::new(console.clone(), environment, options, command);
        let context = context.settle_mode_scale()?;
        let result = commands::run(cli.command, &context);
        context.warn_of_masked_records();
        end_archive(&context, result)
    });
    match result {
        Ok(()) => 0,
        Err(failure) => report(&console, &failure),
    }
}

/// Completes what `--har` keeps. Where the run has failed, its own error comes first.
fn end_archive(context: &Context, result: Result<(), Failure>) -> Result<(), Failure> {
    match (result, context.end_archive()) {
        (Ok(()), ended) => {
            context.note_missing_archive();
            Ok(ended?)
        }
        (Err(failure), Ok(())) => Err(failure),
        (Err(failure), Err(error)) => {
            context.console.warn(&error.to_string());
            Err(failure)
        }
    }
}

/// The expression of `--jq`.
fn compiled(expression: &str) -> Result<Program, Failure> {
    compile(expression).map_err(|error| {
        Failure::usage(format!("--jq: {error}"))
            .hint("an expression is written as for jq: `--jq '.[] | .id'`")
    })
}

/// Prints a failure; returns its exit status.
fn report(console: &Console, failure: &Failure) -> u8 {
    if failure.is_closed_pipe() {
        return 0;
    }
    failure.report(console);
    failure.kind.exit_code()
}

/// The same help, with the names of modes that the scale in force has.
fn help_in_scale(
    error: clap::Error,
    arguments: &[OsString],
    environment: &Environment,
) -> clap::Error {
    let scale = scale::scale_in(&arguments[1..], environment);
    let parsed = scale::in_scale(command(), scale).try_get_matches_from(arguments);
    parsed.err().unwrap_or(error)
}

/// Help and version go to standard output; wrong words are an error in the format that was
/// asked for, even though the command line could not be read.
fn not_parsed(error: &clap::Error, arguments: &[OsString], environment: &Environment) -> u8 {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let mut out = crate::render::Out::new();
        let text = error.render().to_string();
        return match out.bytes(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) | Err(RenderError::Closed) => 0,
            Err(error) => {
                let console = Console::new(Format::Table, Color::Never, true, 0, false);
                report(&console, &error.into())
            }
        };
    }
    let format = wanted_format(arguments)
        .or(environment.output.as_deref())
        .and_then(|text| Format::from_str(text, false).ok())
        .unwrap_or_default();
    let console = Console::new(format, Color::Auto, environment.no_color, 0, false);
    if let Some(failure) = guess::failure(error) {
        return report(&console, &failure);
    }
    let lacks_command = matches!(
        error.kind(),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand
    );
    if lacks_command && format.is_json() {
        let failure = Failure::usage("a command is missing").hint("`--help` lists the commands");
        return report(&console, &failure);
    }
    if lacks_command && arguments.len() <= 1 {
        console.raw(&overview::overview(&command()));
        return Kind::Usage.exit_code();
    }
    if format.is_json() {
        let text = error.render().to_string();
        let mut paragraphs = text.trim_start_matches("error: ").split("\n\n");
        let message = words(paragraphs.next().unwrap_or_default());
        let hint = paragraphs.map(words).find(|text| !text.is_empty());
        let mut failure = Failure::usage(message);
        failure.hint = hint;
        report(&console, &failure)
    } else {
        // The words of the command line are repeated there, and they may be long.
        for line in error.render().to_string().trim_end().lines() {
            console.raw(&shortened(line, LONGEST_TEXT));
        }
        Kind::Usage.exit_code()
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of `--output` in arguments that could not be parsed.
fn wanted_format(arguments: &[OsString]) -> Option<&str> {
    let texts: Vec<&str> = arguments
        .iter()
        .map_while(|argument| (argument != OsStr::new("--")).then(|| argument.to_str()))
        .map(Option::unwrap_or_default)
        .collect();
    texts.iter().enumerate().rev().find_map(|(at, text)| {
        let value = match text.strip_prefix("--") {
            Some("output") => texts.get(at + 1)?,
            Some(long) => long.strip_prefix("output=")?,
            None => {
                // Flags may stand before it: `-qo json`.
                let flags = text.strip_prefix('-')?.trim_start_matches(['q', 'v', 'y']);
                match flags.strip_prefix('o')? {
                    "" => texts.get(at + 1)?,
                    value => value,
                }
            }
        };
        Some(value.trim_start_matches('='))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_of_commands_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn the_format_is_found_in_arguments_that_do_not_parse() {
        let find = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            wanted_format(&arguments).map(str::to_owned)
        };
        assert_eq!(find("cyxth -o json nonsense").as_deref(), Some("json"));
        assert_eq!(find("cyxth -ojson nonsense").as_deref(), Some("json"));
        assert_eq!(find("cyxth x --output=jsonl").as_deref(), Some("jsonl"));
        assert_eq!(find("cyxth x -yqo json").as_deref(), Some("json"));
        assert_eq!(find("cyxth x -vo=json").as_deref(), Some("json"));
        assert_eq!(find("cyxth x -po json"), None);
        assert_eq!(find("cyxth x -- -o json"), None);
        assert_eq!(find("cyxth users"), None);
    }
}
