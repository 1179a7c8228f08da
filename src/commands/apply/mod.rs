//! `cyxth apply`: its arguments, and the order of what it says, asks and does. The work itself is
//! in `document::apply`.

mod announce;
mod arguments;
mod end;
mod reporter;
mod session;
mod trouble;

use std::fs::File;
use std::path::Path;

use crate::batch::Files;
use crate::config::{check_regular, try_lock};
use crate::context::Context;
use crate::document::{
    ApplyRun, DraftSettings, Executed, NotPutBack, Plan, RestoreFile, StepKind, TouchedRecords,
    apply_plan, restore,
};
use crate::error::{Failure, Kind, Result};
use crate::input::InputSource;
use crate::render::{Out, Progress};
use crate::store::{Output, OverInput};

use super::backup::{MadeBackup, WayBack, claim_backup, make_backup};
use super::document::{OpenedDocument, given, open, plan};
use super::modes::check_scale;
use announce::{announce_left_over, announce_plan, check_removals, confirm_plan};
use end::{end_run, end_without_plan};
use reporter::{PutBackCount, Reporter};
use session::Session;
use trouble::{not_put_back, trouble_to_failure};

pub use arguments::Apply;

const SCHEMA: &str = include_str!("../../../schema/cyxth-instance.schema.json");

pub fn run(arguments: &Apply, context: &Context) -> Result<()> {
    if arguments.schema {
        let mut out = Out::new();
        out.bytes(SCHEMA.as_bytes())?;
        return Ok(out.flush()?);
    }
    let (report, backup) = claim_files(arguments, context)?;
    let settings = DraftSettings {
        prune: arguments.prune,
        recreate: arguments.recreate,
        members_apart: arguments.keep_going,
        ignored: arguments.document.ignored(),
        ..DraftSettings::default()
    };
    let files = arguments.document.files();
    let (mut opened, connection) = open(context, files, settings, |connection| {
        // Putting something back first changes what is there.
        let restore_file = context.paths.recreation(&connection.place);
        !arguments.recreate && restore_file.is_ok_and(|file| !file.exists())
    })?;
    let is_partial = opened.desired.is_partial();
    if is_partial && arguments.prune {
        return Err(Failure::usage(
            "the document is a part of an instance, and --prune would delete all the rest",
        )
        .hint("apply it without --prune: it puts back what it holds"));
    }
    context.check_changes(&connection)?;
    if is_partial {
        context.console.note(
            "the document is a part of an instance: messages, and a mode or a field where there was \
             none, are not put back by it",
        );
    }
    let restore_file = RestoreFile::new(context.paths.recreation(&connection.place)?);
    let path = restore_file.path();
    // The restore file must not be a device, nor a FIFO that would have to be waited for.
    check_regular(path)?;
    let is_dry_run = context.options.dry_run;
    let lock = match !is_dry_run && (arguments.recreate || path.exists()) {
        true => Some(lock_restore_file(path)?),
        false => None,
    };
    // Checked again: only the holder of the lock knows whose file it is.
    let is_left_over = (is_dry_run || lock.is_some()) && path.exists();
    if is_left_over {
        opened.compare_anew(context)?;
    }
    let files = Files::reporting(report)?;
    let session = Session {
        arguments,
        context,
        connection: &connection,
        names: opened.desired.names(),
        restore_file: &restore_file,
    };
    context.block_on(apply(&session, opened, is_left_over, files, backup))
}

async fn apply(
    session: &Session<'_>,
    opened: OpenedDocument,
    is_left_over: bool,
    files: Files,
    backup: Option<Output>,
) -> Result<()> {
    let console = &session.context.console;
    let prepared = match prepare(session, opened, is_left_over).await {
        Ok(prepared) => prepared,
        // Something may have been put back by now.
        Err(why) if is_left_over => return end_without_plan(session, why, files),
        Err(why) => return Err(why),
    };
    let Prepared {
        plan, left_over, ..
    } = prepared;
    announce_plan(session, &plan)?;
    let counts = plan.steps.counts();
    let left_alone = match session.arguments.prune {
        true => counts.stuck(),
        false => counts.stuck() + counts.removals(),
    };
    let todo = counts.sum() - left_alone;
    let mut reporter = Reporter::new(session, files);
    if todo == 0 {
        if counts.stuck() == 0 {
            console.note("nothing to do");
        }
        return end_run(session, &plan, Executed::default(), left_over, reporter);
    }
    check_removals(session, &counts)?;
    confirm_plan(session, &plan)?;
    let backup = back_up(session, &plan, backup).await?;
    reporter.watch.progress = Some(Progress::new(
        console,
        session.connection.client.clone(),
        "steps done".to_owned(),
        todo,
    ));
    let run = prepared.run.unwrap_or_else(|| session.begin());
    let applied = apply_plan(&run, &plan, left_over.is_some(), &mut reporter).await;
    let trouble = applied.trouble;
    let why = trouble.map(|trouble| trouble_to_failure(session, trouble));
    let ended = end_run(session, &plan, applied.executed, why, reporter);
    if let Some(backup) = backup {
        backup.tell(session.context);
    }
    ended
}

/// Keeps what the plan touches, if a backup is wanted.
async fn back_up(
    session: &Session<'_>,
    plan: &Plan,
    claimed: Option<Output>,
) -> Result<Option<MadeBackup>> {
    let counts = plan.steps.counts();
    let creates = [
        StepKind::CreateUser,
        StepKind::CreateChannel,
        StepKind::AddMember,
    ]
    .into_iter()
    .any(|kind| counts.of(kind) > 0);
    let way = WayBack {
        recreates: counts.recreations() > 0,
        stays: creates.then_some("what this creates and adds is not in the backup, and stays"),
    };
    let touched = || {
        Ok(TouchedRecords::of_plan(
            &plan.steps,
            session.arguments.prune,
        )?)
    };
    make_backup(session.context, session.connection, claimed, touched, way).await
}

/// What is known once the document has been compared.
struct Prepared<'a> {
    plan: Plan,
    /// Why the service refuses something that an earlier run had to put back.
    left_over: Option<Failure>,
    /// The run that has already put something back.
    run: Option<ApplyRun<'a>>,
}

/// Puts back what an earlier run left over, and then compares the document with what is there.
async fn prepare<'a>(
    session: &Session<'a>,
    opened: OpenedDocument,
    is_left_over: bool,
) -> Result<Prepared<'a>> {
    let context = session.context;
    if opened.desired.has_unscaled_names() {
        check_scale(context, &session.connection.client).await?;
    }
    let mut left_over = None;
    let mut run = None;
    if is_left_over {
        announce_left_over(session);
        let mut count = PutBackCount::default();
        let failure = restore(run.insert(session.begin()), &mut count).await;
        count.tell(&context.console);
        let is_refused = matches!(failure, Some(NotPutBack::Refused(_)));
        left_over = failure.map(|failure| not_put_back(session, failure));
        match left_over {
            Some(why) if !is_refused => return Err(why),
            Some(ref why) => context
                .console
                .warn(&format!("{why}; all else of it is put back")),
            None => {}
        }
    }
    let client = &session.connection.client;
    Ok(Prepared {
        plan: plan(context, client, opened).await?,
        left_over,
        run,
    })
}

/// The files that are written: the report, and the backup.
fn claim_files(arguments: &Apply, context: &Context) -> Result<(Option<Output>, Option<Output>)> {
    let read = given(&arguments.document.files());
    let read = read.iter().filter_map(InputSource::identity).collect();
    let mut outputs = context.outputs(read)?;
    let report = arguments.report.as_ref();
    let report = report.map(|path| outputs.claim("--report", path, OverInput::Refused));
    Ok((report.transpose()?, claim_backup(context, &mut outputs)?))
}

/// Keeps other runs on this machine from putting back or deleting at the same time.
fn lock_restore_file(file: &Path) -> Result<File> {
    let path = file.with_extension("lock");
    try_lock(&path)?.ok_or_else(|| {
        Failure::new(
            Kind::Other,
            "another `apply --recreate` is at work on this instance; nothing was sent",
        )
        .hint(format!(
            "run this again when it has ended; {} is locked until then",
            path.display()
        ))
    })
}
