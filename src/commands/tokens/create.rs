//! `cyxth tokens create`.

use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::{Args, ValueHint};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::context::Context;
use crate::error::{Failure, Result};
use crate::record::{Mode, ModeScale};
use crate::render::{Out, print_as_json};
use crate::tokens::{
    Challenge, Claims, ClaimsVersion, InitialChannel, Permission, PrivateKey, access_by_name,
    parse_lifetime, sign_claims,
};

use super::files::read_secret;

#[derive(Debug, Args)]
pub struct CreateToken {
    /// The id of the user
    #[arg(long, value_name = "ID")]
    user: String,
    /// The team's private key, Ed25519 as PKCS#8 in PEM form; `-` is standard input
    #[arg(long, value_name = "FILE")]
    private_key: PathBuf,
    /// The user's mode: a name or a number; with --claims 2024-04 admin, editor, viewer or no-access
    ///
    /// Names are of the scale that --mode-scale, CYXTH_MODE_SCALE or the profile sets, and of
    /// `levels` where none does: clients since 2024-03 take every number above 3 for an admin.
    #[arg(long, value_hint = ValueHint::Other)]
    mode: Option<String>,
    /// A channel that the user joins, with a mode there or without; may be given several times
    #[arg(long, value_name = "ID[:MODE]")]
    channel: Vec<String>,
    /// Data of the user, as JSON
    #[arg(long, value_name = "JSON")]
    data: Option<String>,
    /// How long the token is valid: 90s, 30m, 2h, 3d at most
    #[arg(long, value_name = "TIME", default_value = "2h", value_parser = parse_lifetime)]
    duration: Duration,
    /// The form of the claims, by the release of @cyxth/auth that has it
    #[arg(long, value_name = "FORM", default_value = "2024-12")]
    claims: ClaimsVersion,
    /// Add a challenge (S256) and its verifier: Proof Key for Code Exchange (RFC 7636)
    #[arg(long)]
    pkce: bool,
}

/// What is printed as JSON; the names are those of @cyxth/auth.
#[derive(Serialize)]
struct SignedToken {
    token: String,
    #[serde(flatten)]
    challenge: Option<Challenge>,
}

pub fn create(arguments: &CreateToken, context: &Context) -> Result<()> {
    if arguments.user.is_empty() {
        return Err(Failure::usage("the id of the user is empty"));
    }
    let claims = claims_of(context, arguments)?;
    let deadline = context.deadline_of_reading();
    let pem = read_secret(&arguments.private_key)?;
    drop(deadline);
    let key = PrivateKey::from_pem(&pem).map_err(|error| {
        Failure::usage(format!(
            "the key of {}: {error}",
            arguments.private_key.display()
        ))
        .hint("`cyxth tokens keygen` and `openssl genpkey -algorithm ed25519` make such keys")
    })?;
    let challenge = match arguments.pkce {
        true => Some(
            Challenge::generate()
                .map_err(|error| Failure::from(anyhow::anyhow!("no random numbers: {error}")))?,
        ),
        false => None,
    };
    let signed = SignedToken {
        token: sign_claims(&claims, &key).map_err(anyhow::Error::from)?,
        challenge,
    };
    if context.console.format().is_json() {
        return Ok(print_as_json(&context.console, &signed)?);
    }
    let mut out = Out::new();
    out.line(&signed.token)?;
    if let Some(challenge) = &signed.challenge {
        for line in challenge.lines() {
            out.line(&line)?;
        }
    }
    Ok(out.flush()?)
}

fn claims_of(context: &Context, arguments: &CreateToken) -> Result<Claims> {
    let scale = context.scale();
    let permission = |text: &str| permission_of(text, arguments.claims, scale);
    let own = arguments.mode.as_deref().map(permission).transpose()?;
    let (mode, access) = match arguments.claims {
        ClaimsVersion::December2024 => (own, None),
        ClaimsVersion::April2024 => (None, own),
    };
    let mut channels = Vec::new();
    for text in &arguments.channel {
        channels.push(channel_of(text, arguments.claims, scale)?);
    }
    let data = arguments
        .data
        .as_ref()
        .map(|text| RawValue::from_string(text.clone()))
        .transpose()
        .map_err(|error| Failure::usage(format!("--data is not JSON: {error}")))?;
    let is_high =
        |permission: &Option<Permission>| matches!(permission, Some(Permission::Number(5..)));
    let any_high = is_high(&mode) || channels.iter().any(|channel| is_high(&channel.mode));
    if context.mode_scale().is_none() && any_high {
        context.console.warn(
            "a mode of this token is above 3, which clients since 2024-03 take for an admin; \
             `--mode-scale flags` reads the names of modes as they do, `--mode-scale levels` says that \
             levels are meant",
        );
    }
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Ok(Claims {
        id: arguments.user.clone(),
        mode,
        access,
        channels,
        data,
        exp: (now + arguments.duration).as_secs(),
    })
}

fn permission_of(text: &str, version: ClaimsVersion, scale: ModeScale) -> Result<Permission> {
    match version {
        ClaimsVersion::December2024 => scale
            .parse(text)
            .map(|Mode(number)| Permission::Number(number))
            .map_err(|error| Failure::usage(error.to_string())),
        ClaimsVersion::April2024 => {
            access_by_name(text).map_err(|error| Failure::usage(error.to_string()))
        }
    }
}

/// An id may hold a colon; what follows the last one is a mode only if it reads as one.
fn channel_of(text: &str, version: ClaimsVersion, scale: ModeScale) -> Result<InitialChannel> {
    if let (Some((_, mode)), ClaimsVersion::December2024) = (text.rsplit_once(':'), version)
        && scale.by_name(mode).is_none()
        && scale.other_option(mode).is_some()
    {
        permission_of(mode, version, scale)?;
    }
    let parted = text.rsplit_once(':').and_then(|(id, mode)| {
        let mode = permission_of(mode, version, scale).ok()?;
        Some((id, mode))
    });
    let (id, mode) = match parted {
        Some((id, mode)) => (id, Some(mode)),
        None => (text, None),
    };
    if id.is_empty() {
        return Err(Failure::usage(format!(
            "`{text}` names no channel: expected ID or ID:MODE"
        )));
    }
    Ok(InitialChannel {
        id: id.to_owned(),
        mode,
    })
}
