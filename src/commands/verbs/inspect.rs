//! Inspecting the whole input before anything is sent.

use crate::api::Collection;
use crate::commands::arguments::Bulk;
use crate::commands::prove::{Unread, prove};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::input::{Input, InputError, Inspected, Inspection};

/// Reads the whole input before anything is sent, so that a mistake in its last line means that
/// nothing was; warns of what is odd in it.
pub fn inspect(
    context: &Context,
    collection: &Collection,
    input: &Input,
    bulk: &Bulk,
) -> Result<Inspected> {
    let _deadline = context.deadline_of_reading();
    let is_read_alone = bulk.check || context.options.dry_run;
    let inspection = Inspection {
        counts: |id: &str| bulk.shard.is_none_or(|shard| shard.has(id)),
        tolerates: bulk.keep_going && !bulk.check,
    };
    let inspected = input.inspect(&inspection, || match is_read_alone {
        true => Ok(()),
        false => prove(context, listed(collection)).map_err(Unread::Unproved),
    });
    let inspected = inspected.map_err(|error| match error {
        Unread::Refused(mistakes) => refused(context, mistakes),
        Unread::Unproved(failure) => failure,
    })?;
    for warning in inspected.remarks.doubts() {
        context.console.warn(&warning);
    }
    if let Some(note) = inspected.remarks.mended() {
        context.console.note(&note);
    }
    Ok(inspected)
}

/// Reports every mistake on a line of its own, and each hint after the last mistake that it helps
/// with. As JSON they are one message.
fn refused(context: &Context, error: InputError) -> Failure {
    let lines = error.lines();
    if lines.len() == 1 || context.console.format().is_json() {
        return error.into();
    }
    for (at, (line, hint)) in lines.iter().enumerate() {
        context.console.error(line);
        let is_said_again = lines[at + 1..].iter().any(|(_, later)| later == hint);
        if let Some(hint) = hint.filter(|_| !is_said_again) {
            context.console.hint(hint);
        }
    }
    Failure::usage("the input has mistakes; nothing was sent")
}

/// The collection that is read to prove URL and key. Never members, since their channel need not
/// exist.
fn listed(collection: &Collection) -> Collection {
    match collection {
        Collection::Channels => Collection::Channels,
        Collection::Users | Collection::Members(_) => Collection::Users,
    }
}
