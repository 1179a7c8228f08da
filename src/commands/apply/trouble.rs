//! What went wrong apart from the steps of a plan, in words.

use crate::api::Collection;
use crate::batch::{RunResult, Stop};
use crate::commands::verbs::outcome_to_result;
use crate::document::{ApplyTrouble, CreatedByOthers, NotPutBack};
use crate::error::{Failure, Kind};

use super::session::Session;

pub(super) fn trouble_to_failure(session: &Session<'_>, trouble: ApplyTrouble) -> Failure {
    const NOT_ADDED: &str = "new channels may lack members; another run adds them";
    match trouble {
        ApplyTrouble::NotKept(error) => error.into(),
        ApplyTrouble::NotForgotten(error) => error.into(),
        // Users have been deleted by now, so the run is a partial one.
        ApplyTrouble::NotPutBack(failure) => not_put_back(session, failure).partial(),
        // Even if everything is back now, the document may want something else.
        ApplyTrouble::PutBackLate => {
            let file = session.restore_file.path().display();
            let message = format!(
                "what {file} held is put back only now, and the document was compared before that"
            );
            Failure::new(Kind::Partial, message).hint("run the same again")
        }
        ApplyTrouble::MembersNotLooked(error) => Failure::from(error)
            .context("cannot look whether new channels have their members")
            .partial(),
        ApplyTrouble::MembersUnread(error) => Failure::from(error).context(NOT_ADDED).partial(),
        ApplyTrouble::MembersNotAdded(run) => run_to_failure(*run, &session.names)
            .context(NOT_ADDED)
            .partial(),
        ApplyTrouble::Others(others) => created_by_others(session, &others),
        ApplyTrouble::OthersNotCompared(error) => Failure::from(error)
            .context("cannot compare what somebody else created meanwhile")
            .partial(),
    }
}

/// Why not all that the restore file holds is back.
pub(super) fn not_put_back(session: &Session<'_>, failure: NotPutBack) -> Failure {
    let path = session.restore_file.path().display().to_string();
    let hint =
        format!("the next apply puts back what {path} holds; remove the file to give that up");
    let why = match failure {
        // Its locations are in the restore file.
        NotPutBack::Refused(run) | NotPutBack::Stopped(run) => run_to_failure(*run, &[path]),
        NotPutBack::Unread(error) => error.into(),
        NotPutBack::File(error) => error.into(),
    };
    why.context("users are created anew, and not all of it is put back")
        .hint(hint)
}

/// Why a run did not do all of its work.
pub(super) fn run_to_failure(run: RunResult, names: &[String]) -> Failure {
    let task = match (&run.stop, &run.first_rejected) {
        (Some(Stop::Batch(batch, _)), _) | (None, Some((batch, _))) => Some(batch.task()),
        _ => None,
    };
    let collection = task.map_or(Collection::Users, |task| task.collection().clone());
    match outcome_to_result(run, &collection, names, true) {
        Err(failure) => failure,
        Ok(()) => Failure::new(Kind::Partial, "not all was done"),
    }
}

fn created_by_others(session: &Session<'_>, others: &CreatedByOthers) -> Failure {
    let CreatedByOthers {
        count,
        first,
        fields,
    } = others;
    let more = match count {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    let location = first.location().unwrap_or_default().show(&session.names);
    let message = format!(
        "{location}: the {} `{}`{more} was created by somebody else meanwhile, and differs from \
         the document in {}",
        first.noun(),
        first.id(),
        fields.join(" and ")
    );
    Failure::new(Kind::Partial, message).hint("run the same again; `cyxth diff` shows what differs")
}
