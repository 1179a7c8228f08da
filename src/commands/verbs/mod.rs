//! The verbs, each once for all collections.

mod answers;
mod by_id;
mod change;
mod count;
mod finish;
mod get;
mod inspect;
mod list;
mod outcome;
mod pages;
mod query;
mod records;
mod sorted;
mod wanted;

pub use by_id::{ChangeById, DeleteById};
pub use count::count;
pub use finish::{RunWatch, warn_unconfirmed};
pub use get::get;
pub use list::{ListArguments, list};
pub use outcome::{end_files, outcome_to_result};
pub use pages::{MemberArguments, RecordPages};
pub use query::{Query, QueryArguments};
pub use records::{create, update};
pub use wanted::WantedRecords;
