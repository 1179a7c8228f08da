//! `cyxth profile check`.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::api::{ApiError, Client, Collection, Page, Problem, Stage, Walk};
use crate::commands::modes::modes_of;
use crate::config::{Decider, InstanceRules, TargetChoice, choose_target};
use crate::context::Context;
use crate::error::{Failure, Kind, Result};
use crate::record::{ModeScale, likely_scale};
use crate::render::{Out, print_as_json};

use super::name::OptionalProfileName;
use super::next::{NextUse, ShownNextUse};
use super::overrides::Override;

const BETWEEN_TRIES: Duration = Duration::from_millis(500);
/// How many users are read for their modes: the smallest page that tells something.
const LOOKED_AT: u64 = 50;

/// What one read has shown. What it did not get to is `None`.
struct Learned {
    name: String,
    /// Which instance it asked, and what decided that.
    target: String,
    next: ShownNextUse,
    reachable: Option<bool>,
    tls: Option<bool>,
    key: Option<bool>,
    modes: SeenModes,
    ms: f64,
}

/// The modes of the users that were read, and what they look like.
#[derive(Default)]
struct SeenModes {
    /// Different ones, in ascending order.
    numbers: Vec<u64>,
    likely: Option<ModeScale>,
    /// The scale that names are read by, if one is set.
    set: Option<ModeScale>,
}

impl SeenModes {
    fn read(&mut self, page: &Page) {
        self.numbers = modes_of(page);
        self.likely = likely_scale(self.numbers.iter().copied());
    }

    fn text(&self) -> String {
        const SHOWN: usize = 8;
        let first = self.numbers.iter().take(SHOWN).map(u64::to_string);
        let mut shown: Vec<String> = first.collect();
        if self.numbers.len() > SHOWN {
            shown.push("…".to_owned());
        }
        let set = match self.set {
            Some(scale) => format!("names are of {}, as is set", scale.name()),
            None => "names are of levels, as nothing sets a scale".to_owned(),
        };
        match self.likely {
            Some(scale) => format!("{} look like {}; {set}", shown.join(", "), scale.name()),
            None => format!("none seen that tell a scale; {set}"),
        }
    }

    /// Whether names would be read by another scale than the one that is in use.
    fn is_doubtful(&self) -> bool {
        let scale = self.set.unwrap_or_default();
        self.likely.is_some_and(|likely| likely != scale)
    }
}

/// Makes one cheap read; the exit status is that of its error.
pub fn check(OptionalProfileName { name }: OptionalProfileName, context: &Context) -> Result<()> {
    let mut options = context.options.target.clone();
    let file = context.profiles()?;
    let next = NextUse::of(context, file);
    if let Some(name) = &name {
        // Checked as `-p NAME` would use it, variables ignored.
        options.profile = Some(name.clone());
    } else if options.profile.is_none() && options.app_url.is_none() && options.api_url.is_none() {
        // If nothing is configured, this fails with the right message.
        let profiles = file.read()?;
        if context.environment.app_url.is_none() && context.environment.api_url.is_none() {
            OptionalProfileName { name: None }.or_used(context, profiles)?;
        }
    }
    let profiles = file.read()?;
    let mut settled = choose_target(&options, &context.environment, file)?;
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
        next: next.shown(match &settled.profile {
            Some(name) => Override::all(context, profiles, name),
            None => Vec::new(),
        }),
        reachable: None,
        tls: None,
        key: None,
        modes: SeenModes {
            set: scale_set(context, &settled)?,
            ..SeenModes::default()
        },
        ms: took.as_secs_f64() * 1000.0,
    };
    let failure = match read {
        Ok(page) => {
            if let Some(page) = &page {
                learned.modes.read(page);
            }
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
            // A hint must not suggest what has just been run.
            failure.hint = failure.hint.filter(|hint| !hint.contains("profile check"));
            Some(failure)
        }
    };
    let printed = print_learned(context, &learned);
    if learned.modes.is_doubtful() {
        context.console.warn(
            "the modes of the users do not look like the scale that names are read by; \
             `--mode-scale` sets it, and with `cyxth profile add NAME --replace` stores it",
        );
    }
    if let Some(name) = &name {
        next.warn_unless_of(context, name);
    }
    if let Some(name) = &settled.profile {
        Override::warn(context, profiles, name);
    }
    // The result of the check counts, even if nobody reads what it prints.
    match failure {
        None => printed,
        Some(failure) if failure.kind == Kind::Config => Err(failure),
        Some(failure) => Err(failure.context(&format!("check of {}", learned.name))),
    }
}

/// The scale of the instance that is checked, by option, variable or profile.
fn scale_set(context: &Context, settled: &TargetChoice) -> Result<Option<ModeScale>> {
    if context.options.mode_scale.is_some() || context.environment.mode_scale.is_some() {
        return Ok(context.mode_scale());
    }
    Ok(InstanceRules::of(settled, context.profiles()?)?.mode_scale)
}

/// Reads one page of users; where that may have failed by chance, once more. The time is that of the last
/// try alone: the person wants to know how fast the service is.
async fn read_one(
    client: &Client,
    is_retried: bool,
) -> Result<(std::result::Result<Option<Page>, ApiError>, Duration)> {
    let mut tries_left = u8::from(is_retried);
    loop {
        let mut walk =
            Walk::new(client.clone(), Collection::Users, LOOKED_AT).at_most(Some(LOOKED_AT));
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
    /// There was an answer, of any kind.
    fn answered(&mut self, is_https: bool) {
        self.reachable = Some(true);
        self.tls = is_https.then_some(true);
    }
}

fn print_learned(context: &Context, learned: &Learned) -> Result<()> {
    if context.console.format().is_json() {
        let value = json!({
            "instance": learned.name,
            "reachable": learned.reachable,
            "tls": learned.tls,
            "key_accepted": learned.key,
            "modes": learned.modes.numbers,
            "modes_look_like": learned.modes.likely.map(ModeScale::name),
            "mode_scale": learned.modes.set.map(ModeScale::name),
            "ms": (learned.ms * 10.0).round() / 10.0,
            "next": learned.next,
        });
        return Ok(print_as_json(&context.console, &value)?);
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
    if learned.key == Some(true) {
        out.line(&format!("modes         {}", learned.modes.text()))?;
    }
    out.line(&format!("time          {:.1} ms", learned.ms))?;
    Ok(out.flush()?)
}
