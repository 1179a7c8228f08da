//! `cyxth profile check`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::api::{ApiError, Client, Collection, Page, Problem, Stage, Walk};
use crate::config::{Decider, Profiles, choose_target};
use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::render::{Out, print_json};

use super::name::OptionalProfileName;
use super::next::{NextUse, ShownNextUse};

const BETWEEN_TRIES: Duration = Duration::from_millis(500);

/// What one read told. Unknown is what it did not come to.
struct Learned {
    name: String,
    /// Where it went, and what decided that.
    target: String,
    next: ShownNextUse,
    reachable: Option<bool>,
    tls: Option<bool>,
    key: Option<bool>,
    ms: f64,
}

/// Makes one cheap read; the exit status is that of its error.
pub fn check(OptionalProfileName { name }: OptionalProfileName, context: &Context) -> Result<()> {
    let mut options = context.options.target.clone();
    let next = NextUse::of(context)?;
    if let Some(name) = &name {
        // Checked as `-p NAME` would use it, variables ignored.
        options.profile = Some(name.clone());
    } else if options.profile.is_none() && options.app_url.is_none() && options.api_url.is_none() {
        // Fails with the words for it where nothing is configured.
        let profiles = Profiles::load(&context.paths.profiles()?)?;
        if context.environment.app_url.is_none() && context.environment.api_url.is_none() {
            OptionalProfileName { name: None }.or_used(context, &profiles)?;
        }
    }
    let path = context.paths.profiles()?;
    let mut settled = choose_target(&options, &context.environment, &path)?;
    if name.is_some() {
        settled.profile_from = Some(Decider::Option("the argument"));
    }
    let connection = context.connect_to(&options, 0)?;
    let is_https = connection.client.is_https();
    let is_retried = context.options.retries > 0;
    let (read, took) = context.block_on(read_one(&connection.client, is_retried))?;
    let mut learned = Learned {
        name: connection.name.clone(),
        target: settled.explain(),
        next: next.shown(),
        reachable: None,
        tls: None,
        key: None,
        ms: took.as_secs_f64() * 1000.0,
    };
    let failure = match read {
        Ok(_) => {
            learned.answered(is_https);
            learned.key = Some(true);
            None
        }
        Err(error) => {
            if error.status().is_some() {
                learned.answered(is_https);
            }
            match &error.problem {
                Problem::Network {
                    stage: Stage::Untrusted | Stage::Insecure,
                    ..
                } => {
                    learned.reachable = Some(true);
                    learned.tls = Some(false);
                }
                Problem::Network {
                    stage: Stage::Unreachable | Stage::Barred | Stage::NoProxy,
                    ..
                } => learned.reachable = Some(false),
                Problem::Status {
                    status: 401 | 403, ..
                } => learned.key = Some(false),
                _ => {}
            }
            let mut failure = Failure::from(error);
            // It would be a hint to run what has just run.
            failure.hint = failure.hint.filter(|hint| !hint.contains("profile check"));
            Some(failure)
        }
    };
    let printed = print_learned(context, &learned);
    if let Some(name) = &name {
        next.warn_unless_of(context, name);
    }
    // What the check found counts, even where nobody reads what it prints.
    match failure {
        None => printed,
        Some(failure) if failure.kind == Kind::Config => Err(failure),
        Some(failure) => Err(failure.context(&format!("check of {}", learned.name))),
    }
}

/// Reads one record; where that may have failed by chance, once more. The time is that of the last
/// try alone: the person wants to know how fast the service is.
async fn read_one(
    client: &Client,
    is_retried: bool,
) -> Result<(std::result::Result<Option<Page>, ApiError>, Duration)> {
    let mut tries_left = u8::from(is_retried);
    loop {
        let mut walk = Walk::new(client.clone(), Collection::Users, 1).at_most(Some(1));
        let begun = Instant::now();
        let read = walk.next().await;
        let took = begun.elapsed();
        match &read {
            Err(error) if tries_left > 0 && may_be_chance(error) => {
                tries_left -= 1;
                tokio::time::sleep(BETWEEN_TRIES).await;
            }
            _ => return Ok((read, took)),
        }
    }
}

fn may_be_chance(error: &ApiError) -> bool {
    match &error.problem {
        Problem::Network { stage, .. } => *stage != Stage::Untrusted,
        Problem::Status { status, .. } => matches!(status, 408 | 429 | 500..),
        _ => false,
    }
}

impl Learned {
    /// There was an answer, whatever it was.
    fn answered(&mut self, is_https: bool) {
        self.reachable = Some(true);
        self.tls = is_https.then_some(true);
    }
}

fn print_learned(context: &Context, learned: &Learned) -> Result<()> {
    if context.console.format().is_json() {
        let value: Value = json!({
            "instance": learned.name,
            "reachable": learned.reachable,
            "tls": learned.tls,
            "key_accepted": learned.key,
            "ms": (learned.ms * 10.0).round() / 10.0,
            "next": learned.next,
        });
        return Ok(print_json(&context.console, &value.to_string())?);
    }
    let mut out = Out::new();
    let word = |known: Option<bool>, unknown: &'static str| match known {
        Some(true) => "yes",
        Some(false) => "no",
        None => unknown,
    };
    let tls = match (learned.tls, learned.reachable) {
        (None, Some(true)) => "not used",
        (tls, _) => word(tls, "unknown"),
    };
    out.line(&format!("instance      {}", learned.name))?;
    out.line(&format!("target        {}", learned.target))?;
    out.line(&format!(
        "reachable     {}",
        word(learned.reachable, "unknown")
    ))?;
    out.line(&format!("TLS           {tls}"))?;
    out.line(&format!("key accepted  {}", word(learned.key, "unknown")))?;
    out.line(&format!("time          {:.1} ms", learned.ms))?;
    Ok(out.flush()?)
}
