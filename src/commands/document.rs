//! What `diff` and `apply` share: where the document comes from, and what is wrong with it.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use clap::Args;

use crate::api::{Client, Collection};
use crate::context::Context;
use crate::document::{
    Desired, DocumentError, DraftSettings, Ignored, Noun, Plan, PlanError, draft,
    read_document_telling,
};
use crate::error::{Failure, Result};
use crate::input::InputSource;
use crate::render::ReadProgress;

use super::prove::prove;
use super::watched::watched;

/// Where a document comes from, and what of it does not count.
#[derive(Debug, Args)]
pub struct DocumentArguments {
    /// Documents, joined to one; `-`, or none with a pipe, is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A document, as FILE; may be given several times
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    more_files: Vec<PathBuf>,
    /// Leave a field out of account, `last_seen` or a dotted `metadata.seen`; may be given several
    /// times
    ///
    /// For what the service keeps for itself: it is not compared, and where a record is sent all
    /// the same, the value that the service has goes along. A new record is sent as it is given.
    #[arg(long, value_name = "FIELD", value_parser = ignored_field)]
    ignore: Vec<String>,
}

impl DocumentArguments {
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.iter().chain(&self.more_files).cloned().collect()
    }

    pub fn ignored(&self) -> Ignored {
        Ignored::new(self.ignore.clone())
    }
}

/// The name of a field that is left out of account.
pub fn ignored_field(text: &str) -> Result<String, String> {
    match text {
        "id" => Err("records are known by their id".to_owned()),
        "members" => Err(
            "members are no field: a channel without `members` keeps those that it has".to_owned(),
        ),
        _ if text.split('.').any(str::is_empty) => {
            Err("expected the name of a field, or names with dots between them".to_owned())
        }
        _ => Ok(text.to_owned()),
    }
}

/// Reads the document, or refuses it with all its mistakes.
pub fn open(context: &Context, files: &[PathBuf]) -> Result<Desired> {
    if files.is_empty() && context.console.terminal().stdin {
        return Err(Failure::usage("no document is given").hint(
            "give a FILE, or pipe a document into standard input; `cyxth export` writes one",
        ));
    }
    let _deadline = context.deadline_of_reading();
    let desired = read_document_telling(given(files), |noun| {
        let listed = match noun {
            Noun::User => Collection::Users,
            Noun::Channel | Noun::Member => Collection::Channels,
        };
        prove(context, listed).map_err(Unread::Unproved)
    });
    let desired = desired.map_err(|error| match error {
        Unread::Refused(error) => refused(context, error.into()),
        Unread::Unproved(failure) => failure,
    })?;
    for warning in desired.warnings() {
        context.console.warn(warning);
    }
    Ok(desired)
}

/// Why there is no document to compare.
enum Unread {
    Refused(DocumentError),
    Unproved(Failure),
}

impl From<DocumentError> for Unread {
    fn from(error: DocumentError) -> Unread {
        Unread::Refused(error)
    }
}

/// The files of a document, or standard input.
pub fn given(files: &[PathBuf]) -> Vec<InputSource> {
    match files {
        [] => vec![InputSource::Stdin],
        files => files.iter().cloned().map(InputSource::File).collect(),
    }
}

/// Makes a plan, and tells how far the reading is.
pub async fn plan(
    context: &Context,
    client: &Client,
    desired: Desired,
    settings: DraftSettings,
) -> Result<Plan> {
    let what = "records compared".to_owned();
    let progress = ReadProgress::new(&context.console, what, settings.read.clone(), false);
    let plan = watched(progress, async {
        Ok(draft(client, desired, settings).await)
    });
    let plan = plan.await?.map_err(|error| refused(context, error))?;
    if plan.is_unordered {
        context
            .console
            .warn("the service does not list in ascending order of ids; what it listed was sorted");
    }
    let left_alone = [
        (&plan.left_alone.nameless, "an empty id"),
        (&plan.left_alone.masked, "the API key in its id"),
    ];
    for (count, what) in left_alone {
        let count = count.load(Ordering::Relaxed);
        let records = match count {
            0 => continue,
            1 => "1 record is".to_owned(),
            count => format!("{count} records are"),
        };
        context.console.warn(&format!(
            "{records} left alone for {what}: no request can name such a record"
        ));
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
                context.console.error(mistake);
            }
            Failure::usage("the document has mistakes; nothing was sent")
                .hint("`cyxth apply --schema` prints what a document looks like")
        }
        error => error.into(),
    }
}
