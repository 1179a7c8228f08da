//! What `diff` and `apply` share: where the document comes from, and what is wrong with it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use clap::Args;

use crate::api::{Client, Collection};
use crate::context::{Connection, Context};
use crate::document::{
    Desired, DocumentError, DraftSettings, Ignored, Noun, Plan, PlanError, ReadingWatch,
    UsersAhead, draft, read_document, read_document_watched,
};
use crate::error::{Failure, Result};
use crate::input::InputSource;
use crate::render::{ReadProgress, number_of};

use super::prove::{Unread, prove};
use super::watched::{BETWEEN_TICKS, watched};

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
            "`members` is not left out like a field: a channel without `members` keeps those that it \
             has"
                .to_owned(),
        ),
        _ if text.split('.').any(str::is_empty) => {
            Err("expected the name of a field, or names with dots between them".to_owned())
        }
        _ => Ok(text.to_owned()),
    }
}

/// A document that has been read, and how it is compared.
pub struct OpenedDocument {
    pub desired: Desired,
    files: Vec<PathBuf>,
    settings: DraftSettings,
    /// That of a comparison which has begun while the document was read.
    progress: Option<ReadProgress>,
}

impl OpenedDocument {
    /// Reads the document again, if its users were compared with what has changed since.
    pub fn compare_anew(&mut self, context: &Context) -> Result<()> {
        if self.desired.is_compared() {
            self.desired = read_again(context, &self.files)?;
        }
        Ok(())
    }
}

fn read_again(context: &Context, files: &[PathBuf]) -> Result<Desired> {
    read_document(given(files), context.mode_scale())
        .map_err(|error| refused(context, error.into()))
}

/// Reads the document, or refuses it with all its mistakes, and connects. `may_compare` says whether
/// users may be compared with those of the instance while the document is still read.
pub fn open(
    context: &Context,
    files: Vec<PathBuf>,
    settings: DraftSettings,
    may_compare: impl Fn(&Connection) -> bool,
) -> Result<(OpenedDocument, Connection)> {
    if files.is_empty() && context.console.terminal().stdin {
        return Err(Failure::usage("no document is given").hint(
            "give a FILE, or pipe a document into standard input; `cyxth export` writes one",
        ));
    }
    let mut watch = Watch {
        context,
        settings: &settings,
        may_compare,
        connection: None,
        progress: None,
        ticked: Instant::now(),
    };
    let desired = {
        let _deadline = context.deadline_of_reading();
        read_document_watched(&given(&files), context.mode_scale(), &mut watch).map_err(
            |error| match error {
                Unread::Refused(error) => refused(context, error.into()),
                Unread::Unproved(failure) => failure,
            },
        )?
    };
    for warning in desired.warnings() {
        context.console.warn(&warning.to_string());
    }
    if let Some(note) = desired.note() {
        context.console.note(note);
    }
    // What is wrong with the document comes before what is wrong with the profile.
    let connection = watch.connection.unwrap_or_else(|| context.connect())?;
    let progress = watch.progress;
    let opened = OpenedDocument {
        desired,
        files,
        settings,
        progress,
    };
    Ok((opened, connection))
}

/// What is done while a document is read.
struct Watch<'a, F> {
    context: &'a Context,
    settings: &'a DraftSettings,
    may_compare: F,
    connection: Option<Result<Connection>>,
    progress: Option<ReadProgress>,
    ticked: Instant,
}

impl<F: Fn(&Connection) -> bool> ReadingWatch for Watch<'_, F> {
    type Error = Unread<DocumentError>;

    fn stream_is_long(&mut self, noun: Noun) -> Result<(), Self::Error> {
        let listed = match noun {
            Noun::User => Collection::Users,
            Noun::Channel | Noun::Member => Collection::Channels,
        };
        prove(self.context, listed).map_err(Unread::Unproved)
    }

    fn users_are_many(&mut self, names: Arc<[String]>) -> Option<UsersAhead> {
        let connection = self.connection.insert(self.context.connect());
        let connection = connection.as_ref().ok();
        let connection = connection.filter(|connection| (self.may_compare)(connection))?;
        let (client, settings) = (connection.client.clone(), self.settings.clone());
        let ahead = UsersAhead::begin(client, settings, names).ok()?;
        self.progress = Some(records_compared(self.context, self.settings));
        Some(ahead)
    }

    fn tick(&mut self) -> Result<(), Self::Error> {
        match &mut self.progress {
            Some(progress) if self.ticked.elapsed() >= BETWEEN_TICKS => {
                self.ticked = Instant::now();
                let ticked = progress.tick();
                ticked.map_err(|error| Unread::Unproved(error.into()))
            }
            _ => Ok(()),
        }
    }
}

/// The files of a document, or standard input.
pub fn given(files: &[PathBuf]) -> Vec<InputSource> {
    match files {
        [] => vec![InputSource::Stdin],
        files => files.iter().cloned().map(InputSource::File).collect(),
    }
}

fn records_compared(context: &Context, settings: &DraftSettings) -> ReadProgress {
    ReadProgress::new(&context.console, "records compared", &settings.read, false)
}

/// Makes a plan, and tells how far the reading is.
pub async fn plan(context: &Context, client: &Client, opened: OpenedDocument) -> Result<Plan> {
    let OpenedDocument {
        desired,
        files,
        settings,
        progress,
    } = opened;
    let is_compared = desired.is_compared();
    let progress = progress.unwrap_or_else(|| records_compared(context, &settings));
    let plan = watched(progress, async {
        match draft(client, desired, settings.clone()).await {
            Err(PlanError::Unordered) if is_compared => {
                let desired = read_again(context, &files)?;
                Ok(draft(client, desired, settings).await)
            }
            plan => Ok(plan),
        }
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
        if count > 0 {
            let records = number_of(count, "record is", "records are");
            context.console.warn(&format!(
                "{records} left alone for {what}: no request can name such a record"
            ));
        }
    }
    Ok(plan)
}

/// Reports every mistake on its own line; as JSON they are one message.
fn refused(context: &Context, error: PlanError) -> Failure {
    match error {
        PlanError::Document(DocumentError::Mistakes(mistakes))
            if mistakes.len() > 1 && !context.console.format().is_json() =>
        {
            for mistake in &mistakes {
                context.console.error(&mistake.to_string());
            }
            Failure::usage("the document has mistakes; nothing was sent")
                .hint("`cyxth apply --schema` prints what a document looks like")
        }
        error => error.into(),
    }
}
