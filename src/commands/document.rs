//! What `diff` and `apply` share: where the document comes from, and what is wrong with it.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::{Failure, Result};
use crate::input::Given;
use crate::instance::{Desired, DocumentError, PlanError};

/// Reads the document, or refuses it with all its mistakes.
pub fn open(context: &Context, files: &[PathBuf]) -> Result<Desired> {
    let given = if !files.is_empty() {
        files.iter().cloned().map(Given::File).collect()
    } else if context.console.terminal().stdin {
        return Err(Failure::usage("no document is given").hint(
            "give a FILE, or pipe a document into standard input; `cyxth export` writes one",
        ));
    } else {
        vec![Given::Stdin]
    };
    Desired::open(given).map_err(|error| refused(context, error.into()))
}

/// Tells of every mistake on a line of its own; as JSON they are one message.
pub fn refused(context: &Context, error: PlanError) -> Failure {
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
