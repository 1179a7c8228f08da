//! `cyxth profile list`.

use crate::commands::arguments::to_json;
use crate::config::SANDBOX;
use crate::context::Context;
use crate::error::Result;
use crate::render::{Format, Out, Shrinking, csv, print_as_json, sober, table_width};

use super::next::NextUse;
use super::open::warn_if_open;
use super::overrides::Override;
use super::stored::{COLUMNS, StoredProfile};

/// Names and URLs are whole: those of two instances often differ in their last letters alone.
const HEADINGS: [(&str, Shrinking); 6] = [
    ("NAME", Shrinking::Never),
    ("APP URL", Shrinking::Never),
    ("API URL", Shrinking::Never),
    ("KEY SOURCE", Shrinking::AtEnd),
    ("DEFAULT", Shrinking::AtEnd),
    ("GUARDS", Shrinking::AtEnd),
];
/// The columns of the API URL and of the guards.
const API_URL: usize = 2;
const GUARDS: usize = 5;

pub fn list(context: &Context) -> Result<()> {
    let file = context.profiles()?;
    let profiles = file.read()?;
    let mut names = profiles.names();
    names.retain(|name| name != SANDBOX);
    names.push(SANDBOX.to_owned());
    // A broken profile must not hide the others, nor itself.
    let shown: Vec<StoredProfile> = names
        .iter()
        .map(|name| {
            StoredProfile::of(profiles, name).unwrap_or_else(|failure| {
                let warning = format!("profile `{name}` cannot be used: {failure}");
                context.console.warn(&warning);
                StoredProfile::as_written(profiles, name)
            })
        })
        .collect();
    let mut out = Out::new();
    match context.console.format() {
        // An expression is given the whole list, whatever its outputs look like.
        Format::Jsonl if context.console.jq().is_none() => {
            for profile in &shown {
                out.line(&to_json(profile)?)?;
            }
        }
        Format::Json | Format::Jsonl => print_as_json(&context.console, &shown)?,
        Format::Id => {
            for profile in &shown {
                out.line(profile.name())?;
            }
        }
        Format::Csv => {
            let rows: Vec<Vec<String>> = shown.iter().map(|p| p.row(Format::Csv)).collect();
            csv(&COLUMNS, &rows, &mut out)?;
        }
        Format::Table => print_table(context, &shown, &mut out)?,
    }
    for name in &names {
        warn_if_open(context, profiles, name);
        Override::warn(context, profiles, name);
    }
    context.warn_of_exposed_keys(profiles, false);
    NextUse::of(context, file).warn_unless_default(context);
    Ok(out.flush()?)
}

/// The table, without the API URLs if they say nothing new and the terminal has no room for them.
fn print_table(context: &Context, shown: &[StoredProfile], out: &mut Out) -> Result<()> {
    let mut rows: Vec<Vec<String>> = shown.iter().map(|p| p.row(Format::Table)).collect();
    let mut headings = HEADINGS.to_vec();
    if shown.iter().all(|profile| profile.guards().is_empty()) {
        headings.truncate(GUARDS);
        rows.iter_mut().for_each(|row| row.truncate(GUARDS));
    }
    let total = context.console.terminal().width;
    let is_narrow = total.is_some_and(|total| table_width(&headings, &rows) > total);
    if is_narrow && shown.iter().all(StoredProfile::has_usual_api_url) {
        headings.remove(API_URL);
        for row in &mut rows {
            row.remove(API_URL);
        }
    }
    Ok(sober(&headings, &rows, total, out)?)
}
