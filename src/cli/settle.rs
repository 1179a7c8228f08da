//! What the global options and the environment come to: a console, and the settings of the run.

use std::sync::Arc;
use std::time::Instant;

use crate::config::{Environment, KeyPatience, TargetOptions};
use crate::context::Options;
use crate::error::{Failure, Result};
use crate::expression::{Program, compile};
use crate::render::{Console, Format, Jq};

use super::global::Global;

/// Settles the options. The console is there even if they contradict each other, since somebody
/// has to be told.
pub fn settle(
    mut global: Global,
    environment: &Environment,
    begun: Instant,
) -> (Console, Result<Options>) {
    let format = settle_format(&mut global, environment);
    let program = global.jq.as_deref().map(compile_jq).transpose();
    let deadline = global.deadline.map(|limit| begun + limit);
    let no_input = global.no_input.then_some("--no-input");
    let console = Console::new(
        format.as_ref().copied().unwrap_or_default(),
        global.color,
        environment.no_color,
        global.verbose,
        global.quiet,
    )
    .without_input(no_input.or(environment.no_input))
    .with_csv_safe(global.csv_safe);
    if let Some(key) = &environment.api_key {
        console.hide_key(key.secret());
    }
    let program = match program.and_then(|program| format.map(|_| program)) {
        Ok(program) => program,
        Err(failure) => return (console, Err(failure)),
    };
    let console = console.with_jq(program.map(|program| Jq {
        program: Arc::new(program),
        is_raw: global.raw_output,
        deadline,
    }));
    let options = options(global, deadline, console.terminal().stderr);
    (console, Ok(options))
}

/// The format of the results: `--output`, the environment, the default. `--jq` wants JSON, and
/// where it gets it by itself, that counts as asked for.
fn settle_format(global: &mut Global, environment: &Environment) -> Result<Format> {
    let format = match (global.output, &environment.output) {
        (Some(format), _) => format,
        (None, Some(text)) => <Format as clap::ValueEnum>::from_str(text, false).map_err(|_| {
            Failure::usage(format!("CYXTH_OUTPUT is `{text}`, which is not a format"))
                .hint("the formats are table, json, jsonl, csv and id")
        })?,
        (None, None) => Format::default(),
    };
    match (&global.jq, format, global.output) {
        (None, format, _) => Ok(format),
        (Some(_), Format::Jsonl, _) => Ok(Format::Jsonl),
        (Some(_), _, None | Some(Format::Json)) => {
            global.output = Some(Format::Json);
            Ok(Format::Json)
        }
        (Some(_), ..) => Err(Failure::usage("--jq goes with the formats json and jsonl")),
    }
}

/// The expression of `--jq`.
fn compile_jq(expression: &str) -> Result<Program> {
    compile(expression).map_err(|error| {
        Failure::usage(format!("--jq: {error}"))
            .hint("an expression is written as for jq: `--jq '.[] | .id'`")
    })
}

fn options(global: Global, deadline: Option<Instant>, at_terminal: bool) -> Options {
    Options {
        target: TargetOptions {
            profile: global.profile,
            app_url: global.app_url,
            api_url: global.api_url,
            api_key_file: global.api_key_file,
            allow_http: global.allow_http,
            key_patience: KeyPatience {
                deadline,
                at_terminal,
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
    }
}
