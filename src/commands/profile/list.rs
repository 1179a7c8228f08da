//! `cyxth profile list`.

use crate::commands::arguments::to_json;
use crate::config::{Profiles, SANDBOX};
use crate::context::Context;
use crate::error::Result;
use crate::render::{Format, Out, csv, print_json, sober};

use super::next::NextUse;
use super::stored::StoredProfile;

const COLUMNS: [&str; 5] = ["name", "app_url", "api_url", "key_source", "default"];
const HEADINGS: [&str; 5] = ["NAME", "APP URL", "API URL", "KEY SOURCE", "DEFAULT"];

pub fn list(context: &Context) -> Result<()> {
    let profiles = Profiles::load(&context.paths.profiles()?)?;
    let mut names = profiles.names();
    names.retain(|name| name != SANDBOX);
    names.push(SANDBOX.to_owned());
    // One that is broken must not hide the others, nor itself.
    let shown: Vec<StoredProfile> = names
        .iter()
        .map(|name| {
            StoredProfile::of(&profiles, name).unwrap_or_else(|failure| {
                let warning = format!("profile `{name}` cannot be used: {failure}");
                context.console.warn(&warning);
                StoredProfile::as_written(&profiles, name)
            })
        })
        .collect();
    let mut out = Out::new();
    match context.console.format() {
        Format::Json => return Ok(print_json(&context.console, &to_json(&shown)?)?),
        // An expression is given the whole list, whatever its outputs look like.
        Format::Jsonl if context.console.jq().is_some() => {
            return Ok(print_json(&context.console, &to_json(&shown)?)?);
        }
        Format::Jsonl => {
            for profile in &shown {
                out.line(&to_json(profile)?)?;
            }
        }
        Format::Id => {
            for profile in &shown {
                out.line(profile.name())?;
            }
        }
        format => {
            let rows: Vec<Vec<String>> = shown.iter().map(|profile| profile.row(format)).collect();
            let width = context.console.terminal().width;
            match format {
                Format::Csv => csv(&COLUMNS, &rows, &mut out)?,
                _ => sober(&HEADINGS, &rows, width, &mut out)?,
            }
        }
    }
    context.warn_of_exposed_keys(&profiles, false);
    NextUse::of(context)?.warn_unless_default(context);
    Ok(out.flush()?)
}
