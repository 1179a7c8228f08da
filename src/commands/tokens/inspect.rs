//! `cyxth tokens inspect`.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Out, for_terminal, print_as_json};
use crate::tokens::{PublicKey, open_token};

use super::files::read_secret;

#[derive(Debug, Args)]
pub struct InspectToken {
    /// The token; standard input where there is none, which keeps it out of the list of processes
    #[arg(value_name = "TOKEN")]
    token: Option<String>,
    /// The public key to verify the signature with, in PEM form
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct InspectedToken<'a> {
    header: &'a RawValue,
    claims: &'a RawValue,
    /// Absent if there was no key to verify with.
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: Option<bool>,
    /// Seconds; negative if the token has expired. Absent if it never does.
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds_left: Option<i64>,
}

pub fn inspect(arguments: &InspectToken, context: &Context) -> Result<()> {
    let text = match arguments.token.as_deref() {
        Some(token) if token != "-" => token.to_owned(),
        _ => {
            let bytes = read_secret(Path::new("-"))?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    let opened = open_token(&text).map_err(|error| Failure::usage(error.to_string()))?;
    let public = match &arguments.public_key {
        Some(path) => {
            let key = PublicKey::from_pem(&read_secret(path)?).map_err(|error| {
                Failure::usage(format!("the key of {}: {error}", path.display()))
            })?;
            Some(key)
        }
        None => None,
    };
    if let Some(key) = &public {
        opened
            .verify(key)
            .map_err(|error| Failure::from(anyhow::Error::from(error)))?;
    }
    let seconds_left = opened
        .expires()
        .map(|expires| expires.floor() as i64 - now());
    if public.is_none() {
        context
            .console
            .note("nothing is verified: `--public-key FILE` checks who signed it");
    }
    if context.console.format().is_json() {
        let inspected = InspectedToken {
            header: &opened.header,
            claims: &opened.claims,
            verified: public.is_some().then_some(true),
            seconds_left,
        };
        return Ok(print_as_json(&context.console, &inspected)?);
    }
    let mut out = Out::new();
    out.line(&format!("header    {}", for_terminal(opened.header.get())))?;
    out.line(&format!("claims    {}", for_terminal(opened.claims.get())))?;
    out.line(&format!(
        "expires   {}",
        expiry(opened.expires(), seconds_left)
    ))?;
    let verified = match public.is_some() {
        true => "yes: the key has signed it",
        false => "no: no public key was given",
    };
    out.line(&format!("verified  {verified}"))?;
    Ok(out.flush()?)
}

fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default().as_secs() as i64
}

fn expiry(expires: Option<f64>, seconds_left: Option<i64>) -> String {
    let (Some(expires), Some(left)) = (expires, seconds_left) else {
        return "never: the claims have no `exp`".to_owned();
    };
    // A time past the year 9999 has no such date.
    let date = match (0.0..253_402_300_800.0).contains(&expires) {
        true => httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(expires as u64)),
        false => format!("{expires}"),
    };
    match left {
        0.. => format!("{date}, in {}", span(left)),
        _ => format!("{date}, {} ago", span(-left)),
    }
}

/// Two units are enough to know how long that is.
fn span(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min {} s", seconds % 60),
        (0, ..) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}
