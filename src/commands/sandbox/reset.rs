//! `cyxth sandbox reset`.

use std::path::Path;

use serde::Serialize;
use serde_json::json;

use crate::commands::question::named;
use crate::config::{SANDBOX, check_regular};
use crate::context::Context;
use crate::error::Result;
use crate::render::{counted_records, print_as_json, print_line};
use crate::sandbox::{self, SandboxError};

/// What a store held before it was emptied, as JSON.
#[derive(Serialize)]
struct Emptied {
    status: u64,
    users: u64,
    channels: u64,
    members: u64,
}

pub fn reset(context: &Context) -> Result<()> {
    let path = context.paths.sandbox()?;
    check_regular(&path)?;
    let counts = match sandbox::count(&path) {
        Ok(counts) => counts,
        Err(error @ (SandboxError::Damaged { .. } | SandboxError::NotAStore { .. })) => {
            context.console.warn(&error.to_string());
            return set_aside(context, &path);
        }
        Err(error) => return Err(error.into()),
    };
    let what = counted_records(counts.users, counts.channels, counts.members);
    let first = sandbox::first_ids(&path, 3)?;
    let named = match first.is_empty() {
        true => String::new(),
        false => format!(" {}", named(&first, counts.users + counts.channels)),
    };
    let place = path.display();
    let question =
        format!("Delete {what}{named} of profile `{SANDBOX}` ({place})? This cannot be undone.");
    context.confirm(SANDBOX, &question)?;
    if context.options.dry_run {
        context.console.note(&format!("dry run: {what} stay"));
        return Ok(());
    }
    let counts = match sandbox::reset(&path) {
        Ok(counts) => counts,
        Err(error @ SandboxError::Damaged { .. }) => {
            context.console.warn(&error.to_string());
            tell_aside(context, &sandbox::set_aside(&path)?);
            counts
        }
        Err(error) => return Err(error.into()),
    };
    if context.console.format().is_json() {
        let emptied = Emptied {
            status: counts.users + counts.channels,
            users: counts.users,
            channels: counts.channels,
            members: counts.members,
        };
        return Ok(print_as_json(&context.console, &emptied)?);
    }
    let deleted = counted_records(counts.users, counts.channels, counts.members);
    Ok(print_line(&format!("deleted {deleted}"))?)
}

/// A store that cannot be read, and so not emptied, is moved out of the way; nothing of it is lost.
fn set_aside(context: &Context, path: &Path) -> Result<()> {
    let path_shown = path.display();
    let question = format!("Move {path_shown} aside, and begin with an empty store?");
    context.confirm(SANDBOX, &question)?;
    if context.options.dry_run {
        context.console.note("dry run: it stays where it is");
        return Ok(());
    }
    let aside = sandbox::set_aside(path)?;
    tell_aside(context, &aside);
    if context.console.format().is_json() {
        let moved = json!({ "status": 0, "moved_to": aside });
        return Ok(print_as_json(&context.console, &moved)?);
    }
    Ok(print_line("the sandbox is empty")?)
}

fn tell_aside(context: &Context, aside: &Path) {
    let note = format!("what could not be read is kept as {}", aside.display());
    context.console.note(&note);
}
