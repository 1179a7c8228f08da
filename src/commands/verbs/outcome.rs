//! What became of a run, in words and as an exit status.

use crate::api::{ApiError, Collection};
use crate::batch::{
    Batch, BatchOutcome, Cause, Files, KeptRejects, RejectReason, RunResult, Stop, Totals,
};
use crate::context::{Connection, Context};
use crate::error::{Failure, Kind, Result};
use crate::render::number_of;

/// Turns the result of a run into its end. If nothing was done, the exit status is that of the
/// cause.
pub fn outcome_to_result(
    run: RunResult,
    collection: &Collection,
    names: &[String],
    has_rejects: bool,
) -> Result<()> {
    let accounts = run.accounts;
    let failure = match run.stop {
        None if accounts.is_success() => return Ok(()),
        None if accounts.rejected == 0 => {
            Failure::usage("the input changed while it was worked on: it ended early")
        }
        None => some_refused(&run, collection, names, has_rejects),
        Some(Stop::Interrupted) => {
            return Err(
                Failure::new(Kind::Interrupted, "interrupted").hint("the counts say what was done")
            );
        }
        Some(Stop::Deadline) => Failure::new(Kind::Network, "the deadline of the run has passed")
            .hint(
                "`--deadline SECONDS` gives it more time; what is not sent is not counted past it",
            ),
        Some(Stop::Input(error)) => Failure::from(error),
        Some(Stop::NotLookedUp(error)) => Failure::from(error).context(&format!(
            "cannot look up which {} exist",
            collection.plural()
        )),
        Some(Stop::Batch(batch, outcome)) => refused(&batch, &outcome, collection, names),
    };
    match accounts.is_partial() {
        true => Err(failure.partial()),
        false => Err(failure),
    }
}

/// Writes the files of a run to their end; returns how the run ended.
pub fn end_files(
    context: &Context,
    connection: &Connection,
    totals: Totals<'_>,
    files: Files,
    ended: Result<()>,
) -> Result<()> {
    let client = &connection.client;
    let written = files.finish(&Totals {
        instance: &connection.name,
        retries: client.retries(),
        waited_ms: client.waited().as_millis() as u64,
        settled: client.settled(),
        stop: ended.as_ref().err().map(ToString::to_string),
        ..totals
    });
    // The outcome of the records comes before that of the files about them.
    match (&ended, &written) {
        (Err(_), Err(error)) => context.console.warn(&error.to_string()),
        (_, Ok(Some(kept))) => context.console.warn(&kept_in(kept)),
        _ => {}
    }
    ended?;
    written?;
    Ok(())
}

/// Why a file of refused records holds more than those of this run.
fn kept_in(kept: &KeptRejects) -> String {
    let path = kept.path.display();
    if kept.is_input {
        return format!("{path} stays as it is, because it holds more than refused records");
    }
    let added = match kept.added {
        0 => String::new(),
        count => format!(
            "; {} added",
            number_of(count, "refused record is", "refused records are")
        ),
    };
    format!(
        "{path} keeps what an earlier run left in it, because this run does not account for every \
         record{added}"
    )
}

/// Why a run with `--keep-going` failed: the first refused record, in the service's words.
fn some_refused(
    run: &RunResult,
    collection: &Collection,
    names: &[String],
    has_rejects: bool,
) -> Failure {
    let failure = match &run.first_rejected {
        None => Failure::new(Kind::Refused, "records were refused"),
        Some((batch, rejected)) => {
            let place = batch.place(rejected.at).show(names);
            let (singular, id) = (collection.singular(), batch.id(rejected.at));
            let others = others(run, &id);
            let which = match id.as_str() {
                "" => format!("{place}: a {singular} without an id{others}"),
                id => format!("{place}: {singular} `{id}`{others}"),
            };
            match &rejected.reason {
                RejectReason::ByService(error) => Failure::from((**error).clone()),
                RejectReason::Wrong(mistake) => {
                    let failure = Failure::usage(mistake.message.clone());
                    match &mistake.hint {
                        Some(hint) => failure.hint(hint.clone()),
                        None => failure,
                    }
                }
            }
            .context(&which)
        }
    };
    if has_rejects || failure.hint.is_some() {
        failure
    } else {
        failure.hint("`--rejects FILE` writes the refused records with their errors to a file")
    }
}

/// What was refused besides the record with this id. Records that are not there are named.
fn others(run: &RunResult, first: &str) -> String {
    let rejected = run.accounts.rejected.saturating_sub(1);
    if rejected == 0 {
        return String::new();
    }
    let named = run.not_there.iter().filter(|id| *id != first);
    let named: Vec<String> = named.map(|id| format!("`{id}`")).collect();
    let more = rejected.saturating_sub(named.len() as u64);
    let is_first_there = !run.not_there.iter().any(|id| id == first);
    match (named.join(", "), more) {
        (none, _) if none.is_empty() => format!(" (and {rejected} more were refused)"),
        (named, _) if is_first_there => {
            format!(" (and {rejected} more were refused; not there: {named})")
        }
        (named, 0) => format!(" (and {named})"),
        (named, more) => format!(" (and {named}, and {more} more were refused)"),
    }
}

fn refused(
    batch: &Batch,
    outcome: &BatchOutcome,
    collection: &Collection,
    names: &[String],
) -> Failure {
    let Some(error) = outcome.error.clone() else {
        return Failure::new(Kind::Other, "a batch failed");
    };
    let before = match (error.status(), &outcome.cause) {
        // The path is what is not there, mostly its channel, whatever the records are.
        (Some(404), None) => None,
        _ => place(batch, outcome, &error, collection, names),
    };
    let failure = Failure::from(error);
    match before {
        Some(before) => failure.context(&before),
        None => failure,
    }
}

/// Which records an error is about, as narrowly as is known.
fn place(
    batch: &Batch,
    outcome: &BatchOutcome,
    error: &ApiError,
    collection: &Collection,
    names: &[String],
) -> Option<String> {
    let singular = collection.singular();
    let of_one = |at: usize| {
        format!(
            "{}: {singular} `{}`",
            batch.place(at).show(names),
            batch.id(at)
        )
    };
    match &outcome.cause {
        Some(Cause::Existing(existing)) => {
            if let Some(&first) = existing.first() {
                let more = match existing.len() {
                    1 => String::new(),
                    count => format!(" (and {} more)", count - 1),
                };
                let place = batch.place(first).show(names);
                let id = batch.id(first);
                return Some(format!(
                    "{place}: the {singular} `{id}`{more} is there already"
                ));
            }
        }
        Some(Cause::Alone(at)) => return Some(of_one(*at)),
        Some(Cause::Records) | None => {}
    }
    // If the service was never reached, the records are not the cause.
    error.status()?;
    if batch.len() == 1 {
        return Some(of_one(0));
    }
    Some(format!(
        "{} to {} ({})",
        batch.place(0).show(names),
        batch.place(batch.len() - 1).show(names),
        collection.counted(batch.len() as u64)
    ))
}
