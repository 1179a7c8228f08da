//! `cyxth profile show`.

use crate::config::{EndpointChoice, KeyOrigin, KeySource, Profiles, SANDBOX};
use crate::context::Context;
use crate::error::Result;
use crate::render::{Format, Out, csv, print_as_json};

use super::name::OptionalProfileName;
use super::next::NextUse;
use super::open::warn_if_open;
use super::overrides::Override;
use super::stored::{COLUMNS, StoredProfile};

pub fn show(name: OptionalProfileName, context: &Context) -> Result<()> {
    let file = context.profiles()?;
    let profiles = file.read()?;
    let next = NextUse::of(context, file);
    let mut shown = match name.or_used(context, profiles) {
        Ok(name) => StoredProfile::of(profiles, &name)?,
        Err(failure) => match without_profile(&next) {
            Some(shown) => shown,
            None => return Err(failure),
        },
    };
    if shown.name.is_some() && shown.name() != SANDBOX {
        // A key command is not run just to show the end of its key.
        shown.key = match profiles.get(shown.name())?.key {
            Some(KeySource::Command(_)) | None => None,
            Some(source) => {
                let key = source.fetch(shown.name(), context.options.target.key_patience);
                key.ok().map(|key| key.masked())
            }
        };
    }
    let mut out = Out::new();
    match context.console.format() {
        Format::Json | Format::Jsonl => {
            shown.next = Some(next.shown(Override::all(context, profiles, shown.name())));
            print_as_json(&context.console, &shown)?;
        }
        Format::Id => out.line(shown.name())?,
        Format::Csv => {
            let mut cells = shown.row(Format::Csv);
            cells.push(shown.key.clone().unwrap_or_default());
            let columns = [&COLUMNS[..], &["key"]].concat();
            csv(&columns, &[cells], &mut out)?;
        }
        Format::Table => {
            for (label, value) in describe(context, profiles, &shown, &next)? {
                out.line(&format!("{label:<9} {value}"))?;
            }
        }
    }
    if shown.name.is_some() {
        warn_if_open(context, profiles, shown.name());
        next.warn_unless_of(context, shown.name());
        Override::warn(context, profiles, shown.name());
    }
    context.warn_of_exposed_keys(profiles, false);
    Ok(out.flush()?)
}

/// The lines about a profile, each a label and a value.
fn describe(
    context: &Context,
    profiles: &Profiles,
    shown: &StoredProfile,
    next: &NextUse,
) -> Result<Vec<(&'static str, String)>> {
    let is_sandbox = shown.name() == SANDBOX;
    let is_stored = shown.name.is_some() && !is_sandbox;
    let none = || "none".to_owned();
    let yes_or_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let is_used = shown.name.is_none() || next.is_of(shown.name());
    let in_use = if is_used {
        format!("yes: the next command uses {}", next.text())
    } else {
        format!("no: the next command uses {}", next.text())
    };
    let mut lines = vec![("name", shown.name.clone().unwrap_or_else(none))];
    if is_sandbox {
        let store = context.paths.sandbox()?.display().to_string();
        lines.push(("store", store));
        lines.push(("key", "none is needed".to_owned()));
    } else {
        let mut api_url = shown.api_url.clone().unwrap_or_else(none);
        if is_stored && profiles.get(shown.name())?.api_url_wins() {
            api_url.push_str(" (wins over the app URL)");
        }
        let key = shown.key.clone();
        lines.extend([
            ("app URL", shown.app_url.clone().unwrap_or_else(none)),
            ("API URL", api_url),
            ("key from", shown.key_source.clone().unwrap_or_else(none)),
            ("key", key.unwrap_or_else(|| "not shown".to_owned())),
        ]);
    }
    if let Some(ca_cert) = &shown.ca_cert {
        lines.push(("CA file", ca_cert.clone()));
    }
    if !shown.guards().is_empty() {
        lines.push(("guards", shown.guards().to_owned()));
    }
    if let Some(dir) = &shown.backup {
        lines.push(("backups", dir.clone()));
    }
    if let Some(scale) = shown.mode_scale {
        lines.push(("modes", scale.to_owned()));
    }
    if let Some(pace) = shown.pace() {
        lines.push(("pace", pace));
    }
    lines.push(("default", yes_or_no(shown.default)));
    lines.push(("in use", in_use));
    Ok(lines)
}

/// The instance that options and variables make without any profile.
fn without_profile(next: &NextUse) -> Option<StoredProfile> {
    let settled = next.settled()?;
    let EndpointChoice::Remote {
        api_url, key_from, ..
    } = &settled.endpoint
    else {
        return None;
    };
    let key = match key_from {
        KeyOrigin::Variable(key) => Some(key.masked()),
        _ => None,
    };
    settled.profile.is_none().then(|| StoredProfile {
        api_url: Some(api_url.to_string()),
        key_source: Some(key_from.decider().to_string()),
        key,
        ..StoredProfile::default()
    })
}
