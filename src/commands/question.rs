//! What is asked before something is deleted.

use crate::api::Collection;
use crate::context::{Connection, Context};
use crate::input::Inspected;
use crate::record::quoted;

/// The question whether the records of an input are to be deleted, or the members removed.
pub fn removal(
    context: &Context,
    connection: &Connection,
    collection: &Collection,
    inspected: &Inspected,
) -> String {
    let count = inspected.count;
    let what = collection.counted(count);
    let named = named(&inspected.first_ids, count);
    let question = match collection {
        Collection::Members(channel) => format!(
            "Remove {what} {named} of channel `{channel}` of {}?",
            connection.name
        ),
        _ => format!("Delete {what} {named} of {}?", connection.name),
    };
    format!("{question} {}", consequence(context, connection))
}

/// The sentence about what cannot be undone.
pub fn consequence(context: &Context, connection: &Connection) -> &'static str {
    match context.options.backup.is_some() || connection.backup_dir().is_some() {
        true => "What is there is kept in a backup first.",
        false => "This cannot be undone (`--backup FILE` keeps what is there).",
    }
}

/// The first ids of `count`, for a question: `` (`a`, `b`, `c` and 2 more)``.
pub fn named(first: &[String], count: u64) -> String {
    let names: Vec<String> = first.iter().map(|id| quoted(id)).collect();
    match count.saturating_sub(names.len() as u64) {
        0 => format!("({})", names.join(", ")),
        more => format!("({} and {more} more)", names.join(", ")),
    }
}
