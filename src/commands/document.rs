//! What `diff` and `apply` share: where the document comes from, and what is wrong with it.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::api::Client;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::input::Given;
use crate::instance::{Desired, DocumentError, DraftSettings, Plan, PlanError, draft};

/// Reads the document, or refuses it with all its mistakes.
pub fn open(context: &Context, files: &[PathBuf]) -> Result<Desired> {
    if files.is_empty() && context.console.terminal().stdin {
        return Err(Failure::usage("no document is given").hint(
            "give a FILE, or pipe a document into standard input; `cyxth export` writes one",
        ));
    }
    let _deadline = context.deadline_of_reading();
    let desired = Desired::open(given(files)).map_err(|error| refused(context, error.into()))?;
    for warning in desired.warnings() {
        context.console.warn(&warning);
    }
    Ok(desired)
}

/// The files of a document, or standard input.
pub fn given(files: &[PathBuf]) -> Vec<Given> {
    match files {
        [] => vec![Given::Stdin],
        files => files.iter().cloned().map(Given::File).collect(),
    }
}

const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// Makes a plan, and tells how far the reading is.
pub async fn plan(
    context: &Context,
    client: &Client,
    desired: Desired,
    settings: DraftSettings,
) -> Result<Plan> {
    let read = settings.read.clone();
    let mut draft = std::pin::pin!(draft(client, desired, settings));
    let mut ticks = tokio::time::interval(BETWEEN_LINES);
    ticks.tick().await;
    let plan = loop {
        tokio::select! {
            plan = &mut draft => break plan,
            _ = ticks.tick() => {
                let read = read.load(Ordering::Relaxed);
                context.console.note(&format!("{read} records compared"));
            }
        }
    };
    let plan = plan.map_err(|error| refused(context, error))?;
    if plan.is_unordered {
        context
            .console
            .warn("the service does not list in ascending order of ids; what it listed was sorted");
    }
    Ok(plan)
}

/// Tells of every mistake on a line of its own; as JSON they are one message.
fn refused(context: &Context, error: PlanError) -> Failure {
    match error {
        PlanError::Document(DocumentError::Mistakes(mistakes))
            if mistakes.len() > 1 && !context.console.format().is_json() =>
        {
            for mistake in &mistakes {
                context.console.error(mistake, None);
            }
            Failure::usage("the document has mistakes; nothing was sent")
                .hint("`cyxth apply --schema` prints what a document looks like")
        }
        error => error.into(),
    }
}
